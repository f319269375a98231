"""Every question that is put to the tables of people. Each begins with the landlord, so that none can forget it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

from putright.complaint.events.vocabulary import Tenure
from putright.people.buildings import stands_as
from putright.people.models import (
    Authority,
    Change,
    Group,
    GroupMember,
    HeldAs,
    Home,
    Landlord,
    Look,
    NamedRole,
    Residency,
    Resident,
    RoleHeld,
    Staff,
)
from putright.people.names import folded
from putright.people.roles import Post, Reach, Role

__all__ = [
    "AtReceipt",
    "Disclosable",
    "at_receipt",
    "bound_by",
    "changes_of",
    "find_homes",
    "find_residents",
    "holding",
    "homes_of",
    "living_at",
    "looks_at",
    "may_disclose",
    "named_for",
    "of",
    "one",
    "staff_on",
]

_M = TypeVar("_M", bound=models.Model)


def of(model: type[_M], landlord: Landlord) -> QuerySet[_M]:
    """All rows of a table that are a landlord's."""
    return model._default_manager.filter(landlord=landlord)  # noqa: SLF001  Django's documented name


def one(model: type[_M], landlord: Landlord, key: UUID) -> _M | None:
    """One row by its id; None where there is none, or it is another landlord's."""
    return of(model, landlord).filter(pk=key).first()


def find_homes(landlord: Landlord, words: str) -> QuerySet[Home]:
    """Homes whose address, postcode or reference holds every one of the words."""
    return _holding_words(of(Home, landlord), words)


def find_residents(landlord: Landlord, words: str) -> QuerySet[Resident]:
    """Residents whose name, reference or e-mail holds every one of the words, with or without accents."""
    return _holding_words(of(Resident, landlord), words)


_LONGEST, _MOST_WORDS = 200, 12
"""As much of what is typed as is looked for: no name or address is longer, and an engine has its limits."""


def _holding_words(rows: QuerySet[_M], words: str) -> QuerySet[_M]:
    wanted = folded(words[:_LONGEST]).split()
    if not wanted:
        return rows.none()
    for word in wanted[:_MOST_WORDS]:
        rows = rows.filter(sought_as__contains=word)
    return rows


def living_at(landlord: Landlord, home: UUID, on: date) -> list[Resident]:
    """Who lived in a home on a day."""
    rows = of(Residency, landlord).filter(_during(on), home=home).select_related("resident")
    return sorted((each.resident for each in rows), key=lambda resident: resident.sorted_by)


def homes_of(landlord: Landlord, resident: UUID, on: date) -> list[Home]:
    """Where a resident lived on a day; more than one where they hold more than one."""
    rows = of(Residency, landlord).filter(_during(on), resident=resident).select_related("home")
    return [each.home for each in rows.order_by("home__postcode", "home__address")]


def _during(on: date) -> Q:
    return (Q(from_on=None) | Q(from_on__lte=on)) & (Q(until_on=None) | Q(until_on__gte=on))


@dataclass(frozen=True, slots=True)
class AtReceipt:
    """What of a home is fixed in a complaint on the day it is received, for the measures of all later years."""

    tenure: Tenure
    stock: str
    higher_risk_building: bool | None
    doubt: str = ""


def at_receipt(landlord: Landlord, home: UUID, on: date) -> AtReceipt | None:
    """How a home was held on a day, and whether it is in a higher-risk building; None where there is no such home."""
    found = of(Home, landlord).filter(pk=home).select_related("building").first()
    if found is None:
        return None
    held = list(of(HeldAs, landlord).filter(Q(from_on=None) | Q(from_on__lte=on), home=found))
    last = max(held, key=lambda each: each.from_on or date.min, default=None)
    standing = stands_as(found.building, on) if found.building is not None else None
    return AtReceipt(
        Tenure(last.tenure) if last else Tenure.NOT_KNOWN,
        last.stock if last else "",
        standing.higher_risk if standing else None,
        standing.doubt if standing else "",
    )


@dataclass(frozen=True, slots=True)
class Disclosable:
    """Whether a representative may be told about a resident, and in one sentence why."""

    told: bool
    why: str
    only: str = ""
    """The matters it is limited to, in the resident's words; empty for no limit."""


def may_disclose(
    landlord: Landlord, representative: UUID, resident: UUID, on: date, *, complaint: UUID | None = None
) -> Disclosable:
    """Whether a representative may be told about a resident on a day, for one complaint or in general.

    This is the only thing that waits for authority. Taking the complaint, logging and working on it do not.
    """
    rows = list(of(Authority, landlord).filter(representative=representative, resident=resident))
    standing = [each for each in rows if each.stands_on(on)]
    for each in standing:
        if each.reach == Reach.EVERYTHING:
            return Disclosable(told=True, why="The resident gave authority for everything.")
    if complaint is not None and any(each.complaint == complaint for each in standing):
        return Disclosable(told=True, why="The resident gave authority for this complaint.")
    named = [each.matters for each in standing if each.reach == Reach.NAMED_MATTERS]
    if named:
        return Disclosable(told=True, why="The resident gave authority for the matters named.", only="; ".join(named))
    if any(each.revoked_on is not None and each.revoked_on <= on for each in rows):
        why = "The resident took the authority back."
    elif any(each.until_on is not None and each.until_on < on for each in rows):
        why = "The authority has run out: ask the resident for a new one."
    elif standing:
        why = "The authority is for another complaint: ask the resident."
    else:
        why = "The resident's authority has not arrived."
    return Disclosable(told=False, why=f"{why} The complaint goes on; only the resident's details are held back.")


def bound_by(landlord: Landlord, group: UUID, on: date) -> list[Resident]:
    """Those for whom one decision stands on a day: the lead, and the members who had signed and had not left."""
    found = one(Group, landlord, group)
    if found is None:
        return []
    rows = of(GroupMember, landlord).filter(group=found, signed_on__lte=on).select_related("resident")
    signed = [each.resident for each in rows if each.left_on is None or each.left_on > on]
    return [found.lead, *(each for each in signed if each.pk != found.lead_id)]


def staff_on(landlord: Landlord, on: date) -> QuerySet[Staff]:
    """Everybody who works for a landlord on a day."""
    started = Q(started_on=None) | Q(started_on__lte=on)
    return of(Staff, landlord).filter(started, Q(left_on=None) | Q(left_on__gt=on)).order_by("name", "id")


def holding(landlord: Landlord, roles: Iterable[Role], on: date) -> list[Staff]:
    """Everybody who holds one of the roles on a day."""
    wanted = [role.value for role in roles]
    held = of(RoleHeld, landlord).filter(_during(on), role__in=wanted).values("staff")
    return list(staff_on(landlord, on).filter(pk__in=held))


def named_for(landlord: Landlord, post: Post, on: date) -> list[NamedRole]:
    """Who is named for a post on a day."""
    return [each for each in of(NamedRole, landlord).filter(post=post).order_by("from_on") if each.held_on(on)]


def changes_of(landlord: Landlord, table: str, row: UUID) -> list[Change]:
    """The history of one row, oldest first."""
    return list(of(Change, landlord).filter(table=table, row=row).order_by("at", "id"))


def looks_at(landlord: Landlord, subject: UUID) -> list[Look]:
    """Who looked at a complaint, or at a resident's disclosures, oldest first."""
    return list(of(Look, landlord).filter(subject=subject).order_by("at", "id"))
