"""When the database cannot take a command: one sentence for a person, the cause kept behind it for whoever mends it."""

from django import db

__all__ = ["RecordUnavailable", "unavailable"]


class RecordUnavailable(Exception):  # noqa: N818  it is what the person is told
    """The record could not be read or written just now. The message says why, and what became of the command."""


_REASONS = (
    (("database is locked", "database table is locked", "lock timeout", "deadlock"),
     "The record is busy: somebody else has been writing for too long.", "in a moment"),
    (("readonly database", "read-only transaction", "cannot execute"),
     "The record can only be read just now.", "once whoever looks after the database has made it writable again"),
    (("is full", "no space left", "disk i/o error", "disk full", "could not extend", "file too large"),
     "There is no room left where the record is kept.", "once whoever looks after the server has made room"),
    (("no such table", "does not exist", "no such column"),
     "The record's tables are not there, or not those of this version.", "after `putright setup`"),
    (("malformed", "not a database", "corrupt"),
     "The file the record is kept in is damaged.", "after a restored backup"),
    (("unable to open", "connection", "terminat", "server closed", "couldn't get", "shutting down", "starting up"),
     "The database cannot be reached.", "once it is there again"),
)  # fmt: skip
"""What engines write, in small letters; what it means; when to send it again."""


def unavailable(error: db.Error, *, perhaps_written: bool = False) -> RecordUnavailable:
    """What to tell the person. `perhaps_written`: the connection went while it was being made permanent."""
    said = str(error).lower()
    known = ((reason, when) for signs, reason, when in _REASONS if any(sign in said for sign in signs))
    reason, when = next(known, ("The record could not be written.", "in a moment"))
    if perhaps_written:
        return RecordUnavailable(
            f"{reason} Whether it was recorded is not known: look at the complaint before you send it again."
        )
    return RecordUnavailable(f"{reason} Nothing was recorded, and what you wrote is not lost: send it again {when}.")
