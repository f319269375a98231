"""The one door, on both engines: what is recorded, what is refused and how that is said."""

import uuid
from datetime import date, timedelta

import pytest
from cast import ASKED, RECEIVED, at
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.actions import Done, NotDone
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.people.models import Staff
from putright.people.roles import Role
from putright.records import store
from putright.records.models import Content, Entry, Request, Summary

FRIDAY = date(2026, 4, 10)
LATE = ASKED + timedelta(days=20)


def no(answer, because):
    """The sentence of a no."""
    assert isinstance(answer, NotDone), answer
    assert answer.refused.because is because
    return answer.refused.message


def everything():
    """What is stored, to compare before and after."""
    return [sorted(map(str, model.objects.values_list())) for model in (Entry, Content, Request, Summary)]


def test_a_new_complaint_is_one_entry_a_reference_and_a_row_in_the_list(record):
    done = record.received()
    assert (done.reference, done.first_number, done.last_number, done.again) == ("AH-2604-0001", 1, 1, False)
    (entry,) = record.entries()
    assert (entry.type, entry.recorded_by, entry.recorded_at, entry.reference) == (
        "received", str(record.callum.id), ASKED, "AH-2604-0001",
    )  # fmt: skip
    assert "damp" not in entry.body
    (told,) = store.read(record.landlord.id, done.complaint)
    assert told.event.in_their_words == "The damp is back."
    row = Summary.objects.get()
    assert (row.state, row.stage, row.next_step, row.next_due_on) == (
        "open",
        1,
        "Acknowledge stage 1",
        FRIDAY + timedelta(days=3),
    )
    assert record.faults() == []


def test_references_count_by_landlord_and_month(record):
    assert [record.received().reference for _ in range(3)] == ["AH-2604-0001", "AH-2604-0002", "AH-2604-0003"]
    theirs = record.done(e.ComplaintReceived(date(2026, 3, 31)), by=record.femi, landlord=record.other.id)
    assert theirs.reference == "FH-2603-0001"
    assert record.done(e.ComplaintReceived(date(2026, 3, 31))).reference == "AH-2603-0001"


def test_what_follows_is_numbered_on_and_keeps_its_chain(record):
    complaint = record.received().complaint
    record.done(
        e.ComplaintLogged(RECEIVED), e.HandlerAssigned(RECEIVED, "Callum"), complaint=complaint, expected_number=1
    )
    done = record.done(e.Acknowledged(RECEIVED), complaint=complaint, expected_number=3)
    assert (done.first_number, done.last_number) == (4, 4)
    assert [entry.number for entry in record.entries(complaint)] == [1, 2, 3, 4]
    row = Summary.objects.get()
    assert (row.handler, row.last_number, row.last_digest) == ("Callum", 4, record.entries(complaint)[-1].digest)
    assert record.faults() == []


def test_a_screen_that_is_out_of_date_is_told_what_changed_by_whom_and_when(record):
    complaint = record.received().complaint
    record.done(e.Acknowledged(RECEIVED), by=record.dilys, at=at(45), complaint=complaint)
    before = everything()
    said = no(
        record.ask(e.HandlerAssigned(RECEIVED, "Dilys"), complaint=complaint, expected_number=1), RefusedBecause.STALE
    )
    assert "Dilys, Thu 2 Apr 2026 at 11:15" in said  # London, which is an hour ahead in April
    assert "acknowledged" in said.lower()
    assert everything() == before


def test_a_screen_that_shows_more_than_there_is_is_told_so(record):
    complaint = record.received().complaint
    said = no(record.ask(e.Acknowledged(RECEIVED), complaint=complaint, expected_number=7), RefusedBecause.STALE)
    assert "not in the record" in said


def test_somebody_of_another_landlord_sees_and_does_nothing(record):
    complaint = record.received().complaint
    before = everything()
    for landlord in (record.landlord.id, record.other.id):
        for expected in (None, 0, 1):
            answer = record.ask(
                e.Acknowledged(RECEIVED),
                by=record.femi,
                landlord=landlord,
                complaint=complaint,
                expected_number=expected,
            )
            said = no(answer, RefusedBecause.NOT_YOURS)
            assert said == "There is no such complaint, or it is not yours to work on."
    invented = record.ask(e.Acknowledged(RECEIVED), complaint=uuid.uuid4())
    assert no(invented, RefusedBecause.NOT_YOURS) == said
    assert everything() == before


def test_somebody_of_another_landlord_is_not_answered_by_repeating_a_request(record):
    key, facts = uuid.uuid4(), e.ComplaintReceived(RECEIVED)
    record.done(facts, key=key)
    no(record.ask(facts, by=record.femi, key=key), RefusedBecause.NOT_YOURS)
    said = no(record.ask(facts, by=record.femi, landlord=record.other.id, key=key), RefusedBecause.IMPOSSIBLE)
    assert "used before" in said


def test_somebody_who_has_left_can_do_nothing_from_that_day_on(record):
    complaint = record.received().complaint
    gone = record.staff("Gwen", Role.COMPLAINTS_OFFICER, left_on=date(2026, 4, 3))
    record.done(e.Acknowledged(RECEIVED), by=gone, complaint=complaint)
    no(
        record.ask(e.ComplaintLogged(RECEIVED), by=gone, at=ASKED + timedelta(days=1), complaint=complaint),
        RefusedBecause.NOT_YOURS,
    )


