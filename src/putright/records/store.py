"""Reading and appending streams. The only module that writes entries."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from putright.complaint import events as e
from putright.complaint.history import Entry as Told
from putright.records import chain
from putright.records.models import Content, Entry, Request, Summary, new_id
from putright.records.sealing import Kept, seal, unseal

__all__ = [
    "Appended",
    "Sheaf",
    "TakenNumber",
    "append",
    "complaints_of",
    "envelope",
    "landlords",
    "one_moment",
    "read",
    "read_all",
    "rows",
    "sheaves",
]


_KEPT = (Entry, Content, Request, Summary)
_Row = TypeVar("_Row", Entry, Content, Request, Summary)


class TakenNumber(Exception):  # noqa: N818  it is an answer, not a fault
    """Somebody else appended to the stream first."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What was written: the last number and digest of the stream, and the entries as the core reads them."""

    last_number: int
    last_digest: str
    entries: tuple[Told, ...]
    words: int
    """How many texts were kept beside them."""


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
    reference: str = "",
    asked: str = "",
) -> Appended:
    """Append events after the stored entries, and the request they came by.

    `reference` is what people call a new complaint; it stands on its first entry. Raises TakenNumber where another
    request was quicker, and nothing may be kept of the transaction then.
    """
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
            reference=reference if number == 1 else "",
        )
        entry.digest = previous = chain.digest_of(previous, envelope(entry), entry.body)
        entries.append(entry)
        contents += [_content(landlord, complaint, number, words) for words in kept]
        told.append(Told(number, happening, at, by))
    request = Request(
        key=key,
        landlord=landlord,
        complaint=complaint,
        first_number=entries[0].number,
        last_number=number,
        last_digest=previous,
        asked=asked,
    )
    try:
        Entry.objects.bulk_create(entries)
        Request.objects.bulk_create([request])
    except IntegrityError as error:
        raise TakenNumber from error
    Content.objects.bulk_create(contents)
    return Appended(number, previous, tuple(told), len(contents))


def envelope(entry: Entry) -> dict[str, str | int]:
    """What of an entry its digest covers, beside the body."""
    return {
        "id": str(entry.id),
        "landlord": str(entry.landlord),
        "complaint": str(entry.complaint),
        "number": entry.number,
        "type": entry.type,
        "version": entry.version,
        "recorded_at": chain.moment(entry.recorded_at),
        "recorded_by": entry.recorded_by,
        "on_behalf_of": entry.on_behalf_of,
        "key": str(entry.key),
        "reference": entry.reference,
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
    body: dict[str, object] = json.loads(row.body)
    return body


@dataclass(slots=True)
class Sheaf:
    """Everything the record holds of one complaint, as stored; any part may be missing where somebody has been at it."""

    landlord: UUID
    complaint: UUID
    entries: list[Entry] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    summary: Summary | None = None

    @property
    def words(self) -> dict[str, str]:
        """The words that are still kept, by the id that entries refer to."""
        return {str(each.id): each.text for each in self.contents if each.erased_at is None}


def landlords() -> list[UUID]:
    """Every landlord the record holds anything of, found by jumping along the indexes."""
    found: set[UUID] = set()
    for model in _KEPT:
        last: UUID | None = None
        while True:
            after = model.objects.all() if last is None else model.objects.filter(landlord__gt=last)
            last = after.order_by("landlord").values_list("landlord", flat=True).first()
            if last is None:
                break
            found.add(last)
    return sorted(found)


def sheaves(landlord: UUID, size: int = 4000) -> Iterator[list[Sheaf]]:
    """Everything of a landlord in batches of whole complaints: four queries each, however many complaints there are.

    Each batch is seen at one moment, so that somebody who writes meanwhile is neither held up nor half seen. Pages and
    not a cursor, because a pooler may stand between us and PostgreSQL.
    """
    last: UUID | None = None
    while True:
        with one_moment():
            batch, last = _batch(landlord, last, size)
        yield batch
        if last is None:
            return


def _batch(landlord: UUID, after: UUID | None, size: int) -> tuple[list[Sheaf], UUID | None]:
    """The complaints behind one; and the last of them, None where there are no more."""
    entries, last = _page(landlord, after, size)
    found: dict[UUID, Sheaf] = {}

    def of(row: Any) -> Sheaf:  # noqa: ANN401  a row of any of the tables
        return found.setdefault(row.complaint, Sheaf(landlord, row.complaint))

    for entry in entries:
        of(entry).entries.append(entry)
    for content in _between(Content, landlord, after, last).order_by("number"):
        of(content).contents.append(content)
    for request in _between(Request, landlord, after, last).order_by("first_number"):
        of(request).requests.append(request)
    for summary in _between(Summary, landlord, after, last):
        of(summary).summary = summary
    return [found[complaint] for complaint in sorted(found)], last


def _page(landlord: UUID, after: UUID | None, size: int) -> tuple[list[Entry], UUID | None]:
    """Entries of whole complaints: the one at the cut is left for the next page, unless it is longer than a page."""
    while True:
        page = list(_between(Entry, landlord, after, None).order_by("complaint", "number")[:size])
        if len(page) < size:
            return page, None
        whole = [row for row in page if row.complaint != page[-1].complaint]
        if whole:
            return whole, whole[-1].complaint
        size *= 2


def _between(model: type[_Row], landlord: UUID, after: UUID | None, last: UUID | None) -> models.QuerySet[_Row]:
    chosen = model.objects.filter(landlord=landlord)
    if after is not None:
        chosen = chosen.filter(complaint__gt=after)
    return chosen if last is None else chosen.filter(complaint__lte=last)


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is the database at one moment, and nobody has to wait for it."""
    if connection.in_atomic_block:  # the caller has chosen
        yield
        return
    if connection.vendor == "sqlite":
        sqlite: Any = connection
        mode = sqlite.transaction_mode
        sqlite.transaction_mode = "DEFERRED"  # IMMEDIATE would keep every writer waiting
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = mode
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
