"""Role by kind of work by kind of complaint, all written out by hand. The table under test is not asked what is right."""

from datetime import UTC, date, datetime

import pytest

from putright.complaint import events as e
from putright.complaint import requests as r
from putright.complaint.events.registry import EVENTS
from putright.complaint.evolve import fold
from putright.complaint.history import Entry
from putright.people.permissions import (
    GROUPS,
    KEEPS,
    MAY,
    NOT_THERE,
    READS,
    REQUEST_NOT_THERE,
    asked_of,
    group_of,
    may,
    may_of_request,
    may_see,
)
from putright.people.roles import Role

ON = date(2026, 4, 2)  # a Thursday
CALLUM, DILYS = "callum", "dilys"
REPAIRS = frozenset({"repairs"})

ASKED = e.ContributionAsked(ON, "q1", "repairs")
ORDINARY = fold([e.ComplaintReceived(ON), ASKED])
NAMED = fold([e.ComplaintReceived(ON), ASKED, e.MarkedConfidential(ON, (CALLUM,))])
NOT_NAMED = fold([e.ComplaintReceived(ON), ASKED, e.MarkedConfidential(ON, (DILYS,))])
CLOSED = fold([e.ComplaintReceived(ON), ASKED, e.ComplaintClosed(ON)])
KINDS = {
    "ordinary": (ORDINARY, True),
    "confidential, named": (NAMED, True),
    "confidential, not named": (NOT_NAMED, True),
    "another landlord's": (ORDINARY, False),
    "closed": (CLOSED, True),
}
"""A closed complaint is no different here: whether something can still happen to it is the core's to say."""

FACTS = {
    "intake": e.ComplaintReceived(ON),
    "handling": e.Acknowledged(ON),
    "deciding": e.ResponseIssued(ON),
    "gatekeeping": e.NotAccepted(ON),
    "approving": e.ApprovalGiven(ON),
    "contributing": e.ContributionReceived(ON, "q1"),
    "ombudsman": e.Determined(ON),
    "record": e.EntryStruckOut(ON, 1),
    "requests": r.RequestReviewed(ON),
}

# From section 1 of the design and the issue. One column for each group, in the order above; one row for each role; the
# five blocks are the five kinds of complaint. x: may. The team of whoever is asked is "repairs", as in the question.
MATRIX = """
                     intake handling deciding gatekeeping approving contributing ombudsman record requests
ordinary
handler                 x       x        x         .          .          x           .        x      x
complaints_officer      x       x        x         x          x          x           x        x      x
business_reviewer       .       .        .         .          x          .           .        .      .
stage_2_reviewer        x       x        x         .          .          x           .        x      x
contributor             .       .        .         .          .          x           .        .      .
manager                 x       x        x         x          x          x           x        x      x
member_responsible      .       .        .         .          .          .           .        .      .
auditor                 .       .        .         .          .          .           .        .      .
administrator           .       .        .         .          .          .           .        .      .
confidential, named
handler                 x       x        x         .          .          x           .        x      x
complaints_officer      x       x        x         x          x          x           x        x      x
business_reviewer       .       .        .         .          x          .           .        .      .
stage_2_reviewer        x       x        x         .          .          x           .        x      x
contributor             .       .        .         .          .          x           .        .      .
manager                 x       x        x         x          x          x           x        x      x
member_responsible      .       .        .         .          .          .           .        .      .
auditor                 .       .        .         .          .          .           .        .      .
administrator           .       .        .         .          .          .           .        .      .
confidential, not named
handler                 .       .        .         .          .          .           .        .      .
complaints_officer      .       .        .         .          .          .           .        .      .
business_reviewer       .       .        .         .          .          .           .        .      .
stage_2_reviewer        .       .        .         .          .          .           .        .      .
contributor             .       .        .         .          .          .           .        .      .
manager                 .       .        .         .          .          .           .        .      .
member_responsible      .       .        .         .          .          .           .        .      .
auditor                 .       .        .         .          .          .           .        .      .
administrator           .       .        .         .          .          .           .        .      .
another landlord's
handler                 .       .        .         .          .          .           .        .      .
complaints_officer      .       .        .         .          .          .           .        .      .
business_reviewer       .       .        .         .          .          .           .        .      .
stage_2_reviewer        .       .        .         .          .          .           .        .      .
contributor             .       .        .         .          .          .           .        .      .
manager                 .       .        .         .          .          .           .        .      .
member_responsible      .       .        .         .          .          .           .        .      .
auditor                 .       .        .         .          .          .           .        .      .
administrator           .       .        .         .          .          .           .        .      .
closed
handler                 x       x        x         .          .          x           .        x      x
complaints_officer      x       x        x         x          x          x           x        x      x
business_reviewer       .       .        .         .          x          .           .        .      .
stage_2_reviewer        x       x        x         .          .          x           .        x      x
contributor             .       .        .         .          .          x           .        .      .
manager                 x       x        x         x          x          x           x        x      x
member_responsible      .       .        .         .          .          .           .        .      .
auditor                 .       .        .         .          .          .           .        .      .
administrator           .       .        .         .          .          .           .        .      .
"""

