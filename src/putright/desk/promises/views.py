"""The tracker of promises: what was said would be done, late first, with what to record of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from putright.actions.naming import with_names
from putright.complaint import events as e
from putright.desk.opened import Who, who
from putright.desk.shown_lists import Shown, address, days_left, shown_complaints, until_on
from putright.people.permissions import NOT_THERE, SEES, kinds_open_to
from putright.people.roles import Role
from putright.records.keyset import place_in
from putright.records.models import PromiseSummary
from putright.records.promises_list import AskedPromises, PromiseGroup, promise_counts, promise_page
from putright.records.work_list import team_mates

__all__ = ["promises_page"]

_FEW, _MANY = 25, 100
_GROUPS = {
    PromiseGroup.LATE: ("Late", "No promise is late."),
    PromiseGroup.TODAY: ("Due today", "No promise is due today."),
    PromiseGroup.NEXT: ("Next five working days", "No promise is due in the next five working days."),
    PromiseGroup.UNTOLD: ("Over, and the resident not told", "Every resident has been told how it ended."),
    PromiseGroup.LATER: ("Later", "No promise has a later date."),
}
_WHOSE = {"mine": "Mine", "team": "My team's", "all": "All"}
_OPEN = (("promise-kept", "It was done"), ("promise-progress", "How it goes"), ("promise-later", "Later day"))
_UNTOLD = (("promise-told", "The resident was told"),)
_STATES = {"done": "Done", "dropped": "Given up"}


@dataclass(frozen=True, slots=True)
class Row:
    """One promise in the list."""

    what: str
    owner: str
    due_on: date | None
    left: int | None
    state: str
    complaint: Shown
    steps: list[tuple[str, str]]
    """Where it is recorded what became of it: address and words."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group on the page."""

    id: str
    title: str
    nothing: str
    count: int
    rows: list[Row]
    more: str
    """The address of the rest; empty where there is none."""


@require_GET
def promises_page(request: HttpRequest) -> HttpResponse:
    """What was promised to residents and is not over, in groups; one group in pages."""
    by = who(request)
    if not by.roles & SEES:
        raise Http404(NOT_THERE)
    given = _given(by, request.GET)
    asked = _asked(by, given["whose"], given.get("stage", ""))
    counted = promise_counts(asked)
    single = next((each for each in PromiseGroup if each.value == request.GET.get("group")), None)
    groups = _groups(by, asked, counted, given, single, request.GET.get("after", ""))
    shown = {
        "lead": _lead(counted),
        "groups": groups,
        "single": single,
        "all_at": address(given),
        "whose": _whose(by, given, counted),
        "given": given,
        "stages": [("1", "Stage 1"), ("2", "Stage 2")],
    }
    return render(request, "desk/promises/page.html", shown)


def _given(by: Who, get: Mapping[str, str]) -> dict[str, str]:
    """What is asked for, as it stands in the address; who oversees and handles nothing begins with everybody's."""
    first = "mine" if by.roles & {Role.HANDLER, Role.STAGE_2_REVIEWER} else "all"
    whose, stage = get.get("whose", first), get.get("stage", "")
    kept = {"whose": whose if whose in _WHOSE else first}
    return kept | ({"stage": stage} if stage in {"1", "2"} else {})


def _asked(by: Who, whose: str, stage: str) -> AskedPromises:
    owners = None
    if whose == "mine":
        owners = frozenset({by.key, by.staff.name})
    elif whose == "team":
        owners = team_mates(by.staff, by.today) | by.teams
    return AskedPromises(by.staff, by.today, until_on(by), owners, int(stage) if stage else None)


def _groups(
    by: Who,
    asked: AskedPromises,
    counted: dict[PromiseGroup, int],
    given: dict[str, str],
    single: PromiseGroup | None,
    after: str,
) -> list[Group]:
    size = _MANY if single else _FEW
    wanted = [single] if single else list(_GROUPS)
    place = place_in(after) if single else None
    pages = [promise_page(asked, each, place, size) if counted[each] else ([], None) for each in wanted]
    rows = _rows(by, [row for some, _ in pages for row in some])
    found = []
    for each, (some, rest) in zip(wanted, pages, strict=True):
        title, nothing = _GROUPS[each]
        mine, rows = rows[: len(some)], rows[len(some) :]
        more = address(given, group=each.value, after=rest if single else None) if rest else ""
        found.append(Group(each.value, title, nothing, counted[each], mine, more))
    return found


def _rows(by: Who, promises: list[PromiseSummary]) -> list[Row]:
    complaints, names = shown_complaints(
        by, [each.complaint for each in promises], [text for each in promises for text in (each.owner, each.what)]
    )
    left = days_left(by, [each.due_on for each in promises])
    may = kinds_open_to(by.roles, (e.ActionDone, e.ActionProgressed, e.ActionRescheduled, e.ResidentTold))
    return [
        Row(
            with_names(each.what, names) or "Something that was promised",
            with_names(each.owner, names),
            each.due_on,
            left[each.due_on],
            _STATES.get(each.state, ""),
            complaints[each.complaint],
            _steps(complaints[each.complaint].reference, each) if may else [],
        )
        for each in promises
    ]


def _steps(reference: str, promise: PromiseSummary) -> list[tuple[str, str]]:
    steps = _OPEN if promise.state == "open" else _UNTOLD
    which = urlencode({"promise": promise.promise})
    return [(f"{reverse('desk:command', args=[reference, slug])}?{which}", words) for slug, words in steps]


def _whose(by: Who, given: dict[str, str], counted: dict[PromiseGroup, int]) -> list[tuple[str, str, bool, int]]:
    """Mine, my team's, all, each with how many; the other filters stay as they are."""
    found = []
    for whose, words in _WHOSE.items():
        here = given["whose"] == whose
        other = counted if here else promise_counts(_asked(by, whose, given.get("stage", "")))
        found.append((address(given, whose=whose), words, here, sum(other.values())))
    return found


def _lead(counted: dict[PromiseGroup, int]) -> str:
    """One sentence for the top: what is late, and who has not heard."""
    late, untold = counted[PromiseGroup.LATE], counted[PromiseGroup.UNTOLD]
    if not late and not untold:
        return "No promise is late, and every resident has been told how theirs ended."
    first = "No promise is late" if not late else "One promise is late" if late == 1 else f"{late:,} promises are late"
    if not untold:
        return f"{first}."
    many = "one resident has" if untold == 1 else f"{untold:,} residents have"
    return f"{first}, and {many} not been told how theirs ended."
