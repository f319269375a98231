"""The three kinds of no, and that a fact is never refused because it breaks the Code."""

from datetime import UTC, date, datetime

import pytest

from putright.complaint import events as e
from putright.complaint.assess import assess, governing
from putright.complaint.decide import Accepted, Command, Refused, RefusedBecause, Setting, decide
from putright.complaint.history import Entry, complaint_from
from putright.workdays import Nation, calendar_for

CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
TODAY = date(2026, 5, 8)  # a Friday
RECEIVED = e.ComplaintReceived(date(2026, 4, 1))  # the Wednesday before Easter
ACKNOWLEDGED = e.Acknowledged(date(2026, 4, 10))  # Friday, the last day for it


def record(*facts, by="Callum"):
    return [Entry(n, fact, datetime(2026, 5, 1, 9, n, tzinfo=UTC), by) for n, fact in enumerate(facts, start=1)]


def ask(entries, *facts, by="Callum", reason="", expected=None, today=TODAY, **more):
    command = Command(facts, by, expected_number=expected, reason=reason, **more)
    return decide(entries, command, Setting(today, CALENDAR))


def refused(entries, *facts, **more):
    answer = ask(entries, *facts, **more)
    assert isinstance(answer, Refused)
    return answer


def test_what_may_be_recorded_is_accepted_as_it_is():
    assert ask(record(RECEIVED), ACKNOWLEDGED) == Accepted((ACKNOWLEDGED,))


@pytest.mark.parametrize(
    ("entries", "fact", "says"),
    [
        ([], ACKNOWLEDGED, "begins with the day it was received"),
        (record(RECEIVED), e.Acknowledged(date(2026, 5, 11)), "today is Fri 8 May 2026"),
        (record(RECEIVED), e.Acknowledged(date(2026, 3, 31)), "before the complaint was received on Wed 1 Apr 2026"),
        (record(RECEIVED), e.ComplaintReceived(date(2026, 4, 2)), "received already"),
        (record(RECEIVED), e.ResponseIssued(date(2026, 4, 20), stage=2), "Stage 2 was never asked for"),
        (record(RECEIVED), e.PointDecided(date(2026, 4, 20), "p9", e.Decision.UPHELD), "no point “p9”"),
        (record(RECEIVED), e.ActionDone(date(2026, 4, 20), "a1"), "no promise “a1”"),
        (record(RECEIVED), e.EntryStruckOut(date(2026, 4, 20), 7), "entries 1 to 1"),
        (record(RECEIVED), e.EntryStruckOut(date(2026, 4, 20), 1), "cannot be struck out"),
        (
            record(RECEIVED),
            e.Extended(date(2026, 4, 20), new_due_on=date(2026, 4, 17), reason="x"),
            "lies before the day it was told",
        ),
        (
            record(RECEIVED, e.ComplaintClosed(date(2026, 4, 20))),
            e.Acknowledged(date(2026, 4, 21)),
            "reopen it first",
        ),
        (
            record(RECEIVED, e.EscalationRequested(date(2026, 4, 20))),
            e.Acknowledged(date(2026, 4, 17), stage=2),
            "before the resident asked for it on Mon 20 Apr 2026",
        ),
    ],
)
def test_the_impossible_is_refused_with_the_way_out(entries, fact, says):
    answer = refused(entries, fact)
    assert answer.because is RefusedBecause.IMPOSSIBLE
    assert says in answer.message


def test_a_late_fact_is_taken_without_a_question_because_time_broke_the_rule_and_not_the_person():
    late = e.Acknowledged(date(2026, 5, 7))
    assert ask(record(RECEIVED), late) == Accepted((late,))


def test_against_the_code_stops_once_names_the_provision_and_goes_on_with_a_reason():
    settled = record(
        RECEIVED,
        ACKNOWLEDGED,
        e.ResponseIssued(date(2026, 4, 24), decided_by="Callum"),
        e.EscalationRequested(date(2026, 4, 27)),
        e.Acknowledged(date(2026, 4, 30), stage=2),
    )
    same_person = e.ResponseIssued(date(2026, 5, 7), stage=2, decided_by="Callum")
    stopped = refused(settled, same_person)
    assert stopped.because is RefusedBecause.AGAINST_THE_CODE
    assert [stop.provision for stop in stopped.stops] == ["6.13"]
    assert "Code 6.13" in stopped.message

    answer = ask(settled, same_person, reason="Dilys is ill and nobody else is trained.")
    assert isinstance(answer, Accepted)
    departure = answer.events[-1]
    assert isinstance(departure, e.DepartureRecorded)
    assert departure.provision == "6.13"

    complaint = complaint_from([*settled, *record(*answer.events)])
    findings = assess(complaint, governing(complaint, today=TODAY), CALENDAR, today=TODAY).findings
    [kept] = [finding for finding in findings if finding.provision == "6.13"]
    assert kept.departure == "Dilys is ill and nobody else is trained."


