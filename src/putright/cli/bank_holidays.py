"""`putright bank-holidays`: the list, with what was announced when; and bringing it up to date from the feed."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from putright import clock
from putright.cli import says
from putright.workdays import (
    BankHoliday,
    BankHolidayError,
    Nation,
    YearNotKnown,
    bank_holidays,
    in_words,
    read_date,
    read_nation,
)
from putright.workdays.bank_holidays import BankHolidays, MovedDay
from putright.workdays.refreshing import Difference, compare, merged, read_feed

_FEED = "The official list, https://www.gov.uk/bank-holidays.json, from a saved copy named {name}."


class _Changed(NamedTuple):
    """One difference between the feed and the table, for every nation that it is for."""

    what: str
    on: date
    name: str
    nations: tuple[Nation, ...]
    was: str


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "bank-holidays",
        help="the bank holidays of a nation, and what was announced when",
        description="The bank holidays that deadlines are counted with, and the day each was announced where that "
        "was late. With --refresh: what a saved copy of the official feed would change.",
    )
    parser.add_argument(
        "--nation",
        metavar="NATION",
        default=Nation.ENGLAND_AND_WALES.value,
        help="england-and-wales (unless told), scotland or northern-ireland",
    )
    parser.add_argument("--from", dest="first", metavar="YEAR", help="first year to list (unless told, this year)")
    parser.add_argument("--to", dest="last", metavar="YEAR", help="last year to list (unless told, the last known)")
    parser.add_argument("--refresh", metavar="FEED.json", help="compare with a saved copy of the official feed")
    parser.add_argument("--announced-on", metavar="DATE", help="with --refresh: when a changed day was announced")
    parser.add_argument("--write", metavar="FILE", help="with --refresh: write the new table to this TOML file")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the bank holidays, or refresh them. Raises SaysNo for a request that has no answer."""
    try:
        if options.refresh is not None:
            _refresh(options)
        else:
            _list(options)
    except ValueError as no:  # a date, a nation, a year that is not known, a file: each says its own sentence
        raise says.SaysNo(str(no)) from None
    return 0


def _list(options: argparse.Namespace) -> None:
    if options.write is not None or options.announced_on is not None:
        raise ValueError("--write and --announced-on go with --refresh FEED.json.")
    table, nation = bank_holidays(), read_nation(options.nation)
    first, last = _years(options, table)
    days = [day for day in table.days_of(nation).values() if first <= day.on.year <= last]
    moved = [day for day in table.moved_of(nation) if first <= day.expected_on.year <= last]
    if options.json:
        says.print_json(_list_as_json(table, nation, (first, last), days, moved))
        return
    years = f"{first}" if first == last else f"{first} to {last}"
    print(says.coloured(f"Bank holidays in {nation.spoken}, {years}", "strong"))
    print()
    rows = [(day.on, (_weekday(day.on), _said_of(day))) for day in days]
    rows += [(day.expected_on, (_weekday(day.expected_on), _said_of_moved(day))) for day in moved]
    print(says.table([row for _, row in sorted(rows)], indent="  "))
    doubts = {day.doubt: day for day in days if day.doubt} | {day.doubt: day for day in moved if day.doubt}
    for doubt, row in doubts.items():
        on = row.on if isinstance(row, BankHoliday) else row.expected_on
        print()
        print(says.paragraph(f"Doubtful, {in_words(on)}: {doubt}", indent="  "))


def _years(options: argparse.Namespace, table: BankHolidays) -> tuple[int, int]:
    """The years asked for. Raises YearNotKnown for one that the table does not have."""
    given = [_year(text) for text in (options.first, options.last) if text is not None]
    for year in given:
        if not table.first_year <= year <= table.last_year:
            raise YearNotKnown(year, table.first_year, table.last_year)
    last = table.last_year if options.last is None else given[-1]
    first = min(clock.today().year, last) if options.first is None else given[0]
    if first > last:
        raise ValueError(f"{first} is after {last}: --from is the earlier year.")
    return first, last


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == len("2026")):
        raise ValueError(f"{text!r} is not a year: write it as 2026.")
    return int(text)


def _weekday(day: date) -> str:
    return f"{day:%a} {day.day:>2} {day:%b %Y}"


def _said_of(day: BankHoliday) -> str:
    return day.title + (f", announced {in_words(day.announced_on)}" if day.announced_on else "")


