"""The rows and counts that measures are made of, out of the record: from the tables for today, from histories for any day.

Counts for pages are asked of the tables in a few statements, each built from the same measures that `putright.reports`
counts rows by. Published figures count every complaint of a landlord, the confidential ones too; whoever lists what is
behind one leaves those out that the reader may not see, and says how many.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from django.db import connection, models

from putright.records.plain import stored_id
from putright.reports.durations import Durations, spread
from putright.reports.fractions_told import percent
from putright.reports.measures import MEASURES, Basis, How, Measure, Test
from putright.reports.periods import Period, months_in
from putright.workdays import Calendar, YearNotKnown

__all__ = [
    "Behind",
    "Counted",
    "Counts",
    "Found",
    "Wanted",
    "behind",
    "by_category",
    "counts",
    "durations_in",
    "from_tables",
]

_REFUSAL = (
    "(t.due_on IS NULL AND EXISTS (SELECT 1 FROM listed_line l WHERE l.landlord = t.landlord AND l.complaint = t.complaint"
    " AND l.listing = 'refusals' AND l.name = CASE t.stage WHEN 1 THEN 'complaint' ELSE 'stage ' || t.stage END))"
)
_EXTENDED = (
    "EXISTS (SELECT 1 FROM listed_line l WHERE l.landlord = t.landlord AND l.complaint = t.complaint"
    " AND l.listing = 'extensions' AND l.name = t.stage || '.1')"
)
_OF_COMPLAINT = "(SELECT s.{} FROM summary s WHERE s.complaint = t.complaint)"
_COLUMNS = {
    "received_on": "t.from_on",
    "acknowledge_due_on": "t.acknowledge_due_on",
    "acknowledged_on": "t.acknowledged_on",
    "due_on": "t.due_on",
    "strict_due_on": "t.strict_due_on",
    "answered_on": "t.responded_on",
    "not_accepted": _REFUSAL,
    "extended": _EXTENDED,
    "state": _OF_COMPLAINT.format("state"),
    "reached": _OF_COMPLAINT.format("stage"),
}
"""What the tables know of a row, by the field of `StageRow`. What is not here takes the histories."""


def from_tables(measured: Measure) -> bool:
    """Whether the tables know all that a measure asks for."""
    tests = [*measured.of, *(measured.met or ()), *(test for each in measured.apart for test in each.tests)]
    asked = {test.field for test in tests} | {str(test.value) for test in tests if test.how is How.NOT_AFTER}
    return asked <= _COLUMNS.keys()


@dataclass(slots=True)
class Counted:
    """A figure of one stage as numbers: how many of how many, and how many are set apart by which reason."""

    met: int = 0
    of: int = 0
    apart: dict[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> str:
        """The share as it is written; "" of nothing."""
        return percent(self.met, self.of)

    def add(self, other: "Counted") -> None:
        """Count another period's in as well."""
        self.met, self.of = self.met + other.met, self.of + other.of
        for name, number in other.apart.items():
            self.apart[name] = self.apart.get(name, 0) + number


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures by measure, stage and month."""

    by_month: dict[tuple[str, int, str], Counted]

    def of(self, measure: str, stage: int, period: Period) -> Counted:
        """The figure of a period of whole months within what was counted."""
        found = Counted()
        for month in months_in(period):
            each = self.by_month.get((measure, stage, f"{month.first:%Y-%m}"))
            if each is not None:
                found.add(each)
        return found


def counts(landlord: UUID, period: Period, today: date) -> Counts:
    """Every measure that the tables know, for each stage and month of a period: a statement for each date basis."""
    found: dict[tuple[str, int, str], Counted] = {}
    for basis in Basis:
        some = [each for each in MEASURES if each.basis is basis and from_tables(each)]
        wanted = list(dict.fromkeys(part for each in some for part in _parts(each)))  # two may be of the same rows
        for stage, month, *numbers in _counted(landlord, basis, wanted, period, today):
            by_part = dict(zip(wanted, (int(each or 0) for each in numbers), strict=True))
            for each in some:
                if stage in each.stages:
                    found[each.name, stage, month] = _figure(each, by_part)
    return Counts(found)


def _figure(measured: Measure, by_part: "dict[_Clause, int]") -> Counted:
    of, met, *apart = (by_part[part] for part in _parts(measured))
    return Counted(met, of, {aside.name: number for aside, number in zip(measured.apart, apart, strict=True)})


def _counted(
    landlord: UUID, basis: Basis, wanted: "list[_Clause]", period: Period, today: date
) -> list[tuple[Any, ...]]:
    """Stage, month, and how many rows of them each of the wanted parts holds."""
    column = _COLUMNS[basis.value]
    month = f"substr({column}, 1, 7)" if connection.vendor == "sqlite" else f"to_char({column}, 'YYYY-MM')"
    parts: list[str] = []
    values: list[Any] = []
    for tests in wanted:
        text, given = _clause(tests, today)
        parts.append(f"SUM(CASE WHEN {text} THEN 1 ELSE 0 END)" if tests else "COUNT(*)")
        values += given
    # Names of our own columns and nothing else stand in the text; every value goes beside it.
    statement = (
        f"SELECT t.stage, {month}, {', '.join(parts)} FROM stage_summary t"  # noqa: S608  as the line above says
        f" WHERE t.landlord = %s AND {column} BETWEEN %s AND %s GROUP BY 1, 2"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, stored_id(landlord), _day(period.first), _day(period.last)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


_Clause = tuple["_Either | Test", ...]


@dataclass(frozen=True, slots=True)
class _Either:
    """None of these groups of tests holds altogether."""

    none_of: tuple[tuple[Test, ...], ...]


def _parts(measured: Measure) -> list[_Clause]:
    """What a figure consists of, each as tests that have to hold: the base, what counts, what is set apart for which reason."""
    reasons = tuple(each.tests for each in measured.apart)
    base: _Clause = (*measured.of, *([_Either(reasons)] if reasons else ()))
    aside: list[_Clause] = [
        (*measured.of, *each.tests, *([_Either(reasons[:place])] if place else ()))
        for place, each in enumerate(measured.apart)
    ]
    return [base, (*base, *(measured.met or ())), *aside]


def _clause(tests: _Clause, today: date) -> tuple[str, list[Any]]:
    texts, values = [], []
    for test in tests:
        text, given = _neither(test, today) if isinstance(test, _Either) else _asked(test, today)
        texts.append(text)
        values += given
    return " AND ".join(texts) or "1 = 1", values


def _neither(either: _Either, today: date) -> tuple[str, list[Any]]:
    texts, values = [], []
    for group in either.none_of:
        text, given = _clause(group, today)
        texts.append(f"NOT ({text})")
        values += given
    return f"({' AND '.join(texts)})", values


def _asked(test: Test, today: date) -> tuple[str, list[Any]]:
    """One question, true or false and never unknown: an unknown turned round would be false as well."""
    column = _COLUMNS[test.field]
    match test.how:
        case How.KNOWN:
            return f"{column} IS NOT NULL", []
        case How.UNKNOWN:
            return f"{column} IS NULL", []
        case How.IS if isinstance(test.value, bool):
            return (column if test.value else f"NOT {column}"), []
        case How.IS:
            return f"COALESCE({column} = %s, 1 = 0)", [test.value]
        case How.IS_NOT:
            return f"COALESCE({column} <> %s, 1 = 1)", [test.value]
        case How.AT_LEAST:
            return f"COALESCE({column} >= %s, 1 = 0)", [test.value]
        case How.NOT_AFTER:
            return f"COALESCE({column} <= {_COLUMNS[str(test.value)]}, 1 = 0)", []
        case How.NOT_PAST:
            return f"COALESCE({column} >= %s, 1 = 0)", [_day(today)]
        case never:
            assert_never(never)


def _day(day: date) -> Any:  # noqa: ANN401  as the engine in use keeps a day
    return models.DateField().get_db_prep_value(day, connection)


def durations_in(landlord: UUID, period: Period, stage: int, calendar: Calendar) -> Durations:
    """How many working days the answers of a stage took that were given in a period. One statement."""
    statement = (
        "SELECT from_on, responded_on, COUNT(*) FROM stage_summary WHERE landlord = %s AND stage = %s"
        " AND responded_on BETWEEN %s AND %s AND from_on IS NOT NULL GROUP BY 1, 2"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [stored_id(landlord), stage, _day(period.first), _day(period.last)])
        pairs = cursor.fetchall()
    days: list[int] = []
    for first, last, number in pairs:
        took = _took(calendar, _as_day(first), _as_day(last))
        if took is not None:
            days += [took] * number
    return spread(days)


def _as_day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _took(calendar: Calendar, first: date, last: date) -> int | None:
    if last < first:
        return None
    try:
        return calendar.count(first, last)
    except YearNotKnown:
        return None


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a figure, as a list shows it to whoever may see it."""

    complaint: UUID
    reference: str
    stage: int
    category: str
    received_on: date | None
    acknowledge_due_on: date | None
    acknowledged_on: date | None
    due_on: date | None
    answered_on: date | None
    late_by: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of a measure and stage, in a period, and which part of the figure: met, not_met, of, or a reason apart."""

    measure: Measure
    stage: int
    period: Period
    part: str
    category: str | None = None
    """Only of this one; "" is what has none yet, None is all."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is behind a figure: how many, how many of them are confidential to others, and a page of the rest."""

    number: int
    kept_back: int
    rows: list[Behind]
    after: str
    """Where the next page begins; empty where there is none."""


