"""Bank holidays by nation: the day, the day it was announced, where that comes from, and what is doubtful.

A bank holiday has two dates. One proclaimed late (19 September 2022 was announced nine days ahead) changes
sums that were right when they were made, so the table can also be read as anyone knew it on a given day.
This module must not do arithmetic with working days: that is `calendar`'s.
"""

import os
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from putright.workdays.nations import Nation

SHIPPED = Path(__file__).with_name("bank_holidays.toml")
ELSEWHERE = "PUTRIGHT_BANK_HOLIDAYS"
"""The environment variable that names another file to be used instead of the shipped one."""


class BankHolidayError(ValueError):
    """A table or a feed of bank holidays cannot be used. The message is one sentence: which file, where, why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHoliday:
    """A weekday on which no work is done in these nations."""

    on: date
    name: str
    nations: tuple[Nation, ...]
    source: str
    announced_on: date | None = None
    """The day it became known, where that was late; None for a day that was always going to be one."""
    substitute: bool = False
    """It stands in for a holiday that fell on a weekend."""
    doubt: str | None = None

    @property
    def title(self) -> str:
        """The name to print: "Boxing Day (substitute day)"."""
        return f"{self.name} (substitute day)" if self.substitute else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDay:
    """A day that everyone expected to be a bank holiday until it was moved or withdrawn."""

    expected_on: date
    name: str
    nations: tuple[Nation, ...]
    source: str
    announced_on: date
    """The day it became known that this would be an ordinary working day."""
    to: date | None = None
    expected_from: date | None = None
    """The day it had been announced, where it was itself proclaimed late; None where it was always expected."""
    substitute: bool = False
    doubt: str | None = None

    def as_expected(self) -> BankHoliday:
        """The bank holiday that it was thought to be."""
        return BankHoliday(
            on=self.expected_on,
            name=self.name,
            nations=self.nations,
            source=self.source,
            announced_on=self.expected_from,
            substitute=self.substitute,
            doubt=self.doubt,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BankHolidays:
    """The whole table. Every year from `first_year` to `last_year` is complete for every nation."""

    first_year: int
    last_year: int
    holidays: tuple[BankHoliday, ...] = field(repr=False)
    moved: tuple[MovedDay, ...] = field(default=(), repr=False)
    sources: dict[str, str] = field(default_factory=dict, repr=False)

    def days_of(self, nation: Nation, *, known_on: date | None = None) -> dict[date, BankHoliday]:
        """One nation's bank holidays by date; with `known_on`, as anyone could have known them that day.

        A holiday announced after `known_on` is absent, and one whose move had not been announced is still there.
        """
        if known_on is None:
            days = [day for day in self.holidays if nation in day.nations]
        else:
            days = [
                day
                for day in self.holidays
                if nation in day.nations and (day.announced_on is None or day.announced_on <= known_on)
            ]
            days += [
                moved.as_expected()
                for moved in self.moved_of(nation)
                if known_on < moved.announced_on and (moved.expected_from is None or moved.expected_from <= known_on)
            ]
        return {day.on: day for day in sorted(days, key=lambda day: day.on)}

    def moved_of(self, nation: Nation) -> tuple[MovedDay, ...]:
        """The days that were expected in one nation and did not come."""
        return tuple(moved for moved in self.moved if nation in moved.nations)

    def announcements(self) -> tuple[date, ...]:
        """Every day on which what was known changed, in order."""
        days = {day.announced_on for day in self.holidays} | {day.announced_on for day in self.moved}
        days |= {day.expected_from for day in self.moved}
        return tuple(sorted(day for day in days if day is not None))

    def source_of(self, row: BankHoliday | MovedDay) -> str:
        """The source of a row, written out."""
        return self.sources[row.source]


def bank_holidays() -> BankHolidays:
    """The table in use: the shipped one, or the file that PUTRIGHT_BANK_HOLIDAYS names.

    Raises BankHolidayError when that file cannot be used.
    """
    return _read_once(os.environ.get(ELSEWHERE) or str(SHIPPED))


def read_bank_holidays(path: Path | str) -> BankHolidays:
    """The table in a TOML file. Raises BankHolidayError, which names the file and the row, for any mistake in it."""
    # Validation is the only part that needs the validation library: it is loaded with the first table.
    from putright.workdays.bank_holidays_file import parse

    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        why = "is not UTF-8 text" if isinstance(trouble, UnicodeDecodeError) else trouble.strerror or "unreadable"
        raise BankHolidayError(f"The bank-holidays file {path} cannot be read: {why}.") from None
    return parse(text, named=str(path))


@lru_cache(maxsize=8)
def _read_once(path: str) -> BankHolidays:
    return read_bank_holidays(path)
