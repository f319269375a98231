"""Small pictures beside a table that says the same: bars for how many, a line for which share. Only where things stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Bar", "Chart", "Point", "bars", "line"]

_WIDE, _HIGH, _FOOT, _HEAD = 360, 120, 16, 14


class Bar(NamedTuple):
    """One bar."""

    x: float
    y: float
    width: float
    height: float
    label: str
    label_at: float
    label_over: float


class Point(NamedTuple):
    """One point of a line; the label stands under it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a template draws."""

    title: str
    says: str
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    lines: tuple[str, ...] = ()
    """Stretches of the line: it breaks where there is nothing to have a share of."""
    ends: tuple[tuple[str, float, str], ...] = ()
    """The words at its two ends: text, place, anchor."""
    wide: int = _WIDE
    high: int = _HIGH
    floor: int = _HIGH - _FOOT
    ceiling: int = _HEAD


def bars(title: str, says: str, values: Sequence[tuple[str, int]]) -> Chart:
    """Bars from nought, so that twice as many is twice as high; each with its number above it."""
    most = max((number for _, number in values), default=0) or 1
    step, room = _WIDE / max(len(values), 1), _HIGH - _FOOT - _HEAD
    found = []
    for place, (_, number) in enumerate(values):
        height = room * number / most
        top = _HIGH - _FOOT - height
        found.append(
            Bar(round(place * step + step * 0.15, 1), round(top, 1), round(step * 0.7, 1), round(height, 1), f"{number:,}" if number else "", round(place * step + step / 2, 1), round(top - 3, 1))
        )  # fmt: skip
    return Chart(title, says, bars=tuple(found), ends=_ends(values))


def line(title: str, says: str, values: Sequence[tuple[str, int, int]]) -> Chart:
    """Shares from none to all: label, how many, of how many. Where there is nothing, there is no point."""
    step, room = _WIDE / max(len(values), 1), _HIGH - _FOOT - _HEAD
    points: list[Point] = []
    runs: list[list[str]] = [[]]
    for place, (label, number, of) in enumerate(values):
        if not of:
            runs.append([])
            continue
        x, y = round(place * step + step / 2, 1), round(_HEAD + room * (1 - number / of), 1)
        points.append(Point(x, y, label))
        runs[-1].append(f"{x},{y}")
    lines = tuple(" ".join(run) for run in runs if len(run) > 1)
    return Chart(title, says, points=tuple(points), lines=lines, ends=_ends(values))


def _ends(values: Sequence[tuple[str, *tuple[int, ...]]]) -> tuple[tuple[str, float, str], ...]:
    if not values:
        return ()
    return (values[0][0], 0.0, "start"), (values[-1][0], float(_WIDE), "end")
