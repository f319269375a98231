"""Is the record as it was written?

Every entry against its digest, every digest against the one before, the words against their digests, the lists against
the entries, and all of it against a checkpoint kept elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from putright.complaint.codec import EventError
from putright.records import chain
from putright.records.models import Content, Entry, Request, Summary
from putright.records.sealing import references, unseal
from putright.records.store import envelope

__all__ = ["Fault", "check_signature", "checkpoint", "verify"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written."""

    landlord: UUID
    complaint: UUID
    number: int
    """The entry it was found at; 0 where it concerns the whole complaint."""
    what: str


def verify(landlord: UUID | None = None) -> Iterator[Fault]:
    """Every fault there is, in the order of the record. None means that nothing was changed behind the system's back.

    The deletion of a whole complaint with everything about it shows only against a checkpoint (`check_signature`).
    """
    entries = Entry.objects.order_by("landlord", "complaint", "number")
    if landlord is not None:
        entries = entries.filter(landlord=landlord)
    seen: set[UUID] = set()
    for (owner, complaint), stream in groupby(entries.iterator(2000), key=lambda row: (row.landlord, row.complaint)):
        seen.add(complaint)
        yield from _stream(owner, complaint, list(stream))
    summaries = Summary.objects.all() if landlord is None else Summary.objects.filter(landlord=landlord)
    for row in summaries.iterator(2000):
        if row.complaint not in seen:
            yield Fault(row.landlord, row.complaint, 0, f"every entry of {row.reference} is gone")
    yield from _lost_words(landlord, seen)


def _stream(landlord: UUID, complaint: UUID, rows: list[Entry]) -> Iterator[Fault]:
    previous = chain.START
    contents = {str(each.id): each for each in Content.objects.filter(complaint=complaint)}
    used: set[str] = set()
    for position, row in enumerate(rows, start=1):
        if row.number != position:
            yield Fault(landlord, complaint, row.number, f"entry {position} is missing or out of its place")
            break
        if chain.digest_of(previous, envelope(row), row.body) != row.digest:
            yield Fault(landlord, complaint, row.number, "the entry is not what was written, or not in its place")
            break
        previous = row.digest
        body = json.loads(row.body)
        for key, digest in references(body):
            used.add(key)
            yield from _words(landlord, complaint, row, contents.get(key), key, digest)
        yield from _readable(landlord, complaint, row, body)
    else:
        yield from _ends(landlord, complaint, rows[-1])
    for key, content in contents.items():
        if key not in used and content.number <= len(rows):
            yield Fault(
                landlord, complaint, content.number, f"words are kept ({content.field}) that no entry refers to"
            )


def _words(
    landlord: UUID, complaint: UUID, row: Entry, content: Content | None, key: str, digest: str
) -> Iterator[Fault]:
    if content is None:
        yield Fault(
            landlord, complaint, row.number, f"the words {key} that the entry refers to are gone without erasure"
        )
    elif content.landlord != landlord or content.number != row.number:
        yield Fault(landlord, complaint, row.number, f"the words {key} belong to another entry")
    elif content.erased_at is not None:
        if content.text or content.salt:
            yield Fault(landlord, complaint, row.number, f"the words {key} are marked as erased and still there")
    elif not _is_hex(content.salt) or not hmac.compare_digest(chain.salted(content.salt, content.text), digest):
        yield Fault(landlord, complaint, row.number, f"the words “{content.field}” are not what was written")


def _is_hex(text: str) -> bool:
    try:
        return bool(text) and bool(bytes.fromhex(text))
    except ValueError:
        return False


def _readable(landlord: UUID, complaint: UUID, row: Entry, body: dict[str, Any]) -> Iterator[Fault]:
    try:
        unseal(row.type, body, {})
    except EventError as error:
        yield Fault(landlord, complaint, row.number, f"the entry cannot be read: {error}")


def _ends(landlord: UUID, complaint: UUID, last: Entry) -> Iterator[Fault]:
    """The summary and the requests remember where the stream ended: entries cut from its end are missed there."""
    row = Summary.objects.filter(landlord=landlord, complaint=complaint).first()
    if row is None:
        yield Fault(landlord, complaint, 0, "the complaint is in no list: run `putright rebuild`")
    elif (row.last_number, row.last_digest) != (last.number, last.digest):
        what = f"the stream ends at entry {last.number}, and the list knows of {row.last_number}"
        yield Fault(landlord, complaint, last.number, what)
    told = Request.objects.filter(landlord=landlord, complaint=complaint).order_by("-last_number").first()
    if told is not None and told.last_number > last.number:
        yield Fault(
            landlord, complaint, last.number, f"entries up to {told.last_number} were acknowledged and are gone"
        )


def _lost_words(landlord: UUID | None, seen: set[UUID]) -> Iterator[Fault]:
    contents = Content.objects.all() if landlord is None else Content.objects.filter(landlord=landlord)
    for owner, complaint in sorted(set(contents.values_list("landlord", "complaint")), key=str):
        if complaint not in seen:
            yield Fault(owner, complaint, 0, "words are kept of a complaint that has no entries")


def checkpoint(landlord: UUID, secret: str, at: datetime) -> dict[str, Any]:
    """The latest digest of every complaint of a landlord, signed: to be kept off this machine."""
    ends: dict[str, list[Any]] = {}
    rows = Entry.objects.filter(landlord=landlord).order_by("complaint", "number")
    for complaint, number, digest in rows.values_list("complaint", "number", "digest").iterator(2000):
        ends[str(complaint)] = [number, digest]
    told = {"landlord": str(landlord), "at": chain.moment(at), "complaints": ends}
    return {**told, "signature": _sign(told, secret)}


def check_signature(kept: dict[str, Any], secret: str) -> Iterator[str]:
    """What has gone from the record since a checkpoint, in sentences. Raises ValueError where it is not ours."""
    told = {name: value for name, value in kept.items() if name != "signature"}
    if not hmac.compare_digest(str(kept.get("signature", "")), _sign(told, secret)):
        raise ValueError("The checkpoint's signature is not this installation's, or the file was changed.")
    for complaint, (number, digest) in told["complaints"].items():
        row = Entry.objects.filter(landlord=told["landlord"], complaint=complaint, number=number).first()
        if row is None:
            yield f"Entry {number} of complaint {complaint} was there on {told['at']} and is gone."
        elif row.digest != digest:
            yield f"Entry {number} of complaint {complaint} is not the one that was there on {told['at']}."


def _sign(told: dict[str, Any], secret: str) -> str:
    return hmac.new(secret.encode(), chain.canonical(told).encode(), hashlib.sha256).hexdigest()
