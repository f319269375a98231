"""How long answers took, in working days from receipt: average, middle and nine in ten, with the answers behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from putright.reports.fractions_told import mean, median, percentile
from putright.reports.periods import Period
from putright.reports.rows import Place, StageRow

__all__ = ["Durations", "durations", "spread"]

_NINE_IN_TEN = 90


@dataclass(frozen=True, slots=True)
class Durations:
    """The spread of some whole numbers of working days."""

    mean: Fraction | None
    median: Fraction | None
    nine_in_ten: int | None
    """The smallest number of days in which at least nine in ten were done (nearest rank)."""
    number: int
    of: tuple[Place, ...] = ()


def durations(rows: Iterable[StageRow], period: Period, stage: int) -> Durations:
    """Of the answers of a stage given in the period; those whose days are not both known are left out."""
    some = [row for row in rows if row.stage == stage and row.answered_on in period]
    known = [(row.took_working_days, row.place) for row in some if row.took_working_days is not None]
    return spread([days for days, _ in known], tuple(place for _, place in known))


def spread(days: list[int], of: tuple[Place, ...] = ()) -> Durations:
    """The spread of numbers of working days."""
    return Durations(mean(days), median(days), percentile(days, _NINE_IN_TEN), len(days), of)
