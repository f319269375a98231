"""The clock tick: once a minute, on one worker, what is due is worked out from the record itself.

Nothing is planned ahead. A job that was never asked for, or lost, is asked for at the next tick; asked for twice it is one
job, because its key says what it is for and when. So a machine that was off at night does the night's work in the morning,
and a clock that is set back does nothing twice.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Q

from putright.background.kinds import LONDON
from putright.background.models import Turn
from putright.background.nightly import ask_for_the_actions, ask_for_the_night
from putright.background.notices import notice_deadlines
from putright.background.queue import enqueue
from putright.people.models import Landlord
from putright.records.models import Summary

__all__ = ["TICK_EVERY", "night_before", "start_of", "tick"]

_LOG = logging.getLogger("putright.worker")
TICK_EVERY = timedelta(minutes=1)
_SOONEST = timedelta(seconds=50)
"""A tick sooner after another one is left out: two workers' minutes do not begin together."""
_NIGHT = time(3)
"""When the night's work is due in London: an hour that every day has, and has once, also when the clocks change."""
_TICK_LOCK = 0x7075_7472
"""The advisory lock of the tick on PostgreSQL: "putr"."""


def start_of(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time(0), tzinfo=LONDON)


def night_before(at: datetime) -> datetime:
    """The last time the night's work became due, by a moment."""
    here = at.astimezone(LONDON)
    day = here.date() if here.time() >= _NIGHT else here.date() - timedelta(days=1)
    return datetime.combine(day, _NIGHT, tzinfo=LONDON)


def tick(at: datetime, worker: str) -> bool:
    """Ask for everything that is due at a moment. False where another worker's tick was just now.

    What goes wrong for one landlord leaves the others' work done.
    """
    with transaction.atomic(), _my_turn(at, worker) as mine:
        if not mine:
            return False
        for landlord in Landlord.objects.order_by("code"):
            today = at.astimezone(LONDON).date()
            _each(landlord, lambda each: notice_deadlines(each, today, at))  # noqa: B023  called before the next
            _each(landlord, lambda each: _reassess(each, today))  # noqa: B023
            _each(landlord, lambda each: ask_for_the_night(each, start_of(today), night_before(at)))  # noqa: B023
            _each(landlord, lambda each: ask_for_the_actions(each, night_before(at)))
        ask_for_the_night(None, start_of(at.astimezone(LONDON).date()), night_before(at))
    return True


@contextmanager
def _my_turn(at: datetime, worker: str) -> Iterator[bool]:
    """Whether this worker ticks now. On SQLite the transaction keeps the others out, on PostgreSQL an advisory lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # let go with the transaction, also through a pooler
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TICK_LOCK])
            if not cursor.fetchone()[0]:
                yield False
                return
    last = Turn.objects.filter(pk="tick").first()
    if last is not None and timedelta() <= at - last.at < _SOONEST:  # one in the future is a clock set back
        yield False
        return
    Turn.objects.update_or_create(pk="tick", defaults={"worker": worker, "at": at})
    yield True


def _each(landlord: Landlord, ask: Callable[[Landlord], object]) -> None:
    try:
        with transaction.atomic():
            ask(landlord)
    except Exception:  # noqa: BLE001  one landlord's trouble is not the others'
        _LOG.exception("The tick of %s could not be finished.", landlord.code)


def _reassess(landlord: Landlord, today: date) -> None:
    """Breaches come with time: what is owed and was not worked out for today is worked out anew, by a job.

    Also what was worked out for a later day, by a clock that was wrong.
    """
    stale = Summary.objects.filter(~Q(assessed_on=today), landlord=landlord.pk, owed=True)
    if stale.exists():
        enqueue("reassess", landlord=landlord.pk, due_at=start_of(today))
