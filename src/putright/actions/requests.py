"""Record what happens to a service request, and raise a complaint from one: with the same guarantees as `perform`.

A request is recorded, monitored and reviewed (1.4). When the resident is unhappy with the answer a complaint is raised at
once, in the same transaction as the request's entry that says so, and the request stays open until the work is done (1.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from putright.actions.carrying_out import (
    LONDON,
    Done,
    NotDone,
    answered_before,
    carried_out,
    digest_of,
    no,
    with_names,
)
from putright.actions.fitting import as_kept, misfit
from putright.actions.perform import Ask, within
from putright.actions.references import next_request_reference
from putright.complaint import events as e
from putright.complaint.codec import EventError, StreamKind
from putright.complaint.decide import Refused, RefusedBecause
from putright.complaint.history import Entry as Told
from putright.complaint.requests import (
    RequestBecameComplaint,
    RequestDissatisfied,
    ServiceRequest,
    complaint_begins_with,
    decide_request,
    request_from,
)
from putright.people.models import Landlord, Staff
from putright.people.permissions import REQUEST_NOT_THERE, may_of_request, may_see
from putright.records import search, store
from putright.records.models import Entry, Request, new_id
from putright.records.requests_models import RequestSummary
from putright.records.requests_projection import project_request, write_request

__all__ = ["AskRequest", "RaiseComplaint", "Raised", "Recorded", "perform_request", "raise_complaint"]

_COMPLAINT_OF = UUID("6d9a2c1e-8f3b-4a57-b0c4-2e7d51f08a93")
"""What the key of a complaint raised from a request is made from, with the key of the command."""


@dataclass(frozen=True, slots=True)
class AskRequest:
    """Record these facts of a service request of a landlord."""

    landlord: UUID
    facts: tuple[e.Event, ...]
    request: UUID | None = None
    """None for a new request."""
    expected_number: int | None = None
    """The last entry the person saw; None where nobody was looking at a screen."""
    erasing: bool = False
    """Set by `erase` alone, which erases what it says."""
    key: UUID | None = None
    """The command's own id: the same id again is answered, not repeated."""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """It is on record."""

    request: UUID
    reference: str
    first_number: int
    last_number: int
    again: bool = False
    """Whether it had been done before, by the same command."""


@dataclass(frozen=True, slots=True)
class RaiseComplaint:
    """Raise a complaint from a service request."""

    landlord: UUID
    request: UUID
    on: date | None
    """The day the resident said that they were unhappy; counts where no earlier day is on record."""
    words: str = ""
    """What they said; "" for what is on record already."""
    channel: e.Channel = e.Channel.NOT_KNOWN
    higher_risk_building: bool | None = None
    reason: str = ""
    """Why it is done in spite of what the Code says, after being stopped."""
    expected_number: int | None = None
    """The last entry of the request the person saw."""
    key: UUID | None = None
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Raised:
    """The complaint is on record, and the request says so and goes on."""

    complaint: Done
    request: Recorded


@dataclass(frozen=True, slots=True)
class _Opened:
    """A request as a command finds it, under its lock."""

    id: UUID
    rows: list[Entry]
    entries: list[Told]
    request: ServiceRequest


def perform_request(ask: AskRequest, by: Staff, at: datetime) -> Recorded | NotDone:
    """Carry out a command about a service request for somebody at a moment. All of it is on record, or none.

    Raises RecordUnavailable, with a sentence, where the database cannot take it.
    """
    facts = _fitting(ask.facts, on_behalf_of=ask.on_behalf_of)
    if isinstance(facts, NotDone):
        return facts
    fitting = replace(ask, facts=facts)
    return carried_out(lambda: _perform(fitting, by, at), by.landlord_id, keyed=ask.key is not None)


