"""The record's vocabulary: names and versions that never change, golden files that stay readable, a sentence for each."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from putright.complaint import events as e
from putright.complaint.codec import EventError, read_event, read_written, write_event
from putright.complaint.events.registry import EVENTS, VERSIONS, name_of
from putright.complaint.evolve import APPLY
from putright.complaint.narrate import narrate
from putright.complaint.requests import REQUEST_EVENTS

GOLDEN = Path(__file__).parents[1] / "golden" / "events"

STABLE = """
accepted_on_ombudsmans_order 1   acknowledged 1                  action_done 1                 action_dropped 1
action_progressed 1              action_promised 1               action_rescheduled 1          adjustment_agreed 1
answer_known 1                   approval_asked 1                approval_given 1              approval_refused 1
behaviour_warned 1               choice_to_complain_offered 1    clarification_asked 1         clarification_received 1
closed 1                         comment_invited 1               comment_received 1            complaint_linked 1
conflict_declared 1              conflict_settled 1              contact_restricted 1          contribution_asked 1
contribution_received 1          correspondence_recorded 1       definition_disputed 1         definition_set 1
departure_recorded 1             designated_person_contacted 1   determined 1                  early_resolution_agreed 1
entry_corrected 1                entry_struck_out 1              escalated 1                   escalation_refused 1
evidence_recorded 1              extended 1                      failure_order_complied 1      failure_order_made 1
group_formed 1                   group_member_signed 1           handler_assigned 1            informal_stage_held 1
learning_recorded 1              letter_delivered 1              letter_returned 1             letter_sent 1
logged 1                         marked_confidential 1           matter_dated 1                mediation_held 1
mediation_offered 1              meeting_held 1                  new_points_raised 1           not_accepted 1
occurrence_decided 1             ombudsman_enquired 1            ombudsman_evidence_requested 1
ombudsman_evidence_sent 1        order_complied 1                order_made 1                  passed_on 1
point_decided 1                  raised_from_service_request 1   received 1                    referred_to_regulator 1
refusal_withdrawn 1              remedy_answered 1               remedy_delivered 1            remedy_offered 1
reopened 1                       representative_authorised 1     representative_ended 1        representative_named 1
representative_refused 1         resident_heard 1                resident_told 1               responded 1
restriction_lifted 1             restriction_reviewed 1          satisfaction_recorded 1       triaged 1 taken_as_complaint 1 categorised 1
update_given 1                   updates_agreed 1                withdrawn 1                   words_erased 1
"""
"""Written out, not made from the code: a name that changes here makes old records unreadable."""


def golden(name):
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def sentences(happening):
    """What is said of an event as it is, and of one with nothing in it but what it needs."""
    bare = {f.name: f.default for f in dataclasses.fields(happening) if f.default is not dataclasses.MISSING}
    return (
        narrate(happening),
        narrate(dataclasses.replace(happening, **bare)),
        narrate(dataclasses.replace(happening, on=None)),
    )


def test_names_and_versions_stay_what_they_were():
    words = STABLE.split()
    stable = {name: int(version) for name, version in zip(words[::2], words[1::2], strict=True)}
    assert {name: VERSIONS[shape] for name, shape in EVENTS.items()} == stable


def test_every_event_has_its_golden_file_and_every_file_its_event():
    assert {path.stem for path in GOLDEN.glob("*.json")} == {*EVENTS, *REQUEST_EVENTS}


@pytest.mark.parametrize("name", EVENTS)
def test_a_golden_event_reads_and_writes_the_same(name):
    values = golden(name)
    happening = read_written(values)
    assert name_of(happening) == name
    assert write_event(happening) == values
    assert json.loads(json.dumps(write_event(happening))) == values


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_on_a_day_nobody_knows_reads_and_writes_the_same(name):
    happening = dataclasses.replace(read_written(golden(name)), on=None)
    values = write_event(happening)
    assert values["on"] == "unknown"
    assert read_written(values) == happening


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_can_be_told_apart_applied_and_said(name):
    shape = EVENTS[name]
    assert shape in APPLY
    assert shape.__doc__
    assert not shape.__doc__.startswith(shape.__name__ + "(")
    assert shape.__doc__.rstrip().endswith(".")
    with pytest.raises(dataclasses.FrozenInstanceError):
        read_written(golden(name)).on = None


@pytest.mark.parametrize("name", EVENTS)
def test_what_is_said_of_an_event_is_a_sentence_for_a_person(name):
    for said in sentences(read_written(golden(name))):
        assert said.endswith(".")
        assert not said.endswith("..")
        assert said[0].isupper()
        assert "  " not in said
        assert " ," not in said
        assert " ." not in said
        assert "::" not in said
        assert "_" not in said
        assert "None" not in said
        assert "False" not in said
        assert re.search(r"[A-Z][a-z]+\.[A-Z_]+", said) is None


@pytest.mark.parametrize(
    ("happening", "says"),
    [
        (e.RemedyOffered(None, "r1", e.RemedyKind.MONEY, amount_pence=18000), "We offered £180."),
        (e.RemedyOffered(None, "r1", e.RemedyKind.MONEY, amount_pence=123450), "We offered £1,234.50."),
        (e.RemedyOffered(None, "r1", e.RemedyKind.APOLOGY, what="In writing."), "We offered an apology: “In writing”."),
        (e.GroupFormed(None, "Asha", ("Asha", "Bea", "Cy")), "A group complains, led by Asha: Asha, Bea and Cy."),
        (
            e.LearningRecorded(None, "l1", what="Boards are checked each April."),
            "We learnt: “Boards are checked each April”.",
        ),
        (
            e.CorrespondenceRecorded(None, e.Correspondent.OTHER, e.Direction.IN, e.Channel.IN_PERSON),
            "We heard from somebody else in person.",
        ),
        (e.RestrictionReviewed(None, kept=False), "The restriction was reviewed and ended."),
        (
            e.NewPointsRaised(None, (), new_complaint="C-2", joined=False),
            "The resident also raised something more, made complaint C-2.",
        ),
        (
            e.NewPointsRaised(None, (e.Point("p2"),), joined=False),
            "The resident also raised p2, not joined to this complaint.",
        ),
        (
            e.ResponseIssued(None, decided_by="Callum", answered_by="contractor"),
            "The stage 1 answer was sent by the contractor, decided by Callum.",
        ),
        (
            e.ReferredToRegulator(None),
            "The safety part was referred to the Building Safety Regulator.",
        ),
    ],
)
def test_some_sentences_word_for_word(happening, says):
    assert narrate(happening) == says


@pytest.mark.parametrize("channel", e.Channel)
def test_every_channel_complainant_and_receiver_can_be_said(channel):
    for complainant in e.Complainant:
        for receiver in e.Receiver:
            said = narrate(e.ComplaintReceived(None, channel, receiver, complainant))
            assert "_" not in said
            assert "  " not in said


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        (
            "recieved",
            {"on": "2026-05-11"},
            "“recieved” is not something that happens to a complaint: did you mean received",
        ),
        ("xyzzy", {"on": "2026-05-11"}, "see docs/events.md"),
        ("received", {"on": "2026-05-11", "chanel": "email"}, "“received” has no field “chanel”"),
        ("order_made", {"on": "2026-05-11"}, "“order_made” needs “order”: add it."),
        (
            "triaged",
            {"on": "2026-05-11", "risk": "huge"},
            "“triaged”, field “risk”: input should be 'low', 'medium' or",
        ),
        ("logged", {"on": "2026-05-11", "stage": 0}, "stages are numbered from 1"),
        ("definition_set", {"on": "unknown", "points": [{"id": "p1", "weight": 3}]}, "has no field “points.0.weight”"),
        ("entry_corrected", {"on": "2026-05-11", "entry": 1}, "“entry_corrected” needs “replacement”: add it."),
        (
            "entry_corrected",
            {"on": "2026-05-11", "entry": 1, "replacement": "x"},
            "it is the event as it should have been",
        ),
    ],
)
def test_what_is_not_an_event_is_refused_in_a_sentence(name, values, says):
    with pytest.raises(EventError) as no:
        read_event(name, values)
    assert says in str(no.value)


def test_a_version_that_is_not_known_is_refused():
    with pytest.raises(EventError, match="written as version 2, and only version 1 is known here"):
        read_written({"event": "closed", "version": 2, "on": "2026-05-11"})
    with pytest.raises(EventError, match="is not something that happens"):
        read_written({"on": "2026-05-11"})
