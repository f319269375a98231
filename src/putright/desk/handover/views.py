"""Handing over what somebody handles: all to one person, or one by one; each with its own result, none left to nobody.

Of the confidential ones that whoever hands over may not see, the page says how many there are, and nothing about them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from putright.actions import RecordUnavailable
from putright.actions.handing_over import HandedOver, Handled, HandOver, complaints_handled_by, hand_over
from putright.desk.opened import Who, who
from putright.desk.shown_lists import Shown, days_left, shown_complaints
from putright.people.finding import holding, one
from putright.people.models import Staff
from putright.people.permissions import MAY
from putright.people.roles import Role

__all__ = ["handover_page"]

_HANDLES = [role for role, groups in MAY.items() if {"handling", "deciding"} <= groups]
_HANDS_OVER = frozenset(role for role, groups in MAY.items() if "gatekeeping" in groups)
_NOT_THERE = "There is nobody of that name here, or handing over is not yours to do."
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint to hand over."""

    key: UUID
    complaint: Shown
    next_step: str
    due_on: object
    left: int | None
    only_named: bool
    """Whether nobody else could open it: it is handed over with who may see it."""
    chosen: str
    result: str
    """Why it could not be handed over; empty where it was not tried."""


@require_http_methods(["GET", "POST"])
def handover_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """What somebody has, and who takes it."""
    by = who(request)
    person = one(Staff, by.landlord, key)
    if person is None or not by.roles & _HANDS_OVER:
        raise Http404(_NOT_THERE)
    handled = complaints_handled_by(person, by.staff, by.today)
    takers = [each for each in holding(by.landlord, _HANDLES, by.today) if each.pk != person.pk]
    results: list[HandedOver] = []
    trouble = ""
    if request.method == "POST":
        ask, trouble = _asked(by, person, handled, takers, request.POST)
        if ask is not None:
            try:
                results = hand_over(ask, by.staff, by.now)
            except RecordUnavailable as error:
                trouble = str(error)
            handled = complaints_handled_by(person, by.staff, by.today)
    done = sum(1 for each in results if each.done)
    if results and done == len(results):
        left = f" {_many(handled.number)} still to hand over." if handled.number else ""
        messages.success(request, f"{_many(done)} handed over.{left}")
        return redirect("desk:handover", person.pk)
    shown = {
        "person": person,
        "handled": handled,
        "rows": _rows(by, handled, results, request.POST),
        "takers": [(str(each.pk), each.name) for each in takers],
        "unseen_takers": [(str(each.pk), each.name) for each in takers if each.pk != by.staff.pk],
        "unseen_wrong": next((each.says for each in results if each.complaint is None and not each.done), ""),
        "done": done,
        "trouble": trouble,
        "given": request.POST,
        "may_open_person": reverse("desk:administration:person", args=[person.pk]) if by.roles & _READ_STAFF else "",
    }
    return render(request, "desk/handover/page.html", shown, status=422 if trouble or results else 200)


_READ_STAFF = frozenset({Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR})


def _many(number: int) -> str:
    return "1 complaint" if number == 1 else f"{number:,} complaints"


def _asked(
    by: Who, person: Staff, handled: Handled, takers: list[Staff], given: Mapping[str, str]
) -> tuple[HandOver | None, str]:
    """What is asked for, or why it cannot be."""
    known = {str(each.pk): each.pk for each in takers}
    every = known.get(given.get("every", ""))
    pairs = []
    for row in (*handled.open, *handled.to_open):
        taker = known.get(given.get(f"to-{row.complaint}", "")) or every
        if taker is not None:
            pairs.append((row.complaint, taker))
    unseen = known.get(given.get("unseen_to", ""))
    if not pairs and unseen is None:
        return None, "Choose who takes over: one person for all of them, or somebody for each."
    note, reason = (given.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in ("note", "reason"))
    return HandOver(by.landlord.pk, person.pk, tuple(pairs), unseen, note, reason), ""


def _rows(by: Who, handled: Handled, results: list[HandedOver], given: Mapping[str, str]) -> list[Row]:
    both = [*((row, False) for row in handled.open), *((row, True) for row in handled.to_open)]
    complaints, _ = shown_complaints(by, [row.complaint for row, _ in both])
    left = days_left(by, [row.next_due_on for row, _ in both])
    wrong = {each.complaint: each.says for each in results if not each.done}
    return [
        Row(
            row.complaint,
            complaints[row.complaint],
            row.next_step,
            row.next_due_on,
            left[row.next_due_on],
            only_named,
            given.get(f"to-{row.complaint}", ""),
            wrong.get(row.complaint, ""),
        )
        for row, only_named in both
    ]
