"""Put a document on a complaint: the bytes on the disk, the entry through the one door, the row, in that order.

The entry and the row are one transaction. What fails before it leaves a file that nothing refers to, which is swept up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from putright.actions.perform import Ask, NotDone, perform
from putright.complaint import events as e
from putright.complaint.decide import Refused, RefusedBecause
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, may_see
from putright.records import search
from putright.records.filing import Arrived, arriving, hold
from putright.records.filing_models import Filing
from putright.records.media_types import NotAccepted
from putright.records.models import Summary
from putright.records.storage import Damaged, NoRoom, storage

__all__ = ["Filed", "Upload", "file_document"]

_LONDON = ZoneInfo("Europe/London")
_DAMAGED = (
    "This document is on file already and the copy on the disk has been damaged: nothing was recorded. Run `putright "
    "verify`, put the file back from a backup, and send it again."
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
    """File a document on a complaint, or say in one sentence why not; then nothing is recorded."""
    if not _there(upload, by, at):  # before the bytes, so that nobody fills the disk of a complaint that is not theirs
        return _no(RefusedBecause.NOT_YOURS, NOT_THERE)
    try:
        with arriving(upload.name, upload.pieces) as arrived, transaction.atomic():
            return _record(upload, arrived, by, at)
    except (NotAccepted, NoRoom) as error:
        return _no(RefusedBecause.IMPOSSIBLE, str(error))
    except Damaged:
        return _no(RefusedBecause.IMPOSSIBLE, _DAMAGED)


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
