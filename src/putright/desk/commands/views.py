"""One view for every command: shown, its effect said, stopped once where it departs from the Code, carried out."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from putright.actions import Done, NotDone, RecordUnavailable
from putright.actions.naming import ids_in, names_behind, with_names
from putright.actions.terms import assessed
from putright.complaint import events as e
from putright.complaint.decide import Refused, RefusedBecause, Stop
from putright.complaint.effects import Effects, effects
from putright.complaint.history import Entry, HistoryError, complaint_from
from putright.complaint.narrate import narrate
from putright.desk.commands import COMMANDS
from putright.desk.commands.registry import DeskCommand
from putright.desk.opened import Opened, open_complaint
from putright.pages.fields import DateField, written
from putright.people.permissions import NOT_THERE
from putright.workdays import YearNotKnown

__all__ = ["command_view", "effect_of"]

_OF_POLICY = "policy:"
"""How the key of a finding begins whose provision is a section of the landlord's own policy."""
_LONGEST = 10
"""Digits of a number of an entry, at the most."""


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
        return _page(request, opened, shape(opened, initial=first_values(shape, request.GET)))
    form = shape(_as_seen(opened, request.POST.get("expected_number", "")), request.POST, request.FILES)
    if "more" in request.POST:
        return _page(request, opened, shape(opened, initial=_kept(form, request.POST)))
    valid = form.is_valid()
    if "look" in request.POST:
        return _looked(request, opened, form, valid=valid)
    return _sent(request, opened, form) if valid else _page(request, opened, form)


def _sent(request: HttpRequest, opened: Opened, form: DeskCommand) -> HttpResponse:
    """What was filled in, carried out; or the page again with why not."""
    facts = tuple(form.facts())
    try:
        answer = form.carry_out(facts)
    except RecordUnavailable as error:
        return _page(request, opened, form, trouble=str(error), status=503)
    match answer:
        case Done():
            messages.success(request, form.said() or _said(opened, facts))
            return redirect(form.leads_to())
        case NotDone(refused=refused):
            return _refused(request, opened, form, facts, refused)


def _as_seen(opened: Opened, number: str) -> Opened:
    """The complaint as the page showed it that was sent.

    What was filled in is read against that. So a page that is sent twice says the same thing twice, and is recognised,
    although the first time has given the complaint a new promise, point or question in the meantime.
    """
    seen = int(number) if number.isascii() and number.isdigit() and len(number) < _LONGEST else opened.number
    if not 0 < seen < opened.number:
        return opened
    entries = opened.entries[:seen]
    try:
        complaint = complaint_from(entries)
    except HistoryError:
        return opened
    return replace(
        opened,
        entries=entries,
        complaint=complaint,
        assessment=assessed(opened.who.landlord, complaint, opened.who.today),
    )


def _refused(
    request: HttpRequest, opened: Opened, form: DeskCommand, facts: tuple[e.Event, ...], refused: Refused
) -> HttpResponse:
    match refused.because:  # every kind returns or raises
        case RefusedBecause.NOT_YOURS:
            raise Http404(NOT_THERE)
        case RefusedBecause.AGAINST_THE_CODE:
            return _page(
                request, opened, form, stopped=_in_plain_words(opened, refused), effect=effect_of(opened, facts)
            )
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
            posted = request.POST.copy()
            posted["sent_once"] = str(uuid7())  # nothing was recorded; mended and sent again, it is another request
            form.data = posted
            form.add_error(None, opened.named(refused.message))
            return _page(request, opened, form)


@dataclass(frozen=True, slots=True)
class Departure:
    """What departs from one provision: each in a sentence, where it stands, and what that provision asks."""

    place: str
    asks: str
    """The provision in our own words; empty for a section of the landlord's policy."""
    messages: tuple[str, ...]


def _in_plain_words(opened: Opened, refused: Refused) -> list[Departure]:
    """What stopped it, by provision, each with the provision in words, so that nobody has to look up a number."""
    found: dict[tuple[str, str], list[str]] = {}
    for stop in refused.stops:
        found.setdefault(_provision(opened, stop), []).append(opened.named(stop.message))
    listed = [Departure(place, asks, tuple(messages)) for (place, asks), messages in found.items()]
    return listed or [Departure("", "", (opened.named(refused.message),))]


def _provision(opened: Opened, stop: Stop) -> tuple[str, str]:
    if stop.finding.startswith(_OF_POLICY):
        return f"Our policy, section {stop.provision}", ""
    try:
        return f"The Code, {stop.provision}", opened.assessment.rulebook.provision(stop.provision).summary
    except KeyError:
        return f"The Code, {stop.provision}", ""


def first_values(shape: type[DeskCommand], asked: QueryDict) -> dict[str, Any]:
    """The first values that an address gives (`?point=p1`): only of fields there are, and only what they can hold."""
    found: dict[str, Any] = {name: asked[name] for name in shape.ADDRESS if name in asked}
    for name, field in shape.base_fields.items():
        if name not in asked or field.widget.is_hidden:
            continue
        if isinstance(field, DateField):
            try:
                found[name] = written(str(asked[name]))
            except ValidationError:
                continue
        else:
            found[name] = asked.getlist(name) if isinstance(field, forms.MultipleChoiceField) else asked[name]
    return found


def _looked(request: HttpRequest, opened: Opened, form: DeskCommand, *, valid: bool) -> HttpResponse:
    """What it would change. By itself for a page that asks while it is filled in: empty while it cannot be told."""
    seen = {"effect": effect_of(opened, tuple(form.facts())), "also": form.also()} if valid else {}
    if request.headers.get("HX-Request") == "true":
        return render(request, "desk/commands/effect.html", {**seen, "opened": opened})
    return _page(request, opened, form, **seen)


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
    """What was recorded, as sentences. A team or person who had no part in the complaint until now has a name as well."""
    text = opened.spelt(" ".join(narrate(fact) for fact in facts[:3]))
    said = with_names(text, opened.names | names_behind(opened.who.landlord, ids_in([text]) - opened.names.keys()))
    return said[:1].upper() + said[1:]


def _page(request: HttpRequest, opened: Opened, form: DeskCommand, **more: Any) -> HttpResponse:  # noqa: ANN401
    status = more.pop("status", 422 if form.is_bound and form.errors else 200)
    shown: dict[str, Any] = {"effect": None, "stopped": None, "stale": "", "trouble": "", "also": (), **more}
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
