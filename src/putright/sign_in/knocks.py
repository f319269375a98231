"""The lock-out: how often somebody may be wrong before the door stays shut for a while.

By address and place together, so that nobody can lock somebody else out from afar; by place alone, so that one place
cannot try everybody in turn; and for the second step by person alone, because six digits can be guessed and whoever
guesses them has the password already.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from putright.sign_in.models import Knock
from putright.sign_in.sealing import digest

__all__ = ["FOR", "FROM_ONE_PLACE", "TRIES", "heard", "knock", "locked_until"]

FOR = timedelta(minutes=15)
TRIES = 5
"""Wrong tries for one address from one place within a quarter of an hour."""
FROM_ONE_PLACE = 50
"""Wrong tries from one place, whoever they are for. An office behind one address makes some honest ones."""
_KEPT = timedelta(days=1)


def locked_until(whom: str, whence: str, at: datetime) -> datetime | None:
    """Until when the door stays shut; None while it does not."""
    both = Knock.objects.filter(whom=digest("whom", whom), at__gt=at - FOR)
    if not whom.startswith("second:"):
        both = both.filter(whence=digest("whence", whence))
    ends = [_end(both, TRIES)]
    ends.append(_end(Knock.objects.filter(whence=digest("whence", whence), at__gt=at - FOR), FROM_ONE_PLACE))
    return max((end for end in ends if end is not None), default=None)


def _end(tries: QuerySet[Knock], limit: int) -> datetime | None:
    """When enough of the tries are so long ago that there is room for another."""
    newest = list(tries.order_by("-at").values_list("at", flat=True)[:limit])
    return newest[-1] + FOR if len(newest) >= limit else None


def knock(whom: str, whence: str, at: datetime) -> datetime | None:
    """Count one try as wrong until `heard` says otherwise; until when the door is shut, where it is.

    Counted before the password is looked at: of a hundred tries sent at once, each finds the others' marks.
    """
    with transaction.atomic():
        until = locked_until(whom, whence, at)
        if until is not None:
            return until
        Knock.objects.create(whom=digest("whom", whom), whence=digest("whence", whence), at=at)
        Knock.objects.filter(at__lt=at - _KEPT).delete()
    marks = Knock.objects.filter(whom=digest("whom", whom), at__gt=at - FOR)
    if not whom.startswith("second:"):
        marks = marks.filter(whence=digest("whence", whence))
    return at + FOR if marks.count() > TRIES else None


def heard(whom: str, whence: str) -> None:
    """The try was right: what was counted for this address from this place is forgotten."""
    marks = Knock.objects.filter(whom=digest("whom", whom))
    if not whom.startswith("second:"):
        marks = marks.filter(whence=digest("whence", whence))
    marks.delete()
