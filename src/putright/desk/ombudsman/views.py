"""The Ombudsman across complaints: evidence and orders that wait, late first; enquiries, determinations, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import assert_never
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from putright.actions.naming import ids_in, with_names
from putright.complaint import events as e
from putright.complaint.state import Complaint, Order
from putright.desk.commands import COMMANDS
from putright.desk.opened import Who, who
from putright.desk.shown_lists import Shown, address, days_left, shown_complaints
from putright.pages.says import money
from putright.people.permissions import NOT_THERE, SEES, kinds_open_to
from putright.people.registers.lines import Listing
from putright.records.keyset import Order as Sorted
from putright.records.keyset import page, place_in
from putright.records.lines import known, seen_lines
from putright.records.lines_models import ListedLine

__all__ = ["ombudsman_page"]

_SIZE = 50
_WAITING = (Listing.EVIDENCE, Listing.ORDERS, Listing.FAILURE_ORDERS)
_LISTINGS = (*_WAITING, Listing.DETERMINATIONS, Listing.ENQUIRIES)
_SHOWS = {
    "due": ("To do", "Nothing is owed to the Ombudsman."),
    "orders": ("Orders", "The Ombudsman has ordered nothing."),
    "failure_orders": ("Failure orders", "There is no complaint handling failure order."),
    "evidence": ("Evidence", "The Ombudsman has asked for no evidence."),
    "determinations": ("Determinations", "The Ombudsman has determined nothing yet."),
    "enquiries": ("Enquiries", "The Ombudsman has asked about nothing."),
}
_STEPS = {
    Listing.EVIDENCE: ("evidence-sent", "order", "The evidence was sent", e.OmbudsmanEvidenceSent),
    Listing.ORDERS: ("order-done", "order", "It was carried out", e.OrderComplied),
    Listing.FAILURE_ORDERS: ("failure-order-done", "order", "It was complied with", e.FailureOrderComplied),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing the Ombudsman did or asked for."""

    what: str
    under: str
    """What else is known of it; empty for nothing."""
    on: date | None
    by_on: date | None
    left: int | None
    waits: bool
    met: str
    """How it was met: with its proof."""
    met_on: date | None
    complaint: Shown
    step: tuple[str, str] | None
    """Where it is recorded as done: address and words."""


@require_GET
def ombudsman_page(request: HttpRequest) -> HttpResponse:
    """What the Ombudsman waits for, late first; or one kind of thing, the newest first."""
    by = who(request)
    if not by.roles & SEES:
        raise Http404(NOT_THERE)
    show = request.GET.get("show", "due")
    show = show if show in _SHOWS else "due"
    lines = seen_lines(by.staff, by.today, *_LISTINGS)
    counted = _counted(lines, by.today)
    rows, rest = page(*_wanted(lines, show), place_in(request.GET.get("after", "")), _SIZE)
    title, nothing = _SHOWS[show]
    shown = {
        "lead": _lead(counted),
        "views": [(address({"show": each}), words, each == show, counted[each]) for each, (words, _) in _SHOWS.items()],
        "title": title,
        "nothing": nothing,
        "count": counted[show],
        "rows": _rows(by, rows),
        "due": show == "due",
        "older": address({"show": show, "after": rest}) if rest else "",
    }
    return render(request, "desk/ombudsman/page.html", shown)


def _wanted(lines: QuerySet[ListedLine], show: str) -> tuple[QuerySet[ListedLine], Sorted]:
    if show == "due":
        return lines.filter(waits=True), Sorted("by_on", "complaint", "name")
    return lines.filter(listing=show), Sorted("on", "complaint", "name", newest=True)


def _counted(lines: QuerySet[ListedLine], today: date) -> dict[str, int]:
    """How many there are of each view, and how many are late: one query."""
    each = {listing.value: Count("pk", filter=Q(listing=listing.value)) for listing in _LISTINGS}
    late = Count("pk", filter=Q(waits=True, by_on__lt=today))
    found: dict[str, int] = lines.aggregate(due=Count("pk", filter=Q(waits=True)), late=late, **each)
    return found


def _lead(counted: dict[str, int]) -> str:
    due, late = counted["due"], counted["late"]
    if not due:
        return "Nothing is owed to the Ombudsman."
    things = "One thing is" if due == 1 else f"{due:,} things are"
    how = "none late" if not late else "late" if due == 1 else "all late" if late == due else f"{late:,} of them late"
    return f"{things} owed to the Ombudsman, {how}."


def _rows(by: Who, lines: list[ListedLine]) -> list[Row]:
    states = known(by.landlord.pk, [line.complaint for line in lines])
    told = [(line, *_told(states[line.complaint].state, line)) for line in lines]
    complaints, names = shown_complaints(
        by, states, ids_in(text for _, what, under, *_ in told for text in (what, under))
    )
    left = days_left(by, [line.by_on for line in lines])
    return [
        Row(
            with_names(what, names),
            with_names(under, names),
            line.on,
            line.by_on,
            left[line.by_on],
            line.waits,
            met,
            met_on,
            complaints[line.complaint],
            _step(by, line, complaints[line.complaint].reference),
        )
        for line, what, under, met, met_on in told
    ]


def _told(state: Complaint, line: ListedLine) -> tuple[str, str, str, date | None]:
    """What it is, what else is known, how it was met and when; out of the complaint."""
    listing = Listing(line.listing)
    if listing is Listing.ENQUIRIES and state.ombudsman_enquiry is not None:
        asked = state.ombudsman_enquiry
        return asked.what or "An enquiry", _their(asked.reference), "", None
    if listing is Listing.DETERMINATIONS and state.determination is not None:
        found = state.determination
        return _findings(found), _their(found.reference), "", None
    return _order(state.orders[line.name])


def _their(reference: str) -> str:
    return f"Ombudsman's reference {reference}" if reference else ""


def _findings(determined: e.Determined) -> str:
    kinds: Iterable[str] = (str(each.outcome.value).replace("_", " ") for each in determined.findings)
    counted: dict[str, int] = {}
    for kind in kinds:
        counted[kind] = counted.get(kind, 0) + 1
    said = [kind if number == 1 else f"{kind} on {number} points" for kind, number in counted.items()]
    return ", ".join(said).capitalize() or "A determination"


def _order(order: Order) -> tuple[str, str, str, date | None]:
    met_on = order.met.on if order.met is not None else None
    match order.made:
        case e.OrderMade() as made:
            proof = order.met.evidence if isinstance(order.met, e.OrderComplied) else ""
            paid = f"{money(made.amount_pence)} to be paid" if made.amount_pence else ""
            return made.what or f"Order {made.order}", paid, _met(order, f"Proof: {proof}" if proof else ""), met_on
        case e.FailureOrderMade() as made:
            kind = str(made.type.value).replace("_", " ")
            return f"Complaint handling failure order, {kind}", "", _met(order, ""), met_on
        case e.OmbudsmanEvidenceRequested() as made:
            return "Evidence asked for", "", _met(order, ""), met_on
        case never:
            assert_never(never)


def _met(order: Order, how: str) -> str:
    return "" if order.met is None else how or "It was met."


def _step(by: Who, line: ListedLine, reference: str) -> tuple[str, str] | None:
    known_step = _STEPS.get(Listing(line.listing))
    if known_step is None or not line.waits:
        return None
    slug, field, words, shape = known_step
    if slug not in COMMANDS or not kinds_open_to(by.roles, (shape,)):
        return None
    return f"{reverse('desk:command', args=[reference, slug])}?{urlencode({field: line.name})}", words
