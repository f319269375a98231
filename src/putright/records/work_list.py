"""What there is to do: the complaints on which something is owed, in groups, counted and in pages.

Every complaint that still owes something and that the person may see stands in exactly one group of `DATED`:

    late      its next date lies before today
    today     it is today
    waiting   it lies ahead, or there is none, and the next step is somebody else's
    next      it lies ahead, up to the last of the next working days, and nobody is waited for
    later     it lies behind those, or there is none, and nobody is waited for

So waiting for somebody never hides a date that has come. Beside these, `updates` are those of them whose resident was
told to hear how it stands by then: a complaint may be there and in another group too.

A confidential complaint does not exist for anybody who is not named on it, in rows and in counts alike. What the days
are is the caller's to say, because only the landlord's calendar knows which are worked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from putright.people.models import Staff, TeamMember
from putright.people.permissions import may_see
from putright.people.roles import Role
from putright.records.plain import stored_id

__all__ = [
    "DATED",
    "Asked",
    "Counted",
    "Days",
    "Group",
    "Load",
    "Page",
    "Place",
    "Row",
    "counts",
    "loads",
    "page",
    "team_mates",
]

PAGE = 50
"""Rows of one page, where nobody says otherwise."""


class Group(StrEnum):
    """One heading of the list."""

    LATE = "late"
    TODAY = "today"
    NEXT = "next"
    WAITING = "waiting"
    LATER = "later"
    UPDATES = "updates"


DATED = (Group.LATE, Group.TODAY, Group.NEXT, Group.WAITING, Group.LATER)
"""The groups that every complaint of the list is in one of."""


@dataclass(frozen=True, slots=True)
class Days:
    """Today, and the last of the next five working days."""

    today: date
    until: date


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose list it is, and what of it is wanted."""

    landlord: UUID
    who: str
    """The id of the person, as entries carry it."""
    roles: frozenset[Role]
    """Those that count today."""
    handlers: frozenset[str] | None = None
    """Complaints with one of these handlers: the person's own id, or their team's; "" is nobody's yet. None: all."""
    stage: int | None = None
    category: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which row a page begins."""

    on: date | None
    complaint: UUID


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint in the list. What its columns mean is said at `Summary`."""

    complaint: UUID
    reference: str
    received_on: date | None
    stage: int
    state: str
    next_step: str
    next_due_on: date | None
    next_because: str
    next_provision: str
    handler: str
    person: str
    home: str
    about: str
    category: str
    area: str
    risk: str
    adjusted: bool
    represented: bool
    of_a_group: bool
    waiting_for: str
    waiting_until: date | None
    update_due_on: date | None
    ombudsman: bool
    breaches: int
    confidential_to: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a group, in the order of their date, and where the next page begins."""

    rows: list[Row]
    after: Place | None
    """None where there are no more."""

    def texts(self) -> Iterator[str]:
        """Everything in the rows that may be the id of a person, a home or a team."""
        for row in self.rows:
            yield from (row.person, row.home, row.handler, row.waiting_for)


Counted = dict[Group, int]
"""How many complaints are in each group."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one handler has before them."""

    handler: str
    """"" where nobody has it yet."""
    counted: Counted

    @property
    def total(self) -> int:
        """All of it, each complaint once."""
        return sum(self.counted[group] for group in DATED)


# Plain statements, because building these by the ORM took longer than answering them (docs/decisions/0012-speed.md). Only
# names of columns and marks are put together here; whatever comes from outside goes beside the statement.

_AHEAD = "(next_due_on > %(today)s OR next_due_on IS NULL)"
_WITHIN = {
    Group.LATE: "next_due_on < %(today)s",
    Group.TODAY: "next_due_on = %(today)s",
    Group.NEXT: "next_due_on > %(today)s AND next_due_on <= %(until)s AND waiting_for = ''",
    Group.WAITING: f"{_AHEAD} AND waiting_for <> ''",
    Group.LATER: "(next_due_on > %(until)s OR next_due_on IS NULL) AND waiting_for = ''",
    Group.UPDATES: "update_due_on <= %(until)s",
}
"""Which complaints of those that owe something are in a group."""
_COUNTED = ", ".join(f"count(*) FILTER (WHERE {_WITHIN[group]})" for group in Group)
_SEEN = "(confidential_to = '' OR confidential_to LIKE %(named)s ESCAPE '!')"
# All are counted in an index alone, which cannot say who is named on the confidential ones. Those are few and have an
# index of their own, so the ones that are not theirs are counted there and taken off again, at the same moment.
_HIDDEN = "NOT (confidential_to = '') AND NOT (confidential_to LIKE %(named)s ESCAPE '!')"
_SHOWN = (
    "complaint, reference, received_on, stage, state, next_step, next_due_on, next_because, next_provision, handler, person,"
    " home, about, category, area, risk, adjusted, represented, of_a_group, waiting_for, waiting_until, update_due_on,"
    " ombudsman, breaches, confidential_to"
)


