"""Tenant Satisfaction Measures CH01 and CH02: complaints for each thousand homes, and answers within the Code's timescales.

For each stage, and for low-cost rental and low-cost home ownership apart. What is not settled is a choice, and the choice
stands in the figure. A low or a high CH01 is neither good nor bad by itself (3.3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from putright.reports.fractions_told import rounded
from putright.reports.periods import Period, year_ending
from putright.reports.rows import Place, StageRow
from putright.reports.yearly.loading import Version, settings_read, version_for

__all__ = ["Choices", "Homes", "Measured", "TenureFigures", "tenant_satisfaction"]


@dataclass(frozen=True, slots=True)
class Homes:
    """How many homes of one tenure there were on a day, and where the number is from."""

    on: date
    tenure: str
    homes: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the landlord chose where the rule is not settled; kept with the figures."""

    ch02_of: Literal["received", "answered"] = "received"
    """The complaints that CH02 is a share of: received in the year, or answered in it."""
    cut_off: Literal["year_end", "until_due"] = "until_due"
    """Where what was received is the base: a complaint that was neither answered nor due by the year end is set apart
    ("year_end"), or followed to the day the figures are made and set apart only while it is not due ("until_due")."""
    extensions: Literal["counted", "not_counted"] = "counted"


@dataclass(frozen=True, slots=True)
class TenureFigures:
    """Both measures of one tenure and stage."""

    tenure: str
    stage: int
    homes: Homes | None
    """The number CH01 divides by; None where none is on file, and then there is no CH01."""
    received: tuple[Place, ...]
    of: tuple[Place, ...]
    """What CH02 is a share of."""
    in_time: tuple[Place, ...]
    not_yet_due: tuple[Place, ...]

    @property
    def ch01(self) -> Fraction | None:
        """Complaints for each thousand homes, exactly."""
        if self.homes is None or not self.homes.homes:
            return None
        return Fraction(settings_read().per_homes * len(self.received), self.homes.homes)

    @property
    def ch02(self) -> Fraction | None:
        """The share answered in time, of 100, exactly."""
        return Fraction(100 * len(self.in_time), len(self.of)) if self.of else None

    @property
    def shown(self) -> tuple[Decimal | None, Decimal | None]:
        """CH01 and CH02 as they are written."""
        places = settings_read().places
        return tuple(None if each is None else rounded(each, places) for each in (self.ch01, self.ch02))  # type: ignore[return-value]  # two of them


@dataclass(frozen=True, slots=True)
class Measured:
    """A year's measures, with everything they rest on."""

    year: Period
    version: Version
    choices: Choices
    figures: tuple[TenureFigures, ...]
    other_tenures: tuple[Place, ...]
    """Received in the year and in neither measure: leaseholders, market rent, people who are no tenants."""
    tenure_not_known: tuple[Place, ...]
    """Received in the year, and nobody wrote down how the home is held: to be looked at before anything is published."""


def tenant_satisfaction(
    rows: Iterable[StageRow], homes: Iterable[Homes], year_end: date, today: date, choices: Choices | None = None
) -> Measured:
    """The measures of the year up to `year_end`, from rows made for `today`. Raises ValueError for a year before the measures.

    What was not accepted is not received. Homes are the latest number on file on or before the year end.
    """
    chosen, year, read = choices or Choices(), year_ending(year_end), settings_read()
    every, stock = list(rows), list(homes)
    came = [row for row in every if row.received_on in year and not row.not_accepted]
    figures = tuple(
        _of_tenure([row for row in every if row.tenure == tenure and row.stage == stage], tenure, stage, year, today, chosen, stock)
        for tenure in read.tenures
        for stage in read.stages
    )  # fmt: skip
    return Measured(
        year,
        version_for(year_end),
        chosen,
        figures,
        tuple(row.place for row in came if row.tenure not in {*read.tenures, "not_known"}),
        tuple(row.place for row in came if row.tenure == "not_known"),
    )


def _of_tenure(
    rows: list[StageRow],
    tenure: str,
    stage: int,
    year: Period,
    today: date,
    choices: Choices,
    stock: list[Homes],
) -> TenureFigures:
    received = [row for row in rows if row.received_on in year and not row.not_accepted]
    if choices.ch02_of == "answered":
        base = [row for row in rows if row.answered_on in year]
        early: list[StageRow] = []
    else:
        seen_on = min(today, year.last) if choices.cut_off == "year_end" else today
        early = [row for row in received if _not_yet_due(row, seen_on, choices)]
        waiting = {row.place for row in early}
        base = [row for row in received if row.place not in waiting]
    return TenureFigures(
        tenure,
        stage,
        _homes(stock, tenure, year.last),
        tuple(row.place for row in received),
        tuple(row.place for row in base),
        tuple(row.place for row in base if _in_time(row, choices)),
        tuple(row.place for row in early),
    )


def _due(row: StageRow, choices: Choices) -> date | None:
    return row.due_on if choices.extensions == "counted" else row.base_due_on


def _in_time(row: StageRow, choices: Choices) -> bool:
    due = _due(row, choices)
    return row.answered_on is not None and due is not None and row.answered_on <= due


def _not_yet_due(row: StageRow, on: date, choices: Choices) -> bool:
    """Whether on a day it was neither answered nor late."""
    due = _due(row, choices)
    return (row.answered_on is None or row.answered_on > on) and due is not None and due >= on


def _homes(stock: list[Homes], tenure: str, on: date) -> Homes | None:
    return max(
        (each for each in stock if each.tenure == tenure and each.on <= on), key=lambda each: each.on, default=None
    )
