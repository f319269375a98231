"""Parting a page into stretches of a table: under which headings its lines stand, and which lines run across it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from putright.documents.bands import NUMBER, Block
from putright.documents.furniture import EDGE_LINES
from putright.documents.gutters import Gutter, cells_of, crosses, gutters_between, is_across
from putright.documents.heads import Heads, find_heads, is_answer_head, is_number_head
from putright.documents.placed import PlacedLine, Run, Sheet

__all__ = ["Finder", "Stretch", "UnsureError"]

_WIDE = 2.5
_BESIDE_NUMBERS = re.compile(
    r"(?:code|section|provision|paragraph|para|ref|page|pages|pg|p|must|should|and|\d{1,3}(?:\.\d{1,3})*|[\W_])*",
    re.IGNORECASE,
)
"""All that stands in a column of numbers: other words there run across the page."""

_SECTION = re.compile(r"(?:section|part)\s+\d{1,2}\W*", re.IGNORECASE)


class UnsureError(Exception):
    """Columns or rows cannot be told for certain."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two rows of headings on one page: blocks of the table, and lines across the page."""

    cells: tuple[Run, ...]
    headed: bool
    """Whether the headings stand over it; else they stand on a page before."""
    begins: bool
    """Whether a row begins under the headings; under headings repeated at the top of a page one may go on."""
    number: int
    """Of the headings' first line."""
    parts: tuple[PlacedLine | Block, ...]
    unsure: bool = False
    """Whether its columns cannot be told: its parts are then its lines."""


_Layout = tuple[tuple[str, int], ...]


class Finder:
    """Finds the stretches of one page after the other, and remembers the headings that a page goes on under."""

    def __init__(self) -> None:
        self._last: tuple[Run, ...] | None = None
        self._page = 0

    def stretches(self, sheet: Sheet) -> tuple[PlacedLine | Stretch, ...]:
        """A page's stretches and the lines before its first; empty for a page that no table touches."""
        heads = find_heads(sheet)
        if self._page != sheet.number - 1:
            self._last = None
        self._page = sheet.number
        before = sheet.lines[: heads[0].first] if heads else sheet.lines
        found = list(self._going_on(sheet, before, heads))
        if not heads and not any(isinstance(one, Stretch) for one in found):
            self._last = None
            return ()
        shared = _shared(sheet, heads)
        for at, one in enumerate(heads):
            again = self._last is not None and not found and [c.text for c in one.cells] == [c.text for c in self._last]
            self._last = one.cells
            lines = _below(sheet, heads, at)
            try:
                parts, unsure = _parted(sheet, one.cells, lines, shared[_layout(one)], begins=not again), False
            except UnsureError:
                parts, unsure = tuple(lines), True
            number = sheet.lines[one.first].number
            found.append(Stretch(one.cells, headed=True, begins=not again, number=number, parts=parts, unsure=unsure))
        return tuple(found)

    def _going_on(
        self, sheet: Sheet, lines: Sequence[PlacedLine], heads: Sequence[Heads]
    ) -> Sequence[PlacedLine | Stretch]:
        """Lines under the headings of the page before; this page's own may show better where the columns stand."""
        if self._last is None or not lines:
            return lines
        cells = heads[0].cells if heads and len(heads[0].cells) == len(self._last) else self._last
        try:
            parts = _parted(sheet, cells, lines, None, begins=False)
        except UnsureError:
            if any(NUMBER.match(line.text) for line in lines):
                raise
            return lines
        return [Stretch(self._last, headed=False, begins=False, number=0, parts=parts)] if _has_block(parts) else lines


def _below(sheet: Sheet, heads: Sequence[Heads], at: int) -> list[PlacedLine]:
    """The lines between one row of headings and the next."""
    return sheet.lines[heads[at].last + 1 : heads[at + 1].first if at + 1 < len(heads) else len(sheet.lines)]


