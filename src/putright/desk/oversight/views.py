"""Oversight: a quarter and the twelve months to its end, in numbers; each number opens what is behind it.

Whoever may see complaints is led to them. The Member Responsible sees numbers, categories and dates: no name, no home and
no way to a complaint. A high number of complaints is not a bad one (3.3), so nothing here turns red because of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from putright.actions.measuring import Counted, Counts, by_category, counts, durations_in, from_tables
from putright.actions.terms import calendar_of
from putright.desk.opened import Who, who
from putright.desk.oversight.charts import Chart, bars, line
from putright.desk.shown_lists import address
from putright.pages.says import plural
from putright.people.permissions import NOT_THERE
from putright.people.roles import Role
from putright.reports.fractions_told import RULE, decimal_of, percent
from putright.reports.measures import Measure, measures_of
from putright.reports.periods import Period, months_in, period_from, quarter_of, twelve_months_to

__all__ = ["OVERSEES", "oversight_page", "oversight_reader"]

OVERSEES = frozenset({Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.MEMBER_RESPONSIBLE, Role.AUDITOR})
"""The roles that have these pages."""
_QUARTERS = 5
"""Quarters to choose from: the one we are in and four before it, so that last year's is among them."""
_MOST_CATEGORIES = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it stands in the table."""

    shown: str
    """The number itself, or the share."""
    under: str
    """What it is of."""
    href: str
    """What is behind it; empty where there is nothing."""
    apart: list[tuple[str, str]]
    """What it is not of: words with a number, and their address."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of one stage, in the quarter and in the twelve months."""

    title: str
    says: str
    basis: str
    provision: str
    quarter: Cell
    year: Cell


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the trend."""

    words: str
    received: Cell
    in_time: Cell


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything of one stage."""

    number: int
    lines: list[Line]
    took: list[tuple[str, str, str]]
    """How long answers took, in working days: name, in the quarter, in the twelve months."""
    months: list[Month]
    charts: list[Chart]


def oversight_reader(request: HttpRequest) -> Who:
    """Who looks at the numbers. Raises Http404 for everybody whose they are not."""
    by = who(request)
    if not by.roles & OVERSEES:
        raise Http404(NOT_THERE)
    return by


@require_GET
def oversight_page(request: HttpRequest) -> HttpResponse:
    """The figures of a quarter and of the twelve months to its end."""
    by = oversight_reader(request)
    now = quarter_of(by.today)
    quarter = _quarter(request.GET.get("quarter", ""), now)
    year = twelve_months_to(min(quarter.last, by.today))
    # The quarter we are in goes on after the year does: answers due later in it are among what is not yet due.
    found = counts(by.landlord.pk, Period(year.first, quarter.last), by.today)
    shown: dict[str, Any] = {
        "lead": _lead(found, quarter, going=quarter == now),
        "quarters": [
            (address({"quarter": each.written}), each.words, each == quarter) for each in _before(now, quarter)
        ],
        "quarter": quarter,
        "year": year,
        "going": quarter == now,
        "stages": [_stage(by, found, number, quarter, year) for number in (1, 2)],
        "categories": _categories(by, quarter),
        "rule": RULE,
    }
    return render(request, "desk/oversight/page.html", shown)


def _quarter(text: str, now: Period) -> Period:
    """The quarter of the address; the one we are in where it is none, or has not begun."""
    asked = period_from(text)
    if asked is None or quarter_of(asked.first) != asked or asked.first > now.first:
        return now
    return asked


def _before(now: Period, chosen: Period) -> list[Period]:
    """The quarters to choose from, the latest first; the chosen one is always among them."""
    found = [now]
    while len(found) < _QUARTERS:
        found.append(found[-1].before)
    return found if chosen in found else [*found, chosen]