def _said_of_moved(day: MovedDay) -> str:
    what = f"moved to {in_words(day.to)}" if day.to else "withdrawn"
    return f"was to be {day.name}: {what}, announced {in_words(day.announced_on)}"


def _list_as_json(
    table: BankHolidays,
    nation: Nation,
    years: tuple[int, int],
    days: Iterable[BankHoliday],
    moved: Iterable[MovedDay],
) -> dict[str, Any]:
    return {
        "nation": nation,
        "from": years[0],
        "to": years[1],
        "bank_holidays": [
            {"on": day.on, "name": day.name, "substitute": day.substitute, **_known(table, day)} for day in days
        ],
        "moved": [
            {"expected_on": day.expected_on, "name": day.name, "to": day.to, **_known(table, day)} for day in moved
        ],
    }


def _known(table: BankHolidays, day: BankHoliday | MovedDay) -> dict[str, Any]:
    """When and from where a row is known, and what is doubtful about it."""
    return {"announced_on": day.announced_on, "source": table.source_of(day), "doubt": day.doubt}


def _refresh(options: argparse.Namespace) -> None:
    # It brings the validation library with it, which no other command has to wait for.
    from putright.workdays.bank_holidays_file import save

    announced_on = None if options.announced_on is None else read_date(options.announced_on)
    feed, table = Path(options.refresh), bank_holidays()
    difference = compare(table, read_feed(_text_of(feed), named=feed.name))
    if options.write is None and announced_on is None and difference.needs_announcement:
        _show_only(difference, table, as_json=options.json)
        return
    fresh = merged(table, difference, announced_on=announced_on, source=_FEED.format(name=feed.name))
    if options.write is not None:
        save(fresh, Path(options.write))
    if options.json:
        _print_difference_as_json(difference, (fresh.first_year, fresh.last_year))
        return
    _print_difference(_rows_of_difference(difference), difference.new_years)
    if options.write is not None:
        print(f"Written to {options.write}: {fresh.first_year} to {fresh.last_year}.")
        print(says.paragraph(f"To count with it: PUTRIGHT_BANK_HOLIDAYS={Path(options.write).absolute()}"))
    elif difference:
        print("Nothing is written without --write FILE.")


def _show_only(difference: Difference, table: BankHolidays, *, as_json: bool) -> None:
    """What the feed would change; the day of an announcement is wanted only where it is to be kept."""
    if as_json:
        last = max([table.last_year, *difference.new_years])
        _print_difference_as_json(difference, (table.first_year, last))
        return
    _print_difference(_rows_of_difference(difference), difference.new_years)
    print(
        says.paragraph(
            "Nothing is written without --write FILE, and with it the day on which the changes to years that were already "
            "known were announced: --announced-on DATE."
        )
    )


def _print_difference_as_json(difference: Difference, years: tuple[int, int]) -> None:
    rows = [change._asdict() | {"was": change.was or None} for change in _rows_of_difference(difference)]
    says.print_json({"first_year": years[0], "last_year": years[1], "changes": rows})


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        why = "it is not UTF-8 text" if isinstance(trouble, UnicodeDecodeError) else trouble.strerror
        raise BankHolidayError(f"The feed {path} cannot be read: {why}.") from None


def _rows_of_difference(difference: Difference) -> list[_Changed]:
    """Each change once, however many nations it is for: what, the day, its name, the nations, its former name."""
    changes = [("new", day.on, day.name, day.nation, "") for day in (*difference.new, *difference.added)]
    changes += [("gone", row.on, row.name, nation, "") for nation, row in difference.gone]
    changes += [("renamed", day.on, day.name, day.nation, was) for day, was in difference.renamed]
    alike: dict[tuple[str, date, str, str], list[Nation]] = {}
    for what, on, name, nation, was in changes:
        alike.setdefault((what, on, name, was), []).append(nation)
    found = [_Changed(what, on, name, tuple(nations), was) for (what, on, name, was), nations in alike.items()]
    return sorted(found, key=lambda change: change.on)


def _print_difference(changes: list[_Changed], new_years: tuple[int, ...]) -> None:
    if not changes:
        print("The table already says what the feed says.")
        return
    if new_years:
        print(f"New years: {', '.join(map(str, new_years))}.")
    rows = []
    for change in changes:
        nations = "all nations" if len(change.nations) == len(Nation) else ", ".join(n.spoken for n in change.nations)
        was = f" (was {change.was})" if change.was else ""
        rows.append((change.what, _weekday(change.on), f"{change.name}{was}: {nations}"))
    print(says.table(rows, indent="  "))
