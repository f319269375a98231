"""A resident's page: how to reach them, what they need, who speaks for them, where they live, what they complained of."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from putright.desk.administration.saving import posted
from putright.desk.opened import Who, who
from putright.desk.people.forms import FORMS
from putright.desk.registers.catalogue import keeps, reads
from putright.desk.registers.changing import asked
from putright.desk.registers.forms import RowForm
from putright.desk.registers.wording import of_row
from putright.desk.shown_lists import Shown, one_line, shown_complaints
from putright.people.changing import NotYours, change
from putright.people.disclosing import disclosures_of, means_for
from putright.people.finding import of, one
from putright.people.looking import visible
from putright.people.models import Adjustment, Authority, Disclosure, Residency, Resident, Restriction
from putright.people.roles import Reach
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary

__all__ = ["complaints_of", "disclosures_page", "end_authority", "requests_of", "resident_form", "resident_page"]

_MOST = 50
_NOT_THERE = "There is no such resident, or they are not yours to look up."


def _resident(request: HttpRequest, key: UUID, *, to_keep: str = "") -> tuple[Who, Resident]:
    by = who(request)
    row = one(Resident, by.landlord, key)
    if row is None or not reads(by.roles, "residents") or (to_keep and not keeps(by.roles, to_keep)):
        raise Http404(_NOT_THERE)
    return by, row


@require_GET
def resident_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything about one resident that somebody may read."""
    by, row = _resident(request, key)
    adjustments = of(Adjustment, by.landlord).filter(resident=row).order_by("ended_on", "review_on")[:_MOST]
    restrictions = of(Restriction, by.landlord).filter(resident=row).order_by("lifted_on", "review_on")[:_MOST]
    shown = {
        "resident": row,
        "contact": _contact(row),
        "needs": _needs(row),
        "adjustments": [(each, of_row(each, by.today)) for each in adjustments.select_related("resident")],
        "restrictions": [
            (each, of_row(each, by.today)) for each in restrictions.select_related("resident", "representative")
        ] if reads(by.roles, "restrictions") else [],
        "speakers": _speakers(by, row),
        "homes": _homes(by, row),
        "means": means_for(by.staff, row.pk, by.today) if reads(by.roles, "disclosures") else [],
        "disclosed": of(Disclosure, by.landlord).filter(resident=row, withdrawn_on=None).count(),
        "complaints": complaints_of(by, person=str(row.pk)),
        "requests": requests_of(by, person=str(row.pk)),
        "may": {name: keeps(by.roles, part) for name, (part, _) in FORMS.items()},
        "reads_disclosures": reads(by.roles, "disclosures"),
        "reads_restrictions": reads(by.roles, "restrictions"),
    }  # fmt: skip
    return render(request, "desk/people/resident.html", shown)


def _contact(row: Resident) -> list[tuple[str, str]]:
    return [
        ("Telephone", row.telephone),
        ("E-mail", row.email),
        ("Letters go to", one_line(row.write_to)),
        ("After “Dear”", row.addressed_as),
        ("Our number for them", row.reference),
    ]


def _needs(row: Resident) -> list[tuple[str, str]]:
    said = [("Wants to hear from us by", row.prefers), ("Never by", row.not_by), ("Letters in", row.formats)]
    return [
        ("To know when getting in touch", row.needs),
        *((name, value.replace("_", " ").replace(",", ", ")) for name, value in said),
        ("Language", row.language),
        ("Interpreter", "wanted" if row.interpreter else ""),
    ]


def _speakers(by: Who, row: Resident) -> list[dict[str, Any]]:
    found = of(Authority, by.landlord).filter(resident=row).select_related("representative")
    return [
        {
            "row": each,
            "who": each.representative,
            "kind": each.representative.kind.replace("_", " "),
            "stands": each.stands_on(by.today),
            "reach": _reach(each),
        }
        for each in found.order_by("revoked_on", "-given_on")[:_MOST]
    ]


def _reach(row: Authority) -> str:
    match row.reach:
        case Reach.EVERYTHING:
            return "may be told everything"
        case Reach.NAMED_MATTERS:
            return f"may be told about: {row.matters}"
        case _:
            return "may be told about one complaint"


def _homes(by: Who, row: Resident) -> list[tuple[Residency, str]]:
    found = of(Residency, by.landlord).filter(resident=row).select_related("home").order_by("until_on", "-from_on")
    return [(each, one_line(f"{each.home.address}\n{each.home.postcode}")) for each in found[:_MOST]]


def complaints_of(by: Who, **of_whom: str) -> tuple[list[Shown], int]:
    """The complaints of a person or a home that somebody sees, the newest first, and how many there are in all."""
    seen = visible(Summary.objects.filter(**of_whom), by.staff, by.today)
    keys = list(seen.order_by("-received_on", "-complaint").values_list("complaint", flat=True)[:_MOST])
    shown, _ = shown_complaints(by, keys)
    return [shown[key] for key in keys], len(keys) if len(keys) < _MOST else seen.count()


def requests_of(by: Who, **of_whom: str) -> list[RequestSummary]:
    """The service requests of a person or a home, the newest first."""
    found = RequestSummary.objects.filter(Q(**of_whom), landlord=by.landlord.pk)
    return list(found.order_by("-asked_on", "-request")[:_MOST])


@require_http_methods(["GET", "POST"])
def resident_form(request: HttpRequest, key: UUID, act: str) -> HttpResponseBase:
    """One of the short forms about a resident."""
    part, shape = FORMS.get(act, ("", None))
    if shape is None:
        raise Http404(_NOT_THERE)
    by, row = _resident(request, key, to_keep=part)
    form: RowForm = shape(by, row, posted(request))
    return asked(request, form, reverse("desk:resident", args=[row.pk]))


@require_http_methods(["POST"])
def end_authority(request: HttpRequest, key: UUID, authority: UUID) -> HttpResponseBase:
    """The resident takes an authority back, from today."""
    by, row = _resident(request, key, to_keep="residents")
    held = one(Authority, by.landlord, authority)
    if held is None or held.resident_id != row.pk:
        raise Http404(_NOT_THERE)
    form = RowForm(by, held, request.POST)
    back = reverse("desk:resident", args=[row.pk])
    return asked(request, form, back, store=lambda _: change(held, by=by.staff, at=by.now, revoked_on=by.today))


@never_cache
@require_http_methods(["GET", "POST"])
def disclosures_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a resident told about disability and health, for somebody who says why they read it. The reading is noted."""
    by, row = _resident(request, key)
    if not reads(by.roles, "disclosures"):
        raise Http404(_NOT_THERE)
    why = " ".join(request.POST.get("why", "").split())[:300]
    shown: dict[str, Any] = {"resident": row, "why": why, "read": False, "trouble": ""}
    if request.method == "POST":
        try:
            shown |= {"rows": disclosures_of(by.staff, row.pk, at=by.now, why=why), "read": True}
        except NotYours as error:
            shown["trouble"] = str(error)
    return render(request, "desk/people/disclosures.html", shown, status=422 if shown["trouble"] else 200)
