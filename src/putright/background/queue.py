"""The queue: work asked for in the transaction that decided it, taken by one worker at a time, tried again, and never lost.

The rows of the queue are django-tasks-db's; a `Job` beside each keeps what that has no place for: the key, the lease, the
tries. Every way out of a try names the try it belongs to, so that a worker that was thought dead and was only slow
cannot finish what somebody else has taken over.
"""

import random
import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal, cast
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django_tasks import task
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from putright.background.kinds import Hopeless, kind
from putright.background.models import Job
from putright.records.chain import moment

__all__ = [
    "BACKEND",
    "LostLease",
    "claim",
    "dead",
    "enqueue",
    "failed",
    "finish",
    "finished_badly",
    "give_back",
    "give_up",
    "next_try",
    "put_back_lost",
    "renew",
    "running",
    "send_again",
    "waiting",
]

BACKEND = "default"
_READY, _RUNNING = TaskResultStatus.READY.value, TaskResultStatus.RUNNING.value
_FAILED, _DONE = TaskResultStatus.FAILED.value, TaskResultStatus.SUCCESSFUL.value
_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=6)
"""How long until the second try, doubled with each; and the longest anybody waits."""
_SPREAD = 0.2
_KEY = 240
_TRIES, _LIMIT = 8, timedelta(minutes=5)
"""For a kind this program does not know, which another one may."""
_CHANCE = random.Random()  # noqa: S311  it spreads tries in time and keeps no secret


class LostLease(Exception):  # noqa: N818  it is an answer
    """Somebody else has the job by now: whatever was done in this transaction may not be kept."""


@task(queue_name="quick", takes_context=True)
def carry_out(context: TaskContext) -> None:
    """What stands on every ticket. `putright worker` reads the job beside it; no other worker knows how."""
    raise Hopeless(f"Job {context.task_result.id} is for `putright worker`.")


def enqueue(
    name: str,
    *,
    landlord: UUID | None,
    due_at: datetime,
    subject: str = "",
    arguments: dict[str, Any] | None = None,
    priority: int = 0,
) -> Job:
    """Ask for work, to be done at or after a moment; in the caller's transaction, and gone with it.

    The same landlord, kind, subject and due time again is the same job. Arguments are ids and numbers, never people's
    words. Raises LookupError where no such kind is registered.
    """
    known = kind(name)
    if known is None:
        raise LookupError(f"There is no kind of work “{name}”.")
    key = _key(landlord, name, subject, due_at)
    there = Job.objects.filter(key=key).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            ticket = carry_out.using(queue_name=known.queue, run_after=due_at, priority=priority).enqueue()
            return Job.objects.create(
                ticket_id=UUID(ticket.id),
                landlord=landlord,
                kind=name,
                subject=subject,
                due_at=due_at,
                key=key,
                arguments=arguments or {},
            )
    except IntegrityError:  # somebody else asked for the same at the same moment
        return Job.objects.get(key=key)


def _key(landlord: UUID | None, name: str, subject: str, due_at: datetime) -> str:
    key = f"{landlord or '-'} {name} {moment(due_at)} {subject}"
    return key if len(key) <= _KEY else sha256(key.encode()).hexdigest()


def claim(worker: str, queues: Sequence[str], at: datetime) -> Job | None:
    """Take the next job that is due, for as long as its kind allows; None where there is none.

    Looking is only reading, so that an idle worker is in nobody's way.
    """
    due = DBTaskResult.objects.filter(status=_READY, backend_name=BACKEND, run_after__lte=at, queue_name__in=queues)
    if not due.exists():
        return None
    with transaction.atomic():
        ticket = due.select_for_update(skip_locked=True).order_by("-priority", "run_after", "enqueued_at").first()
        if ticket is None:
            return None
        found = Job.objects.filter(pk=ticket.pk).first()
        if found is None:  # put there by somebody else: not ours to do
            DBTaskResult.objects.filter(pk=ticket.pk).update(status=_FAILED, finished_at=at)
            return None
        known = kind(found.kind)
        found.tries, found.worker = found.tries + 1, worker
        found.leased_until = at + (known.limit if known else _LIMIT)
        found.save(update_fields=["tries", "worker", "leased_until"])
        names = [*ticket.worker_ids, worker][-10:]
        DBTaskResult.objects.filter(pk=ticket.pk).update(status=_RUNNING, started_at=at, worker_ids=names)
        return found


def renew(held: Job, until: datetime) -> None:
    """Keep a job longer. Raises LostLease where it was taken away meanwhile."""
    if not _mine(held).update(leased_until=until):
        raise LostLease


def finish(held: Job, at: datetime) -> None:
    """It is done. Raises LostLease, and then nothing of this transaction may be kept."""
    with transaction.atomic():
        _let_go(held, problem="")
        DBTaskResult.objects.filter(pk=held.pk).update(
            status=_DONE, finished_at=at, traceback="", exception_class_path=""
        )


def give_back(held: Job, at: datetime) -> None:
    """The worker stops before it is done: it waits as before, and the try does not count."""
    with transaction.atomic():
        _let_go(held, tries=models.F("tries") - 1)
        DBTaskResult.objects.filter(pk=held.pk).update(status=_READY, run_after=at)


