"""Documents on complaints: bytes kept once by digest, a row for each filing, and whether all of it is still so.

The bytes go to the disk first and the rows after them in one transaction, so a crash between the two leaves a file that
nothing refers to: `orphans` names it and `sweep` removes it after a day. Never the other way round: a row whose bytes were
never there.
"""

import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from putright.people.row_security import across
from putright.records import scanning
from putright.records.filing_models import Filing
from putright.records.integrity import Fault
from putright.records.media_types import MediaType, NotAccepted, named_rightly, recognise
from putright.records.models import Content, Entry, new_id
from putright.records.sealing import ERASED
from putright.records.storage import FULL, Missing, NoRoom, incoming, storage

__all__ = [
    "Arrived",
    "PutAside",
    "arriving",
    "aside",
    "clean_name",
    "hold",
    "kept_bytes",
    "orphans",
    "pieces_of",
    "release",
    "sweep",
    "verify_documents",
]

MAX_DOCUMENT_BYTES = 100 * 1024 * 1024
"""The largest document that is kept: a few minutes of film from a telephone."""
MAX_NAME = 200
ORPHAN_AGE = timedelta(days=1)
"""How long a file that nothing refers to is left: whoever is filing it may not have finished."""

_UNSAFE = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Bytes that have arrived whole and were found to be something that is kept."""

    digest: str
    size: int
    kind: MediaType
    name: str


@contextmanager
def arriving(name: str, pieces: Iterable[bytes], *, limit: int = MAX_DOCUMENT_BYTES) -> Iterator[Arrived]:
    """Take in a file piece by piece and put its bytes where documents are kept.

    Raises PutAside where a virus scanner is set and does not answer, NotAccepted where it found something, or where the
    file is too large (at the first piece over the limit), empty, or no kind that is kept, and
    NoRoom where the disk is full; nothing is kept then.
    """
    with incoming() as file:
        digest, size = hashlib.sha256(), 0
        for piece in pieces:
            size += len(piece)
            if size > limit:
                raise NotAccepted(
                    f"The file is larger than {limit // (1024 * 1024)} MB, the most that is kept: send it in parts, "
                    "or smaller."
                )
            digest.update(piece)
            _write(file, piece)
        _write(file, b"")
        kind = recognise(file, size)
        _scanned(file)
        storage().put(digest.hexdigest(), Path(file.name))
        yield Arrived(digest.hexdigest(), size, kind, named_rightly(clean_name(name), kind))


class PutAside(Exception):  # noqa: N818  an answer
    """No scanner answered. The bytes lie aside, where nothing serves them."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def aside() -> Path:
    """The folder of what waits for the virus scanner."""
    folder = Path(settings.DOCUMENTS) / "aside"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            yield piece


def _scanned(file: Any) -> None:  # noqa: ANN401  a file opened for writing and reading
    """Ask the virus scanner, where there is one, before anything is kept. Raises NotAccepted and PutAside."""
    if not scanning.wanted():
        return
    try:
        found = scanning.found_in(file)
    except scanning.NotScanned:
        path = aside() / f"{new_id()}.bytes"
        try:
            shutil.copyfile(file.name, path)
            path.chmod(0o600)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise NoRoom(FULL) from error
        raise PutAside(path) from None
    if found:
        raise NotAccepted(
            f"The virus scanner found “{found}” in the file, so it was not kept: ask for a clean copy, and tell whoever "
            "looks after this system where it came from."
        )


def _write(file: Any, piece: bytes) -> None:  # noqa: ANN401  a file opened for writing
    try:
        file.write(piece)
        if not piece:
            file.flush()
    except OSError as error:
        raise NoRoom(FULL) from error


def clean_name(given: str) -> str:
    """The name of a file as it can be shown and saved anywhere: no folders, no control or direction marks, not too long."""
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    name = "".join(each for each in name if each.isspace() or unicodedata.category(each)[0] != "C")
    name = " ".join(_UNSAFE.sub("_", name).split()).strip(". ")
    if not name or _DEVICES.match(name):
        name = f"document {name}".strip()
    longest = MAX_NAME - 10  # room for the ending of what it really is
    if len(name) <= longest:
        return name
    ending = PurePath(name).suffix[:10]
    return name[: longest - len(ending)].rstrip(". ") + ending


