"""The log of service requests, the page of one, and one view for every step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from putright.actions import (
    AskRequest,
    NotDone,
    RaiseComplaint,
    Raised,
    Recorded,
    RecordUnavailable,
    perform_request,
    raise_complaint,
)
from putright.actions.naming import names_behind, with_names
from putright.actions.terms import calendar_of
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.complaint.requests import RequestBecameComplaint, attention, narrate_request, request_from
from putright.desk.opened import Who, who
from putright.desk.requests.opened import OpenedRequest, open_request
from putright.desk.requests.steps import STEPS, Raise, RequestStep
from putright.desk.work.views import left
from putright.pages.says import day
from putright.people.permissions import REQUEST_NOT_THERE, may_see
from putright.records import store
from putright.records.models import Entry, Summary
from putright.records.requests_models import RequestSummary

__all__ = ["request_page", "request_step", "service_requests"]

_SIZE = 50
_SHOWS = {"due": "To look at", "late": "Late", "open": "Open", "done": "Nothing more to do"}
_STATES = {"open": "open", "answered": "answered, not done", "done": "done", "struck_out": "struck out"}


@dataclass(frozen=True, slots=True)
class Row:
    """One request in the log."""

    reference: str
    what: str
    name: str
    home: str
    asked_on: date | None
    promised_on: date | None
    left: int | None
    late: bool
    review_on: date | None
    state: str
    complaints: int
    why: list[tuple[str, str]]


@require_GET
def service_requests(request: HttpRequest) -> HttpResponse:
    """The log: late and to be looked at first. What is shown, and where the page begins, stand in the address."""
    by = who(request)
    if not may_see(by.roles, by.key, None):
        raise Http404(REQUEST_NOT_THERE)
    show = request.GET.get("show", "")
    asked = {name: _among(by, name) for name in _SHOWS}
    counted = {name: rows.count() for name, rows in asked.items()}
    show = show if show in _SHOWS else "due" if counted["due"] else "open"
    rows = list(_page(asked[show], show, request.GET.get("after", "")))
    more = ""
    if len(rows) > _SIZE:
        rows = rows[:_SIZE]
        last = rows[-1]
        more = (
            f"?show={show}&after={last.reference}"
            if show == "done"
            else f"?show={show}&after={last.next_on}.{last.reference}"
        )
    shown = {
        "who": by,
        "rows": _rows(by, rows),
        "more": more,
        "later": bool(request.GET.get("after")),
        "show": show,
        "title": _SHOWS[show],
        "shows": [(f"?show={name}", words, name == show, counted[name]) for name, words in _SHOWS.items()],
        "count": counted[show],
    }
    return render(request, "desk/requests/log.html", shown)


def _among(by: Who, show: str) -> QuerySet[RequestSummary]:
    mine = RequestSummary.objects.filter(landlord=by.landlord.pk)
    match show:
        case "due":
            return mine.filter(live=True, next_on__lte=by.today)
        case "late":
            return mine.filter(live=True, promised_on__lt=by.today).exclude(state="done")
        case "open":
            return mine.filter(live=True)
        case _:
            return mine.filter(live=False)


def _page(rows: QuerySet[RequestSummary], show: str, after: str) -> QuerySet[RequestSummary]:
    """One page behind a place; one row more says that there are others."""
    if show == "done":
        return (rows.filter(reference__lt=after) if after else rows).order_by("-reference")[: _SIZE + 1]
    on, _, reference = after.partition(".")
    try:
        begins = date.fromisoformat(on)
    except ValueError:
        return rows.order_by("next_on", "reference")[: _SIZE + 1]
    behind = Q(next_on__gt=begins) | Q(next_on=begins, reference__gt=reference)
    return rows.filter(behind).order_by("next_on", "reference")[: _SIZE + 1]


def _rows(by: Who, rows: list[RequestSummary]) -> list[Row]:
    names = names_behind(by.landlord, {text for row in rows for text in (row.person, row.home)})
    why = _reasons(by, [row for row in rows if row.live and row.next_on is not None and row.next_on <= by.today])
    calendar = calendar_of(by.landlord)
    return [
        Row(
            reference=row.reference,
            what=row.what,
            name=with_names(row.person, names),
            home=with_names(row.home, names),
            asked_on=row.asked_on,
            promised_on=row.promised_on,
            left=left(calendar, by.today, row.promised_on) if row.promised_on and row.state != "done" else None,
            late=row.promised_on is not None and row.promised_on < by.today and row.state != "done",
            review_on=row.review_on,
            state=_STATES[row.state],
            complaints=row.complaints,
            why=why.get(row.reference, []),
        )
        for row in rows
    ]


def _reasons(by: Who, rows: list[RequestSummary]) -> dict[str, list[tuple[str, str]]]:
    """Why each has to be looked at, worked out anew from its entries: one question for all of them."""
    references = {row.request: row.reference for row in rows}
    if not references:
        return {}
    entries = Entry.objects.filter(landlord=by.landlord.pk, complaint__in=references).order_by("complaint", "number")
    found = {}
    for key, each in groupby(entries, lambda entry: entry.complaint):
        # Without their words: none of this depends on them.
        held = request_from(store.as_told(list(each), {}))
        found[references[key]] = [(one.message, one.provision) for one in attention(held, by.today)]
    return found


@require_GET
def request_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One request: how it stands, what needs attention, the steps, and everything that happened."""
    opened = open_request(request, reference)
    held, by = opened.request, opened.who
    raised = [each.complaint for each in held.complaints]
    due = held.due_on if held.open else None
    shown = {
        "opened": opened,
        "state": _STATES[opened.row.state],
        "what": held.asked.what if held.asked else "",
        "due": due,
        "left": left(calendar_of(by.landlord), by.today, due) if due else None,
        "name": opened.named(opened.row.person),
        "steps": [each for each in STEPS.values() if opened.records and each.fits(opened)],
        "raised": [each for each in raised if each],
        "hidden": sum(1 for each in raised if not each),
        "lines": [_line(opened, each) for each in reversed(opened.entries)],
        "facts": _facts(opened),
    }
    return render(request, "desk/requests/page.html", shown)


