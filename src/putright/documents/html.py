"""A web page into passages, as it is written: nothing in it is run or fetched, and what is hidden is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from putright.documents.bounds import MAX_NESTING, MAX_OPEN_ELEMENTS, MAX_PASSAGES, DocumentError
from putright.documents.html_tables import is_layout, table_rows
from putright.documents.html_words import DROPPED, Node, hidden, inner_text, panels
from putright.documents.opening import Opened
from putright.documents.words import clean, decoded
from putright.passages import Document, Passage, PassageKind

__all__ = ["read_html"]

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_OTHERS = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "br",
        "img",
        "hr",
        "input",
        "meta",
        "link",
        "col",
        "colgroup",
        "area",
        "base",
        "embed",
        "source",
        "track",
        "wbr",
        "param",
        "html",
        "head",
        "body",
    ]
)
"""Elements that need no end tag of their own."""
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 0, "caption": 0, "legend": 0}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "summary",
        "caption",
        "legend",
    ]
)


@dataclass
class _Page:
    """What has been gathered so far of one page."""

    passages: list[Passage] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tables: int = 0
    panels: frozenset[str] = frozenset()

    def end_block(self, kind: PassageKind = PassageKind.PARAGRAPH, level: int = 0) -> None:
        """The words gathered since the last block become passages, one for each line."""
        text = clean("".join(self.words))
        self.words.clear()
        for line in text.split("\n") if text else ():
            self.passages.append(Passage(kind, line, f"paragraph {len(self.passages) + 1}", level=level))
        if len(self.passages) > MAX_PASSAGES:
            raise DocumentError(
                f"The page has more than {MAX_PASSAGES:,} paragraphs: save the part that matters on its own."
            )

    def row(self, cells: tuple[str, ...], where: str) -> None:
        """One row of a table."""
        if any(cells):
            text = " | ".join(" ".join(cell.split()) for cell in cells)
            self.passages.append(Passage(PassageKind.ROW, text, where, cells))


def read_html(opened: Opened) -> Document:
    """A web page as a document: its main part where it marks one. Raises DocumentError."""
    from selectolax.lexbor import LexborHTMLParser

    declared = _CHARSET.search(opened.content[:4096])
    text, notes = decoded(opened.name, opened.content, declared[1].decode("ascii") if declared else None)
    _check_depth(opened.name, text)
    tree = LexborHTMLParser(text)
    page = _Page(panels=panels(tree))
    title = tree.css_first("head > title")
    if title is not None:
        page.words.append(title.text(deep=True))
        page.end_block(PassageKind.HEADING, level=1)
    start = tree.css_first("main") or tree.css_first("[role=main]")
    if start is None or not start.text(deep=True).strip():
        start = tree.body
    if start is not None:
        _walk(start, page)
    return Document(opened.name, "html", tuple(page.passages), opened.notes + notes)


def _check_depth(name: str, text: str) -> None:
    """Refuses a page whose elements stand in each other without end, before the parser takes its time over them."""
    depth = 0
    for found in _TAG.finditer(text):
        if found[2].lower() not in _CLOSED_BY_OTHERS:
            depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > MAX_OPEN_ELEMENTS:
            raise DocumentError(
                f"{name} has more than {MAX_OPEN_ELEMENTS:,} elements inside each other: save the page again from a browser."
            )


def _walk(start: Node, page: _Page) -> None:
    """Gathers the passages below a node in order; with its own stack, so that deep nesting cannot exhaust Python's."""
    ends: list[tuple[Node, bool, int]] = [(start, False, 0)]
    while ends:
        node, leaving, depth = ends.pop()
        if leaving:
            _leave(node, page)
        elif not _taken(node, page, depth):
            if node.tag in _BLOCKS:
                page.end_block()
            ends.append((node, True, depth))
            ends.extend((child, False, depth + 1) for child in reversed(list(_children(node))))


def _taken(node: Node, page: _Page, depth: int) -> bool:
    """Takes a node whose inside is not walked: words, a line break, a table, a list of terms, or something hidden."""
    tag = node.tag
    if tag == "-text":
        page.words.append(re.sub(r"\s+", " ", node.text(deep=False)))
    elif tag == "br":
        page.words.append("\n")
    elif tag in DROPPED or hidden(node, page.panels):
        pass
    elif tag == "table" and not is_layout(node):
        page.end_block()
        page.tables += 1
        for number, cells in table_rows(node, page.panels):
            page.row(cells, f"table {page.tables}, row {number}")
    elif tag == "dl":
        page.end_block()
        _definitions(node, page)
    elif depth >= MAX_NESTING:
        page.words.append(inner_text(node, page.panels))
    else:
        return False
    return True


def _leave(node: Node, page: _Page) -> None:
    tag = node.tag
    if tag in _LEVELS:
        page.end_block(PassageKind.HEADING, _LEVELS[tag])
    elif tag == "li" or (tag == "p" and node.parent is not None and node.parent.tag == "li"):
        page.end_block(PassageKind.BULLET)
    elif tag in _BLOCKS:
        page.end_block()


def _children(node: Node) -> Iterator[Node]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _definitions(node: Node, page: _Page) -> None:
    """A list of terms: each term with its explanation is a row of two cells."""
    page.tables += 1
    term, number = "", 0
    wrapped = (inner for child in _children(node) for inner in (_children(child) if child.tag == "div" else (child,)))
    for part in wrapped:
        if part.tag not in {"dt", "dd"} or hidden(part, page.panels):
            continue
        words = inner_text(part, page.panels)
        if part.tag == "dt":
            term = " ".join(f"{term} {words}".split())
            continue
        number += 1
        page.row((term, words), f"list {page.tables}, entry {number}")
        term = ""
    if term:
        page.row((term, ""), f"list {page.tables}, entry {number + 1}")
