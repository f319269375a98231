"""Ruled tables on PDF pages, by pdfplumber; with the lines of text around them."""

import io
import re
from typing import Any

from putright.documents.pdf_pages import Line, Page, TableOnPage
from putright.documents.words import cell_words, clean

__all__ = ["page_with_tables"]

_FEWEST_CELLS = 2
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
        rows = [tuple(cell_words(_mapped(cell or "")) for cell in row) for row in table.extract()]
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


def _mapped(text: str) -> str:
    return _UNMAPPED.sub("", _UNMAPPED_BULLET.sub("\u2022 ", text))