def test_a_departure_that_has_its_reason_does_not_stop_anybody_again():
    settled = record(RECEIVED)
    step = e.InformalStageHeld(date(2026, 4, 1), "First contact")
    answer = ask(settled, step, reason="The old procedure was still in force on that desk.")
    assert isinstance(answer, Accepted)
    again = record(RECEIVED, *answer.events)
    assert ask(again, ACKNOWLEDGED) == Accepted((ACKNOWLEDGED,))


def test_a_confidential_complaint_is_not_there_for_anybody_else():
    entries = record(RECEIVED, e.MarkedConfidential(date(2026, 4, 1), ("Callum",)))
    answer = refused(entries, ACKNOWLEDGED, by="Femi")
    assert answer.because is RefusedBecause.NOT_YOURS
    assert isinstance(ask(entries, ACKNOWLEDGED, by="Callum"), Accepted)


def test_a_stale_screen_is_told_what_changed_and_by_whom():
    entries = [*record(RECEIVED), Entry(2, ACKNOWLEDGED, datetime(2026, 4, 10, 15, tzinfo=UTC), "Dilys")]
    answer = refused(entries, e.UpdateGiven(date(2026, 4, 20)), expected=1)
    assert answer.because is RefusedBecause.STALE
    assert "Dilys: Stage 1 was acknowledged" in answer.message


def test_facts_of_one_command_are_weighed_together():
    letter = (e.Acknowledged(date(2026, 4, 10)), e.ResponseIssued(date(2026, 4, 10), acknowledges=True))
    assert ask(record(RECEIVED), *letter) == Accepted(letter)


def test_the_truth_found_late_stops_nobody_although_it_shows_a_breach():
    entries = record(RECEIVED, ACKNOWLEDGED)
    correction = e.EntryCorrected(date(2026, 5, 8), 1, e.ComplaintReceived(date(2026, 3, 31)), "The postmark says so.")
    assert ask(entries, correction) == Accepted((correction,))
    complaint = complaint_from([*entries, *[Entry(3, correction, datetime(2026, 5, 8, tzinfo=UTC))]])
    findings = assess(complaint, governing(complaint, today=TODAY), CALENDAR, today=TODAY).findings
    assert "6.2" in {finding.provision for finding in findings}


def test_a_complaint_that_comes_to_light_late_is_taken_without_a_question():
    late = e.ComplaintReceived(date(2026, 3, 2))
    assert ask([], late) == Accepted((late,))
    stopped = refused([], late, e.InformalStageHeld(date(2026, 3, 2), "First contact"))
    assert [stop.provision for stop in stopped.stops] == ["5.2"]


UPDATE = e.UpdateGiven(date(2026, 4, 20), what="The plasterer comes on Thursday.")


def test_the_same_thing_typed_twice_is_asked_about_once_and_goes_on_when_confirmed():
    entries = record(RECEIVED, UPDATE)
    answer = refused(entries, UPDATE)
    assert answer.because is RefusedBecause.TWICE
    assert "on record already, as entry 2 by Callum" in answer.message
    assert "The plasterer comes on Thursday" in answer.message
    assert ask(entries, UPDATE, again=True) == Accepted((UPDATE,))


@pytest.mark.parametrize(
    "other",
    [
        e.UpdateGiven(date(2026, 4, 21), what=UPDATE.what),
        e.UpdateGiven(UPDATE.on, what="The plasterer comes on Friday."),
        e.CorrespondenceRecorded(UPDATE.on, e.Correspondent.RESIDENT, e.Direction.IN, what=UPDATE.what),
    ],
    ids=["another day", "other words", "something else"],
)
def test_what_differs_in_anything_is_not_the_same_thing(other):
    assert ask(record(RECEIVED, UPDATE), other) == Accepted((other,))


def test_what_was_struck_out_or_corrected_away_is_not_on_record_any_more():
    gone = record(RECEIVED, UPDATE, e.EntryStruckOut(date(2026, 4, 21), 2))
    assert ask(gone, UPDATE) == Accepted((UPDATE,))
    other = e.UpdateGiven(UPDATE.on, what="Nothing yet.")
    mended = record(RECEIVED, other, e.EntryCorrected(date(2026, 4, 21), 2, UPDATE))
    assert ask(mended, other) == Accepted((other,))
    assert "as entry 3" in refused(mended, UPDATE).message


def test_a_reason_for_a_departure_does_not_pass_for_a_confirmation():
    assert refused(record(RECEIVED, UPDATE), UPDATE, reason="She was away.").because is RefusedBecause.TWICE


def test_an_old_file_is_taken_as_it_is():
    assert ask(record(RECEIVED, UPDATE), UPDATE, history=True) == Accepted((UPDATE,))
