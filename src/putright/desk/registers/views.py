"""The registers as pages: an index with what is to be looked at, one page each, and a file of each."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from putright.actions.naming import ids_in, with_names
from putright.desk.opened import Who, who
from putright.desk.registers.catalogue import REGISTERS, Register, keeps, reads
from putright.desk.registers.wording import Said, of_complaint, of_row
from putright.desk.shown_lists import Shown, address, days_left, for_file, shown_complaints
from putright.people.changing import NotYours
from putright.people.disclosing import disclosure_register
from putright.people.registers.complaints import rows_by_line
from putright.people.registers.due import due_reviews
from putright.records.keyset import Order, Place, page, place_in
from putright.records.lines import known, reviews_due, seen_lines
from putright.records.lines_models import ListedLine

__all__ = ["reading_register", "register_file", "register_page", "registers_page"]

_SIZE = 50
_FILE = 2000
"""Rows of a file from complaints: each has to be read."""
_MOST = 200
_NOT_THERE = "There is no such register, or it is not yours to read."


@dataclass(frozen=True, slots=True)
class Row:
    """One row on the page."""

    said: Said
    left: int | None
    complaint: Shown | None
    steps: list[tuple[str, str]]
    """What can be done with it: address and words."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table on the page."""

    id: str
    title: str
    count: int
    rows: list[Row]
    older: str


def _register(request: HttpRequest, name: str) -> tuple[Who, Register]:
    by = who(request)
    register = REGISTERS.get(name)
    if register is None or not reads(by.roles, name):
        raise Http404(_NOT_THERE)
    return by, register


@require_GET
def registers_page(request: HttpRequest) -> HttpResponse:
    """Every register somebody may read, each with how much of it is to be looked at."""
    by = who(request)
    mine = [each for each in REGISTERS.values() if reads(by.roles, each.name)]
    if not mine:
        raise Http404(_NOT_THERE)
    found = frozenset(each.name for each in mine)
    due = [
        *due_reviews(by.landlord, by.today, staff=by.staff, most=_MOST),
        *reviews_due(by.staff, by.today, by.today, reads=found, most=_MOST),
    ]
    overdue: dict[str, int] = {}
    for each in due:
        if each.overdue(by.today):
            overdue[each.register] = overdue.get(each.register, 0) + 1
    rows = [(each, _many(overdue.get(each.name, 0))) for each in mine]
    return render(request, "desk/registers/index.html", {"rows": rows})


def _many(number: int) -> str:
    return f"{_MOST} or more" if number >= _MOST else str(number) if number else ""


@require_GET
def register_page(request: HttpRequest, name: str) -> HttpResponse:
    """One register: what stands, first what has to be looked at; or what stands no longer."""
    by, register = _register(request, name)
    if register.closed:
        return render(request, "desk/registers/closed.html", {"register": register})
    past = request.GET.get("show") == "past" and bool(register.past)
    sections = [each for each in _sections(by, register, request, past=past) if each is not None]
    shown = {
        "register": register,
        "sections": sections,
        "empty": not any(each.count for each in sections),
        "past": past,
        "views": [("?", "In force", not past), ("?show=past", register.past, past)] if register.past else [],
        "keeps": keeps(by.roles, name),
        "notes": [] if past else _notes(by, register),
        "file_at": reverse("desk:register_file", args=[name]) + ("?show=past" if past else ""),
    }
    return render(request, "desk/registers/register.html", shown)


def _notes(by: Who, register: Register) -> list[tuple[str, date | None, bool]]:
    """What is missing that has no row of its own: a post that nobody holds, training that somebody is owed."""
    if register.name not in {"posts", "training"}:
        return []
    found = [each for each in due_reviews(by.landlord, by.today, staff=by.staff) if each.register == register.name]
    return [
        (f"{each.what}{f', {each.whom}' if register.name == 'training' else ''} (Code {each.provision})",
         each.on, each.overdue(by.today))
        for each in found[:_MOST]
    ]  # fmt: skip


def _sections(by: Who, register: Register, request: HttpRequest, *, past: bool) -> Iterable[Section | None]:
    show = "past" if past else ""
    if register.kept is not None:
        after = place_in(request.GET.get("after", ""))
        rows, rest, count = _kept(by, register, after, _SIZE, past=past)
        title = "Kept for the resident" if register.listing else register.title
        yield Section("kept", title, count, rows, address({"show": show, "after": rest}) if rest else "")
    if register.listing is not None:
        after = place_in(request.GET.get("behind", ""))
        rows, rest, count = _in_complaints(by, register, after, _SIZE, past=past)
        title = "Recorded on complaints" if register.kept else register.title
        yield Section("complaints", title, count, rows, address({"show": show, "behind": rest}) if rest else "")


def _kept(
    by: Who, register: Register, after: Place | None, size: int, *, past: bool
) -> tuple[list[Row], Place | None, int]:
    kept = register.kept
    assert kept is not None
    standing = kept.standing(by.today)
    rows = kept.rows(by.landlord)
    rows = rows if not register.past else rows.exclude(standing) if past else rows.filter(standing)
    found, rest = page(rows, kept.order, after, size)
    said = [(row, of_row(row, by.today)) for row in found]
    left = days_left(by, [each.by_on for _, each in said])
    may = keeps(by.roles, register.name)
    return [Row(each, left[each.by_on], None, _steps(register, row.pk, each) if may else []) for row, each in said], rest, rows.count()  # fmt: skip