def _fitting(facts: Sequence[e.Event], **beside: str) -> tuple[e.Event, ...] | NotDone:
    """The facts as they will be kept, or why they cannot be."""
    try:
        kept = as_kept(facts, StreamKind.REQUEST)
    except EventError as error:
        return no(RefusedBecause.IMPOSSIBLE, str(error))
    why = misfit(kept, **beside)
    return no(RefusedBecause.IMPOSSIBLE, why) if why else kept


def _perform(ask: AskRequest, by: Staff, at: datetime) -> Recorded | NotDone:
    asked = digest_of(ask.facts, by, str(ask.request or ""), ask.on_behalf_of)
    answered = _at_the_door(ask.landlord, by, at) or _only_said(ask) or answered_before(ask.key, ask.landlord, asked)
    if answered is not None:
        return answered if isinstance(answered, NotDone) else _recorded(answered)
    opened = _opened(ask.landlord, ask.request, by, at, ask.facts, ask.expected_number)
    if isinstance(opened, NotDone):
        return opened
    answer = decide_request(opened.entries, ask.facts, _day(at), ask.expected_number)
    if isinstance(answer, Refused):
        return NotDone(answer)
    return _write(opened, answer.events, by, at, key=ask.key, on_behalf_of=ask.on_behalf_of, asked=asked)


def _at_the_door(landlord: UUID, by: Staff, at: datetime) -> NotDone | None:
    if by.landlord_id != landlord or (by.left_on is not None and by.left_on <= _day(at)):
        return no(RefusedBecause.NOT_YOURS, REQUEST_NOT_THERE)
    return None


def _only_said(ask: AskRequest) -> NotDone | None:
    """What another command does and then says; an entry that only says so would be untrue."""
    if not ask.erasing and any(isinstance(fact, e.WordsErased) for fact in ask.facts):
        message = "Words are erased by the command that erases them, not by an entry that says so."
        return no(RefusedBecause.IMPOSSIBLE, message)
    if any(isinstance(fact, RequestBecameComplaint) for fact in ask.facts):
        return no(RefusedBecause.IMPOSSIBLE, "A complaint is raised by the command that raises it: use that one.")
    return None


def _opened(
    landlord: UUID, request: UUID | None, by: Staff, at: datetime, facts: Sequence[e.Event], expected: int | None
) -> _Opened | NotDone:
    """The request, locked, if this person may record these facts of it; a stale screen gets the names to be told."""
    held = None
    if request is not None:
        held = RequestSummary.objects.select_for_update().filter(landlord=landlord, request=request).first()
        if held is None:
            return no(RefusedBecause.NOT_YOURS, REQUEST_NOT_THERE)
    stream = request or new_id()
    rows = store.rows(landlord, stream) if held else []
    entries = store.as_told(rows, store.words_of(landlord, stream)) if held else []
    roles = by.roles_on(_day(at))
    forbidden = may_of_request(roles, facts, entries=entries)
    if forbidden:
        return no(RefusedBecause.NOT_YOURS, forbidden)
    found = request_from(entries)
    if expected is not None and expected != len(entries):
        if not may_see(roles, str(by.id), None):
            message = "It has changed since you opened it: open it again. What you wrote is not lost."
            return no(RefusedBecause.STALE, message)
        entries = with_names(landlord, entries)
    return _Opened(stream, rows, entries, found)


def _write(
    opened: _Opened,
    events: Sequence[e.Event],
    by: Staff,
    at: datetime,
    *,
    key: UUID | None,
    on_behalf_of: str,
    asked: str,
) -> Recorded:
    landlord: Landlord = by.landlord
    rows = opened.rows
    added = [Told(len(rows) + n, event, at, str(by.id)) for n, event in enumerate(events, start=1)]
    entries = [*opened.entries, *added]
    request = request_from(entries)
    begun = request.asked.on if request.asked is not None else None
    reference = rows[0].reference if rows else next_request_reference(landlord, begun, _day(at))
    written = store.append(
        landlord.id,
        opened.id,
        rows,
        events,
        at=at,
        by=str(by.id),
        key=key or new_id(),
        on_behalf_of=on_behalf_of,
        reference=reference,
        asked=asked,
    )
    write_request(
        landlord.id,
        opened.id,
        project_request(request, _day(entries[0].recorded_at)),
        reference=reference,
        number=written.last_number,
        digest=written.last_digest,
    )
    first = written.entries[0].number
    if written.words or first == 1:
        search.index(landlord.id, opened.id, reference=reference, since=first, written=written.words)
    return Recorded(opened.id, reference, first, written.last_number)


