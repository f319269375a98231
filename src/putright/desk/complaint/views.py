"""The page of one complaint, and its record as it stood."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from putright import clock
from putright.complaint import events as e
from putright.complaint.findings import Grade
from putright.desk.commands.registry import DeskCommand, by_kind
from putright.desk.complaint.likely import likely_first
from putright.desk.complaint.needs import needs
from putright.desk.complaint.sections import documents, messages, part_in_it, pledges, points
from putright.desk.complaint.standing import stage_dates, standing
from putright.desk.complaint.timeline import FILTERS, timeline
from putright.desk.letters.ways import letter_behind
from putright.desk.opened import Opened, open_complaint
from putright.pages.fields import written

__all__ = ["complaint_page"]

_LIKELY = 3
"""How many steps are offered as buttons; the rest stand in the list of other steps."""


@require_GET
def complaint_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One complaint. `?as-of=3 5 2026` shows it as it stood at the end of that day, `?kind=` filters the record."""
    as_of, problem = _as_of(request.GET.get("as-of", ""))
    opened = open_complaint(request, reference, "the desk", as_of=as_of)
    if not opened.entries:
        raise Http404("It was not on record yet on that day.")
    chosen = request.GET.get("kind", "")
    steps = [] if as_of else likely_first(opened)
    likely, on_file = steps[:_LIKELY], documents(opened)
    shown = {
        "opened": opened,
        "standing": standing(opened),
        "about": _heading(opened.row.about),
        "dates": stage_dates(opened),
        "needs": needs(opened),
        "points": points(opened),
        "pledges": pledges(opened),
        "messages_both_ways": messages(opened),
        "parts": part_in_it(opened),
        "documents": on_file,
        "lines": timeline(opened, chosen if chosen in FILTERS else ""),
        "filters": [("", "Everything"), *FILTERS.items()],
        "chosen": chosen,
        "findings": sorted(opened.assessment.findings, key=lambda each: _ORDER[each.grade]),
        "likely": list(dict.fromkeys(_button(opened, each) for each in likely)),
        "others": list(by_kind(steps[_LIKELY:])),
        "as_of": as_of,
        "may_write": opened.may(e.LetterSent),
        "as_of_problem": problem,
        "asked_as_of": request.GET.get("as-of", ""),
        "anchors": _anchors(opened, len(on_file)),
    }
    return render(request, "desk/complaint/page.html", shown)


_ORDER = {Grade.BREACH: 0, Grade.WARNING: 1, Grade.CANNOT_TELL: 2}


def _button(opened: Opened, step: type[DeskCommand]) -> tuple[str, str]:
    """The words of a likely step and its address: writing the letter where one stands behind it, else its form."""
    behind = letter_behind(opened, step.slug)
    if behind is not None:
        words, kind = behind
        return words, reverse("desk:letter", args=[opened.reference, kind])
    return step.label, reverse("desk:command", args=[opened.reference, step.slug])


_HEADING = 70
"""As much of what it is about as stands in a heading; the points say the rest."""


def _heading(about: str) -> str:
    first = about.partition("; ")[0]
    return first if len(first) <= _HEADING else first[: _HEADING - 1].rsplit(" ", 1)[0].rstrip(",;.:") + "…"


def _anchors(opened: Opened, on_file: int) -> list[tuple[str, str, int]]:
    complaint = opened.complaint
    return [
        ("points", "Points", len(complaint.points)),
        ("promises", "Promises", len(complaint.promises)),
        ("letters", "Letters and messages", len(complaint.letters) + len(complaint.correspondence)),
        ("documents", "Documents", on_file),
        ("record", "Record", opened.number),
        ("findings", "Findings", len(opened.assessment.findings)),
    ]


def _as_of(text: str) -> tuple[datetime | None, str]:
    """The end of the day that was asked for, and what is wrong with it where it cannot be read or has not come."""
    if not text.strip():
        return None, ""
    try:
        day = written(text, "the day")
    except ValidationError as error:
        return None, " ".join(error.messages)
    if day >= clock.today():
        return None, "" if day == clock.today() else "That day has not come yet: the record is shown as it stands now."
    return datetime.combine(day, time.max, clock.LONDON), ""
