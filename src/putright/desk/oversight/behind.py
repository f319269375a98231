"""What is behind a figure: the complaints, by number, category and dates. Whoever may see complaints is led to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from putright.actions.measuring import Behind, Found, Wanted, behind, from_tables
from putright.desk.oversight.views import oversight_reader, words_of
from putright.desk.shown_lists import address
from putright.pages.says import plural
from putright.people.permissions import NOT_THERE, SEES
from putright.reports.measures import Measure, measure
from putright.reports.periods import period_from, quarter_of

__all__ = ["oversight_list"]

_STATES = {
    "open": "open",
    "answered": "answered",
    "refused": "not accepted",
    "withdrawn": "withdrawn",
    "closed": "closed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: nothing in it is about a person."""

    behind: Behind
    category: str
    stands: str
    href: str
    """The complaint; empty for whoever may not open any."""


@require_GET
def oversight_list(request: HttpRequest) -> HttpResponse:
    """The complaints behind one figure, in pages."""
    by = oversight_reader(request)
    wanted = _asked(request.GET)
    found = behind(by.landlord.pk, wanted, by.today, by.key, after=request.GET.get("after", ""))
    opens = bool(by.roles & SEES)
    asked = {name: request.GET.get(name, "") for name in ("measure", "stage", "period", "part", "category")}
    shown: dict[str, Any] = {
        "title": _title(wanted),
        "lead": _lead(wanted, found),
        "says": wanted.measure.says,
        "stage": wanted.stage,
        "parts": _choices(wanted, asked),
        "rows": [_row(each, opens=opens) for each in found.rows],
        "kept_back": _kept_back(found),
        "opens": opens,
        "older": address(asked, after=found.after) if found.after else "",
        "back": f"{reverse('desk:oversight')}{address({'quarter': quarter_of(wanted.period.last).written})}",
    }
    return render(request, "desk/oversight/list.html", shown)


def _asked(get: Mapping[str, str]) -> Wanted:
    """What the address asks for. Raises Http404 where there is no such figure."""
    measured, period = measure(get.get("measure", "")), period_from(get.get("period", ""))
    stage, part = get.get("stage", ""), get.get("part", "met")
    if measured is None or period is None or stage not in {str(each) for each in measured.stages}:
        raise Http404(NOT_THERE)
    if not from_tables(measured) or part not in {name for name, _ in _parts(measured)}:
        raise Http404(NOT_THERE)
    category = get.get("category", "") or None
    return Wanted(measured, int(stage), period, part, "" if category == "none" else category)


def _parts(measured: Measure) -> list[tuple[str, str]]:
    """What may be listed of a figure: name and words."""
    if measured.met is None:
        return [("met", "all")]
    aside = [(each.name, each.words) for each in measured.apart]
    return [("of", "all"), ("met", measured.met_words), ("not_met", measured.not_met_words), *aside]


def _choices(wanted: Wanted, asked: dict[str, str]) -> list[tuple[str, str, bool]]:
    parts = _parts(wanted.measure)
    if len(parts) == 1:
        return []
    return [(address(asked, part=name), words.capitalize(), name == wanted.part) for name, words in parts]


def _title(wanted: Wanted) -> str:
    part = dict(_parts(wanted.measure))[wanted.part]
    about = f", {words_of(wanted.category).lower()}" if wanted.category is not None else ""
    which = "" if part == "all" else f": {part}"
    return f"{wanted.measure.title}, stage {wanted.stage}{about}{which}"


def _lead(wanted: Wanted, found: Found) -> str:
    return f"{plural(found.number, 'complaint')}, {wanted.measure.basis.words} {wanted.period.words}."


def _kept_back(found: Found) -> str:
    """Counted and not listed, in one sentence; empty where all are listed."""
    if not found.kept_back:
        return ""
    if found.kept_back == 1:
        return "One of them is confidential: it is counted and not listed here."
    return f"{found.kept_back:,} of them are confidential: they are counted and not listed here."


def _row(each: Behind, *, opens: bool) -> Row:
    href = reverse("desk:complaint", args=[each.reference]) if opens else ""
    return Row(each, words_of(each.category), _STATES.get(each.state, each.state), href)
