"""Where a table without drawn lines is parted into columns: the strips of white space that run down between its headings.

A line that runs through a strip is no row of the table but a heading or a paragraph across the page. Where the strip
between two headings is not plain, nothing is said: a column that is guessed moves somebody's answer.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from putright.documents.placed import PlacedLine, Run, Sheet, Word

__all__ = ["Gutter", "cells_of", "crosses", "gutters_between", "is_across"]

Gutter = tuple[float, float]
"""The left and right edge of the white strip between two columns."""

_MOST_CROSSING = 0.12
"""Lines through a strip that were not known to run across the page: more than this share, and it is no strip."""
_WIDER = 1.8
_NEAR = 1.5


def gutters_between(sheet: Sheet, heads: Sequence[Run], lines: Sequence[PlacedLine]) -> list[Gutter] | None:
    """The strip between each two headings, as these lines leave it free; None where one is not plain."""
    told = [line for line in lines if not is_across(sheet, heads, line)]
    if not told:
        return None
    found: list[Gutter] = []
    for before, after in pairwise(heads):
        gutter = _gutter(sheet, before, after, told)
        if gutter is None:
            return None
        found.append(gutter)
    return found


def is_across(sheet: Sheet, heads: Sequence[Run], line: PlacedLine) -> bool:
    """Whether words without a gap run from under one heading to under the next but one, or out of the first column."""
    runs = list(line.runs(sheet.space))
    for run in runs:
        under = sum(run.left < (head.left + head.right) / 2 < run.right for head in heads)
        if under > 1:
            return True
    first = runs[0]
    return (
        len(runs) == 1
        and first.left < heads[0].right
        and first.right > max(heads[0].right, heads[1].left) + sheet.gutter
        and not first.text[:1].isdigit()
    )


def _gutter(sheet: Sheet, before: Run, after: Run, lines: Sequence[PlacedLine]) -> Gutter | None:
    """The white strip between the middles of two headings, free of all lines or of all but very few."""
    start, end = math.floor((before.left + before.right) / 2), (after.left + after.right) / 2
    least, most = before.right, after.left
    crossed = _crossed([word for line in lines for word in line.words], start, end)
    _cover(crossed, start, before.left, least)
    _cover(crossed, start, most, after.right)
    for allowed in range(int(len(lines) * _MOST_CROSSING) + 1):
        strips = _strips(crossed, allowed, start, sheet.gutter)
        if strips:
            return _chosen(strips, after, sheet)
    return None


def _crossed(words: Sequence[Word], start: float, end: float) -> list[int]:
    """For each point between two places, how many words stand over it."""
    crossed = [0] * max(1, math.ceil(end - start))
    for word in words:
        for at in range(
            max(0, math.floor(word.left - start + 0.01)), min(len(crossed), math.ceil(word.right - start - 0.01))
        ):
            crossed[at] += 1
    return crossed


def _cover(crossed: list[int], start: float, left: float, right: float) -> None:
    """A heading counts as more than any line: no strip runs through it."""
    for at in range(max(0, math.floor(left - start)), min(len(crossed), math.ceil(right - start))):
        crossed[at] += len(crossed) * 1000


def _strips(crossed: Sequence[int], allowed: int, start: float, narrowest: float) -> list[Gutter]:
    found: list[Gutter] = []
    begun: int | None = None
    for at, count in enumerate([*crossed, allowed + 1]):
        if count <= allowed and begun is None:
            begun = at
        elif count > allowed and begun is not None:
            if at - begun >= narrowest:
                found.append((start + begun, start + at))
            begun = None
    return found


def _chosen(strips: Sequence[Gutter], after: Run, sheet: Sheet) -> Gutter | None:
    """Of several strips the one that ends where the next heading begins, or that is much the widest; else none."""
    if len(strips) == 1:
        return strips[0]
    beside = [strip for strip in strips if abs(strip[1] - after.left) <= _NEAR * sheet.gutter]
    if len(beside) == 1:
        return beside[0]
    widths = sorted((strip[1] - strip[0] for strip in strips), reverse=True)
    widest = max(strips, key=lambda strip: strip[1] - strip[0])
    return widest if widths[0] >= _WIDER * widths[1] else None


def crosses(line: PlacedLine, gutters: Sequence[Gutter]) -> bool:
    """Whether a word of the line stands in a strip."""
    return any(word.left < right - 0.5 and word.right > left + 0.5 for word in line.words for left, right in gutters)


def cells_of(words: Sequence[Word], gutters: Sequence[Gutter]) -> list[list[Word]]:
    """Words by the column they stand in."""
    cells: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
    for word in words:
        middle = (word.left + word.right) / 2
        cells[sum(middle > (left + right) / 2 for left, right in gutters)].append(word)
    return cells
