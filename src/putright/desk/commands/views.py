"""One view for every command: shown, its effect said, stopped once where it departs from the Code, carried out."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from putright.actions import Ask, Done, NotDone, RecordUnavailable, perform
from putright.actions.terms import assessed
from putright.complaint import events as e
from putright.complaint.decide import Refused, RefusedBecause
from putright.complaint.effects import Effects, effects
from putright.complaint.history import Entry, HistoryError, complaint_from
from putright.complaint.narrate import narrate
from putright.desk.commands import COMMANDS
from putright.desk.commands.registry import DeskCommand
from putright.desk.opened import Opened, open_complaint
from putright.people.permissions import NOT_THERE
from putright.workdays import YearNotKnown

__all__ = ["command_view", "effect_of"]


@require_http_methods(["GET", "POST"])
def command_view(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """The page of one command on one complaint."""
    shape = COMMANDS.get(slug)
    if shape is None:
        raise Http404("There is no such step.")
    opened = open_complaint(request, reference, f"the desk, {slug}")
    if not opened.may(*shape.shapes):
        raise Http404(NOT_THERE)
    if request.method != "POST":
        return _page(request, opened, shape(opened, initial=request.GET.dict()))
    form = shape(opened, request.POST, request.FILES)
    if "more" in request.POST:
        return _page(request, opened, shape(opened, initial=_kept(form, request.POST)))
    if not form.is_valid():
        return _page(request, opened, form)
    facts = tuple(form.facts())
    if "look" in request.POST:
        return _page(request, opened, form, effect=effect_of(opened, facts))
    try:
        answer = _carried_out(opened, form, facts)
    except RecordUnavailable as error:
        return _page(request, opened, form, trouble=str(error), status=503)
    match answer:
        case Done():
            messages.success(request, form.said() or _said(opened, facts))
            return redirect(reverse("desk:complaint", args=[reference]))
        case NotDone(refused=refused):
            return _refused(request, opened, form, facts, refused)


def _carried_out(opened: Opened, form: DeskCommand, facts: tuple[e.Event, ...]) -> Done | NotDone:
    given = form.cleaned_data
    ask = Ask(
        opened.who.landlord.pk,
        facts,
        opened.row.complaint,
        given.get("expected_number"),
        given.get("reason", ""),
        key=form.key,
        again=given.get("again", False),
    )
    return perform(ask, opened.who.staff, opened.who.now)


def _refused(
    request: HttpRequest, opened: Opened, form: DeskCommand, facts: tuple[e.Event, ...], refused: Refused
) -> HttpResponse:
    match refused.because:  # every kind returns or raises
        case RefusedBecause.NOT_YOURS:
            raise Http404(NOT_THERE)
        case RefusedBecause.AGAINST_THE_CODE:
            return _page(request, opened, form, stopped=refused, effect=effect_of(opened, facts))
        case RefusedBecause.STALE:
            # Shown with what has happened since; sent again, it is decided on what is there now.
            again = open_complaint(request, opened.reference, f"the desk, {form.slug}")
            posted = request.POST.copy()
            posted["expected_number"] = str(again.number)
            form.data = posted
            return _page(request, again, form, stale=again.named(refused.message))
        case RefusedBecause.TWICE:
            posted = request.POST.copy()
            posted["again"] = "on"
            form.data = posted
            return _page(request, opened, form, twice=opened.named(refused.message))
        case RefusedBecause.IMPOSSIBLE:
            form.add_error(None, opened.named(refused.message))
            return _page(request, opened, form)


def effect_of(opened: Opened, facts: tuple[e.Event, ...]) -> Effects | None:
    """What these facts would change; None where that cannot be told beforehand, and sending will say why."""
    number, at, by = opened.number, opened.who.now, opened.who.key
    added = [Entry(number + n, fact, at, by) for n, fact in enumerate(facts, start=1)]
    try:
        after = complaint_from([*opened.entries, *added])
        return effects(opened.assessment, assessed(opened.who.landlord, after, opened.who.today))
    except (HistoryError, YearNotKnown, KeyError):
        return None


def _kept(form: DeskCommand, posted: QueryDict) -> dict[str, Any]:
    """What was typed, as first values of the same form with more room in it. Nothing is checked yet."""
    kept = {name: form[name].value() for name in form.fields}
    return kept | {"room": sum(1 for name in posted if name.endswith("_text"))}


def _said(opened: Opened, facts: tuple[e.Event, ...]) -> str:
    return opened.named(" ".join(narrate(fact) for fact in facts[:3]))


def _page(request: HttpRequest, opened: Opened, form: DeskCommand, **more: Any) -> HttpResponse:  # noqa: ANN401
    status = more.pop("status", 422 if form.is_bound and form.errors else 200)
    shown: dict[str, Any] = {"effect": None, "stopped": None, "stale": "", "trouble": "", **more}
    if not form.is_bound:
        shown["effect"] = _first_effect(opened, form)
    person = opened.complaint.received.person if opened.complaint.received else ""
    whole = {"opened": opened, "form": form, "reference": opened.reference, "name": opened.named(person), **shown}
    return render(request, form.template, whole, status=status)


def _first_effect(opened: Opened, form: DeskCommand) -> Effects | None:
    """What it changes as it is first shown, where what stands in the form already is enough to tell."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    trial = type(form)(opened, _as_posted(form, values))
    if not trial.is_valid():
        return None
    found = effect_of(opened, tuple(trial.facts()))
    return None if found is None else replace(found, breaks=())  # what is not filled in yet breaks nothing


def _as_posted(form: DeskCommand, values: dict[str, Any]) -> dict[str, Any]:
    posted: dict[str, Any] = {}
    for name, value in values.items():
        widget = form.fields[name].widget
        if hasattr(widget, "decompress"):
            parts = value if isinstance(value, list) else widget.decompress(value)
            posted |= {f"{name}{suffix}": part for suffix, part in zip(widget.widgets_names, parts, strict=True)}
        elif value not in (None, ""):
            posted[name] = value
    return posted