def finished_badly(held: Job, error: BaseException, at: datetime, chance: random.Random = _CHANCE) -> bool:
    """It failed: it is tried again later, or was tried often enough. Returns whether it is dead now."""
    known = kind(held.kind)
    is_dead = isinstance(error, Hopeless) or held.tries >= (known.tries if known else _TRIES)
    told: dict[str, Any] = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        # Where it happened, without the message: that may hold somebody's words.
        "traceback": "".join(traceback.format_tb(error.__traceback__))[-8000:],
    }
    with transaction.atomic():
        _let_go(held, problem=_said(error))
        if is_dead:
            told |= {"status": _FAILED, "finished_at": at}
        else:
            told |= {"status": _READY, "run_after": next_try(held.tries, at, chance)}
        DBTaskResult.objects.filter(pk=held.pk).update(**told)
    return is_dead


def _said(error: BaseException) -> str:
    """What went wrong, for staff: the sentence where it was written for people, else the name and place of the fault."""
    if isinstance(error, Hopeless):
        return str(error)[:500]
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}{place}"[:500]


def next_try(tries: int, at: datetime, chance: random.Random = _CHANCE) -> datetime:
    """When it is tried again after so many tries: half a minute, doubled each time, at most six hours; spread a little."""
    wait: timedelta = min(_FIRST * float(2 ** min(max(tries, 1) - 1, 16)), _LONGEST)
    return at + wait * (1 + chance.uniform(-_SPREAD, _SPREAD))


def _mine(held: Job) -> "models.QuerySet[Job]":
    return Job.objects.filter(pk=held.pk, worker=held.worker, tries=held.tries, leased_until__isnull=False)


def _let_go(held: Job, **more: Any) -> None:  # noqa: ANN401  columns
    if not _mine(held).update(worker="", leased_until=None, **more):
        raise LostLease


def put_back_lost(at: datetime, *, gone: Sequence[str] = ()) -> int:
    """Put back what was taken and is past its lease, or whose worker is known to be gone. How many there were."""
    late = models.Q(leased_until__lt=at) | models.Q(worker__in=gone, leased_until__isnull=False)
    if not Job.objects.filter(late).exists():
        return 0
    number = 0
    for held in Job.objects.filter(late):
        known = kind(held.kind)
        spent = held.tries >= (known.tries if known else _TRIES)
        problem = "Its worker went away in the middle, or it took longer than it may."
        status = {"status": _FAILED, "finished_at": at} if spent else {"status": _READY, "run_after": at}
        try:
            with transaction.atomic():
                _let_go(held, problem=problem, lost=models.F("lost") + 1)
                DBTaskResult.objects.filter(pk=held.pk, status=_RUNNING).update(**status)
        except LostLease:  # it was finished just now
            continue
        number += 1
    return number


# What pages and `doctor` ask. Each takes the landlord whose jobs are meant; without one, everybody's.


def waiting(landlord: UUID | None = None) -> "models.QuerySet[Job]":
    """What waits to be done, the first due first; what has failed and will be tried again is among it."""
    return _of(landlord, _READY).order_by("ticket__run_after")


def running(landlord: UUID | None = None) -> "models.QuerySet[Job]":
    """What is being done."""
    return _of(landlord, _RUNNING).order_by("ticket__started_at")


def failed(landlord: UUID | None = None) -> "models.QuerySet[Job]":
    """What has failed and will be tried again."""
    return waiting(landlord).filter(tries__gt=0).exclude(problem="")


def dead(landlord: UUID | None = None) -> "models.QuerySet[Job]":
    """What has failed for good and waits for a person to send it again or give it up."""
    return _of(landlord, _FAILED).exclude(decided="given_up").order_by("ticket__finished_at")


def _of(landlord: UUID | None, status: str) -> "models.QuerySet[Job]":
    found = Job.objects.select_related("ticket").filter(ticket__status=status)
    return found if landlord is None else found.filter(landlord=landlord)


def send_again(landlord: UUID | None, job: UUID, *, by: str, at: datetime) -> bool:
    """Have a dead job tried once more, from the beginning. Whether there was such a one."""
    return _decide(landlord, job, "sent_again", by, at, {"status": _READY, "run_after": at, "finished_at": None})


def give_up(landlord: UUID | None, job: UUID, *, by: str, at: datetime) -> bool:
    """Leave a dead job undone for ever. Whether there was such a one."""
    return _decide(landlord, job, "given_up", by, at, {})


def _decide(
    landlord: UUID | None,
    job: UUID,
    decided: Literal["sent_again", "given_up"],
    by: str,
    at: datetime,
    ticket: dict[str, Any],
) -> bool:
    with transaction.atomic():
        found = dead(landlord).filter(pk=job).select_for_update(of=("self",)).first()
        if found is None:
            return False
        again = {"tries": 0, "lost": 0} if decided == "sent_again" else {}
        Job.objects.filter(pk=found.pk).update(
            decided=decided, decided_by=by, decided_at=at, **cast("dict[str, Any]", again)
        )
        if ticket:
            DBTaskResult.objects.filter(pk=found.pk).update(**ticket)
    return True
