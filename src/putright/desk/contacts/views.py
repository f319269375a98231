"""A new contact: one page for a call, and the two parts of it that change while somebody types."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.actions import NotDone, RecordUnavailable
from putright.actions.contacts import ContactDone, acknowledge_by, may_take, take_and_decide
from putright.actions.contacts_becoming import Became, Outcome
from putright.complaint.decide import RefusedBecause
from putright.complaint.suggesting import Said, Suggestion, suggest
from putright.desk.contacts.form import ContactForm, TriageForm
from putright.desk.contacts.people_found import chosen, found_for, with_chosen
from putright.desk.opened import Who, who
from putright.pages.says import day
from putright.people.permissions import NOT_THERE
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary

__all__ = [
    "answered",
    "asker",
    "find_people",
    "kept",
    "new_contact",
    "said_of",
    "suggestion_in",
    "weigh",
    "where_it_is",
]

_READ = ("words", "unhappy", "spoken_to", "wanted", "channel")


def asker(request: HttpRequest) -> Who:
    """Who is at the desk, where they may take in contacts. Raises Http404 for everybody else."""
    by = who(request)
    if not may_take(by.staff, by.today):
        raise Http404(NOT_THERE)
    return by


@require_http_methods(["GET", "POST"])
def new_contact(request: HttpRequest) -> HttpResponse:
    """Somebody is in touch: who, what, when; what it looks like; what it is."""
    by = asker(request)
    if request.method != "POST":
        return _page(request, ContactForm(by, initial={name: request.GET.get(name, "") for name in ("q", "person")}))
    form = ContactForm(by, request.POST)
    if "find" in request.POST or "look" in request.POST:  # the same page with more on it; nothing is checked yet
        return _page(request, ContactForm(by, initial=kept(form)))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        done = take_and_decide(form.contacted(), form.decided(), by.staff, by.now, key=form.key)
    except RecordUnavailable as error:
        return _page(request, form, trouble=str(error), status=503)
    if isinstance(done, NotDone):
        return _page(request, form, **answered(form, done))
    messages.success(request, said_of(by, done))
    return redirect(where_it_is(done.outcome))


@require_GET
def find_people(request: HttpRequest) -> HttpResponse:
    """Who is found by what has been typed so far: the list alone."""
    by = asker(request)
    sought, person = request.GET.get("q", ""), request.GET.get("person", "")
    found = with_chosen(found_for(by, sought), chosen(by, person))
    return render(request, "desk/contacts/found.html", {"found": found, "found_choice": person, "sought": sought})


@require_POST
def weigh(request: HttpRequest) -> HttpResponse:
    """What it looks like by what has been typed so far, and what is open of theirs: that part alone."""
    by = asker(request)
    form = ContactForm(by, initial=kept(ContactForm(by, request.POST)))
    return render(request, "desk/contacts/weighed.html", {"form": form, "suggestion": suggestion_in(form)})


def kept(form: TriageForm) -> dict[str, Any]:
    """What was typed, as first values of the same form. Nothing is checked."""
    return {name: form[name].value() for name in form.fields}


def suggestion_in(form: TriageForm) -> Suggestion:
    """What it looks like by what stands in the form."""
    text = {name: str(form[name].value() or "") for name in _READ}
    unhappy = {"yes": True, "no": False}.get(text["unhappy"])
    return suggest(Said(text["words"], unhappy, text["spoken_to"], text["wanted"], text["channel"] == "survey"))


def answered(form: TriageForm, done: NotDone) -> dict[str, Any]:
    """What the page says of a no. What was typed stays in any case."""
    refused = done.refused
    match refused.because:
        case RefusedBecause.NOT_YOURS:
            form.add_error(None, refused.message)
            return {"status": 403}
        case RefusedBecause.AGAINST_THE_CODE:
            return {"stopped": refused}
        case RefusedBecause.STALE | RefusedBecause.TWICE | RefusedBecause.IMPOSSIBLE:
            form.add_error(None, refused.message)
            return {"status": 422}


def said_of(by: Who, done: ContactDone) -> str:
    """What the banner says: what it has become, and its dates."""
    outcome = done.outcome
    if outcome is None:
        return "It is in triage. The date to acknowledge it runs from the day it arrived."
    if outcome.stream is None:
        return "It is put aside, with the reason."
    row = Summary.objects.filter(landlord=by.landlord.pk, complaint=outcome.stream).first()
    if row is not None:
        begins = f"{row.reference} is {'open' if outcome.new or outcome.became is Became.COMPLAINT else 'added to'}."
        next_ = f" Next: {row.next_step[:1].lower()}{row.next_step[1:]}" if row.next_step else ""
        return f"{begins}{next_}{f', by {day(row.next_due_on)}' if next_ and row.next_due_on else ''}{'.' if next_ else ''}"
    asked = RequestSummary.objects.get(landlord=by.landlord.pk, request=outcome.stream)
    looked = f" Look at it by {day(asked.review_on)}." if asked.review_on else ""
    told = f" They were told it would be done by {day(asked.promised_on)}." if asked.promised_on else ""
    return f"{asked.reference} is logged.{looked}{told}"


def where_it_is(outcome: Outcome | None) -> str:
    """The page that somebody ends on."""
    if outcome is None or outcome.stream is None:
        return reverse("desk:triage")
    if RequestSummary.objects.filter(request=outcome.stream).exists():
        return reverse("desk:service_request", args=[outcome.reference])
    return reverse("desk:complaint", args=[outcome.reference])


def _page(request: HttpRequest, form: ContactForm, **more: Any) -> HttpResponse:  # noqa: ANN401
    status = more.pop("status", 200)
    by = form.who
    due = acknowledge_by(by.landlord, by.today, by.today)
    shown = {"form": form, "suggestion": suggestion_in(form), "due": due, "stopped": None, "trouble": "", **more}
    return render(request, "desk/contacts/new.html", shown, status=status)