def _lead(found: Counts, quarter: Period, *, going: bool) -> str:
    """One sentence: how many came, and how many answers were in time."""
    received, answers = found.of("received", 1, quarter), found.of("answered_in_time", 1, quarter)
    when = f"So far in {quarter.words}" if going else f"In {quarter.words}"
    came = "no complaint was" if not received.of else plural(received.of, "complaint was", "complaints were")
    said = f"{when}, {came} received"
    if not answers.of:
        return f"{said}, and no stage 1 answer was due."
    return f"{said}, and {answers.met:,} of {plural(answers.of, 'stage 1 answer')} due {_was(answers.met)} in time."


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _stage(by: Who, found: Counts, number: int, quarter: Period, year: Period) -> Stage:
    shown = [each for each in measures_of(number) if from_tables(each)]
    lines = [
        Line(
            each.title if number == 1 or each.name != "received" else "Asked to be taken to stage 2",
            each.says,
            each.basis.words,
            each.provision(number),
            _cell(each, number, quarter, found.of(each.name, number, quarter)),
            _cell(each, number, year, found.of(each.name, number, year)),
        )
        for each in shown
    ]
    by_name = {each.name: each for each in shown}
    months = [_month(by_name, found, number, each) for each in months_in(year)]
    return Stage(number, lines, _took(by, number, quarter, year), months, list(_charts(found, number, year)))


def _month(by_name: dict[str, Measure], found: Counts, number: int, month: Period) -> Month:
    received, answers = by_name["received"], by_name["answered_in_time"]
    return Month(
        month.words,
        _cell(received, number, month, found.of("received", number, month)),
        _cell(answers, number, month, found.of("answered_in_time", number, month)),
    )


def _cell(measured: Measure, stage: int, period: Period, counted: Counted) -> Cell:
    asked = {"measure": measured.name, "stage": stage, "period": period.written}
    there = reverse("desk:oversight_list")
    apart = [
        (f"{counted.apart.get(each.name, 0):,} {each.words}", f"{there}{address(asked, part=each.name)}")
        for each in measured.apart
        if counted.apart.get(each.name)
    ]
    if measured.met is None:
        href = f"{there}{address(asked, part='met')}" if counted.met else ""
        return Cell(f"{counted.met:,}", "", href, apart)
    if not counted.of:
        return Cell("", "none due" if "due" in measured.basis.words else "none given", "", apart)
    href = f"{there}{address(asked, part='of')}"
    return Cell(counted.percent, f"{counted.met:,} of {counted.of:,}", href, apart)


def _took(by: Who, stage: int, quarter: Period, year: Period) -> list[tuple[str, str, str]]:
    calendar = calendar_of(by.landlord)
    some = [durations_in(by.landlord.pk, each, stage, calendar) for each in (quarter, year)]
    if not any(each.number for each in some):
        return []
    middle = [decimal_of(each.median) for each in some]
    nine = [str(each.nine_in_ten or "") if each.number else "" for each in some]
    average = [decimal_of(each.mean) for each in some]
    return [
        ("Half were answered within", *_days(middle)),
        ("Nine in ten were answered within", *_days(nine)),
        ("Average", *_days(average)),
    ]


def _days(values: list[str]) -> tuple[str, str]:
    """Numbers of working days as they stand in the table."""
    words = [value.removesuffix(".0") for value in values]
    return words[0] or "none given", words[1] or "none given"


def _charts(found: Counts, number: int, year: Period) -> Iterator[Chart]:
    months = months_in(year)
    came = [(f"{each.first:%b %Y}", found.of("received", number, each).of) for each in months]
    answers = [(f"{each.first:%b %Y}", found.of("answered_in_time", number, each)) for each in months]
    what = "Received" if number == 1 else "Asked to be taken to stage 2"
    most = max(came, key=lambda each: each[1])
    yield bars(f"{what}, by month", f"Between {min(n for _, n in came):,} and {most[1]:,} a month.", came)
    whole = found.of("answered_in_time", number, year)
    yield line(
        "Answered in time, by month",
        f"{percent(whole.met, whole.of) or 'None due'} over the twelve months; the line at the top is all of them.",
        [(label, each.met, each.of) for label, each in answers],
    )


def _categories(by: Who, quarter: Period) -> list[tuple[str, str, str]]:
    """What the complaints of the quarter are about: words, how many, the address of the list."""
    there = reverse("desk:oversight_list")
    asked = {"measure": "received", "stage": 1, "period": quarter.written, "part": "met"}
    found = by_category(by.landlord.pk, 1, quarter)
    shown = [
        (words_of(category), f"{number:,}", f"{there}{address(asked, category=category or 'none')}")
        for category, number in found[:_MOST_CATEGORIES]
    ]
    rest = sum(number for _, number in found[_MOST_CATEGORIES:])
    return [*shown, *([("Everything else", f"{rest:,}", "")] if rest else [])]


def words_of(category: str) -> str:
    """A category as people read it."""
    return category.replace("_", " ").capitalize() or "Not yet said"
