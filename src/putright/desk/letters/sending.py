"""A letter leaves: how, where to and how it is set; what that changes; stopped once where it departs from the Code. And what was sent."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from putright.actions.letters_facts import with_parts
from putright.actions.letters_out import WAYS, Issue, Issued, issue
from putright.actions.letters_sent import mark_left, send_again
from putright.actions.perform import NotDone, RecordUnavailable
from putright.complaint import events as e
from putright.complaint.decide import Refused, RefusedBecause
from putright.desk.commands.views import effect_of
from putright.desk.letters.form import LAYOUTS
from putright.desk.letters.opening import OpenLetter, Preview, open_letter, params, preview_of
from putright.desk.opened import open_complaint
from putright.letters import all_kinds
from putright.pages.fields import DateField
from putright.pages.forms import CommandForm
from putright.pages.shown import Shown
from putright.people.permissions import NOT_THERE
from putright.records.filing_models import Filing
from putright.records.letters_models import LetterDraft, LetterMail
from putright.records.models import Outbox

__all__ = ["issue_page", "sent_page"]

_SAID = {
    e.Channel.EMAIL: "By e-mail",
    e.Channel.LETTER: "By post",
    e.Channel.IN_PERSON: "By hand",
}


class IssueForm(CommandForm):
    """How a letter leaves."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "channel": Shown(
            called="how it goes",
            hints={
                "letter": "It waits in the print queue. It counts as sent on the day it is posted.",
                "in_person": "You hand it over yourself.",
            },
            reveals={"email": ("address",), "in_person": ("handed_on",)},
        ),
        "address": Shown(called="the e-mail address"),
    }

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    channel = forms.ChoiceField(
        label="How does it go?",
        choices=[(each.value, _SAID[each]) for each in WAYS],
        widget=forms.RadioSelect,
    )
    address = forms.EmailField(label="To which e-mail address?", required=False)
    handed_on = DateField(label="On which day was it handed over?", required=False)
    layout = forms.ChoiceField(label="How is it set?", choices=LAYOUTS[1:])
    reason = forms.CharField(
        required=False, widget=forms.Textarea, label="Why it is done all the same", max_length=4000
    )

    def __init__(self, letter: OpenLetter, preview: Preview, *args: Any, **more: Any) -> None:  # noqa: ANN401  Django's own
        """With what is known of whoever reads it."""
        super().__init__(*args, expected_number=letter.opened.number, **more)
        composed = preview.composed
        assert composed is not None
        self.initial.setdefault("version", letter.draft.version)
        self.initial.setdefault("layout", letter.draft.layout or composed.letter.layout.value)
        self.initial.setdefault("address", composed.email)
        self.initial.setdefault("handed_on", letter.opened.who.today)
        self.set_bounds("handed_on", not_after=letter.opened.who.today, why="Record it once it was handed over.")

    def asked(self, letter: OpenLetter) -> Issue:
        """What it asks for."""
        given = self.cleaned_data
        channel = e.Channel(given["channel"])
        return Issue(
            letter.draft.pk,
            given.get("version") or 0,
            channel,
            self.key,
            given["layout"],
            given["address"] if channel is e.Channel.EMAIL else "",
            given["handed_on"] if channel is e.Channel.IN_PERSON else None,
            given.get("expected_number"),
            given.get("reason", ""),
        )


