"""Several people at once: nothing is lost, nothing counted twice, and one of two who saw the same screen is told."""

import threading
import uuid

import pytest
from cast import ASKED, RECEIVED
from django.db import connections

from putright.actions import Ask, Done, NotDone, perform
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.records.models import Entry, Request, Summary


def together(*works):
    """Do all of it at the same moment, each on a connection of its own; their answers, or what they raised."""
    answers, gate = [None] * len(works), threading.Barrier(len(works))

    def run(place, work):
        try:
            gate.wait(10)
            answers[place] = work()
        except BaseException as error:  # noqa: BLE001  whatever it was, the test has to see it
            answers[place] = error
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.fixture
def asking(record):
    """A command by somebody, to be carried out later."""

    def made(*facts, by=None, **more):
        return lambda: perform(Ask(record.landlord.id, facts, **more), by or record.callum, ASKED)

    return made


@pytest.mark.parametrize("time", range(5))
def test_of_two_who_saw_the_same_screen_one_wins_and_the_other_is_told(record, asking, time):
    complaint = record.received(key=uuid.UUID(int=time)).complaint
    answers = together(
        asking(e.HandlerAssigned(RECEIVED, "Callum"), complaint=complaint, expected_number=1),
        asking(
            e.HandlerAssigned(RECEIVED, "Dilys"),
            by=record.dilys if time < 0 else None,
            complaint=complaint,
            expected_number=1,
        ),
    )
    assert sorted(type(each).__name__ for each in answers) == ["Done", "NotDone"], answers
    (no,) = (each for each in answers if isinstance(each, NotDone))
    assert no.refused.because is RefusedBecause.STALE
    assert "Callum, Thu 2 Apr 2026" in no.refused.message
    assert [entry.number for entry in record.entries(complaint)] == [1, 2]
    assert record.faults() == []


def test_two_who_saw_no_screen_are_both_recorded_one_after_the_other(record, asking):
    complaint = record.received().complaint
    answers = together(
        *(asking(e.EvidenceRecorded(RECEIVED, f"d{n}", what="a photograph"), complaint=complaint) for n in range(6))
    )
    assert all(isinstance(each, Done) for each in answers), answers
    assert sorted(each.first_number for each in answers) == [2, 3, 4, 5, 6, 7]
    assert [entry.number for entry in record.entries(complaint)] == [1, 2, 3, 4, 5, 6, 7]
    assert Summary.objects.get().last_number == 7
    assert record.faults() == []


def test_new_complaints_at_once_get_references_without_a_gap_or_a_double(record, asking):
    answers = together(*(asking(e.ComplaintReceived(RECEIVED)) for _ in range(8)))
    assert all(isinstance(each, Done) for each in answers), answers
    assert sorted(each.reference for each in answers) == [f"AH-2604-{n:04d}" for n in range(1, 9)]
    assert record.faults() == []


def test_one_request_sent_several_times_at_once_is_done_once_and_answered_each_time(record, asking):
    key = uuid.uuid4()
    answers = together(*(asking(e.ComplaintReceived(RECEIVED), key=key) for _ in range(6)))
    assert all(isinstance(each, Done) for each in answers), answers
    assert len({(each.complaint, each.reference, each.first_number) for each in answers}) == 1
    assert sum(not each.again for each in answers) == 1
    assert (Entry.objects.count(), Request.objects.count(), Summary.objects.count()) == (1, 1, 1)
    assert record.faults() == []


def test_verify_and_rebuild_beside_people_at_work_find_nothing_wrong(record, asking):
    from putright.actions.rebuild import rebuild

    complaints = [record.received().complaint for _ in range(3)]
    stop = threading.Event()

    def work():
        for n in range(30):
            for complaint in complaints:
                asking(e.EvidenceRecorded(RECEIVED, f"{threading.get_ident()}-{n}"), complaint=complaint)()
        stop.set()

    def check():
        found = []
        while not stop.is_set():
            found += record.faults()
            found += [each for each in rebuild(record.landlord, RECEIVED) if each.differed]
        return found

    answers = together(work, check)
    assert answers == [None, []]
    assert record.faults() == []
    assert Entry.objects.count() == 93