# Who sees a complaint at all.
SEEN = {
    #                     ordinary named  not named  another's closed
    "handler":            (True,  True,  False,     False,    True),
    "complaints_officer": (True,  True,  False,     False,    True),
    "business_reviewer":  (True,  True,  False,     False,    True),
    "stage_2_reviewer":   (True,  True,  False,     False,    True),
    "contributor":        (False, False, False,     False,    False),
    "manager":            (True,  True,  False,     False,    True),
    "member_responsible": (False, False, False,     False,    False),
    "auditor":            (True,  True,  False,     False,    True),
    "administrator":      (False, False, False,     False,    False),
}  # fmt: skip


def cells():
    kind, groups = "", []
    for line in MATRIX.strip().splitlines():
        words = line.split()
        if not groups:
            groups = words
        elif line in KINDS:
            kind = line
        else:
            role, *marks = words
            assert len(marks) == len(groups), line
            for group, mark in zip(groups, marks, strict=True):
                yield kind, Role(role), group, mark == "x"


CELLS = list(cells())


def test_the_matrix_leaves_nothing_out():
    assert {(kind, role, group) for kind, role, group, _ in CELLS} == {
        (kind, role, group) for kind in KINDS for role in Role for group in GROUPS
    }
    assert len(CELLS) == 5 * 9 * 9
    assert set(SEEN) == set(Role)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", Role)
def test_who_may_record_what(kind, role):
    complaint, own = KINDS[kind]
    for where, who, group, allowed in CELLS:
        if (where, who) != (kind, role):
            continue
        no = may(frozenset({role}), CALLUM, [FACTS[group]], complaint, teams=REPAIRS, own=own)
        assert (no == "") is allowed, (kind, role, group, no)


@pytest.mark.parametrize("role", Role)
def test_who_sees_which_complaint(role):
    for (kind, (complaint, own)), expected in zip(KINDS.items(), SEEN[role], strict=True):
        named = complaint.confidential.visible_to if complaint.confidential else None
        assert may_see(frozenset({role}), CALLUM, named, own=own) is expected, (kind, role)


def test_every_event_is_in_exactly_one_group():
    grouped = [shape for shapes in GROUPS.values() for shape in shapes]
    assert sorted(shape.__name__ for shape in grouped) == sorted(
        shape.__name__ for shape in (*EVENTS.values(), *r.REQUEST_EVENTS.values())
    )


def test_every_group_belongs_to_somebody_and_every_role_is_in_every_table():
    assert set(GROUPS) == set().union(*MAY.values())
    assert set(MAY) == set(KEEPS) == set(READS) == set(Role)


