"""A Word document into passages: paragraphs and tables in the order they stand, as they read with changes accepted."""

import io
from collections.abc import Iterator
from typing import Any

from putright.documents.bounds import MAX_NESTING, MAX_PASSAGES, DocumentError
from putright.documents.docx_numbering import Numbering
from putright.documents.docx_words import ALTERNATIVE, W, body_parts, paragraph_text
from putright.documents.opening import UNPACKING_ERRORS, Opened
from putright.documents.words import BULLET, clean
from putright.passages import Document, Passage, PassageKind

__all__ = ["read_docx"]

_MOST_COLUMNS = 100


def read_docx(opened: Opened) -> Document:
    """A Word document as passages. Raises DocumentError when it is damaged or has too many paragraphs."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(opened.content))
        reader = _Reader(document)
        passages = tuple(reader.passages())
    except (
        PackageNotFoundError,
        LxmlError,
        KeyError,
        AttributeError,
        IndexError,
        TypeError,
        *UNPACKING_ERRORS,
    ) as error:
        raise _damaged(opened.name, error) from None
    except ValueError as error:
        if isinstance(error, DocumentError):
            raise
        raise _damaged(opened.name, error) from None
    return Document(opened.name, "docx", passages, opened.notes)


def _damaged(name: str, error: Exception) -> DocumentError:
    why = " ".join(str(error).split())[:120] or type(error).__name__
    return DocumentError(
        f"{name} is not a sound Word document ({why}): open it in Word, save it as .docx and try again."
    )


class _Reader:
    """One walk through a document's body: it counts paragraphs, tables and list numbers as it goes."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401  python-docx publishes no types
        self._body = document.element.body
        self._numbering = Numbering(document)
        self._paragraphs = 0
        self._tables = 0

    def passages(self) -> Iterator[Passage]:
        for count, passage in enumerate(self._blocks(self._body, 0)):
            if count >= MAX_PASSAGES:
                raise DocumentError(
                    f"The document has more than {MAX_PASSAGES:,} paragraphs: save the part that matters on its own."
                )
            yield passage

    def _blocks(self, container: Any, depth: int) -> Iterator[Passage]:  # noqa: ANN401
        for part in body_parts(container):
            if part.tag == f"{W}p":
                self._paragraphs += 1
                yield from self._paragraph(part)
            elif part.tag == f"{W}tbl":
                if depth < MAX_NESTING and _is_layout(part):
                    for cell in part.iterfind(f"{W}tr/{W}tc"):
                        yield from self._blocks(cell, depth + 1)
                else:
                    self._tables += 1
                    yield from self._table(part)

    def _paragraph(self, paragraph: Any) -> Iterator[Passage]:  # noqa: ANN401
        numbered = self._numbering.next(paragraph)
        lines = [line for line in clean(paragraph_text(paragraph)).split("\n") if line]
        for box in paragraph.iter(f"{W}txbxContent"):
            if next(box.iterancestors(ALTERNATIVE), None) is None:
                lines += clean("\n".join(paragraph_text(inner) for inner in box.iter(f"{W}p"))).split("\n")
        if not lines or not any(lines):
            return
        if numbered.mark and numbered.kind is not PassageKind.BULLET:
            lines[0] = f"{numbered.mark} {lines[0]}"
        where = f"paragraph {self._paragraphs}"
        for number, line in enumerate(lines):
            bullet = BULLET.match(line) if numbered.kind is PassageKind.PARAGRAPH else None
            if bullet:
                yield Passage(PassageKind.BULLET, line[bullet.end() :], where)
            elif line:
                kind = (
                    numbered.kind if number == 0 or numbered.kind is not PassageKind.HEADING else PassageKind.PARAGRAPH
                )
                yield Passage(kind, line, where, level=numbered.level if kind is PassageKind.HEADING else 0)

    def _table(self, table: Any) -> Iterator[Passage]:  # noqa: ANN401
        """Its rows; a cell merged over columns or rows has its words once, where it begins."""
        for number, row in enumerate(_rows(table), 1):
            cells = tuple(self._row(row))
            if any(cells):
                text = " | ".join(" ".join(cell.split()) for cell in cells)
                yield Passage(PassageKind.ROW, text, f"table {self._tables}, row {number}", cells)

    def _row(self, row: Any) -> Iterator[str]:  # noqa: ANN401
        before = row.find(f"{W}trPr/{W}gridBefore")
        yield from [""] * _count(before)
        for cell in _cells(row):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            yield "" if goes_on else self._cell_text(cell, 0)
            yield from [""] * (_count(cell.find(f"{W}tcPr/{W}gridSpan")) - 1)

    def _cell_text(self, cell: Any, depth: int) -> str:  # noqa: ANN401
        lines: list[str] = []
        for part in body_parts(cell):
            if part.tag == f"{W}p":
                numbered = self._numbering.next(part)
                text = clean(paragraph_text(part))
                mark = f"{numbered.mark} " if numbered.mark and text else ""
                lines.append(mark + text)
            elif part.tag == f"{W}tbl" and depth < MAX_NESTING:
                lines += [
                    " ".join(filter(None, (self._cell_text(inner, depth + 1) for inner in _cells(row))))
                    for row in _rows(part)
                ]
        return "\n".join(line for line in lines if line)


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    for part in table:
        if part.tag == f"{W}tr":
            yield part
        elif part.tag == f"{W}sdt":
            yield from part.iterfind(f"{W}sdtContent/{W}tr")


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    for part in row:
        if part.tag == f"{W}tc":
            yield part
        elif part.tag == f"{W}sdt":
            yield from part.iterfind(f"{W}sdtContent/{W}tc")


def _is_layout(table: Any) -> bool:  # noqa: ANN401
    """Whether a table only arranges the page: one cell a row, with another table inside."""
    return all(len(list(_cells(row))) <= 1 for row in _rows(table)) and table.find(f".//{W}tbl") is not None


def _count(element: Any) -> int:  # noqa: ANN401
    value = element.get(f"{W}val", "0") if element is not None else "0"
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() and len(value) < 6 else 0  # noqa: PLR2004  digits