def _chosen(asked: Asked, days: Days) -> tuple[str, dict[str, Any]]:
    """The conditions of what is asked for, before anybody's eyes are considered, and the values in them."""
    who = asked.who.replace("!", "!!").replace("%", "!%").replace("_", "!_") or "nobody at all"
    values: dict[str, Any] = {
        "landlord": stored_id(asked.landlord), "today": days.today, "until": days.until, "named": f"%,{who},%",
    }  # fmt: skip
    conditions = ["landlord = %(landlord)s", "owed"]
    for name, value in (("stage", asked.stage), ("category", asked.category), ("area", asked.area)):
        if value is not None:
            conditions.append(f"{name} = %({name})s")
            values[name] = value
    if asked.handlers is not None:
        each = {f"handler_{number}": handler for number, handler in enumerate(sorted(asked.handlers))}
        marks = ", ".join(f"%({name})s" for name in each)
        conditions.append(f"handler IN ({marks})" if each else "1 = 0")
        values |= each
    return " AND ".join(conditions), values


def _answers(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def counts(asked: Asked, days: Days) -> Counted:
    """How many complaints are in each group. The same as the rows of all its pages."""
    if not may_see(asked.roles, asked.who, None):
        return dict.fromkeys(Group, 0)
    chosen, values = _chosen(asked, days)
    counted = f"SELECT %s, {_COUNTED} FROM summary WHERE {chosen}"  # noqa: S608  see above
    both = f"{counted.replace('%s', '0', 1)} UNION ALL {counted.replace('%s', '1', 1)} AND {_HIDDEN} ORDER BY 1"
    every, hidden = _answers(both, values)
    return {group: all_ - off for group, all_, off in zip(Group, every[1:], hidden[1:], strict=True)}


def loads(asked: Asked, days: Days) -> list[Load]:
    """The same for each handler that has anything, the one with most that is late first: for whoever shares work out."""
    if not may_see(asked.roles, asked.who, None):
        return []
    chosen, values = _chosen(asked, days)
    counted = f"SELECT handler, %s, {_COUNTED} FROM summary WHERE {chosen}"  # noqa: S608  see above
    both = (
        f"{counted.replace('%s', '1', 1)} GROUP BY handler"
        f" UNION ALL {counted.replace('%s', '-1', 1)} AND {_HIDDEN} GROUP BY handler"
    )
    found: dict[str, Counted] = {}
    for handler, sign, *numbers in _answers(both, values):
        counted_there = found.setdefault(handler, dict.fromkeys(Group, 0))
        for group, number in zip(Group, numbers, strict=True):
            counted_there[group] += sign * number
    seen = [load for load in (Load(handler, counted) for handler, counted in found.items()) if load.total]
    return sorted(seen, key=lambda load: (-load.counted[Group.LATE], -load.total, load.handler))


def page(asked: Asked, group: Group, days: Days, *, after: Place | None = None, size: int = PAGE) -> Page:
    """The rows of a group behind a place, first what is due first; those without a date come last.

    What is written meanwhile neither repeats nor loses a row that stayed where it was, because a page begins behind a
    row and not behind a number of rows.
    """
    if not may_see(asked.roles, asked.who, None):
        return Page([], None)
    on = "update_due_on" if group is Group.UPDATES else "next_due_on"
    chosen, values = _chosen(asked, days)
    wanted = f"SELECT {_SHOWN} FROM summary WHERE {chosen} AND {_SEEN} AND {_WITHIN[group]}"  # noqa: S608  see above
    found: list[Row] = []
    if after is None or after.on is not None:
        behind = ""
        if after is not None:
            values |= {"after_on": after.on, "after": stored_id(after.complaint)}
            behind = f" AND ({on}, complaint) > (%(after_on)s, %(after)s)"
        dated = f"{wanted} AND {on} IS NOT NULL{behind} ORDER BY {on}, complaint LIMIT {size + 1:d}"
        found = [_row(each) for each in _answers(dated, values)]
    if len(found) <= size and group in {Group.WAITING, Group.LATER}:
        behind = ""
        if after is not None and after.on is None:
            values["after"] = stored_id(after.complaint)
            behind = " AND complaint > %(after)s"
        undated = f"{wanted} AND next_due_on IS NULL{behind} ORDER BY complaint LIMIT {size + 1 - len(found):d}"
        found += [_row(each) for each in _answers(undated, values)]
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    return Page(shown, None if last is None else Place(getattr(last, on), last.complaint))


def _row(values: tuple[Any, ...]) -> Row:
    key, *rest = values
    return Row(key if isinstance(key, UUID) else UUID(key), *rest)


def team_mates(staff: Staff, today: date) -> frozenset[str]:
    """Everybody who is in a team with somebody today, and they themselves: whose complaints are "my team's"."""
    standing = (Q(from_on=None) | Q(from_on__lte=today)) & (Q(until_on=None) | Q(until_on__gte=today))
    members = TeamMember.objects.filter(standing, landlord=staff.landlord_id)
    teams = members.filter(staff=staff).values("team")
    found: Iterable[UUID] = members.filter(team__in=teams).values_list("staff", flat=True)
    return frozenset({str(staff.pk), *map(str, found)})
