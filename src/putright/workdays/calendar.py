"""A nation's working days, as a table: every sum is a look-up, none is a loop.

A working day is Monday to Friday and not a bank holiday of that nation. The Code defines neither the
term nor whether the day of receipt counts, so the convention is an argument here and data elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import getitem

from putright.workdays.bank_holidays import BankHoliday, BankHolidays, MovedDay, bank_holidays
from putright.workdays.nations import Nation
from putright.workdays.working import Working

__all__ = ["Calendar", "Convention", "Nation", "YearNotKnown", "calendar_for"]

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class Convention(StrEnum):
    """Which day is counted first."""

    DAY_OF_RECEIPT_IS_DAY_0 = "day_of_receipt_is_day_0"
    """The next working day is day 1: the general English reading of "within n days of"."""
    DAY_OF_RECEIPT_IS_DAY_1 = "day_of_receipt_is_day_1"
    """The day itself is day 1, or the next working day where it is not one (said of Scotland; unconfirmed)."""


class YearNotKnown(ValueError):  # noqa: N818  it is an answer: which year is missing
    """A sum would need a year whose bank holidays are not in the table."""

    def __init__(self, year: int, first: int, last: int) -> None:
        self.year, self.first_year, self.last_year = year, first, last
        wayout = (
            " If they have been published, bring them in with `putright bank-holidays --refresh FEED --write FILE` "
            "(FEED is a saved copy of the official bank-holidays.json) and set PUTRIGHT_BANK_HOLIDAYS to FILE."
        )
        super().__init__(
            f"The bank holidays of {year} are not known: the table runs from {first} to {last}."
            + (wayout if year > last else "")
        )

    def __reduce__(self) -> tuple[type["YearNotKnown"], tuple[int, int, int]]:
        """So that it can cross from a worker process: the years are what makes one."""
        return YearNotKnown, (self.year, self.first_year, self.last_year)


@dataclass(frozen=True, slots=True)
class _Count:
    """The running count of working days: how many lie on or before each day, and which the n-th is."""

    position: dict[date, int]
    working: list[date]


_DAY_0 = Convention.DAY_OF_RECEIPT_IS_DAY_0


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one nation, and a landlord's own closure days where it has any.

    `closures` are days the landlord is shut. They are never taken into a statutory sum: use
    `statutory` (the same calendar without them) for anything the Code sets.
    """

    nation: Nation
    first_year: int
    last_year: int
    holidays: dict[date, BankHoliday] = field(repr=False, hash=False)
    closures: frozenset[date] = field(default=frozenset(), repr=False)
    known_on: date | None = None
    moved: tuple[MovedDay, ...] = field(default=(), repr=False)
    _count: _Count = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count the working days once; calendars with the same days off share the count."""
        off = frozenset(self.holidays) | self.closures
        object.__setattr__(self, "_count", _counted(self.first_year, self.last_year, off))

    @property
    def statutory(self) -> "Calendar":
        """The calendar a statutory limit is counted on: this one without the landlord's closures."""
        return replace(self, closures=frozenset()) if self.closures else self

    def with_closures(self, days: Iterable[date]) -> "Calendar":
        """The same calendar with a landlord's own closure days, for its own promises only."""
        return replace(self, closures=frozenset(days))

    def is_working_day(self, day: date) -> bool:
        """Whether work is done that day. Raises YearNotKnown outside the table."""
        return self._on_or_before(day) != self._count.position.get(day - _ONE_DAY, 0)

    def add(
        self, start: date, working_days: int, *, convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0
    ) -> date:
        """The last day of a limit of `working_days` (1 or more) that starts with the event on `start`.

        Raises YearNotKnown when the sum leaves the table, ValueError for fewer than one day.
        """
        if working_days < 1:
            raise ValueError(f"A limit is one working day or more, not {working_days}.")
        count = self._count
        try:
            if convention is _DAY_0:  # two look-ups: what nearly every sum of a report comes to
                return count.working[count.position[start] + working_days - 1]
            return count.working[self._before_day_1(start, convention) + working_days - 1]
        except KeyError:
            raise YearNotKnown(start.year, self.first_year, self.last_year) from None
        except IndexError:
            raise self._ran_out() from None

    def count(self, start: date, end: date, *, convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0) -> int:
        """How many working days from the event on `start` to `end`, both known; negative when `end` is earlier.

        Raises YearNotKnown when either lies outside the table.
        """
        if end < start:
            return -self.count(end, start, convention=convention)
        return self._on_or_before(end) - self._before_day_1(start, convention)

    def add_many(
        self,
        starts: Sequence[date],
        working_days: Sequence[int],
        *,
        convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0,
    ) -> list[date]:
        """`add` for many pairs at once, for reports: the same dates and the same errors, no Python loop over pairs.

        There are few different limits and few different days, so every answer that can be asked for is laid out
        first, one look-up table for each limit. Two plain dates a pair are then all that is made or touched.
        """
        limits = _limits_of(starts, working_days)
        if len(limits) * len(self._count.position) > len(starts):  # laying out would cost more than it saves
            return [self.add(day, n, convention=convention) for day, n in zip(starts, working_days, strict=True)]
        due = {n: self._due_after(n, convention) for n in limits}
        try:
            if len(limits) == 1:
                return list(map(due.popitem()[1].__getitem__, starts))
            return list(map(getitem, map(due.__getitem__, working_days), starts))
        except KeyError as missing:
            year: int = missing.args[0].year
            outside = not self.first_year <= year <= self.last_year
            raise YearNotKnown(year, self.first_year, self.last_year) if outside else self._ran_out() from None

    def explain(
        self, start: date, working_days: int, *, convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0
    ) -> Working:
        """`add` with its working: every day that was passed over and why. Raises what `add` raises."""
        due = self.add(start, working_days, convention=convention)
        span = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
        holidays = [self.holidays[day] for day in span if day in self.holidays]
        at_start = self.holidays.get(start)
        return Working(
            start=start,
            working_days=working_days,
            due_on=due,
            first_day=0 if convention is Convention.DAY_OF_RECEIPT_IS_DAY_0 else 1,
            start_is_working_day=self.is_working_day(start),
            skipped=tuple((day.on, day.title) for day in holidays),
            closures=tuple(
                d for d in span if d in self.closures and d not in self.holidays and d.weekday() < _SATURDAY
            ),
            weekends=sum(day.weekday() == _SATURDAY for day in span),
            announced=tuple((day.on, day.announced_on) for day in holidays if day.announced_on),
            start_name=at_start.title if at_start else None,
            first_counted_on=self.add(start, 1, convention=convention),
            moved=tuple(
                (day.expected_on, day.name, day.announced_on) for day in self.moved if start < day.expected_on <= due
            ),
        )

    def _on_or_before(self, day: date) -> int:
        try:
            return self._count.position[day]
        except KeyError:
            raise YearNotKnown(day.year, self.first_year, self.last_year) from None

    def _before_day_1(self, start: date, convention: Convention) -> int:
        """How many working days lie before the one that is counted first."""
        on_or_before = self._on_or_before(start)
        if convention is Convention.DAY_OF_RECEIPT_IS_DAY_1:
            return self._count.position.get(start - _ONE_DAY, 0)
        return on_or_before

    def _due_after(self, working_days: int, convention: Convention) -> dict[date, date]:
        """The due date for every start in the table from which a limit of `working_days` stays in the table."""
        starts, before = self._count.position.keys(), list(self._count.position.values())
        if convention is Convention.DAY_OF_RECEIPT_IS_DAY_1:
            before = [0, *before[:-1]]
        fit = len(self._count.working) - working_days
        return {
            start: self._count.working[passed + working_days - 1]
            for start, passed in zip(starts, before, strict=True)
            if passed <= fit
        }

    def _ran_out(self) -> YearNotKnown:
        return YearNotKnown(self.last_year + 1, self.first_year, self.last_year)


