"""What a team or contractor was asked: their questions, and a page to answer one. Nothing else of the complaint is read out."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from putright.actions import Ask, Done, RecordUnavailable, perform
from putright.complaint import events as e
from putright.complaint.history import Entry, complaint_from
from putright.complaint.state import Contribution
from putright.desk.opened import Who, who
from putright.desk.shown_lists import address, days_left
from putright.pages.forms import CommandForm
from putright.pages.shown import Shown
from putright.people.finding import one
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, SEES, asked_of
from putright.people.roles import Role
from putright.records import store
from putright.records.keyset import Order, page, place_in
from putright.records.lines import asked_of_them, known
from putright.records.lines_models import ListedLine

__all__ = ["contribution_page", "contributions_page"]

_SIZE = 50
_ANSWERED = "It was answered while this page was open. What you wrote is still here, and the answer on record stands."


class AnswerForm(CommandForm):
    """The answer to one question."""

    SHOWN: ClassVar[dict[str, Shown]] = {"answer": Shown(called="your answer", rows=10, count=True)}
    answer = forms.CharField(
        label="Your answer",
        help_text="What happened, when, and how you know. Whoever handles the complaint reads it, and may quote it.",
        widget=forms.Textarea,
        max_length=20_000,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list."""

    href: str
    question: str
    asked_on: date | None
    by_on: date | None
    left: int | None
    answered_on: date | None
    open: bool


def _contributor(request: HttpRequest) -> Who:
    by = who(request)
    if not by.roles & (SEES | {Role.CONTRIBUTOR}):
        raise Http404(NOT_THERE)
    return by


@require_GET
def contributions_page(request: HttpRequest) -> HttpResponse:
    """The questions that wait for somebody or their teams, first due first; and those that were answered."""
    by = _contributor(request)
    lines = asked_of_them(by.staff, by.teams)
    counted = lines.aggregate(open=Count("pk", filter=Q(waits=True)), answered=Count("pk", filter=Q(waits=False)))
    answered = request.GET.get("show") == "answered"
    order = Order("by_on", "complaint", "name", newest=answered)
    found, rest = page(lines.filter(waits=not answered), order, place_in(request.GET.get("after", "")), _SIZE)
    shown = {
        "lead": _lead(counted["open"]),
        "answered": answered,
        "rows": _rows(by, found),
        "views": [
            ("?", "To answer", not answered, counted["open"]),
            ("?show=answered", "Answered", answered, counted["answered"]),
        ],
        "older": address({"show": "answered" if answered else "", "after": rest}) if rest else "",
    }
    return render(request, "desk/contributions/list.html", shown)


def _lead(number: int) -> str:
    if not number:
        return "Nothing waits for an answer from you or your team."
    return "One question waits for your answer." if number == 1 else f"{number:,} questions wait for your answer."


def _rows(by: Who, lines: list[ListedLine]) -> list[Row]:
    states = known(by.landlord.pk, [line.complaint for line in lines])
    left = days_left(by, [line.by_on for line in lines])
    found = []
    for line in lines:
        each = asked_of(by.teams, by.key, states[line.complaint].state).get(line.name)
        if each is not None:
            href = reverse("desk:contribution", args=[line.complaint, line.name])
            answered_on = each.received.on if each.received is not None else None
            question = " ".join(each.asked.question.split()) or "A question"
            found.append(Row(href, question, line.on, line.by_on, left[line.by_on], answered_on, line.waits))
    return found


@require_http_methods(["GET", "POST"])
def contribution_page(request: HttpRequest, complaint: UUID, contribution: str) -> HttpResponse:
    """One question: by when, who asks, what they may know of it, and a box for the answer."""
    by = _contributor(request)
    asked, asker = _opened(by, complaint, contribution)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        trouble = _ANSWERED if asked.received is not None else _answered(by, complaint, contribution, form)
        if not trouble:
            messages.success(request, "Your answer is recorded. Whoever asked can read it now.")
            return redirect("desk:contributions")
    shown = {
        "asked": asked.asked,
        "received": asked.received,
        "asker": asker,
        "left": days_left(by, [asked.asked.due_on])[asked.asked.due_on],
        "form": form,
        "trouble": trouble,
    }
    return render(request, "desk/contributions/page.html", shown, status=422 if trouble or form.errors else 200)


def _opened(by: Who, complaint: UUID, contribution: str) -> tuple[Contribution, Staff | None]:
    """The question, and who asked it. Raises Http404 in the same words whatever the reason."""
    if not asked_of_them(by.staff, by.teams).filter(complaint=complaint, name=contribution[:80]).exists():
        raise Http404(NOT_THERE)
    entries = store.read(by.landlord.pk, complaint)
    found = asked_of(by.teams, by.key, complaint_from(entries)).get(contribution)
    if found is None:
        raise Http404(NOT_THERE)
    return found, _asker(by, entries, contribution)


def _asker(by: Who, entries: list[Entry], contribution: str) -> Staff | None:
    for entry in entries:
        if isinstance(entry.event, e.ContributionAsked) and entry.event.contribution == contribution:
            try:
                return one(Staff, by.landlord, UUID(entry.recorded_by))
            except ValueError:
                return None
    return None


def _answered(by: Who, complaint: UUID, contribution: str, form: AnswerForm) -> str:
    """Record the answer; "" or why it could not be."""
    fact = e.ContributionReceived(by.today, contribution, form.cleaned_data["answer"])
    try:
        done = perform(Ask(by.landlord.pk, (fact,), complaint, key=form.key), by.staff, by.now)
    except RecordUnavailable as error:
        return str(error)
    return "" if isinstance(done, Done) else done.refused.message
