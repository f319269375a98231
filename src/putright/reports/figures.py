"""Measures over rows: a figure with the rows behind its numerator, its denominator and what is set apart; and breakdowns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from putright.reports.fractions_told import percent
from putright.reports.measures import Basis, How, Measure, Test
from putright.reports.periods import Period
from putright.reports.rows import Place, StageRow

__all__ = ["Figure", "broken_down", "figure", "holds"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and everything needed to check it."""

    name: str
    title: str
    basis: Basis
    period: Period
    stage: int | None
    """None where all stages are in it."""
    met: tuple[Place, ...]
    of: tuple[Place, ...]
    """What it is a share of; for a count, the same as `met`."""
    apart: tuple[tuple[str, tuple[Place, ...]], ...] = ()
    """Rows of the period that it is not of, by the reason."""

    @property
    def numerator(self) -> int:
        """How many count."""
        return len(self.met)

    @property
    def denominator(self) -> int:
        """Of how many."""
        return len(self.of)

    @property
    def share(self) -> Fraction | None:
        """The exact share; None of nothing."""
        return Fraction(self.numerator, self.denominator) if self.of else None

    @property
    def percent(self) -> str:
        """The share as it is written, "66.7%"; "" of nothing."""
        return percent(self.numerator, self.denominator)

    @property
    def not_met(self) -> tuple[Place, ...]:
        """What the share is of and does not count."""
        counted = set(self.met)
        return tuple(each for each in self.of if each not in counted)


def figure(
    measured: Measure, rows: Iterable[StageRow], period: Period, today: date, stage: int | None = None
) -> Figure:
    """A measure over rows that were made for `today`, in one period, of one stage or of all it is of."""
    wanted = measured.stages if stage is None else tuple({stage} & set(measured.stages))
    met: list[Place] = []
    of: list[Place] = []
    apart: dict[str, list[Place]] = {each.name: [] for each in measured.apart}
    for row in rows:
        if row.stage not in wanted or getattr(row, measured.basis.value) not in period:
            continue
        if not _all(measured.of, row, today):
            continue
        aside = next((each.name for each in measured.apart if _all(each.tests, row, today)), None)
        if aside is not None:
            apart[aside].append(row.place)
            continue
        of.append(row.place)
        if measured.met is None or _all(measured.met, row, today):
            met.append(row.place)
    aside_all = tuple((name, tuple(places)) for name, places in apart.items())
    return Figure(measured.name, measured.title, measured.basis, period, stage, tuple(met), tuple(of), aside_all)


def broken_down(
    measured: Measure,
    rows: Iterable[StageRow],
    period: Period,
    today: date,
    *,
    by: Callable[[StageRow], str],
    stage: int | None = None,
) -> dict[str, Figure]:
    """The same measure for each value of something: a category, a tenure, a team. Together they are the whole."""
    groups: dict[str, list[StageRow]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return {name: figure(measured, some, period, today, stage) for name, some in sorted(groups.items())}


def _all(tests: Iterable[Test], row: StageRow, today: date) -> bool:
    return all(holds(test, row, today) for test in tests)


def holds(test: Test, row: StageRow, today: date) -> bool:
    """Whether a row answers one question with yes."""
    value: Any = getattr(row, test.field)
    match test.how:
        case How.KNOWN:
            return value is not None
        case How.UNKNOWN:
            return value is None
        case How.IS:
            return bool(value == test.value)
        case How.IS_NOT:
            return bool(value != test.value)
        case How.AT_LEAST:
            return value is not None and bool(value >= test.value)
        case How.NOT_AFTER:
            other = getattr(row, str(test.value))
            return value is not None and other is not None and bool(value <= other)
        case How.NOT_PAST:
            return value is not None and bool(value >= today)
        case never:
            assert_never(never)
