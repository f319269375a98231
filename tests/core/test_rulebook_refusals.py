"""One small edition that is right, and one mistake at a time: each is refused, saying where."""

import pytest

from putright.rulebook import Place, PlaceKind, RulebookError, read_rulebook, rulebook

RIGHT = """
family = "example"
edition = "2030"
title = "An example"
body = "Nobody"
published_source = ["gazette"]
governs_complaints_made_from = 2030-01-01
governs_source = ["gazette"]
governs_by = "the gazette"
binds = "Nobody"
status = "Made up for a test."

[sources]
gazette = "The gazette"

[counting]
convention = "day_of_receipt_is_day_0"
source = ["gazette"]

[notice_of_extension]
in_time = true
source = ["gazette"]

[definition]
text = "a grumble"
provision = "1.1"
source = ["gazette"]

[[stage]]
number = 1
name = "Stage 1"
response_letter = "response_1"

[stage.acknowledge]
working_days = 5
counted_from = ["received"]
provision = "1.1"
source = ["gazette"]

[stage.respond]
working_days = 10
counted_from = ["acknowledged"]
provision = "1.2"
source = ["gazette"]

[[letter]]
kind = "response_1"
source = ["gazette"]

[[letter.part]]
name = "decision"
provision = "1.2"
summary = "What was decided."

[[ground]]
name = "over_twelve_months"
provision = "1.1"
summary = "Too long ago."
months = 12
source = ["gazette"]

[[provision]]
id = "1.1"
section = "1 Only"
duty = "must"
kind = ["case"]
who = "landlord"
summary = "Acknowledge."
judged = "yes"
maps_to_2024 = ["6.2"]
source = ["gazette"]
places = ["finding acknowledged_late", "measure answered_in_time later"]

[[provision]]
id = "1.2"
section = "1 Only"
duty = "should"
kind = ["case", "policy"]
who = "landlord"
summary = "Answer."
judged = "yes"
maps_to_2024 = []
source = ["gazette"]
"""

MISTAKES = {
    "a key that is misspelt": ('who = "landlord"', 'whom = "landlord"', r"provision 1\.1 who: this key is missing"),
    "a key that is not known": (
        "in_time = true",
        "in_time = true\ngrace = 2",
        "notice_of_extension grace: this key is not known",
    ),
    "a key missing at the top": ('body = "Nobody"\n', "", "body: this key is missing"),
    "an empty summary": ('summary = "Answer."', 'summary = " "', r"provision 1\.2 summary: this is empty"),
    "a provision twice": ('id = "1.2"', 'id = "1.1"', r"provision 1\.1: it stands there 2 times"),
    "no source for a limit": (
        'provision = "1.2"\nsource = ["gazette"]\n\n[[letter]]',
        'provision = "1.2"\n\n[[letter]]',
        "stage 1 respond source: this key is missing",
    ),
    "an empty list of sources": (
        'months = 12\nsource = ["gazette"]',
        "months = 12\nsource = []",
        "ground over_twelve_months source: this is empty",
    ),
    "a source that is not described": (
        'kind = "response_1"\nsource = ["gazette"]',
        'kind = "response_1"\nsource = ["hearsay"]',
        r"letter response_1: its source 'hearsay' is not in \[sources\]",
    ),
    "a mapping to nowhere": ('maps_to_2024 = ["6.2"]', 'maps_to_2024 = ["6.21"]', r"1\.1: maps_to_2024 names 6\.21"),
    "a mapping left out": ("maps_to_2024 = []\n", "", r"provision 1\.2: maps_to_2024 is missing; write \[\]"),
    "a limit of a provision that is not there": (
        'counted_from = ["acknowledged"]\nprovision = "1.2"',
        'counted_from = ["acknowledged"]\nprovision = "1.9"',
        r"stage 1: it names provision 1\.9",
    ),
    "a letter part of a provision that is not there": (
        'name = "decision"\nprovision = "1.2"',
        'name = "decision"\nprovision = "7.7"',
        r"letter response_1, part decision: it names provision 7\.7",
    ),
    "a ground of a provision that is not there": (
        'name = "over_twelve_months"\nprovision = "1.1"',
        'name = "over_twelve_months"\nprovision = "2.2"',
        r"ground over_twelve_months: it names provision 2\.2",
    ),
    "a kind of place that is not known": (
        '"finding acknowledged_late"',
        '"hunch acknowledged_late"',
        r"provision 1\.1 places: 'hunch' is not a kind of place: it is one of guard, finding",
    ),
    "a place without a name": ('"finding acknowledged_late"', '"finding"', "'finding' is not a place: write the kind"),
    "a place with a word too many": (
        "answered_in_time later",
        "answered_in_time soon",
        "'measure answered_in_time soon' is not a place",
    ),
    "places that are no list": (
        'places = ["finding acknowledged_late", "measure answered_in_time later"]',
        'places = "finding acknowledged_late"',
        "places is a list such as",
    ),
    "a first stage that is not number 1": ("number = 1\n", "number = 2\n", "the stages stand as 2"),
    "a stage answered by a letter that is not described": (
        'response_letter = "response_1"',
        'response_letter = "response_9"',
        "stage 1: there is no letter 'response_9'",
    ),
    "a limit of no days": ("working_days = 10", "working_days = 0", "stage 1 respond working_days: .*; correct it"),
    "an anchor that is not known": ('["acknowledged"]', '["dreamt"]', "stage 1 respond counted_from number 1: "),
    "a duty that is not known": ('duty = "should"', 'duty = "might"', r"provision 1\.2 duty: "),
    "a convention that is not known": ("day_of_receipt_is_day_0", "day_2", "counting convention: "),
    "a date that is none": ("2030-01-01", "2030-02-30", "edition.toml is not TOML"),
}


