"""Bringing the table of bank holidays up to date from a saved copy of the official JSON feed.

The feed says what is a bank holiday, never when that became known. So a change inside a year that the table
already covers needs the day of its announcement from a person: without it, old promises would lose their reason.
This module must not fetch anything.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from putright.workdays.bank_holidays import BankHoliday, BankHolidayError, BankHolidays, MovedDay
from putright.workdays.nations import Nation
from putright.workdays.working import in_words

_SATURDAY = 5
_SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class FeedDay:
    """One event of the feed: a weekday that is a bank holiday in one nation."""

    nation: Nation
    on: date
    name: str
    substitute: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """How the feed differs from the table, in the years that the feed carries."""

    new: tuple[FeedDay, ...] = ()
    """Days in years that the table covers, which it does not have."""
    gone: tuple[tuple[Nation, BankHoliday], ...] = ()
    """Days that the table has and the feed no longer does."""
    renamed: tuple[tuple[FeedDay, str], ...] = ()
    """Days with another name in the feed, and the name that the table has."""
    new_years: tuple[int, ...] = ()
    added: tuple[FeedDay, ...] = ()
    """The days of the new years."""

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.new or self.gone or self.renamed or self.new_years)

    @property
    def needs_announcement(self) -> bool:
        """Whether something changed inside a year already covered."""
        return bool(self.new or self.gone)


def read_feed(text: str, *, named: str) -> tuple[FeedDay, ...]:
    """The weekdays in a copy of the official feed. Raises BankHolidayError, in one sentence, for anything else.

    Weekend events are left out: it is their substitute day that counts, and the feed has that too.
    """
    try:
        feed = json.loads(text)
    except ValueError as trouble:
        raise BankHolidayError(f"{named} is not JSON: {trouble}.") from None
    if not isinstance(feed, dict):
        raise BankHolidayError(f"{named} is not the official feed: it has no divisions.")
    days: dict[tuple[Nation, date], FeedDay] = {}
    for nation in Nation:
        division = feed.get(nation.value)
        events = division.get("events") if isinstance(division, dict) else None
        if not isinstance(events, list) or not events:
            raise BankHolidayError(f"{named} is not the official feed: it has no events for {nation.value}.")
        for number, event in enumerate(events, 1):
            day = _read_event(event, nation, f"{named}: {nation.value}, event {number}")
            if (nation, day.on) in days:
                raise BankHolidayError(f"{named}: {nation.value} has {in_words(day.on)} twice.")
            if day.on.weekday() < _SATURDAY:
                days[nation, day.on] = day
    return tuple(days.values())


def compare(table: BankHolidays, feed: Iterable[FeedDay]) -> Difference:
    """What is new, gone and renamed. Years that only the table has are kept, and so never a difference.

    Raises BankHolidayError when the feed leaves out a year after the table's last, or has one for some nations only.
    """
    days = {(day.nation, day.on): day for day in feed}
    known = {nation: table.days_of(nation) for nation in Nation}
    carried = {nation: {day.on.year for day in days.values() if day.nation is nation} for nation in Nation}
    new, added, renamed = [], [], []
    for (nation, on), day in sorted(days.items(), key=lambda item: item[0][1]):
        if on.year > table.last_year:
            added.append(day)
        elif on.year >= table.first_year and on not in known[nation]:
            new.append(day)
        elif on in known[nation] and known[nation][on].name != day.name:
            renamed.append((day, known[nation][on].name))
    gone = [
        (nation, day)
        for nation in Nation
        for on, day in known[nation].items()
        if on.year in carried[nation] and (nation, on) not in days
    ]
    return Difference(tuple(new), tuple(gone), tuple(renamed), _new_years(table, carried), tuple(added))


def merged(table: BankHolidays, difference: Difference, *, announced_on: date | None, source: str) -> BankHolidays:
    """The table with the difference taken in. `source` says, in words, where the new rows come from.

    A day that is gone becomes a moved day, so that what was promised before its announcement keeps its reason.
    Raises BankHolidayError when a change needs the day of its announcement and has none, or one that cannot be.
    """
    key = _free_key(table)
    new, gone = [], []
    if difference.needs_announcement:
        day = _possible_announcement(difference, announced_on)
        new = [_row(one, key, announced_on=day) for one in difference.new]
        gone = [_moved(nation, row, difference, key, announced_on=day) for nation, row in difference.gone]
    holidays = _without(table.holidays, difference.gone)
    holidays = _renamed(holidays, difference.renamed)
    holidays += new + [_row(one, key) for one in difference.added]
    used = bool(new or gone or difference.added)
    return BankHolidays(
        first_year=table.first_year,
        last_year=max([table.last_year, *difference.new_years]),
        holidays=_gathered(holidays),
        moved=_gathered_moved([*table.moved, *gone]),
        sources=table.sources | ({key: source} if used else {}),
    )


def _read_event(event: Any, nation: Nation, where: str) -> FeedDay:  # noqa: ANN401  whatever the JSON held
    if not isinstance(event, dict):
        raise BankHolidayError(f"{where} is not a date with a title.")
    title, on, notes = event.get("title"), event.get("date"), event.get("notes", "")
    if not isinstance(title, str) or not title.strip():
        raise BankHolidayError(f"{where} has no title.")
    try:
        day = date.fromisoformat(str(on))
    except ValueError:
        raise BankHolidayError(f"{where}, {title}, has no usable date: {on!r}.") from None
    # The feed writes a typographic apostrophe in some years and a plain one in others: the same name either way.
    name = " ".join(title.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    return FeedDay(nation, day, name, substitute=isinstance(notes, str) and _SUBSTITUTE in notes.lower())


def _new_years(table: BankHolidays, carried: dict[Nation, set[int]]) -> tuple[int, ...]:
    years = sorted({year for some in carried.values() for year in some if year > table.last_year})
    for expected, year in enumerate(years, table.last_year + 1):
        if year != expected:
            raise BankHolidayError(f"The feed carries {year} but not {expected}, so the table would have a hole.")
        lacking = [nation.value for nation in Nation if year not in carried[nation]]
        if lacking:
            raise BankHolidayError(f"The feed carries {year}, but not for {' or '.join(lacking)}.")
    return tuple(years)


def _possible_announcement(difference: Difference, announced_on: date | None) -> date:
    changed = [(day.on, day.name, day.nation, "is new") for day in difference.new]
    changed += [(row.on, row.name, nation, "is gone from the feed") for nation, row in difference.gone]
    on, name, nation, what = min(changed)
    if announced_on is None:
        raise BankHolidayError(
            f"{name} on {in_words(on)} in {nation.spoken} {what}, though {on.year} was already in the table: "
            "say when that was announced, with --announced-on DATE, or use a newer copy of the feed."
        )
    if announced_on > on:
        raise BankHolidayError(f"{name} on {in_words(on)} cannot have been announced on {in_words(announced_on)}.")
    for _, row in difference.gone:
        if row.announced_on is not None and announced_on <= row.announced_on:
            raise BankHolidayError(
                f"{row.name} on {in_words(row.on)} was announced on {in_words(row.announced_on)}, so it cannot have "
                f"been withdrawn by {in_words(announced_on)}: is the feed older than the table?"
            )
    return announced_on


def _row(day: FeedDay, source: str, *, announced_on: date | None = None) -> BankHoliday:
    return BankHoliday(
        on=day.on,
        name=day.name,
        nations=(day.nation,),
        source=source,
        announced_on=announced_on,
        substitute=day.substitute,
    )


def _moved(nation: Nation, row: BankHoliday, difference: Difference, source: str, *, announced_on: date) -> MovedDay:
    """The row of a day that is gone; where a new day of that nation and year bears its name, it moved there."""
    to = [
        day.on
        for day in difference.new
        if day.nation is nation and day.on.year == row.on.year and day.name.lower().startswith(row.name.lower())
    ]
    return MovedDay(
        expected_on=row.on,
        name=row.name,
        nations=(nation,),
        source=source,
        announced_on=announced_on,
        to=to[0] if to else None,
        expected_from=row.announced_on,
        substitute=row.substitute,
        doubt=row.doubt,
    )


def _without(rows: Iterable[BankHoliday], gone: Iterable[tuple[Nation, BankHoliday]]) -> list[BankHoliday]:
    lost = {(nation, row.on) for nation, row in gone}
    kept = (replace(row, nations=tuple(n for n in row.nations if (n, row.on) not in lost)) for row in rows)
    return [row for row in kept if row.nations]


def _renamed(rows: Iterable[BankHoliday], renamed: Iterable[tuple[FeedDay, str]]) -> list[BankHoliday]:
    names = {(day.nation, day.on): day for day, _ in renamed}
    apart = [replace(row, nations=(nation,)) for row in rows for nation in row.nations]
    return [
        replace(row, name=day.name, substitute=day.substitute) if (day := names.get((row.nations[0], row.on))) else row
        for row in apart
    ]


def _gathered(rows: Iterable[BankHoliday]) -> tuple[BankHoliday, ...]:
    """Rows that differ only in their nation, as one row."""
    alike: dict[BankHoliday, list[Nation]] = {}
    for row in rows:
        alike.setdefault(replace(row, nations=()), []).extend(row.nations)
    whole = [replace(row, nations=_in_order(nations)) for row, nations in alike.items()]
    return tuple(sorted(whole, key=lambda row: (row.on, row.nations)))


def _gathered_moved(rows: Iterable[MovedDay]) -> tuple[MovedDay, ...]:
    alike: dict[MovedDay, list[Nation]] = {}
    for row in rows:
        alike.setdefault(replace(row, nations=()), []).extend(row.nations)
    whole = [replace(row, nations=_in_order(nations)) for row, nations in alike.items()]
    return tuple(sorted(whole, key=lambda row: (row.expected_on, row.nations)))


def _in_order(nations: Iterable[Nation]) -> tuple[Nation, ...]:
    named = set(nations)
    return tuple(nation for nation in Nation if nation in named)


def _free_key(table: BankHolidays) -> str:
    number = 2
    while f"feed-{number}" in table.sources:
        number += 1
    return f"feed-{number}"
