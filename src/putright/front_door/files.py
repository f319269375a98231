"""Photos and papers that go with a draft: looked at as they arrive, kept sealed, and filed with the complaint once it is sent.

What a file is, is told from its bytes. Nothing is ever shown or served from here: until the complaint is sent nobody can open it.
"""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile

from putright.actions.carrying_out import LONDON, NotDone
from putright.actions.filing import Filed, Upload, file_document
from putright.complaint import events as e
from putright.front_door.models import Draft, DraftFile
from putright.people.models import Landlord, Staff
from putright.records import scanning
from putright.records.filing import clean_name
from putright.records.media_types import NotAccepted, named_rightly, recognise
from putright.sign_in.sealing import Broken, digest, opened, sealed

__all__ = [
    "EACH_MB",
    "KINDS_SAID",
    "MOST",
    "Shown",
    "add",
    "file_all",
    "file_waiting",
    "hold_back",
    "names",
    "pieces",
    "read",
    "remove",
    "unanswered",
    "waits",
]

MOST = 10
EACH_MB = 10
ALL_MB = 30
_MB = 1024 * 1024
KINDS_SAID = "photos, PDF or Word documents, e-mails, text, sound or film"
_TOO_MANY = f"You can add {MOST} files. Take one away first, or send the others later: you can add more at any time."


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of a draft as the page lists it."""

    key: str
    name: str
    says: str
    size: str


def names(draft: Draft) -> list[Shown]:
    """The files of a draft, in the order they came."""
    rows = draft.files.defer("sealed").order_by("added_at", "id")
    return [Shown(str(each.pk), _opened(each.name), each.says, in_size(each.size)) for each in rows]


def in_size(size: int) -> str:
    """For example "3.2 MB", "40 kB"."""
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(1, size // 1024)} kB"


def _opened(text: str) -> str:
    try:
        return opened(text)
    except Broken:
        return "file"


def read(sent: "UploadedFile[Any]") -> tuple[str, str, bytes]:
    """The name, the kind and the bytes of a file that was sent. Raises NotAccepted, with a sentence, where it is not taken."""
    called = clean_name(sent.name or "file")
    if (sent.size or 0) > EACH_MB * _MB:
        raise NotAccepted(f"“{called}” is larger than {EACH_MB} MB. Send a smaller one, or bring or post it to us.")
    held = sent.read(EACH_MB * _MB + 1)
    try:
        kind = recognise(BytesIO(held), len(held))
    except NotAccepted as no:
        raise NotAccepted(f"“{called}” was not added. {no}") from no
    _scanned(called, held)
    return named_rightly(called, kind), kind.says, held


def _scanned(called: str, held: bytes) -> None:
    """Ask the virus scanner, where there is one. One that does not answer is asked again when the file is filed."""
    if not scanning.wanted():
        return
    try:
        found = scanning.found_in(BytesIO(held))
    except scanning.NotScanned:
        return
    if found:
        raise NotAccepted(f"“{called}” was not added: our virus check found something in it. Send another copy.")


def add(draft: Draft, sent: "UploadedFile[Any]", at: datetime) -> None:
    """Keep a file with a draft. Raises NotAccepted, with a sentence, where it is not taken."""
    sizes = list(draft.files.values_list("size", flat=True))
    if len(sizes) >= MOST:
        raise NotAccepted(_TOO_MANY)
    name, says, held = read(sent)
    if sum(sizes) + len(held) > ALL_MB * _MB:
        raise NotAccepted(f"Together the files can be {ALL_MB} MB. “{name}” was not added: you can send it later.")
    _put(draft, name, says, held, at)


def _put(draft: Draft, name: str, says: str, held: bytes, at: datetime) -> None:
    DraftFile.objects.create(
        landlord_id=draft.landlord_id,
        draft=draft,
        name=sealed(name),
        says=says,
        size=len(held),
        sealed=sealed(base64.b64encode(held).decode("ascii")).encode("ascii"),
        added_at=at,
    )


def remove(draft: Draft, key: str) -> None:
    """Take a file away again. One that is not there is gone already."""
    for each in draft.files.defer("sealed"):
        if str(each.pk) == key:
            each.delete()


def file_all(draft: Draft, by: Staff, at: datetime) -> tuple[int, list[str]]:
    """File what goes with a draft on the complaint it has become: how many are filed, and the names of those that are not.

    What waits for the virus scanner stays here, sealed, and `file_waiting` tries again.
    """
    assert draft.complaint is not None
    filed, waiting = 0, []
    for each in draft.files.order_by("added_at", "id"):
        done = _file(draft.landlord, draft, each, by, at)
        if isinstance(done, Filed):
            each.delete()
            filed += 1
        else:
            waiting.append(_opened(each.name))
    return filed, waiting


def _file(landlord: Landlord, draft: Draft, each: DraftFile, by: Staff, at: datetime) -> Filed | NotDone | None:
    """None where it has to wait: nothing may be kept that nobody has looked at."""
    assert draft.complaint is not None
    held = base64.b64decode(_opened(bytes(each.sealed).decode("ascii")))
    if unanswered(held):
        return None
    fact = e.EvidenceRecorded(
        at.astimezone(LONDON).date(), document="", what=f"Sent with the complaint: {_opened(each.name)}"
    )
    upload = Upload(
        landlord.pk, draft.complaint, fact, _opened(each.name), pieces(held), key=uuid5(draft.pk, str(each.pk))
    )
    return file_document(upload, by, at)


def unanswered(held: bytes) -> bool:
    """Whether there is a virus scanner that does not say anything about these bytes just now."""
    if not scanning.wanted():
        return False
    try:
        scanning.found_in(BytesIO(held))
    except scanning.NotScanned:
        return True
    return False


def hold_back(landlord: Landlord, complaint: UUID, name: str, says: str, held: bytes, at: datetime) -> None:
    """Keep a file for a complaint, sealed, until the virus scanner has looked at it; `file_waiting` files it then."""
    draft = Draft.objects.create(
        landlord=landlord,
        kind="added",
        secret=digest("front_door.draft", secrets.token_urlsafe(24)),
        open_until=at,
        made_at=at,
        changed_at=at,
        sent_at=at - timedelta(days=2),  # its address opens nothing
        complaint=complaint,
    )
    _put(draft, name, says, held, at)


def pieces(held: bytes) -> Iterator[bytes]:
    """Bytes, a megabyte at a time."""
    for at in range(0, len(held), _MB):
        yield held[at : at + _MB]


def file_waiting(landlord: Landlord, by: Staff, at: datetime) -> int:
    """File what waited for the virus scanner, of drafts that were sent. How many."""
    rows = Draft.objects.filter(landlord=landlord, files__isnull=False).exclude(complaint=None).distinct()
    return sum(file_all(each, by, at)[0] for each in rows)


def waits(landlord: Landlord) -> bool:
    """Whether files of complaints that were sent still wait to be filed."""
    return DraftFile.objects.filter(landlord=landlord).exclude(draft__complaint=None).exists()
