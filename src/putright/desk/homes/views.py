"""A home's page: who lives there since when, how it is held, its building, and everything complained of there."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from putright.desk.opened import Who, who
from putright.desk.people.views import complaints_of, requests_of
from putright.desk.registers.catalogue import reads
from putright.desk.shown_lists import one_line
from putright.people.buildings import stands_as
from putright.people.finding import of
from putright.people.looking import visible
from putright.people.models import HeldAs, Home, Residency
from putright.people.permissions import SEES
from putright.records.models import Summary

__all__ = ["home_page"]

_MOST = 50
_AGAIN = timedelta(days=2 * 365)
"""How far back the same kind of complaint counts as coming back."""
_NOT_THERE = "There is no such home, or it is not yours to look up."


@require_GET
def home_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything about one home that somebody may read."""
    by = who(request)
    row = of(Home, by.landlord).filter(pk=key).select_related("building").first()
    if row is None or not by.roles & SEES or not reads(by.roles, "homes"):
        raise Http404(_NOT_THERE)
    living = of(Residency, by.landlord).filter(home=row).select_related("resident").order_by("until_on", "-from_on")
    standing = stands_as(row.building, by.today) if row.building is not None else None
    shown = {
        "home": row,
        "address": one_line(row.address),
        "living": [(each, each.until_on is not None and each.until_on < by.today) for each in living[:_MOST]],
        "facts": _facts(row),
        "standing": standing,
        "held": _held(by, row),
        "again": list(_coming_back(by, row)),
        "complaints": complaints_of(by, home=str(row.pk)),
        "requests": requests_of(by, home=str(row.pk)),
        "by_home": True,
        "residents": reads(by.roles, "residents"),
    }
    return render(request, "desk/homes/home.html", shown)


def _facts(row: Home) -> list[tuple[str, str]]:
    building = row.building
    tall = [f"{building.storeys} storeys" if building.storeys else "", f"{building.metres} metres" if building.metres else "",
            f"{building.homes} homes" if building.homes else ""] if building is not None else []  # fmt: skip
    return [
        ("Our number", row.reference),
        ("UPRN", row.uprn),
        ("Building", building.name if building is not None else ""),
        ("Its size", ", ".join(part for part in tall if part)),
        ("Registered as", building.registered_as if building is not None else ""),
    ]


def _held(by: Who, row: Home) -> list[tuple[str, date | None]]:
    """How it is and was held, the last first."""
    found = of(HeldAs, by.landlord).filter(home=row).order_by("-from_on")
    return [(", ".join(filter(None, (each.tenure.replace("_", " "), each.stock))), each.from_on) for each in found]


def _coming_back(by: Who, row: Home) -> Iterable[tuple[str, int]]:
    """What was complained of more than once in two years, as far as somebody sees it: the words and how often."""
    there = Summary.objects.filter(home=str(row.pk), received_on__gte=by.today - _AGAIN).exclude(category="")
    seen = visible(there, by.staff, by.today)
    counted = seen.order_by().values("category").annotate(number=Count("complaint")).filter(number__gt=1)
    for each in counted.order_by("-number", "category"):
        yield each["category"].replace("_", " "), each["number"]
