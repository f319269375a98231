"""Search: one box over references, people, homes and words in anything. What somebody may not see is not there, in counts too."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from putright.actions.naming import names_behind, with_names
from putright.desk.opened import Who, who
from putright.desk.shown_lists import Shown, address, one_line, shown_complaints
from putright.people.finding import find_homes, find_residents
from putright.people.looking import visible
from putright.people.models import Home, Resident
from putright.people.permissions import NOT_THERE, READS, SEES
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary
from putright.records.search import Found, Match, find, find_requests

__all__ = ["search_page"]

_FEW, _MANY = 20, 200
_LONGEST = 300
_KINDS = ("complaints", "requests", "people", "homes")
Pieces = list[tuple[str, bool]]
"""A text in pieces, each with whether it is what was looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    href: str
    title: str
    under: str
    where: str
    pieces: Pieces
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind."""

    title: str
    id: str
    hits: list[Hit]
    more: str
    """The address of the rest; empty where there is none."""
    cut: bool
    """Whether there are more than one page can show."""


@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found, each with where it matched. A whole reference leads straight to what bears it."""
    by = who(request)
    if not by.roles & SEES:
        raise Http404(NOT_THERE)
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:_LONGEST]
    only = request.GET.get("only", "")
    straight = _straight(by, asked) if asked and not only else ""
    if straight:
        return redirect(straight)
    kinds = (only,) if only in _KINDS else _KINDS
    limit = _MANY if only in _KINDS else _FEW
    groups = [each for kind in kinds if asked for each in _of(by, kind, asked, limit) if each.hits]
    shown = {"asked": asked, "groups": groups, "only": only if only in _KINDS else "", "all_at": address({"q": asked})}
    return render(request, "desk/search/page.html", shown)


def _straight(by: Who, asked: str) -> str:
    """The page of the complaint or service request with that reference, where it is theirs to see."""
    reference = asked.strip("\"'“”").upper()[:40]
    there = Summary.objects.filter(landlord=by.landlord.pk, reference=reference)
    if visible(there, by.staff, by.today).exists():
        return reverse("desk:complaint", args=[reference])
    if RequestSummary.objects.filter(landlord=by.landlord.pk, reference=reference).exists():
        return _request_at(reference)
    return ""


def _request_at(reference: str) -> str:
    try:
        return reverse("desk:service_request", args=[reference])
    except NoReverseMatch:
        return ""


def _of(by: Who, kind: str, asked: str, limit: int) -> Iterable[Hits]:
    reads = frozenset[str]().union(*(READS[role] for role in by.roles))
    match kind:
        case "complaints":
            yield _complaints(by, asked, limit)
        case "requests":
            yield _requests(by, asked, limit)
        case "people" if "residents" in reads:
            yield _people(by, asked, limit)
        case "homes" if "homes" in reads:
            yield _homes(by, asked, limit)


def _hits(kind: str, title: str, asked: str, hits: list[Hit], limit: int, *, more: bool) -> Hits:
    rest = address({"q": asked, "only": kind}) if more and limit == _FEW else ""
    return Hits(title, kind, hits, rest, more and limit == _MANY)


def _complaints(by: Who, asked: str, limit: int) -> Hits:
    found: Found = find(by.landlord.pk, asked, who=by.key, roles=by.roles, limit=limit)
    complaints, _ = shown_complaints(by, [each.complaint for each in found.matches])
    hits = [_hit(complaints[each.complaint], each) for each in found.matches if each.complaint in complaints]
    return _hits("complaints", "Complaints", asked, hits, limit, more=found.more)


def _hit(shown: Shown, match: Match) -> Hit:
    title = f"{shown.name}, {shown.home}" if shown.home else shown.name
    under = ". ".join(part for part in (shown.about, shown.reference) if part)
    under = f"{under}, {shown.stands}" if shown.stands else under
    return Hit(shown.href, title, under, _where(match), _pieces(match), shown.confidential)


def _where(match: Match) -> str:
    """Where the words are, in words."""
    match match.kind:
        case "reference":
            return "Its reference"
        case "person":
            return "The name of somebody on it"
        case "document":
            return "A document"
        case _:
            return f"Entry {match.number} of its record" if match.number else "Its record"


def _pieces(match: Match) -> Pieces:
    pieces: Pieces = []
    done = 0
    for start, end in match.marks:
        if start < done:  # one mark within another
            continue
        pieces += [(match.snippet[done:start], False), (match.snippet[start:end], True)]
        done = end
    pieces.append((match.snippet[done:], False))
    return [piece for piece in pieces if piece[0]]


def _requests(by: Who, asked: str, limit: int) -> Hits:
    found = find_requests(by.landlord.pk, asked, who=by.key, roles=by.roles, limit=limit)
    keys = [each.complaint for each in found.matches]
    rows = {row.request: row for row in RequestSummary.objects.filter(landlord=by.landlord.pk, request__in=keys)}
    names = names_behind(by.landlord, {text for row in rows.values() for text in (row.person, row.home)})
    hits = []
    for each in found.matches:
        row = rows[each.complaint]
        person, home = with_names(row.person, names), one_line(with_names(row.home, names))
        title = ", ".join(part for part in (person or "Somebody without a name", home) if part)
        under = ". ".join(part for part in (row.what.rstrip("."), f"{row.reference}, {row.state}") if part)
        hits.append(Hit(_request_at(row.reference), title, under, _where(each), _pieces(each)))
    return _hits("requests", "Service requests", asked, hits, limit, more=found.more)


def _people(by: Who, asked: str, limit: int) -> Hits:
    found: QuerySet[Resident] = find_residents(by.landlord, asked)
    rows = list(found[: limit + 1])
    hits = [
        Hit(
            reverse("desk:resident", args=[row.pk]),
            row.name,
            ", ".join(filter(None, (row.reference, row.email))),
            "",
            [],
        )
        for row in rows[:limit]
    ]
    return _hits("people", "Residents", asked, hits, limit, more=len(rows) > limit)


def _homes(by: Who, asked: str, limit: int) -> Hits:
    found: QuerySet[Home] = find_homes(by.landlord, asked)
    rows = list(found[: limit + 1])
    hits = [
        Hit(reverse("desk:home", args=[row.pk]), one_line(row.address), ", ".join(filter(None, (row.postcode, row.reference))), "", [])
        for row in rows[:limit]
    ]  # fmt: skip
    return _hits("homes", "Homes", asked, hits, limit, more=len(rows) > limit)
