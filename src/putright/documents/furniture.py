"""What is printed at the edge of every page: its title, its number, the name of its landlord."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from putright.documents.heads import is_of_heads
from putright.documents.placed import Sheet

__all__ = ["EDGE_LINES", "FEWEST_PAGES", "is_page_number", "shape", "without_edges"]

EDGE_LINES = 3
"""How many lines at the top and the bottom of a page may be its furniture."""
FEWEST_PAGES = 3
"""On two pages a line may be repeated by chance."""
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-\u2013|]?\s*\d{1,3}\s*(?:[-\u2013|]|(?:of|/)\s*\d{1,3}|\|\s*page)?$", re.IGNORECASE
)
_NUMBER_BESIDE_PAGE = re.compile(r"\bpage\s*\d+(?:\s*(?:of|/)\s*\d+)?|\b\d+\s*\|\s*page\b", re.IGNORECASE)


def is_page_number(text: str) -> bool:
    """Whether a line is a page's number and nothing else."""
    return _PAGE_NUMBER.match(text) is not None


def shape(text: str) -> str:
    """A line as it is counted: a page's number is made equal, as "Page 3 of 9" and "Page 4 of 9" are one."""
    return _NUMBER_BESIDE_PAGE.sub("#", text)


def without_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without page numbers and the lines printed at the edge of most of them; headings of columns stay."""
    often = Counter((place, shape(sheet.lines[at].text)) for sheet in sheets for place, at in _edges(sheet))
    fewest = max(FEWEST_PAGES, len(sheets) // 2 + 1)
    bare: list[Sheet] = []
    for sheet in sheets:
        dropped = {
            at
            for place, at in _edges(sheet)
            if is_page_number(text := sheet.lines[at].text)
            or (often[place, shape(text)] >= fewest and not is_of_heads(sheet.lines[at]))
        }
        bare.append(replace(sheet, lines=[line for at, line in enumerate(sheet.lines) if at not in dropped]))
    return bare


def _edges(sheet: Sheet) -> list[tuple[int, int]]:
    """Lines at the top (0, 1, 2) and the bottom (-1, -2, -3) of a page, and where they are."""
    count = len(sheet.lines)
    places = [*range(EDGE_LINES), *range(-1, -EDGE_LINES - 1, -1)]
    return [(place, place % count) for place in places if -count <= place < count]
