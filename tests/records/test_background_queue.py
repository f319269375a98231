"""The queue: with the transaction, once, tried again later, given to somebody else when its worker is gone, never lost."""

import random
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from background_work import marks, register
from cast import sql
from django.db import connection, connections, transaction
from django_tasks_db.models import DBTaskResult

from putright.background import progress, queue
from putright.background.kinds import Work
from putright.background.models import Job, Notice, Progress, Worker
from putright.background.outbox import hand_over
from putright.background.working import Working, machine, workers_alive
from putright.people.row_security import HeldApart, theirs
from putright.records.models import Entry, Outbox

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.at = NOW

    def __call__(self):
        return self.at

    def on(self, **more):
        self.at += timedelta(**more)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def worker(record, clock, monkeypatch):
    """A worker in this process, which only works when it is told to."""
    register()
    monkeypatch.setenv("PUTRIGHT_TEST_MARKS", str(record.home))
    return Working(now=clock, name="Wren")


@pytest.fixture
def asked(record):
    def ask(kind, subject="s", due_at=NOW, **more):
        landlord = more.pop("landlord", record.landlord.pk)
        return queue.enqueue(kind, landlord=landlord, subject=subject, due_at=due_at, **more)

    register()
    return ask


def work(worker):
    """Do what is due, without the tick."""
    number = 0
    while (held := queue.claim(worker.name, worker.queues, worker.now())) is not None:
        worker.carry_out(held)
        number += 1
    return number


def test_a_job_is_gone_with_the_transaction_that_asked_for_it(record, asked):
    def receive_and_fail():
        with transaction.atomic():
            record.received()
            asked("t_mark")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        receive_and_fail()
    assert (Entry.objects.count(), Job.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)
    with transaction.atomic():
        record.received()
        asked("t_mark")
    assert (Entry.objects.count(), Job.objects.count(), DBTaskResult.objects.count()) == (1, 1, 1)


def test_asked_for_twice_it_is_one_job_and_is_done_once(record, asked, worker):
    first, second = asked("t_mark"), asked("t_mark")
    assert first.pk == second.pk
    asked("t_mark", due_at=NOW - timedelta(minutes=1))
    asked("t_mark", landlord=record.other.pk)
    asked("t_mark", subject="other")
    assert work(worker) == 4
    asked("t_mark")
    assert work(worker) == 0
    assert sorted(marks(record.home)) == ["other", "s", "s", "s"]


def test_asked_for_by_several_at_the_same_moment_it_is_one_job(asked):
    gate, keys = threading.Barrier(4), []

    def ask():
        gate.wait(10)
        keys.append(asked("t_mark").pk)
        connections["default"].close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert len(keys) == 4
    assert len(set(keys)) == 1
    assert Job.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("record")
def test_what_nobody_can_do_cannot_be_asked_for():
    with pytest.raises(LookupError, match="no kind of work “nonsense”"):
        queue.enqueue("nonsense", landlord=None, due_at=NOW)


def test_a_job_waits_for_its_time_and_the_first_due_is_done_first(record, asked, worker, clock):
    asked("t_mark", "later", NOW + timedelta(hours=1))
    asked("t_mark", "second", NOW - timedelta(minutes=1))
    asked("t_mark", "first", NOW - timedelta(minutes=2))
    assert [each.subject for each in queue.waiting(record.landlord.pk)] == ["first", "second", "later"]
    work(worker)
    assert marks(record.home) == ["first", "second"]
    clock.on(hours=1)
    work(worker)
    assert marks(record.home) == ["first", "second", "later"]


WAITS = [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600]
"""Seconds: half a minute, doubled, at most six hours."""


def test_each_try_waits_twice_as_long_as_the_one_before_and_never_the_same_for_all():
    chance = random.Random(3)
    for tries, seconds in enumerate(WAITS, start=1):
        waits = [(queue.next_try(tries, NOW, chance) - NOW).total_seconds() for _ in range(200)]
        assert 0.8 * seconds <= min(waits) < 0.85 * seconds
        assert 1.15 * seconds < max(waits) <= 1.2 * seconds