def kept_bytes(filing: Filing) -> bytes:
    """The bytes of a document, checked against its digest. Raises Missing where they are gone, erased or not the same."""
    with storage().open(filing.digest) as file:
        found = file.read()
    if hashlib.sha256(found).hexdigest() != filing.digest:
        raise Missing(filing.digest)
    return found


def hold(digest: str) -> None:
    """Keep everybody else from filing or removing these bytes until the transaction ends.

    On SQLite a transaction that writes has the database to itself already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def release(digests: Iterable[str]) -> int:
    """Remove the bytes that no filing refers to any more. After the transaction that took the filings away."""
    removed = 0
    for digest in sorted(set(digests)):
        with transaction.atomic():
            hold(digest)
            if not _wanted(digest):
                storage().remove(digest)
                removed += 1
    return removed


def _wanted(digest: str) -> bool:
    """Whether any filing of any landlord refers to these bytes, which are kept once for all of them.

    On PostgreSQL the database is asked by a function of its own, because a role that is held to one landlord's rows, or to
    none, would take another's document for one that nobody wants.
    """
    if connection.vendor != "postgresql":
        return Filing.objects.filter(digest=digest).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT document_wanted(%s)", [digest])
        return bool(cursor.fetchone()[0])


def orphans() -> Iterator[tuple[str, datetime]]:
    """Files that nothing refers to, with when they were written. A new one may still be about to be filed."""
    for digest, written in storage().kept():
        if not _wanted(digest):
            yield digest, written


def sweep(at: datetime, *, age: timedelta = ORPHAN_AGE) -> list[str]:
    """Remove the files that nothing has referred to for a day, and name them."""
    old = [digest for digest, written in orphans() if written < at - age]
    release(old)
    return old


def verify_documents(landlord: UUID | None = None) -> Iterator[Fault]:
    """Every document that is not there, not the same, or filed without an entry that tells of it, and the reverse."""
    across()
    rows = Filing.objects.order_by("landlord", "complaint", "number")
    if landlord is not None:
        rows = rows.filter(landlord=landlord)
    sound: dict[str, bool | None] = {}
    told = _told(landlord)
    for row in rows.iterator(2000):
        in_entry = told.pop((row.landlord, row.complaint, row.number), None)
        if row.erased_at is None and row.digest not in sound:
            sound[row.digest] = _sound(row.digest)
        if what := _wrong(row, sound.get(row.digest), in_entry):
            yield Fault(row.landlord, row.complaint, row.number, what)
    for (owner, complaint, number), digest in told.items():
        if digest != ERASED:
            yield Fault(owner, complaint, number, "the entry tells of a document that is filed nowhere")


def _wrong(row: Filing, sound: bool | None, in_entry: str | None) -> str:  # noqa: FBT001
    """What is wrong with one filing; "" where nothing is. `sound` is None where the bytes are gone."""
    what = f"document {row.document}"
    if row.erased_at is not None:
        return f"{what} is marked as erased and still named" if row.digest or row.name else ""
    if sound is None:
        return f"the bytes of {what} are gone"
    if not sound:
        return f"the bytes of {what} are not the ones that were filed"
    return "" if in_entry == row.digest else f"{what} is not the one that the entry tells of"


def _sound(digest: str) -> bool | None:
    """Whether the bytes are right; None where there are none."""
    try:
        return storage().equals(digest)
    except Missing:
        return None


_TELL_OF_DOCUMENTS = ("evidence_recorded", "letter_sent")


def _told(landlord: UUID | None) -> dict[tuple[UUID, UUID, int], str]:
    """The digest of the document in each entry that tells of one, by where the entry stands."""
    entries = Entry.objects.filter(type__in=_TELL_OF_DOCUMENTS)
    words = Content.objects.filter(field="digest")
    if landlord is not None:
        entries, words = entries.filter(landlord=landlord), words.filter(landlord=landlord)
    kept = {str(row.id): ERASED if row.erased_at else row.text for row in words.iterator(2000)}
    found = {}
    for row in entries.iterator(2000):
        digest = json.loads(row.body).get("digest")
        if isinstance(digest, dict):
            found[row.landlord, row.complaint, row.number] = kept.get(digest["content"], "")
    return found
