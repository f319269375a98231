"""Make the lists anew from the entries, and see whether they were right. Replay equals projection, or says where not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from putright.actions.carrying_out import LONDON
from putright.actions.references import count_again
from putright.actions.terms import assessed
from putright.complaint.codec import EventError, StreamKind
from putright.complaint.history import HistoryError, complaint_from
from putright.complaint.requests import request_from
from putright.complaint.state import Complaint
from putright.people.models import Landlord
from putright.people.row_security import across
from putright.records import projection, store
from putright.records.integrity import not_to_be_projected
from putright.records.models import Entry, Summary
from putright.records.requests_models import RequestSummary
from putright.records.requests_projection import as_stored, project_request, write_request
from putright.records.search_again import mend_search
from putright.workdays import YearNotKnown

__all__ = ["Rebuilt", "rebuild"]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One complaint or service request made anew, and whether the lists had said the same."""

    complaint: UUID
    reference: str
    differed: bool
    """Whether the lists said something else than the entries did on the day the lists were last made."""
    kind: StreamKind = StreamKind.COMPLAINT
    left: str = ""
    """Why it was left as it is, where something is wrong with the record itself: see `putright verify`."""


def rebuild(landlord: Landlord, today: date) -> Iterator[Rebuilt]:
    """Project every complaint and service request of a landlord as it stands today; write what is not so already.

    Each is mended in a transaction of its own, which has ended before it is told of here.
    Raises HeldApart, because what it cannot see it would take for gone.
    """
    across()
    references: list[str] = []
    for batch in store.sheaves(landlord.id):
        held = projection.stored_all([sheaf.summary for sheaf in batch if sheaf.summary is not None])
        for sheaf in batch:
            done = _one(landlord, sheaf, held.get(sheaf.complaint), today)
            references.append(done.reference)
            yield done
        mend_search(landlord.id, batch)
    with transaction.atomic():
        count_again(landlord, filter(None, references))


def _one(landlord: Landlord, sheaf: store.Sheaf, held: projection.Projected | None, today: date) -> Rebuilt:
    known = sheaf.entries[0].reference if sheaf.entries else sheaf.listed.reference if sheaf.listed else ""
    left = not_to_be_projected(sheaf) if sheaf.entries else "it has no entries"
    if left:
        return Rebuilt(sheaf.complaint, known, differed=True, kind=sheaf.kind, left=left)
    if sheaf.kind is StreamKind.REQUEST:
        return _one_request(sheaf)
    _not_listed_as(RequestSummary, sheaf)
    try:
        complaint = complaint_from(store.as_told(sheaf.entries, sheaf.words))
        now = _projected(landlord, complaint, today)
        right = _right(sheaf) and held == _then(landlord, complaint, sheaf, now, today)
    except (EventError, HistoryError, YearNotKnown) as error:
        return Rebuilt(sheaf.complaint, known, differed=True, kind=sheaf.kind, left=str(error))
    if not right or held != now:
        _mend(landlord, sheaf.complaint, today)
    return Rebuilt(sheaf.complaint, known, differed=not right, kind=sheaf.kind)


def _one_request(sheaf: store.Sheaf) -> Rebuilt:
    """The same for a service request, whose row does not depend on the day."""
    known = sheaf.entries[0].reference
    _not_listed_as(Summary, sheaf)
    try:
        now = _request_projected(sheaf.entries, sheaf.words)
    except (EventError, HistoryError) as error:
        return Rebuilt(sheaf.complaint, known, differed=True, kind=sheaf.kind, left=str(error))
    right = _right(sheaf) and as_stored(sheaf.request_summary) == now
    if not right:
        _mend_request(sheaf.landlord, sheaf.complaint)
    return Rebuilt(sheaf.complaint, known, differed=not right, kind=sheaf.kind)


def _not_listed_as(model: type[Summary | RequestSummary], sheaf: store.Sheaf) -> None:
    """Take a stream out of the list of the other kind, where somebody has put it."""
    wrongly = sheaf.summary if model is Summary else sheaf.request_summary
    if wrongly is not None:
        model.objects.filter(pk=wrongly.pk, landlord=sheaf.landlord).delete()


def _request_projected(rows: Sequence[Entry], words: dict[str, str]) -> dict[str, Any]:
    return project_request(request_from(store.as_told(rows, words)), rows[0].recorded_at.astimezone(LONDON).date())


def _mend_request(landlord: UUID, request: UUID) -> None:
    with transaction.atomic():
        RequestSummary.objects.select_for_update().filter(landlord=landlord, request=request).first()
        rows = store.rows(landlord, request)
        write_request(
            landlord,
            request,
            _request_projected(rows, store.words_of(landlord, request)),
            reference=rows[0].reference,
            number=rows[-1].number,
            digest=rows[-1].digest,
        )


def _then(
    landlord: Landlord, complaint: Complaint, sheaf: store.Sheaf, now: projection.Projected, today: date
) -> projection.Projected:
    """What the lists should have said on the day they were made: breaches come with time, and that is no difference."""
    if sheaf.summary is None or sheaf.summary.assessed_on == today:
        return now
    return _projected(landlord, complaint, sheaf.summary.assessed_on)


def _right(sheaf: store.Sheaf) -> bool:
    row, first, last = sheaf.listed, sheaf.entries[0], sheaf.entries[-1]
    if row is None:
        return False
    return (row.last_number, row.last_digest, row.reference) == (last.number, last.digest, first.reference)


def _projected(landlord: Landlord, complaint: Complaint, on: date) -> projection.Projected:
    return projection.project(complaint, assessed(landlord, complaint, on))


def _mend(landlord: Landlord, complaint_id: UUID, today: date) -> None:
    """Read again under the lock that commands take, because one may have come in between; then write."""
    with transaction.atomic():
        Summary.objects.select_for_update().filter(landlord=landlord.id, complaint=complaint_id).first()
        rows = store.rows(landlord.id, complaint_id)
        complaint = complaint_from(store.as_told(rows, store.words_of(landlord.id, complaint_id)))
        projection.write(
            landlord.id,
            complaint_id,
            _projected(landlord, complaint, today),
            reference=rows[0].reference,
            number=rows[-1].number,
            digest=rows[-1].digest,
            on=today,
        )
