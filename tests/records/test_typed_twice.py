"""The same thing typed twice, and a clock that was set back: through the one door, on both engines."""

import uuid
from datetime import timedelta

from cast import ASKED, RECEIVED, at

from putright.actions import Done
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.complaint.history import as_it_stood
from putright.records import store
from putright.records.models import Entry

TOLD = e.UpdateGiven(RECEIVED, what="The plasterer comes on Thursday.")


def test_somebody_who_types_it_again_is_told_when_and_by_whom_it_was_recorded(record):
    complaint = record.received().complaint
    record.done(TOLD, complaint=complaint)
    no = record.ask(TOLD, complaint=complaint, by=record.dilys, at=at(3)).refused
    assert no.because is RefusedBecause.TWICE
    assert "as entry 2 by Callum, Thu 2 Apr 2026 at 10:30" in no.message  # summer time
    assert Entry.objects.count() == 2
    assert record.done(TOLD, complaint=complaint, again=True).last_number == 3
    assert record.faults() == []


def test_a_repeated_request_is_answered_and_not_asked_about(record):
    complaint, key = record.received().complaint, uuid.uuid4()
    first = record.done(TOLD, complaint=complaint, key=key)
    again = record.done(TOLD, complaint=complaint, key=key, at=at(1))
    assert (again.again, again.last_number) == (True, first.last_number)
    assert record.ask(TOLD, complaint=complaint, key=uuid.uuid4()).refused.because is RefusedBecause.TWICE


def test_with_the_clock_set_back_it_is_recorded_in_its_place_and_verifies(record):
    complaint = record.received().complaint
    record.done(e.Acknowledged(RECEIVED), complaint=complaint, at=at(120))
    late = record.ask(TOLD, complaint=complaint, at=at(60))
    assert isinstance(late, Done)
    assert late.last_number == 3
    entries = store.read(record.landlord.id, complaint)
    assert [entry.recorded_at for entry in entries] == [ASKED, at(120), at(60)]  # what the clock said, not mended
    assert [entry.number for entry in as_it_stood(entries, at(90))] == [1, 2, 3]
    assert [entry.number for entry in as_it_stood(entries, at(30))] == [1]
    assert record.faults() == []


def test_with_the_clock_set_back_by_days_nothing_is_recorded_as_if_it_had_happened_in_the_future(record):
    complaint = record.received().complaint
    no = record.ask(TOLD, complaint=complaint, at=ASKED - timedelta(days=3)).refused
    assert no.message == (
        "That cannot have happened on Thu 2 Apr 2026, because today is Mon 30 Mar 2026: give the day it happened."
    )
    assert record.faults() == []