def raise_complaint(ask: RaiseComplaint, by: Staff, at: datetime) -> Raised | NotDone:
    """Raise a complaint from a service request: the complaint, and the request's entry that says so, or neither.

    Raises RecordUnavailable, with a sentence, where the database cannot take it.
    """
    says = e.ComplaintReceived(ask.on, in_their_words=ask.words)
    if why := misfit((says,), reason=ask.reason, on_behalf_of=ask.on_behalf_of):
        return no(RefusedBecause.IMPOSSIBLE, why)
    return carried_out(lambda: _raise(ask, by, at), by.landlord_id, keyed=ask.key is not None)


def _raise(ask: RaiseComplaint, by: Staff, at: datetime) -> Raised | NotDone:
    beside = (ask.words, ask.channel, str(ask.higher_risk_building), ask.reason, ask.on_behalf_of)
    asked = digest_of((), by, "raise", str(ask.request), str(ask.on), *beside)
    answered = _at_the_door(ask.landlord, by, at) or answered_before(ask.key, ask.landlord, asked)
    if isinstance(answered, NotDone):
        return answered
    if answered is not None and ask.key is not None:
        return Raised(_raised_before(ask.key), _recorded(answered))
    opened = _opened(ask.landlord, ask.request, by, at, [RequestBecameComplaint(None, "")], ask.expected_number)
    if isinstance(opened, NotDone):
        return opened
    facts = _said_of_it(ask, opened, "", at)
    answer = decide_request(opened.entries, facts, _day(at), ask.expected_number)
    if isinstance(answer, Refused):
        return NotDone(answer)
    begins = complaint_begins_with(opened.request, opened.rows[0].reference, ask.on, ask.words, ask.channel)
    receipt, raised = begins
    complaint = within(
        Ask(
            ask.landlord,
            (replace(receipt, higher_risk_building=ask.higher_risk_building), raised),
            reason=ask.reason,
            key=uuid5(_COMPLAINT_OF, str(ask.key)) if ask.key is not None else None,
            on_behalf_of=ask.on_behalf_of,
        ),
        by,
        at,
    )
    if isinstance(complaint, NotDone):
        return complaint
    facts = _said_of_it(ask, opened, complaint.reference, at)
    written = _write(opened, facts, by, at, key=ask.key, on_behalf_of=ask.on_behalf_of, asked=asked)
    return Raised(complaint, written)


def _said_of_it(ask: RaiseComplaint, opened: _Opened, complaint: str, at: datetime) -> tuple[e.Event, ...]:
    """What the request says: that they were unhappy, where nothing on record does, and that a complaint was raised.

    Their words stand on the complaint, once.
    """
    raised = RequestBecameComplaint(_day(at), complaint)
    return (raised,) if opened.request.unheard else (RequestDissatisfied(ask.on, wants_to_complain=True), raised)


def _raised_before(key: UUID) -> Done:
    """The complaint that the command with this key raised."""
    request = Request.objects.get(key=uuid5(_COMPLAINT_OF, str(key)))
    first = Entry.objects.get(landlord=request.landlord, complaint=request.complaint, number=1)
    return Done(request.complaint, first.reference, request.first_number, request.last_number, again=True)


def _recorded(done: Done) -> Recorded:
    return Recorded(done.complaint, done.reference, done.first_number, done.last_number, again=done.again)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
