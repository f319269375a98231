"""The letters that wait for somebody: to be read before they leave, and e-mails that the mail server has not taken."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from putright.complaint import events as e
from putright.desk.opened import Who, who
from putright.letters import Kind, kind_named
from putright.people.looking import visible, visible_through
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, SEES, kinds_open_to
from putright.records.letters_models import LetterDraft, LetterMail
from putright.records.models import Summary

__all__ = ["letters_to_read", "waiting_page"]

_MOST = 200
"""The oldest so many: a list that is longer is a list that nobody works off."""


@require_GET
def waiting_page(request: HttpRequest) -> HttpResponse:
    """What waits to be read, the reader's own first; and what has not left."""
    by = who(request)
    if not by.roles & SEES:
        raise Http404(NOT_THERE)
    summaries = Summary.objects.all()
    asked = visible_through(LetterDraft.objects.filter(state="asked"), summaries, by.staff, by.today)
    drafts = sorted(asked.order_by("asked_at")[:_MOST], key=lambda each: each.asked_of != by.key)
    stuck = visible_through(LetterMail.objects.filter(accepted_at=None), summaries, by.staff, by.today)
    mails = list(stuck.exclude(to="").order_by("asked_at")[:_MOST])
    keys = {each.complaint for each in drafts} | {each.complaint for each in mails}
    seen = visible(Summary.objects.filter(complaint__in=keys), by.staff, by.today)
    references = dict(seen.values_list("complaint", "reference"))
    rows = Staff.objects.filter(landlord=by.landlord).values_list("pk", "name")
    people = {str(key): name for key, name in rows}
    shown = {
        "to_read": [
            (
                each,
                kind_named(each.kind),
                references[each.complaint],
                people.get(each.asked_by, ""),
                people.get(each.asked_of, ""),
            )
            for each in drafts
        ],
        "mails": [(each, references[each.complaint], _state(each)) for each in mails],
        "me": by.staff.name,
        "posts": kinds_open_to(by.roles, [e.LetterSent]),
    }
    return render(request, "desk/letters/waiting.html", shown)


def letters_to_read(by: Who) -> list[tuple[LetterDraft, Kind, str]]:
    """The letters that somebody was asked to read, with their kind and reference: the first thing of their day."""
    mine = LetterDraft.objects.filter(landlord=by.landlord.pk, state="asked", asked_of=by.key)
    drafts = list(visible_through(mine, Summary.objects.all(), by.staff, by.today).order_by("asked_at")[:_MOST])
    if not drafts:
        return []
    rows = Summary.objects.filter(landlord=by.landlord.pk, complaint__in=[each.complaint for each in drafts])
    references = dict(rows.values_list("complaint", "reference"))
    return [(each, kind_named(each.kind), references[each.complaint]) for each in drafts]


def _state(mail: LetterMail) -> str:
    if mail.refused_at is not None:
        return "the mail server would not take it"
    return "it is not known whether it left" if mail.begun_at is not None else "waits for the mail server"
