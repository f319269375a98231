"""Perform a command: authorise, load, decide, append, project, in one transaction; or say no in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

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
from putright.actions.linking import index_people
from putright.actions.references import next_reference
from putright.actions.terms import assessed, calendar_of, under_for
from putright.actions.unavailable import RecordUnavailable
from putright.complaint import events as e
from putright.complaint.assess import Governing
from putright.complaint.codec import EventError
from putright.complaint.decide import Accepted, Command, Refused, RefusedBecause, Setting, decide
from putright.complaint.evolve import fold
from putright.complaint.history import Entry as Told
from putright.complaint.history import complaint_from
from putright.complaint.state import Complaint
from putright.people.models import Landlord, Staff
from putright.people.permissions import NOT_THERE, may, may_see
from putright.people.roles import Role
from putright.records import projection, search, store
from putright.records.models import new_id
from putright.workdays import YearNotKnown

__all__ = ["Ask", "Done", "NotDone", "RecordUnavailable", "perform", "within"]


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
    erasing: bool = False
    """Set by `erase` alone, which erases what it says: an entry that only says so would be untrue."""
    history: bool = False
    """Facts of the past out of an old file: they stop nobody, and nobody is said to have gone on."""
    again: bool = False
    """Whether somebody has confirmed that what is on record already happened a second time."""
    in_place_of: UUID | None = None
    """Set by `hand_over` alone: the person named on it who leaves, in whose place a manager names who takes over."""
    key: UUID | None = None
    """The request's own id: the same id again is answered, not repeated."""
    on_behalf_of: str = ""


