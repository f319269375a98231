"""Take what comes in, keep it in triage, and carry out what a person decides that it is: all of it, or nothing.

A contact becomes a complaint, a service request, a part of one that is open, or nothing. The date it truly arrived, its words
and the choice that was offered go along. The same request sent twice changes nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError

from putright.actions.carrying_out import LONDON, NotDone, carried_out, digest_of, no
from putright.actions.contacts_becoming import Became, Decided, Outcome, become
from putright.actions.contacts_people import on_file
from putright.actions.terms import assessed
from putright.actions.unavailable import RecordUnavailable
from putright.complaint import events as e
from putright.complaint.deadlines import Deadline
from putright.complaint.decide import RefusedBecause
from putright.complaint.evolve import fold
from putright.complaint.requests import RequestAsked
from putright.complaint.suggesting import Said, Suggestion, suggest
from putright.people.changing import NotYours, OtherLandlord
from putright.people.models import Landlord, Staff
from putright.people.permissions import kinds_open_to
from putright.records.contacts_models import Contact
from putright.workdays import YearNotKnown, in_words

__all__ = [
    "CONTACT_NOT_THERE",
    "ContactDone",
    "Contacted",
    "Danger",
    "acknowledge_by",
    "decide_contact",
    "may_take",
    "suggestion_for",
    "take_and_decide",
    "take_contact",
]

CONTACT_NOT_THERE = "There is nothing like that in triage, or it is not yours to work on."
_SHAPES = (e.ComplaintReceived, RequestAsked)


class Danger(StrEnum):
    """What is asked of everybody who rings: what cannot wait."""

    DAMP_MOULD = "damp_mould"
    DANGER = "danger"
    FIRE_STRUCTURE = "fire_structure"


@dataclass(frozen=True, slots=True)
class Contacted:
    """What came in, as whoever took it wrote it down."""

    arrived_on: date
    words: str
    channel: e.Channel = e.Channel.NOT_KNOWN
    receiver: e.Receiver = e.Receiver.NOT_KNOWN
    person: str = ""
    """A resident's id, or a name as it was given."""
    anonymous: bool = False
    home: str = ""
    """A home's id, or an address as it was given."""
    representative: str = ""
    representative_kind: str = ""
    representative_reach: str = ""
    authority_given: bool = False
    telephone: str = ""
    email: str = ""
    since: str = ""
    began_on: date | None = None
    spoken_to: str = ""
    wanted: str = ""
    dangers: tuple[Danger, ...] = ()
    needs: str = ""
    adjustment: str = ""
    prefers: str = ""
    unhappy: bool | None = None
    choice_offered: bool | None = None
    choice_taken: bool | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ContactDone:
    """It is kept; and where somebody has decided, what it has become."""

    contact: UUID
    outcome: Outcome | None = None
    """None while it waits in triage."""
    again: bool = False
    """Whether it had been done before, by the same request."""


def may_take(by: Staff, on: date) -> bool:
    """Whether somebody may take contacts and work on triage: those who may take in complaints and requests."""
    return kinds_open_to(by.roles_on(on), _SHAPES)


def suggestion_for(contacted: Contacted | Contact) -> Suggestion:
    """What it looks like, and why."""
    survey = contacted.channel == e.Channel.SURVEY
    return suggest(Said(contacted.words, contacted.unhappy, contacted.spoken_to, contacted.wanted, survey))


def acknowledge_by(landlord: Landlord, arrived_on: date, today: date) -> Deadline | None:
    """By when it is to be acknowledged if it is a complaint: the date that runs while it waits in triage.

    By the edition in force when it arrived, and the landlord's policy where that is stricter.
    """
    try:
        due = assessed(landlord, fold([e.ComplaintReceived(arrived_on)]), today).deadlines
    except YearNotKnown:
        return None
    dated = [each for each in due if each.what == "acknowledge" and each.stage == 1 and each.due_on is not None]
    return min(dated, key=lambda each: each.due_on or date.max, default=None)


def take_contact(contacted: Contacted, by: Staff, at: datetime, *, key: UUID) -> ContactDone | NotDone:
    """Keep it in triage. Raises RecordUnavailable, with a sentence, where the database cannot take it."""
    return take_and_decide(contacted, None, by, at, key=key)


def take_and_decide(
    contacted: Contacted, decided: Decided | None, by: Staff, at: datetime, *, key: UUID
) -> ContactDone | NotDone:
    """Keep it and carry out what was decided, in one transaction. `decided` is None where it waits in triage.

    Raises RecordUnavailable, with a sentence, where the database cannot take it.
    """
    asked = digest_of((), by, "contact", repr(contacted), repr(decided))
    try:
        return carried_out(lambda: _take(contacted, decided, by, at, key, asked), by.landlord_id, keyed=True)
    except RecordUnavailable:
        earlier = _earlier(by, key, asked)  # the same, sent twice at once: the other one has it
        if earlier is None:
            raise
        return earlier


