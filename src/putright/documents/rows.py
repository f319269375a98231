"""The rows of a block of a table: its lines between one height and the next, and whether each answer is its row's own."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from putright.documents.bands import Block, Key, answers_in, bands, keys_in
from putright.documents.gutters import cells_of
from putright.documents.placed import PlacedLine, Sheet, Word
from putright.documents.stretches import UnsureError
from putright.documents.words import cell_words

__all__ = ["PlacedRow", "rows_of"]

_OFF = 0.6
"""How far, in heights of a line, an answer may stand from where the other answers stand beside their numbers."""
_FEW_OFF = 0.3
_APART = 1.0
"""Lines of one answer further apart than this are two answers."""

_Column = list[list[Word]]
"""The words of each line that has some in a column."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row's cells and the number of its first line."""

    cells: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Banded:
    """One row's lines, and its words by column."""

    lines: tuple[PlacedLine, ...]
    columns: tuple[_Column, ...]


def rows_of(sheet: Sheet, block: Block, answered: int | None, *, centred: bool) -> list[tuple[PlacedRow, int]]:
    """A block's rows, each with how many lines it has. Raises UnsureError."""
    found = bands(sheet, block, centred=centred)
    if found is None:
        raise UnsureError
    starts, drawn = found
    rows: list[_Banded] = []
    ordered = sorted(block.lines, key=lambda line: line.middle)
    cuts = [bisect_left(ordered, start, key=lambda line: line.middle) for start in starts]
    for low, high in pairwise([0, *cuts, len(ordered)]):
        lines = tuple(ordered[low:high])
        if lines:
            rows.append(_Banded(lines, _columns(lines, block)))
    doubtful = _doubtful(sheet, block, rows, answered, drawn=drawn) if answered is not None else set()
    return [(_row(row, answered if at in doubtful else None), len(row.lines)) for at, row in enumerate(rows)]


def _columns(lines: Sequence[PlacedLine], block: Block) -> tuple[_Column, ...]:
    columns: tuple[_Column, ...] = tuple([] for _ in range(len(block.gutters) + 1))
    for line in lines:
        for column, words in zip(columns, cells_of(line.words, block.gutters), strict=True):
            if words:
                column.append(words)
    return columns


def _row(row: _Banded, doubtful: int | None) -> PlacedRow:
    """One row; an answer that may be another row's stands behind a bar, where nobody takes it for one."""
    cells = [cell_words("\n".join(" ".join(word.text for word in line) for line in column)) for column in row.columns]
    if doubtful is not None:
        cells[doubtful] = f"| {cells[doubtful]}"
    return PlacedRow(tuple(cells), row.lines[0].number)


def _doubtful(sheet: Sheet, block: Block, rows: Sequence[_Banded], answered: int, *, drawn: bool) -> set[int]:
    """The places of rows whose answer may belong to another row, whose number is missing. Raises UnsureError.

    Answers stand in one way beside all numbers: at their height, at the top, the foot or the middle of the row. One that
    stands otherwise belongs to a row that was not seen. Between lines drawn across that cannot be.
    """
    keys = keys_in(block, sheet.height)
    placed: list[tuple[int, _Banded, Key]] = []
    found: set[int] = set()
    for at, row in enumerate(rows):
        answer = row.columns[answered]
        place = bisect_left(keys, row.lines[0].top, key=lambda key: key.middle)
        key = keys[place] if place < len(keys) and keys[place].middle <= row.lines[-1].bottom else None
        if answer and (answers_in(answer) > 1 or (not drawn and _is_apart(answer, sheet.height))):
            found.add(at)
        elif answer and key is not None:
            placed.append((at, row, key))
        elif answer and at and block.numbered and not drawn:
            found.add(at)
    off = [{at for at, row, key in placed if abs(way(row, key, answered)) > _OFF * sheet.height} for way in _WAYS]
    fewest: set[int] = set() if drawn else min(off, key=len)
    if len(fewest) > _FEW_OFF * len(placed):
        raise UnsureError
    return found | fewest


def _is_apart(answer: _Column, height: float) -> bool:
    return any(below[0].top - above[0].bottom > _APART * height for above, below in pairwise(answer))


def _beside_top(row: _Banded, key: Key, answered: int) -> float:
    return row.columns[answered][0][0].middle - key.middle


def _beside_middle(row: _Banded, key: Key, answered: int) -> float:
    answer = row.columns[answered]
    return (answer[0][0].middle + answer[-1][0].middle) / 2 - (key.middle + key.last) / 2


def _beside_foot(row: _Banded, key: Key, answered: int) -> float:
    return row.columns[answered][-1][0].middle - key.last


def _in_the_middle(row: _Banded, _: Key, answered: int) -> float:
    answer = row.columns[answered]
    return (answer[0][0].middle + answer[-1][0].middle) / 2 - (row.lines[0].middle + row.lines[-1].middle) / 2


_WAYS = (_beside_top, _beside_middle, _beside_foot, _in_the_middle)