def perform(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    """Carry out a command for somebody at a moment. All of it is on record, or none.

    Raises RecordUnavailable, with a sentence, where the database cannot take it. Inside a transaction of the caller's
    it is on record when that one is.
    """
    checked = _fitting(ask)
    if isinstance(checked, NotDone):
        return checked
    return carried_out(lambda: _perform(checked, by, at), by.landlord_id, keyed=ask.key is not None)


def within(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    """The same as a part of a command of more than one stream, which has opened the transaction and undoes it all on a no."""
    checked = _fitting(ask)
    return checked if isinstance(checked, NotDone) else _perform(checked, by, at)


def _fitting(ask: Ask) -> Ask | NotDone:
    """The same as it will be kept, or why it cannot be."""
    try:
        facts = as_kept(ask.facts)
    except EventError as error:
        return no(RefusedBecause.IMPOSSIBLE, str(error))
    why = misfit(facts, reason=ask.reason, on_behalf_of=ask.on_behalf_of)
    return no(RefusedBecause.IMPOSSIBLE, why) if why else replace(ask, facts=facts)


def _perform(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    today = at.astimezone(LONDON).date()
    asked = _digest(ask, by)
    answered = _at_the_door(ask, by, today) or answered_before(ask.key, ask.landlord, asked)
    if answered is not None:
        return answered
    landlord: Landlord = by.landlord
    complaint_id = ask.complaint or new_id()
    rows: list[store.Line] = []
    entries: list[Told] = []
    if ask.complaint is not None:
        if not store.held(ask.landlord, ask.complaint):
            return no(RefusedBecause.NOT_YOURS, NOT_THERE)
        rows = store.lines(ask.landlord, ask.complaint)
        entries = store.as_told(rows, store.words_of(ask.landlord, ask.complaint))
    before = complaint_from(entries)
    roles = by.roles_on(today)
    teams = by.teams_on(today) if Role.CONTRIBUTOR in roles else frozenset()
    who = str(ask.in_place_of or by.id)
    forbidden = may(roles, who, ask.facts, before, teams=teams, entries=entries)
    if forbidden:
        return no(RefusedBecause.NOT_YOURS, forbidden)
    if ask.expected_number is not None and ask.expected_number != len(entries):
        named = before.confidential.visible_to if before.confidential is not None else None
        if not may_see(roles, str(by.id), named):
            return no(
                RefusedBecause.STALE, "It has changed since you opened it: open it again. What you wrote is not lost."
            )
        entries = with_names(ask.landlord, entries)
    try:
        under = _governing(landlord, before, ask.facts, today)
        command = Command(ask.facts, who, ask.expected_number, ask.reason, ask.history, ask.again)
        setting = Setting(today, calendar_of(landlord), under)
        answer = decide(entries, command, setting)
        if isinstance(answer, Refused) and answer.because is RefusedBecause.TWICE:
            answer = decide(with_names(ask.landlord, entries), command, setting)  # the same no, with who and when
        if isinstance(answer, Refused):
            return NotDone(answer)
        return _write(ask, answer, landlord, complaint_id, before, rows, entries, by, at, asked)
    except YearNotKnown as error:  # raised before anything was written
        return no(RefusedBecause.IMPOSSIBLE, str(error))


def _digest(ask: Ask, by: Staff) -> str:
    return digest_of(ask.facts, by, str(ask.complaint or ""), ask.reason, ask.on_behalf_of)


def _at_the_door(ask: Ask, by: Staff, today: date) -> NotDone | None:
    """What needs no look at the record to be refused."""
    if by.landlord_id != ask.landlord or (by.left_on is not None and by.left_on <= today):
        return no(RefusedBecause.NOT_YOURS, NOT_THERE)
    if not ask.erasing and any(isinstance(fact, e.WordsErased) for fact in ask.facts):
        message = "Words are erased by the command that erases them, not by an entry that says so."
        return no(RefusedBecause.IMPOSSIBLE, message)
    if ask.in_place_of is not None and not all(isinstance(fact, _HANDING_OVER) for fact in ask.facts):
        return no(RefusedBecause.NOT_YOURS, NOT_THERE)
    return None


_HANDING_OVER = (e.HandlerAssigned, e.MarkedConfidential)
"""All that is done in the place of somebody who leaves: who has it now, and who may see it."""


def _write(  # noqa: PLR0913, PLR0917  the last step needs what all the others found
    ask: Ask,
    answer: Accepted,
    landlord: Landlord,
    complaint_id: UUID,
    before: Complaint,
    rows: list[store.Line],
    entries: list[Told],
    by: Staff,
    at: datetime,
    asked: str,
) -> Done:
    today = at.astimezone(LONDON).date()
    # Worked out first, because a sum that needs a year nobody knows is refused, and then nothing may be written.
    number = len(rows)
    added = [Told(number + n, event, at, str(by.id)) for n, event in enumerate(answer.events, start=1)]
    complaint = complaint_from([*entries, *added])
    projected = projection.project(complaint, assessed(landlord, complaint, today))
    reference = rows[0].reference if rows else next_reference(landlord, complaint.received_on, today)
    written = store.append(
        landlord.id,
        complaint_id,
        rows,
        answer.events,
        at=at,
        by=str(by.id),
        key=ask.key or new_id(),
        on_behalf_of=ask.on_behalf_of,
        reference=reference,
        asked=asked,
    )
    projection.write(
        landlord.id,
        complaint_id,
        projected,
        reference=reference,
        number=written.last_number,
        digest=written.last_digest,
        on=today,
        before=before,
    )
    first = written.entries[0].number
    if written.words or first == 1:
        search.index(landlord.id, complaint_id, reference=reference, since=first, written=written.words)
    index_people(landlord.id, complaint_id, answer.events)
    return Done(complaint_id, reference, first, written.last_number)


def _governing(landlord: Landlord, before: Complaint, facts: Sequence[e.Event], today: date) -> Governing | None:
    """What governs the complaint; a new one is dated by the receipt it begins with."""
    if before.received is not None:
        return under_for(landlord, before, today)
    receipt = next((fact for fact in facts if isinstance(fact, e.ComplaintReceived)), None)
    return under_for(landlord, fold([receipt]), today) if receipt is not None else None