@require_http_methods(["GET", "POST"])
def issue_page(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Send it: by e-mail, by post or by hand."""
    letter = open_letter(request, reference, kind)
    if not letter.sends:
        raise Http404(NOT_THERE)
    if not letter.saved or letter.draft.state == "waiting":
        return redirect("desk:letter", reference, kind)
    preview = preview_of(letter)
    if preview.composed is None or not preview.ready:
        return redirect("desk:letter", reference, kind)
    if request.method != "POST":
        return _page(request, letter, preview, IssueForm(letter, preview))
    form = IssueForm(letter, preview, request.POST)
    if not form.is_valid():
        return _page(request, letter, preview, form)
    try:
        answer = issue(form.asked(letter), letter.opened.who.staff, letter.opened.who.now)
    except RecordUnavailable as error:
        return _page(request, letter, preview, form, said=str(error), status=503)
    match answer:
        case Issued(waiting=True):
            messages.success(request, "The letter waits in the print queue. It counts as sent on the day it is posted.")
            return redirect("desk:letters", reference)
        case Issued():
            messages.success(request, f"The letter is on its way, and on file as {answer.letter}.")
            return redirect("desk:letter_sent", reference, answer.letter)
        case NotDone(refused=refused):
            return _refused(request, letter, preview, form, refused)


def _refused(
    request: HttpRequest, letter: OpenLetter, preview: Preview, form: IssueForm, refused: Refused
) -> HttpResponse:
    named = letter.opened.named(refused.message)
    match refused.because:  # every kind returns or raises
        case RefusedBecause.NOT_YOURS:
            raise Http404(NOT_THERE)
        case RefusedBecause.AGAINST_THE_CODE:
            return _page(request, letter, preview, form, stopped=refused)
        case RefusedBecause.STALE:
            again = open_letter(request, letter.opened.reference, letter.kind.name)
            posted = request.POST.copy()
            posted["expected_number"], posted["version"] = str(again.opened.number), str(again.draft.version)
            form.data = posted
            return _page(request, again, preview_of(again), form, said=named)
        case RefusedBecause.TWICE | RefusedBecause.IMPOSSIBLE:
            return _page(request, letter, preview, form, said=named)


def _page(
    request: HttpRequest,
    letter: OpenLetter,
    preview: Preview,
    form: IssueForm,
    **more: Any,  # noqa: ANN401
) -> HttpResponse:
    status = more.pop("status", 422 if form.is_bound and form.errors else 200)
    composed = preview.composed
    assert composed is not None
    envelope = composed.letter.paper.envelope
    sent = e.LetterSent(letter.opened.who.today, "L", letter.kind.name)
    shown = {
        **params(letter),
        "form": form,
        "preview": preview,
        "to": composed.to,
        "address": envelope.to[1:] if envelope is not None else (),
        "effect": effect_of(letter.opened, (*with_parts(composed.facts, composed.parts), sent)),
        **more,
    }
    return render(request, "desk/letters/issue.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def sent_page(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """One letter that was sent: when, how, by whom, what became of it, and the very bytes."""
    opened = open_complaint(request, reference, f"the desk, letter {name[:80]}")
    sent = opened.complaint.letters.get(name)
    if sent is None:
        raise Http404("There is no such letter on this complaint.")
    mine = {"landlord": opened.who.landlord.pk, "complaint": opened.row.complaint}
    mail = LetterMail.objects.filter(**mine, letter=name).first()
    if request.method == "POST" and mail is not None and opened.may(e.LetterSent):
        step = {"again": send_again, "left": mark_left}.get(request.POST.get("what", ""))
        answer = step(mail.pk, opened.who.staff, opened.who.now) if step is not None else None
        if isinstance(answer, NotDone):
            messages.error(request, answer.refused.message)
        return redirect("desk:letter_sent", reference, name)
    draft = LetterDraft.objects.filter(**mine, letter=name).first()
    kind = all_kinds().get(sent.sent.kind)
    person = opened.complaint.received.person if opened.complaint.received else ""
    shown = {
        "opened": opened,
        "reference": reference,
        "name": opened.named(person),
        "letter_name": name,
        "sent": sent,
        "title": kind.title if kind is not None else sent.sent.kind,
        "channel": _SAID.get(sent.sent.channel, sent.sent.channel.value.replace("_", " ").capitalize()),
        "filing": Filing.objects.filter(**mine, document=name, erased_at=None).first(),
        "draft": draft,
        "issued_by": opened.named(draft.issued_by) if draft is not None and draft.issued_by else "",
        "approved_by": opened.named(draft.approved_by) if draft is not None and draft.approved_by else "",
        "mail": mail,
        "mail_state": _mail_state(mail),
        "tried": _tried(mail),
        "late": bool(mail and mail.accepted_at and sent.sent.on and _day(mail.accepted_at) != sent.sent.on),
        "may_act": opened.may(e.LetterSent),
    }
    return render(request, "desk/letters/sent.html", shown)


def _day(moment: Any) -> Any:  # noqa: ANN401  a moment, and its day in London
    from putright.clock import LONDON

    return moment.astimezone(LONDON).date()


def _mail_state(mail: LetterMail | None) -> str:
    if mail is None:
        return ""
    if mail.refused_at is not None:
        return "refused"
    if mail.accepted_at is not None:
        return "accepted"
    return "unknown" if mail.begun_at is not None else "waiting"


def _tried(mail: LetterMail | None) -> Outbox | None:
    """The row of the sending that is under way."""
    if mail is None:
        return None
    rows = Outbox.objects.filter(landlord=mail.landlord, complaint=mail.complaint, kind="mail", done_at=None)
    return next((each for each in rows.order_by("-due_at") if str(mail.pk) in each.body), None)
