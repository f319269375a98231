"""Is the record as it was written?

Every entry against its digest, every digest against the one before, the words against their digests and their places,
the requests and the list against the entries, and all of it against a checkpoint kept elsewhere.

What lists say beyond the end of a stream is not looked at here, because it follows from entries and rules: `rebuild`
compares it. Not evidence, and so in no digest: `Request.asked`, which only tells a repeated request from a reused id.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from putright.complaint.codec import EventError, StreamKind
from putright.complaint.events import WordsErased
from putright.records import chain
from putright.records.models import Content, Entry, Request
from putright.records.sealing import places, unseal
from putright.records.store import Sheaf, envelope, landlords, sheaves

__all__ = ["Fault", "check_signature", "checkpoint", "faults_of", "not_to_be_projected", "verify"]

_NOBODY = UUID(int=0)


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

    One pass, whole complaints at a time, a few queries for hundreds of them. What was removed from every table alike,
    or made anew in every table alike, shows only against a checkpoint (`check_signature`).
    """
    try:
        owners = landlords() if landlord is None else [landlord]
    except _UNREADABLE as error:
        yield Fault(_NOBODY, _NOBODY, 0, f"a landlord's id in the record cannot be read: {error}")
        return
    for owner in owners:
        try:
            for batch in sheaves(owner):
                for sheaf in batch:
                    yield from faults_of(sheaf)
        except _UNREADABLE as error:
            what = f"a row of the record cannot be read, and nothing behind it was looked at: {error}"
            yield Fault(owner, _NOBODY, 0, what)


_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)
"""SQLite takes any value in any column, so somebody can write there what the program can never have written."""


def faults_of(sheaf: Sheaf) -> Iterator[Fault]:
    """What is wrong with one complaint, by everything that is kept of it."""

    def fault(number: int, what: str) -> Fault:
        return Fault(sheaf.landlord, sheaf.complaint, number, what)

    if not sheaf.entries:
        named = sheaf.listed.reference if sheaf.listed is not None else "a complaint"
        yield fault(0, f"every entry of {named} is gone, and other tables still know of it")
        return
    try:
        found = list(_chain(sheaf)) or [*_words(sheaf), *_requests(sheaf), *_list(sheaf)]
    except _UNREADABLE as error:
        found = [(0, f"something kept of it cannot be read: {error}")]
    for number, what in found:
        yield fault(number, what)


def not_to_be_projected(sheaf: Sheaf) -> str:
    """Why the list must not be made anew from these entries, because it may be what shows a tampering; "" where it may.

    A list that is missing, behind, or gives a wrong reference may be mended. One that remembers more entries, or other
    ones, is evidence.
    """
    try:
        found = [*_chain(sheaf), *_requests(sheaf)]
    except _UNREADABLE as error:
        found = [(0, f"something kept of it cannot be read: {error}")]
    if found:
        return found[0][1]
    row = sheaf.listed
    if row is not None and row.last_digest != {each.number: each.digest for each in sheaf.entries}.get(row.last_number):
        return f"the list remembers another entry {row.last_number} than there is"
    return ""


def _chain(sheaf: Sheaf) -> Iterator[tuple[int, str]]:
    """The first place where the stream is not what was written: behind it nothing can be told."""
    previous = chain.START
    for position, row in enumerate(sheaf.entries, start=1):
        if row.number != position:
            yield row.number, f"entry {position} is missing or out of its place"
            return
        if chain.digest_of(previous, envelope(row), row.body) != row.digest:
            yield row.number, "the entry is not what was written, or not in its place"
            return
        previous = row.digest


def _words(sheaf: Sheaf) -> Iterator[tuple[int, str]]:
    contents = {str(each.id): each for each in sheaf.contents}
    wanted: list[tuple[Entry, str, str, str]] = []
    erased: set[int] = set()
    for row in sheaf.entries:
        try:
            body = json.loads(row.body)
            happened = unseal(row.type, body, {}, sheaf.kind)
        except (EventError, ValueError, TypeError) as error:
            yield row.number, f"the entry cannot be read: {error}"
            continue
        wanted += [(row, *place) for place in places(body)]
        if isinstance(happened, WordsErased):
            erased.update(happened.entries or range(1, row.number))
    for row, field, key, digest in wanted:
        content = contents.pop(key, None)
        what = (
            "are gone without erasure" if content is None else _kept(content, row, field, digest, row.number in erased)
        )
        if what:
            yield row.number, f"the words “{field}” that the entry refers to {what}"
    for content in contents.values():
        yield content.number, f"words are kept (“{content.field}”) that no entry refers to"


