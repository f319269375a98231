"""The one way in which the ordinary tables change: checked, within one landlord, and with a line of history.

No signal and no `save()` does this behind anybody's back: who calls these functions leaves a trace, and tests see that
nobody in the program goes round them.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models, transaction

from putright.people.models import (
    Adjustment,
    Authority,
    Building,
    Change,
    Contractor,
    Disclosure,
    Group,
    GroupMember,
    HeldAs,
    Home,
    Landlord,
    LandlordLogo,
    LandlordSize,
    NamedRole,
    Representative,
    Residency,
    Resident,
    Restriction,
    RoleHeld,
    Staff,
    SurveyTemplate,
    Team,
    TeamMember,
    Training,
)
from putright.people.permissions import KEEPS

__all__ = ["KEPT_AS", "NotYours", "OtherLandlord", "add", "add_many", "change", "forget", "record_change"]

KEPT_AS: dict[type[models.Model], str] = {
    Landlord: "settings", LandlordLogo: "settings", LandlordSize: "settings",
    Staff: "staff", RoleHeld: "staff", Team: "staff", TeamMember: "staff", Contractor: "staff",
    Building: "homes", Home: "homes", HeldAs: "homes",
    Resident: "residents", Residency: "residents", Representative: "residents", Authority: "residents",
    Group: "residents", GroupMember: "residents",
    Adjustment: "adjustments", Disclosure: "disclosures", Restriction: "restrictions",
    NamedRole: "posts", Training: "training", SurveyTemplate: "surveys",
}  # fmt: skip
"""Which part of the permission table each of these tables is in. The history itself is in none: nobody changes it."""

_LONDON = ZoneInfo("Europe/London")
_M = TypeVar("_M", bound=models.Model)


class NotYours(Exception):  # noqa: N818  a no, not an error of the program
    """The person may not change this. The message says who may."""


class OtherLandlord(ValueError):  # noqa: N818  the same
    """A row would have referred to another landlord's. The message is the same as for a row that is not there."""


def add(row: _M, *, by: Staff | str, at: datetime, why: str = "") -> _M:
    """Store a new row with its line of history. `by` is a person, or the name of a part of the program.

    Raises NotYours, OtherLandlord or Django's ValidationError.
    """
    _allowed(row, by, at)
    row.full_clean()
    _one_landlord(row)
    with transaction.atomic():
        row.save(force_insert=True)
        record_change(row, "added", _said(row, dict.fromkeys(_fields(row)), _values(row)), by=by, at=at, why=why)
    return row


def add_many(rows: Sequence[_M], *, by: Staff | str, at: datetime, why: str = "") -> None:
    """Store many rows of one table, all or none; what is unique is checked by the database.

    Raises as `add` does, and Django's IntegrityError where two are the same.
    """
    for row in rows:
        _allowed(row, by, at)
        row.clean_fields()
        row.clean()
        _one_landlord(row)
    with transaction.atomic():
        type(rows[0])._default_manager.bulk_create(rows, batch_size=500)  # noqa: SLF001  Django's documented name
        Change.objects.bulk_create(
            [
                _line(row, "added", _said(row, dict.fromkeys(_fields(row)), _values(row)), by=by, at=at, why=why)
                for row in rows
            ],
            batch_size=500,
        )


def change(row: _M, *, by: Staff | str, at: datetime, why: str = "", **values: object) -> _M:
    """Give a row new values, with a line of history that holds the old ones, and return it as it now is.

    The row is read again under a lock, so that two people changing different fields do not undo each other.
    Raises NotYours, OtherLandlord or Django's ValidationError.
    """
    _allowed(row, by, at)
    with transaction.atomic():
        fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)  # noqa: SLF001  Django's documented name
        _allowed(fresh, by, at)
        before = _values(fresh)
        for name, value in values.items():
            if name in {"landlord", "landlord_id", "id"}:
                raise OtherLandlord("A row stays with its landlord: make a new one there.")
            setattr(fresh, name, value)
        fresh.full_clean()
        _one_landlord(fresh)
        said = _said(fresh, before, _values(fresh))
        if said:
            fresh.save()
            record_change(fresh, "changed", said, by=by, at=at, why=why)
    return fresh


def forget(landlord: Landlord, table: str, row: UUID, *, by: Staff | str, at: datetime, why: str) -> int:
    """Blank what the history holds of a row, when the person it is about is erased. How many lines were blanked."""
    with transaction.atomic():
        lines = Change.objects.filter(landlord=landlord, table=table, row=row)
        number = lines.update(values={}, why="")
        Change.objects.create(landlord=landlord, table=table, row=row, did="forgotten", why=why, at=at, by=_name(by))
    return number


def record_change(
    row: models.Model, did: str, values: dict[str, list[Any]], *, by: Staff | str, at: datetime, why: str = ""
) -> Change:
    """One line of history, for functions that change rows in a way of their own."""
    line = _line(row, did, values, by=by, at=at, why=why)
    line.save(force_insert=True)
    return line


def _line(
    row: models.Model, did: str, values: dict[str, list[Any]], *, by: Staff | str, at: datetime, why: str
) -> Change:
    return Change(
        landlord_id=_owner(row),
        table=row._meta.db_table,  # noqa: SLF001  Django's documented name
        row=row.pk,
        did=did,
        values=values,
        why=why,
        at=at,
        by=_name(by),
    )


def _allowed(row: models.Model, by: Staff | str, at: datetime) -> None:
    if isinstance(by, str):
        return
    if by.landlord_id != _owner(row):
        raise OtherLandlord("There is no such row, or it is not yours.")
    part = KEPT_AS[type(row)]
    if not any(part in KEEPS[role] for role in by.roles_on(at.astimezone(_LONDON).date())):
        who = sorted(role.replace("_", " ") for role, parts in KEEPS.items() if part in parts)
        raise NotYours(f"That is not yours to change: it takes a {' or '.join(who)}.")


def _owner(row: models.Model) -> UUID:
    owner: UUID = row.pk if isinstance(row, Landlord) else row.landlord_id  # type: ignore[attr-defined]
    return owner


def _one_landlord(row: models.Model) -> None:
    """No row refers to a row of another landlord: the database would let it, and a page would show it."""
    for field in row._meta.concrete_fields:  # noqa: SLF001  Django's documented name
        if isinstance(field, models.ForeignKey) and field.related_model is not Landlord:
            other = getattr(row, field.name)
            if other is not None and _owner(other) != _owner(row):
                raise OtherLandlord(f"There is no such {field.name.replace('_', ' ')}.")


def _fields(row: models.Model) -> list[str]:
    own = ("id", "landlord", "sought_as")
    return [field.name for field in row._meta.concrete_fields if field.name not in own]  # noqa: SLF001  the same


def _values(row: models.Model) -> dict[str, Any]:
    return {
        field.name: _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields  # noqa: SLF001  the same
        if field.name in _fields(row)
    }


def _said(row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """Field to [before, after] where they differ; only the name of the field where its words are not for everybody."""
    unsaid: frozenset[str] = getattr(row, "UNSAID", frozenset())
    return {
        name: [] if name in unsaid else [before[name], value]
        for name, value in after.items()
        if before[name] != value and not (before[name] is None and value == "")
    }


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case _:
            return value


def _name(by: Staff | str) -> str:
    return by if isinstance(by, str) else str(by.id)
