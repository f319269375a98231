"""The one door: everything that happens to a complaint comes through `perform`, to a service request through `perform_request`.

Staff pages, residents' pages, the API, the command line and imports all use it, so they obey the same rules and leave
the same record.
"""

from putright.actions.perform import Ask, Done, NotDone, perform
from putright.actions.requests import AskRequest, RaiseComplaint, Raised, Recorded, perform_request, raise_complaint
from putright.actions.terms import under_for
from putright.actions.unavailable import RecordUnavailable

__all__ = [
    "Ask",
    "AskRequest",
    "Done",
    "NotDone",
    "RaiseComplaint",
    "Raised",
    "RecordUnavailable",
    "Recorded",
    "perform",
    "perform_request",
    "raise_complaint",
    "under_for",
]
