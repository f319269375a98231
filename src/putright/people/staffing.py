"""People who join, change roles and leave; the first administrator; passwords that are used once."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from putright.people.changing import NotYours, OtherLandlord, add, change, record_change
from putright.people.models import Landlord, RoleHeld, Staff
from putright.people.permissions import KEEPS
from putright.people.roles import Role

__all__ = [
    "create_first_administrator",
    "end_role",
    "engage",
    "give_role",
    "leave",
    "make_one_time_password",
    "opens_with",
    "set_own_password",
    "settle_roles",
]

_LONDON = ZoneInfo("Europe/London")
_LASTS = timedelta(hours=24)
"""How long a password that was made for somebody can be used."""


def engage(
    landlord: Landlord,
    *,
    email: str,
    name: str,
    roles: list[Role],
    started_on: date | None,
    by: Staff | str,
    at: datetime,
) -> Staff:
    """Somebody begins to work for a landlord. They cannot sign in until a password is made for them."""
    _may_staff(by, landlord, at)
    with transaction.atomic():
        person = Staff.objects.create_staff(landlord, email, name, roles, started_on=started_on)
        person.full_clean(exclude=["password"])
        values: dict[str, list[Any]] = {
            "email": [None, person.email],
            "name": [None, name],
            "roles": [None, person.roles],
        }
        record_change(person, "added", values, by=by, at=at)
    return person


def give_role(
    person: Staff,
    role: Role,
    *,
    from_on: date,
    by: Staff | str,
    at: datetime,
    until_on: date | None = None,
    why: str = "",
) -> RoleHeld:
    """Somebody is given a role from a day on, until a day where it is cover.

    Nobody gives themselves a role: an administrator who could, could read every complaint with nobody knowing.
    """
    if isinstance(by, Staff) and by.pk == person.pk:
        raise NotYours("Nobody gives themselves a role: ask another administrator.")
    held = RoleHeld(landlord_id=person.landlord_id, staff=person, role=role.value, from_on=from_on, until_on=until_on)
    with transaction.atomic():
        add(held, by=by, at=at, why=why)
        _restate(person, _day(at))
    return held


def end_role(person: Staff, role: Role, *, last_on: date, by: Staff | str, at: datetime, why: str = "") -> None:
    """A role ends after a day."""
    with transaction.atomic():
        for held in RoleHeld.objects.filter(landlord=person.landlord_id, staff=person, role=role.value):
            if held.until_on is None or held.until_on > last_on:
                change(held, by=by, at=at, why=why, until_on=last_on)
        _restate(person, _day(at))


def leave(person: Staff, *, left_on: date, by: Staff | str, at: datetime) -> Staff:
    """Somebody leaves: from that day they can do nothing. What they did stays theirs."""
    return change(person, by=by, at=at, left_on=left_on)


def settle_roles(landlord: Landlord, today: date) -> int:
    """Bring the names of roles beside each person up to date, once a day. How many changed.

    Only lists read those names. What is allowed is asked of the dates (`Staff.roles_on`), so nothing waits for this.
    """
    return sum(_restate(person, today) for person in Staff.objects.filter(landlord=landlord))


def _restate(person: Staff, day: date) -> bool:
    held = RoleHeld.objects.filter(landlord=person.landlord_id, staff=person)
    now = ",".join(sorted({each.role for each in held if each.held_on(day)}))
    if now == person.roles:
        return False
    person.roles = now
    person.save(update_fields=["roles"])
    return True


def create_first_administrator(landlord: Landlord, *, email: str, name: str, at: datetime) -> tuple[Staff, str]:
    """The first administrator of a landlord, and a password to be used once. It is shown once and kept nowhere.

    Raises NotYours where the landlord has an administrator: that person makes the next one.
    """
    with transaction.atomic():
        Landlord.objects.select_for_update().get(pk=landlord.pk)
        if RoleHeld.objects.filter(landlord=landlord, role=Role.ADMINISTRATOR.value).exists():
            raise NotYours(f"{landlord.name} has an administrator: they make the next one.")
        person = engage(
            landlord, email=email, name=name, roles=[Role.ADMINISTRATOR], started_on=None, by="first run", at=at
        )
        return person, make_one_time_password(person, by="first run", at=at)


def make_one_time_password(person: Staff, *, by: Staff | str, at: datetime) -> str:
    """A new password for somebody, to be used once within a day for choosing their own."""
    if isinstance(by, Staff) and by.landlord_id == person.landlord_id and by.pk == person.pk:
        raise NotYours("Change your own password on your own page.")
    landlord = Landlord.objects.get(pk=person.landlord_id)
    _may_staff(by, landlord, at)
    password = "-".join(secrets.token_hex(3) for _ in range(4))
    with transaction.atomic():
        person.set_password(password)
        person.one_time_until = at + _LASTS
        person.save(update_fields=["password", "one_time_until"])
        record_change(person, "changed", {"password": []}, by=by, at=at, why="a password to be used once")
    return password


def opens_with(person: Staff, password: str, at: datetime, today: date) -> bool:
    """Whether a password opens the door for somebody at a moment: they work here, and one made for them is not too old."""
    right = person.check_password(password)  # first, so that the answer takes as long whatever it is
    if person.left_on is not None and person.left_on <= today:
        return False
    if person.one_time_until is not None and at > person.one_time_until:
        return False
    return right


def set_own_password(person: Staff, password: str, at: datetime) -> None:
    """Somebody chooses their own password. Raises Django's ValidationError where it is too easily guessed."""
    validate_password(password, person)
    with transaction.atomic():
        person.set_password(password)
        person.one_time_until = None
        person.save(update_fields=["password", "one_time_until"])
        record_change(person, "changed", {"password": []}, by=person, at=at)


def _may_staff(by: Staff | str, landlord: Landlord, at: datetime) -> None:
    if isinstance(by, str):
        return
    if by.landlord_id != landlord.pk:
        raise OtherLandlord("There is no such landlord, or it is not yours.")
    if not any("staff" in KEEPS[role] for role in by.roles_on(_day(at))):
        raise NotYours("That is not yours to change: it takes an administrator.")


def _day(at: datetime) -> date:
    return at.astimezone(_LONDON).date()
