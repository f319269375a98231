"""What a PDF page holds, and taking off what is printed on every page: its title line, its page number."""

from collections import Counter
from dataclasses import dataclass, field

from putright.documents.furniture import EDGE_LINES, FEWEST_PAGES, is_page_number, shape

__all__ = ["Line", "Page", "TableOnPage", "without_furniture"]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line outside tables."""

    text: str


@dataclass(slots=True)
class TableOnPage:
    """The part of a table that stands on one page."""

    rows: list[tuple[str, ...]]
    header: tuple[str, ...] = ()
    first_on_page: bool = False
    """Whether nothing but the page's furniture stands above it."""

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(slots=True)
class Page:
    """One page's lines and tables, from top to bottom."""

    number: int
    parts: list[Line | TableOnPage] = field(default_factory=list)

    def __init__(self, number: int, parts: "list[Line] | list[Line | TableOnPage]") -> None:
        self.number = number
        self.parts = list(parts)


def without_furniture(pages: list[Page]) -> list[Page]:
    """The pages without the lines printed at the edge of most of them, and with each table knowing if it comes first.

    A line counts as printed on every page only when it stands in the same place there: "Comply: Yes" is often the last
    line of a page, but not on half of them.
    """
    often = Counter((place, _shape(page.parts[at])) for page in pages for place, at in _edges(page))
    fewest = max(FEWEST_PAGES, len(pages) // 2 + 1)
    for page in pages:
        dropped = {
            at
            for place, at in _edges(page)
            if isinstance(part := page.parts[at], Line)
            and (is_page_number(part.text) or often[place, _shape(part)] >= fewest)
        }
        kept = [part for at, part in enumerate(page.parts) if at not in dropped]
        page.parts = kept or page.parts
        if page.parts and isinstance(page.parts[0], TableOnPage):
            page.parts[0].first_on_page = True
    return pages


def _edges(page: Page) -> list[tuple[int, int]]:
    """Lines at the top (0, 1, 2) and the bottom (-1, -2, -3) of a page, up to the first table, and where they are."""
    found: list[tuple[int, int]] = []
    count = len(page.parts)
    for places in (range(EDGE_LINES), range(-1, -EDGE_LINES - 1, -1)):
        for place in places:
            at = place if place >= 0 else count + place
            if not 0 <= at < count or not isinstance(page.parts[at], Line):
                break
            found.append((place, at))
    return found


def _shape(part: "Line | TableOnPage") -> str:
    return shape(part.text) if isinstance(part, Line) else ""
