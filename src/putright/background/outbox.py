"""Delivery of the outbox: each row becomes a job, and so has its lease, its tries and its place among the dead.

The row is written by whoever decides the effect, in the same transaction as the record. What is delivered here may be
delivered again after a crash: each handler gets the row's key and has to make twice harmless with it.
"""

import os
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast

from putright.background.kinds import Hopeless, Work, job
from putright.background.models import Job
from putright.background.queue import enqueue
from putright.records.models import Outbox

__all__ = ["Handler", "deliver", "hand_over"]

Handler = Callable[[Outbox], None]
_HANDLERS: dict[str, Handler] = {}
_AT_ONCE = 200
_KIND = "deliver"


def deliver(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that delivers one kind of outbox row. It is called outside any transaction."""

    def register(handler: Handler) -> Handler:
        if _HANDLERS.setdefault(kind, handler) is not handler:
            raise ValueError(f"There are two ways to deliver “{kind}”.")
        return handler

    return register


def hand_over(at: datetime) -> int:
    """Put what waits in the outbox and is due into the queue. How many rows; mostly none, and then nothing is written."""
    # The subject is the row's id. A row that has a job stays with it, also when that one is dead.
    has_one = Job.objects.filter(kind=_KIND, landlord=OuterRef("landlord"), subject=_as_text(OuterRef("id")))
    rows = Outbox.objects.filter(done_at=None, due_at__lte=at, kind__in=_HANDLERS).exclude(Exists(has_one))
    found = list(rows.order_by("due_at")[:_AT_ONCE])
    for row in found:
        enqueue(_KIND, landlord=row.landlord, subject=row.pk.hex, due_at=row.due_at)
    return len(found)


def _as_text(column: OuterRef) -> models.Func:
    """An id as its 32 hexadecimal digits on both engines."""
    plain: models.Func = models.Func(Cast(column, models.CharField()), function="LOWER")
    return models.Func(plain, models.Value("-"), models.Value(""), function="REPLACE", output_field=models.CharField())


@job(_KIND, tries=10)
def _deliver(work: Work) -> None:
    """Deliver one row. What was delivered is left alone."""
    row = Outbox.objects.filter(landlord=work.whose().pk, pk=work.subject, done_at=None).first()
    if row is None:
        return
    handler = _HANDLERS.get(row.kind)
    if handler is None:
        raise Hopeless(f"Nothing here delivers “{row.kind}”.")
    here = Outbox.objects.filter(landlord=row.landlord, pk=row.pk, done_at=None)
    try:
        handler(row)
    except Exception as error:
        # The name of the fault and not its message, in which an address may stand.
        here.update(
            tries=models.F("tries") + 1,
            problem=str(error)[:500] if isinstance(error, Hopeless) else type(error).__name__,
        )
        raise
    here.update(tries=models.F("tries") + 1, done_at=work.now(), problem="")


@deliver("file_drop")
def _file_drop(row: Outbox) -> None:
    """A file in a folder that another program empties. Its name follows from the key, so twice is once."""
    folder = Path(settings.HOME) / "outgoing"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = sha256(row.key.encode()).hexdigest()[:40]
    part = folder / f".{name}.{os.getpid()}"
    part.touch(mode=0o600)
    part.write_text(row.body, encoding="utf-8")
    part.replace(folder / name)