def _facts(opened: OpenedRequest) -> list[tuple[str, str]]:
    held = opened.request
    asked = held.asked
    by = held.promises[-1].by if held.promises else ""
    return [
        ("Resident", opened.named(opened.row.person)),
        ("Home", opened.named(opened.row.home)),
        ("Asked for", day(asked.on) if asked and asked.on else ""),
        (
            "How",
            asked.channel.value.replace("_", " ").replace("not known", "").replace("email", "e-mail") if asked else "",
        ),
        ("Who does it", opened.named(by)),
        ("Next look", day(held.review_on) if held.review_on else ""),
        ("Done", day(held.done.on) if held.done and held.done.on else ""),
    ]


def _line(opened: OpenedRequest, entry: Any) -> dict[str, Any]:  # noqa: ANN401  an entry as told
    return {
        "number": entry.number,
        "on": entry.event.on,
        "said": opened.told(entry),
        "recorded_at": entry.recorded_at,
        "recorded_by": opened.named(entry.recorded_by),
        "departure": isinstance(entry.event, RequestBecameComplaint),
    }


@require_http_methods(["GET", "POST"])
def request_step(request: HttpRequest, reference: str, slug: str) -> HttpResponseBase:
    """The page of one step of one request."""
    opened = open_request(request, reference)
    shape = STEPS.get(slug)
    if shape is None or not opened.records:
        raise Http404(REQUEST_NOT_THERE)
    if request.method != "POST":
        return _step(request, opened, shape(opened))
    form = shape(opened, request.POST)
    if not form.is_valid():
        return _step(request, opened, form, status=422)
    try:
        done = _carried_out(opened, form)
    except RecordUnavailable as error:
        return _step(request, opened, form, trouble=str(error), status=503)
    match done:
        case Raised():
            messages.success(
                request, f"{done.complaint.reference} was raised. {reference} goes on until the work is done."
            )
            return redirect(_complaint_or_request(opened, done.complaint.reference))
        case Recorded():
            messages.success(request, _said(form.facts()))
            return redirect(reverse("desk:service_request", args=[reference]))
        case NotDone(refused=refused):
            return _refused(request, opened, form, refused)


def _said(facts: Iterable[e.Event]) -> str:
    return " ".join(narrate_request(each) for each in facts)


def _complaint_or_request(opened: OpenedRequest, reference: str) -> str:
    there = Summary.objects.filter(landlord=opened.who.landlord.pk, reference=reference, confidential_to="")
    name = "desk:complaint" if there.exists() else "desk:service_request"
    return reverse(name, args=[reference if there.exists() else opened.row.reference])


def _carried_out(opened: OpenedRequest, form: RequestStep) -> Recorded | Raised | NotDone:
    given, by = form.cleaned_data, opened.who
    if isinstance(form, Raise):
        ask = RaiseComplaint(
            by.landlord.pk,
            opened.row.request,
            given["on"],
            words=given["words"],
            channel=e.Channel(given["channel"]),
            reason=given["reason"],
            expected_number=given.get("expected_number"),
            key=form.key,
        )
        return raise_complaint(ask, by.staff, by.now)
    asked = AskRequest(
        by.landlord.pk, tuple(form.facts()), opened.row.request, given.get("expected_number"), key=form.key
    )
    return perform_request(asked, by.staff, by.now)


def _refused(request: HttpRequest, opened: OpenedRequest, form: RequestStep, refused: Any) -> HttpResponse:  # noqa: ANN401
    """What the page says of a no; what was typed stays."""
    if refused.because is RefusedBecause.NOT_YOURS:
        raise Http404(REQUEST_NOT_THERE)
    if refused.because is RefusedBecause.AGAINST_THE_CODE:
        return _step(request, opened, form, stopped=refused)
    if refused.because is RefusedBecause.STALE:
        again = open_request(request, opened.row.reference)
        posted = request.POST.copy()
        posted["expected_number"] = str(again.number)
        form.data = posted
        return _step(request, again, form, stale=again.named(refused.message))
    form.add_error(None, opened.named(refused.message))
    return _step(request, opened, form, status=422)


def _step(request: HttpRequest, opened: OpenedRequest, form: RequestStep, **more: Any) -> HttpResponse:  # noqa: ANN401
    status = more.pop("status", 200)
    shown = {"opened": opened, "form": form, "stopped": None, "stale": "", "trouble": "", "twice": "", **more}
    shown["asked"] = [each for each in form.shown_fields() if each.name != "reason"]
    return render(request, "desk/requests/step.html", shown, status=status)
