"""Does it add up? What was open, and came in, less what was finished, is what is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from putright.reports.periods import Period
from putright.reports.rows import Place, StageRow

__all__ = ["Reconciled", "open_on", "reconciled"]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The stages of a period, each number with what is behind it."""

    open_at_start: tuple[Place, ...]
    received: tuple[Place, ...]
    finished: tuple[Place, ...]
    open_at_end: tuple[Place, ...]
    undated: tuple[Place, ...]
    """Stages whose receipt or end is on a day nobody knows, or whose end lies before their beginning: in none of the others."""

    @property
    def adds_up(self) -> bool:
        """Whether the four agree."""
        return len(self.open_at_start) + len(self.received) - len(self.finished) == len(self.open_at_end)


def open_on(rows: Iterable[StageRow], day: date) -> tuple[Place, ...]:
    """The stages that were open at the end of a day: received by then, and not finished by then."""
    return tuple(
        row.place
        for row in rows
        if not _undated(row)
        and row.received_on is not None
        and row.received_on <= day
        and (row.finished_on is None or row.finished_on > day)
    )


def reconciled(rows: Iterable[StageRow], period: Period) -> Reconciled:
    """The stages of a period: finished means answered, not accepted, withdrawn or closed, whichever came first."""
    every = list(rows)
    dated = [row for row in every if not _undated(row)]
    return Reconciled(
        open_on(dated, period.first - timedelta(days=1)),
        tuple(row.place for row in dated if row.received_on in period),
        tuple(row.place for row in dated if row.finished_on in period),
        open_on(dated, period.last),
        tuple(row.place for row in every if _undated(row)),
    )


def _undated(row: StageRow) -> bool:
    if row.received_on is None or (row.finished and row.finished_on is None):
        return True
    return row.finished_on is not None and row.finished_on < row.received_on
