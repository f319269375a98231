"""Put a document on a complaint: the bytes on the disk, the entry through the one door, the row, in that order.

The entry and the row are one transaction. What fails before it leaves a file that nothing refers to, which is swept up.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from putright.actions.perform import Ask, NotDone, perform
from putright.complaint import events as e
from putright.complaint.codec import read_written, write_event
from putright.complaint.decide import Refused, RefusedBecause
from putright.people.models import Landlord, Staff
from putright.people.permissions import NOT_THERE, may_see
from putright.people.row_security import theirs
from putright.records import search
from putright.records.filing import Arrived, PutAside, arriving, aside, hold, pieces_of
from putright.records.filing_models import Filing
from putright.records.media_types import NotAccepted
from putright.records.models import Summary, new_id
from putright.records.storage import Damaged, NoRoom, storage

__all__ = ["Filed", "Upload", "file_document", "file_put_aside"]

_LONDON = ZoneInfo("Europe/London")
_DAMAGED = (
    "This document is on file already and the copy on the disk has been damaged: nothing was recorded. Run `putright "
    "verify`, put the file back from a backup, and send it again."
)
_ASIDE = (
    "The virus scanner does not answer just now. The file is kept aside, and is put on the complaint once it has been "
    "looked at: do not send it again."
)
_SWEPT = "The file was swept up before it could be recorded: send it again."


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that arrives in pieces, and the fact it belongs to.

    The fact is evidence recorded or a letter sent. The digest is put into it here, and for evidence the name the entries
    use for the document ("d1", "d2") where the fact has none.
    """

    landlord: UUID
    complaint: UUID
    fact: e.EvidenceRecorded | e.LetterSent
    name: str
    pieces: Iterable[bytes]
    expected_number: int | None = None
    reason: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """It is on file and on record."""

    document: str
    number: int
    digest: str
    name: str
    """As it is kept: cleaned, and with the ending of what it is."""
    media_type: str
    size: int
    again: bool = False


def file_document(upload: Upload, by: Staff, at: datetime) -> Filed | NotDone:
    """File a document on a complaint, or say in one sentence why not; then nothing is recorded.

    Where a virus scanner is set and does not answer, the file is put aside and filed once it does (`file_put_aside`).
    """
    with theirs(by.landlord_id):
        there = _there(upload, by, at)
    if not there:  # before the bytes, so that nobody fills the disk of a complaint that is not theirs
        return _no(RefusedBecause.NOT_YOURS, NOT_THERE)
    try:
        with arriving(upload.name, upload.pieces) as arrived, theirs(by.landlord_id):
            return _record(upload, arrived, by, at)
    except (NotAccepted, NoRoom) as error:
        return _no(RefusedBecause.IMPOSSIBLE, str(error))
    except Damaged:
        return _no(RefusedBecause.IMPOSSIBLE, _DAMAGED)
    except PutAside as aside:
        _note(upload, aside.path, by)
        return _no(RefusedBecause.IMPOSSIBLE, _ASIDE)


def _note(upload: Upload, aside: Path, by: Staff) -> None:
    """What has to be known to file it later, beside the bytes; gone with them."""
    told = {
        "landlord": str(upload.landlord),
        "complaint": str(upload.complaint),
        "fact": write_event(upload.fact),
        "name": upload.name,
        "reason": upload.reason,
        "key": str(upload.key or new_id()),  # so that it is filed once, also where this ends in the middle
        "by": str(by.pk),
    }
    part = aside.with_suffix(".part")
    part.write_text(json.dumps(told), encoding="utf-8")
    part.chmod(0o600)
    part.replace(aside.with_suffix(".json"))


