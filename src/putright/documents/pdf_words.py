"""A PDF page's words with the boxes they fill, and the edges drawn across it, by pdfium."""

import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from putright.documents.placed import PlacedLine, Sheet, Word, lines_of
from putright.documents.words import one_line

__all__ = ["may_hold_columns", "sheet_of"]

_HEADED = (
    re.compile(r"\bcompl(?:y|ies|iant|iance)\b", re.IGNORECASE),
    re.compile(r"evidence|comment|expla", re.IGNORECASE),
)
_BREAK = 0.3
"""Letters further apart than this much of their height belong to two words, with or without a space between."""
_SPACE = 0.45
"""The widest space inside a cell, as part of the height of its letters: justified lines have wide ones."""
_GUTTER = 0.3
_THIN = 3.0
"""A box no higher than this is a drawn line."""
_USUAL_HEIGHT = 12.0
_MOST_EDGES = 1_000
"""Lines across a page that may part rows: a table of twenty rows drawn cell by cell has some hundreds."""
_HYPHENS = frozenset({2, 0xFFFE})
"""How pdfium gives a hyphen at the end of a line."""
_FIRST_SIGN, _LAST_SIGN = 31, 0x10FFFF
_NO_BOX = (0.0, 0.0, 0.0, 0.0)


def may_hold_columns(texts: list[str]) -> bool:
    """Whether a document has the words that head a self-assessment's columns anywhere: most PDFs have not."""
    return all(any(pattern.search(text) for text in texts) for pattern in _HEADED)


def sheet_of(page: Any, number: int) -> Sheet:  # noqa: ANN401  pypdfium2 publishes no types
    """A page's words and edges, turned as a reader sees them; `number` counts from 0."""
    turn = _turned(page)
    text = page.get_textpage()
    try:
        words = [replace(word, text=said) for word in _words(text, turn) if (said := one_line(word.text))]
    finally:
        text.close()
    height = statistics.median([word.bottom - word.top for word in words]) if words else _USUAL_HEIGHT
    height = max(1.0, height)
    lines: list[PlacedLine] = lines_of(words, height)
    rules = list(islice(_rules(page, turn), _MOST_EDGES))
    return Sheet(number + 1, lines, height, _SPACE * height, _GUTTER * height, rules)


def _turned(page: Any) -> "Callable[[_Box], _Box]":  # noqa: ANN401
    """From a box in the page's own points to left, right, top and bottom as the page is shown."""
    left, low, right, high = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda box: (box[1] - low, box[3] - low, box[0] - left, box[2] - left)
        case 180:
            return lambda box: (right - box[2], right - box[0], box[1] - low, box[3] - low)
        case 270:
            return lambda box: (high - box[3], high - box[1], right - box[2], right - box[0])
        case _:
            return lambda box: (box[0] - left, box[2] - left, high - box[3], high - box[1])


_Box = tuple[float, float, float, float]
"""Left, right, top and bottom."""


def _words(text: Any, turn: Callable[[_Box], _Box]) -> Iterator[Word]:  # noqa: ANN401
    """Letters put together to words, in the order of the file."""
    held: list[str] = []
    box = (0.0, 0.0, 0.0, 0.0)
    for letter, (left, right, top, bottom) in _letters(text, turn):
        near = abs(left - box[1]) <= _BREAK * (bottom - top) and top < box[3] and bottom > box[2]
        if held and not (letter and near):
            yield Word(*box, "".join(held))
            held = []
        if not letter:
            continue
        box = (
            (min(box[0], left), max(box[1], right), min(box[2], top), max(box[3], bottom))
            if held
            else (left, right, top, bottom)
        )
        held.append(letter)
    if held:
        yield Word(*box, "".join(held))


def _letters(text: Any, turn: Callable[[_Box], _Box]) -> Iterator[tuple[str, _Box]]:  # noqa: ANN401
    """Each letter and its box; an empty one for whatever parts two words."""
    from pypdfium2 import raw

    place = raw.FS_RECTF()
    for at in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, at)
        letter = "-" if code in _HYPHENS else chr(code) if _FIRST_SIGN < code <= _LAST_SIGN else ""
        if not letter.strip() or not raw.FPDFText_GetLooseCharBox(text, at, place):
            yield "", _NO_BOX
        else:
            yield letter, turn((place.left, place.bottom, place.right, place.top))


def _rules(page: Any, turn: Any) -> Iterator[tuple[float, float, float]]:  # noqa: ANN401
    """Left, right and height on the page of each line drawn across, and of a box's upper and lower edge."""
    from pypdfium2 import raw

    for drawn in page.get_objects(max_depth=3):
        if drawn.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        left, right, top, bottom = turn(drawn.get_bounds())
        if bottom - top <= _THIN:
            yield left, right, (top + bottom) / 2
        elif right - left > _THIN:
            yield left, right, top
            yield left, right, bottom
