"""Changing how the door is kept: whoever keeps the landlord's settings may, and each change leaves a line of history."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from putright.people.changing import NotYours, OtherLandlord, record_change
from putright.people.models import Landlord, Staff
from putright.people.permissions import KEEPS
from putright.sign_in.factors import rules_of
from putright.sign_in.models import DoorRules, Identity, SingleSignOn
from putright.sign_in.sealing import sealed

__all__ = ["set_directory", "set_rules"]

_LONDON = ZoneInfo("Europe/London")


def set_rules(landlord: Landlord, given: dict[str, Any], *, by: Staff | str, at: datetime) -> DoorRules:
    """Set the second step and the lengths of sessions. Raises NotYours, OtherLandlord or Django's ValidationError."""
    _allowed(landlord, by, at)
    with transaction.atomic():
        row = rules_of(landlord)
        said = _set(row, given)
        row.full_clean(validate_unique=False)
        row.save()
        if said:
            record_change(landlord, "changed", said, by=by, at=at, why="how the door is kept")
    return row


def set_directory(landlord: Landlord, given: dict[str, Any], *, by: Staff | str, at: datetime) -> SingleSignOn:
    """Set the landlord's own directory. An empty secret leaves the one there is; another issuer forgets who is who in the old.

    Raises as `set_rules` does. The history says that the secret changed and never what it is.
    """
    _allowed(landlord, by, at)
    values = {**given}
    secret = values.pop("secret", "")
    with transaction.atomic():
        row = SingleSignOn.objects.filter(landlord=landlord).first() or SingleSignOn(landlord=landlord)
        said = _set(row, values)
        if secret:
            row.sealed_secret = sealed(secret)
            said["secret"] = []
        row.full_clean(validate_unique=False)
        row.save()
        if "issuer" in said:
            Identity.objects.filter(landlord=landlord).exclude(issuer=row.issuer).delete()
        if said:
            record_change(landlord, "changed", said, by=by, at=at, why="single sign-on")
    return row


def _set(row: DoorRules | SingleSignOn, given: dict[str, Any]) -> dict[str, list[Any]]:
    said = {name: [getattr(row, name), value] for name, value in given.items() if getattr(row, name) != value}
    for name, value in given.items():
        setattr(row, name, value)
    return said


def _allowed(landlord: Landlord, by: Staff | str, at: datetime) -> None:
    if isinstance(by, str):
        return
    if by.landlord_id != landlord.pk:
        raise OtherLandlord("There is no such landlord, or it is not yours.")
    if not any("settings" in KEEPS[role] for role in by.roles_on(at.astimezone(_LONDON).date())):
        raise NotYours("That is not yours to change: it takes an administrator.")
