"""What the ordinary tables hold on a person: a resident, or somebody who speaks for one. For a request for all of it.

The landlord's own words about them are theirs to have. What names somebody else is marked, for a person to look at: who
speaks for them, whom they live near, what was put on file as evidence. Reading what they told about their health is noted.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from putright.actions.carrying_out import LONDON
from putright.actions.naming import names_behind, with_names
from putright.complaint.authors import Author
from putright.people.disclosing import disclosures_of
from putright.people.finding import changes_of, looks_at, one
from putright.people.looking import visible
from putright.people.models import (
    Adjustment,
    Authority,
    GroupMember,
    Landlord,
    Representative,
    Residency,
    Resident,
    Restriction,
    Staff,
)
from putright.records.contacts_models import Contact
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary
from putright.workdays import in_words

__all__ = ["lines", "marked", "people_of"]

_CONTACT_ASIDE = ("key", "asked", "source", "stream", "person", "home", "because", "erased_at")
"""Of what came in: what says nothing about them, or is told in words beside it."""
_WHY = "to answer a request for everything held on the person"
_ASIDE = frozenset({"id", "landlord", "sought_as", "resident", "representative", "home", "group", "lead"})
"""Fields that say nothing about the person, or are told in words beside the row."""
_LOOKED_AT = {
    "restriction": frozenset({"reason", "evidence", "equality"}),
    "authority": frozenset({"representative", "resident"}),
    "resident_group_member": frozenset({"group"}),
    "resident": frozenset({"needs"}),
}
"""Fields by table that may tell of somebody else."""


def people_of(landlord: Landlord, person: str, by: Staff, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Rows by table, each with its facts and the words to be looked at; nothing where the person is in no table."""
    try:
        key = UUID(person)
    except ValueError:  # an old file's name for somebody, which no table knows
        return {}
    resident, speaker = one(Resident, landlord, key), one(Representative, landlord, key)
    if resident is not None:
        found = _of_resident(landlord, resident, by, at)
    elif speaker is not None:
        found = _of_representative(landlord, speaker)
    else:
        return {}
    found["contact"] = _contacts(landlord, person, by, at)
    found["people_change"] = [
        {"at": line.at.isoformat(), "did": line.did, "values": line.values, "why": line.why}
        for line in changes_of(landlord, "resident" if resident else "representative", key)
    ]
    return {table: rows for table, rows in found.items() if rows}


def _of_resident(landlord: Landlord, resident: Resident, by: Staff, at: datetime) -> dict[str, list[dict[str, Any]]]:
    mine = {"landlord": landlord, "resident": resident}
    told = disclosures_of(by, resident.pk, at=at, why=_WHY)
    names = {str(each.pk): each.name for each in Staff.objects.filter(landlord=landlord)}
    return {
        "resident": [_row(resident)],
        "residency": _rows(Residency.objects.filter(**mine).select_related("home"), home=lambda row: row.home.address),
        "authority": _rows(
            Authority.objects.filter(**mine).select_related("representative"),
            representative=lambda row: _speaker(row.representative),
        ),
        "resident_group_member": _rows(
            GroupMember.objects.filter(**mine).select_related("group"), group=lambda row: row.group.name
        ),
        "adjustment": _rows(Adjustment.objects.filter(**mine)),
        "disclosure": _rows(told),
        "restriction": _rows(Restriction.objects.filter(**mine)),
        "look": [
            {"at": look.at.isoformat(), "by": names.get(look.staff, look.staff), "at_what": look.what, "why": look.why}
            for look in looks_at(landlord, resident.pk)
        ],
    }


def _of_representative(landlord: Landlord, speaker: Representative) -> dict[str, list[dict[str, Any]]]:
    mine = {"landlord": landlord, "representative": speaker}
    return {
        "representative": [_row(speaker)],
        "authority": _rows(
            Authority.objects.filter(**mine).select_related("resident"), resident=lambda row: row.resident.name
        ),
        "restriction": _rows(Restriction.objects.filter(**mine)),
    }


