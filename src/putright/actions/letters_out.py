"""A letter leaves: composed, checked, set as PDF, filed and put on record with all that it makes true, in one transaction.

By e-mail and by hand it is on record at once. By post it waits until somebody says that it was posted
(`letters_post`), because a letter in a tray has reached nobody. Nothing is sent twice: the draft, the key of the request
and the key of the outbox row each stand for one sending.
"""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import pypdfium2
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from putright.actions.letters import (
    LONDON,
    Composed,
    Standing,
    approved_as_it_is,
    changed_since,
    compose_for,
    no,
    standing_of,
)
from putright.actions.letters_facts import shapes_of, with_parts
from putright.actions.perform import Ask, Done, NotDone, perform
from putright.actions.terms import under_for
from putright.blocks import Layout
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.documents.writing import WritingError, write_pdf, write_text
from putright.letters import Missing, kind_named
from putright.letters.check import may_go
from putright.people.looking import visible
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.people.row_security import theirs
from putright.records import search
from putright.records.filing import Arrived, PutAside, arriving, hold
from putright.records.filing_models import Filing
from putright.records.letters_models import LetterDraft, LetterMail, LetterWaiting
from putright.records.media_types import NotAccepted
from putright.records.models import Outbox, Summary
from putright.records.storage import Damaged, NoRoom, storage
from putright.workdays import YearNotKnown

__all__ = [
    "MAIL",
    "WAYS",
    "Issue",
    "Issued",
    "Record",
    "counted",
    "enqueue_mail",
    "issue",
    "missing_of",
    "put_on_record",
]

MAIL = "mail"
"""The kind of outbox row that is delivered by e-mail."""
WAYS = (e.Channel.EMAIL, e.Channel.LETTER, e.Channel.IN_PERSON)
"""How a letter can leave from here."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Send the letter of a draft."""

    draft: UUID
    version: int
    channel: e.Channel
    key: UUID
    """The request: the same again sends nothing."""
    layout: str = ""
    """How it is set; as the draft says, else as the reader chose, where it is empty."""
    email: str = ""
    """Where it goes by e-mail; the reader's address where it is empty."""
    on: date | None = None
    """The day it was handed over, where that is not today."""
    expected_number: int | None = None
    reason: str = ""
    """Why it goes in spite of what the Code says, after being stopped."""


@dataclass(frozen=True, slots=True)
class Issued:
    """It has left, or waits for the post."""

    letter: str
    """What the record calls it; empty while it waits."""
    waiting: bool = False
    again: bool = False


def issue(ask: Issue, by: Staff, at: datetime) -> Issued | NotDone:
    """Send it, or say in one sentence why not; then nothing is recorded and nothing leaves.

    What is missing from the letter stops it. What only departs from the Code, such as being late, stops it once.
    """
    if ask.channel not in WAYS:
        return no("A letter leaves from here by e-mail, by post or by hand: record any other way as a message.")
    found = _ready(ask, by, at)
    if not isinstance(found, _Ready):
        return found
    try:
        pdf = write_pdf(found.composed.letter.paper, on=at.astimezone(LONDON).date(), layout=found.layout)
    except WritingError as error:
        return no(str(error))
    if ask.channel is e.Channel.LETTER:
        return _to_the_post(ask, found, pdf, by, at)
    on = ask.on or at.astimezone(LONDON).date()
    record = Record(
        found.draft,
        found.standing,
        found.composed.facts,
        found.composed.parts,
        ask.channel,
        on,
        ask.key,
        ask.reason,
        pdf,
        found.composed.letter.template,
        found.layout.value,
    )
    mail = _mail_of(ask, found) if ask.channel is e.Channel.EMAIL else None
    if isinstance(mail, NotDone):
        return mail
    return put_on_record(record, by, at, mail=mail, expected_number=ask.expected_number)


@dataclass(frozen=True, slots=True)
class _Ready:
    draft: LetterDraft
    standing: Standing
    composed: Composed
    layout: Layout