def calendar_for(nation: Nation, *, known_on: date | None = None) -> Calendar:
    """The calendar of one nation; with `known_on`, as anyone could have known it on that day.

    A bank holiday announced later is then absent, and a day that was later moved is still there, which is
    how a date promised before the announcement keeps its reason. Raises BankHolidayError when the table in
    use cannot be read.
    """
    return _calendar(bank_holidays(), nation, known_on)


@lru_cache(maxsize=4096)
def _calendar(table: BankHolidays, nation: Nation, known_on: date | None) -> Calendar:
    return Calendar(
        nation,
        table.first_year,
        table.last_year,
        table.days_of(nation, known_on=known_on),
        known_on=known_on,
        moved=tuple(day for day in table.moved_of(nation) if known_on is None or day.announced_on <= known_on),
    )


def _limits_of(starts: Sequence[date], working_days: Sequence[int]) -> set[int]:
    """The different limits asked for, each one day or more and as many as there are starts."""
    if len(starts) != len(working_days):
        raise ValueError(f"{len(starts)} starts but {len(working_days)} limits: each start needs its own.")
    limits = set(working_days)
    if limits and min(limits) < 1:
        raise ValueError(f"A limit is one working day or more, not {min(limits)}.")
    return limits


@lru_cache(maxsize=128)
def _counted(first_year: int, last_year: int, off: frozenset[date]) -> _Count:
    day, last = date(first_year, 1, 1), date(last_year, 12, 31)
    position: dict[date, int] = {}
    working: list[date] = []
    while day <= last:
        if day.weekday() < _SATURDAY and day not in off:
            working.append(day)
        position[day] = len(working)
        day += _ONE_DAY
    return _Count(position, working)