def _contacts(landlord: Landlord, person: str, by: Staff, at: datetime) -> list[dict[str, Any]]:
    """What came in from them, or for them. What became a complaint or request is told there, to those who see it."""
    mine = Contact.objects.filter(Q(person=person) | Q(representative=person), landlord=landlord.pk)
    today = at.astimezone(LONDON).date()
    seen = visible(Summary.objects.all(), by, today).values("complaint")
    requests = RequestSummary.objects.filter(landlord=landlord.pk).values("request")
    rows = mine.filter(Q(stream=None) | Q(stream__in=seen) | Q(stream__in=requests))
    return [
        _contact(landlord, row, number, person)
        for number, row in enumerate(rows.order_by("recorded_at", "id"), start=1)
    ]


def _contact(landlord: Landlord, row: Contact, number: int, person: str) -> dict[str, Any]:
    """Their own words are theirs; what somebody said for them, or who that was, is looked at first."""
    beside = {"representative": with_names(row.representative, names_behind(landlord, {row.representative}))}
    said = _row(row, number, beside if row.representative else {})
    theirs = row.representative != person if row.representative else False
    looked = {"representative", "representative_reach", "spoken_to"} | (
        {"words", "wanted", "since", "needs"} if theirs else set()
    )
    words = [
        {
            "field": name,
            "text": said[name],
            "author": Author.SOMEBODY_ELSE.value,
            "look": True,
            "mark": f"people/contact/{number}/{name}",
        }
        for name in sorted(looked & set(said))
    ]
    kept = {name: value for name, value in said.items() if name not in looked and name not in _CONTACT_ASIDE}
    return {**kept, "words": words}


def _speaker(speaker: Representative) -> str:
    return ", ".join(filter(None, (speaker.name, speaker.organisation, speaker.email, speaker.telephone)))


def _rows(rows: Iterable[models.Model], **beside: Any) -> list[dict[str, Any]]:  # noqa: ANN401  functions of a row
    return [
        _row(row, number, {name: told(row) for name, told in beside.items()})
        for number, row in enumerate(sorted(rows, key=lambda row: str(row.pk)), start=1)
    ]


def _row(row: models.Model, number: int = 1, beside: Mapping[str, Any] | None = None) -> dict[str, Any]:
    table = row._meta.db_table  # noqa: SLF001  Django's documented name
    fields = [each for each in row._meta.concrete_fields if each.name not in _ASIDE]  # noqa: SLF001  the same
    said = {each.name: _plain(each.value_from_object(row)) for each in fields} | dict(beside or {})
    looked = {name for name in _LOOKED_AT.get(table, ()) if said.get(name)}
    words = [
        {
            "field": name,
            "text": said[name],
            "author": Author.SOMEBODY_ELSE.value,
            "look": True,
            "mark": f"people/{table}/{number}/{name}",
        }
        for name in sorted(looked)
    ]
    return {
        **{name: value for name, value in said.items() if value not in ("", None) and name not in looked},
        "words": words,
    }


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def marked(people: Mapping[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The words that a person has to look at."""
    for rows in people.values():
        for row in rows:
            yield from row.get("words", ())


_NAMES = {
    "resident": "About them", "representative": "About them", "residency": "Where they live or lived",
    "authority": "Who may speak for whom", "resident_group_member": "Complaining as a group", "adjustment": "Adjustments",
    "disclosure": "What they told about disability and health", "restriction": "Limits on contact",
    "contact": "What came in from them", "look": "Who looked at what they told", "people_change": "What was changed, and when",
}  # fmt: skip


def lines(people: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """The same to be read."""
    for table, rows in people.items():
        yield _NAMES[table]
        for row in rows:
            said = {name: value for name, value in row.items() if name != "words"}
            said |= {each["field"]: each["text"] for each in row.get("words", ())}
            told = "; ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in said.items())
            yield f"- {told}."
        yield ""


def _said(value: object) -> str:
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case dict():
            return ", ".join(name.replace("_", " ") for name in value)
        case str():
            try:
                return in_words(date.fromisoformat(value[:10]))
            except ValueError:
                return value
        case _:
            return str(value)
