"""The list of service requests: what has to be looked at, and what is open. One landlord's, as far as somebody may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import F, Q

from putright.complaint.history import Entry as Told
from putright.complaint.requests import Attention, RequestBecameComplaint, attention, request_from
from putright.people.permissions import may_see
from putright.people.roles import Role
from putright.records import store
from putright.records.models import Entry, Summary
from putright.records.requests_models import RequestSummary

__all__ = ["ToLookAt", "as_read_by", "requests_listed", "requests_to_look_at"]

_MOST = 200


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A request that somebody has to see to, and everything about it that they have to."""

    row: RequestSummary
    why: tuple[Attention, ...]


def requests_to_look_at(landlord: UUID, today: date, *, roles: frozenset[Role], limit: int = _MOST) -> list[ToLookAt]:
    """The requests that need somebody's attention on a day, the longest waiting first.

    Late against what was promised, due to be reviewed, or a resident was unhappy and nobody has heard them (1.3 to 1.5).
    Two queries, however many there are. What it is about is worked out anew from the entries.
    """
    if not may_see(roles, "", None):
        return []
    due = RequestSummary.objects.filter(landlord=landlord, live=True, next_on__lte=today)
    rows = list(due.order_by("next_on", "reference")[:limit])
    entries = Entry.objects.filter(landlord=landlord, complaint__in=[row.request for row in rows])
    ordered = entries.order_by("complaint", "number")
    # Without their words: none of this depends on them.
    requests = {
        key: request_from(store.as_told(list(each), {})) for key, each in groupby(ordered, lambda e: e.complaint)
    }
    return [ToLookAt(row, tuple(attention(requests[row.request], today))) for row in rows]


def requests_listed(
    landlord: UUID, *, roles: frozenset[Role], everything: bool = False, limit: int = _MOST
) -> list[RequestSummary]:
    """The requests that are still somebody's to see to, the next to be looked at first; or all, the newest first."""
    if not may_see(roles, "", None):
        return []
    mine = RequestSummary.objects.filter(landlord=landlord)
    if everything:
        return list(mine.order_by(F("asked_on").desc(nulls_last=True), "-reference")[:limit])
    return list(mine.filter(live=True).order_by("next_on", "reference")[:limit])


def as_read_by(landlord: UUID, entries: Sequence[Told], who: str) -> list[Told]:
    """The entries of a request as somebody may read them: without the reference of a complaint that is confidential to others."""
    raised = [each.event.complaint for each in entries if isinstance(each.event, RequestBecameComplaint)]
    if not raised:
        return list(entries)
    listed = Summary.objects.filter(landlord=landlord, reference__in=raised)
    seen = set(
        listed.filter(Q(confidential_to="") | Q(confidential_to__contains=f",{who},")).values_list(
            "reference", flat=True
        )
    )

    def read(entry: Told) -> Told:
        happened = entry.event
        if not isinstance(happened, RequestBecameComplaint) or happened.complaint in seen:
            return entry
        return replace(entry, event=replace(happened, complaint=""))

    return [read(each) for each in entries]
