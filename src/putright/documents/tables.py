"""Spreadsheets into rows: CSV with any of the usual delimiters, and the first filled sheet of an XLSX."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from putright.documents.bounds import MAX_CELLS, MAX_ROWS, DocumentError
from putright.documents.opening import UNPACKING_ERRORS, Opened, open_file
from putright.documents.words import decoded

__all__ = ["Cell", "Row", "read_rows"]

Cell = str | date | datetime | int | float | None

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50
_LONGEST_CELL = 1_000_000
_REFERENCE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW_REFERENCE = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,9})"')
_BEFORE_A = ord("A") - 1
"""Column letters count from one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that has something in it."""

    line: int
    """Where it starts: the line of a CSV, counted with the line breaks inside quotes; the row number of a sheet."""
    cells: tuple[Cell, ...]
    """CSV gives text only. A sheet gives dates as dates and whole numbers as int. None where a cell is empty."""


def read_rows(path: Path, *, wanted: Callable[[list[Row]], bool] | None = None) -> list[Row]:
    """The filled rows of a CSV file or of a sheet of an XLSX file, at most `MAX_ROWS`.

    The sheet is the first filled one that is `wanted`, or the first filled one where none is. Raises DocumentError for a
    file that is neither, is damaged, or is too large.
    """
    opened = open_file(Path(path))
    if opened.format == "xlsx":
        return _sheet_rows(opened, wanted)
    if opened.format == "text":
        return _csv_rows(opened)
    raise DocumentError(f"{opened.name} is not a spreadsheet: save it as .csv or .xlsx and try again.")


def _csv_rows(opened: Opened) -> list[Row]:
    text, _ = decoded(opened.name, opened.content)
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=_delimiter(text), skipinitialspace=True)
    rows: list[Row] = []
    starts_at = 1
    try:
        for written in reader:
            cells = tuple(cell.strip() or None for cell in written)
            if any(cell is not None for cell in cells):
                rows.append(Row(starts_at, cells))
                _check_rows(opened.name, len(rows))
            starts_at = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(
            f"{opened.name}, line {starts_at}: this is not CSV ({error}); check the quotes there."
        ) from None
    if not rows:
        raise DocumentError(f"{opened.name} has no filled rows: check that it was saved in full.")
    _check_closed(opened.name, text, rows[-1])
    return rows


def _check_closed(name: str, text: str, last: Row) -> None:
    """Refuses a file whose last row was only ended by the end of the file: an open quote has swallowed the rows below it."""
    if not any(isinstance(cell, str) and "\n" in cell for cell in last.cells):
        return
    written = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[last.line - 1 :]
    if "\n".join(written).count('"') % 2:
        raise DocumentError(
            f"{name}, line {last.line}: the quotes opened there are never closed; close or remove them."
        )


def _check_rows(name: str, count: int) -> None:
    if count > MAX_ROWS:
        raise DocumentError(f"{name} has more than {MAX_ROWS:,} rows: split it and read the parts one by one.")


def _delimiter(text: str) -> str:
    """The delimiter that splits the first lines most evenly; a comma where none does."""
    sample = _outside_quotes(text[:200_000]).split("\n")
    sample = [line for line in sample if line.strip(" ")][:_SAMPLE_LINES]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in sample]
        first = counts[0] if counts else 0
        return (sum(1 for count in counts if first and count == first), first)

    return max(_DELIMITERS, key=evenness) if any(evenness(mark)[0] for mark in _DELIMITERS) else ","


def _outside_quotes(text: str) -> str:
    return re.sub(r'"[^"]*"', "", text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("sep="))


def _sheet_rows(opened: Opened, wanted: Callable[[list[Row]], bool] | None) -> list[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_area(opened)
    first: list[Row] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(opened.content))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            written = [list(row) for row in sheet.to_python(skip_empty_area=False)]
            _fill_down(written, sheet.merged_cell_ranges or [])
            rows = [
                Row(number, cells)
                for number, cells in enumerate(map(_cells, written), 1)
                if any(c is not None for c in cells)
            ]
            if rows:
                _check_rows(opened.name, len(rows))
                if wanted is None or wanted(rows):
                    return rows
                first = first or rows
    except (CalamineError, ValueError, OSError) as error:
        raise DocumentError(f"{opened.name} is damaged ({error}): save it anew from Excel and try again.") from None
    if not first:
        raise DocumentError(f"{opened.name} has no filled sheet: check that it was saved in full.")
    return first


def _fill_down(written: list[list[Any]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several rows stands in each of them, as it is seen; over several columns, in the first."""
    for (top, left), (bottom, _) in merged:
        for row in written[top + 1 : bottom + 1]:
            if top < len(written) and left < len(row) and row[left] == "":
                row[left] = written[top][left]


def _check_area(opened: Opened) -> None:
    """Refuses a sheet whose used area is too large, before the reader sets that area aside in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(opened.content)) as packed:
            for name in packed.namelist():
                if name.startswith("xl/") and name.endswith(".xml") and "sheet" in name.lower():
                    _check_sheet(opened.name, packed.read(name))
    except UNPACKING_ERRORS as error:
        raise DocumentError(f"{opened.name} is damaged ({error}): save it anew from Excel and try again.") from None


def _check_sheet(name: str, written: bytes) -> None:
    last_row = max((int(found[1]) for found in _ROW_REFERENCE.finditer(written)), default=0)
    last_column = 0
    for found in _REFERENCE.finditer(written):
        last_row = max(last_row, int(found[2]))
        last_column = max(last_column, _column(found[1]))
    if last_row * max(1, last_column) > MAX_CELLS:
        raise DocumentError(
            f"{name} has a sheet that reaches to row {last_row:,}, column {last_column:,}, which is more than "
            f"{MAX_CELLS:,} cells: copy the filled part to a new sheet and save that."
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - _BEFORE_A
    return number


def _cells(written: Sequence[object]) -> tuple[Cell, ...]:
    return tuple(map(_cell, written))


def _cell(value: object) -> Cell:
    """A sheet's value; a time of day or a span as text, true and false as Excel shows them."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date() if value.time() == time.min else value
        case date() | int():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        case time() | timedelta():
            return str(value)
        case _:
            return str(value).strip() or None
