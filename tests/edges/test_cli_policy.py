"""`putright policy` as it is typed."""

import argparse
import json
from datetime import date

import pytest

from putright import clock
from putright.cli import policy
from putright.cli.says import SaysNo
from putright.policy import as_toml, shipped_policy
from putright.policy.written import schema


@pytest.fixture(autouse=True)
def _on_a_friday(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    monkeypatch.setenv("COLUMNS", "80")


def typed(*arguments):
    parser = argparse.ArgumentParser()
    policy.register(parser.add_subparsers(required=True))
    options = parser.parse_args(["policy", *arguments])
    return options.run(options)


def test_check_says_the_counts_first_and_ends_with_0(capsys):
    assert typed("check", "thrive-2026") == 0
    text = capsys.readouterr().out
    assert text.startswith(
        "1 breach, 11 warnings for a person, 10 not stated, 49 met: Thrive Homes,\nComplaints policy V3"
    )
    assert text.index("BREACHES") < text.index("WARNINGS FOR A PERSON") < text.index("NOT STATED") < text.index("MET")
    for column in ("requires", "observation", "recommendation", "source"):
        assert f"\n  {column}" in text
    assert max(map(len, text.splitlines())) <= 80


def test_check_as_json_has_its_six_keys_in_order(capsys):
    assert typed("check", "together-2021", "--edition", "2024", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found[0]) == ["provision", "grade", "requirement", "observation", "recommendation", "source"]
    grades = list(dict.fromkeys(one["grade"] for one in found))
    assert grades == ["breach", "warning", "not_stated", "met"]
    assert {"2.3", "3.7", "5.2", "5.11", "6.12"} <= {one["provision"] for one in found if one["grade"] == "breach"}


def test_check_takes_a_file(tmp_path, capsys):
    file = tmp_path / "elm.toml"
    file.write_text(as_toml(shipped_policy("thrive-2026")), encoding="utf-8")
    typed("check", str(file), "--json")
    from_file = capsys.readouterr().out
    typed("check", "thrive-2026", "--json")
    assert capsys.readouterr().out == from_file


def test_a_policy_in_use_is_judged_by_todays_contacts_and_an_ended_one_by_its_own_day(capsys, tmp_path):
    file = tmp_path / "elm.toml"
    head = "[about]\nlandlord = { value = 'Elm', section = '1' }\ntitle = { value = 'Policy', section = '1' }\n"
    start = "effective_from = { value = 2025-06-02, section = '1' }\n"
    end = "effective_until = { value = 2025-12-31, section = '1' }\n"
    contact = "[[contact]]\nbody = 'housing_ombudsman'\nkind = 'email'\nvalue = 'info@housing-ombudsman.org.uk'\nsection = '9'\n"
    for text, arguments, closed in (
        (head + start + contact, (), True),
        (head + start + end + contact, (), False),
        (head + start + contact, ("--on", "1 July 2025"), False),
    ):
        file.write_text(text, encoding="utf-8")
        typed("check", str(file), *arguments)
        assert ("takes no new cases" in " ".join(capsys.readouterr().out.split())) is closed


def test_another_nations_policy_says_why_once(capsys, tmp_path):
    file = tmp_path / "glen.toml"
    file.write_text(
        "[about]\nlandlord = { value = 'Glen', section = '1' }\ntitle = { value = 'Policy', section = '1' }\n"
        "jurisdiction = { value = 'scotland', section = '1' }\n",
        encoding="utf-8",
    )
    assert typed("check", str(file)) == 0
    assert capsys.readouterr().out.count("rules of Scotland") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "elm-2026"], "There is no policy 'elm-2026' here"),
        (["check", "none.toml"], "cannot be read"),
        (["check", "thrive-2026", "--edition", "1999"], "There is no edition '1999'"),
        (["check", "thrive-2026", "--on", "yesterday"], "is not a date"),
        (["show", "thrive-2026", "--on", "31/02/2026"], "2026"),
    ],
)
def test_a_no_is_one_sentence(arguments, words):
    with pytest.raises(SaysNo) as no:
        typed(*arguments)
    assert words in str(no.value)
    assert "\n" not in str(no.value)


def test_show_as_text_and_html(capsys):
    assert typed("show", "thrive-2026") == 0
    assert capsys.readouterr().out.startswith("How to complain to Thrive Homes\n")
    assert typed("show", "thrive-2026", "--as", "html") == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_schema_and_list(capsys):
    assert typed("schema") == 0
    assert json.loads(capsys.readouterr().out) == schema()
    assert typed("list") == 0
    assert "together-2021   1 Feb 2021" in capsys.readouterr().out
