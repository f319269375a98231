"""Templates: what may be written in them, that every mistake is refused with its place, and that parts survive an edit."""

import re
from pathlib import Path

import pytest

from putright.letters import all_kinds, check_template, kind_named, shipped_template
from putright.letters.notation import Branch, NotationError, parse
from putright.letters.phrases import WORDS
from putright.letters.plain_english import notes_on, reading_age
from putright.letters.templates import TemplateError, template_from
from putright.rulebook import all_rulebooks, rulebook

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "documents"
EDITIONS = [edition.name for edition in all_rulebooks()]


def written(body):
    return template_from("mine", body, subject="Your complaint", version="1")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", all_kinds())
def test_every_required_part_stands_in_the_shipped_template_whichever_way_its_conditions_go(kind, edition):
    assert check_template(shipped_template(kind), kind_named(kind), rulebook(edition)) == ()


@pytest.mark.parametrize(
    ("kind", "field", "lost"),
    [
        ("acknowledgement_1", "{responsibility}", {"responsibility"}),
        ("response_1", "{decisions}", {"decision", "reasons"}),
        ("response_1", "{how_to_go_on}", {"how_to_escalate"}),
        ("response_2", "{ombudsman}", {"ombudsman_details"}),
        ("response_2", "{final_answer}", {"final"}),
        ("extension_1", "{new_date}", {"new_date"}),
        ("not_accepted", "{ombudsman_on_refusal}", {"right_to_ombudsman"}),
        ("survey", "{ways_to_reply}", {"how_to_complain"}),
    ],
)
def test_an_edit_that_takes_a_part_out_is_told_which(kind, field, lost):
    body = shipped_template(kind).written
    edited = written(body.replace(field, ""))
    assert {each.part for each in check_template(edited, kind_named(kind), rulebook("2024"))} == lost


def test_a_part_that_stands_only_behind_a_condition_does_not_survive():
    body = shipped_template("response_1").written.replace("{remedies}", "{if upheld}\n{remedies}\n{end}")
    assert [each.part for each in check_template(written(body), kind_named("response_1"), rulebook("2024"))] == [
        "remedy"
    ]
    both = body.replace("{remedies}\n{end}", "{remedies}\n{else}\n{remedies}\n{end}")
    assert check_template(written(both), kind_named("response_1"), rulebook("2024")) == ()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "Dear you,\n\nYour {pionts} are these.",
            "line 3: there is no field {pionts} in “Your {pionts} are these.”; did you mean {points}?",
        ),
        ("{if upheld}\nSorry.", "line 1: the {if upheld} that begins here has no {end}"),
        ("Sorry.\n{end}", "line 2: {end} stands here without an {if}"),
        ("{if upheld}a{else}b\n", "line 1: the {if upheld} in this paragraph does not end in it"),
        ("{if upheld}\na\n{else}\nb\n{else}\nc\n{end}", "line 1: the {if upheld} that begins here has a second {else}"),
        ("We say {points} here.", "line 1: {points} makes paragraphs of its own"),
        ("- {decisions}", "line 1: {decisions} makes paragraphs of its own"),
        ("This is {upheld}.", "line 1: {upheld} only says yes or no"),
        ("{upheld}", "line 1: {upheld} only says yes or no"),
        ("A { brace", "line 1: a brace stands alone"),
        ("{__class__}", "line 1: “{__class__}” is no field"),
        ("{reference.__class__}", "line 1: “{reference.__class__}” is no field"),
        ("{reference!r}", "line 1: “{reference!r}” is no field"),
        ("{{reference}}", "line 1: a brace stands alone"),
        ("{if 1 == 1}x{end}", "line 1: “{if 1 == 1}” is no field"),
    ],
)
def test_a_mistake_is_refused_with_its_place_and_the_way_out(body, says):
    with pytest.raises(TemplateError) as refused:
        written(body)
    assert str(refused.value).startswith(f"mine, {says}")
    assert "\n" not in str(refused.value)


def test_conditions_in_conditions_have_an_end():
    with pytest.raises(NotationError, match="more than 8 conditions"):
        parse("{if upheld}\n" * 20 + "{end}\n" * 20)
    with pytest.raises(NotationError, match="more than 8 conditions"):
        parse("{if upheld}" * 20 + "x" + "{end}" * 20)
    with pytest.raises(NotationError, match="longer than"):
        parse("x" * 100_001)


def test_a_condition_may_stand_over_paragraphs_or_in_a_sentence():
    whole = parse("a\n\n{if upheld}\n## b\n\n- c\n{else}\nd\n{end}\n\ne {if not final}f{else}g{end} h")
    assert [type(each).__name__ for each in whole] == ["Line", "Branch", "Line"]
    branch = whole[1]
    assert isinstance(branch, Branch)
    assert ([line.mark for line in branch.then], len(branch.otherwise)) == (["##", "-"], 1)


def sentences():
    """All the sentences that are shipped: phrases and templates."""
    return {path: path.read_text(encoding="utf-8") for path in sorted((WORDS / "en").rglob("*.toml"))}


@pytest.mark.parametrize("kind", all_kinds())
def test_the_shipped_sentences_can_be_read_at_eleven(kind):
    said = re.sub(r"\{[^}]*\}|^## ", "", shipped_template(kind).written, flags=re.MULTILINE)
    age = reading_age(said)
    assert age is None or round(age.years) <= 11  # None: fewer than thirty words of ours, the rest is somebody's own


@pytest.mark.parametrize("kind", all_kinds())
def test_the_shipped_sentences_hurt_nobody_and_use_no_jargon(kind):
    said = re.sub(r"\{[^}]*\}", "it", shipped_template(kind).written)
    assert [note for note in notes_on(said) if note.sort in ("hurts", "jargon", "abbreviation", "long sentence")] == []


def test_no_ten_words_in_a_row_are_anybody_elses():
    if not DOCUMENTS.is_dir():
        pytest.skip("the landlords' documents are not beside the repository")
    theirs = set()
    for path in DOCUMENTS.glob("*.txt"):
        words = re.findall(r"[a-z0-9]+", path.read_text(encoding="utf-8").lower())
        theirs |= {tuple(words[at : at + 10]) for at in range(len(words) - 9)}
    ours = [
        *sentences().values(),
        *((ROOT / "src/putright/letters" / name).read_text() for name in ("kinds.toml", "parts.toml")),
    ]
    for text in ours:
        words = re.findall(r"[a-z0-9]+", text.lower())
        assert [words[at : at + 10] for at in range(len(words) - 9) if tuple(words[at : at + 10]) in theirs] == []
