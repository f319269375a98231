"""Reading and appending streams. The only module that writes entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from putright.complaint import events as e
from putright.complaint.history import Entry as Told
from putright.records import chain
from putright.records.models import Content, Entry, new_id
from putright.records.sealing import Kept, seal, unseal

__all__ = ["Appended", "TakenNumber", "append", "envelope", "read", "read_all", "rows"]


class TakenNumber(Exception):  # noqa: N818  it is an answer, not a fault
    """Somebody else appended to the stream first."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What was written: the last number and digest of the stream, and the entries as the core reads them."""

    last_number: int
    last_digest: str
    entries: tuple[Told, ...]


def rows(landlord: UUID, complaint: UUID) -> list[Entry]:
    """The stored entries of one complaint, in order."""
    return list(Entry.objects.filter(landlord=landlord, complaint=complaint).order_by("number"))


def read(landlord: UUID, complaint: UUID) -> list[Told]:
    """The entries of one complaint with their words put in again; empty where there is no such complaint."""
    return as_told(rows(landlord, complaint), words_of(landlord, complaint))


def words_of(landlord: UUID, complaint: UUID) -> dict[str, str]:
    """The words that are still kept, by the id that entries refer to; erased ones are absent."""
    kept = Content.objects.filter(landlord=landlord, complaint=complaint, erased_at=None)
    return {str(key): text for key, text in kept.values_list("id", "text")}


def as_told(stored: Sequence[Entry], words: dict[str, str]) -> list[Told]:
    """Stored entries as the core reads them."""
    return [Told(row.number, unseal(row.type, _body(row), words), row.recorded_at, row.recorded_by) for row in stored]


def read_all(landlord: UUID) -> Iterable[tuple[UUID, list[Told]]]:
    """Every complaint of a landlord with its entries, one at a time."""
    for complaint in complaints_of(landlord):
        yield complaint, read(landlord, complaint)


def complaints_of(landlord: UUID) -> list[UUID]:
    """Every complaint of a landlord that has entries."""
    first = Entry.objects.filter(landlord=landlord, number=1).order_by("complaint")
    return list(first.values_list("complaint", flat=True))


def append(  # noqa: PLR0913  an entry is made of this many facts
    landlord: UUID,
    complaint: UUID,
    stored: Sequence[Entry],
    happened: Sequence[e.Event],
    *,
    at: datetime,
    by: str,
    key: UUID,
    on_behalf_of: str = "",
) -> Appended:
    """Append events after the stored entries. Raises TakenNumber where another request was quicker."""
    number = stored[-1].number if stored else 0
    previous = stored[-1].digest if stored else chain.START
    entries, contents, told = [], [], []
    for happening in happened:
        number += 1
        name, version, body, kept = seal(happening)
        entry = Entry(
            id=new_id(),
            landlord=landlord,
            complaint=complaint,
            number=number,
            type=name,
            version=version,
            body=chain.canonical(body),
            recorded_at=at,
            recorded_by=by,
            on_behalf_of=on_behalf_of,
            key=key,
        )
        entry.digest = previous = chain.digest_of(previous, envelope(entry), entry.body)
        entries.append(entry)
        contents += [_content(landlord, complaint, number, words) for words in kept]
        told.append(Told(number, happening, at, by))
    try:
        Entry.objects.bulk_create(entries)
    except IntegrityError:
        raise TakenNumber from None
    Content.objects.bulk_create(contents)
    return Appended(number, previous, tuple(told))


def envelope(entry: Entry) -> dict[str, str | int]:
    """What of an entry its digest covers, beside the body."""
    return {
        "landlord": str(entry.landlord),
        "complaint": str(entry.complaint),
        "number": entry.number,
        "type": entry.type,
        "version": entry.version,
        "recorded_at": chain.moment(entry.recorded_at),
        "recorded_by": entry.recorded_by,
        "on_behalf_of": entry.on_behalf_of,
        "key": str(entry.key),
    }


def _content(landlord: UUID, complaint: UUID, number: int, words: Kept) -> Content:
    return Content(
        id=words.id,
        landlord=landlord,
        complaint=complaint,
        number=number,
        field=words.field,
        text=words.text,
        salt=words.salt,
    )


def _body(row: Entry) -> dict[str, object]:
    import json

    body: dict[str, object] = json.loads(row.body)
    return body
