"""The pages on which a letter is written, read and approved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.actions.letters import abandon, save_draft, slots_of
from putright.actions.letters_approval import Judge, approve, ask_approval, send_back
from putright.actions.letters_facts import of_use
from putright.actions.letters_post import take_back
from putright.actions.perform import NotDone, RecordUnavailable
from putright.blocks import Layout
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.desk.commands.choosing import people
from putright.desk.letters.form import LetterForm
from putright.desk.letters.opening import OpenLetter, Preview, open_letter, params, preview_of
from putright.desk.letters.ways import letters_of_use
from putright.desk.opened import Opened, open_complaint
from putright.documents.writing import WritingError, write_docx, write_pdf
from putright.letters import all_kinds, kind_named
from putright.people.permissions import MAY, NOT_THERE
from putright.records.letters_models import LIVING, LetterDraft, LetterWaiting

__all__ = ["letter_file", "letter_page", "letter_preview", "letters_page"]

_APPROVERS = frozenset(role for role, groups in MAY.items() if "approving" in groups)
_STATES = {
    "draft": "draft",
    "asked": "waits to be approved",
    "approved": "approved, not sent yet",
    "waiting": "waits for the post",
}


@require_GET
def letters_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What can be written now, what is being written, and what was sent."""
    opened = open_complaint(request, reference, "the desk, letters")
    drafts = LetterDraft.objects.filter(
        landlord=opened.who.landlord.pk, complaint=opened.row.complaint, state__in=LIVING
    )
    begun = [(each, kind_named(each.kind), _STATES[each.state], opened.named(each.changed_by)) for each in drafts]
    writes = opened.may(e.LetterSent)
    kinds = letters_of_use(opened) if writes else []
    there = {each.kind for each in drafts}
    shown = {
        "opened": opened,
        "reference": reference,
        "begun": begun,
        "kinds": [kind for kind in kinds if kind.name not in there],
        "sent": list(opened.complaint.letters.items())[::-1],
        "titles": {name: kind.title for name, kind in all_kinds().items()},
        "writes": writes,
    }
    return render(request, "desk/letters/letters.html", shown)


