"""Ruled tables on PDF pages, by pdfplumber; with the lines of text around them."""

import io
import re
from typing import Any

from putright.documents.pdf_pages import Line, Page, TableOnPage
from putright.documents.words import cell_words, clean

__all__ = ["page_with_tables"]

_FEWEST_CELLS = 2
_MOST_OF_THEM = 0.97
"""Of a table's letters, these must stand in its cells; a few stray signs on its edge are no matter."""
_WHITE = re.compile(r"\s")
_NUMBER_ALONE = re.compile(r"(?m)^\s*\d{1,2}\.\d{1,2}\s*$")
_UNMAPPED_BULLET = re.compile(r"(?m)^\s*\(cid:\d+\)\s*")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""A sign whose meaning the file does not give, as pdfplumber writes it; at the start of a line it is a bullet."""


def page_with_tables(content: bytes, numbers: list[int]) -> tuple[dict[int, Page], list[int]]:
    """Those pages (counted from 0) that hold tables, and the numbers of pages that could not be looked at."""
    import pdfplumber

    found: dict[int, Page] = {}
    failed: list[int] = []
    try:
        with pdfplumber.open(io.BytesIO(content), pages=[number + 1 for number in numbers]) as document:
            for number, page in zip(numbers, document.pages, strict=True):
                try:
                    read = _page(page, number)
                except Exception:  # noqa: BLE001  it raises anything on a malformed page; the text layer still stands
                    failed.append(number)
                    continue
                finally:
                    page.close()
                if read is not None:
                    found[number] = read
    except Exception:  # noqa: BLE001  the same for a malformed file that pdfium could read
        return {}, numbers
    return found, failed


def _page(page: Any, number: int) -> Page | None:  # noqa: ANN401  pdfplumber publishes no types
    tables = [table for table in page.find_tables() if _is_table(table)]
    if not tables:
        return None
    placed: list[tuple[float, Line | TableOnPage]] = []
    outside = page
    for table in tables:
        written = [[cell or "" for cell in row] for row in table.extract()]
        if _loses_words(page, table, written) or _merges_rows(written):
            return None
        rows = [tuple(cell_words(_mapped(cell)) for cell in row) for row in written]
        rows = [row for row in rows if any(row)]
        if rows:
            placed.append((table.bbox[1], TableOnPage(rows, rows[0])))
            outside = outside.outside_bbox(table.bbox, strict=False)
    for line in outside.extract_text_lines(return_chars=False):
        words = clean(_mapped(line["text"])).replace("\n", " ")
        if words:
            placed.append((line["top"], Line(words)))
    placed.sort(key=lambda part: part[0])
    return Page(number + 1, [part for _, part in placed])


def _is_table(table: Any) -> bool:  # noqa: ANN401
    """Whether it has two columns somewhere: a box round a paragraph has one."""
    return any(sum(cell is not None for cell in row.cells) >= _FEWEST_CELLS for row in table.rows)


def _loses_words(page: Any, table: Any, written: list[list[str]]) -> bool:  # noqa: ANN401
    """Whether words stand between its cells: shading alone makes boxes of some cells, and the others would be lost."""
    left, top, right, bottom = table.bbox
    inside = 0
    for sign in page.chars:
        across, down = (sign["x0"] + sign["x1"]) / 2, (sign["top"] + sign["bottom"]) / 2
        inside += bool(left <= across < right and top <= down < bottom and not sign["text"].isspace())
    return sum(len(_WHITE.sub("", cell)) for row in written for cell in row) < inside * _MOST_OF_THEM


def _merges_rows(written: list[list[str]]) -> bool:
    """Whether most of its rows are several in one: shading by columns makes one tall box of each."""
    numbers = (len(_NUMBER_ALONE.findall(cell)) - 1 for row in written for cell in row)
    return sum(more for more in numbers if more > 0) >= max(1, len(written) - 1)


def _mapped(text: str) -> str:
    return _UNMAPPED.sub("", _UNMAPPED_BULLET.sub("\u2022 ", text))
