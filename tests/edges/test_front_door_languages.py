"""The sentences of the residents' pages can all be put into another language, from one catalogue."""

import ast
import re
from pathlib import Path

import pytest
from front import browser, text_of

from putright.front_door import saying, urls

ROOM = Path(saying.__file__).parent
_GIVEN = re.compile(r'"([^"]*)"\|t\b')
_TAG = re.compile(r'\{%\s*t\s+(?:"((?:[^"\\]|\\.)*)"|\'([^\']*)\')')


assert urls.app_name  # read before a test puts a language there


def in_templates():
    found = set()
    for path in ROOM.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        found |= {a or b for a, b in _TAG.findall(html)} | set(_GIVEN.findall(html))
    return found


def in_program():
    found = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"said", "_"}:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def test_no_words_of_a_template_stand_outside_the_catalogue():
    loose = {}
    for path in ROOM.rglob("*.html"):
        if path.name == "nobody.html":  # no landlord, so no language
            continue
        words = re.sub(
            r"\{% block body_class %\}.*?\{% endblock %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|&\w+;",
            " ",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        if found := re.findall(r"[A-Za-z]{3,}", words):
            loose[path.name] = found
    assert loose == {}
    given = "".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.html"))
    assert not re.search(r'text="[^"]*"(?!\|t)', given)


@pytest.fixture
def welsh(tmp_path, monkeypatch):
    (tmp_path / "cy.toml").write_text(
        'name = "Cymraeg"\n[sentences]\n"Tell us what went wrong" = "Dywedwch wrthym <i>beth</i>"\n'
        '"Page {number} of {of}" = "Tudalen {number} o {of}"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(saying, "_WORDS", tmp_path)
    saying._catalogue.cache_clear()
    yield
    saying._catalogue.cache_clear()


@pytest.mark.usefixtures("welsh")
def test_a_sentence_is_said_in_the_language_of_the_page_and_else_in_english():
    before = saying.speaking.set("cy")
    try:
        assert saying.said("Page {number} of {of}", number="<b>", of=9) == "Tudalen &lt;b&gt; o 9"
        assert str(saying.lazy("Tell us what went wrong")) == "Dywedwch wrthym <i>beth</i>"
        assert saying.said("Not there") == "Not there"
    finally:
        saying.speaking.reset(before)
    assert saying.said("Tell us what went wrong") == "Tell us what went wrong"
    assert saying.languages() == ("en", "cy")


@pytest.mark.usefixtures("house", "welsh")
def test_a_page_in_another_language_says_so_and_leads_on_in_it():
    from django.test import RequestFactory

    from putright.front_door.published import _start

    request = RequestFactory().get("/ah/cy/", headers={"host": "localhost"})
    html = _start(request, code="ah", language="cy").content.decode()
    assert '<html lang="cy">' in html
    assert "Dywedwch wrthym" in html
    assert 'href="/ah/cy/complain/"' in html
    assert 'href="/ah/"' in html


def test_there_is_something_to_translate_and_english_needs_no_catalogue():
    assert len(in_templates() | in_program()) > 200


@pytest.mark.parametrize("path", sorted((ROOM / "words").glob("*.toml")), ids=lambda path: path.stem)
def test_a_catalogue_holds_every_sentence_and_keeps_its_blanks(path):
    import tomllib

    told = tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]
    assert in_templates() | in_program() <= set(told)
    for english, theirs in told.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", theirs)), english


@pytest.mark.usefixtures("house")
def test_without_a_catalogue_there_is_no_door_in_that_language():
    assert browser().get("/ah/cy/").status_code == 404
    assert "Ash Homes" in text_of(browser().get("/ah/"))
