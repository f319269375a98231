"""Erase what people wrote, by a person's decision; hold what must be kept. The record goes on saying that it was there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from putright.actions.erasures_listed import keep_list
from putright.actions.listed_again import list_again
from putright.actions.perform import Ask, Done, NotDone, perform
from putright.actions.requests import AskRequest, Recorded, perform_request
from putright.complaint import events as e
from putright.complaint.decide import Refused, RefusedBecause
from putright.complaint.history import Entry
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, may_see
from putright.people.roles import Role
from putright.people.row_security import theirs
from putright.records import retention, store
from putright.records.filing import release
from putright.records.filing_models import Filing
from putright.records.models import Request, Summary
from putright.records.requests_models import RequestSummary
from putright.records.retention_models import Disposal, LegalHold

__all__ = ["Erase", "Erased", "erase", "lift_hold", "no_traces", "place_hold"]

_LONDON = ZoneInfo("Europe/London")
_MAY_HOLD = frozenset({Role.COMPLAINTS_OFFICER, Role.MANAGER})
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase the words and documents of a complaint or service request, or of some of its entries."""

    landlord: UUID
    complaint: UUID
    """The complaint, or the service request."""
    basis: e.ErasureBasis
    entries: tuple[int, ...] = ()
    """The entries; all there are where none is named. What corrects one of them goes with it."""
    expected_number: int | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """They are gone, and the record says so."""

    number: int
    """The entry that says so."""
    words: int
    documents: int
    again: bool = False


def erase(ask: Erase, by: Staff, at: datetime) -> Erased | NotDone:
    """Erase, or say in one sentence why it must be kept. All of it, or nothing."""
    with no_traces(), theirs(by.landlord_id):
        return _erase(ask, by, at)


def _erase(ask: Erase, by: Staff, at: datetime) -> Erased | NotDone:
    today = at.astimezone(_LONDON).date()
    summary = _seen(ask.landlord, ask.complaint, by, at)
    if summary is None:
        return _no(NOT_THERE, RefusedBecause.NOT_YOURS)
    if (earlier := _earlier(ask)) is not None:
        return earlier
    if ask.basis is e.ErasureBasis.NOT_OURS and not ask.entries:
        return _no("Say which entries should not have been kept here: the whole of it is the landlord's to keep.")
    kept, no = retention.judged(ask.landlord, summary, ask.basis, today)
    if no:
        return _no(no)
    entries = _with_corrections(ask.entries, store.read(ask.landlord, ask.complaint))
    filings = Filing.objects.filter(landlord=ask.landlord, complaint=ask.complaint, erased_at=None)
    documents = (filings.filter(number__in=entries) if entries else filings).count()
    rule = kept.rule.kind if ask.basis is e.ErasureBasis.TIME_OVER else ""
    fact = e.WordsErased(today, ask.basis, entries, rule, documents)
    done = _said(ask, fact, summary, by, at)
    if isinstance(done, NotDone):
        return done
    wiped = retention.erase_words(ask.landlord, ask.complaint, entries, done.first_number, at)
    list_again(by.landlord, ask.complaint, at)
    Disposal.objects.create(
        landlord=ask.landlord,
        complaint=ask.complaint,
        reference=done.reference,
        number=done.first_number,
        basis=ask.basis.value,
        rule=rule,
        source=kept.rule.source[:300] if rule else "",
        due_on=kept.until if rule else None,
        decided_by=str(by.id),
        decided_at=at,
        words=wiped.words,
        documents=documents,
    )
    transaction.on_commit(lambda: release(wiped.documents))
    transaction.on_commit(lambda: keep_list(ask.landlord))
    return Erased(done.first_number, wiped.words, documents)


def _said(
    ask: Erase, fact: e.WordsErased, summary: Summary | RequestSummary, by: Staff, at: datetime
) -> Done | Recorded | NotDone:
    """The entry that says so, in the stream that it is about."""
    if isinstance(summary, RequestSummary):
        asked = AskRequest(ask.landlord, (fact,), ask.complaint, ask.expected_number, erasing=True, key=ask.key)
        return perform_request(asked, by, at)
    return perform(Ask(ask.landlord, (fact,), ask.complaint, ask.expected_number, erasing=True, key=ask.key), by, at)