def _kept(content: Content, row: Entry, field: str, digest: str, erased: bool) -> str:  # noqa: FBT001
    """What is wrong with words, as the end of a sentence; "" where nothing is. `erased`: whether an entry says so."""
    if (content.number, content.field) != (row.number, field):
        return "stand at another entry or field"
    if content.erased_at is not None:
        if content.text or content.salt:
            return "are marked as erased and still there"
        return "" if erased else "were erased, and no entry says so"
    if erased:
        return "are there, and an entry says that they were erased"
    try:
        right = hmac.compare_digest(chain.salted(content.salt, content.text), digest)
    except (ValueError, TypeError):  # the salt is no salt, or the text no text
        right = False
    return "" if right else "are not what was written"


def _requests(sheaf: Sheaf) -> Iterator[tuple[int, str]]:
    """Every entry came by a request that was acknowledged, and every request is still answered by its entries."""
    next_one, last = 1, sheaf.entries[-1].number
    for request in sheaf.requests:
        if request.last_number > last:
            yield last, f"entries up to {request.last_number} were acknowledged and are gone"
            return
        if request.first_number != next_one or request.last_number < next_one:
            yield request.first_number, f"the requests do not follow each other: entry {next_one} should begin one"
            return
        if not _answers(request, sheaf.entries[next_one - 1 : request.last_number]):
            yield (
                request.first_number,
                "the request is not the one the entries came by, or they are not what it was told",
            )
            return
        next_one = request.last_number + 1
    if next_one <= last:
        yield next_one, f"the request that entry {next_one} came by is gone"


def _answers(request: Request, entries: list[Entry]) -> bool:
    return all(entry.key == request.key for entry in entries) and entries[-1].digest == request.last_digest


def _list(sheaf: Sheaf) -> Iterator[tuple[int, str]]:
    """The summary remembers where the stream ended, and what people call it."""
    row, last = sheaf.listed, sheaf.entries[-1]
    if (sheaf.summary if sheaf.kind is StreamKind.REQUEST else sheaf.request_summary) is not None:
        yield 0, f"it is a {sheaf.kind}, and the other list has a row of it too"
    if row is None:
        yield 0, f"the {sheaf.kind} is in no list: run `putright rebuild`"
        return
    if (row.last_number, row.last_digest) != (last.number, last.digest):
        what = f"ends at entry {last.number}, and the list knows of {row.last_number}"
        yield (
            last.number,
            f"the stream {what if row.last_number != last.number else 'does not end as the list remembers'}",
        )
    if row.reference != sheaf.entries[0].reference:
        yield 0, f"the list calls it {row.reference}, and it was given the reference {sheaf.entries[0].reference}"


def checkpoint(landlord: UUID, secret: str, at: datetime) -> dict[str, Any]:
    """The latest digest of every complaint of a landlord, signed: to be kept off this machine."""
    ends = {
        str(sheaf.complaint): [sheaf.entries[-1].number, sheaf.entries[-1].digest]
        for batch in sheaves(landlord)
        for sheaf in batch
        if sheaf.entries
    }
    told = {"landlord": str(landlord), "at": chain.moment(at), "complaints": ends}
    return {**told, "signature": _sign(told, secret)}


def check_signature(kept: dict[str, Any], secret: str) -> Iterator[str]:
    """What has gone from the record since a checkpoint, in sentences. Raises ValueError where it is not ours."""
    told = {name: value for name, value in kept.items() if name != "signature"}
    if not hmac.compare_digest(str(kept.get("signature", "")).encode(), _sign(told, secret).encode()):
        raise ValueError("The checkpoint's signature is not this installation's, or the file was changed.")
    ends = iter(told["complaints"].items())
    while some := list(islice(ends, 500)):
        stored = Entry.objects.filter(landlord=told["landlord"], complaint__in=[complaint for complaint, _ in some])
        digests = {
            (str(each), number): digest for each, number, digest in stored.values_list("complaint", "number", "digest")
        }
        for complaint, (number, digest) in some:
            found = digests.get((complaint, number))
            if found is None:
                yield f"Entry {number} of complaint {complaint} was there on {told['at']} and is gone."
            elif found != digest:
                yield f"Entry {number} of complaint {complaint} is not the one that was there on {told['at']}."


def _sign(told: dict[str, Any], secret: str) -> str:
    return hmac.new(secret.encode(), chain.canonical(told).encode(), hashlib.sha256).hexdigest()