@pytest.fixture
def read(tmp_path):
    def reading(text: str):
        path = tmp_path / "edition.toml"
        path.write_text(text, encoding="utf-8")
        return read_rulebook(path)

    return reading


def test_the_right_one_is_read(read):
    edition = read(RIGHT)
    assert edition.name == "example 2030"
    assert edition.provision("1.1").places == (
        Place(PlaceKind.FINDING, "acknowledged_late"),
        Place(PlaceKind.MEASURE, "answered_in_time", later=True),
    )
    assert edition.placed(PlaceKind.MEASURE, "answered_in_time") == (edition.provision("1.1"),)
    assert edition.stages[0].respond.source == "The gazette"
    assert edition.provision("1.2").maps_to_2024 == ()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_in_one_sentence_that_names_the_file_and_the_place(read, mistake):
    old, new, says = MISTAKES[mistake]
    assert old in RIGHT
    with pytest.raises(RulebookError, match=says) as refused:
        read(RIGHT.replace(old, new, 1))
    assert "edition.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_stages_in_the_wrong_order_are_refused(read):
    second = RIGHT[RIGHT.index("[[stage]]") : RIGHT.index("[[letter]]")].replace("number = 1", "number = 2")
    with pytest.raises(RulebookError, match="the stages stand as 2, 1; number them 1, 2, 3"):
        read(RIGHT.replace("[[stage]]", second + "[[stage]]", 1))


def test_a_letter_or_a_part_described_twice_is_refused(read):
    part = RIGHT[RIGHT.index("[[letter.part]]") : RIGHT.index("[[ground]]")]
    with pytest.raises(RulebookError, match="letter response_1, part decision: it stands there 2 times"):
        read(RIGHT.replace(part, part + part))
    letter = RIGHT[RIGHT.index("[[letter]]") : RIGHT.index("[[ground]]")]
    with pytest.raises(RulebookError, match="letter response_1: it stands there 2 times"):
        read(RIGHT.replace(letter, letter + letter))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(RulebookError, match=r"nowhere.toml cannot be read \(No such file or directory\)"):
        read_rulebook(tmp_path / "nowhere.toml")
    odd = tmp_path / "odd.toml"
    odd.write_bytes('body = "Müller"'.encode("utf-16"))
    with pytest.raises(RulebookError, match=r"odd\.toml is not UTF-8 text"):
        read_rulebook(odd)


def test_an_edition_that_is_not_shipped_is_told_which_are():
    with pytest.raises(RulebookError, match=r"'2023'.*housing-ombudsman 2020, .*lgsco 2024"):
        rulebook("2023")
