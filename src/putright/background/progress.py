"""How far long work is, written down at most once a second, and the place where somebody asks it to stop."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models

from putright.background.kinds import Cancelled, Stopping
from putright.background.models import Job, Progress

__all__ = ["Told", "begin", "cancel", "end", "reporter", "shown", "silent"]

_EVERY_SECONDS = 1.0


class Told(Protocol):
    """Hears how much is done of how much, in a few words; none of them about a person."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """So much is done of so much."""


def silent(done: int, total: int, message: str = "") -> None:
    """For work that nobody watches."""
    del done, total, message


def begin(what: str, *, landlord: UUID | None, at: datetime, job: Job | None = None, asked_by: str = "") -> Progress:
    """A new piece of long work."""
    return Progress.objects.create(landlord=landlord, job=job, what=what, asked_by=asked_by, changed_at=at)


def reporter(
    row: Progress | None, *, now: Callable[[], datetime], stopping: Callable[[], bool], alive: Callable[[], None]
) -> Told:
    """What long work tells. `alive` is called as often as something is written: it keeps the lease."""
    last = -_EVERY_SECONDS

    def told(done: int, total: int, message: str = "") -> None:
        nonlocal last
        if stopping():
            raise Stopping
        if time.monotonic() - last < _EVERY_SECONDS:
            return
        last = time.monotonic()
        alive()
        if row is None:
            return
        share = min(100, 100 * done // total) if total else 0
        here = Progress.objects.filter(pk=row.pk)
        if not here.filter(cancel_asked_at=None).update(percent=share, message=message[:200], changed_at=now()):
            raise Cancelled

    return told


def end(row: Progress, outcome: str, at: datetime, result: dict[str, Any] | None = None) -> None:
    """It is done, cancelled or failed."""
    values: dict[str, Any] = {"outcome": outcome, "changed_at": at}
    if outcome == "done":
        values["percent"] = 100
    if result is not None:
        values["result"] = result
    Progress.objects.filter(pk=row.pk).update(**values)


def cancel(landlord: UUID | None, progress: UUID, *, by: str, at: datetime) -> bool:
    """Ask for long work to be stopped. Whether there was any to stop; it stops within moments."""
    going_on = Progress.objects.filter(pk=progress, landlord=landlord, outcome="", cancel_asked_at=None)
    return bool(going_on.update(cancel_asked_at=at, cancel_asked_by=by))


def shown(landlord: UUID) -> "models.QuerySet[Progress]":
    """The long work of a landlord, the newest first."""
    return Progress.objects.filter(landlord=landlord).order_by("-changed_at")
