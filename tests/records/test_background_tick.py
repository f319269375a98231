"""The clock tick: what is due is worked out from the record, at every minute again, by London's days, by one worker at a time."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from cast import RECEIVED, as_stored, sql, without_guards
from django.db import connection, connections, transaction

from putright.background import notices, queue, tick
from putright.background.models import Job, Notice, Place, Turn
from putright.background.nightly import verify_part
from putright.background.reassess import reassess
from putright.background.working import Working
from putright.complaint import events as e
from putright.people.models import RoleHeld
from putright.people.roles import Role
from putright.records.models import StageSummary, Summary

# Received Thu 2 April 2026; Good Friday and Easter Monday are not counted, so day 5 is Mon 13 April (provision 6.2).
ACKNOWLEDGE_BY = date(2026, 4, 13)


def moment(day, hour=0, minute=0, month=4):
    """A moment of 2026 in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def jobs(kind=None):
    found = Job.objects.order_by("kind", "due_at")
    return [(each.kind, each.due_at) for each in (found.filter(kind=kind) if kind else found)]


def told(kind):
    return sorted((str(each.due_on), each.handler) for each in Notice.objects.filter(kind=kind))


def lived(at):
    """A worker that does everything due at a moment."""
    return Working(now=lambda: at, name="Wren").once()


NIGHTS = [
    # In winter London is UTC; the night's work is due at 03:00.
    (datetime(2026, 1, 15, 2, 59, tzinfo=UTC), datetime(2026, 1, 14, 3, 0, tzinfo=UTC)),
    (datetime(2026, 1, 15, 3, 0, tzinfo=UTC), datetime(2026, 1, 15, 3, 0, tzinfo=UTC)),
    # In summer 03:00 in London is 02:00 UTC.
    (datetime(2026, 7, 1, 1, 59, tzinfo=UTC), datetime(2026, 6, 30, 2, 0, tzinfo=UTC)),
    (datetime(2026, 7, 1, 2, 0, tzinfo=UTC), datetime(2026, 7, 1, 2, 0, tzinfo=UTC)),
    # Sun 29 March 2026: clocks go from 01:00 to 02:00. The night before was at 03:00 UTC, this one is at 02:00.
    (datetime(2026, 3, 29, 1, 59, tzinfo=UTC), datetime(2026, 3, 28, 3, 0, tzinfo=UTC)),
    (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), datetime(2026, 3, 29, 2, 0, tzinfo=UTC)),
    # Sun 25 October 2026: clocks go from 02:00 back to 01:00.
    (datetime(2026, 10, 25, 2, 59, tzinfo=UTC), datetime(2026, 10, 24, 2, 0, tzinfo=UTC)),
    (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), datetime(2026, 10, 25, 3, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("at", "due"), NIGHTS)
def test_the_night_is_due_once_a_day_also_when_the_clocks_change(at, due):
    assert tick.night_before(at) == due


@pytest.mark.parametrize("first", [date(2026, 3, 27), date(2026, 10, 23), date(2026, 12, 30)])
def test_every_day_has_one_night_whatever_the_minute(first):
    at = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    nights = {tick.night_before(at + timedelta(minutes=n)) for n in range(5 * 24 * 60)}
    assert len(nights) == 6  # the one before, and those of the next five days
    days = sorted(each.date() for each in nights)
    assert days == [first + timedelta(days=n) for n in range(6)]