def _ready(ask: Issue, by: Staff, at: datetime) -> _Ready | Issued | NotDone:
    """What has to be so before anything is set; what was sent by the same request before is answered."""
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        draft = LetterDraft.objects.filter(landlord=by.landlord_id, pk=ask.draft).first()
        summary = _seen(draft.complaint, by, today) if draft is not None else None
        if draft is None or summary is None:
            return no(NOT_THERE, RefusedBecause.NOT_YOURS)
        if draft.key == ask.key:
            return Issued(draft.letter, waiting=draft.state == "waiting", again=True)
        if draft.state not in ("draft", "asked", "approved") or draft.version != ask.version:
            return no("The letter has changed since you opened it: look at it again.", RefusedBecause.STALE)
        if not kinds_open_to(by.roles_on(today), shapes_of(kind_named(draft.kind))):
            return no("Sending this letter is not yours to do: ask a complaints officer.", RefusedBecause.NOT_YOURS)
        standing = standing_of(by.landlord, draft.complaint, summary.reference)
        name = free_name(standing)
        try:
            on = ask.on or today
            composed = compose_for(standing, draft, on, channel=ask.channel, letter=name)
            missing = missing_of(standing, draft, composed)
        except YearNotKnown as error:
            return no(str(error))
    if not may_go(missing):
        first = next(each for each in missing if each.must)
        return no(f"It cannot go yet. {first.place}: {first.sentence}")
    layout = ask.layout or draft.layout
    return _Ready(draft, standing, composed, Layout(layout) if layout in set(Layout) else composed.letter.layout)


def missing_of(standing: Standing, draft: LetterDraft, composed: Composed) -> tuple[Missing, ...]:
    """Everything that keeps the letter back or could be better, and an approval that its words have outgrown."""
    missing = composed.missing
    if any(each.part == "approval" for each in missing) or approved_as_it_is(standing, draft, composed):
        return missing
    terms = under_for(standing.landlord, standing.complaint, draft.changed_at.astimezone(LONDON).date()).terms
    return (changed_since(terms), *missing) if terms is not None else missing


def _seen(complaint: UUID, by: Staff, today: date) -> Summary | None:
    return visible(Summary.objects.filter(complaint=complaint), by, today).first()


def free_name(standing: Standing) -> str:
    """L1, L2 and so on: what the record calls the letter."""
    taken = set(standing.complaint.letters)
    taken |= set(
        Filing.objects.filter(landlord=standing.landlord.pk, complaint=standing.key).values_list("document", flat=True)
    )
    number = len(standing.complaint.letters) + 1
    while f"L{number}" in taken:
        number += 1
    return f"L{number}"


@dataclass(frozen=True, slots=True)
class _Mail:
    to: str
    subject: str
    words: str


def _mail_of(ask: Issue, found: _Ready) -> _Mail | NotDone:
    to = ask.email.strip() or found.composed.email
    if not to:
        return no("No e-mail address is known for them: give one, or send it another way.")
    try:
        validate_email(to)
    except ValidationError:
        return no("That is not an e-mail address: look for a slip, or send it another way.")
    paper = found.composed.letter.paper
    reference = f" ({found.standing.reference})" if found.standing.reference else ""
    return _Mail(to, f"{paper.title}{reference}"[:300], write_text(paper))


def _to_the_post(ask: Issue, found: _Ready, pdf: bytes, by: Staff, at: datetime) -> Issued | NotDone:
    """Keep the bytes until somebody posts them."""
    composed, draft = found.composed, found.draft
    envelope = composed.letter.paper.envelope
    if envelope is None or len(envelope.to) < 2:  # noqa: PLR2004  a name and at least one line of an address
        return no("No address is known for them: add it to the person, or send it another way.")
    with theirs(by.landlord_id):
        held = LetterDraft.objects.select_for_update().get(pk=draft.pk)
        if held.version != draft.version or held.state == "waiting":
            return no("The letter has changed since you opened it: look at it again.", RefusedBecause.STALE)
        LetterWaiting.objects.create(
            landlord=draft.landlord,
            complaint=draft.complaint,
            draft=draft.pk,
            reference=found.standing.reference,
            pdf=pdf,
            digest=_digest(pdf),
            pages=counted(pdf),
            parts=list(composed.parts),
            told_on=composed.told_on,
            to=envelope.to[0][:200],
            reason=ask.reason,
            by=str(by.pk),
            at=at,
        )
        held.state, held.version, held.key = "waiting", held.version + 1, ask.key
        held.layout, held.template = found.layout.value, composed.letter.template
        held.issued_by, held.issued_at = str(by.pk), at
        held.save()
    return Issued("", waiting=True)


def _digest(pdf: bytes) -> str:
    from hashlib import sha256

    return sha256(pdf).hexdigest()


