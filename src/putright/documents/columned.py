"""Tables that are drawn with white space alone: pages of placed words to rows and the lines between them.

A table begins under a row of headings and goes on over pages until words run across it. Where columns or rows cannot
be told for certain the page is given up, and its reader says so: an answer is never moved to another row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from putright.documents.bands import NUMBER, Block, answers_in, keys_in
from putright.documents.furniture import without_edges
from putright.documents.heads import find_heads, is_answer, is_answer_head
from putright.documents.placed import PlacedLine, Sheet
from putright.documents.rows import PlacedRow, rows_of
from putright.documents.stretches import Finder, Stretch, UnsureError

__all__ = ["ColumnedPage", "PlacedTable", "held_back", "read_columns"]


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Rows that follow each other, and the headings they stand under, which need not be on their page."""

    rows: tuple[PlacedRow, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnedPage:
    """A page's lines and tables, from top to bottom; None where they could not be told apart."""

    number: int
    parts: tuple[PlacedLine | PlacedTable, ...] | None
    unparted: bool = False
    """Whether rows stand on it that could not be told apart."""


def read_columns(sheets: Sequence[Sheet]) -> list[ColumnedPage]:
    """The pages on which a table stands or goes on. Nothing is said of the others."""
    if not any(find_heads(sheet) for sheet in sheets):
        return []
    bare = without_edges(sheets)
    finder = Finder()
    parted = [(sheet, _found(finder, sheet)) for sheet in bare]
    centred = any(
        isinstance(part, Stretch) and part.begins and _begins_above(part, sheet.height)
        for sheet, parts in parted
        for part in parts or ()
    )
    return list(_pages(parted, centred=centred))


_Parts = tuple[PlacedLine | Stretch, ...]


def _found(finder: Finder, sheet: Sheet) -> _Parts | None:
    """A page's stretches; None where its columns cannot be told."""
    try:
        return finder.stretches(sheet)
    except UnsureError:
        return None


def _begins_above(stretch: Stretch, height: float) -> bool:
    """Whether words stand above the first number under headings: numbers are then in the middle of their rows."""
    block = stretch.parts[0] if stretch.parts else None
    keys = keys_in(block, height) if isinstance(block, Block) else []
    return isinstance(block, Block) and bool(keys) and block.lines[0].middle < keys[0].middle - height / 4


def _pages(parted: Sequence[tuple[Sheet, _Parts | None]], *, centred: bool) -> Iterator[ColumnedPage]:
    """Each page with its rows. After rows that were given up, what goes on from them belongs to no known row."""
    lost = False
    for sheet, parts in parted:
        if parts is None:
            lost = True
            yield ColumnedPage(sheet.number, None, unparted=True)
        elif parts:
            page = _Page(sheet, centred=centred, lost=lost)
            for part in parts:
                page.add(part)
            lost = page.lost
            yield ColumnedPage(sheet.number, tuple(page.parts), unparted=page.unparted)


class _Page:
    """One page's lines and tables while they are put together."""

    def __init__(self, sheet: Sheet, *, centred: bool, lost: bool) -> None:
        self.parts: list[PlacedLine | PlacedTable] = []
        self.lost = lost
        """Whether the rows before were given up."""
        self.unparted = False
        self._sheet = sheet
        self._centred = centred

    def add(self, part: PlacedLine | Stretch) -> None:
        """The next line, or the next stretch of a table."""
        if isinstance(part, PlacedLine):
            self.parts.append(part)
            return
        if part.unsure:
            self.lost = self.unparted = True
            self.parts += _lines_held([line for line in part.parts if isinstance(line, PlacedLine)])
            return
        heads = tuple(cell.text for cell in part.cells)
        answered = next((at for at, text in enumerate(heads) if is_answer_head(text)), None)
        rows = [PlacedRow(heads, part.number)] if part.headed else []
        for piece in part.parts:
            read = self._read(piece, answered) if isinstance(piece, Block) else None
            if read is not None:
                rows += read
                continue
            self._table(rows, heads)
            rows = []
            self.parts += _lines_held(piece.lines) if isinstance(piece, Block) else [piece]
        self._table(rows, heads)

    def _table(self, rows: Sequence[PlacedRow], heads: tuple[str, ...]) -> None:
        if rows:
            self.parts.append(PlacedTable(tuple(rows), heads))

    def _read(self, block: Block, answered: int | None) -> list[PlacedRow] | None:
        """A block's rows; None where it has none, or none that can be told for certain."""
        keys = keys_in(block, self._sheet.height)
        if not keys and block.begins:
            # Lines after one across the page, without a number: words below the table, unless an answer is among them.
            self.unparted |= answered is not None and answers_in(block.column(answered)) > 0
            return None
        try:
            read = rows_of(self._sheet, block, answered, centred=self._centred)
        except UnsureError:
            self.lost = self.unparted = True
            return None
        if self.lost and not block.begins and keys and keys[0].top > block.lines[0].bottom:
            self.parts += _lines_held(block.lines[: read[0][1]])
            read = read[1:]
        elif self.lost and not block.begins and not keys:
            return None
        self.lost = False
        return [row for row, _ in read]


def held_back(text: str) -> str:
    """A line of rows that could not be told apart, with a bar before it where it is an answer or begins with a number.

    Which row such an answer belongs to is not known; behind the bar nobody takes it for one.
    """
    return f"| {text}" if is_answer(text) or NUMBER.match(text) else text


def _lines_held(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    return [
        replace(line, words=(replace(line.words[0], text="|"), *line.words))
        if held_back(line.text) != line.text
        else line
        for line in lines
    ]
