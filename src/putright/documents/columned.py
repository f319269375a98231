"""Tables that are drawn with white space alone: pages of placed words to rows and the lines between them.

A table begins under a row of headings and goes on over pages until words run across it. Where columns or rows cannot
be told for certain the page is given up, and its reader says so: an answer is never moved to another row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from putright.documents.bands import Block, answers_in, bands, keys_in
from putright.documents.furniture import without_edges
from putright.documents.gutters import cells_of
from putright.documents.heads import find_heads, is_answer_head
from putright.documents.placed import PlacedLine, Sheet, Word
from putright.documents.stretches import Finder, Stretch, UnsureError
from putright.documents.words import cell_words

__all__ = ["ColumnedPage", "PlacedRow", "PlacedTable", "read_columns"]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row's cells and the number of its first line."""

    cells: tuple[str, ...]
    number: int = 0


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


def read_columns(sheets: Sequence[Sheet]) -> list[ColumnedPage]:
    """The pages on which a table stands or goes on. Nothing is said of the others."""
    if not any(find_heads(sheet) for sheet in sheets):
        return []
    bare = without_edges(sheets)
    finder = Finder()
    parted = [(sheet, _found(finder, sheet)) for sheet in bare]
    centred = any(
        isinstance(part, Stretch) and part.headed and _begins_above(part, sheet.height)
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
    """Each page with its rows. After a page that was given up, what goes on from it belongs to no known row."""
    given_up = False
    for sheet, parts in parted:
        if parts is None:
            given_up = True
            yield ColumnedPage(sheet.number, None)
        elif parts:
            try:
                read = tuple(_parts(sheet, parts, centred=centred, lost=given_up))
                given_up = False
                yield ColumnedPage(sheet.number, read)
            except UnsureError:
                given_up = True
                yield ColumnedPage(sheet.number, None)


def _parts(sheet: Sheet, parts: _Parts, *, centred: bool, lost: bool) -> Iterator[PlacedLine | PlacedTable]:
    for part in parts:
        if isinstance(part, PlacedLine):
            yield part
            continue
        heads = tuple(cell.text for cell in part.cells)
        answered = next((at for at, text in enumerate(heads) if is_answer_head(text)), None)
        rows = [PlacedRow(heads, part.number)] if part.headed else []
        for piece in part.parts:
            if isinstance(piece, Block) and _is_of_table(sheet, piece, answered):
                read = _rows(sheet, piece, answered, centred=centred)
                if lost and not piece.begins and not _starts_with_key(sheet, piece):
                    yield from piece.lines[: read[0][1]]
                    read = read[1:]
                rows += [row for row, _ in read]
                continue
            if rows:
                yield PlacedTable(tuple(rows), heads)
                rows = []
            yield from piece.lines if isinstance(piece, Block) else (piece,)
        if rows:
            yield PlacedTable(tuple(rows), heads)


def _is_of_table(sheet: Sheet, block: Block, answered: int | None) -> bool:
    """Whether a block is rows: lines without a number or an answer after a line across the page are words below it.

    Raises UnsureError for such lines that hold an answer.
    """
    if keys_in(block, sheet.height) or not block.begins:
        return True
    if answered is not None and answers_in(block.column(answered)):
        raise UnsureError
    return False


def _starts_with_key(sheet: Sheet, block: Block) -> bool:
    keys = keys_in(block, sheet.height)
    return bool(keys) and keys[0].top <= block.lines[0].bottom


def _rows(sheet: Sheet, block: Block, answered: int | None, *, centred: bool) -> list[tuple[PlacedRow, int]]:
    """A block's rows, each with how many lines it has. Raises UnsureError."""
    starts = bands(sheet, block, centred=centred)
    if starts is None:
        raise UnsureError
    rows: list[tuple[PlacedRow, int]] = []
    for low, high in zip([float("-inf"), *starts], [*starts, float("inf")], strict=True):
        lines = [line for line in block.lines if low <= line.middle < high]
        if lines:
            rows.append((_row(lines, block, answered), len(lines)))
    return rows


def _row(lines: Sequence[PlacedLine], block: Block, answered: int | None) -> PlacedRow:
    """One row. Raises UnsureError when two answers stand in it, one below the other."""
    columns: list[list[list[Word]]] = [[] for _ in range(len(block.gutters) + 1)]
    for line in lines:
        for column, words in zip(columns, cells_of(line.words, block.gutters), strict=True):
            if words:
                column.append(words)
    if answered is not None and answers_in(columns[answered]) > 1:
        raise UnsureError
    cells = (cell_words("\n".join(" ".join(word.text for word in words) for words in column)) for column in columns)
    return PlacedRow(tuple(cells), lines[0].number)
