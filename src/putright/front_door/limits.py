"""How often is often enough: limits by the address somebody comes from, and by the link they try, at one landlord's door.

Instead of a puzzle, which keeps out people and not programs. They are wide enough for a library or a block of flats behind one
address. Only keyed digests are kept, for a day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from putright.front_door.models import Mark
from putright.people.models import Landlord
from putright.sign_in.sealing import digest
from putright.sign_in.whence import address_of

__all__ = ["BEGIN", "FILES", "SEND", "TELL", "TRY", "TRY_FROM_HERE", "Limit", "count", "forget", "here", "until"]

_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so long."""

    what: str
    most: int
    within: timedelta


BEGIN = Limit("begin", 60, timedelta(hours=1))
"""Beginning a complaint, from one address."""
SEND = Limit("send", 30, timedelta(hours=1))
"""Sending one, from one address."""
FILES = Limit("files", 120, timedelta(hours=1))
"""Adding a file, from one address."""
TELL = Limit("tell", 60, timedelta(hours=1))
"""Telling us something on a complaint, through one link."""
TRY = Limit("try", 5, timedelta(minutes=15))
"""Wrong second facts with one code, whoever tries."""
TRY_FROM_HERE = Limit("try_here", 30, timedelta(minutes=15))
"""Wrong codes or second facts, from one address."""


def here(request: HttpRequest) -> str:
    """The address somebody comes from, as a keyed digest."""
    return digest("front_door.here", address_of(request))


def until(landlord: Landlord, limit: Limit, of: str, at: datetime) -> datetime | None:
    """Until when it has been often enough; None while there is room for another."""
    marks = Mark.objects.filter(landlord=landlord, what=limit.what, of=of, at__gt=at - limit.within)
    newest = list(marks.order_by("-at").values_list("at", flat=True)[: limit.most])
    return newest[-1] + limit.within if len(newest) >= limit.most else None


def count(landlord: Landlord, limit: Limit, of: str, at: datetime) -> None:
    """Once more."""
    Mark.objects.create(landlord=landlord, what=limit.what, of=of, at=at)
    Mark.objects.filter(landlord=landlord, at__lt=at - _KEPT).delete()


def forget(landlord: Landlord, limit: Limit, of: str) -> None:
    """They were right: what was counted against them is forgotten."""
    Mark.objects.filter(landlord=landlord, what=limit.what, of=of).delete()
