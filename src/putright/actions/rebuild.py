"""Make the lists anew from the entries, and see whether they were right. Replay equals projection, or says where not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from putright.actions.references import next_reference
from putright.actions.terms import assessed
from putright.complaint.history import complaint_from
from putright.people.models import Landlord
from putright.records import projection, store
from putright.records.models import Summary

__all__ = ["Rebuilt", "rebuild"]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One complaint made anew, and whether the lists had said the same."""

    complaint: UUID
    reference: str
    differed: bool


def rebuild(landlord: Landlord, today: date) -> Iterator[Rebuilt]:
    """Project every complaint of a landlord anew, each in a transaction of its own."""
    for complaint_id in store.complaints_of(landlord.id):
        with transaction.atomic():
            yield _one(landlord, complaint_id, today)


def _one(landlord: Landlord, complaint_id: UUID, today: date) -> Rebuilt:
    rows = store.rows(landlord.id, complaint_id)
    complaint = complaint_from(store.as_told(rows, store.words_of(landlord.id, complaint_id)))
    wanted = projection.project(complaint, assessed(landlord, complaint, today))
    held = projection.stored(landlord.id, complaint_id)
    row = Summary.objects.filter(landlord=landlord.id, complaint=complaint_id).first()
    reference = row.reference if row else next_reference(landlord, complaint.received_on, rows[0].recorded_at)
    last = rows[-1]
    projection.write(landlord.id, complaint_id, wanted, reference=reference, number=last.number, digest=last.digest)
    right = row is not None and (row.last_number, row.last_digest) == (last.number, last.digest)
    return Rebuilt(complaint_id, reference, differed=held != wanted or not right)