# The gates, one by one, because moving an event into another group would move it past the matrix.
AT_THE_GATE = [
    e.NotAccepted, e.RefusalWithdrawn, e.EscalationRefused, e.RepresentativeRefused, e.Extended, e.HandlerAssigned,
    e.MarkedConfidential, e.ConflictSettled, e.BehaviourWarned, e.ContactRestricted, e.RestrictionReviewed,
    e.RestrictionLifted, e.WordsErased,
]  # fmt: skip
FROM_THE_OMBUDSMAN = [
    e.OmbudsmanEnquired, e.OmbudsmanEvidenceRequested, e.OmbudsmanEvidenceSent, e.Determined, e.OrderMade,
    e.OrderComplied, e.FailureOrderMade, e.FailureOrderComplied, e.ReferredToRegulator, e.OccurrenceDecided,
    e.AcceptedOnOmbudsmansOrder,
]  # fmt: skip
IN_APPROVAL = [e.ApprovalGiven, e.ApprovalRefused]


@pytest.mark.parametrize("shape", EVENTS.values(), ids=lambda shape: shape.__name__)
def test_what_a_handler_may_not_record_is_exactly_the_gates_the_approvals_and_the_ombudsman(shape):
    withheld = shape in AT_THE_GATE or shape in FROM_THE_OMBUDSMAN or shape in IN_APPROVAL
    group = next(name for name, shapes in GROUPS.items() if shape in shapes)
    assert (group in MAY[Role.HANDLER]) is not withheld


def test_a_contributor_answers_only_what_their_team_or_they_were_asked():
    complaint = fold(
        [
            e.ComplaintReceived(ON),
            ASKED,
            e.ContributionAsked(ON, "q2", "gas"),
            e.ContributionAsked(ON, "q3", CALLUM),
        ]
    )
    roles = frozenset({Role.CONTRIBUTOR})
    answer = {name: may(roles, CALLUM, [e.ContributionReceived(ON, name)], complaint, teams=REPAIRS) for name in
              ("q1", "q2", "q3", "q4")}  # fmt: skip
    assert answer["q1"] == answer["q3"] == ""
    assert answer["q2"] == answer["q4"] == "That was not asked of you or your team: answer only what you were asked."
    assert list(asked_of(REPAIRS, CALLUM, complaint)) == ["q1", "q3"]
    assert list(asked_of(frozenset(), "somebody", complaint)) == []


def test_a_contributor_sees_no_question_of_a_confidential_complaint_unless_named():
    assert asked_of(REPAIRS, CALLUM, NOT_NAMED) == {}
    assert list(asked_of(REPAIRS, CALLUM, NAMED)) == ["q1"]


def test_a_handler_writes_down_the_answer_of_any_team():
    assert may(frozenset({Role.HANDLER}), CALLUM, [e.ContributionReceived(ON, "q1")], ORDINARY) == ""


def test_one_fact_that_is_not_yours_stops_the_whole_command():
    no = may(frozenset({Role.HANDLER}), CALLUM, [e.Acknowledged(ON), e.NotAccepted(ON)], ORDINARY)
    assert no == "That is not yours to record: it takes a complaints officer or manager."


def test_two_roles_together_may_what_either_may():
    both = frozenset({Role.HANDLER, Role.BUSINESS_REVIEWER})
    assert may(both, CALLUM, [e.Acknowledged(ON), e.ApprovalGiven(ON)], ORDINARY) == ""


def test_nobody_without_a_role_may_anything():
    assert all(may(frozenset(), CALLUM, [fact], ORDINARY) for fact in FACTS.values())


def told(*facts):
    return [Entry(number, fact, datetime(2026, 4, 2, tzinfo=UTC)) for number, fact in enumerate(facts, start=1)]


HANDLER = frozenset({Role.HANDLER})


def test_a_correction_is_no_way_round_the_table():
    entries = told(e.ComplaintReceived(ON), e.MarkedConfidential(ON, (CALLUM,)), e.Acknowledged(ON))
    complaint = fold([each.event for each in entries])
    put_in = may(HANDLER, CALLUM, [e.EntryCorrected(ON, 3, e.NotAccepted(ON))], complaint, entries=entries)
    struck = may(HANDLER, CALLUM, [e.EntryStruckOut(ON, 2)], complaint, entries=entries)
    assert put_in == struck == "That is not yours to record: it takes a complaints officer or manager."
    own = e.EntryCorrected(ON, 3, e.Acknowledged(ON, stage=1))
    assert may(HANDLER, CALLUM, [own], complaint, entries=entries) == ""
    assert may(frozenset({Role.MANAGER}), CALLUM, [e.EntryStruckOut(ON, 2)], complaint, entries=entries) == ""