def counted(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return len(document)
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Record:
    """A letter that leaves: its facts, its bytes, how and when."""

    draft: LetterDraft
    standing: Standing
    facts: tuple[e.Event, ...]
    parts: tuple[str, ...]
    channel: e.Channel
    on: date
    key: UUID
    reason: str
    pdf: bytes
    template: str = ""
    layout: str = ""


def put_on_record(
    record: Record, by: Staff, at: datetime, *, mail: _Mail | None = None, expected_number: int | None = None
) -> Issued | NotDone:
    """File the bytes and record the facts of a letter, enqueue what takes it out, mark the draft: all of it, or nothing."""
    draft, standing = record.draft, record.standing
    number = expected_number if expected_number is not None else len(standing.entries)
    name = _name_of(record)
    with _taken_in(f"{standing.reference} {kind_named(draft.kind).title}.pdf", record.pdf) as arrived:
        if isinstance(arrived, NotDone):
            return arrived
        with theirs(by.landlord_id):
            hold(arrived.digest)
            Summary.objects.select_for_update().get(landlord=draft.landlord, complaint=draft.complaint)
            held = LetterDraft.objects.select_for_update().get(pk=draft.pk)
            if held.key == record.key and held.state == "issued":  # the same request, a moment ago
                return Issued(held.letter, again=True)
            if held.version != draft.version:
                return no("The letter has changed since you opened it: look at it again.", RefusedBecause.STALE)
            if not storage().has(arrived.digest):
                return no("The file was swept up before it could be recorded: send it again.")
            sent = e.LetterSent(record.on, name, draft.kind, record.channel, arrived.digest)
            facts = (*with_parts(record.facts, record.parts), sent)
            ask = Ask(draft.landlord, facts, draft.complaint, number, record.reason, key=record.key, again=True)
            done = perform(ask, by, at)
            if isinstance(done, NotDone):
                return done
            if done.again:
                return Issued(name, again=True)
            _kept(record, arrived, done, len(facts), name, by, at)
            _left(held, record, name, by, at)
            if mail is not None:
                _mailed(draft, name, mail, at)
    return Issued(name)


def _name_of(record: Record) -> str:
    named = next((each.document for each in record.facts if isinstance(each, e.ResponseIssued) and each.document), "")
    return named or free_name(record.standing)


@contextmanager
def _taken_in(name: str, pdf: bytes) -> Iterator[Arrived | NotDone]:
    """The bytes where documents are kept; or why they cannot be kept."""
    try:
        with arriving(name, [pdf]) as arrived:
            yield arrived
    except (NotAccepted, NoRoom, Damaged) as error:
        yield no(str(error))
    except PutAside as aside:
        aside.path.unlink(missing_ok=True)
        yield no(
            "The virus scanner does not answer just now, so the letter cannot be filed: send it again in a moment."
        )


def _kept(record: Record, arrived: Arrived, done: Done, facts: int, name: str, by: Staff, at: datetime) -> None:
    filing = Filing.objects.create(
        landlord=record.draft.landlord,
        complaint=record.draft.complaint,
        number=done.first_number + facts - 1,  # departures come after the facts
        document=name,
        digest=arrived.digest,
        name=arrived.name,
        media_type=arrived.kind.name,
        size=arrived.size,
        filed_at=at,
        filed_by=str(by.pk),
        key=record.key,
    )
    search.index_document(filing)


def _left(held: LetterDraft, record: Record, name: str, by: Staff, at: datetime) -> None:
    held.state, held.version, held.letter = "issued", held.version + 1, name
    held.key = held.key or record.key
    held.template, held.layout = record.template or held.template, record.layout or held.layout
    if held.issued_at is None:
        held.issued_by, held.issued_at = str(by.pk), at
    held.save()


def _mailed(draft: LetterDraft, name: str, mail: _Mail, at: datetime) -> None:
    row = LetterMail.objects.create(
        landlord=draft.landlord,
        complaint=draft.complaint,
        letter=name,
        to=mail.to,
        subject=mail.subject,
        words=mail.words,
        asked_at=at,
    )
    enqueue_mail(row, at)


def enqueue_mail(row: LetterMail, at: datetime) -> None:
    """Ask for a letter to be handed to the mail server, in the caller's transaction. One key for one sending."""
    body: dict[str, Any] = {"mail": str(row.pk)}
    Outbox.objects.create(
        landlord=row.landlord,
        complaint=row.complaint,
        kind=MAIL,
        body=json.dumps(body),
        key=f"letter {uuid5(row.pk, str(row.sent_again))}",
        due_at=at,
    )
