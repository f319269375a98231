"""Who is who in a letter: the landlord's own paper, the people behind the ids of the record, and where a letter reaches them."""

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from putright.actions.naming import ids_in, names_behind
from putright.blocks import Image, Layout, Letterhead
from putright.complaint.codec import write_event
from putright.complaint.history import Entry
from putright.complaint.state import Complaint
from putright.letters import LandlordFacts, Person
from putright.people.finding import homes_of, of
from putright.people.models import Home, Landlord, LandlordLogo, Representative, Resident, Staff

__all__ = ["landlord_facts", "layout_wanted", "people_in", "uuid_of"]

_LARGE, _LARGER, _EASY = "large print", "24", "easy read"


def landlord_facts(landlord: Landlord) -> LandlordFacts:
    """The landlord's paper from its settings: name, address, ways to reach it, logo and colour."""
    lines = tuple(line.strip() for line in landlord.address.splitlines() if line.strip())
    telephone = ", ".join(each for each in (landlord.telephone, landlord.telephone_hours) if each)
    head = Letterhead(
        landlord.name,
        lines,
        tuple(each for each in (landlord.telephone, landlord.email, _bare(landlord.website)) if each),
        logo=_logo(landlord),
        logo_alt=landlord.name,
        colour=landlord.accent,
    )
    return LandlordFacts(
        landlord.name,
        head,
        telephone,
        landlord.email,
        _bare(landlord.website),
        ", ".join((landlord.name, *lines)) if lines else "",
    )


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _logo(landlord: Landlord) -> Image | None:
    if not landlord.logo:
        return None
    found = of(LandlordLogo, landlord).filter(digest=landlord.logo).first()
    return Image(bytes(found.image), found.kind) if found is not None else None


def people_in(
    landlord: Landlord, entries: Sequence[Entry], complaint: Complaint, on: date, *more: str
) -> dict[str, Person]:
    """Everybody the entries name by an id, and `more`, as a letter names them, with their address on a day."""
    ids = ids_in((*(json.dumps(write_event(entry.event)) for entry in entries), *more))
    found = {key: Person(name) for key, name in names_behind(landlord, ids).items()}
    keys = [UUID(each) for each in found]
    for staff in of(Staff, landlord).filter(pk__in=keys):
        found[str(staff.pk)] = Person(staff.name, role=_role(staff), email=staff.email)
    for resident in of(Resident, landlord).filter(pk__in=keys):
        found[str(resident.pk)] = _resident(landlord, resident, complaint, on)
    for speaker in of(Representative, landlord).filter(pk__in=keys):
        found[str(speaker.pk)] = _speaker(speaker)
    return found


_ROLES = {
    "complaints_officer": "Complaints officer",
    "stage_2_reviewer": "Stage 2 reviewer",
    "manager": "Complaints manager",
}
"""The roles that say something to a resident, the most telling first."""


def _role(staff: Staff) -> str:
    held = {role.value for role in staff.has_roles}
    return next((said for role, said in _ROLES.items() if role in held), "")


def _speaker(speaker: Representative) -> Person:
    organisation = (speaker.organisation,) if speaker.organisation else ()
    return Person(speaker.name, address=(*organisation, *_lines(speaker.address)), email=speaker.email)


def _resident(landlord: Landlord, resident: Resident, complaint: Complaint, on: date) -> Person:
    return Person(
        resident.name,
        resident.addressed_as,
        _lines(resident.write_to) or _home(landlord, resident, complaint, on),
        resident.language,
        layout_wanted(resident.formats, complaint),
        email=resident.email,
    )


def _home(landlord: Landlord, resident: Resident, complaint: Complaint, on: date) -> tuple[str, ...]:
    """The home the complaint is about where it is theirs, else the first they hold."""
    named = uuid_of(complaint.received.home) if complaint.received else None
    homes = homes_of(landlord, resident.pk, on)
    chosen = next((each for each in homes if each.pk == named), homes[0] if homes else None)
    if chosen is None and named is not None:
        chosen = of(Home, landlord).filter(pk=named).first()
    return (*_lines(chosen.address), *((chosen.postcode,) if chosen.postcode else ())) if chosen else ()


def layout_wanted(formats: str, complaint: Complaint) -> str:
    """The layout that a resident chose, or that was agreed with them on this complaint; "" for the standard one.

    Easy read by agreement is another text, made with the person: only who chose it as their format gets the easy layout.
    """
    asked = " ".join(formats.lower().replace("-", " ").split())
    agreed = " ".join(f"{each.name} {each.adjustment}" for each in complaint.adjustments).lower().replace("-", " ")
    for words in (asked, agreed):
        if _LARGE in words:
            return (Layout.LARGE_24 if _LARGER in words else Layout.LARGE_18).value
        if _EASY in words and words is asked:
            return Layout.EASY.value
    return ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def uuid_of(text: str) -> UUID | None:
    """A text as an id; None where it is words."""
    try:
        return UUID(text)
    except ValueError:
        return None
