"""The names behind the ids that entries hold, for whoever shows them. One question to each table, however many ids.

An id is replaced where it stands in a sentence, so that `narrate` and everything else that speaks stays free of tables.
"""

import re
from collections.abc import Iterable
from uuid import UUID

from putright.people.models import Contractor, Group, Home, Landlord, Representative, Resident, Staff, Team

__all__ = ["ids_in", "names_behind", "with_names"]

_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_NAMED = (
    (Staff, "name"),
    (Resident, "name"),
    (Home, "address"),
    (Team, "name"),
    (Representative, "name"),
    (Contractor, "name"),
    (Group, "name"),
)
"""Where ids may lead, the likeliest first: once all are known, no further table is asked."""


def ids_in(texts: Iterable[str]) -> set[str]:
    """Every id that stands in some texts."""
    return {found for text in texts for found in _ID.findall(text)}


def names_behind(landlord: Landlord, ids: Iterable[str]) -> dict[str, str]:
    """The names of a landlord's people, teams and homes by id. What is not the landlord's, or no id, is left out."""
    keys = [UUID(each) for each in set(ids) if _ID.fullmatch(each)]
    if not keys:
        return {}
    found: dict[str, str] = {}
    for model, name in _NAMED:
        rows = model._default_manager.filter(landlord=landlord, pk__in=keys)  # noqa: SLF001  Django's documented name
        found |= {str(key): ", ".join(said.splitlines()) for key, said in rows.values_list("pk", name)}
        keys = [key for key in keys if str(key) not in found]
        if not keys:
            break
    return found


def with_names(text: str, names: dict[str, str]) -> str:
    """A sentence with names in the place of ids; an id nobody knows is said to be somebody no longer on file."""
    return _ID.sub(lambda found: names.get(found[0], "somebody not on file"), text)
