"""What every command of the record has in common: one transaction, tried again where that is safe, and its answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import db
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from putright.actions.unavailable import RecordUnavailable, unavailable
from putright.complaint import events as e
from putright.complaint.codec import write_event
from putright.complaint.decide import Refused, RefusedBecause
from putright.complaint.history import Entry as Told
from putright.people.models import Staff
from putright.people.row_security import only
from putright.records import chain, store
from putright.records.models import Entry, Request
from putright.workdays import in_words

__all__ = ["LONDON", "Done", "NotDone", "answered_before", "carried_out", "digest_of", "no", "with_names"]

LONDON = ZoneInfo("Europe/London")
_PATIENCE = "20s"
"""How long PostgreSQL waits for another writer, as SQLite does by the settings."""
_TRIES = 4
"""How often a command is decided again when another request was quicker."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is on record."""

    complaint: UUID
    """The complaint, or the service request."""
    reference: str
    first_number: int
    last_number: int
    again: bool = False
    """Whether it had been done before, by the same request."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """It is not, for this reason. Nothing was written."""

    refused: Refused


_Answer = TypeVar("_Answer")


def no(because: RefusedBecause, message: str) -> NotDone:
    """A no, in one sentence."""
    return NotDone(Refused(because, message))


def carried_out(once: Callable[[], _Answer | NotDone], landlord: UUID, *, keyed: bool) -> _Answer | NotDone:
    """What the command answers, decided and written in one transaction of a landlord's. All of it is on record, or none.

    `keyed`: whether it came with an id of its own, so that it cannot be done twice. Raises RecordUnavailable, with a
    sentence, where the database cannot take it.
    """
    lost_before = False
    for _ in range(_TRIES):
        try:
            return _at_once(once, landlord)
        except store.TakenNumber:  # decide again on what is true now
            continue
        except _Lost as lost:
            if lost_before or connection.in_atomic_block or (lost.perhaps_written and not keyed):
                raise unavailable(lost.error, perhaps_written=lost.perhaps_written) from lost.error
            lost_before = True  # a new connection may serve, and nothing can be done twice
    raise RecordUnavailable(
        "It is being changed by many at once. Nothing was recorded, and what you wrote is not lost: send it again in a moment."
    )


class _Lost(Exception):  # noqa: N818  it is dealt with here
    """The connection has gone; perhaps while the command was being made permanent, else nothing of it was kept."""

    def __init__(self, error: db.Error, *, perhaps_written: bool) -> None:
        super().__init__()
        self.error, self.perhaps_written = error, perhaps_written


class _Nothing(Exception):  # noqa: N818  it is an answer, on its way out of the transaction
    """The answer is no, after something had been written already that must not stay."""

    def __init__(self, answer: NotDone) -> None:
        super().__init__()
        self.answer = answer


def _at_once(once: Callable[[], _Answer | NotDone], landlord: UUID) -> _Answer | NotDone:
    """One transaction. What goes wrong with the database becomes one sentence; a no leaves nothing behind."""
    answer: _Answer | NotDone | None = None
    used = None
    try:
        alone = not connection.in_atomic_block
        with transaction.atomic():
            used = connection.connection
            if connection.vendor == "postgresql":  # it would wait for ever
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
            # Never the landlord that was asked for: whether it is theirs is what has to be found out.
            with only(landlord, to_the_end=alone):
                answer = once()
            if isinstance(answer, NotDone):
                raise _Nothing(answer)  # noqa: TRY301  a transaction is undone by leaving it so
            done = answer
    except _Nothing as nothing:
        return nothing.answer
    except db.Error as error:
        # Leaving the transaction, Django has put another connection in the place of one that had gone.
        if used is not None and connection.connection is not used:
            raise _Lost(error, perhaps_written=answer is not None and not isinstance(answer, NotDone)) from error
        raise unavailable(error) from error
    else:
        return done


def answered_before(key: UUID | None, landlord: UUID, asked: str) -> Done | NotDone | None:
    """What was answered when this request came before; None where it is new. `asked`: the digest of what it asks."""
    if key is None:
        return None
    request = Request.objects.filter(key=key).first()
    if request is None:
        return None
    if request.landlord != landlord or request.asked != asked:
        return no(RefusedBecause.IMPOSSIBLE, "This request was used before for something else: send it as a new one.")
    first = Entry.objects.get(landlord=request.landlord, complaint=request.complaint, number=1)
    return Done(request.complaint, first.reference, request.first_number, request.last_number, again=True)


def digest_of(facts: Sequence[e.Event], by: Staff, *beside: str) -> str:
    """What was asked and by whom, so that a repeated request can be told from a reused id.

    Keyed with the installation's own key: it covers words about people, and must say nothing once they are erased.
    """
    asked = chain.canonical([[write_event(fact) for fact in facts], *beside, str(by.pk)])
    return salted_hmac("putright.request", asked, algorithm="sha256").hexdigest()


def with_names(landlord: UUID, entries: Sequence[Told]) -> list[Told]:
    """The entries with who wrote them, and when, in words: for somebody whose screen is out of date."""
    people = {str(key): name for key, name in Staff.objects.filter(landlord=landlord).values_list("id", "name")}

    def told(entry: Told) -> str:
        when = entry.recorded_at.astimezone(LONDON)
        return f"{people.get(entry.recorded_by, 'Somebody')}, {in_words(when.date())} at {when:%H:%M}"

    return [replace(entry, recorded_by=told(entry)) for entry in entries]
