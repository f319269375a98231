"""My work: five groups with counts that agree with their rows, the filter in the address so that it can be sent."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from putright.actions.naming import names_behind, with_names
from putright.actions.terms import calendar_of
from putright.desk.commands.choosing import handlers
from putright.desk.handover.loads import handler_loads, new_notices
from putright.desk.letters.waiting import letters_to_read
from putright.desk.opened import Who, who
from putright.people.permissions import READS, SEES
from putright.people.registers.due import due_reviews
from putright.people.registers.model import Due
from putright.people.roles import Role
from putright.records.lines import reviews_due
from putright.records.models import Summary
from putright.records.work_list import DATED, Asked, Counted, Days, Group, Page, Place, counts, page, team_mates
from putright.records.work_list import Row as Listed
from putright.workdays import Calendar

__all__ = ["Row", "days_of", "my_work"]

_FEW = 25
"""Rows of a group on the page of all groups."""
_MANY = 100
"""Rows of one page of a single group."""
_AHEAD = 5
"""The next working days that the third group looks ahead."""

TITLES = {
    Group.LATE: ("Late", "Nothing is late."),
    Group.TODAY: ("Due today", "Nothing is due today."),
    Group.NEXT: ("Next five working days", "Nothing is due in the next five working days."),
    Group.WAITING: ("Waiting on others", "Nobody is waited for."),
    Group.UPDATES: ("Updates due", "No resident is waiting for an update."),
    Group.LATER: ("Later", "Nothing is due later."),
}
_SHOWN = (Group.LATE, Group.TODAY, Group.NEXT, Group.WAITING, Group.UPDATES)
_HANDLES = frozenset({Role.HANDLER, Role.STAGE_2_REVIEWER})
_STARTS = (
    (Role.CONTRIBUTOR, "desk:contributions"),
    (Role.MEMBER_RESPONSIBLE, "desk:oversight"),
    (Role.ADMINISTRATOR, "desk:administration:index"),
)
_WHOSE = {"mine": "Mine", "team": "My team", "all": "All"}


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint in the list."""

    reference: str
    name: str
    home: str
    about: str
    stage: int
    next: str
    due_on: date | None
    left: int | None
    why: str
    handler: str
    waiting: str
    waiting_until: date | None
    marks: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One group on the page."""

    group: Group
    title: str
    nothing: str
    count: int
    rows: list[Row]
    more: str
    """The address of the rest; empty where there is none."""


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """The work list of who is signed in; those who see no complaints are led to what they do see."""
    by = who(request)
    if not by.roles & SEES:
        return redirect(_elsewhere(by))
    asked, given = _asked(by, request.GET)
    days = days_of(by)
    counted = counts(asked, days)
    single = next((each for each in Group if each.value == request.GET.get("group")), None)
    after = _place(request.GET.get("after", ""))
    size = _MANY if single else _FEW
    pages = {
        each: page(asked, each, days, after=after if single else None, size=size) if counted[each] else Page([], None)
        for each in ([single] if single else _SHOWN)
    }
    names = names_behind(by.landlord, {text for found in pages.values() for text in found.texts()})
    groups = [_shown(by, each, found, counted[each], names, given, size) for each, found in pages.items()]
    reviews = [] if single else _reviews(by)
    return render(
        request,
        "desk/work/page.html",
        {
            "who": by,
            "lead": _lead(counted),
            "groups": groups,
            "single": single,
            "later": counted[Group.LATER],
            "later_at": _at({**given, "group": Group.LATER.value}),
            "all_at": _at(given),
            "reviews": [_review(each, by.today) for each in reviews],
            "loads": [] if single or asked.handlers is not None else handler_loads(by, asked, days),
            "notices": new_notices(by),
            "to_read": [] if single else letters_to_read(by),
            "whose": _choices(by, asked, days, given),
            "given": given,
            "handlers": handlers(by.landlord),
            "stages": [("1", "Stage 1"), ("2", "Stage 2")],
            "categories": _distinct(by, "category"),
            "areas": _distinct(by, "area"),
            "total": sum(counted[each] for each in DATED),
        },
    )


def days_of(by: Who) -> Days:
    """Today and the last of the next five working days, by the landlord's calendar."""
    return Days(by.today, calendar_of(by.landlord).add(by.today, _AHEAD))


def _elsewhere(by: Who) -> str:
    """Where somebody starts whose role sees no complaints: the question they were asked, the numbers, the settings."""
    for role, name in _STARTS:
        if role in by.roles:
            with suppress(NoReverseMatch):  # a page that there is no address of yet
                return reverse(name)
    return reverse("sign_in:mine")


def _asked(by: Who, given: Mapping[str, str]) -> tuple[Asked, dict[str, str]]:
    """What is asked for, and the same as it stands in the address."""
    # Who oversees and handles nothing themselves begins with everybody's; the choice stays in the address.
    first = "mine" if by.roles & _HANDLES else "all"
    whose = given.get("whose", first)
    whose = whose if whose in _WHOSE else first
    handler = given.get("handler", "")
    only: frozenset[str] | None = frozenset({by.key})
    if handler:
        only, whose = frozenset({"" if handler == "nobody" else handler}), "all"
    elif whose == "team":
        only = team_mates(by.staff, by.today)
    elif whose == "all":
        only = None
    stage = given.get("stage", "")
    asked = Asked(
        by.landlord.pk,
        by.key,
        by.roles,
        only,
        int(stage) if stage in {"1", "2"} else None,
        given.get("category") or None,
        given.get("area") or None,
    )
    kept = {"whose": whose} | {name: given.get(name, "") for name in ("stage", "category", "area", "handler")}
    return asked, {name: value for name, value in kept.items() if value}