def behind(landlord: UUID, wanted: Wanted, today: date, who: str, *, after: str = "", size: int = 100) -> Found:
    """The rows behind a figure, by their day and then their reference, as somebody may be shown them. Two statements."""
    text, values = _clause(_wanted(wanted), today)
    column = _COLUMNS[wanted.measure.basis.value]
    where = (
        " FROM stage_summary t JOIN summary c ON c.complaint = t.complaint AND c.landlord = t.landlord"
        f" WHERE t.landlord = %s AND t.stage = %s AND {column} BETWEEN %s AND %s AND {text}"
    )
    given = [stored_id(landlord), wanted.stage, _day(wanted.period.first), _day(wanted.period.last), *values]
    if wanted.category is not None:
        where, given = f"{where} AND c.category = %s", [*given, wanted.category]
    seen, mine = "(c.confidential_to = '' OR c.confidential_to LIKE %s)", f"%,{who},%"
    further, place = _further(column, after)
    columns = ", ".join(_SHOWN)
    # Names of our own columns and nothing else stand in both texts; every value goes beside them.
    counting = f"SELECT COUNT(*), SUM(CASE WHEN {seen} THEN 1 ELSE 0 END){where}"
    listing = f"SELECT {columns}{where} AND {seen}{further} ORDER BY {column}, c.reference LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(counting, [mine, *given])
        number, shown = cursor.fetchone()
        cursor.execute(listing, [*given, mine, *place, size + 1])
        rows = [_behind(row) for row in cursor.fetchall()]
    rest = (
        f"{getattr(rows[size - 1], wanted.measure.basis.value)}.{rows[size - 1].reference}" if len(rows) > size else ""
    )
    return Found(number, number - (shown or 0), rows[:size], rest)


