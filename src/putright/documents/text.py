"""Plain text into passages: a line is a paragraph, a heading, a bullet, or a row of a table made with tabs or bars."""

import re
from collections.abc import Iterator, Sequence

from putright.documents.bounds import MAX_PASSAGES, DocumentError
from putright.documents.opening import Opened
from putright.documents.text_columns import Laid, read_layout
from putright.documents.words import as_passage, clean, decoded, unhyphenated
from putright.passages import Document, Passage, PassageKind

__all__ = ["read_text", "unwrapped"]

_RULE = re.compile(r"^[\s|:+=_\-\u2013\u2014]*$")
_LONE_BULLET = re.compile(r"^\s*[-\u2013\u2022\u25aa\u25cf\u25e6\u00b7\uf0b7\uf0a7o]\s*$")
_BULLET_SIGNS = frozenset({"-", "\u2022", "\u25cf", "o"})
_FEWEST_BARS = 2
"""A line with one bar may be a title: "Complaints | Northfield Homes"."""
_WIDEST_WRAP = 130
"""Lines longer than this were not broken by a margin."""
_NARROWEST_WRAP = 55
_FULL = 0.7
"""A line this full of the widest ended at the margin, not at the end of its paragraph."""
_VERY_FULL = 0.85
_BEGINS = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.:)]?\s+[A-Z]|[-\u2013\u2022*]|\(?[a-z][.)]\s|[A-Z][\w /()]{0,30}:|(?:Section|Stage|Appendix)\s+\d)"
)
"""What begins a paragraph: a number and a capital, a bullet, a letter, a label."""


def read_text(opened: Opened) -> Document:
    """A text file as a document. Raises DocumentError when it is not text or too long."""
    text, notes = decoded(opened.name, opened.content)
    lines = list(enumerate(re.split(r"\r\n|\r|\n", text), 1))
    laid_out = read_layout(lines)
    if laid_out is None:
        passages = tuple(_passages(lines))
    else:
        passages = tuple(_laid_out(laid_out))
        if any(part.unparted for part in laid_out):
            notes += (f"Columns in {opened.name} could not be told apart on some of its pages, and were read as text.",)
    if len(passages) > MAX_PASSAGES:
        raise DocumentError(
            f"{opened.name} has more than {MAX_PASSAGES:,} lines: save the part that matters on its own."
        )
    return Document(opened.name, "text", passages, opened.notes + notes)


def _laid_out(parts: Sequence[Laid]) -> Iterator[Passage]:
    """A text whose columns are made with spaces: its rows, and its other lines as in any text."""
    for part in parts:
        yield from _passages(part.lines)
        for row in part.rows:
            text = " | ".join(" ".join(cell.split()) for cell in row.cells)
            yield Passage(PassageKind.ROW, text, f"line {row.number}", row.cells)


def _passages(lines: Sequence[tuple[int, str]]) -> Iterator[Passage]:
    pending: list[tuple[int, str]] = []
    for number, line in lines:
        cells = _cells(line)
        if cells is None and not _RULE.match(line):
            pending.append((number, clean(line)))
            continue
        if _LONE_BULLET.match(line):
            pending.append((number, "-"))
            continue
        yield from _paragraphs(pending)
        pending = []
        if cells and any(cells):
            yield Passage(
                PassageKind.ROW, " | ".join(cell.replace("\n", " ") for cell in cells), f"line {number}", cells
            )
    yield from _paragraphs(pending)


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a line that is a row, () for a rule between rows, None for a line that is no row."""
    stripped = line.strip(" \r\n")
    if "\t" in stripped:
        cells = _cleaned(line.strip("\r\n").split("\t"))
        indented = sum(map(bool, cells)) <= 1 and not line.startswith("\t") and bool(cells[-1])
        if cells[0] in _BULLET_SIGNS or indented:
            return None
        return () if all(_RULE.match(cell) for cell in cells) else cells
    if stripped.startswith("|") and stripped.count("|") >= _FEWEST_BARS:
        return () if _RULE.match(stripped) else _cleaned(stripped.removeprefix("|").removesuffix("|").split("|"))
    return _cleaned(stripped.split(" | ")) if stripped.count(" | ") >= _FEWEST_BARS else None


def _cleaned(cells: list[str]) -> tuple[str, ...]:
    return tuple(clean(cell).replace("\n", " ") for cell in cells)


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[Passage]:
    for number, line in unwrapped(lines):
        yield as_passage(line, f"line {number}")


def unwrapped(lines: list[tuple[int, str]], *, printed: bool = False) -> Iterator[tuple[int, str]]:
    """Lines with the ones that a margin broke put together again, each with the number of its first line.

    A line goes on in the next when it is full, does not end a sentence, and the next does not begin something new; a
    bullet alone on its line takes the next line as its words. On a `printed` page every line ends at a margin; a text
    file may have its paragraphs on lines of their own, and then none are joined.
    """
    kept = [(number, line) for number, line in lines if line]
    widest = max((len(line) for _, line in kept), default=0)
    wrapped = widest >= _NARROWEST_WRAP and (printed or widest <= _WIDEST_WRAP)
    held: tuple[int, str] | None = None
    last = ""
    for number, line in kept:
        if held is None:
            held = (number, line)
        elif _LONE_BULLET.match(held[1]) and not _LONE_BULLET.match(line):
            held = (held[0], f"- {line}")
        elif wrapped and _goes_on(last, line, widest):
            held = (held[0], unhyphenated(held[1], line))
        else:
            yield from _real(held)
            held = (number, line)
        last = line
    if held is not None:
        yield from _real(held)


def _goes_on(line: str, after: str, widest: int) -> bool:
    """Whether a line was broken by the margin: a fuller line is believed of more beginnings of the next."""
    if len(line) < widest * _FULL or line.endswith((".", ":", "?", "!", ";")):
        return False
    return after[0].islower() or (len(line) >= widest * _VERY_FULL and not _BEGINS.match(after))


def _real(held: tuple[int, str]) -> Iterator[tuple[int, str]]:
    if not _LONE_BULLET.match(held[1]):
        yield held
