"""A worker: lanes that take jobs, and a watch that keeps the heartbeat, the clock tick and the recovery of what was lost.

Everything it needs of time is given to it, so that a test can let ten minutes pass in none.
"""

import logging
import os
import platform
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django import db
from django.db import close_old_connections, connection, transaction

from putright.background import progress, queue
from putright.background.kinds import QUEUES, Cancelled, Kind, Stopping, Work, kind
from putright.background.models import Job, Progress, Worker
from putright.background.outbox import hand_over
from putright.background.tick import TICK_EVERY, tick
from putright.people.row_security import across, only

__all__ = ["ALIVE_WITHIN", "Working", "machine", "workers_alive"]

_LOG = logging.getLogger("putright.worker")
BEAT_EVERY = timedelta(seconds=30)
ALIVE_WITHIN = timedelta(seconds=100)
"""A worker that has not been heard of for so long is taken for dead: three beats and a little."""
_FORGOTTEN_AFTER = timedelta(days=1)
_TROUBLE_SECONDS = 5.0


def machine() -> str:
    """Where process numbers mean something: the computer, and on Linux the world of processes on it."""
    name = platform.node() or "here"
    with suppress(OSError):
        name += " " + str(Path("/proc/self/ns/pid").readlink()).strip("pid:[]")
    return name[:120]


def workers_alive(at: datetime) -> int:
    """How many workers were heard of lately."""
    return Worker.objects.filter(beat_at__gte=at - ALIVE_WITHIN, beat_at__lte=at + ALIVE_WITHIN).count()


def _unknown(work: Work) -> None:
    """A job that a newer program asked for, which will be here before its last try."""
    raise LookupError(work.subject)