def test_a_job_that_fails_is_tried_again_until_it_is_dead_and_says_nothing_of_what_it_held(
    record, asked, worker, clock
):
    asked("t_bad")
    for tries in (1, 2):
        assert work(worker) == 1
        (row,) = queue.failed(record.landlord.pk)
        assert (row.tries, row.problem) == (tries, "RuntimeError in _bad")
        assert work(worker) == 0  # not at once
        clock.on(minutes=3)
    assert work(worker) == 1
    (row,) = queue.dead(record.landlord.pk)
    assert (row.tries, row.ticket.status) == (3, "FAILED")
    assert "Asha" not in row.problem + row.ticket.traceback.replace(
        '"Asha")', ""
    )  # but for the line of the test itself
    clock.on(days=30)
    assert work(worker) == 0
    assert list(queue.dead(record.other.pk)) == []


def test_staff_send_a_dead_job_again_or_give_it_up_and_it_is_kept_who_did(record, asked, worker):
    first, second = asked("t_hopeless", "1"), asked("t_hopeless", "2")
    assert work(worker) == 2
    assert {each.problem for each in queue.dead()} == {f"There is no file {n}: send it again." for n in (1, 2)}
    assert not queue.send_again(record.other.pk, first.pk, by="Femi", at=NOW)
    assert queue.send_again(record.landlord.pk, first.pk, by="Callum", at=NOW)
    assert queue.give_up(record.landlord.pk, second.pk, by="Dilys", at=NOW)
    assert not queue.give_up(record.landlord.pk, second.pk, by="Dilys", at=NOW)
    assert list(queue.dead()) == []
    assert work(worker) == 1
    assert [each.pk for each in queue.dead()] == [first.pk]
    told = {each.subject: (each.decided, each.decided_by, each.decided_at) for each in Job.objects.all()}
    assert told == {"1": ("sent_again", "Callum", NOW), "2": ("given_up", "Dilys", NOW)}


def test_a_job_that_fails_does_not_keep_the_others(record, asked, worker):
    for n in range(3):
        asked("t_bad", f"bad {n}", NOW - timedelta(hours=1))
        asked("t_mark", f"good {n}")
    assert work(worker) == 6
    assert sorted(marks(record.home)) == ["good 0", "good 1", "good 2"]


def test_a_kind_that_only_a_newer_program_knows_waits_for_it(asked, worker):
    job = asked("t_mark")
    Job.objects.filter(pk=job.pk).update(kind="t_of_tomorrow")
    work(worker)
    assert [each.problem for each in queue.failed()] == ["LookupError in _unknown"]


def test_a_job_past_its_lease_goes_to_somebody_else_and_the_slow_one_cannot_finish_it(asked, clock):
    asked("t_notice")
    slow = queue.claim("Slow", ["quick"], NOW)
    assert queue.claim("Quick", ["quick"], NOW) is None
    clock.on(minutes=4)
    assert queue.put_back_lost(clock()) == 0
    clock.on(minutes=2)
    assert queue.put_back_lost(clock()) == 1
    quick = queue.claim("Quick", ["quick"], clock())
    assert (quick.pk, quick.tries, quick.lost) == (slow.pk, 2, 1)
    with pytest.raises(queue.LostLease):
        queue.finish(slow, clock())
    with pytest.raises(queue.LostLease):
        queue.finished_badly(slow, RuntimeError(), clock())
    with pytest.raises(queue.LostLease):
        queue.renew(slow, clock())
    queue.finish(quick, clock())
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_whoever_lost_the_lease_keeps_nothing_of_a_job_that_is_one_transaction(asked, worker, clock):
    asked("t_notice")
    slow = queue.claim("Wren", ["quick"], NOW)
    queue.put_back_lost(NOW + timedelta(hours=1))
    worker.carry_out(slow)
    assert Notice.objects.count() == 0
    clock.on(hours=1)
    assert work(worker) == 1
    assert Notice.objects.count() == 1


def test_a_job_that_is_one_transaction_leaves_nothing_when_it_fails(asked, worker):
    asked("t_notice", arguments={"fail": True})
    work(worker)
    assert Notice.objects.count() == 0
    assert [each.tries for each in queue.failed()] == [1]


