"""Complaints findable by the names of the people linked to them, who stand in the tables of people and not in entries."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from putright.complaint import events as e
from putright.people.models import Landlord, Representative, Resident
from putright.people.row_security import theirs
from putright.records import search
from putright.records.folding import folded
from putright.records.search_models import SearchRow

__all__ = ["index_people", "names_again"]


def index_people(landlord: UUID, stream: UUID, happened: Iterable[e.Event]) -> None:
    """Make a complaint findable by the people these events link to it. In the transaction that records them."""
    linked = {each for happening in happened for each in _linked(happening)}
    for person, name in _names(landlord, linked).items():
        search.index_person(landlord, stream, person, name)


def names_again(landlord: Landlord, at: datetime) -> int:
    """Put the names people have now in the place of those they had, and take away those who are not on file. How many."""
    del at
    with theirs(landlord.pk):
        rows = list(
            SearchRow.objects.filter(landlord=landlord.pk, kind="person").values_list("complaint", "source", "words")
        )
        names = _names(landlord.pk, {source for _, source, _ in rows})
        changed = 0
        for stream, source, words in rows:
            if folded(names.get(source, "")) != words:
                search.index_person(landlord.pk, stream, source, names.get(source, ""))
                changed += 1
        return changed


def _linked(happening: object) -> list[str]:
    happening = getattr(happening, "replacement", happening)
    found = [getattr(happening, name, "") for name in ("representative", "lead", "member")]
    if isinstance(happening, e.ComplaintReceived):  # elsewhere a person is one of the staff
        found.append(happening.person)
    found += getattr(happening, "members", ())
    return [each for each in found if isinstance(each, str)]


def _names(landlord: UUID, people: Iterable[str]) -> dict[str, str]:
    keys = [UUID(each) for each in people if _is_id(each)]
    if not keys:
        return {}
    found: dict[str, str] = {}
    for model in (Resident, Representative):
        rows = model._default_manager.filter(landlord=landlord, pk__in=keys)  # noqa: SLF001  Django's documented name
        found |= {str(key): name for key, name in rows.values_list("pk", "name")}
    return found


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