def decide_contact(
    contact: UUID, contacted: Contacted, decided: Decided, by: Staff, at: datetime
) -> ContactDone | NotDone:
    """Carry out what somebody decided about a contact that waits. What they learnt meanwhile is in `contacted`.

    Raises RecordUnavailable, with a sentence, where the database cannot take it.
    """
    return carried_out(lambda: _decide_waiting(contact, contacted, decided, by, at), by.landlord_id, keyed=True)


def _take(
    contacted: Contacted, decided: Decided | None, by: Staff, at: datetime, key: UUID, asked: str
) -> ContactDone | NotDone:
    if refused := _at_the_door(contacted, by, at):
        return refused
    if earlier := _earlier(by, key, asked):
        return earlier
    row = Contact(landlord=by.landlord_id, key=key, asked=asked, recorded_at=at, recorded_by=str(by.pk))
    _fill(row, contacted)
    row.save(force_insert=True)
    return ContactDone(row.pk) if decided is None else _decide(row, decided, by, at)


def _at_the_door(contacted: Contacted, by: Staff, at: datetime) -> NotDone | None:
    today = at.astimezone(LONDON).date()
    if (by.left_on is not None and by.left_on <= today) or not may_take(by, today):
        return no(RefusedBecause.NOT_YOURS, CONTACT_NOT_THERE)
    if contacted.arrived_on > today:
        said = f"It cannot have arrived on {in_words(contacted.arrived_on)}, because today is {in_words(today)}."
        return no(RefusedBecause.IMPOSSIBLE, said)
    return None


def _earlier(by: Staff, key: UUID, asked: str) -> ContactDone | NotDone | None:
    row = Contact.objects.filter(landlord=by.landlord_id, key=key).first()
    if row is None:
        return None
    if row.asked != asked:
        said = (
            "This was sent before with something else in it, and that is on record: look there before you send it anew."
        )
        return no(RefusedBecause.IMPOSSIBLE, said)
    return ContactDone(row.pk, _outcome_of(row), again=True)


def _outcome_of(row: Contact) -> Outcome | None:
    return Outcome(Became(row.became), row.stream, row.reference) if row.became else None


def _fill(row: Contact, contacted: Contacted) -> None:
    """What came in, into its row, with what it looks like."""
    for name in Contacted.__slots__:
        value = getattr(contacted, name)
        setattr(row, name, ",".join(value) if name == "dangers" else value)
    suggested = suggestion_for(contacted)
    row.suggested, row.because = suggested.what.value, ",".join(suggested.names)


def _decide_waiting(
    contact: UUID, contacted: Contacted, decided: Decided, by: Staff, at: datetime
) -> ContactDone | NotDone:
    if refused := _at_the_door(contacted, by, at):
        return refused
    row = Contact.objects.select_for_update().filter(landlord=by.landlord_id, pk=contact).first()
    if row is None:
        return no(RefusedBecause.NOT_YOURS, CONTACT_NOT_THERE)
    if row.became:
        if row.became == decided.became and row.decided_by == str(by.pk):
            return ContactDone(row.pk, _outcome_of(row), again=True)
        return no(RefusedBecause.STALE, "Somebody else has decided about it in the meantime: open it again.")
    _fill(row, contacted)
    return _decide(row, decided, by, at)


def _decide(row: Contact, decided: Decided, by: Staff, at: datetime) -> ContactDone | NotDone:
    """Put who is not on file there, let it become what was decided, and say so on its row."""
    try:
        if decided.became is not Became.NOTHING:
            on_file(row, by, at)
        outcome = become(row, decided, by, at)
    except NotYours as refused:
        return no(RefusedBecause.NOT_YOURS, str(refused))
    except OtherLandlord as refused:
        return no(RefusedBecause.IMPOSSIBLE, str(refused))
    except ValidationError as wrong:
        return no(RefusedBecause.IMPOSSIBLE, " ".join(wrong.messages))
    if isinstance(outcome, NotDone):
        return outcome
    row.became, row.stream, row.reference = outcome.became.value, outcome.stream, outcome.reference
    row.why, row.decided_by, row.decided_at = decided.why, str(by.pk), at
    if outcome.became is not Became.NOTHING:
        for name in Contact.MOVED:
            setattr(row, name, "")
    row.save()
    return ContactDone(row.pk, outcome)
