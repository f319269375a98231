"""The print queue: what waits, the file of a run with its list, and the day it was posted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from putright.actions.letters_out import Issued
from putright.actions.letters_post import Posted, make_run, posted, print_file, waiting_for
from putright.actions.perform import NotDone, RecordUnavailable
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.desk.opened import Who, who
from putright.letters import kind_named
from putright.pages.fields import written
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.records.letters_models import LetterDraft, LetterWaiting, PrintRun

__all__ = ["print_run_file", "print_run_page", "printing_page"]


@require_http_methods(["GET", "POST"])
def printing_page(request: HttpRequest) -> HttpResponse:
    """What waits for the printer, and the runs that were printed and not posted yet."""
    by = _poster(request)
    if request.method == "POST":
        run = make_run(by.staff, by.now)
        if isinstance(run, NotDone):
            messages.error(request, run.refused.message)
            return redirect("desk:printing")
        return redirect("desk:print_run", run.pk)
    waiting = waiting_for(by.staff, by.today)
    runs = PrintRun.objects.filter(landlord=by.landlord.pk, pk__in={each.run for each in waiting if each.run})
    shown = {
        "who": by,
        "waiting": _told([each for each in waiting if each.run is None]),
        "runs": [(run, sum(each.run == run.pk for each in waiting)) for run in runs.order_by("-made_at")],
    }
    return render(request, "desk/letters/printing.html", shown)


@require_http_methods(["GET", "POST"])
def print_run_page(request: HttpRequest, run: UUID) -> HttpResponse:
    """One run: its file, and the day its letters were posted."""
    by = _poster(request)
    found, letters = _run(by, run)
    shown: dict[str, Any] = {"who": by, "run": found, "refused": [], "reason": "", "problem": "", "asks": False}
    if request.method == "POST":
        chosen = {each.pk for each in letters if str(each.pk) in request.POST.getlist("letter")}
        shown["reason"] = request.POST.get("reason", "").strip()
        try:
            on = written(" ".join(request.POST.get(f"on_{part}", "") for part in ("day", "month", "year")), "the day")
            if not chosen:
                raise ValidationError("Tick the letters that were posted.")  # noqa: TRY301  the same answer as for the day
            answers = posted(list(chosen), on, shown["reason"], by.staff, by.now)
        except ValidationError as error:
            shown["problem"] = " ".join(error.messages)
        except RecordUnavailable as error:
            shown["problem"] = str(error)
        else:
            shown |= _said(request, answers)
            if not shown["refused"]:
                return redirect("desk:printing")
            letters = [each for each in waiting_for(by.staff, by.today) if each.run == run]
    shown["letters"] = _told(letters)
    shown["on_parts"] = _parts_of_day(request, by)
    return render(request, "desk/letters/print_run.html", shown)


def _parts_of_day(request: HttpRequest, by: Who) -> list[tuple[str, str, str, str]]:
    """The three boxes of the day: what was typed, else today."""
    today = {"day": by.today.day, "month": by.today.month, "year": by.today.year}
    boxes = (("day", "Day", "2"), ("month", "Month", "2"), ("year", "Year", "4"))
    return [(part, label, width, request.POST.get(f"on_{part}", str(today[part]))) for part, label, width in boxes]


def _said(request: HttpRequest, answers: list[Posted]) -> dict[str, Any]:
    """What became of each."""
    done = [each for each in answers if isinstance(each.answer, Issued)]
    if done:
        one = len(done) == 1
        messages.success(
            request, f"{len(done)} {'letter is' if one else 'letters are'} on record as posted, and on file."
        )
    refused = [(each.waiting, each.answer.refused) for each in answers if isinstance(each.answer, NotDone)]
    asks = any(said.because is RefusedBecause.AGAINST_THE_CODE for _, said in refused)
    return {"refused": [(row, said.message) for row, said in refused], "asks": asks}


@require_GET
def print_run_file(request: HttpRequest, run: UUID) -> HttpResponse:
    """The one file for the printer."""
    by = _poster(request)
    found, letters = _run(by, run)
    if not letters:
        raise Http404("Every letter of this run was posted.")
    whole = LetterWaiting.objects.filter(pk__in=[each.pk for each in letters]).order_by("at", "pk")
    answer = HttpResponse(print_file(found, list(whole), by.landlord.name), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="letters to post {found.on.isoformat()}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _poster(request: HttpRequest) -> Who:
    by = who(request)
    if not kinds_open_to(by.roles, [e.LetterSent]):
        raise Http404(NOT_THERE)
    return by


def _run(by: Who, key: UUID) -> tuple[PrintRun, list[LetterWaiting]]:
    found = PrintRun.objects.filter(landlord=by.landlord.pk, pk=key).first()
    if found is None:
        raise Http404("There is no such run.")
    return found, [each for each in waiting_for(by.staff, by.today) if each.run == key]


def _told(rows: list[LetterWaiting]) -> list[tuple[LetterWaiting, str, str]]:
    """Each with what kind of letter it is, and who put it there."""
    kinds = dict(LetterDraft.objects.filter(pk__in=[each.draft for each in rows]).values_list("pk", "kind"))
    people = {
        str(key): name
        for key, name in Staff.objects.filter(pk__in={each.by for each in rows}).values_list("pk", "name")
    }
    return [(each, kind_named(kinds[each.draft]).title, people.get(each.by, "")) for each in rows]
