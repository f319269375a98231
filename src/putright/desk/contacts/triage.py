"""Triage: what waits to be decided, the oldest first with the date that is already running; and one of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from putright.actions import NotDone, RecordUnavailable
from putright.actions.contacts import (
    CONTACT_NOT_THERE,
    Contacted,
    Danger,
    acknowledge_by,
    decide_contact,
    suggestion_for,
)
from putright.actions.contacts_people import key_of
from putright.actions.naming import names_behind, with_names
from putright.actions.terms import calendar_of
from putright.complaint import events as e
from putright.complaint.deadlines import Deadline
from putright.complaint.suggesting import Suggested, read_signs
from putright.desk.contacts.form import NOT_ON_FILE, NOT_SAYING, TriageForm
from putright.desk.contacts.views import answered, asker, kept, said_of, where_it_is
from putright.desk.opened import Who
from putright.desk.work.views import left
from putright.people.looking import visible
from putright.records.contacts_models import Contact
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary

__all__ = ["contact_page", "triage"]

_SIZE = 50
_SHORT = 140
SUGGESTED = {
    Suggested.COMPLAINT: "looks like a complaint",
    Suggested.SERVICE_REQUEST: "looks like a service request",
    Suggested.NEITHER: "cannot be told: ask",
}
_DANGERS = {"damp_mould": "damp or mould", "danger": "danger", "fire_structure": "fire or structure"}
_BECAME = {"complaint": "a complaint", "service_request": "a service request", "joined": "part of", "nothing": "nothing for us to do"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the list."""

    id: UUID
    name: str
    home: str
    words: str
    arrived_on: date
    channel: str
    due: Deadline | None
    left: int | None
    suggested: str
    marks: list[str]


@require_GET
def triage(request: HttpRequest) -> HttpResponse:
    """Everything that waits. The address holds where the page begins, so that nothing is shown twice or left out."""
    by = asker(request)
    mine = Contact.objects.filter(landlord=by.landlord.pk, became="")
    rows = list(_after(mine, request.GET.get("after", "")).order_by("arrived_on", "id")[: _SIZE + 1])
    more = ""
    if len(rows) > _SIZE:
        rows = rows[:_SIZE]
        more = f"?after={rows[-1].arrived_on}.{rows[-1].pk}"
    shown = {
        "rows": _rows(by, rows),
        "count": mine.count(),
        "more": more,
        "who": by,
        "later": bool(request.GET.get("after")),
    }
    return render(request, "desk/contacts/triage.html", shown)


def _after(rows: Any, place: str) -> Any:  # noqa: ANN401  querysets of one table
    on, _, key = place.partition(".")
    try:
        day, number = date.fromisoformat(on), UUID(key)
    except ValueError:
        return rows
    return rows.filter(Q(arrived_on__gt=day) | Q(arrived_on=day, id__gt=number))


def _rows(by: Who, rows: list[Contact]) -> list[Waiting]:
    names = names_behind(by.landlord, {text for row in rows for text in (row.person, row.home)})
    days = {row.arrived_on for row in rows}
    due = {each: acknowledge_by(by.landlord, each, by.today) for each in days}
    calendar = calendar_of(by.landlord)
    return [
        Waiting(
            id=row.pk,
            name=with_names(row.person, names) or "Somebody without a name",
            home=with_names(row.home, names),
            words=_short(row.words),
            arrived_on=row.arrived_on,
            channel=_spoken(row.channel),
            due=(found := due[row.arrived_on]),
            left=left(calendar, by.today, found.due_on) if found and found.due_on else None,
            suggested=SUGGESTED[Suggested(row.suggested)],
            marks=[_DANGERS[each] for each in row.dangers.split(",") if each],
        )
        for row in rows
    ]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


def _spoken(channel: str) -> str:
    return "" if channel == e.Channel.NOT_KNOWN else channel.replace("_", " ").replace("email", "e-mail")


@require_http_methods(["GET", "POST"])
def contact_page(request: HttpRequest, contact: UUID) -> HttpResponse:
    """One contact: what came in, what it looks like, and what it is."""
    by = asker(request)
    row = Contact.objects.filter(landlord=by.landlord.pk, pk=contact).first()
    if row is None:
        raise Http404(CONTACT_NOT_THERE)
    if row.became:
        return _decided(request, by, row)
    if request.method != "POST":
        return _page(request, by, row, TriageForm(by, initial=_first(row)))
    form = TriageForm(by, request.POST)
    if "find" in request.POST or "look" in request.POST:
        return _page(request, by, row, TriageForm(by, initial=kept(form)))
    if not form.is_valid():
        return _page(request, by, row, form, status=422)
    decided = form.decided()
    assert decided is not None
    try:
        done = decide_contact(row.pk, form.said(_as_it_came(row)), decided, by.staff, by.now)
    except RecordUnavailable as error:
        return _page(request, by, row, form, trouble=str(error), status=503)
    if isinstance(done, NotDone):
        return _page(request, by, row, form, **answered(form, done))
    messages.success(request, said_of(by, done))
    return redirect(where_it_is(done.outcome))