def _layout(heads: Heads) -> _Layout:
    """What headings say and where they stand: under the same ones at the same places the columns are the same."""
    return tuple((cell.text, round(cell.left)) for cell in heads.cells)


def _shared(sheet: Sheet, heads: Sequence[Heads]) -> dict[_Layout, list[Gutter] | None]:
    """The strips between the columns as all lines under the same headings show them: more lines make them plainer."""
    lines: dict[_Layout, list[PlacedLine]] = {}
    for at, one in enumerate(heads):
        lines.setdefault(_layout(one), []).extend(_below(sheet, heads, at))
    first = {_layout(one): one.cells for one in reversed(heads)}
    return {layout: _gutters(sheet, cells, lines[layout]) for layout, cells in first.items()}


def _gutters(sheet: Sheet, cells: Sequence[Run], lines: Sequence[PlacedLine]) -> list[Gutter] | None:
    """The strips between columns; where text may have a single space there, with every word looked at on its own."""
    found = gutters_between(sheet, cells, lines)
    if found is None and sheet.spaced:
        return gutters_between(replace(sheet, space=0.5), cells, lines)
    return found


def _has_block(parts: Sequence[PlacedLine | Block]) -> bool:
    return any(isinstance(part, Block) for part in parts)


def _parted(
    sheet: Sheet, cells: tuple[Run, ...], lines: Sequence[PlacedLine], shared: list[Gutter] | None, *, begins: bool
) -> tuple[PlacedLine | Block, ...]:
    """Lines under headings, parted into blocks of the table and lines across it. Raises UnsureError.

    `shared` are the strips between columns where other lines of the page have shown them already.
    """
    gutters = shared or _gutters(sheet, cells, lines)
    if gutters is None:
        if all(is_across(sheet, cells, line) for line in lines):
            return tuple(lines)
        raise UnsureError
    keyed, numbered = _key_column(cells, lines, gutters)
    of_numbers = numbered and is_number_head(cells[keyed].text)
    parts: list[PlacedLine | Block] = []
    held: list[PlacedLine] = []
    for line in (*lines, None):
        across = line is None or crosses(line, gutters) or (of_numbers and _is_other(line, gutters, keyed))
        if across and held:
            first = begins or bool(parts)
            parts.append(Block(tuple(held), tuple(gutters), keyed, numbered=numbered, begins=first))
            held = []
        if line is not None:
            (parts if across else held).append(line)
    _check_across(sheet, parts)
    return tuple(parts)


def _key_column(cells: Sequence[Run], lines: Sequence[PlacedLine], gutters: Sequence[Gutter]) -> tuple[int, bool]:
    """The column whose words begin rows, and whether they are numbers: the numbers' own, else the first, else answers."""
    for at, cell in enumerate(cells):
        if is_number_head(cell.text):
            return at, True
    for line in lines:
        first = cells_of(line.words, gutters)[0]
        if first and NUMBER.match(" ".join(word.text for word in first)):
            return 0, True
    return next((at for at, cell in enumerate(cells) if is_answer_head(cell.text)), 0), False


def _is_other(line: PlacedLine, gutters: Sequence[Gutter], keyed: int) -> bool:
    """Whether words stand among the numbers that do not belong there, as in a signature under the table."""
    text = " ".join(word.text for word in cells_of(line.words, gutters)[keyed])
    return not _BESIDE_NUMBERS.fullmatch(text) or _SECTION.fullmatch(text) is not None


def _check_across(sheet: Sheet, parts: Sequence[PlacedLine | Block]) -> None:
    """Refuses a line across the table that has wide gaps itself, with more of the table after it: it may be a row."""
    edges = {*sheet.lines[:EDGE_LINES], *sheet.lines[-EDGE_LINES:]}
    for at, part in enumerate(parts):
        inside = isinstance(part, PlacedLine) and part not in edges and _has_block(parts[at + 1 :])
        if inside and isinstance(part, PlacedLine) and len(list(part.runs(_WIDE * sheet.space))) > 1:
            raise UnsureError