def test_a_day_begins_at_midnight_in_london():
    assert tick.start_of(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert tick.start_of(date(2026, 1, 15)) == datetime(2026, 1, 15, 0, tzinfo=UTC)


def test_the_same_tick_again_and_again_asks_for_nothing_twice(record):
    record.received()
    assert tick.tick(moment(10, 9), "Wren")
    first, said = jobs(), Notice.objects.count()
    for minute in range(1, 10):
        assert tick.tick(moment(10, 9, minute), "Wren")
    assert (jobs(), Notice.objects.count()) == (first, said)
    Job.objects.filter(kind="reassess").delete()  # a lost job is only late
    tick.tick(moment(10, 9, 20), "Wren")
    assert jobs() == first


def test_a_clock_set_back_does_nothing_twice_and_does_not_stop_the_ticks(record):
    record.received()
    tick.tick(moment(10, 9), "Wren")
    first = jobs()
    assert tick.tick(moment(10, 8), "Wren")
    assert tick.tick(moment(10, 8, 1), "Wren")
    assert jobs() == first


@pytest.mark.usefixtures("record")
def test_only_one_of_several_workers_ticks_in_a_minute():
    gate, answers = threading.Barrier(4), []

    def go(name):
        gate.wait(10)
        answers.append(tick.tick(moment(10, 9), name))
        connections["default"].close()

    threads = [threading.Thread(target=go, args=(f"W{n}",)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert sorted(answers) == [False, False, False, True]
    assert Turn.objects.get().at == moment(10, 9)
    assert len(jobs()) == len(set(Job.objects.values_list("key", flat=True)))


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("record")
def test_while_another_worker_is_in_its_tick_this_one_leaves_it_alone():
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [tick._TICK_LOCK])
        assert tick.tick(moment(10, 9), "Wren") is False
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()
    assert tick.tick(moment(10, 9), "Wren")


def test_what_was_owed_yesterday_is_worked_out_for_today(record):
    complaint = record.received().complaint
    before = Summary.objects.get()
    assert (before.assessed_on, before.breaches) == (RECEIVED, 0)
    at = moment(14, 0, 5)  # Tue 14 April 2026, five past one in London's summer: nobody acknowledged it by the 13th
    lived(at)
    after = Summary.objects.get()
    assert (after.assessed_on, after.breaches, after.last_number) == (date(2026, 4, 14), 1, before.last_number)
    assert StageSummary.objects.get(complaint=complaint).acknowledge_due_on == ACKNOWLEDGE_BY
    assert record.faults() == []
    assert jobs("reassess") == [("reassess", datetime(2026, 4, 13, 23, tzinfo=UTC))]


def test_a_day_is_londons_and_not_the_machines(record):
    record.received(at=moment(2, 9))
    tick.tick(datetime(2026, 4, 2, 22, 59, tzinfo=UTC), "Wren")  # 23:59 in London: still Thursday
    assert jobs("reassess") == []
    tick.tick(datetime(2026, 4, 2, 23, 0, tzinfo=UTC), "Wren")  # midnight in London, and not yet in UTC
    assert jobs("reassess") == [("reassess", datetime(2026, 4, 2, 23, tzinfo=UTC))]


def test_what_a_wrong_clock_worked_out_for_next_year_is_worked_out_again(record):
    record.received()
    Summary.objects.update(assessed_on=date(2027, 4, 2), breaches=9)
    lived(moment(3, 9))
    assert list(Summary.objects.values_list("assessed_on", "breaches")) == [(date(2026, 4, 3), 0)]


def test_what_is_owed_nothing_is_left_alone(record):
    complaint = record.received().complaint
    record.done(e.ComplaintWithdrawn(RECEIVED), complaint=complaint)
    lived(moment(14, 9))
    assert Summary.objects.get().assessed_on == RECEIVED


def test_one_bad_complaint_is_left_and_named_and_the_others_are_worked_out(record):
    good, bad, worse = (record.received().complaint for _ in range(3))
    without_guards()
    sql("UPDATE entry SET body = %s WHERE complaint = %s", '{"not": "an event"}', as_stored(bad))
    sql("DELETE FROM entry WHERE complaint = %s", as_stored(worse))
    lived(moment(14, 9))
    days = dict(Summary.objects.values_list("complaint", "assessed_on"))
    assert days == {good: date(2026, 4, 14), bad: RECEIVED, worse: RECEIVED}
    problems = [each.problem for each in queue.dead(record.landlord.pk) if each.kind == "reassess"]
    assert problems == [
        "AH-2604-0002, AH-2604-0003 could not be worked out for today and stand in the lists as before: run `putright verify`."
    ]


def test_many_are_worked_out_in_batches_and_somebody_who_writes_meanwhile_wins(record, monkeypatch):
    from putright.background import reassess as module

    monkeypatch.setattr(module, "_AT_ONCE", 3)
    complaints = [record.received().complaint for _ in range(7)]
    steps = []
    for done, total, left in reassess(record.landlord, date(2026, 4, 14)):
        steps.append((done, total, left))
        if len(steps) == 1:
            record.done(e.Acknowledged(RECEIVED), complaint=complaints[-1], at=moment(14, 9))
    assert steps == [(3, 7, []), (6, 7, []), (7, 7, [])]
    assert set(Summary.objects.values_list("assessed_on", flat=True)) == {date(2026, 4, 14)}
    assert Summary.objects.get(complaint=complaints[-1]).last_number == 2
    assert record.faults() == []


def test_one_landlords_trouble_is_not_anothers(record, monkeypatch):
    def bad(landlord, *_):
        if landlord.code == "AH":
            raise RuntimeError
        return 0

    monkeypatch.setattr(tick, "notice_deadlines", bad)
    assert tick.tick(moment(14, 9), "Wren")
    assert set(Job.objects.exclude(landlord=None).values_list("landlord", flat=True)) == {
        record.landlord.pk,
        record.other.pk,
    }


def test_what_is_due_soon_and_what_is_late_is_said_once_to_whoever_handles_it(record):
    mine = record.received().complaint
    record.done(e.HandlerAssigned(RECEIVED, str(record.callum.pk)), complaint=mine)
    record.received()
    days = []
    for day in (2, 8, 9, 10, 13, 14, 15):  # Thu 9 April is two working days before Mon 13 April
        tick.tick(moment(day, 9), "Wren")
        days.append((day, len(told("due_soon")), len(told("late"))))
    assert days == [(2, 0, 0), (8, 0, 0), (9, 2, 0), (10, 2, 0), (13, 2, 0), (14, 2, 2), (15, 2, 2)]
    assert told("late") == [("2026-04-13", ""), ("2026-04-13", str(record.callum.pk))]


def test_a_notice_is_for_those_who_may_see_it_and_only_as_long_as_it_holds(record):
    complaint = record.received().complaint
    record.done(e.HandlerAssigned(RECEIVED, str(record.dilys.pk)), complaint=complaint)
    record.received()
    tick.tick(moment(14, 9), "Wren")
    today = date(2026, 4, 14)
    dilys, callum = notices.notices_for(record.dilys, today), notices.notices_for(record.callum, today)
    assert [each.complaint for each in dilys] == [complaint]
    assert [each.handler for each in callum] == [""]
    assert list(notices.notices_for(record.femi, today)) == []
    record.done(e.MarkedConfidential(RECEIVED, (str(record.callum.pk),), "about staff"), complaint=complaint)
    assert list(dilys.all()) == []
    other = callum[0].complaint
    record.done(e.Acknowledged(date(2026, 4, 14)), complaint=other, at=moment(14, 10), reason="It was late.")
    assert list(callum.all()) == []  # it has another day by now


def test_what_somebody_has_seen_is_not_new_any_more(record):
    record.received()
    tick.tick(moment(14, 9), "Wren")
    today = date(2026, 4, 14)
    assert notices.seen(record.callum, today, moment(14, 10)) == 1
    assert notices.seen(record.callum, today, moment(14, 11)) == 0
    row = Notice.objects.get()
    assert (row.seen_by, row.seen_at) == (str(record.callum.pk), moment(14, 10))


def test_notices_hold_no_words_about_anybody(record):
    record.received()
    lived(moment(14, 9))
    assert Notice.objects.filter(kind="review").exists()  # nobody is named as complaints officer
    for row in Notice.objects.values():
        assert not any(word in str(row) for word in ("Asha", "damp"))


def test_a_whole_night_is_lived_through_and_once(record):
    record.received()
    RoleHeld.objects.create(
        landlord=record.landlord, staff=record.ezra, role=Role.MANAGER.value, from_on=date(2026, 4, 3)
    )
    number = lived(moment(3, 9))
    assert number == len(jobs()) >= 12
    assert [each.problem for each in queue.dead()] == [each.problem for each in queue.failed()] == []
    record.ezra.refresh_from_db()
    assert record.ezra.roles == "manager,member_responsible"
    assert lived(moment(3, 9, 5)) == 0
    assert lived(moment(4, 9)) == number


def test_a_part_of_the_record_is_checked_each_night_until_all_of_it_was(record):
    complaints = sorted(record.received().complaint for _ in range(5))
    without_guards()
    sql("UPDATE entry SET recorded_by = 'Somebody' WHERE complaint = %s", as_stored(complaints[3]))
    assert [verify_part(record.landlord.pk, 2) for _ in range(4)] == [0, 1, 0, 0]
    sql("DELETE FROM entry WHERE complaint = %s", as_stored(complaints[2]))
    Place.objects.all().delete()
    assert verify_part(record.landlord.pk, 100) == 2


def test_a_night_that_finds_the_record_changed_says_so_to_staff(record):
    complaint = record.received().complaint
    without_guards()
    sql("UPDATE entry SET recorded_by = 'Somebody' WHERE complaint = %s", as_stored(complaint))
    lived(moment(3, 9))
    found = {each.kind: each.problem for each in queue.dead(record.landlord.pk)}
    assert found["verify_part"] == (
        "1 of the complaints checked tonight are not as they were written: run `putright verify`."
    )


@pytest.mark.usefixtures("record")
def test_the_nightly_backup_goes_where_the_settings_say_and_the_oldest_go(settings, tmp_path):
    folder = tmp_path / "elsewhere"
    settings.BACKUPS = str(folder)
    lived(moment(3, 9))
    assert [each.problem for each in queue.dead()] == [
        f"There is no folder {folder}: make it, or name another in PUTRIGHT_BACKUPS."
    ]
    folder.mkdir()
    for day in range(20, 28):
        (folder / f"putright-2026-03-{day}.zip").write_text("old")
    lived(moment(4, 9))
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == 7
    assert (kept[0], kept[-1]) == ("putright-2026-03-22.zip", "putright-2026-04-04.zip")


@pytest.mark.usefixtures("record")
def test_a_tick_that_fails_in_its_transaction_is_done_at_the_next():
    with transaction.atomic():
        assert tick.tick(moment(10, 9), "Wren")
        transaction.set_rollback(True)
    assert not connection.in_atomic_block
    assert jobs() == []
    assert tick.tick(moment(10, 9), "Wren")
    assert jobs() != []
