"""The kinds of work there are: plain functions, each registered by a name that stays when the code moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from putright.background.progress import Told
    from putright.people.models import Landlord

__all__ = [
    "LONDON",
    "QUEUES",
    "Cancelled",
    "Function",
    "Hopeless",
    "Kind",
    "Queue",
    "Stopping",
    "Work",
    "job",
    "kind",
    "kinds",
]

LONDON = ZoneInfo("Europe/London")
Queue = Literal["quick", "long"]
QUEUES: tuple[Queue, ...] = ("quick", "long")
"""What takes moments, and what takes minutes: the one never waits behind the other."""


class Hopeless(Exception):  # noqa: N818  it is an answer
    """It cannot be done, and trying again will not help: a person has to look. The message is for them."""


class Stopping(Exception):  # noqa: N818  it is no fault
    """The worker stops; the job goes back as if nobody had begun with it."""


class Cancelled(Exception):  # noqa: N818  it is no fault
    """Somebody asked for it to be stopped."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a function is given to do."""

    job: UUID
    landlord: UUID | None
    subject: str
    arguments: dict[str, Any]
    due_at: datetime
    at: datetime
    """The moment it is begun."""
    now: Callable[[], datetime]
    told: "Told"
    """Hears how far it is, keeps the lease, and raises Stopping or Cancelled. For work outside one transaction."""

    def whose(self) -> "Landlord":
        """The landlord. Raises Hopeless where there is none (any more)."""
        from putright.people.models import Landlord

        found = Landlord.objects.filter(pk=self.landlord).first() if self.landlord is not None else None
        if found is None:
            raise Hopeless("The landlord this was for is not here.")
        return found

    @property
    def today(self) -> date:
        """The day it is begun on, in London."""
        return self.at.astimezone(LONDON).date()


Function = Callable[[Work], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of work is done."""

    name: str
    function: Function
    queue: Queue
    limit: timedelta
    """How long one try may take, or be silent, before somebody else takes over."""
    tries: int
    whole: bool
    """Whether the work and the end of the job are one transaction: then it happens exactly once, whatever dies when.
    Not for work that takes long or reaches outside the database."""


_KINDS: dict[str, Kind] = {}


def job(
    name: str,
    *,
    queue: Queue = "quick",
    limit: timedelta = timedelta(minutes=5),
    tries: int = 8,
    whole: bool = False,
) -> Callable[[Function], Function]:
    """Register a function under a name. Doing it twice has to do no harm, unless `whole`."""

    def register(function: Function) -> Function:
        known = _KINDS.get(name)
        if known is not None and known.function is not function:
            raise ValueError(f"There are two functions for the job “{name}”.")
        _KINDS[name] = Kind(name, function, queue, limit, tries, whole)
        return function

    return register


def kind(name: str) -> Kind | None:
    """The kind of that name; None where this program has none."""
    return _KINDS.get(name)


def kinds() -> tuple[Kind, ...]:
    """All there are."""
    return tuple(_KINDS.values())
