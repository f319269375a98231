"""The TOML file of bank holidays: what it may say, checked row by row, and writing it back.

A wrong row here makes every due date wrong in silence, so the reader refuses what it does not know, days
that are not weekdays, rows given twice, sources not named, and years that are plainly not whole.
"""

import json
import os
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from putright.workdays.bank_holidays import BankHoliday, BankHolidayError, BankHolidays, MovedDay
from putright.workdays.nations import Nation

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SATURDAY = 5
_FEWEST = 8
"""No nation has had fewer bank holidays in a year since 1978: fewer means that a file was cut short."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Nations = Annotated[tuple[Nation, ...], Field(min_length=1)]
Day = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    day: Day
    name: Text
    nations: Nations
    source: Text
    substitute: bool = False
    doubt: Text | None = None


class _Ordinary(_Row):
    on: date


class _Proclaimed(_Ordinary):
    announced_on: date


class _Moved(_Row):
    expected_on: date
    announced_on: date
    expected_from: date | None = None
    to: date | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    first_year: Annotated[int, Field(ge=1900, le=2200, strict=True)]
    last_year: Annotated[int, Field(ge=1900, le=2200, strict=True)]
    sources: dict[str, Text]
    holiday: tuple[_Ordinary, ...]
    proclaimed: tuple[_Proclaimed, ...] = ()
    moved: tuple[_Moved, ...] = ()


class _Placed(NamedTuple):
    """A row with the words that find it in the file."""

    where: str
    row: _Ordinary | _Moved
    on: date


def parse(text: str, *, named: str) -> BankHolidays:
    """The table in `text`, which came from the file `named`. Raises BankHolidayError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise BankHolidayError(f"{named} is not TOML: {trouble}.") from None
    try:
        file = _File.model_validate(raw)
    except ValidationError as trouble:
        raise BankHolidayError(f"{named}: {_first_fault(trouble, raw)}.") from None
    for fault in _faults(file):
        raise BankHolidayError(f"{named}: {fault}.")
    return BankHolidays(
        first_year=file.first_year,
        last_year=file.last_year,
        holidays=tuple(sorted(map(_holiday, [*file.holiday, *file.proclaimed]), key=_order)),
        moved=tuple(sorted(map(_moved, file.moved), key=_order)),
        sources=dict(file.sources),
    )


def write(table: BankHolidays) -> str:
    """The table as the text of a file that `parse` reads back to the same table."""
    ordinary = [row for row in table.holidays if row.announced_on is None]
    late = [row for row in table.holidays if row.announced_on is not None]
    parts = [
        "# Bank holidays by nation. Each row names its weekday, so that a slip in a date is refused.",
        "# `proclaimed` are the days made known late; `moved` are days that were expected and did not come.",
        "",
        f"first_year = {table.first_year}",
        f"last_year = {table.last_year}",
        "",
        "holiday = [",
        *_lines_by_year(ordinary),
        "]",
        *(f"\n[[proclaimed]]\n{_block(row)}" for row in late),
        *(f"\n[[moved]]\n{_block(row)}" for row in table.moved),
        "\n[sources]",
        *(f"{_key(key)} = {_quoted(text)}" for key, text in table.sources.items()),
    ]
    return "\n".join(parts) + "\n"