def test_a_job_whose_workers_die_again_and_again_is_dead_in_the_end(asked, clock):
    asked("t_poison")
    for tries in (1, 2, 3):
        assert queue.claim(f"W{tries}", ["quick"], clock()).tries == tries
        assert queue.put_back_lost(clock(), gone=[f"W{tries}"]) == 1
    assert queue.claim("W4", ["quick"], clock()) is None
    (row,) = queue.dead()
    assert (row.lost, row.problem) == (3, "Its worker went away in the middle, or it took longer than it may.")


def test_long_work_shows_how_far_it_is_and_can_be_stopped(record, asked, worker, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0.0)
    job = asked("t_long")
    row = progress.begin("Import", landlord=record.landlord.pk, at=NOW, job=job, asked_by="Callum")
    work(worker)
    row.refresh_from_db()
    assert (row.percent, row.message, row.outcome) == (100, "rows", "done")
    stopped = progress.begin("Import", landlord=record.landlord.pk, at=NOW, job=asked("t_long", "2"))
    assert not progress.cancel(record.other.pk, stopped.pk, by="Femi", at=NOW)
    assert progress.cancel(record.landlord.pk, stopped.pk, by="Callum", at=NOW)
    work(worker)
    stopped.refresh_from_db()
    assert (stopped.outcome, stopped.percent, stopped.cancel_asked_by) == ("cancelled", 0, "Callum")
    assert list(queue.dead()) == list(queue.failed()) == []
    assert [each.pk for each in progress.shown(record.landlord.pk)] == [row.pk, stopped.pk]


def test_a_worker_that_stops_gives_long_work_back_as_if_nobody_had_begun(asked, worker):
    asked("t_long")
    held = queue.claim("Wren", ["long"], NOW)
    worker.stop()
    worker.carry_out(held)
    (row,) = queue.waiting()
    assert (row.tries, row.worker, row.problem) == (0, "", "")


def test_an_outbox_row_is_delivered_once_however_often_it_is_looked_at(record, worker):
    complaint = record.received().complaint
    row = Outbox.objects.create(
        landlord=record.landlord.pk, complaint=complaint, kind="file_drop", body="Dear Asha", key="k1", due_at=NOW
    )
    later = Outbox.objects.create(
        landlord=record.landlord.pk,
        complaint=complaint,
        kind="file_drop",
        body="x",
        key="k2",
        due_at=NOW + timedelta(days=1),
    )
    Outbox.objects.create(
        landlord=record.landlord.pk, complaint=complaint, kind="nobody_delivers", body="x", key="k3", due_at=NOW
    )
    assert (hand_over(NOW), hand_over(NOW)) == (1, 0)
    work(worker)
    row.refresh_from_db()
    later.refresh_from_db()
    assert (row.done_at, row.tries, row.problem, later.done_at) == (NOW, 1, "", None)
    from django.conf import settings

    (dropped,) = Path(settings.HOME, "outgoing").glob("[0-9a-f]*")
    assert dropped.read_text() == "Dear Asha"
    Outbox.objects.filter(pk=row.pk).update(done_at=None)  # as if it had died before it could write it down
    Job.objects.filter(subject=row.pk.hex).delete()
    DBTaskResult.objects.all().delete()
    hand_over(NOW)
    work(worker)
    assert [path.read_text() for path in Path(settings.HOME, "outgoing").glob("[0-9a-f]*")] == ["Dear Asha"]
    dropped.unlink()


def test_what_cannot_be_delivered_says_why_and_is_dead_after_its_tries(record, worker, clock, monkeypatch):
    from putright.background import outbox

    def refuse(row):
        raise ConnectionRefusedError(f"asha@example.org, {row.pk}")

    monkeypatch.setitem(outbox._HANDLERS, "t_mail", refuse)
    row = Outbox.objects.create(
        landlord=record.landlord.pk, complaint=record.received().complaint, kind="t_mail", body="", key="k", due_at=NOW
    )
    for tries in range(1, 11):
        hand_over(clock())
        assert work(worker) == 1
        row.refresh_from_db()
        assert (row.tries, row.problem, row.done_at) == (tries, "ConnectionRefusedError", None)
        clock.on(hours=8)
    assert hand_over(clock()) == work(worker) == 0
    (job,) = queue.dead(record.landlord.pk)
    monkeypatch.setitem(outbox._HANDLERS, "t_mail", lambda _: None)
    queue.send_again(record.landlord.pk, job.pk, by="Callum", at=clock())
    work(worker)
    row.refresh_from_db()
    assert (row.done_at, row.problem) == (clock(), "")