def file_put_aside(landlord: Landlord, at: datetime) -> int:
    """File what was put aside for a landlord while the virus scanner did not answer. How many were.

    What is not taken even so (a virus, a complaint that has been closed to them) stays aside with the reason, for a person.
    """
    number = 0
    for noted in sorted(aside().glob("*.json")):
        told, path = json.loads(noted.read_text(encoding="utf-8")), noted.with_suffix(".bytes")
        if told["landlord"] != str(landlord.pk) or "refused" in told or not path.exists():
            continue
        with theirs(landlord.pk):
            by = Staff.objects.select_related("landlord").get(landlord=landlord, pk=told["by"])
        fact = read_written(told["fact"])
        assert isinstance(fact, e.EvidenceRecorded | e.LetterSent)
        upload = Upload(
            landlord.pk,
            UUID(told["complaint"]),
            fact,
            told["name"],
            pieces_of(path),
            None,
            told["reason"],
            UUID(told["key"]),
        )
        try:
            with arriving(upload.name, upload.pieces) as arrived, theirs(landlord.pk):
                done = _record(upload, arrived, by, at)
        except PutAside as still:
            still.path.unlink()
            return number
        except (NotAccepted, NoRoom, Damaged) as error:
            done = _no(RefusedBecause.IMPOSSIBLE, str(error))
        if isinstance(done, Filed):
            path.unlink()
            noted.unlink()
            number += 1
        else:
            noted.write_text(json.dumps({**told, "refused": done.refused.message}), encoding="utf-8")
    return number


def _there(upload: Upload, by: Staff, at: datetime) -> bool:
    held = Summary.objects.filter(landlord=upload.landlord, complaint=upload.complaint).first()
    if held is None or by.landlord_id != upload.landlord:
        return False
    named = [each for each in held.confidential_to.split(",") if each] if held.confidential_to else None
    return named is None or may_see(by.roles_on(at.astimezone(_LONDON).date()), str(by.id), named)


def _record(upload: Upload, arrived: Arrived, by: Staff, at: datetime) -> Filed | NotDone:
    hold(arrived.digest)
    # Locked before counting, so that two documents at once do not both become "d2".
    Summary.objects.select_for_update().get(landlord=upload.landlord, complaint=upload.complaint)
    if not storage().has(arrived.digest):
        return _no(RefusedBecause.IMPOSSIBLE, _SWEPT)
    filings = Filing.objects.filter(landlord=upload.landlord, complaint=upload.complaint)
    earlier = filings.filter(key=upload.key).first() if upload.key is not None else None
    document, fact = _named(upload.fact, arrived.digest, earlier.document if earlier else f"d{filings.count() + 1}")
    if earlier is None and filings.filter(document=document).exists():
        return _no(RefusedBecause.IMPOSSIBLE, f"There is already a document “{document}”: give this one another name.")
    done = perform(
        Ask(upload.landlord, (fact,), upload.complaint, upload.expected_number, upload.reason, key=upload.key), by, at
    )
    if isinstance(done, NotDone):
        return done
    if done.again:
        filing = filings.get(number=done.first_number)
        return _filed(filing, again=True)
    filing = Filing.objects.create(
        landlord=upload.landlord,
        complaint=upload.complaint,
        number=done.first_number,
        document=document,
        digest=arrived.digest,
        name=arrived.name,
        media_type=arrived.kind.name,
        size=arrived.size,
        filed_at=at,
        filed_by=str(by.id),
        key=upload.key,
    )
    search.index_document(filing)
    return _filed(filing)


def _named(
    fact: e.EvidenceRecorded | e.LetterSent, digest: str, document: str
) -> tuple[str, e.EvidenceRecorded | e.LetterSent]:
    if isinstance(fact, e.LetterSent):
        return fact.letter, replace(fact, digest=digest)
    return fact.document or document, replace(fact, document=fact.document or document, digest=digest)


def _filed(filing: Filing, *, again: bool = False) -> Filed:
    return Filed(
        filing.document, filing.number, filing.digest, filing.name, filing.media_type, filing.size, again=again
    )


def _no(because: RefusedBecause, message: str) -> NotDone:
    return NotDone(Refused(because, message))
