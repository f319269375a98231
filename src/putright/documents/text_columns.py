"""Text laid out in columns with spaces, as it is when taken from a PDF with its layout kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from putright.documents.columned import PlacedTable, held_back, read_columns
from putright.documents.pdf_words import may_hold_columns
from putright.documents.placed import PlacedLine, Sheet, Word, placed_line
from putright.documents.rows import PlacedRow
from putright.documents.words import one_line

__all__ = ["Laid", "read_layout"]

_MOST_LINES, _MOST_LINES_ON_A_PAGE = 12_000, 4_000
"""About 200 pages, and the whole of a long form without page breaks: more would take long to look for columns in."""
_MOST_CHARACTERS = 1_500_000
_FEWEST_PARTED = 3
_LONGEST_LINE = 1_000
_DRAWN = re.compile(r"\s*[-=_+\u2500-\u257f][-=_+\s\u2500-\u257f]{9,}")
"""A line across made of signs."""

_Numbered = tuple[int, str]


@dataclass(slots=True)
class Laid:
    """Lines, and the rows of a table after them."""

    lines: list[_Numbered] = field(default_factory=list)
    rows: tuple[PlacedRow, ...] = ()
    unparted: bool = False
    """Whether columns stand in these lines that could not be told apart."""


def read_layout(lines: Sequence[_Numbered]) -> list[Laid] | None:
    """The text as lines and rows in their order; None where no columns with known headings stand in it."""
    if len(lines) > _MOST_LINES or sum(len(line) for _, line in lines) > _MOST_CHARACTERS:
        return None
    if not may_hold_columns(["\n".join(line for _, line in lines)]):
        return None
    if sum(_is_parted(line) for _, line in lines) >= _FEWEST_PARTED:
        return None
    pages = _pages(lines)
    if max(map(len, pages)) > _MOST_LINES_ON_A_PAGE:
        return None
    read = {page.number: page for page in read_columns([_sheet(at, page) for at, page in enumerate(pages, 1)])}
    if not read:
        return None
    laid: list[Laid] = []
    for at, page in enumerate(pages, 1):
        if at not in read:
            laid.append(Laid(page))
        elif (parts := read[at].parts) is None:
            kept = [(number, held_back(line.strip())) for number, line in page if line.strip()]
            laid.append(Laid(kept, unparted=True))
        else:
            laid += _of_parts(parts)
            laid[-1].unparted = read[at].unparted
    return laid


def _is_parted(line: str) -> bool:
    """Whether a line says itself where its cells are: then nothing has to be told from spaces."""
    return "\t" in line or line.lstrip().startswith("|")


def _pages(lines: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """The lines of each page: a form feed parts them."""
    pages: list[list[_Numbered]] = [[]]
    for number, line in lines:
        before, *after = line.split("\f")
        pages[-1].append((number, before))
        pages += [[(number, part)] for part in after]
    return pages


def _sheet(number: int, lines: Sequence[_Numbered]) -> Sheet:
    """A page of text measured in characters and lines."""
    placed: list[PlacedLine] = []
    rules: list[tuple[float, float, float]] = []
    for down, (at, line) in enumerate(lines):
        if _DRAWN.fullmatch(line):
            rules.append((0, len(line), down + 0.5))
            continue
        words = [
            Word(found.start(), found.end(), down, down + 1, said)
            for found in re.finditer(r"\S+", line[:_LONGEST_LINE])
            if (said := one_line(found[0]))
        ]
        if words:
            placed.append(placed_line(words, at))
    return Sheet(number, placed, height=1, space=1, gutter=1, rules=rules, spaced=True)


def _of_parts(parts: Sequence[PlacedLine | PlacedTable]) -> list[Laid]:
    """A page's parts, each run of lines with the rows after it."""
    laid = [Laid()]
    for part in parts:
        if isinstance(part, PlacedTable):
            laid[-1].rows = part.rows
            laid.append(Laid())
        else:
            laid[-1].lines.append((part.number, part.text))
    return laid