def test_whether_a_worker_is_alive_is_known_by_its_heartbeat(worker, clock):
    assert workers_alive(NOW) == 0
    worker.begin()
    assert workers_alive(NOW) == 1
    for _ in range(4):
        clock.on(seconds=40)
        worker.watch()
        assert workers_alive(clock()) == 1
    assert workers_alive(clock() + timedelta(seconds=101)) == 0


def test_what_a_dead_neighbour_had_in_hand_is_free_at_once(asked, worker):
    asked("t_mark")
    told = {"queues": "quick", "started_at": NOW, "beat_at": NOW}
    Worker.objects.create(name="Gone", machine=machine(), pid=2**22 - 1, **told)
    Worker.objects.create(name="Elsewhere", machine="another", pid=2**22 - 1, **told)
    assert queue.claim("Gone", ["quick"], NOW) is not None
    worker.begin()
    assert set(Worker.objects.values_list("name", flat=True)) == {"Wren", "Elsewhere"}
    assert work(worker) == 1


def test_a_worker_with_nothing_to_do_writes_four_times_a_minute_at_most(worker, clock):
    worker.once()
    worker.begin()
    writes = []

    def count(execute, sql, params, many, context):
        if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        for _ in range(180):
            clock.on(seconds=1)
            queue.claim("Wren", ["quick"], clock())
            queue.claim("Wren", ["long"], clock())
            worker.watch()
    assert 3 <= len(writes) <= 12, writes


@pytest.mark.usefixtures("record")
def test_a_job_is_told_the_day_in_london():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    told = Work(None, None, "", {}, late, late, lambda: late, progress.silent)
    assert str(told.today) == "2026-07-02"


def test_everything_people_ask_for_can_be_done_in_the_queue(record, worker):
    from putright.background.long_work import ask_for, exports_folder

    record.received()
    told = {"landlord": record.landlord.pk, "by": str(record.callum.pk), "at": NOW}
    first = ask_for("rebuild", subject="form 1", **told)
    assert ask_for("rebuild", subject="form 1", **told).pk == first.pk
    exported = ask_for("export", subject="form 2", **told)
    sheet = record.home / "sheet.csv"
    sheet.write_text("complaint,event,on\nOLD-1,received,2026-03-02\nOLD-1,acknowledged,2026-03-04\n")
    imported = ask_for("import", subject="form 3", arguments={"file": str(sheet), "by": str(record.callum.pk)}, **told)
    assert work(worker) == 3
    done = {each.pk: each for each in Progress.objects.all()}
    assert {each.outcome for each in done.values()} == {"done"}, [each.problem for each in Job.objects.all()]
    assert done[first.pk].result == {"differed": 0, "left": 0}
    assert done[imported.pk].result["imported"] == 1
    made = exports_folder() / done[exported.pk].result["file"]
    assert made.stat().st_size == done[exported.pk].result["bytes"] > 1000
    assert made.stat().st_mode & 0o077 == 0
    made.unlink()
    assert record.faults() == []


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_role_held_to_one_landlord_asks_for_work_sees_only_its_own_and_cannot_be_a_worker(record, asked, worker):
    asked("t_mark", landlord=record.other.pk)
    sql("CREATE ROLE held NOLOGIN")
    sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO held")
    sql("SET ROLE held")
    try:
        with theirs(record.landlord.pk):
            mine = asked("t_mark")
            assert [each.pk for each in queue.waiting()] == [mine.pk]
        assert list(Job.objects.all()) == []
        with pytest.raises(HeldApart):
            worker.run()
    finally:
        sql("RESET ROLE")
        sql("DROP OWNED BY held")
        sql("DROP ROLE held")
    assert work(worker) == 2