def _with_corrections(wanted: Sequence[int], entries: Sequence[Entry]) -> tuple[int, ...]:
    """The entries with every later one that corrects one of them: it says the same thing again."""
    found = set(wanted)
    for entry in entries:
        if isinstance(entry.event, e.EntryCorrected) and entry.event.entry in found:
            found.add(entry.number)
    return tuple(sorted(found))


def _earlier(ask: Erase) -> Erased | None:
    """What was answered to the same request before."""
    if ask.key is None:
        return None
    request = Request.objects.filter(key=ask.key, landlord=ask.landlord, complaint=ask.complaint).first()
    if request is None:
        return None
    logged = Disposal.objects.filter(
        landlord=ask.landlord, complaint=ask.complaint, number=request.first_number, basis=ask.basis.value
    ).first()
    return Erased(logged.number, logged.words, logged.documents, again=True) if logged else None


@contextmanager
def no_traces() -> Iterator[None]:
    """On SQLite, write zeros over what is erased; it would otherwise lie in the file until something else needs the room.

    On PostgreSQL the old rows go with the next VACUUM, which runs by itself.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        before = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA secure_delete = ON")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA secure_delete = {before}")


def place_hold(landlord: UUID, complaint: UUID, reason: str, by: Staff, at: datetime) -> LegalHold | NotDone:
    """Say that a complaint must be kept, and why: a claim in court, an inquiry."""
    with theirs(by.landlord_id):
        if _seen(landlord, complaint, by, at) is None:
            return _no(NOT_THERE, RefusedBecause.NOT_YOURS)
        if no := _may_not_hold(by, reason, at):
            return no
        return LegalHold.objects.create(
            landlord=landlord, complaint=complaint, reason=reason.strip(), placed_by=str(by.id), placed_at=at
        )


def lift_hold(landlord: UUID, hold: UUID, because: str, by: Staff, at: datetime) -> LegalHold | NotDone:
    """Lift a hold, with a reason. It stays on file with both."""
    with theirs(by.landlord_id):
        held = LegalHold.objects.select_for_update().filter(pk=hold, landlord=landlord, lifted_at=None).first()
        if held is None or _seen(landlord, held.complaint, by, at) is None:
            return _no("There is no such hold, or it was lifted already.", RefusedBecause.NOT_YOURS)
        if no := _may_not_hold(by, because, at):
            return no
        held.lifted_by, held.lifted_at, held.lifted_because = str(by.id), at, because.strip()
        held.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    return held


def _may_not_hold(by: Staff, reason: str, at: datetime) -> NotDone | None:
    if not by.roles_on(at.astimezone(_LONDON).date()) & _MAY_HOLD:
        return _no("That is not yours to do: it takes a complaints officer or manager.", RefusedBecause.NOT_YOURS)
    if not 0 < len(reason.strip()) <= _LONGEST_REASON:
        return _no(f"Give the reason, in at most {_LONGEST_REASON} characters.")
    return None


def _seen(landlord: UUID, complaint: UUID, by: Staff, at: datetime) -> Summary | RequestSummary | None:
    """Its row in the list, locked for the rest of the command; None where it is not there for this person."""
    if by.landlord_id != landlord:
        return None
    with transaction.atomic():
        held = Summary.objects.select_for_update().filter(landlord=landlord, complaint=complaint).first()
        request = RequestSummary.objects.select_for_update().filter(landlord=landlord, request=complaint).first()
    roles = by.roles_on(at.astimezone(_LONDON).date())
    if held is None:
        return request if may_see(roles, str(by.id), None) else None
    named = [each for each in held.confidential_to.split(",") if each] if held.confidential_to else None
    return held if may_see(roles, str(by.id), named) else None


def _no(message: str, because: RefusedBecause = RefusedBecause.IMPOSSIBLE) -> NotDone:
    return NotDone(Refused(because, message))
