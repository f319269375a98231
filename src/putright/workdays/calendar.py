"""A nation's working days, as a table: every sum is a look-up, none is a loop.

A working day is Monday to Friday and not a bank holiday of that nation. The Code defines neither the
term nor whether the day of receipt counts, so the convention is an argument here and data elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import repeat
from operator import add, itemgetter

from putright.workdays.bank_holidays import BankHoliday, Nation, bank_holidays
from putright.workdays.working import Working

__all__ = ["Calendar", "Convention", "Nation", "YearNotKnown", "calendar_for"]

_SATURDAY = 5


class Convention(StrEnum):
    """Which day is counted first."""

    DAY_OF_RECEIPT_IS_DAY_0 = "day_of_receipt_is_day_0"
    """The next working day is day 1: the general English reading of "within n days of"."""
    DAY_OF_RECEIPT_IS_DAY_1 = "day_of_receipt_is_day_1"
    """The day itself is day 1, or the next working day where it is not one (said of Scotland; unconfirmed)."""


class YearNotKnown(ValueError):
    """A sum would need a year whose bank holidays are not in the table."""

    def __init__(self, year: int, first: int, last: int) -> None:
        self.year = year
        super().__init__(
            f"The bank holidays of {year} are not known: the table runs from {first} to {last}. "
            "If they have been published, bring them in with `putright bank-holidays --refresh FILE` "
            "(a saved copy of the official bank-holidays.json)."
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one nation, and a landlord's own closure days where it has any.

    `closures` are days the landlord is shut. They are never taken into a statutory sum: use
    `statutory` (the same calendar without them) for anything the Code sets.
    """

    nation: Nation
    first_year: int
    last_year: int
    holidays: dict[date, BankHoliday] = field(repr=False)
    closures: frozenset[date] = field(default=frozenset(), repr=False)
    known_on: date | None = None
    _position: dict[date, int] = field(default_factory=dict, repr=False, compare=False)
    _working: list[date] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count the working days once: how many lie on or before each day, and which the n-th is."""
        day, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        one, off = timedelta(days=1), self.holidays.keys() | self.closures
        while day <= last:
            if day.weekday() < _SATURDAY and day not in off:
                self._working.append(day)
            self._position[day] = len(self._working)
            if day == date.max:
                break
            day += one

    @property
    def statutory(self) -> "Calendar":
        """The calendar a statutory limit is counted on: this one without the landlord's closures."""
        return calendar_for(self.nation, known_on=self.known_on) if self.closures else self

    def with_closures(self, days: Iterable[date]) -> "Calendar":
        """The same calendar with a landlord's own closure days, for its own promises only."""
        return Calendar(
            self.nation,
            self.first_year,
            self.last_year,
            self.holidays,
            closures=frozenset(days),
            known_on=self.known_on,
        )

    def is_working_day(self, day: date) -> bool:
        """Whether work is done that day. Raises YearNotKnown outside the table."""
        return self._on_or_before(day) != self._on_or_before(day - timedelta(days=1)) if day.weekday() < _SATURDAY else False

    def add(self, start: date, working_days: int, *, convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0) -> date:
        """The last day of a limit of `working_days` (1 or more) that starts with the event on `start`.

        Raises YearNotKnown when the sum leaves the table, ValueError for fewer than one day.
        """
        if working_days < 1:
            raise ValueError(f"A limit is one working day or more, not {working_days}.")
        first_counted = self._on_or_before(start)
        if convention is Convention.DAY_OF_RECEIPT_IS_DAY_1:
            first_counted = self._before(start)
        try:
            return self._working[first_counted + working_days - 1]
        except IndexError:
            raise YearNotKnown(self.last_year + 1, self.first_year, self.last_year) from None

    def count(self, start: date, end: date, *, convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0) -> int:
        """How many working days from the event on `start` to `end`, both known; negative when `end` is earlier."""
        if end < start:
            return -self.count(end, start, convention=convention)
        counted = self._on_or_before(end) - self._on_or_before(start)
        if convention is Convention.DAY_OF_RECEIPT_IS_DAY_1:
            counted = self._on_or_before(end) - self._before(start)
        return counted

    def add_many(self, starts: Sequence[date], working_days: Sequence[int]) -> list[date]:
        """`add` for many pairs at once, day of receipt as day 0, with no Python loop: for reports."""
        if len(starts) != len(working_days):
            raise ValueError(f"{len(starts)} starts but {len(working_days)} limits: each start needs its own.")
        if working_days and min(working_days) < 1:
            raise ValueError(f"A limit is one working day or more, not {min(working_days)}.")
        try:
            indexes = map(add, map(self._position.__getitem__, starts), map(add, working_days, repeat(-1)))
            return list(map(self._working.__getitem__, indexes))
        except KeyError as missing:
            raise YearNotKnown(missing.args[0].year, self.first_year, self.last_year) from None
        except IndexError:
            raise YearNotKnown(self.last_year + 1, self.first_year, self.last_year) from None

    def explain(
        self, start: date, working_days: int, *, convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0
    ) -> Working:
        """`add` with its working: every day that was passed over and why."""
        due = self.add(start, working_days, convention=convention)
        span = self._days_between(start, due)
        return Working(
            start=start,
            working_days=working_days,
            due_on=due,
            first_day=0 if convention is Convention.DAY_OF_RECEIPT_IS_DAY_0 else 1,
            start_is_working_day=self.is_working_day(start),
            skipped=tuple((day, self.holidays[day].name) for day in span if day in self.holidays and day.weekday() < _SATURDAY),
            closures=tuple(day for day in span if day in self.closures and day.weekday() < _SATURDAY),
            weekends=sum(1 for day in span if day.weekday() == _SATURDAY),
            announced=tuple(
                (day, self.holidays[day].announced_on) for day in span if day in self.holidays and self.holidays[day].announced_on
            ),
        )

    def _days_between(self, start: date, end: date) -> list[date]:
        """The days after `start` up to `end`, or from `start` itself where it is no working day."""
        return [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    def _on_or_before(self, day: date) -> int:
        try:
            return self._position[day]
        except KeyError:
            raise YearNotKnown(day.year, self.first_year, self.last_year) from None

    def _before(self, day: date) -> int:
        return self._on_or_before(day) - (1 if self.is_working_day(day) else 0)


@lru_cache(maxsize=256)
def calendar_for(nation: Nation, *, known_on: date | None = None) -> Calendar:
    """The calendar of one nation; with `known_on`, as anyone could have known it on that day.

    A bank holiday announced later is then absent, and a day that was later moved is still there, which is
    how a date promised before the announcement keeps its reason.
    """
    table = bank_holidays()
    return Calendar(nation, table.first_year, table.last_year, table.days_of(nation, known_on=known_on), known_on=known_on)