_SHOWN = (
    "c.complaint", "c.reference", "t.stage", "c.category", "t.from_on", "t.acknowledge_due_on", "t.acknowledged_on",
    "t.due_on", "t.responded_on", "t.late_by", "c.state",
)  # fmt: skip


def _further(column: str, after: str) -> tuple[str, list[Any]]:
    """Behind which row a page begins, out of an address; from the first row where that cannot be read."""
    on, _, reference = after.partition(".")
    try:
        day = _day(date.fromisoformat(on))
    except ValueError:
        return "", []
    return f" AND ({column} > %s OR ({column} = %s AND c.reference > %s))", [day, day, reference.replace("\0", "")]


def _behind(row: tuple[Any, ...]) -> Behind:
    key, reference, stage, category, *days, late_by, state = row
    received, acknowledge_due, acknowledged, due, answered = (None if each is None else _as_day(each) for each in days)
    return Behind(
        key if isinstance(key, UUID) else UUID(key),
        reference,
        stage,
        category,
        received,
        acknowledge_due,
        acknowledged,
        due,
        answered,
        late_by,
        state,
    )


def _wanted(wanted: Wanted) -> _Clause:
    base, met, *aside = _parts(wanted.measure)
    match wanted.part:
        case "met":
            return met
        case "not_met" if wanted.measure.met is not None:
            return (*base, _Either((wanted.measure.met,)))
        case "of":
            return base
        case reason:
            names = [each.name for each in wanted.measure.apart]
            return aside[names.index(reason)]


def by_category(landlord: UUID, stage: int, period: Period) -> list[tuple[str, int]]:
    """How many complaints of a stage were received in a period, by what they are about; the most first. "" is nothing yet."""
    statement = (
        "SELECT c.category, COUNT(*) FROM stage_summary t JOIN summary c ON c.complaint = t.complaint"  # noqa: S608  no value stands in it
        f" WHERE t.landlord = %s AND t.stage = %s AND t.from_on BETWEEN %s AND %s AND NOT {_REFUSAL}"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [stored_id(landlord), stage, _day(period.first), _day(period.last)])
        return [(str(category), int(number)) for category, number in cursor.fetchall()]
