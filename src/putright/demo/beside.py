"""Rows of the ordinary tables that belong to complaints: adjustments, authorities, groups, restrictions; and disclosures."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from putright.demo.bulk import Written
from putright.demo.homes import BY
from putright.demo.stories import Story
from putright.people.changing import add
from putright.people.models import (
    Adjustment,
    Authority,
    Disclosure,
    Group,
    GroupMember,
    Landlord,
    Restriction,
)
from putright.people.roles import Limit, Reach

__all__ = ["keep_beside"]

_TOLD = (
    ("Severe asthma.", "Tell before dusty work begins; no solvents."),
    ("Hearing loss in both ears.", "Write, or a video call with captions; do not ring."),
    ("Uses a wheelchair.", "Visits on the ground floor, or the office."),
    ("Early dementia; her daughter helps.", "Short letters, one thing in each, a copy to the daughter."),
    ("Anxiety; unannounced visits make it worse.", "A text the day before, with a name."),
)


def keep_beside(landlord: Landlord, written: Written, today: date, at: datetime) -> int:
    """Put in the rows that a complaint's story left. How many."""
    story = written.decided.story
    with transaction.atomic():
        for table, values in story.beside:
            if table not in _TABLES:  # a service request, which is a stream of its own
                continue
            _TABLES[table](landlord, story, written.complaint, dict(values), at)
            if table == "adjustment":
                _disclosure(landlord, story, values, today, at)
    return len(story.beside)


def _adjustment(landlord: Landlord, story: Story, complaint: UUID, values: dict[str, Any], at: datetime) -> None:
    add(
        Adjustment(landlord=landlord, resident_id=UUID(story.place.resident.id), complaint=complaint, **values),
        by=BY,
        at=at,
    )


def _disclosure(landlord: Landlord, story: Story, values: Mapping[str, Any], today: date, at: datetime) -> None:
    what, means = _TOLD[sum(map(ord, story.place.resident.name)) % len(_TOLD)]
    told = values["agreed_on"]
    review = told + timedelta(days=365)
    seen = told + timedelta(days=350) if review < today - timedelta(days=60) else None
    row = Disclosure(
        landlord=landlord, resident_id=UUID(story.place.resident.id), told_on=told, what=what, means=means,
        held_because="Told to us so that we make adjustments", review_on=review + timedelta(days=365 if seen else 0),
        reviewed_on=seen,
    )  # fmt: skip
    add(row, by=BY, at=at)


def _authority(landlord: Landlord, story: Story, complaint: UUID, values: dict[str, Any], at: datetime) -> None:
    values["representative_id"] = UUID(values.pop("representative"))
    row = Authority(
        landlord=landlord, resident_id=UUID(story.place.resident.id), complaint=complaint,
        reach=Reach.ONE_COMPLAINT.value, channel="email", **values,
    )  # fmt: skip
    add(row, by=BY, at=at)


def _group(landlord: Landlord, story: Story, complaint: UUID, values: dict[str, Any], at: datetime) -> None:
    members, signed = values.pop("members"), values.pop("signed_on")
    group = add(
        Group(landlord=landlord, lead_id=UUID(story.place.resident.id), complaint=complaint, **values), by=BY, at=at
    )
    for each in members:
        add(GroupMember(landlord=landlord, group=group, resident_id=UUID(each), signed_on=signed), by=BY, at=at)


def _restriction(landlord: Landlord, story: Story, complaint: UUID, values: dict[str, Any], at: datetime) -> None:
    del complaint  # a restriction is on a person, and never on a complaint
    row = Restriction(
        landlord=landlord, resident_id=UUID(story.place.resident.id), limit=Limit.IN_WRITING_ONLY.value,
        terms="Letters and e-mail; emergencies by telephone at any time.", equality_considered_on=values["from_on"],
        equality="Nothing suggests a disability; he was asked, and offered help to write.",
        told_of_appeal_on=values["from_on"], **values,
    )  # fmt: skip
    add(row, by=BY, at=at)


_TABLES: dict[str, Callable[[Landlord, Story, UUID, dict[str, Any], datetime], None]] = {
    "adjustment": _adjustment,
    "authority": _authority,
    "group": _group,
    "restriction": _restriction,
}
