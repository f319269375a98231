"""The one door: everything that happens to a complaint comes through `perform`.

Staff pages, residents' pages, the API, the command line and imports all use it, so they obey the same rules and leave
the same record.
"""

from putright.actions.perform import Ask, Done, NotDone, perform
from putright.actions.terms import under_for
from putright.actions.unavailable import RecordUnavailable

__all__ = ["Ask", "Done", "NotDone", "RecordUnavailable", "perform", "under_for"]
