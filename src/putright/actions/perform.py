"""Perform a command: authorise, load, decide, append, project, in one transaction; or say no in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django import db
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from putright.actions.fitting import as_kept, misfit
from putright.actions.references import next_reference
from putright.actions.terms import assessed, calendar_of, under_for
from putright.actions.unavailable import RecordUnavailable, unavailable
from putright.complaint import events as e
from putright.complaint.assess import Governing
from putright.complaint.codec import EventError, write_event
from putright.complaint.decide import Accepted, Command, Refused, RefusedBecause, Setting, decide
from putright.complaint.evolve import fold
from putright.complaint.history import Entry as Told
from putright.complaint.history import complaint_from
from putright.complaint.state import Complaint
from putright.people.models import Landlord, Staff
from putright.people.permissions import NOT_THERE, may, may_see
from putright.people.roles import Role
from putright.records import chain, projection, search, store
from putright.records.models import Entry, Request, Summary, new_id
from putright.workdays import YearNotKnown, in_words

__all__ = ["Ask", "Done", "NotDone", "RecordUnavailable", "perform"]

_LONDON = ZoneInfo("Europe/London")
_PATIENCE = "20s"
"""How long PostgreSQL waits for another writer, as SQLite does by the settings."""
_TRIES = 4
"""How often a command is decided again when another request was quicker."""


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
    """Carry out a command for somebody at a moment. All of it is on record, or none.

    Raises RecordUnavailable, with a sentence, where the database cannot take it. Inside a transaction of the caller's
    it is on record when that one is.
    """
    try:
        facts = as_kept(ask.facts)
    except EventError as error:
        return _no(RefusedBecause.IMPOSSIBLE, str(error))
    no = misfit(facts, reason=ask.reason, on_behalf_of=ask.on_behalf_of)
    if no:
        return _no(RefusedBecause.IMPOSSIBLE, no)
    ask = replace(ask, facts=facts)
    lost_before = False
    for _ in range(_TRIES):
        try:
            return _at_once(ask, by, at)
        except store.TakenNumber:  # decide again on what is true now
            continue
        except _Lost as lost:
            if lost_before or connection.in_atomic_block or (lost.perhaps_written and ask.key is None):
                raise unavailable(lost.error, perhaps_written=lost.perhaps_written) from lost.error
            lost_before = True  # a new connection may serve, and nothing can be done twice
    raise RecordUnavailable(
        "The complaint is being changed by many at once. Nothing was recorded, and what you wrote is not lost: send it "
        "again in a moment."
    )


class _Lost(Exception):  # noqa: N818  it is dealt with here
    """The connection has gone; perhaps while the command was being made permanent, else nothing of it was kept."""

    def __init__(self, error: db.Error, *, perhaps_written: bool) -> None:
        super().__init__()
        self.error, self.perhaps_written = error, perhaps_written


def _at_once(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    """One transaction. What goes wrong with the database becomes one sentence."""
    answer: Done | NotDone | None = None
    used = None
    try:
        with transaction.atomic():
            used = connection.connection
            if connection.vendor == "postgresql":  # it would wait for ever
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
            answer = _perform(ask, by, at)
    except db.Error as error:
        # Leaving the transaction, Django has put another connection in the place of one that had gone.
        if used is not None and connection.connection is not used:
            raise _Lost(error, perhaps_written=isinstance(answer, Done)) from error
        raise unavailable(error) from error
    else:
        return answer


def _perform(ask: Ask, by: Staff, at: datetime) -> Done | NotDone:
    today = at.astimezone(_LONDON).date()
    asked = _digest(ask, by)
    answered = _at_the_door(ask, by, today) or _earlier(ask, asked)
    if answered is not None:
        return answered
    landlord: Landlord = by.landlord
    complaint_id = ask.complaint or new_id()
    held = None
    if ask.complaint is not None:
        held = Summary.objects.select_for_update().filter(landlord=ask.landlord, complaint=ask.complaint).first()
        if held is None:
            return _no(RefusedBecause.NOT_YOURS, NOT_THERE)
    rows = store.rows(ask.landlord, complaint_id) if held else []
    entries = store.as_told(rows, store.words_of(ask.landlord, complaint_id)) if held else []
    before = complaint_from(entries)
    roles = by.roles_on(today)
    teams = by.teams_on(today) if Role.CONTRIBUTOR in roles else frozenset()
    forbidden = may(roles, str(by.id), ask.facts, before, teams=teams, entries=entries)
    if forbidden:
        return _no(RefusedBecause.NOT_YOURS, forbidden)
    if ask.expected_number is not None and ask.expected_number != len(entries):
        named = before.confidential.visible_to if before.confidential is not None else None
        if not may_see(roles, str(by.id), named):
            return _no(
                RefusedBecause.STALE, "It has changed since you opened it: open it again. What you wrote is not lost."
            )
        entries = _with_names(ask.landlord, entries)
    try:
        under = _governing(landlord, before, ask.facts, today)
        command = Command(ask.facts, str(by.id), ask.expected_number, ask.reason, ask.history)
        answer = decide(entries, command, Setting(today, calendar_of(landlord), under))
        if isinstance(answer, Refused):
            return NotDone(answer)
        return _write(ask, answer, landlord, complaint_id, before, rows, entries, by, at, asked)
    except YearNotKnown as error:  # raised before anything was written
        return _no(RefusedBecause.IMPOSSIBLE, str(error))


def _at_the_door(ask: Ask, by: Staff, today: date) -> NotDone | None:
    """What needs no look at the record to be refused."""
    if by.landlord_id != ask.landlord or (by.left_on is not None and by.left_on <= today):
        return _no(RefusedBecause.NOT_YOURS, NOT_THERE)
    if not ask.erasing and any(isinstance(fact, e.WordsErased) for fact in ask.facts):
        message = "Words are erased by the command that erases them, not by an entry that says so."
        return _no(RefusedBecause.IMPOSSIBLE, message)
    return None


def _write(  # noqa: PLR0913, PLR0917  the last step needs what all the others found
    ask: Ask,
    answer: Accepted,
    landlord: Landlord,
    complaint_id: UUID,
    before: Complaint,
    rows: list[Entry],
    entries: list[Told],
    by: Staff,
    at: datetime,
    asked: str,
) -> Done:
    today = at.astimezone(_LONDON).date()
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
        search.index(landlord.id, complaint_id, reference=reference, since=first)
    return Done(complaint_id, reference, first, written.last_number)


def _governing(landlord: Landlord, before: Complaint, facts: Sequence[e.Event], today: date) -> Governing | None:
    """What governs the complaint; a new one is dated by the receipt it begins with."""
    if before.received is not None:
        return under_for(landlord, before, today)
    receipt = next((fact for fact in facts if isinstance(fact, e.ComplaintReceived)), None)
    return under_for(landlord, fold([receipt]), today) if receipt is not None else None


def _with_names(landlord: UUID, entries: Sequence[Told]) -> list[Told]:
    """The entries with who wrote them, and when, in words: for somebody whose screen is out of date."""
    people = {str(key): name for key, name in Staff.objects.filter(landlord=landlord).values_list("id", "name")}

    def told(entry: Told) -> str:
        when = entry.recorded_at.astimezone(_LONDON)
        return f"{people.get(entry.recorded_by, 'Somebody')}, {in_words(when.date())} at {when:%H:%M}"

    return [replace(entry, recorded_by=told(entry)) for entry in entries]


def _earlier(ask: Ask, asked: str) -> Done | NotDone | None:
    """What was answered when this request came before; None where it is new."""
    if ask.key is None:
        return None
    request = Request.objects.filter(key=ask.key).first()
    if request is None:
        return None
    if request.landlord != ask.landlord or request.asked != asked:
        return _no(RefusedBecause.IMPOSSIBLE, "This request was used before for something else: send it as a new one.")
    first = Entry.objects.get(landlord=request.landlord, complaint=request.complaint, number=1)
    return Done(request.complaint, first.reference, request.first_number, request.last_number, again=True)


def _digest(ask: Ask, by: Staff) -> str:
    """What was asked and by whom, so that a repeated request can be told from a reused id.

    Keyed with the installation's own key: it covers words about people, and must say nothing once they are erased.
    """
    facts = [write_event(fact) for fact in ask.facts]
    asked = chain.canonical([facts, str(ask.complaint or ""), ask.reason, ask.on_behalf_of, str(by.pk)])
    return salted_hmac("putright.request", asked, algorithm="sha256").hexdigest()


def _no(because: RefusedBecause, message: str) -> NotDone:
    return NotDone(Refused(because, message))
