"""Periods: whole months from one to another, written "2026-10/2026-12" in addresses and "October to December 2026" for people."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Period", "month_of", "months_in", "period_from", "quarter_of", "twelve_months_to", "year_ending"]

_MONTH = r"(\d{4})-(0[1-9]|1[0-2])"
_WRITTEN = re.compile(rf"{_MONTH}/{_MONTH}\Z")
_MONTHS = 12
_LONGEST = 10 * _MONTHS
"""Months of the longest period that an address may ask for."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first of its days to the last, both counted in."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        """Whether a day lies in it; a day nobody knows does not."""
        return day is not None and self.first <= day <= self.last

    @property
    def written(self) -> str:
        """As it stands in an address: months only."""
        return f"{self.first:%Y-%m}/{self.last:%Y-%m}"

    @property
    def words(self) -> str:
        """As a person reads it: "November 2026", "October to December 2026", "December 2025 to November 2026"."""
        start, end = calendar.month_name[self.first.month], calendar.month_name[self.last.month]
        if self.first.year != self.last.year:
            return f"{start} {self.first.year} to {end} {self.last.year}"
        return f"{start} {self.first.year}" if start == end else f"{start} to {end} {self.last.year}"

    @property
    def before(self) -> "Period":
        """The period of as many months that ends where this one begins."""
        months = len(months_in(self))
        return _months(_moved(self.first, -months), months)


def period_from(text: str) -> Period | None:
    """The period out of an address; None where it is none, runs backwards or is longer than ten years."""
    found = _WRITTEN.match(text)
    if found is None:
        return None
    numbers = [int(each) for each in found.groups()]
    if not min(numbers[0], numbers[2]):
        return None  # there is no year nought
    first, end = date(numbers[0], numbers[1], 1), date(numbers[2], numbers[3], 1)
    months = (end.year - first.year) * _MONTHS + end.month - first.month + 1
    return _months(first, months) if 0 < months <= _LONGEST else None


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return _months(day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    """The quarter a day lies in: April to June is one, so they are those of a year from April to March as well."""
    return _months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def twelve_months_to(last: date) -> Period:
    """The twelve months of which a day's month is the last."""
    return _months(_moved(last.replace(day=1), -11), _MONTHS)


def year_ending(last: date) -> Period:
    """The year up to a year end such as 31 March 2026."""
    return Period(date(last.year - 1, last.month, last.day) + timedelta(days=1), last)


def months_in(period: Period) -> list[Period]:
    """The months of a period, in order."""
    number = (period.last.year - period.first.year) * _MONTHS + period.last.month - period.first.month + 1
    return [_months(_moved(period.first, each), 1) for each in range(number)]


def _months(first: date, number: int) -> Period:
    end = _moved(first, number - 1)
    return Period(first, date(end.year, end.month, calendar.monthrange(end.year, end.month)[1]))


def _moved(first: date, months: int) -> date:
    whole = first.year * _MONTHS + first.month - 1 + months
    return date(whole // _MONTHS, whole % _MONTHS + 1, 1)
