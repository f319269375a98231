"""Whoever a contact names and is not on file is put there, so that entries hold ids and no names."""

import re
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from putright.people.changing import OtherLandlord, add, change
from putright.people.finding import homes_of, one
from putright.people.models import Home, Landlord, Representative, Residency, Resident, Staff
from putright.people.roles import Speaker
from putright.records.contacts_models import Contact

__all__ = ["key_of", "on_file", "postcode_in"]

_POSTCODE = re.compile(r"[,\s]*\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\s*$", re.IGNORECASE)
_WHY = "A contact named them."
_Row = TypeVar("_Row")


def key_of(text: str) -> UUID | None:
    """The id a text is; None where it is words."""
    try:
        return UUID(text)
    except ValueError:
        return None


def postcode_in(address: str) -> tuple[str, str]:
    """An address without the postcode at its end, and the postcode; "" where there is none."""
    found = _POSTCODE.search(address)
    if found is None:
        return address.strip(), ""
    return address[: found.start()].strip(" ,\n"), f"{found[1]} {found[2]}".upper()


def on_file(row: Contact, by: Staff, at: datetime) -> None:
    """Put the home, the resident and who speaks for them on file, and their ids on the row. In the caller's transaction.

    Raises OtherLandlord where an id is nobody's here, and what `putright.people.changing` raises.
    """
    landlord: Landlord = by.landlord
    home = _home(row, landlord, by, at)
    resident = _resident(row, landlord, by, at)
    if resident is not None and home is not None and not homes_of(landlord, resident.pk, row.arrived_on):
        # Somebody who lives elsewhere may ring about this home: only who has no home on file is put into it.
        add(Residency(landlord=landlord, resident=resident, home=home), by=by, at=at, why=_WHY)
    _representative(row, landlord, by, at)


def _home(row: Contact, landlord: Landlord, by: Staff, at: datetime) -> Home | None:
    if not row.home:
        return None
    if key := key_of(row.home):
        return _there(one(Home, landlord, key), "home")
    address, postcode = postcode_in(row.home)
    made = add(Home(landlord=landlord, address=address, postcode=postcode), by=by, at=at, why=_WHY)
    row.home = str(made.pk)
    return made


def _resident(row: Contact, landlord: Landlord, by: Staff, at: datetime) -> Resident | None:
    if not row.person:
        return None
    if key := key_of(row.person):
        return _told_anew(row, _there(one(Resident, landlord, key), "resident"), by, at)
    # How to reach whoever rang is the representative's to say, where somebody speaks for them.
    reach = {} if row.representative else {"telephone": row.telephone, "email": row.email}
    made = add(Resident(landlord=landlord, name=row.person, prefers=row.prefers, **reach), by=by, at=at, why=_WHY)
    row.person = str(made.pk)
    return made


def _told_anew(row: Contact, resident: Resident, by: Staff, at: datetime) -> Resident:
    """What they told about reaching them, where it was not on file or is another wish. A number there is stays."""
    new: dict[str, object] = {}
    if row.prefers and row.prefers != resident.prefers:
        new["prefers"] = row.prefers
    if not row.representative:
        if row.telephone and not resident.telephone:
            new["telephone"] = row.telephone
        if row.email and not resident.email:
            new["email"] = row.email
    return change(resident, by=by, at=at, why="They said so when they were in touch.", **new) if new else resident


def _representative(row: Contact, landlord: Landlord, by: Staff, at: datetime) -> None:
    if not row.representative:
        return
    if key := key_of(row.representative):
        _there(one(Representative, landlord, key), "representative")
        return
    reach = row.representative_reach.strip()
    at_mail = reach if "@" in reach and " " not in reach else ""
    made = Representative(
        landlord=landlord,
        name=row.representative,
        kind=row.representative_kind or Speaker.OTHER,
        email=at_mail,
        telephone="" if at_mail else reach[:40],
    )
    row.representative = str(add(made, by=by, at=at, why=_WHY).pk)


def _there(found: _Row | None, what: str) -> _Row:
    if found is None:
        raise OtherLandlord(f"There is no such {what}.")
    return found