def _shown(
    by: Who, group: Group, found: Page, count: int, names: dict[str, str], given: dict[str, str], size: int
) -> Shown:
    calendar = calendar_of(by.landlord)
    rows = [_row(by, row, names, calendar, update=group is Group.UPDATES) for row in found.rows]
    title, nothing = TITLES[group]
    rest = ""
    if found.after:
        place = f"{found.after.on or ''}.{found.after.complaint}"
        rest = _at({**given, "group": group.value} | ({"after": place} if size == _MANY else {}))
    return Shown(group, title, nothing, count, rows, rest)


def _row(by: Who, row: Listed, names: dict[str, str], calendar: Calendar, *, update: bool) -> Row:
    due = row.update_due_on if update else row.next_due_on
    return Row(
        reference=row.reference,
        name=with_names(row.person, names) or "Somebody without a name",
        home=with_names(row.home, names),
        about=row.about,
        stage=row.stage,
        next="Tell the resident how it stands" if update else with_names(row.next_step, names),
        due_on=due,
        left=left(calendar, by.today, due) if due else None,
        why="The resident was told to hear from us by this day (Code 5.9)." if update else row.next_because,
        handler=with_names(row.handler, names),
        waiting=with_names(row.waiting_for, names),
        waiting_until=row.waiting_until,
        marks=list(_marks(row)),
    )


def left(calendar: Calendar, today: date, due_on: date) -> int:
    """Working days until a day: 0 on the day itself, below 0 once it has passed."""
    return calendar.count(today, due_on) if due_on >= today else -max(calendar.count(due_on, today), 1)


def _marks(row: Listed) -> Iterable[tuple[str, str]]:
    if row.risk in {"high", "urgent"}:
        yield "risk", "urgent" if row.risk == "urgent" else "high risk"
    if row.adjusted:
        yield "adjustment", "adjustment"
    if row.represented:
        yield "representative", "representative"
    if row.of_a_group:
        yield "group", "group"
    if row.confidential_to:
        yield "confidential", "confidential"
    if row.ombudsman:
        yield "ombudsman", "Ombudsman"


def _lead(counted: Counted) -> str:
    """One sentence for the top: what is late and what is due today."""
    late, today = counted[Group.LATE], counted[Group.TODAY]
    if not late and not today:
        return "Nothing is late and nothing is due today."
    said = f"{_things(late)} late" if late else "Nothing is late"
    return f"{said}, and {_things(today).lower()} due today." if today else f"{said}, and nothing is due today."


def _things(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    word = words[number] if number < len(words) else f"{number:,}"
    return f"{word} thing is" if number == 1 else f"{word} things are"


_REVIEWS = 50
"""Reviews shown at most; the registers have the rest."""
_REVIEWS_AHEAD = timedelta(days=28)


def _reviews(by: Who) -> list[Due]:
    """What the registers and the complaints in them ask to be looked at, first what never had a day, then by day."""
    reads = frozenset[str]().union(*(READS[role] for role in by.roles))
    until = by.today + _REVIEWS_AHEAD
    kept = due_reviews(by.landlord, by.today, staff=by.staff, ahead=_REVIEWS_AHEAD, most=_REVIEWS)
    found = [*kept, *reviews_due(by.staff, by.today, until, reads=reads, most=_REVIEWS)]
    return sorted(found, key=lambda each: (each.on or date.min, each.register, each.whom, each.what))[:_REVIEWS]


def _review(each: Due, today: date) -> dict[str, Any]:
    return {
        "on": each.on,
        "what": each.what,
        "whom": each.whom,
        "place": each.provision,
        "late": each.overdue(today),
        "href": reverse("desk:register", args=[each.register]),
    }


def _choices(by: Who, asked: Asked, days: Days, given: dict[str, str]) -> list[tuple[str, str, bool, int]]:
    """Mine, my team, all, each with how much it is; the other filters stay as they are."""
    found = []
    whom = {"mine": frozenset({by.key}), "team": team_mates(by.staff, by.today), "all": None}
    for whose, words in _WHOSE.items():
        only = whom[whose]
        other = Asked(asked.landlord, asked.who, asked.roles, only, asked.stage, asked.category, asked.area)
        counted = counts(other, days)
        kept = {name: value for name, value in given.items() if name != "handler"}
        here = given["whose"] == whose and "handler" not in given
        found.append((_at({**kept, "whose": whose}), words, here, sum(counted[each] for each in DATED)))
    return found


def _distinct(by: Who, column: str) -> list[tuple[str, str]]:
    """What stands in a column of the open complaints, as choices of the filter."""
    rows = Summary.objects.filter(landlord=by.landlord.pk, owed=True, confidential_to="").exclude(**{column: ""})
    return [(each, each.replace("_", " ")) for each in rows.order_by(column).values_list(column, flat=True).distinct()]


def _at(given: Mapping[str, str]) -> str:
    return f"?{urlencode(given)}"


def _place(text: str) -> Place | None:
    """Where a page begins, out of the address; None where it cannot be read, which is the first page."""
    on, _, key = text.partition(".")
    try:
        return Place(date.fromisoformat(on) if on else None, UUID(key))
    except ValueError:
        return None