class Working:
    """One worker process. `stop` may be called from a signal."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        queues: Sequence[str] = QUEUES,
        name: str = "",
        poll: float = 1.0,
    ) -> None:
        self.now, self.queues, self.poll = now, tuple(queues), poll
        self.name = name or f"{platform.node() or 'here'} {os.getpid()}"[:120]
        self._stopping = threading.Event()
        self._beaten: datetime | None = None
        self._ticked: datetime | None = None

    def stop(self) -> None:
        """Finish the jobs in hand and stop; long ones are given back to be begun again."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop`. Raises HeldApart where the database would not show it everybody's jobs."""
        across()
        self.begin()
        lanes = [threading.Thread(target=self._lane, args=(each,), name=f"lane {each}") for each in self.queues]
        for lane in lanes:
            lane.start()
        try:
            while not self._stopping.is_set():
                self._guarded(self.watch)
                self._stopping.wait(self.poll)
        finally:
            self.stop()
            for lane in lanes:
                lane.join()
            with suppress(db.Error):
                Worker.objects.filter(pk=self.name).delete()
            close_old_connections()

    def once(self) -> int:
        """Tick, and do everything that is due now; how many jobs. For a scheduler of somebody else's, and for tests."""
        across()
        self.begin()
        number = 0
        try:
            self.watch(force=True)
            while not self._stopping.is_set():
                held = queue.claim(self.name, self.queues, self.now())
                if held is None and not hand_over(self.now()):
                    break
                if held is not None:
                    self.carry_out(held)
                    number += 1
        finally:
            Worker.objects.filter(pk=self.name).delete()
        return number

    def begin(self) -> None:
        """Say who it is, and take back what an earlier one of this name had in hand."""
        at = self.now()
        queue.put_back_lost(at, gone=[self.name, *self._dead_neighbours()])
        told = {
            "machine": machine(),
            "pid": os.getpid(),
            "queues": " ".join(self.queues),
            "started_at": at,
            "beat_at": at,
        }
        Worker.objects.update_or_create(pk=self.name, defaults=told)
        Worker.objects.filter(beat_at__lt=at - _FORGOTTEN_AFTER).delete()
        self._beaten = at

    def watch(self, *, force: bool = False) -> None:
        """What goes on beside the jobs: heartbeat, what was lost, the outbox, the tick."""
        at = self.now()
        if self._beaten is None or not timedelta() <= at - self._beaten < BEAT_EVERY:
            if not Worker.objects.filter(pk=self.name).update(beat_at=at):
                self.begin()
            queue.put_back_lost(at, gone=self._dead_neighbours())
            self._beaten = at
        hand_over(at)
        if force or self._ticked is None or not timedelta() <= at - self._ticked < TICK_EVERY:
            tick(at, self.name)
            self._ticked = at

    def _dead_neighbours(self) -> list[str]:
        """Workers of this machine whose process is not there any more; they are forgotten, and their jobs free at once."""
        gone = []
        for each in Worker.objects.filter(machine=machine()).exclude(pk=self.name):
            try:
                os.kill(each.pid, 0)
            except ProcessLookupError:
                gone.append(each.name)
            except PermissionError:  # it is there, and somebody else's
                continue
        Worker.objects.filter(pk__in=gone).delete()
        return gone

    def _lane(self, name: str) -> None:
        while not self._stopping.is_set():
            if not self._guarded(lambda: self._next(name)):
                self._stopping.wait(self.poll)
        connection.close()

    def _next(self, lane: str) -> bool:
        held = queue.claim(self.name, [lane], self.now())
        if held is not None:
            self.carry_out(held)
        return held is not None

    def _guarded(self, work: Callable[[], bool | None]) -> bool:
        """Do it; a database that cannot be used just now is waited for, and no fault ends the worker."""
        try:
            return bool(work())
        except db.Error as error:
            _LOG.warning("The database cannot be used just now (%s).", type(error).__name__)
        except Exception:  # noqa: BLE001  a lane that ends would leave its jobs undone
            _LOG.exception("Something went wrong beside the jobs.")
        finally:
            close_old_connections()
        self._stopping.wait(_TROUBLE_SECONDS)
        return False

    def carry_out(self, held: Job) -> None:
        """Do one job that was claimed, and say how it ended."""
        known = kind(held.kind) or Kind(held.kind, _unknown, "quick", timedelta(minutes=5), 8, whole=False)
        shown = Progress.objects.filter(job=held.pk).first()
        started = self.now()
        try:
            work = self._work(held, known, shown, started)
            if known.whole:
                self._whole(held, known, work)
            else:
                known.function(work)
                queue.finish(held, self.now())
        except Stopping:
            self._quietly(lambda: queue.give_back(held, self.now()))
        except Cancelled:
            self._quietly(lambda: queue.finish(held, self.now()))
            self._end(shown, "cancelled")
        except queue.LostLease:
            _LOG.warning("%s was taken over by another worker.", held)
        except Exception as error:  # noqa: BLE001  whatever a job does, the others go on
            self._failed(held, error, shown)
        else:
            took = (self.now() - started).total_seconds()
            _LOG.info("%s done in %.1f s", held.kind, took)
            self._end(shown, "done")

    def _work(self, held: Job, known: Kind, shown: Progress | None, at: datetime) -> Work:
        told = progress.reporter(
            shown,
            now=self.now,
            stopping=self._stopping.is_set,
            alive=lambda: queue.renew(held, self.now() + known.limit),
        )
        told = progress.silent if known.whole else told
        return Work(held.pk, held.landlord, held.subject, held.arguments, held.due_at, at, self.now, told)

    def _whole(self, held: Job, known: Kind, work: Work) -> None:
        with transaction.atomic():
            if held.landlord is None:
                known.function(work)
            else:
                with only(held.landlord):
                    known.function(work)
            queue.finish(held, self.now())

    def _failed(self, held: Job, error: Exception, shown: Progress | None) -> None:
        is_dead: list[bool] = []
        self._quietly(lambda: is_dead.append(queue.finished_badly(held, error, self.now())))
        if any(is_dead):
            _LOG.error("%s failed for good after %d tries (%s).", held.kind, held.tries, type(error).__name__)
            self._end(shown, "failed")
        else:
            _LOG.warning("%s failed (%s) and is tried again.", held.kind, type(error).__name__)

    def _quietly(self, work: Callable[[], object]) -> None:
        try:
            work()
        except queue.LostLease:
            _LOG.warning("A job was taken over by another worker.")

    def _end(self, shown: Progress | None, outcome: str) -> None:
        if shown is not None:
            progress.end(shown, outcome, self.now())
