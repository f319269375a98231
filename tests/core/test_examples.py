"""The worked examples come out as they say, every edge case has one, and a broken file says what is wrong with it."""

import re
from datetime import date
from pathlib import Path

import pytest

from putright.complaint.comparing import differences, outcome
from putright.complaint.events.registry import EVENTS, name_of
from putright.complaint.examples import ExampleError, read_example, read_examples
from putright.complaint.findings.policy import POLICY_DESCRIPTIONS
from putright.rulebook import PlaceKind, rulebook

ROOT = Path(__file__).parents[2] / "examples"
EXAMPLES = {example.path.relative_to(ROOT).with_suffix("").as_posix(): example for example in read_examples(ROOT)}

EDGE_CASES = {
    "a late acknowledgement": "dates/acknowledged-one-day-late",
    "an early acknowledgement": "dates/acknowledged-the-same-day",
    "no acknowledgement": "dates/never-acknowledged-but-answered",
    "the literal and the strict figure": "dates/one-letter-did-both-too-late",
    "receipt on a Sunday": "dates/received-on-a-sunday",
    "receipt on a bank holiday": "dates/received-on-good-friday",
    "acknowledgement and answer in one letter": "dates/one-letter-did-both",
    "a second, updated answer": "dates/answered-twice",
    "escalation before the stage 1 answer": "stages/escalated-before-the-answer",
    "escalation of some points only": "stages/one-point-taken-further",
    "extension after the due date": "extensions/extended-after-the-date",
    "extension beyond the cap, with a reason": "extensions/beyond-ten-days-with-a-good-reason",
    "extension beyond the cap, without": "extensions/beyond-ten-days-without-a-reason",
    "two extensions": "extensions/two-extensions",
    "extension at the resident's request": "landlords/thrive/extended-because-she-goes-away",
    "straddling 1 April 2024": "dates/straddles-the-change-of-code",
    "made before 1 April 2022": "dates/made-under-the-code-of-2020",
    "a bank holiday announced after the promise": "dates/told-before-the-day-of-mourning",
    "a bank holiday moved away": "dates/told-from-an-old-wall-calendar",
    "same handler at both stages": "stages/same-person-at-both-stages",
    "refusal overturned by the landlord": "acceptance/refusal-taken-back",
    "refusal overturned by the Ombudsman": "acceptance/accepted-on-the-ombudsmans-order",
    "a wrong receipt date corrected": "record/wrong-receipt-date-corrected",
    "as it stood before the correction": "record/as-it-stood-before-the-correction",
    "a correction struck out": "record/a-correction-taken-back",
    "unknown dates from old files": "dates/unknown-dates-in-an-old-file",
    "Scotland": "dates/scotland-and-the-world-cup-holiday",
    "Northern Ireland": "dates/northern-ireland-in-july",
    "a service request that became a complaint": "acceptance/a-service-request-that-became-a-complaint",
    "an informal stage, when it was usual": "landlords/together/get-it-sorted",
    "an informal stage, now": "acceptance/a-stage-nought",
    "refusal for age within twelve months": "acceptance/refused-for-age-within-twelve-months",
    "discretion not considered": "acceptance/discretion-not-on-file",
    "refusal on a listed ground": "acceptance/not-accepted-as-it-should-be",
    "refusal on an unlisted ground": "acceptance/refused-on-an-unlisted-ground",
    "escalation refused for giving no reasons": "stages/refused-for-giving-no-reasons",
    "escalation refused on a listed ground": "stages/refused-because-it-is-at-court",
    "a representative refused": "people/a-representative-refused",
    "confidential staff complaint, comment invited": "landlords/longhurst/about-a-member-of-staff",
    "confidential staff complaint, not invited": "landlords/longhurst/about-a-member-of-staff-not-heard",
    "conflict of interest": "people/a-conflict-of-interest",
    "points undecided, decisions without reasons": "substance/points-undecided-and-decisions-without-reasons",
    "letter parts in 2024": "substance/letter-without-the-definition-2024",
    "letter parts in 2022": "substance/letter-without-the-definition-2022",
    "a point that is not ours": "substance/not-ours-to-answer",
    "related and unrelated new points": "substance/new-points-joined-and-parted",
    "an answer held back": "substance/answer-kept-until-the-work-was-done",
    "updates agreed and missed": "extensions/updates-agreed-and-missed",
    "promises late, dropped, not told": "promises/kept-late-dropped-and-not-told",
    "promises open at closure": "promises/closed-with-promises-open",
    "remedies of all eight kinds": "substance/remedies-of-all-eight-kinds",
    "an adjustment overdue for review": "people/adjustments-forgotten",
    "restriction with warning, review, equality": "people/contact-restricted-with-care",
    "restriction without": "people/contact-restricted-in-anger",
    "the Ombudsman from enquiry to order": "record/the-ombudsman-investigates",
    "a failure order": "record/orders-and-evidence-late",
    "building safety": "landlords/thrive/building-safety-lane",
    "a group with a lead": "landlords/thrive/a-group-with-a-lead",
    "a non-customer": "landlords/thrive/somebody-who-is-not-a-customer",
    "anonymous, on social media": "acceptance/anonymous-on-social-media",
    "a contractor receives it": "dates/heard-by-a-contractor-first",
    "a managing agent at stage 2": "landlords/longhurst/owned-by-another-landlord",
    "mediation": "landlords/together/mediated",
    "early resolution": "acceptance/settled-early",
    "approval before sending": "landlords/thrive/reviewed-before-it-is-sent",
    "withdrawal": "dates/withdrawn-before-the-answer",
    "closure and reopening, learning, satisfaction": "record/closed-reopened-and-learnt-from",
    "the designated person and eight weeks": "landlords/together/eight-weeks-and-a-designated-person",
    "vexatious with a warning": "landlords/together/warned-and-then-restricted",
    "one month to escalate": "landlords/longhurst/within-its-month",
    "promises monitored": "landlords/longhurst/promises-watched",
    "compensation within ten working days": "landlords/progress/paid-within-ten-working-days",
    "quarterly lessons": "landlords/progress/lessons-every-quarter",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_out_as_it_says(name):
    example = EXAMPLES[name]
    assert differences(outcome(example), example.expect) == []


def test_there_are_enough_examples_and_no_two_have_the_same_title():
    assert len(EXAMPLES) >= 40
    assert len({example.title for example in EXAMPLES.values()}) == len(EXAMPLES)


@pytest.mark.parametrize("case", EDGE_CASES)
def test_every_edge_case_has_its_example(case):
    assert EDGE_CASES[case] in EXAMPLES


@pytest.mark.parametrize("landlord", ["thrive", "together", "longhurst", "progress"])
def test_every_landlord_whose_documents_were_read_has_examples_of_its_ways(landlord):
    assert [name for name in EXAMPLES if name.startswith(f"landlords/{landlord}/")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_in_one_sentence_what_it_is_about(name):
    example = EXAMPLES[name]
    assert example.about.endswith(".")
    assert not example.title.endswith(".")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_weekdays_named_in_an_example_are_right(name):
    text = EXAMPLES[name].path.read_text(encoding="utf-8")
    named = re.findall(r"^\w+ = (\d{4}-\d\d-\d\d)  # (\w+day)\b", text, flags=re.MULTILINE)
    assert named
    assert [(day, weekday) for day, weekday in named if f"{date.fromisoformat(day):%A}" != weekday] == []


def test_everything_that_can_happen_happens_in_some_example():
    happens = {name_of(entry.event) for example in EXAMPLES.values() for entry in example.entries}
    assert set(EVENTS) - happens == set()


def test_every_finding_of_the_edition_in_force_is_proved_by_an_example():
    edition = rulebook("2024")
    placed = {
        (provision.id, place.name)
        for provision in edition.provisions
        for place in provision.places
        if place.kind is PlaceKind.FINDING
    }
    proved = {
        (finding.provision, finding.name)
        for example in EXAMPLES.values()
        if example.family == edition.family and example.expect.edition == edition.edition
        for finding in example.expect.finding
    }
    assert placed - proved == set()


RIGHT = """
title = "An example"
about = "It is right."
today = 2026-06-30

[[story]]
received = 2026-05-11
channel = "telephone"

[[story]]
action_promised = 2026-05-12
promise = "a1"
due_on = 2026-06-12

[[story]]
action_done = 2026-06-12
promise = "a1"
resident_told = true

[expect]
edition = "2024"

[[expect.deadline]]
what = "respond"
stage = 1
due = 2026-06-02
met = "never"
"""

MISTAKES = {
    "not TOML": ('title = "An', "title = An", "is not TOML"),
    "no title": ('title = "An example"\n', "", "title: this key is missing; add it."),
    "no day": ("today = 2026-06-30\n", "", "today: this key is missing; add it."),
    "a key that is not known": ("about =", "abuot =", "abuot: this key is not known; check its spelling"),
    "no such nation": ("today =", 'nation = "france"\ntoday =', "nation: input should be"),
    "no such event": ("received =", "recieved =", "story 1: exactly one key has to be an event with its day"),
    "two events": ("received =", "logged = 2026-05-11\nreceived =", "here are logged, received, channel."),
    "no event": ("received = 2026-05-11\n", "", "here are channel."),
    "no such field": ("channel =", "chanel =", "“received” has no field “chanel”: it has on, channel,"),
    "no such channel": ('"telephone"', '"pigeon"', "“received”, field “channel”: input should be 'telephone',"),
    "no such day": ("received = 2026-05-11", 'received = "May"', "“received”, field “on”:"),
    "a field missing": ('promise = "a1"\ndue_on', "due_on", "story 2: “action_promised” needs “promise”: add it."),
    "a stage before the first": ("due_on =", "stage = 0\ndue_on =", "stages are numbered from 1"),
    "no moment of recording": ("channel =", 'recorded = "noon"\nchannel =', "story 1: “recorded” is a day or a moment"),
    "corrects nothing": (
        "[expect]",
        '[[story]]\nentry_corrected = 2026-06-13\nentry = 9\nreplacement = { event = "logged", on = 2026-05-12 }\n[expect]',
        "Entry 4 refers to entry 9, which is not an earlier entry",
    ),
    "corrected into nothing": (
        "[expect]",
        "[[story]]\nentry_corrected = 2026-06-13\nentry = 1\nreplacement = 3\n[expect]",
        "field “replacement”: it is the event as it should have been",
    ),
    "corrected into a correction": (
        "[expect]",
        (
            '[[story]]\nentry_corrected = 2026-06-13\nentry = 1\nreplacement = { event = "entry_struck_out", on = 2026-06-13, '
            "entry = 1 }\n[expect]"
        ),
        "not corrected into another correction",
    ),
    "an expectation that is not known": (
        "stage = 1",
        "stage = 1\nlate_by = 3",
        "expect deadline 1 late_by: this key is not",
    ),
    "a deadline without its stage": ("stage = 1\n", "", "expect deadline 1 stage: this key is missing; add it."),
    "met some day": ('"never"', '"some day"', "expect deadline 1 met"),
}


def written(folder, text):
    path = folder / "example.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_the_mistakes_are_made_in_is_right(tmp_path):
    assert read_example(written(tmp_path, RIGHT)).title == "An example"


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_in_one_sentence_that_names_the_file(mistake, tmp_path):
    was, becomes, says = MISTAKES[mistake]
    assert RIGHT.count(was) == 1
    path = written(tmp_path, RIGHT.replace(was, becomes))
    with pytest.raises(ExampleError) as no:
        read_example(path)
    said = str(no.value)
    assert said.startswith(str(path))
    assert says in said
    assert "\n" not in said
    assert said.endswith(".")


def test_an_example_without_a_story_is_refused(tmp_path):
    path = written(tmp_path, 'title = "x"\ntoday = 2026-06-30\nstory = []\n')
    with pytest.raises(ExampleError, match="story: this is empty; at least one is needed"):
        read_example(path)


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path):
    path = tmp_path / "example.toml"
    with pytest.raises(ExampleError, match="cannot be read"):
        read_example(path)
    path.write_bytes(b"title = \xff\xfe")
    with pytest.raises(ExampleError, match="is not UTF-8 text"):
        read_example(path)


def test_a_folder_without_examples_is_refused(tmp_path):
    with pytest.raises(ExampleError, match="holds no examples"):
        read_examples(tmp_path)


def wrong(name, **changes):
    """What the comparison says when an example expects something else."""
    example = EXAMPLES[name]
    return " ".join(differences(outcome(example), example.expect.model_copy(update=changes)))


def test_an_example_that_expects_something_else_is_told_so():
    late = "dates/acknowledged-one-day-late"
    deadline = EXAMPLES[late].expect.deadline[0]
    assert "governed by 2024, not 2022" in wrong(late, edition="2022")
    assert "lacks 'the moon'" in wrong(late, because="the moon")
    assert "unexpected: 6.2 stage_1.acknowledged_late (breach)" in wrong(late, finding=[])
    for change, says in [
        ({"due": date(2026, 4, 9)}, "due 2026-04-10, not 2026-04-09"),
        ({"met": "never"}, "done, not never"),
        ({"late": 2}, "late by 1, not 2"),
        ({"stage": 3}, "0 such deadlines"),
        ({"says": ["Whit Monday"]}, "lacks 'Whit Monday'"),
    ]:
        assert says in wrong(late, deadline=[deadline.model_copy(update=change)])
    assert "but nothing should be owed" in wrong("dates/nothing-happened-at-all", nothing_owed=True)
    assert "next step: None" in wrong("dates/one-letter-did-both", next_step="Rest")


def test_every_finding_under_a_policy_is_proved_by_an_example_or_named_here():
    proved = {
        wanted.name.rpartition(".")[2]
        for example in EXAMPLES.values()
        for wanted in example.expect.finding
        if wanted.source != "Code"
    }
    assert proved <= POLICY_DESCRIPTIONS.keys()
    assert POLICY_DESCRIPTIONS.keys() - proved == {
        "extension_beyond_limit",  # tests/core/test_policy_terms.py
        "group_not_signed",
        "restriction_without_warning",
        "comment_not_invited",
    }
