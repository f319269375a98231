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
from putright.complaint.codec import StreamKind, kind_of
from putright.complaint.history import Entry as Told
from putright.people.row_security import across, only
from putright.records import chain, plain
from putright.records.models import Content, Entry, Request, Summary, new_id
from putright.records.requests_models import RequestSummary
from putright.records.sealing import Kept, seal, unseal

__all__ = [
    "Appended",
    "Line",
    "Sheaf",
    "TakenNumber",
    "append",
    "envelope",
    "held",
    "landlords",
    "lines",
    "one_moment",
    "read",
    "read_all",
    "rows",
    "sheaves",
]


_KEPT = (Entry, Content, Request, Summary, RequestSummary)
_Row = TypeVar("_Row", Entry, Content, Request, Summary, RequestSummary)


class TakenNumber(Exception):  # noqa: N818  it is an answer, not a fault
    """Somebody else appended to the stream first."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What was written: the last number and digest of the stream, and the entries as the core reads them."""

    last_number: int
    last_digest: str
    entries: tuple[Told, ...]
    words: tuple[Content, ...]
    """The texts that were kept beside them."""


@dataclass(frozen=True, slots=True)
class Line:
    """What of a stored entry is read to know what happened, and to go on after it."""

    number: int
    type: str
    body: str
    recorded_at: datetime
    recorded_by: str
    reference: str
    digest: str


_LOCK = "SELECT 1 FROM summary WHERE landlord = %s AND complaint = %s"
_LINES = (
    "SELECT number, type, body, recorded_at, recorded_by, reference, digest FROM entry"
    " WHERE landlord = %s AND complaint = %s ORDER BY number"
)
_WORDS = "SELECT id, text FROM content WHERE landlord = %s AND complaint = %s AND erased_at IS NULL"


def held(landlord: UUID, complaint: UUID) -> bool:
    """Whether there is such a complaint; if so its row is locked until the transaction ends."""
    locked = " FOR UPDATE" if connection.features.has_select_for_update else ""
    return bool(plain.asked(_LOCK + locked, landlord, complaint))


def lines(landlord: UUID, complaint: UUID) -> list[Line]:
    """The stored entries of one complaint, in order, as much as telling needs."""
    found = plain.asked(_LINES, landlord, complaint)
    return [
        Line(number, name, body, plain.moment(at), by, reference, digest)
        for number, name, body, at, by, reference, digest in found
    ]


def rows(landlord: UUID, complaint: UUID) -> list[Entry]:
    """The stored entries of one complaint, in order."""
    return list(Entry.objects.filter(landlord=landlord, complaint=complaint).order_by("number"))


def read(landlord: UUID, complaint: UUID) -> list[Told]:
    """The entries of one complaint with their words put in again; empty where there is no such complaint."""
    return as_told(lines(landlord, complaint), words_of(landlord, complaint))


def words_of(landlord: UUID, complaint: UUID) -> dict[str, str]:
    """The words that are still kept, by the id that entries refer to; erased ones are absent."""
    found = plain.asked(_WORDS, landlord, complaint)
    return {str(key if isinstance(key, UUID) else UUID(key)): text for key, text in found}


def as_told(stored: Sequence[Entry | Line], words: dict[str, str]) -> list[Told]:
    """The stored entries of one stream, from its first, as the core reads them. Raises EventError."""
    kind = kind_of(stored[0].type) if stored else StreamKind.COMPLAINT
    return [
        Told(row.number, unseal(row.type, _body(row), words, kind), row.recorded_at, row.recorded_by) for row in stored
    ]


def read_all(landlord: UUID, kind: StreamKind = StreamKind.COMPLAINT) -> Iterable[tuple[UUID, list[Told]]]:
    """Every complaint of a landlord with its entries, or every service request: some thousands of entries at a time."""
    for batch in sheaves(landlord):
        for sheaf in batch:
            if sheaf.entries and sheaf.kind is kind:
                yield sheaf.complaint, as_told(sheaf.entries, sheaf.words)


def append(  # noqa: PLR0913  an entry is made of this many facts
    landlord: UUID,
    complaint: UUID,
    stored: Sequence[Entry | Line],
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
        with plain.together():
            plain.insert(entries)
            plain.insert([request])
            plain.insert(contents)
    except IntegrityError as error:
        raise TakenNumber from error
    return Appended(number, previous, tuple(told), tuple(contents))


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


def _body(row: Entry | Line) -> dict[str, object]:
    body: dict[str, object] = json.loads(row.body)
    return body


@dataclass(slots=True)
class Sheaf:
    """Everything the record holds of one stream, as stored; any part may be missing where somebody has been at it."""

    landlord: UUID
    complaint: UUID
    entries: list[Entry] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    summary: Summary | None = None
    request_summary: RequestSummary | None = None

    @property
    def kind(self) -> StreamKind:
        """Complaint or service request, by the first entry."""
        return kind_of(self.entries[0].type) if self.entries else StreamKind.COMPLAINT

    @property
    def listed(self) -> Summary | RequestSummary | None:
        """Its row in the list of its kind; where it has no entries, in whichever list there is one."""
        if not self.entries:
            return self.summary or self.request_summary
        return self.summary if self.kind is StreamKind.COMPLAINT else self.request_summary

    @property
    def words(self) -> dict[str, str]:
        """The words that are still kept, by the id that entries refer to."""
        return {str(each.id): each.text for each in self.contents if each.erased_at is None}


def landlords() -> list[UUID]:
    """Every landlord the record holds anything of, found by jumping along the indexes. Raises HeldApart."""
    across()
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
    """Everything of a landlord in batches of whole complaints and requests: five queries each, however many complaints there are.

    Each batch is seen at one moment, so that somebody who writes meanwhile is neither held up nor half seen. Pages and
    not a cursor, because a pooler may stand between us and PostgreSQL.
    """
    last: UUID | None = None
    while True:
        with one_moment(), only(landlord):
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
    for row in _between(RequestSummary, landlord, after, last):
        found.setdefault(row.request, Sheaf(landlord, row.request)).request_summary = row
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
    stream = "request" if model is RequestSummary else "complaint"
    chosen = model.objects.filter(landlord=landlord)
    if after is not None:
        chosen = chosen.filter(**{f"{stream}__gt": after})
    return chosen if last is None else chosen.filter(**{f"{stream}__lte": last})


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
