"""The choices that forms of commands offer: people of the landlord, channels, stages, points. Asked once for each form."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from putright.complaint.events.vocabulary import Channel
from putright.desk.opened import Opened
from putright.people.finding import one
from putright.people.models import Landlord, Resident, Staff, Team
from putright.people.permissions import SEES
from putright.people.roles import Role

__all__ = [
    "CHANNELS",
    "NOT_SAID",
    "YES_NO",
    "everybody",
    "handlers",
    "letter_parts",
    "open_stages",
    "people",
    "resident_of",
    "teams",
    "words_of",
    "yes",
]

_HANDLES = frozenset({Role.HANDLER, Role.COMPLAINTS_OFFICER, Role.STAGE_2_REVIEWER, Role.MANAGER})
Choices = list[tuple[str, str]]
YES_NO: Choices = [("yes", "Yes"), ("no", "No")]
NOT_SAID = ("", "Not known")


def yes(answer: str) -> bool | None:
    """What a yes or no that was chosen comes to; None where neither was."""
    return {"yes": True, "no": False}.get(answer)


def words_of(values: Iterable[Any], *, without: Iterable[Any] = ()) -> Choices:
    """The members of an enumeration as choices: their names as words."""
    left = set(without)
    return [(each.value, _said(str(each.value))) for each in values if each not in left]


def _said(value: str) -> str:
    words = value.replace("_", " ")
    return {"email": "E-mail"}.get(value, words[:1].upper() + words[1:])


CHANNELS: Choices = words_of(Channel, without=[Channel.NOT_KNOWN])


def people(opened: Opened, roles: frozenset[Role] = _HANDLES) -> Choices:
    """Who works for the landlord today in one of the roles; of a confidential complaint only who is named in it."""
    rows = Staff.objects.filter(landlord=opened.who.landlord, left_on=None).order_by("name")
    named = opened.complaint.confidential.visible_to if opened.complaint.confidential else None
    return [
        (str(each.pk), each.name)
        for each in rows
        if each.has_roles & roles and (named is None or str(each.pk) in named)
    ]


def handlers(landlord: Landlord) -> Choices:
    """Everybody who works for a landlord now and may handle complaints, by name."""
    rows = Staff.objects.filter(landlord=landlord, left_on=None).order_by("name")
    return [(str(each.pk), each.name) for each in rows if each.has_roles & _HANDLES]


def everybody(opened: Opened) -> Choices:
    """Everybody who may see complaints."""
    return people(opened, SEES)


def teams(opened: Opened) -> Choices:
    """The teams that can be asked, by name."""
    rows = Team.objects.filter(landlord=opened.who.landlord, ended_on=None).order_by("name")
    return [(str(each.pk), each.name) for each in rows]


def open_stages(opened: Opened) -> Choices:
    """The stages it has reached, the present one first."""
    return [(str(each), f"Stage {each}") for each in sorted(opened.complaint.stages, reverse=True)]


def letter_parts(opened: Opened, kind: str) -> Choices:
    """What a kind of letter has to hold under the edition that governs, each with its provision."""
    letter = opened.assessment.rulebook.letter(kind)
    return [(each.name, f"{each.summary} ({each.provision})") for each in (letter.parts if letter else ())]


def resident_of(opened: Opened) -> Resident | None:
    """Who complained, where they are on file; None where the record only has a name, or none."""
    received = opened.complaint.received
    try:
        key = UUID(received.person) if received is not None else None
    except ValueError:
        return None
    return one(Resident, opened.who.landlord, key) if key else None