def _as_it_came(row: Contact) -> Contacted:
    values = {name: getattr(row, name) for name in Contacted.__slots__}
    values |= {
        "channel": e.Channel(row.channel),
        "receiver": e.Receiver(row.receiver),
        "dangers": tuple(Danger(each) for each in row.dangers.split(",") if each),
    }
    return Contacted(**values)


def _first(row: Contact) -> dict[str, Any]:
    """What the form begins with."""
    known = key_of(row.person) or key_of(row.home)
    resident = row.person if key_of(row.person) else ""
    home = row.home if key_of(row.home) else ""
    person = f"{resident}:{home}" if known else NOT_SAYING if row.anonymous else NOT_ON_FILE if row.person else ""
    answer = {True: "yes", False: "no", None: ""}
    return {
        "person": person,
        "name": "" if resident else row.person,
        "new_home": "" if home else row.home,
        "q": "" if known else row.person or row.home.replace("\n", " "),
        "unhappy": answer[row.unhappy],
        "choice_offered": answer[row.choice_offered],
        "choice_taken": answer[row.choice_taken],
    }


def _page(request: HttpRequest, by: Who, row: Contact, form: TriageForm, **more: Any) -> HttpResponse:  # noqa: ANN401
    status = more.pop("status", 200)
    due = acknowledge_by(by.landlord, row.arrived_on, by.today)
    unhappy = {"yes": True, "no": False}.get(str(form["unhappy"].value() or ""), row.unhappy)
    row.unhappy = unhappy
    shown = {
        "row": row,
        "form": form,
        "facts": _facts(by, row),
        "due": due,
        "left": left(calendar_of(by.landlord), by.today, due.due_on) if due and due.due_on else None,
        "suggestion": suggestion_for(row),
        "stopped": None,
        "trouble": "",
        **more,
    }
    return render(request, "desk/contacts/contact.html", shown, status=status)


def _facts(by: Who, row: Contact) -> list[tuple[str, str]]:
    """What came in, one after the other."""
    names = names_behind(by.landlord, {row.person, row.home, row.representative, row.recorded_by})
    reach = ", ".join(each for each in (row.telephone, row.email) if each)
    return [
        ("Who", "Prefers not to say" if row.anonymous else with_names(row.person, names)),
        ("Home", with_names(row.home, names)),
        ("On their behalf", ", ".join(filter(None, (with_names(row.representative, names), row.representative_reach)))),
        ("How to reach them", reach),
        ("How it came", _spoken(row.channel)),
        ("Who heard it", row.receiver.replace("_", " ").replace("not known", "")),
        ("Since when", row.since),
        ("Has spoken to", row.spoken_to),
        ("What would put it right", row.wanted),
        ("Cannot wait", ", ".join(_DANGERS[each] for each in row.dangers.split(",") if each)),
        ("What makes it harder", row.needs),
        ("What we do differently", row.adjustment),
        ("How to hear from us", _spoken(row.prefers)),
        ("Written down by", with_names(row.recorded_by, names)),
    ]


def _decided(request: HttpRequest, by: Who, row: Contact) -> HttpResponse:
    """What it became; not which complaint, to those who may not see that one."""
    seen = visible(Summary.objects.filter(complaint=row.stream), by.staff, by.today).exists() if row.stream else False
    asked = (
        row.stream is not None and RequestSummary.objects.filter(request=row.stream, landlord=by.landlord.pk).exists()
    )
    address = ""
    if seen or asked:
        address = reverse("desk:service_request" if asked else "desk:complaint", args=[row.reference])
    elif row.became != "nothing":
        raise Http404(CONTACT_NOT_THERE)
    names = names_behind(by.landlord, {row.decided_by})
    signs = {each.name: each.reason for each in read_signs()}
    shown = {
        "row": row,
        "address": address,
        "became": _BECAME[row.became],
        "decided_by": with_names(row.decided_by, names),
        "suggested": SUGGESTED[Suggested(row.suggested)],
        "reasons": [signs[each] for each in row.because.split(",") if each in signs],
    }
    return render(request, "desk/contacts/decided.html", shown)
