"""Where the rows of a table without drawn columns begin and end: by its lines, its numbers, or the white between rows.

Three ways, each only where it leaves no doubt: lines drawn across with no more than one provision between them; numbers
at the top of their rows; white space between rows that is wider than any inside them. Otherwise there are no rows.
"""

import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from putright.documents.gutters import Gutter, cells_of
from putright.documents.heads import is_answer
from putright.documents.placed import PlacedLine, Sheet, Word

__all__ = ["NUMBER", "Block", "Key", "answers_in", "bands", "keys_in"]

NUMBER = re.compile(
    r"(?:(?:code|section|provision|paragraph|para|ref)\.?\s+)*\(?\d{1,2}\.\d{1,2}(?!\d|\.\d|/)", re.IGNORECASE
)
_BEFORE_NUMBER = re.compile(r"(?:code|section|provision|paragraph|para|ref)\W*", re.IGNORECASE)
_BEGINS_ANSWER = re.compile(
    r"(?:yes|no|n/?a|not applicable|partial(?:ly)?|partly|[\u2713\u2714\u2717\u2718])(?!\w)", re.IGNORECASE
)
_SAME = 0.45
"""Middles nearer than this part of a line's height stand at one height."""
_ACROSS = 0.6
"""A line drawn over this part of the table's width parts rows; a shorter one underlines a word."""
_MOSTLY = 0.8
_LONG = 3
_SHORT = 12
_CLEARLY = 1.2
_LEAST = 0.15


@dataclass(frozen=True, slots=True)
class Key:
    """Where a row's number stands, or its answer where the form has no numbers."""

    top: float
    middle: float
    last: float
    """The middle of its last line: "1.2" may have "Page 4" below it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a table that follow each other, and where its columns are parted."""

    lines: tuple[PlacedLine, ...]
    gutters: tuple[Gutter, ...]
    keyed: int
    """The column whose words begin rows."""
    numbered: bool
    begins: bool
    """Whether it stands straight under headings, so that its first line begins a row."""

    def column(self, at: int) -> list[list[Word]]:
        """Each line's words in a column, without the lines that have none there."""
        return [cell for line in self.lines if (cell := cells_of(line.words, self.gutters)[at])]


def keys_in(block: Block, height: float) -> list[Key]:
    """The numbers (or the answers) that begin rows, from top to bottom."""
    keys: list[Key] = []
    last: list[Word] | None = None
    for cell in block.column(block.keyed):
        text = " ".join(word.text for word in cell)
        near = last is not None and cell[0].top - last[0].bottom < height / 2
        if block.numbered and NUMBER.match(text):
            above = near and last is not None and _BEFORE_NUMBER.fullmatch(" ".join(word.text for word in last))
            first = last if above and last else cell
            keys.append(Key(first[0].top, first[0].middle, cell[0].middle))
        elif not block.numbered and is_answer(text):
            keys.append(Key(cell[0].top, cell[0].middle, cell[0].middle))
        elif near and keys and len(text) <= _SHORT:
            keys[-1] = replace(keys[-1], last=cell[0].middle)
        last = cell
    return keys


def bands(sheet: Sheet, block: Block, *, centred: bool) -> tuple[list[float], bool] | None:
    """The heights at which the block's rows begin after its first, and whether lines are drawn there.

    None where that cannot be told for certain.
    """
    keys = keys_in(block, sheet.height)
    ruled = _by_rules(sheet, block, keys)
    if ruled is not None:
        return ruled, True
    # One number alone leaves no white between numbers to compare with: it is believed at the top of its row first.
    alone = len(keys) == 1 and not block.begins and not centred
    found = None if alone else _by_white(sheet, block, keys)
    if found is None and not centred:
        found = _by_keys(sheet, block, keys)
    return None if found is None else (found, False)


def _by_rules(sheet: Sheet, block: Block, keys: Sequence[Key]) -> list[float] | None:
    """The lines drawn across, if there is one between each two keys."""
    left = min(word.left for line in block.lines for word in line.words)
    right = max(word.right for line in block.lines for word in line.words)
    top, bottom = block.lines[0].middle, max(line.middle for line in block.lines)
    drawn = sorted((at, start, end) for start, end, at in sheet.rules if top < at < bottom)
    found: list[float] = []
    for height in _alike([at for at, _, _ in drawn], sheet.height / 4):
        spans = sorted((s, e) for at, s, e in drawn if abs(at - height) <= sheet.height / 4)
        if _covered(spans, left, right) >= _ACROSS * (right - left) and not _cuts(block, height):
            found.append(height)
    parted = all(any(one.middle < at < two.middle for at in found) for one, two in pairwise(keys))
    return found if parted and (found or not keys) and (len(keys) > 1 or found) else None


