"""What came of it: decisions, refusals, extensions, remedies, promises, updates, satisfaction. Each count with what is behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from putright.reports.periods import Period
from putright.reports.rows import MadePromise, Place, StageRow

__all__ = [
    "Money",
    "Share",
    "decisions",
    "extensions_by_judgement",
    "promises_kept_in_time",
    "refusals_by_ground",
    "remedies",
    "satisfaction",
    "two_way",
    "updates_given",
]

_DECISIONS = ("upheld", "partly_upheld", "not_upheld")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many things, which are parts of stages and not stages, and the stages they are in."""

    numerator: int
    denominator: int
    met: tuple[Place, ...]
    of: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """Remedies of one kind: how many were offered and delivered, and the money in them in pence."""

    offered: int
    offered_pence: int
    delivered: int
    delivered_pence: int
    of: tuple[Place, ...]


def decisions(rows: Iterable[StageRow], period: Period) -> dict[str, tuple[Place, ...]]:
    """The points decided in answers given in the period, by decision: one entry a point, so a stage may stand there often."""
    found: dict[str, list[Place]] = {each: [] for each in _DECISIONS}
    for row in rows:
        if row.answered_on in period:
            for each in row.decisions:
                found[each.decision].append(row.place)
    return {name: tuple(places) for name, places in found.items()}


def two_way(by_decision: dict[str, tuple[Place, ...]]) -> dict[str, tuple[Place, ...]]:
    """The same seen as many landlords publish it: upheld wholly or in part, or not."""
    whole = by_decision["upheld"] + by_decision["partly_upheld"]
    return {"upheld": whole, "not_upheld": by_decision["not_upheld"]}


def refusals_by_ground(rows: Iterable[StageRow], period: Period) -> dict[str, tuple[Place, ...]]:
    """What was not accepted in the period and stands so, by ground; "" where none was given (8.1b)."""
    found: dict[str, list[Place]] = {}
    for row in rows:
        if row.not_accepted and row.refused_on in period:
            found.setdefault(row.ground, []).append(row.place)
    return {ground: tuple(places) for ground, places in sorted(found.items())}


def extensions_by_judgement(rows: Iterable[StageRow], period: Period) -> dict[str, tuple[Place, ...]]:
    """Every extension told in the period, by what was wrong with it; "" where nothing was. One entry an extension."""
    found: dict[str, list[Place]] = {}
    for row in rows:
        for each in row.extensions:
            if each.on in period:
                found.setdefault(each.problem, []).append(row.place)
    return {problem: tuple(places) for problem, places in sorted(found.items())}


def remedies(rows: Iterable[StageRow], period: Period) -> dict[str, Money]:
    """Remedies offered in the period, by kind, and what has reached residents of them since; each remedy once."""
    found: dict[str, list[tuple[int, bool, Place]]] = {}
    for row in rows:
        for each in row.remedies:
            if each.offered_on in period:
                found.setdefault(each.kind, []).append((each.pence or 0, each.delivered, row.place))
    return {kind: _money(some) for kind, some in sorted(found.items())}


def _money(some: list[tuple[int, bool, Place]]) -> Money:
    reached = [pence for pence, delivered, _ in some if delivered]
    return Money(
        len(some), sum(pence for pence, *_ in some), len(reached), sum(reached), tuple(place for *_, place in some)
    )


def promises_kept_in_time(rows: Iterable[StageRow], period: Period, today: date) -> Share:
    """Of the promises whose first date lay in the period and has passed or was kept, those done by that date."""
    due = [(row.place, each) for row in rows for each in row.promises if each.due_on in period]
    of = [(place, each) for place, each in due if _decided(each, today)]
    met = [place for place, each in of if each.done_on and each.due_on and each.done_on <= each.due_on]
    return Share(len(met), len(of), tuple(met), tuple(place for place, _ in of))


def _decided(promise: MadePromise, today: date) -> bool:
    return promise.done or promise.dropped or (promise.due_on is not None and promise.due_on < today)


def updates_given(rows: Iterable[StageRow], period: Period, today: date) -> Share:
    """Of the days in the period by which a resident was told to hear how it stands, those they heard by (5.9)."""
    owed = list(_updates(rows, period, today))
    met = [place for place, given in owed if given]
    return Share(len(met), len(owed), tuple(met), tuple(place for place, _ in owed))


def _updates(rows: Iterable[StageRow], period: Period, today: date) -> Iterator[tuple[Place, bool]]:
    for row in rows:
        for each in row.updates:
            given = each.given_on is not None and each.given_on <= each.by_on
            if each.by_on in period and (given or each.by_on < today):
                yield row.place, given


def satisfaction(rows: Iterable[StageRow], period: Period) -> Share:
    """Of the residents who said so after an answer given in the period, those satisfied with how it was handled."""
    said = [row for row in rows if row.answered_on in period and row.satisfied is not None]
    met = [row.place for row in said if row.satisfied]
    return Share(len(met), len(said), tuple(met), tuple(row.place for row in said))
