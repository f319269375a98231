"""A PDF into passages: its text layer, and its tables as rows, ruled or not, joined where they go on over the page.

Pages are opened with pdfium, which is fast and sandbox-hardened; only pages that have ruled lines on them are also
given to pdfplumber for their tables. A scan has no text layer: it is refused, never guessed at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from putright.documents.bounds import (
    MAX_CHARACTERS,
    MAX_PAGES,
    MAX_PASSAGES,
    MAX_SHAPES_ON_A_PAGE,
    MAX_TABLE_PAGES,
    DocumentError,
)
from putright.documents.columned import PlacedTable, held_back, read_columns
from putright.documents.opening import Opened
from putright.documents.pdf_pages import Line, Page, TableOnPage, without_furniture
from putright.documents.pdf_tables import page_with_tables
from putright.documents.pdf_words import may_hold_columns, sheet_of
from putright.documents.placed import PlacedLine, Sheet
from putright.documents.text import unwrapped
from putright.documents.words import as_passage, clean
from putright.passages import Document, Passage, PassageKind

__all__ = ["read_pdf"]

_FEWEST_SHAPES = 4
"""A table has at least this many lines or boxes; a page with fewer is read as text alone."""
_FEWEST_CHARACTERS_A_PAGE = 10
"""A scan may carry a stamp or a page number: fewer characters than this a page is no text layer."""
_MOST_CHARACTERS_IN_COLUMNS = 30_000
"""Of a page on which columns without drawn lines are looked for: a full page of small print has 8,000."""
_PASSWORD = 4
"""pdfium's number for a file that wants a password."""


def read_pdf(opened: Opened) -> Document:
    """A PDF as passages. Raises DocumentError for one with a password, no text layer, damage or too many pages."""
    pages, notes = _pages(opened)
    passages = tuple(_passages(without_furniture(pages)))
    if len(passages) > MAX_PASSAGES:
        raise DocumentError(
            f"{opened.name} has more than {MAX_PASSAGES:,} paragraphs: save the part that matters on its own."
        )
    return Document(opened.name, "pdf", passages, opened.notes + notes)


