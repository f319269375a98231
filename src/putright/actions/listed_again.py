"""The lists of one complaint or service request made again after an erasure: they were made while the words were there."""

from datetime import datetime
from uuid import UUID

from putright.actions.carrying_out import LONDON
from putright.actions.terms import assessed
from putright.complaint.history import complaint_from
from putright.complaint.requests import request_from
from putright.people.models import Landlord
from putright.records import projection, store
from putright.records.requests_models import RequestSummary
from putright.records.requests_projection import project_request, write_request

__all__ = ["list_again"]


def list_again(landlord: Landlord, stream: UUID, at: datetime) -> None:
    """Write what the lists say of a stream anew, from its entries as they now read. In the caller's transaction."""
    rows = store.rows(landlord.pk, stream)
    told = store.as_told(rows, store.words_of(landlord.pk, stream))
    reference, number, digest = rows[0].reference, rows[-1].number, rows[-1].digest
    if RequestSummary.objects.filter(landlord=landlord.pk, request=stream).exists():
        begun = rows[0].recorded_at.astimezone(LONDON).date()
        projected = project_request(request_from(told), begun)
        write_request(landlord.pk, stream, projected, reference=reference, number=number, digest=digest)
        return
    today = at.astimezone(LONDON).date()
    complaint = complaint_from(told)
    made = projection.project(complaint, assessed(landlord, complaint, today))
    projection.write(landlord.pk, stream, made, reference=reference, number=number, digest=digest, on=today)
