"""What is asked of `decide`, where it is asked, and its two answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from putright.complaint import events as e
from putright.complaint.assess import Governing
from putright.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Command:
    """Record these facts. What the person saw, and any reason for a departure, come with it."""

    facts: tuple[e.Event, ...]
    by: str
    expected_number: int | None = None
    """The number of the last entry the person saw; None where nobody was looking at a screen."""
    reason: str = ""
    """Why it is done in spite of what the Code says; needed only after being stopped."""
    history: bool = False
    """Whether these are facts of the past out of an old file: nobody departs from anything now, so nobody is stopped."""
    again: bool = False
    """Whether the person has confirmed that what is on record already happened a second time."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The circumstances of a command: the day, the calendar, and the edition (None: the one that governs)."""

    today: date
    calendar: Calendar
    under: Governing | None = None


class RefusedBecause(StrEnum):
    """The kinds of no."""

    IMPOSSIBLE = "impossible"
    NOT_YOURS = "not_yours"
    STALE = "stale"
    AGAINST_THE_CODE = "against_the_code"
    TWICE = "twice"
    """The very same is on record already: done once more where the person confirms that it happened twice."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One way in which the command departs from the Code, with the provision."""

    finding: str
    provision: str
    message: str
    place: str
    """Whose rule it is and where it stands: "Code 6.3", "policy section 4"."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A no, with one clear sentence for the person; for a stop, each departure."""

    because: RefusedBecause
    message: str
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The events to append, in order."""

    events: tuple[e.Event, ...]