def _pages(opened: Opened) -> tuple[list[Page], tuple[str, ...]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(opened.content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise DocumentError(
                f"{opened.name} is protected by a password: save it without one and try again."
            ) from None
        raise DocumentError(f"{opened.name} is a damaged PDF: fetch it again, or save it anew.") from None
    try:
        if len(document) > MAX_PAGES:
            raise DocumentError(
                f"{opened.name} has {len(document)} pages, more than {MAX_PAGES}: save the part that matters on its own."
            )
        if len(document) == 0:
            raise DocumentError(f"{opened.name} is a damaged PDF: it has no pages; fetch it again, or save it anew.")
        texts, ruled, empty = _read_each(opened.name, document)
        _check_words(opened.name, texts)
        tables = _tables(opened.content, document, texts, ruled)
    except pypdfium2.PdfiumError:
        raise DocumentError(f"{opened.name} is a damaged PDF: fetch it again, or save it anew.") from None
    finally:
        document.close()
    notes = [f"Page {number} of {opened.name} is a picture without words and was left out." for number in empty[:5]]
    if tables.missed:
        notes.append(
            f"On page {tables.missed[0]}{' and others' if tables.missed[1:] else ''} tables could not be told apart and "
            "were read as text."
        )
    for number in tables.unparted:
        tables.pages[number] = _text_page(number, texts[number], unparted=True)
    return [tables.pages.get(number) or _text_page(number, text) for number, text in enumerate(texts)], tuple(notes)


def _check_words(name: str, texts: list[str]) -> None:
    if sum(map(len, texts)) < _FEWEST_CHARACTERS_A_PAGE * len(texts):
        raise DocumentError(
            f"{name} has no text layer, only pictures of pages: run text recognition (OCR) on it, or ask for the original."
        )


def _read_each(name: str, document: Any) -> tuple[list[str], list[int], list[int]]:  # noqa: ANN401  no types published
    """Every page's text, the numbers of pages that may hold tables, and of pages that are pictures only."""
    texts: list[str] = []
    ruled: list[int] = []
    empty: list[int] = []
    total = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        texts.append(text.get_text_bounded() or "")
        total += len(texts[-1])
        if total > MAX_CHARACTERS:
            raise DocumentError(
                f"{name} holds more than {MAX_CHARACTERS:,} characters: save the part that matters on its own."
            )
        shapes, pictures = _drawn(page)
        if _FEWEST_SHAPES <= shapes <= MAX_SHAPES_ON_A_PAGE:
            ruled.append(number)
        if pictures and len(texts[-1].strip()) < _FEWEST_CHARACTERS_A_PAGE:
            empty.append(number + 1)
        text.close()
        page.close()
    return texts, ruled, empty


def _drawn(page: Any) -> tuple[int, int]:  # noqa: ANN401
    """How many lines and boxes, and how many pictures, stand on a page; counted no further than matters."""
    from pypdfium2 import raw

    shapes = pictures = 0
    for drawn in page.get_objects(max_depth=3):
        shapes += drawn.type == raw.FPDF_PAGEOBJ_PATH
        pictures += drawn.type == raw.FPDF_PAGEOBJ_IMAGE
        if shapes > MAX_SHAPES_ON_A_PAGE:
            break
    return shapes, pictures


@dataclass(slots=True)
class _Tables:
    """The pages that have tables, by their numbers from 0, and those (from 1) whose tables could not be read."""

    pages: dict[int, Page]
    missed: list[int]
    unparted: list[int]
    """Pages (from 0) on which columns stand that could not be told apart."""


def _tables(content: bytes, document: Any, texts: list[str], ruled: list[int]) -> _Tables:  # noqa: ANN401
    """Ruled tables first; on the other pages those that white space alone parts into columns, if any has headings."""
    found: dict[int, Page] = {}
    missed = [number + 1 for number in ruled[MAX_TABLE_PAGES:]]
    if ruled:
        found, failed = page_with_tables(content, ruled[:MAX_TABLE_PAGES])
        missed += [number + 1 for number in failed]
    unparted: list[int] = []
    if may_hold_columns(texts):
        others = [
            number
            for number, text in enumerate(texts)
            if number not in found and len(text) <= _MOST_CHARACTERS_IN_COLUMNS
        ][:MAX_TABLE_PAGES]
        sheets = [_sheet(document, number) for number in others]
        for page in read_columns(sheets):
            if page.unparted:
                missed.append(page.number)
            if page.parts is None:
                unparted.append(page.number - 1)
            else:
                found[page.number - 1] = _page_of(page.number, page.parts)
    return _Tables(found, sorted(set(missed)), unparted)


def _sheet(document: Any, number: int) -> Sheet:  # noqa: ANN401
    page = document[number]
    try:
        return sheet_of(page, number)
    finally:
        page.close()


def _page_of(number: int, parts: Sequence[PlacedLine | PlacedTable]) -> Page:
    return Page(
        number,
        [
            Line(part.text)
            if isinstance(part, PlacedLine)
            else TableOnPage([row.cells for row in part.rows], part.heads)
            for part in parts
        ],
    )


def _text_page(number: int, text: str, *, unparted: bool = False) -> Page:
    lines = [clean(line).replace("\n", " ") for line in text.replace("\ufffe", "-").splitlines()]
    return Page(number + 1, [Line(held_back(line) if unparted else line) for line in lines if line])


def _passages(pages: list[Page]) -> Iterator[Passage]:
    """The pages' lines as paragraphs, which may run over a page's end, and their tables, numbered through the file."""
    pending: list[tuple[int, str]] = []
    tables, rows = 0, 0
    last: TableOnPage | None = None
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line):
                pending.append((page.number, part.text))
                continue
            yield from _paragraphs(pending)
            goes_on = last is not None and not pending and part.first_on_page and part.columns == last.columns
            pending = []
            written = part.rows
            if goes_on and last is not None and written and written[0] == last.header:
                written = written[1:]
                part.header = last.header
            if not goes_on:
                tables, rows = tables + 1, 0
            for cells in written:
                rows += 1
                text = " | ".join(" ".join(cell.split()) for cell in cells)
                yield Passage(PassageKind.ROW, text, f"table {tables}, row {rows} (page {page.number})", cells)
            last = part
    yield from _paragraphs(pending)


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[Passage]:
    for number, line in unwrapped(lines, printed=True):
        yield as_passage(line, f"page {number}")
