"""Service requests beside complaints: asking for something to be put right, recorded, monitored and reviewed (1.4). Pure.

A request is no stage before stage 1. When somebody is unhappy with the answer, a complaint is raised at once, whether or
not the work goes on, and the request stays open until the work is done (1.5).
"""

from putright.complaint.requests.deciding import decide_request, impossible_for
from putright.complaint.requests.events import (
    REQUEST_EVENTS,
    RequestAnswered,
    RequestAsked,
    RequestBecameComplaint,
    RequestDissatisfied,
    RequestDone,
    RequestEvent,
    RequestPromised,
    RequestReviewed,
)
from putright.complaint.requests.request import (
    Attention,
    ServiceRequest,
    attention,
    complaint_begins_with,
    fold_request,
    narrate_request,
    next_look,
    request_from,
)

__all__ = [
    "REQUEST_EVENTS",
    "Attention",
    "RequestAnswered",
    "RequestAsked",
    "RequestBecameComplaint",
    "RequestDissatisfied",
    "RequestDone",
    "RequestEvent",
    "RequestPromised",
    "RequestReviewed",
    "ServiceRequest",
    "attention",
    "complaint_begins_with",
    "decide_request",
    "fold_request",
    "impossible_for",
    "narrate_request",
    "next_look",
    "request_from",
]