def test_a_correction_of_a_correction_is_looked_through_to_the_first_entry():
    entries = told(
        e.ComplaintReceived(ON),
        e.ApprovalGiven(ON),
        e.EntryCorrected(ON, 2, e.Acknowledged(ON)),
        e.EntryStruckOut(ON, 3),
    )
    complaint = fold([e.ComplaintReceived(ON)])
    for number in (2, 3, 4):
        no = may(HANDLER, CALLUM, [e.EntryStruckOut(ON, number)], complaint, entries=entries)
        assert no == "That is not yours to record: it takes a business reviewer or complaints officer or manager."


def test_a_confidential_complaint_and_another_landlords_are_refused_in_the_same_words():
    manager = frozenset({Role.MANAGER})
    assert may(manager, CALLUM, [e.Acknowledged(ON)], NOT_NAMED) == NOT_THERE
    assert may(manager, CALLUM, [e.Acknowledged(ON)], ORDINARY, own=False) == NOT_THERE


REQUESTS = """
                     record correct erase
handler                 x      x      .
complaints_officer      x      x      x
business_reviewer       .      .      .
stage_2_reviewer        x      x      .
contributor             .      .      .
manager                 x      x      x
member_responsible      .      .      .
auditor                 .      .      .
administrator           .      .      .
"""


def test_who_may_record_what_of_a_service_request():
    asked = told(r.RequestAsked(ON), r.RequestAnswered(ON))
    facts = {
        "record": [r.RequestAsked(ON), r.RequestPromised(ON, None), r.RequestAnswered(ON), r.RequestDone(ON),
                   r.RequestDissatisfied(ON), r.RequestBecameComplaint(ON, "AH-2604-0001"), r.RequestReviewed(ON)],
        "correct": [e.EntryCorrected(ON, 2, r.RequestDone(ON)), e.EntryStruckOut(ON, 2)],
        "erase": [e.WordsErased(ON, e.ErasureBasis.ASKED)],
    }  # fmt: skip
    header, *lines = REQUESTS.strip().splitlines()
    assert {line.split()[0] for line in lines} == set(Role)
    for line in lines:
        name, *marks = line.split()
        for column, mark in zip(header.split(), marks, strict=True):
            for fact in facts[column]:
                no = may_of_request(frozenset({Role(name)}), [fact], entries=asked)
                assert (no == "") is (mark == "x"), (name, column, no)
    assert may_of_request(frozenset({Role.MANAGER}), facts["record"], own=False) == REQUEST_NOT_THERE


def test_group_of_names_the_group():
    assert group_of(e.Extended(ON)) == "gatekeeping"


# The ordinary tables: k may change and read, r may read, . neither.
TABLES = """
                    settings staff homes residents adjustments disclosures restrictions training posts surveys refusals extensions conflicts
handler                .       .     k       k          k           k           r           .      r      .       r        r          r
complaints_officer     r       r     k       k          k           k           k           k      k      k       r        r          r
business_reviewer      .       .     .       .          .           .           .           .      r      .       .        .          .
stage_2_reviewer       .       .     k       k          k           k           r           .      r      .       r        r          r
contributor            .       .     .       .          .           .           .           .      r      .       .        .          .
manager                r       r     k       k          k           k           k           k      k      k       r        r          r
member_responsible     .       .     .       .          .           .           .           .      r      .       .        .          .
auditor                r       r     r       r          r           r           r           r      r      r       r        r          r
administrator          k       k     k       .          .           .           .           k      k      k       .        .          .
"""


def test_who_keeps_and_reads_the_ordinary_tables():
    header, *lines = TABLES.strip().splitlines()
    tables = header.split()
    assert {line.split()[0] for line in lines} == set(Role)
    for line in lines:
        name, *marks = line.split()
        keeps = {table for table, mark in zip(tables, marks, strict=True) if mark == "k"}
        reads = {table for table, mark in zip(tables, marks, strict=True) if mark != "."}
        assert KEEPS[Role(name)] == keeps, name
        assert READS[Role(name)] == reads, name