@require_http_methods(["GET", "POST"])
def letter_page(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """One letter: its slots beside the letter itself; kept, shown, put before somebody, approved or sent back."""
    letter = open_letter(request, reference, kind)
    if request.method != "POST":
        form = _form(letter)
        if not letter.saved:
            letter.draft.choices = form.first_choices()
        return _page(request, letter, form)
    for name, step in _STEPS.items():
        if name in request.POST:
            return step(request, letter)
    return _saving(request, letter)


@require_POST
def letter_preview(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """The letter as it would be with what stands in the form, for the part of the page beside it. Nothing is kept."""
    letter = open_letter(request, reference, kind)
    if not letter.writes:
        raise Http404(NOT_THERE)
    form = _form(letter, request)
    if form.is_valid():
        _put(letter.draft, form)
    return render(request, "desk/letters/preview.html", {**params(letter), "preview": preview_of(letter)})


@require_GET
def letter_file(request: HttpRequest, reference: str, kind: str, ending: str) -> HttpResponse:
    """The letter as it stands, as a file to look at or to finish in Word. It is not what is filed when it leaves."""
    if ending not in {"pdf", "docx"}:
        raise Http404("A letter can be had as pdf or docx.")
    letter = open_letter(request, reference, kind)
    composed = preview_of(letter).composed
    if composed is None:
        raise Http404("The letter cannot be set yet: its own page says why.")
    made = composed.letter
    layout = Layout(letter.draft.layout) if letter.draft.layout in set(Layout) else made.layout
    try:
        if ending == "pdf":
            content, media = write_pdf(made.paper, on=letter.opened.who.today, layout=layout), "application/pdf"
        else:
            content = write_docx(made.paper, layout=layout)
            media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    except WritingError as error:
        messages.error(request, str(error))
        return redirect("desk:letter", reference, kind)
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{reference} draft {kind}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _form(letter: OpenLetter, request: HttpRequest | None = None) -> LetterForm:
    """The form, for what the letter has room for as the draft stands."""
    composed = preview_of(letter).composed
    slots = slots_of(composed, letter.draft) if composed is not None else ()
    data = request.POST if request is not None else None
    return LetterForm(letter.opened, letter.kind, letter.stage, slots, letter.draft, data)


def _put(draft: LetterDraft, form: LetterForm) -> None:
    """What was typed, into the draft that is shown. It is not saved."""
    draft.slots, draft.choices = form.written()
    draft.signer, draft.layout = form.cleaned_data.get("signer", ""), form.cleaned_data.get("layout", "")


def _saving(request: HttpRequest, letter: OpenLetter) -> HttpResponse:
    """Keep what was written; or only show it, where that was asked for."""
    if not letter.writes:
        raise Http404(NOT_THERE)
    form = _form(letter, request)
    if not form.is_valid():
        return _page(request, letter, form)
    if "look" in request.POST:
        _put(letter.draft, form)
        return _page(request, letter, form)
    answer = save_draft(form.asked(), letter.opened.who.staff, letter.opened.who.now)
    if isinstance(answer, NotDone):
        if answer.refused.because is RefusedBecause.NOT_YOURS:
            raise Http404(NOT_THERE)
        if answer.refused.because is RefusedBecause.STALE:
            posted = request.POST.copy()
            posted["version"] = str(letter.draft.version)
            form.data = posted
        _put(letter.draft, form)
        return _page(request, letter, form, said=answer.refused.message)
    if "on" in request.POST:
        return redirect("desk:letter_issue", letter.opened.reference, letter.kind.name)
    if "before" in request.POST:
        return redirect(f"{_here(letter)}#approval")
    messages.success(request, "The draft is saved.")
    return redirect(_here(letter))


def _here(letter: OpenLetter) -> str:
    return reverse("desk:letter", args=[letter.opened.reference, letter.kind.name])


def _judged(request: HttpRequest, letter: OpenLetter, which: str) -> HttpResponse:
    posted, who = request.POST, letter.opened.who
    version = posted.get("version", "")
    ask = Judge(
        letter.draft.pk,
        int(version) if version.isdigit() else 0,
        posted.get("of", ""),
        posted.get("why", ""),
        posted.get("reason", ""),
    )
    steps = {"ask": ask_approval, "approve": approve, "send_back": send_back}
    try:
        answer = steps[which](ask, who.staff, who.now)
    except RecordUnavailable as error:
        return _page(request, letter, _form(letter), said=str(error), status=503)
    if not isinstance(answer, NotDone):
        messages.success(request, _DONE[which])
        return redirect(_here(letter))
    refused = answer.refused
    if refused.because is RefusedBecause.NOT_YOURS:
        raise Http404(NOT_THERE)
    stopped = refused if refused.because is RefusedBecause.AGAINST_THE_CODE else None
    said = "" if stopped else letter.opened.named(refused.message)
    return _page(request, letter, _form(letter), said=said, stopped=stopped, typed=posted)


_DONE = {
    "ask": "They are asked to read it.",
    "approve": "The letter is approved. Whoever wrote it can send it now.",
    "send_back": "It is sent back with what has to change.",
}


def _aside(request: HttpRequest, letter: OpenLetter) -> HttpResponse:
    version = request.POST.get("version", "")
    who = letter.opened.who
    answer = abandon(letter.draft.pk, int(version) if version.isdigit() else 0, who.staff, who.now)
    if isinstance(answer, NotDone):
        return _page(request, letter, _form(letter), said=answer.refused.message)
    messages.success(request, "The draft is put aside. Another can be begun.")
    return redirect("desk:letters", letter.opened.reference)


def _back(request: HttpRequest, letter: OpenLetter) -> HttpResponse:
    row = LetterWaiting.objects.filter(landlord=letter.draft.landlord, draft=letter.draft.pk).defer("pdf").first()
    answer = take_back(row.pk, letter.opened.who.staff, letter.opened.who.now) if row is not None else None
    if isinstance(answer, NotDone):
        messages.error(request, answer.refused.message)
    else:
        messages.success(request, "It is out of the post, and a draft again.")
    return redirect(_here(letter))


_STEPS: dict[str, Callable[[HttpRequest, OpenLetter], HttpResponse]] = {
    "ask": lambda request, letter: _judged(request, letter, "ask"),
    "approve": lambda request, letter: _judged(request, letter, "approve"),
    "send_back": lambda request, letter: _judged(request, letter, "send_back"),
    "aside": _aside,
    "take_back": _back,
}
"""By the name of the button: what it does."""


def _page(request: HttpRequest, letter: OpenLetter, form: LetterForm, **more: Any) -> HttpResponse:  # noqa: ANN401
    status = more.pop("status", 422 if form.is_bound and form.errors else 200)
    preview = preview_of(letter)
    shown = {
        **params(letter),
        "form": form,
        "preview": preview,
        "state": _STATES.get(letter.draft.state, ""),
        "can_be_asked": _wanted(letter, preview),
        "readers": _readers(letter.opened) if letter.writes else [],
        "asked_of": letter.opened.named(letter.draft.asked_of) if letter.draft.asked_of else "",
        "asked_by": letter.opened.named(letter.draft.asked_by) if letter.draft.asked_by else "",
        "approved_by": letter.opened.named(letter.draft.approved_by) if letter.draft.approved_by else "",
        "mine_to_read": letter.approves and letter.draft.state == "asked",
        "of_use": of_use(letter.kind, letter.opened.complaint),
        **more,
    }
    return render(request, "desk/letters/letter.html", shown, status=status)


def _wanted(letter: OpenLetter, preview: Preview) -> bool:
    """Whether a second pair of eyes is asked for, by the policy or by the kind of letter."""
    return letter.kind.approval or (preview.composed is not None and preview.composed.asked)


def _readers(opened: Opened) -> list[tuple[str, str]]:
    return [(key, name) for key, name in people(opened, _APPROVERS) if key != opened.who.key]
