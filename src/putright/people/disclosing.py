"""Reading and writing what residents told about disability and health. Special category data: every reading is noted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from putright.people.changing import NotYours
from putright.people.looking import looked
from putright.people.models import Disclosure, Staff
from putright.people.permissions import READS

__all__ = ["disclosure_register", "disclosures_of", "means_for"]

_LONDON = ZoneInfo("Europe/London")


def disclosures_of(staff: Staff, resident: UUID, *, at: datetime, why: str) -> list[Disclosure]:
    """What a resident told about disability, for somebody who says why they read it. The reading is noted.

    Raises NotYours where the role does not read it, or where no reason is given.
    """
    _may_read(staff, at.astimezone(_LONDON).date())
    _says_why(why)
    looked(staff, resident, at, why, what="disclosures")
    return list(
        Disclosure.objects.filter(landlord=staff.landlord_id, resident=resident, withdrawn_on=None).order_by("told_on")
    )


def means_for(staff: Staff, resident: UUID, today: date) -> list[str]:
    """What it means for dealing with a resident, without what it comes from: what most work needs. Raises NotYours."""
    _may_read(staff, today)
    rows = Disclosure.objects.filter(landlord=staff.landlord_id, resident=resident, withdrawn_on=None)
    return [each for each in rows.order_by("told_on").values_list("means", flat=True) if each]


def _may_read(staff: Staff, today: date) -> None:
    if not any("disclosures" in READS[role] for role in staff.roles_on(today)):
        raise NotYours("What residents tell about their health is read only by those who handle complaints.")


def disclosure_register(staff: Staff, *, at: datetime, why: str) -> list[dict[str, Any]]:
    """Everything disclosed to the landlord, one row each, for the person who keeps the register. Every reading is noted.

    Raises NotYours as `disclosures_of` does.
    """
    _may_read(staff, at.astimezone(_LONDON).date())
    _says_why(why)
    rows = Disclosure.objects.filter(landlord=staff.landlord_id).select_related("resident").order_by("told_on", "id")
    found = list(rows)
    for resident in {each.resident_id for each in found}:
        looked(staff, resident, at, why, what="disclosures")
    return [
        {
            "provision": "5.10",
            "whom": each.resident.name,
            "told_on": each.told_on,
            "what": each.what,
            "means": each.means,
            "review_on": each.review_on,
            "reviewed_on": each.reviewed_on,
            "withdrawn_on": each.withdrawn_on,
        }
        for each in found
    ]


def _says_why(why: str) -> None:
    if not why.strip():
        raise NotYours("Say why you need to read this: the reason is kept with your name.")
