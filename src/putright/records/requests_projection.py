"""The row that the list of service requests reads, worked out from a request. Written only here."""

from datetime import date
from typing import Any
from uuid import UUID

from putright.complaint.requests import ServiceRequest, next_look
from putright.records.requests_models import RequestSummary

__all__ = ["as_stored", "project_request", "state_of_request", "write_request"]

_LONGEST_WHAT = 200


def project_request(request: ServiceRequest, begun: date) -> dict[str, Any]:
    """What the list says of a request, as plain values: what is stored has to equal it. `begun`: the day of its first entry.

    The reference, number and digest come from the stream. Nothing in it depends on today.
    """
    asked = request.asked
    look = next_look(request, begun)
    return {
        "person": asked.person if asked else "",
        "home": asked.home if asked else "",
        "what": " ".join(asked.what.split())[:_LONGEST_WHAT] if asked else "",
        "asked_on": asked.on if asked else None,
        "promised_on": request.due_on,
        "review_on": request.review_on,
        "state": state_of_request(request),
        "complaints": len(request.complaints),
        "live": look is not None,
        "next_on": look,
    }


def state_of_request(request: ServiceRequest) -> str:
    """Where it stands, in one word. A complaint raised from it changes nothing here: the work goes on (1.5)."""
    if request.asked is None:
        return "struck_out"
    if request.done is not None:
        return "done"
    return "answered" if request.answers else "open"


def write_request(
    landlord: UUID, request: UUID, projected: dict[str, Any], *, reference: str, number: int, digest: str
) -> None:
    """Put the projected row in the place of the one there is."""
    RequestSummary.objects.update_or_create(
        request=request,
        defaults={
            "landlord": landlord,
            "reference": reference,
            "last_number": number,
            "last_digest": digest,
            **projected,
        },
    )


def as_stored(row: RequestSummary | None) -> dict[str, Any] | None:
    """What the list says of a request now; None where it has no row of it."""
    return None if row is None else {name: getattr(row, name) for name in _PROJECTED}


_PROJECTED = (
    "person", "home", "what", "asked_on", "promised_on", "review_on", "state", "complaints", "live", "next_on",
)  # fmt: skip