def _cuts(block: Block, height: float) -> bool:
    """Whether a drawn line runs through words: it underlines or strikes them out, and parts nothing."""
    return any(
        word.top + (word.bottom - word.top) / 4 < height < word.bottom - (word.bottom - word.top) / 4
        for line in block.lines
        for word in line.words
    )


def _alike(heights: Sequence[float], near: float) -> list[float]:
    """Sorted heights with those that are nearly the same only once."""
    kept: list[float] = []
    for height in heights:
        if not kept or height - kept[-1] > near:
            kept.append(height)
    return kept


def _covered(spans: Sequence[tuple[float, float]], left: float, right: float) -> float:
    """How much of the way from left to right some pieces of a line cover together."""
    total, reached = 0.0, left
    for start, end in spans:
        start, end = max(start, reached), min(end, right)  # noqa: PLW2901
        if end > start:
            total += end - start
            reached = end
    return total


def _by_keys(sheet: Sheet, block: Block, keys: Sequence[Key]) -> list[float] | None:
    """The heights of the keys, if each stands at the top of its row."""
    if not keys:
        return None if block.begins else []
    same = _SAME * sheet.height
    starts = [key.middle - same for key in keys]
    if block.begins and any(line.middle < starts[0] for line in block.lines):
        return None
    ends = [*starts[1:], float("inf")]
    found = [_begins(block, start, end) for start, end in zip(starts, ends, strict=True)]
    judged = [begins for begins in found if begins is not None]
    if sum(judged) < _MOSTLY * len(judged):
        return None
    return [start for start in starts if any(line.middle < start for line in block.lines)]


def _begins(block: Block, start: float, end: float) -> bool | None:
    """Whether a row's longest cell begins a sentence at the row's top; None for a row too short to tell."""
    columns: list[list[Word]] = [[] for _ in range(len(block.gutters) + 1)]
    for line in block.lines[bisect_left(block.lines, start, key=lambda line: line.middle) :]:
        if line.middle >= end:
            break
        for at, cell in enumerate(cells_of(line.words, block.gutters)):
            columns[at] += cell[:1]
    longest = max(columns, key=len)
    if len(longest) < _LONG:
        return None
    first = longest[0].text.lstrip("'\"\u2018\u201c(\u2022-")
    return not first[:1].islower()


def _by_white(sheet: Sheet, block: Block, keys: Sequence[Key]) -> list[float] | None:
    """The widest white between each two keys, if all of it is clearly wider than any other."""
    if not keys:
        return None
    gaps = _white(block)
    tops = [gap[0] for gap in gaps]
    chosen: list[tuple[float, float]] = []
    for one, two in pairwise(keys):
        after, until = bisect_right(tops, one.middle), bisect_left(tops, two.middle)
        between = [gap for gap in gaps[after:until] if gap[1] < two.middle]
        if not between:
            return None
        chosen.append(max(between, key=lambda gap: gap[1] - gap[0]))
    usual = statistics.median([max(0.0, two.top - one.bottom) for one, two in pairwise(block.lines)] or [0.0])
    least = min((gap[1] - gap[0] for gap in chosen), default=max(sheet.height / 2, _CLEARLY**2 * usual))
    before = [gap for gap in gaps if gap[1] < keys[0].middle and gap[1] - gap[0] >= least / _CLEARLY]
    known = {*chosen, *before}
    others = [gap[1] - gap[0] for gap in gaps if gap not in known]
    if least < _LEAST * sheet.height or max(others, default=0.0) * _CLEARLY > least:
        return None
    if len(before) > (0 if block.begins else 1):
        return None
    return [(gap[0] + gap[1]) / 2 for gap in sorted([*before, *chosen])]


def _white(block: Block) -> list[tuple[float, float]]:
    """The white between lines, over the whole width."""
    gaps: list[tuple[float, float]] = []
    reached = block.lines[0].bottom
    for line in block.lines[1:]:
        if line.top > reached:
            gaps.append((reached, line.top))
        reached = max(reached, line.bottom)
    return gaps


def answers_in(cell: Sequence[Sequence[Word]]) -> int:
    """How many lines of an answer's cell begin with an answer: "No - in" and "progress" are one, "No" and "Yes" two."""
    return sum(_BEGINS_ANSWER.match(" ".join(word.text for word in words)) is not None for words in cell)