def test_a_confidential_complaint_is_there_for_the_people_named_and_nobody_else(record):
    complaint = record.received().complaint
    record.done(e.MarkedConfidential(RECEIVED, (str(record.callum.id),)), complaint=complaint)
    for expected in (None, 1, 2):
        answer = record.ask(e.Acknowledged(RECEIVED), by=record.dilys, complaint=complaint, expected_number=expected)
        assert no(answer, RefusedBecause.NOT_YOURS) == "There is no such complaint, or it is not yours to work on."
    assert Summary.objects.get().confidential_to == f",{record.callum.id},"


def test_a_role_that_may_not_is_told_so_and_nothing_is_written(record):
    complaint = record.received().complaint
    before = everything()
    for number in (None, 0):
        no(
            record.ask(e.Acknowledged(RECEIVED), by=record.ezra, complaint=complaint, expected_number=number),
            RefusedBecause.NOT_YOURS,
        )
    assert everything() == before


def test_against_the_code_stops_once_and_goes_on_with_a_reason_that_stays(record):
    complaint = record.received(reason="").complaint
    refusal = e.NotAccepted(RECEIVED, "legal_proceedings", reason="The claim was issued.")
    before = everything()
    said = no(record.ask(refusal, complaint=complaint), RefusedBecause.AGAINST_THE_CODE)
    assert "(Code " in said
    assert "give the reason" in said
    assert everything() == before
    record.done(refusal, complaint=complaint, reason="Counsel advised it.")
    departures = [
        told.event for told in store.read(record.landlord.id, complaint) if isinstance(told.event, e.DepartureRecorded)
    ]
    assert departures
    assert {each.reason for each in departures} == {"Counsel advised it."}
    assert record.faults() == []


def test_the_same_request_again_is_answered_the_same_and_writes_nothing(record):
    key = uuid.uuid4()
    first = record.received(key=key)
    before = everything()
    again = record.received(key=key, at=at(600))
    assert again == Done(first.complaint, first.reference, 1, 1, again=True)
    assert everything() == before
    follow = uuid.uuid4()
    record.done(e.Acknowledged(RECEIVED), complaint=first.complaint, expected_number=1, key=follow)
    before = everything()
    repeated = record.done(e.Acknowledged(RECEIVED), complaint=first.complaint, expected_number=1, key=follow)
    assert repeated == Done(first.complaint, first.reference, 2, 2, again=True)
    assert everything() == before


@pytest.mark.parametrize("different", ["words", "person", "complaint"])
def test_a_request_id_used_for_something_else_is_refused(record, different):
    key = uuid.uuid4()
    complaint = record.received(key=key).complaint
    before = everything()
    match different:
        case "words":
            answer = record.ask(e.ComplaintReceived(RECEIVED, person="Asha", in_their_words="Other words."), key=key)
        case "person":
            answer = record.ask(
                e.ComplaintReceived(RECEIVED, person="Asha", in_their_words="The damp is back."),
                by=record.dilys,
                key=key,
            )
        case _:
            answer = record.ask(e.Acknowledged(RECEIVED), complaint=complaint, key=key)
    assert "used before for something else" in no(answer, RefusedBecause.IMPOSSIBLE)
    assert everything() == before


def test_what_was_asked_says_nothing_without_the_installations_key(record, settings):
    key = uuid.uuid4()
    record.received(key=key)
    kept = Request.objects.get(key=key).asked
    settings.SECRET_KEY = "another installation's key, long enough to be one, and not ours"
    assert "used before" in no(
        record.ask(e.ComplaintReceived(RECEIVED, person="Asha", in_their_words="The damp is back."), key=key),
        RefusedBecause.IMPOSSIBLE,
    )
    assert len(kept) == 64


def test_a_clock_set_back_does_not_decide_the_order(record):
    complaint = record.received().complaint
    record.done(e.ComplaintLogged(RECEIVED), complaint=complaint, at=at(90))
    record.done(e.Acknowledged(RECEIVED), complaint=complaint, at=at(10))
    assert [entry.type for entry in record.entries(complaint)] == ["received", "logged", "acknowledged"]
    assert [entry.recorded_at for entry in record.entries(complaint)] == [ASKED, at(90), at(10)]
    assert record.faults() == []


def test_a_day_whose_bank_holidays_nobody_knows_is_refused_with_the_year(record):
    before = everything()
    said = no(record.ask(e.ComplaintReceived(date(1999, 4, 1))), RefusedBecause.IMPOSSIBLE)
    assert "1999" in said
    assert everything() == before


def test_a_command_asks_the_database_few_questions(record):
    def questions(*facts, **more):
        by = Staff.objects.get(pk=record.callum.pk)  # as a page does: nothing of it is known yet but the row
        with CaptureQueriesContext(connection) as asked:
            record.done(*facts, by=by, **more)
        statements = [each["sql"] for each in asked if not each["sql"].startswith(("BEGIN", "COMMIT"))]
        return len(statements), statements

    new, told = questions(
        e.ComplaintReceived(RECEIVED, in_their_words="Damp."), e.ComplaintLogged(RECEIVED), key=uuid.uuid4()
    )
    assert new <= 13, told
    complaint = record.received().complaint
    facts = [e.ActionPromised(RECEIVED, f"p{n}", "mend it", "Repairs", RECEIVED + timedelta(days=30)) for n in range(8)]
    many, told = questions(*facts, complaint=complaint, key=uuid.uuid4())
    assert many <= 16, told  # on PostgreSQL one of them says whose rows are shown
    one, told = questions(e.Acknowledged(RECEIVED), complaint=complaint, key=uuid.uuid4())
    assert one == many - 2, told  # no words to keep and to find
