"""Perform a command: authorise, load, decide, append, project, in one transaction; or say no in one sentence."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from putright.actions.references import next_reference
from putright.actions.terms import assessed, calendar_of, under_for
from putright.complaint import events as e
from putright.complaint.codec import write_event
from putright.complaint.decide import Accepted, Command, Refused, RefusedBecause, Setting, decide
from putright.complaint.history import Entry as Told
from putright.complaint.history import complaint_from
from putright.people.models import Landlord, Staff
from putright.people.permissions import may
from putright.records import chain, projection, store
from putright.records.models import Entry, Request, Summary, new_id

__all__ = ["Ask", "Done", "NotDone", "perform"]

_LONDON = ZoneInfo("Europe/London")
_TRIES = 3
"""How often a command that saw no entry number is decided again when another request was quicker."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Record these facts of a complaint of a landlord."""

    landlord: UUID
    facts: tuple[e.Event, ...]
    complaint: UUID | None = None
    """None for a new complaint."""
    expected_number: int | None = None
    """The last entry the person saw; None where nobody was looking at a screen."""
    reason: str = ""
    """Why it is done in spite of what the Code says, after being stopped."""
    key: UUID | None = None
    """The request's own id: the same id again is answered, not repeated."""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """It is on record."""

    complaint: UUID
    reference: str
    first_number: int
    last_number: int
    again: bool = False
    """Whether it had been done before, by the same request."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """It is not, for this reason. Nothing was written."""

    refused: Refused


def perform(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    """Carry out a command for somebody at a moment. All of it is on record, or none."""
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _perform(ask, by, at)
        except store.TakenNumber:
            # Another request was quicker: decide again on what is true now, unless the person saw a screen.
            if ask.expected_number is not None or attempt == _TRIES - 1:
                with transaction.atomic():
                    return _perform(ask, by, at)
    raise AssertionError("the last attempt returns or raises")


def _perform(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    asked = _digest(ask)
    earlier = _earlier(ask, asked)
    if earlier is not None:
        return earlier
    if by.landlord_id != ask.landlord or (by.left_on is not None and by.left_on <= at.astimezone(_LONDON).date()):
        return _no(RefusedBecause.NOT_YOURS, "There is no such complaint, or it is not yours to work on.")
    landlord = Landlord.objects.get(pk=ask.landlord)
    complaint_id = ask.complaint or new_id()
    held = None
    if ask.complaint is not None:
        held = Summary.objects.select_for_update().filter(landlord=ask.landlord, complaint=ask.complaint).first()
        if held is None:
            return _no(RefusedBecause.NOT_YOURS, "There is no such complaint, or it is not yours to work on.")
    rows = store.rows(ask.landlord, complaint_id) if held else []
    entries = store.as_told(rows, store.words_of(ask.landlord, complaint_id)) if held else []
    before = complaint_from(entries)
    forbidden = may(by.has_roles, str(by.id), ask.facts, before)
    if forbidden:
        return _no(RefusedBecause.NOT_YOURS, forbidden)
    today = at.astimezone(_LONDON).date()
    setting = Setting(today, calendar_of(landlord), under_for(landlord, before, today) if entries else None)
    answer = decide(entries, Command(ask.facts, str(by.id), ask.expected_number, ask.reason), setting)
    if isinstance(answer, Refused):
        return NotDone(answer)
    return _write(ask, answer, landlord, complaint_id, held, rows, entries, by, at, asked)


def _write(  # noqa: PLR0913, PLR0917  the last step needs what all the others found
    ask: Ask,
    answer: Accepted,
    landlord: Landlord,
    complaint_id: UUID,
    held: Summary | None,
    rows: list[Entry],
    entries: list[Told],
    by: Staff,
    at: datetime,
    asked: str,
) -> Done:
    key = ask.key or new_id()
    written = store.append(
        landlord.id, complaint_id, rows, answer.events, at=at, by=str(by.id), key=key, on_behalf_of=ask.on_behalf_of
    )
    complaint = complaint_from([*entries, *written.entries])
    reference = held.reference if held else next_reference(landlord, complaint.received_on, at)
    projected = projection.project(complaint, assessed(landlord, complaint, at.astimezone(_LONDON).date()))
    projection.write(
        landlord.id,
        complaint_id,
        projected,
        reference=reference,
        number=written.last_number,
        digest=written.last_digest,
    )
    first = written.entries[0].number
    Request.objects.create(
        key=key,
        landlord=landlord.id,
        complaint=complaint_id,
        first_number=first,
        last_number=written.last_number,
        asked=asked,
    )
    return Done(complaint_id, reference, first, written.last_number)


def _earlier(ask: Ask, asked: str) -> Done | NotDone | None:
    if ask.key is None:
        return None
    request = Request.objects.filter(key=ask.key).first()
    if request is None:
        return None
    if request.landlord != ask.landlord or request.asked != asked:
        return _no(RefusedBecause.IMPOSSIBLE, "This request was used before for something else: send it as a new one.")
    reference = Summary.objects.get(complaint=request.complaint).reference
    return Done(request.complaint, reference, request.first_number, request.last_number, again=True)


def _digest(ask: Ask) -> str:
    """What was asked, so that a repeated request can be told from a reused id."""
    facts = [write_event(fact) for fact in ask.facts]
    return hashlib.sha256(chain.canonical([facts, str(ask.complaint or ""), ask.reason]).encode()).hexdigest()


def _no(because: RefusedBecause, message: str) -> NotDone:
    return NotDone(Refused(because, message))
