"""What was erased since a backup was made is erased again when the backup comes back: those words must not return."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from putright.actions.carrying_out import LONDON
from putright.actions.erasing import no_traces
from putright.actions.erasures_listed import FIELDS, FORMAT
from putright.actions.listed_again import list_again
from putright.complaint import events as e
from putright.people.models import Landlord
from putright.people.row_security import across, theirs
from putright.records import retention, store
from putright.records.contacts_models import Contact
from putright.records.filing import release
from putright.records.models import Summary, new_id
from putright.records.requests_models import RequestSummary
from putright.records.retention_models import Disposal

__all__ = ["Again", "ErasuresError", "erase_again"]

_NOT_THERE = "The list of erasures cannot be read ({why}): nothing was erased again."


class ErasuresError(Exception):
    """A list of erasures is not one. One sentence."""


@dataclass(frozen=True, slots=True)
class Again:
    """One complaint whose words had come back, and are gone again."""

    reference: str
    words: int
    documents: int


def erase_again(lists: Iterable[Path], at: datetime) -> Iterator[Again]:
    """Erase in this record what these lists say was erased, where it is still there.

    It was decided then, by somebody who is named, so nothing is weighed again: neither a hold nor a time. Each complaint
    in a transaction of its own; what is interrupted is gone on with by the same lists. Raises ErasuresError.
    """
    across()
    for told in [line for path in lists for line in _lines(path)]:
        with no_traces():
            done = _one(told, at)
        if done is not None:
            yield done


def _contact(told: dict[str, Any], landlord: UUID, contact: UUID, decided_at: datetime, at: datetime) -> Again | None:
    """A contact that became nothing, whose words had come back."""
    row = Contact.objects.select_for_update().filter(landlord=landlord, pk=contact, erased_at=None).first()
    if row is None:
        return None
    words = sum(1 for name in Contact.PERSONAL if getattr(row, name))
    Contact.objects.filter(landlord=landlord, pk=contact).update(**dict.fromkeys(Contact.PERSONAL, ""), erased_at=at)
    Disposal.objects.create(
        landlord=landlord, complaint=contact, number=0, due_on=told["due_on"], decided_at=decided_at, words=words, documents=0,
        **{name: told[name] for name in FIELDS},
    )  # fmt: skip
    return Again(told["reference"], words, 0)


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        first, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, ValueError) as error:
        raise ErasuresError(_NOT_THERE.format(why=str(error))) from None
    if first != {"format": FORMAT}:
        raise ErasuresError(_NOT_THERE.format(why=f"{path} is none"))
    return lines


def _one(told: dict[str, Any], at: datetime) -> Again | None:
    landlord, complaint = UUID(told["landlord"]), UUID(told["complaint"])
    decided_at, basis = datetime.fromisoformat(told["decided_at"]), e.ErasureBasis(told["basis"])
    with theirs(landlord):
        held = (
            Summary.objects.select_for_update().filter(landlord=landlord, complaint=complaint).first()
            or RequestSummary.objects.select_for_update().filter(landlord=landlord, request=complaint).first()
        )
        known = Disposal.objects.filter(
            landlord=landlord, complaint=complaint, basis=basis.value, decided_at=decided_at
        )
        if known.exists():
            return None
        if held is None:
            return _contact(told, landlord, complaint, decided_at, at)
        rows = store.rows(landlord, complaint)
        entries = tuple(number for number in told["entries"] if number <= len(rows))
        if told["entries"] and not entries:  # they were written after the backup, and are not here
            return None
        # "All there were" is said by number here, because entries may have been added since this record came back.
        entries = entries or tuple(range(1, min(told["number"], len(rows) + 1)))
        documents = len(retention.documents_of(landlord, complaint, entries))
        fact = e.WordsErased(decided_at.astimezone(LONDON).date(), basis, entries, told["rule"], documents)
        written = store.append(landlord, complaint, rows, [fact], at=at, by=told["decided_by"], key=new_id())
        wiped = retention.erase_words(landlord, complaint, entries, written.last_number, at)
        list_again(Landlord.objects.get(pk=landlord), complaint, at)
        Disposal.objects.create(
            landlord=landlord,
            complaint=complaint,
            number=written.last_number,
            due_on=told["due_on"],
            decided_at=decided_at,
            words=wiped.words,
            documents=documents,
            **{name: told[name] for name in FIELDS},
        )
        transaction.on_commit(lambda: release(wiped.documents))
    return Again(told["reference"], wiped.words, documents)
