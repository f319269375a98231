"""A service request as somebody has it before them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from putright.actions.naming import ids_in, names_behind, with_names
from putright.complaint import requests as r
from putright.complaint.history import Entry
from putright.complaint.requests import Attention, ServiceRequest, attention, narrate_request, request_from
from putright.desk.opened import Who, who
from putright.people.permissions import REQUEST_NOT_THERE, kinds_open_to, may_see
from putright.records import store
from putright.records.requests_list import as_read_by
from putright.records.requests_models import RequestSummary

__all__ = ["OpenedRequest", "open_request"]


@dataclass(frozen=True, slots=True)
class OpenedRequest:
    """One request, what needs somebody's attention, and the names behind its ids."""

    who: Who
    row: RequestSummary
    entries: list[Entry]
    request: ServiceRequest
    attention: list[Attention]
    names: dict[str, str]

    @property
    def number(self) -> int:
        """The last entry that is shown."""
        return len(self.entries)

    @property
    def records(self) -> bool:
        """Whether who looks at it may record what happens to it."""
        return kinds_open_to(self.who.roles, [r.RequestReviewed])

    def named(self, text: str) -> str:
        """A text with names in the place of ids."""
        return with_names(text, self.names)

    def told(self, entry: Entry) -> str:
        """An entry as a sentence."""
        return self.named(narrate_request(entry.event))


def open_request(request: HttpRequest, reference: str) -> OpenedRequest:
    """The request of that reference. Raises Http404 in the same words whether it is not there or not theirs."""
    by = who(request)
    row = RequestSummary.objects.filter(landlord=by.landlord.pk, reference=reference).first()
    if row is None or not may_see(by.roles, by.key, None):
        raise Http404(REQUEST_NOT_THERE)
    entries = as_read_by(by.landlord.pk, store.read(row.landlord, row.request), by.key)
    held = request_from(entries)
    texts = [row.person, row.home, *(each.by for each in held.promises), *(each.recorded_by for each in entries)]
    names = names_behind(by.landlord, ids_in(texts))
    return OpenedRequest(by, row, entries, held, attention(held, by.today), names)
