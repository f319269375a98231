"""Help with plain English: figures worked by hand, and notes that find what they are for and leave the rest alone."""

from datetime import date

import pytest

from putright.letters.check import check_text, stale_in
from putright.letters.kinds import kind_named
from putright.letters.plain_english import notes_on, reading_age
from putright.letters.plain_english.reading_age import syllables
from putright.letters.required import required
from putright.rulebook import contacts, rulebook


@pytest.mark.parametrize(
    ("word", "count"),
    [("damp", 1), ("complaint", 2), ("ombudsman", 3), ("repaired", 2), ("treated", 2), ("table", 2), ("home", 1), ("agree", 2), ("asked", 1)],
)  # fmt: skip
def test_syllables_are_about_right(word, count):
    assert syllables(word) == count


def test_the_reading_age_is_the_published_formula():
    """Thirty words of one syllable in three sentences: 0.39 x 10 + 11.8 x 1 - 15.59 = 0.11, so 5.1 years."""
    text = "The cat sat on the mat and ate the fish. " * 3
    age = reading_age(text)
    assert age is not None
    assert (age.sentences, age.words, age.syllables, age.years) == (3, 30, 30, 5.1)


def test_a_text_too_short_to_tell_has_no_reading_age():
    assert reading_age("We will come on Monday.") is None


def found(text, sort):
    return [note.passage for note in notes_on(text) if note.sort == sort]


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry you feel let down.",
        "Unfortunately we could not come.",
        "You failed to let us in.",
        "It is down to lifestyle.",
    ],
)
def test_words_that_hurt_are_shown(text):
    assert len(found(text, "hurts")) == 1


@pytest.mark.parametrize(
    ("text", "names_it"),
    [
        ("We are sorry.", False),
        ("Please accept our apologies.", False),
        ("We apologise for the inconvenience.", False),
        ("We are sorry for any delay.", False),
        ("We are sorry that we left the leak for six weeks.", True),
        ("I apologise for missing three visits to your home.", True),
    ],
)
def test_an_apology_has_to_name_what_went_wrong(text, names_it):
    assert (found(text, "apology") == []) is names_it


def test_long_sentences_passives_jargon_and_abbreviations_are_noted_with_their_place():
    text = "The job was raised in respect of the BSR. We came. " + "We came back and looked at it all again " * 4 + "."
    assert found(text, "abbreviation") == ["BSR"]
    assert found(text, "jargon") == ["job was raised", "in respect of"]
    assert found(text, "passive") == ["was raised"]
    assert len(found(text, "long sentence")) == 1
    for note in notes_on(text):
        if note.passage and not note.passage.endswith("\u2026"):
            assert text[note.at :].startswith(note.passage)


def test_an_abbreviation_that_is_written_out_and_a_postcode_are_left_alone():
    assert found("The Building Safety Regulator (BSR) is new. The BSR is at PO Box 3, PR2 0ET.", "abbreviation") == []


def test_other_languages_are_left_alone():
    assert notes_on("Unfortunately the BSR was decanted prior to works.", "cy") == ()
    assert notes_on("", "en") == ()


CONTACTS = contacts("housing_ombudsman", on=date(2026, 5, 5))
FINISHED = """This is our answer at stage 1. You told us about the damp. We uphold your complaint because nobody came.
To put things right we offer 100 pounds. Nothing is left for us to do. You can ask for stage 2."""


def test_a_text_finished_elsewhere_is_searched_and_what_is_not_found_is_to_be_looked_at():
    parts = required(kind_named("response_1"), rulebook("2024"))
    looked = {
        each.required.part: each for each in check_text(FINISHED, parts, ombudsman=CONTACTS) if each.required.must
    }
    assert all(each.found for each in looked.values())
    looked = {each.required.part: each for each in check_text("We do not agree.", parts) if each.required.must}
    assert not any(each.found for each in looked.values())
    assert "Nothing in the text looks like" in looked["remedy"].sentence


def test_the_ombudsman_named_without_a_current_contact_is_not_enough():
    parts = [
        each for each in required(kind_named("acknowledgement_1"), rulebook("2024")) if each.part == "ombudsman_details"
    ]
    old = "You can go to the Housing Ombudsman, PO Box 152, Liverpool L33 7WQ."
    assert [each.found for each in check_text(old, parts, ombudsman=CONTACTS)] == [False]
    assert [each.found for each in check_text("The Ombudsman is on 0300 111 3000.", parts, ombudsman=CONTACTS)] == [
        True
    ]
    assert any("L33 7WQ" in each for each in stale_in(old, date(2026, 5, 5)))


def test_a_new_date_needs_a_date():
    parts = [each for each in required(kind_named("extension_1"), rulebook("2024")) if each.part == "new_date"]
    assert [each.found for each in check_text("We will answer you by the end of next week.", parts)] == [False]
    assert [each.found for each in check_text("We will answer you by 12 June 2026.", parts)] == [True]