_ACTS = {
    "adjustments": (("review", "Look at it again"),),
    "restrictions": (("review", "Look at it again"), ("change", "Put down what is missing")),
    "posts": (("end", "End it"),),
    "surveys": (("change", "Change it"), ("end", "No longer used")),
}


def _steps(register: Register, key: UUID, said: Said) -> list[tuple[str, str]]:
    if not said.stands:
        return []
    acts = _ACTS.get(register.name, ())
    return [(reverse("desk:register_row", args=[register.name, key, act]), words) for act, words in acts]


def _lines(by: Who, register: Register, *, past: bool) -> tuple[QuerySet[ListedLine], Order]:
    assert register.listing is not None
    lines = seen_lines(by.staff, by.today, register.listing)
    if not register.reviewed:
        return lines, Order("on", "complaint", "name", newest=True)
    if past:
        return lines.filter(waits=False), Order("on", "complaint", "name", newest=True)
    return lines.filter(waits=True), Order("by_on", "complaint", "name", undated_first=True)


def _in_complaints(
    by: Who, register: Register, after: Place | None, size: int, *, past: bool
) -> tuple[list[Row], Place | None, int]:
    lines, order = _lines(by, register, past=past)
    found, rest = page(lines, order, after, size)
    said, complaints, names = _read(by, register, found)
    left = days_left(by, [each.by_on for each in said])
    rows = [
        Row(_named(each, names), left[each.by_on], complaints[line.complaint], [])
        for line, each in zip(found, said, strict=True)
    ]
    return rows, rest, lines.count()


def _read(by: Who, register: Register, lines: list[ListedLine]) -> tuple[list[Said], dict[UUID, Shown], dict[str, str]]:
    """What some lines say, out of their complaints; with the complaints and the names of the people in them."""
    listing = register.listing
    assert listing is not None
    states = known(by.landlord.pk, [line.complaint for line in lines])
    rows = {key: rows_by_line(each, listing) for key, each in states.items()}
    said = [
        of_complaint(listing, rows[line.complaint][line.name], by.today, waits=line.waits, by_on=line.by_on)
        for line in lines
    ]
    texts = [text for each in said for text in (each.title, *(value for _, value in each.facts))]
    complaints, names = shown_complaints(by, states, ids_in(texts))
    return said, complaints, names


def _named(said: Said, names: dict[str, str]) -> Said:
    facts = [(name, with_names(value, names)) for name, value in said.facts]
    return Said(with_names(said.title, names), facts, said.wrong, said.by_on, said.stands)


@never_cache
@require_GET
def register_file(request: HttpRequest, name: str) -> HttpResponse:
    """What the page shows, all of it, as a file for a spreadsheet; of complaints the newest two thousand."""
    by, register = _register(request, name)
    if register.closed:
        raise Http404(_NOT_THERE)
    past = request.GET.get("show") == "past" and bool(register.past)
    rows: list[Row] = []
    if register.kept is not None:
        rows += _kept(by, register, None, _FILE, past=past)[0]
    if register.listing is not None:
        rows += _in_complaints(by, register, None, _FILE, past=past)[0]
    return _as_file(f"{name}-{by.today}.csv", _table(rows))


def _table(rows: list[Row]) -> list[list[object]]:
    """The rows with every fact in a column of its own, and the names of the columns first."""
    names = list(dict.fromkeys(name for row in rows for name, _ in row.said.facts))
    table: list[list[object]] = [["What", "Complaint", *names, "To look at again by", "What is wrong"]]
    for row in rows:
        facts = dict(row.said.facts)
        reference = row.complaint.reference if row.complaint else ""
        wrong = " ".join(row.said.wrong)
        table.append([row.said.title, reference, *(facts.get(name, "") for name in names), row.said.by_on, wrong])
    return table


def _as_file(name: str, table: list[list[object]]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # by this Excel knows that it is UTF-8
    writer = csv.writer(answer)
    writer.writerows([for_file(value) for value in row] for row in table)
    return answer


@never_cache
@require_http_methods(["POST"])
def reading_register(request: HttpRequest, name: str) -> HttpResponse:
    """The disclosures, for somebody who says why they read them. The reading is noted for each resident."""
    by, register = _register(request, name)
    if not register.closed:
        raise Http404(_NOT_THERE)
    why = " ".join(request.POST.get("why", "").split())[:300]
    shown: dict[str, Any] = {"register": register, "why": why}
    try:
        rows = disclosure_register(by.staff, at=by.now, why=why)
    except NotYours as error:
        return render(request, "desk/registers/closed.html", {**shown, "trouble": str(error)}, status=422)
    if "file" in request.POST:
        names = list(rows[0]) if rows else []
        table: list[list[object]] = [list(names), *([row[each] for each in names] for row in rows)]
        return _as_file(f"{name}-{by.today}.csv", table)
    return render(request, "desk/registers/closed.html", {**shown, "rows": rows, "read": True})