def save(table: BankHolidays, path: Path) -> None:
    """Write the table to `path`, whole or not at all.

    What is written is read back first, so that a table which the reader would refuse never reaches the disk.
    Raises BankHolidayError for such a table, or when the folder cannot be written to.
    """
    text = write(table)
    parse(text, named=str(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as trouble:
        raise BankHolidayError(f"{path} cannot be written: {trouble.strerror}.") from None
    half_written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half_written.chmod(0o644)  # a temporary file is private to its owner; a table is for every user to read
        half_written.replace(path)
    except OSError as trouble:
        half_written.unlink(missing_ok=True)
        raise BankHolidayError(f"{path} cannot be written: {trouble.strerror}.") from None


def _order(row: BankHoliday | MovedDay) -> tuple[date, tuple[str, ...]]:
    return (row.on if isinstance(row, BankHoliday) else row.expected_on, tuple(row.nations))


def _holiday(row: _Ordinary) -> BankHoliday:
    return BankHoliday(
        on=row.on,
        name=row.name,
        nations=row.nations,
        source=row.source,
        announced_on=row.announced_on if isinstance(row, _Proclaimed) else None,
        substitute=row.substitute,
        doubt=row.doubt,
    )


def _moved(row: _Moved) -> MovedDay:
    return MovedDay(
        expected_on=row.expected_on,
        name=row.name,
        nations=row.nations,
        source=row.source,
        announced_on=row.announced_on,
        to=row.to,
        expected_from=row.expected_from,
        substitute=row.substitute,
        doubt=row.doubt,
    )


# --- what is wrong with a file --------------------------------------------------------------------------------


_IN_WORDS = {
    "extra_forbidden": "the key {key!r} is not known",
    "missing": "{key!r} is missing",
    "string_too_short": "{key!r} is empty",
    "too_short": "{key!r} is empty",
}


def _first_fault(trouble: ValidationError, raw: dict[str, Any]) -> str:
    """The first thing the models refused, in words a person can act on, with the row that it is in."""
    error, more = trouble.errors()[0], trouble.error_count() - 1
    where = list(error["loc"])
    row = ""
    if len(where) > 2 and isinstance(number := where[1], int):  # noqa: PLR2004  table, row, key
        table = str(where[0])
        given = raw[table][number]
        named = " ".join(str(given[key]) for key in ("name", "on", "expected_on") if key in given)
        row = f"{table} {number + 1}{', ' if named else ''}{named}: "
        where = where[2:]
    key, message = str(where[0]), error["msg"][:1].lower() + error["msg"][1:]
    said = _IN_WORDS.get(error["type"], "{key!r} is not usable: {message}").format(key=key, message=message)
    return f"{row}{said}{f' (and {more} more)' if more else ''}"


def _faults(file: _File) -> Iterator[str]:
    """Each thing wrong with a file whose every value is of the right kind."""
    rows = [_Placed(f"holiday {n}, {row.name} {row.on}", row, row.on) for n, row in enumerate(file.holiday, 1)]
    rows += [_Placed(f"proclaimed {n}, {row.name} {row.on}", row, row.on) for n, row in enumerate(file.proclaimed, 1)]
    moved = [_Placed(f"moved {n}, {r.name} {r.expected_on}", r, r.expected_on) for n, r in enumerate(file.moved, 1)]
    if file.last_year < file.first_year:
        yield f"last_year {file.last_year} is before first_year {file.first_year}"
    for placed in [*rows, *moved]:
        yield from _row_faults(placed, file)
    yield from _given_twice(rows)
    yield from _given_twice(moved)
    yield from _moved_faults(file)
    yield from _short_years(file)


def _row_faults(placed: _Placed, file: _File) -> Iterator[str]:
    where, row, on = placed
    if on.weekday() >= _SATURDAY:
        yield f"{where} is a {on:%A}: give the substitute weekday, which is the day that counts"
    if row.day != _DAYS[on.weekday()]:
        yield f"{where} is a {on:%A}, but the row says {row.day}: one of the two is wrong"
    if not file.first_year <= on.year <= file.last_year:
        yield f"{where} lies outside {file.first_year} to {file.last_year}"
    if row.source not in file.sources:
        yield f"{where} names the source {row.source!r}, which is not under [sources]"
    if len(set(row.nations)) < len(row.nations):
        yield f"{where} names a nation twice"
    if isinstance(row, _Proclaimed | _Moved) and row.announced_on > on:
        yield f"{where} was announced on {row.announced_on}, after the day itself"


def _given_twice(rows: Iterable[_Placed]) -> Iterator[str]:
    seen: dict[tuple[Nation, date], str] = {}
    for where, row, on in rows:
        for nation in row.nations:
            if (nation, on) in seen:
                yield f"{where} is given twice for {nation}: first as {seen[nation, on]}"
            seen[nation, on] = where


def _moved_faults(file: _File) -> Iterator[str]:
    kept = {(nation, row.on) for row in [*file.holiday, *file.proclaimed] for nation in row.nations}
    for n, row in enumerate(file.moved, 1):
        where = f"moved {n}, {row.name} {row.expected_on}"
        if row.expected_from is not None and row.expected_from > row.announced_on:
            yield f"{where} was withdrawn on {row.announced_on}, before it was announced on {row.expected_from}"
        for nation in row.nations:
            if (nation, row.expected_on) in kept:
                yield f"{where} is still a bank holiday in {nation}"
            if row.to is not None and (nation, row.to) not in kept:
                yield f"{where} moved to {row.to}, which is not a bank holiday in {nation}"


def _short_years(file: _File) -> Iterator[str]:
    days = Counter((nation, row.on.year) for row in [*file.holiday, *file.proclaimed] for nation in row.nations)
    for year in range(file.first_year, file.last_year + 1):
        for nation in Nation:
            if days[nation, year] < _FEWEST:
                yield (
                    f"{nation} has {days[nation, year]} bank holidays in {year}, and a whole year has {_FEWEST} "
                    "or more: is the file cut short?"
                )


# --- writing --------------------------------------------------------------------------------------------------


def _lines_by_year(rows: Iterable[BankHoliday]) -> Iterator[str]:
    year = None
    for row in rows:
        if year is not None and row.on.year != year:
            yield ""
        year = row.on.year
        extra = ", substitute = true" if row.substitute else ""
        extra += f", doubt = {_quoted(row.doubt)}" if row.doubt else ""
        yield (
            f'    {{ on = {row.on}, day = "{_DAYS[row.on.weekday()]}", name = {_quoted(row.name)}{extra}, '
            f"nations = {_list(row.nations)}, source = {_quoted(row.source)} }},"
        )


def _block(row: BankHoliday | MovedDay) -> str:
    on = row.on if isinstance(row, BankHoliday) else row.expected_on
    lines = [f"{'on' if isinstance(row, BankHoliday) else 'expected_on'} = {on}", f'day = "{_DAYS[on.weekday()]}"']
    lines += [f"name = {_quoted(row.name)}", f"nations = {_list(row.nations)}"]
    if row.substitute:
        lines.append("substitute = true")
    if isinstance(row, MovedDay) and row.expected_from is not None:
        lines.append(f"expected_from = {row.expected_from}")
    lines.append(f"announced_on = {row.announced_on}")
    if isinstance(row, MovedDay) and row.to is not None:
        lines.append(f"to = {row.to}")
    lines.append(f"source = {_quoted(row.source)}")
    if row.doubt:
        lines.append(f"doubt = {_quoted(row.doubt)}")
    return "\n".join(lines)


def _list(nations: Iterable[Nation]) -> str:
    return "[" + ", ".join(_quoted(nation) for nation in nations) + "]"


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else _quoted(key)


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, except that TOML wants the delete character escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
