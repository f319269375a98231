"""What somebody sees of the complaints: in pages, lists, counts and search alike; and a note of who looked.

The rows filtered here are other rooms' (this one lies below them): any table with a landlord, a complaint and, for
summaries, `confidential_to`. Filters are put into the query itself, so that a count never counts what is not shown.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

from putright.complaint import events as e
from putright.complaint.history import Entry
from putright.complaint.state import Complaint
from putright.people.models import Look, Staff
from putright.people.permissions import SEES, may

__all__ = ["authorised", "looked", "open_one", "visible", "visible_through"]

_M = TypeVar("_M", bound=models.Model)


def visible(summaries: QuerySet[_M], staff: Staff, today: date) -> QuerySet[_M]:
    """Those of the summary rows that somebody sees today; to be put before every list, count, sum and search.

    Published measures are not made from this: they count every complaint of the landlord and show no row.
    """
    if not staff.roles_on(today) & SEES:
        return summaries.none()
    named = Q(confidential_to="") | Q(confidential_to__contains=f",{staff.id},")
    return summaries.filter(named, landlord=staff.landlord_id)


def visible_through(rows: QuerySet[_M], summaries: QuerySet[Any], staff: Staff, today: date) -> QuerySet[_M]:
    """The same for rows that only name their complaint: stages, promises, documents, words found by a search."""
    seen = visible(summaries, staff, today).values("complaint")
    return rows.filter(landlord=staff.landlord_id, complaint__in=seen)


def open_one(
    summaries: QuerySet[_M], complaint: UUID, staff: Staff, today: date, *, at: datetime, why: str
) -> _M | None:
    """One complaint's summary row for somebody; None where there is none for them, whatever the reason.

    Where it is confidential, the look is noted, also when nothing was shown.
    """
    there = summaries.filter(landlord=staff.landlord_id, complaint=complaint)
    row = visible(there, staff, today).first()
    if there.exclude(confidential_to="").exists():
        looked(staff, complaint, at, why, seen=row is not None)
    return row


def looked(staff: Staff, subject: UUID, at: datetime, why: str, *, what: str = "complaint", seen: bool = True) -> Look:
    """Note that somebody looked at a confidential complaint, or at a resident's disclosures."""
    return Look.objects.create(
        landlord_id=staff.landlord_id, staff=str(staff.id), what=what, subject=subject, why=why, seen=seen, at=at
    )


def authorised(
    staff: Staff,
    landlord: UUID,
    facts: Sequence[e.Event],
    complaint: Complaint,
    entries: Sequence[Entry],
    today: date,
) -> str:
    """Why somebody may not record these facts today, in one sentence; "" when they may.

    The table of `permissions`, with the roles and teams that count on the day, and the landlord.
    """
    return may(
        staff.roles_on(today),
        str(staff.id),
        facts,
        complaint,
        teams=staff.teams_on(today),
        entries=entries,
        own=staff.landlord_id == landlord,
    )
