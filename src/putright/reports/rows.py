"""The rows that measures count: one a stage of a complaint, as plain values. No names and no words about anybody."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

__all__ = ["DecidedPoint", "GivenExtension", "MadePromise", "OfferedRemedy", "Place", "StageRow", "UpdateOwed"]


class Place(NamedTuple):
    """Which row a figure is made of: a complaint and a stage of it."""

    complaint: str
    stage: int


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """The answer to one point: upheld, partly_upheld or not_upheld."""

    point: str
    decision: str


@dataclass(frozen=True, slots=True)
class GivenExtension:
    """One extension as it was judged under the edition."""

    on: date | None
    counts: bool
    """Whether the date moved by it: it had a new date, was told in time, and went no further than it may."""
    problem: str = ""
    """no_new_date, after_due, beyond_limit or not_later; empty for none."""
    by_resident: bool = False
    reason_given: bool = False


@dataclass(frozen=True, slots=True)
class OfferedRemedy:
    """Something offered to put it right; money in whole pence."""

    kind: str
    pence: int | None = None
    offered_on: date | None = None
    delivered: bool = False
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class MadePromise:
    """Something that would be done by a day."""

    promise: str
    made_on: date | None
    due_on: date | None
    """As it was first told; a later day told since does not make it kept in time."""
    done: bool = False
    done_on: date | None = None
    dropped: bool = False
    told: bool = False
    """Whether the resident knows how it ended."""


@dataclass(frozen=True, slots=True)
class UpdateOwed:
    """A day by which the resident was told to hear how it stands, and whether they did."""

    by_on: date
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of one complaint, as it was known on the day the rows were made for."""

    complaint: str
    stage: int
    reference: str = ""
    received_on: date | None = None
    """The day the complaint was received; at a later stage the day the resident asked for it."""
    acknowledge_due_on: date | None = None
    acknowledged_on: date | None = None
    base_due_on: date | None = None
    """The last day for the answer before any extension."""
    due_on: date | None = None
    """The same with the extensions that count."""
    strict_due_on: date | None = None
    """The same, a late acknowledgement buying no time (docs/decisions/0004-literal-and-strict.md)."""
    answered_on: date | None = None
    answered: bool = False
    """Whether it was answered, perhaps on a day nobody knows."""
    late_by: int | None = None
    """Working days beyond `due_on`; 0 in time; None while it cannot be told."""
    strict_late_by: int | None = None
    took_working_days: int | None = None
    """From `received_on` to `answered_on`, the day of receipt being day 0."""
    state: str = "open"
    """Of the complaint: open, answered, refused, withdrawn or closed."""
    reached: int = 1
    """The highest stage the complaint has reached or was asked to reach."""
    not_accepted: bool = False
    """Whether this stage was not opened: the complaint was not accepted, or would not be taken further."""
    refused_on: date | None = None
    ground: str = ""
    finished_on: date | None = None
    """The day the stage was over: answered, not accepted, withdrawn or closed, whichever came first."""
    finished: bool = False
    category: str = ""
    area: str = ""
    team: str = ""
    contractor: str = ""
    tenure: str = "not_known"
    """As it was on the day of receipt, by the names of `Tenure`."""
    handler: str = ""
    decided_by: str = ""
    confidential: bool = False
    extensions: tuple[GivenExtension, ...] = ()
    decisions: tuple[DecidedPoint, ...] = ()
    remedies: tuple[OfferedRemedy, ...] = ()
    promises: tuple[MadePromise, ...] = ()
    updates: tuple[UpdateOwed, ...] = ()
    satisfied: bool | None = None

    @property
    def place(self) -> Place:
        """Which row it is."""
        return Place(self.complaint, self.stage)

    @property
    def extended(self) -> bool:
        """Whether an extension was given, valid or not."""
        return bool(self.extensions)
