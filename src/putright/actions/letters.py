"""Letters in the making: composed on the complaint as it would be once they left, saved as drafts, checked.

A letter is composed on a trial of the record, with the facts that it will make: the new date of an extension stands in the
letter and goes on record with it, in one step. Nothing here records a fact; `letters_out` does, when the letter leaves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from putright.actions.letters_facts import Making, facts_of
from putright.actions.letters_people import landlord_facts, people_in
from putright.actions.perform import NotDone
from putright.actions.terms import calendar_of, under_for
from putright.complaint import events as e
from putright.complaint.assess import assess
from putright.complaint.decide import Refused, RefusedBecause
from putright.complaint.history import Entry, complaint_from
from putright.complaint.state import Complaint
from putright.complaint.terms import PolicyTerms
from putright.letters import (
    Letter,
    Missing,
    Setting,
    SlotState,
    Source,
    Written,
    check,
    compose,
    kind_named,
    shipped_template,
)
from putright.letters.fields import Shape, all_fields
from putright.letters.matter import Matter
from putright.letters.notation import Branch, Line
from putright.letters.phrases import phrases
from putright.people.looking import visible
from putright.people.models import Landlord, Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.people.row_security import theirs
from putright.records import store
from putright.records.letters_models import LIVING, LetterDraft
from putright.records.models import Summary

__all__ = [
    "Composed",
    "Save",
    "Standing",
    "abandon",
    "approved_as_it_is",
    "compose_for",
    "living",
    "no",
    "save_draft",
    "slots_of",
    "standing_of",
]

LONDON = ZoneInfo("Europe/London")
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Standing:
    """A complaint with all its entries, as a letter is composed from it."""

    landlord: Landlord
    key: UUID
    reference: str
    entries: list[Entry]
    complaint: Complaint


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter as it would leave on a day, and what it would do."""

    letter: Letter
    missing: tuple[Missing, ...]
    facts: tuple[e.Event, ...]
    """Without `parts`."""
    told_on: date | None
    """The day it names for the answer, where it acknowledges."""
    email: str
    """The reader's; empty where none is known."""
    to: str
    """The reader's name."""
    digest: str
    """Of its words."""
    asked: bool
    """Whether the policy wants it approved before it is sent."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What it holds, by name, in an order that stays."""
        return tuple(sorted(self.letter.carried))


def standing_of(landlord: Landlord, complaint: UUID, reference: str) -> Standing:
    """A complaint as it stands now."""
    rows = store.rows(landlord.pk, complaint)
    entries = store.as_told(rows, store.words_of(landlord.pk, complaint))
    return Standing(landlord, complaint, reference, entries, complaint_from(entries))


def compose_for(
    standing: Standing, draft: LetterDraft, on: date, *, channel: e.Channel = e.Channel.NOT_KNOWN, letter: str = ""
) -> Composed:
    """The letter of a draft on a day, what it lacks, and the facts it makes.

    Raises YearNotKnown where a date needs a year whose bank holidays are not known.
    """
    matter, facts = _matter(standing, draft, on, channel, letter)
    made = compose(matter.kind, matter.complaint, matter.assessment, matter.landlord, matter.written, matter.setting)
    terms = matter.setting.terms
    reader = matter.reader
    return Composed(
        made,
        check(made, matter.complaint, terms),
        facts,
        _told_on(matter),
        reader.email if matter.kind.to == "resident" else "",
        matter.ombudsman_name if matter.kind.to == "ombudsman" else reader.name or reader.salutation,
        sha256(f"{made.paper.title}\n{made.text}".encode()).hexdigest(),
        matter.kind.answers and terms is not None and terms.policy.handling.approval_before_sending is not None,
    )


def _matter(
    standing: Standing, draft: LetterDraft, on: date, channel: e.Channel, letter: str
) -> tuple[Matter, tuple[e.Event, ...]]:
    """What the letter is worked out from: the complaint with what the letter itself will put on record."""
    kind = kind_named(draft.kind)
    by = draft.signer or draft.issued_by or draft.changed_by
    making = Making(
        kind, draft.stage, standing.complaint, draft.slots, draft.choices, on, by, channel=channel, letter=letter
    )
    facts = facts_of(making)
    # An acknowledgement and an answer say what stands on record before them; every other letter says what it makes so.
    trial = [each for each in facts if not isinstance(each, e.Acknowledged | e.ResponseIssued)]
    number, at = len(standing.entries), datetime.combine(on, datetime.min.time(), LONDON)
    added = [Entry(number + n, fact, at, by) for n, fact in enumerate(trial, start=1)]
    complaint = complaint_from([*standing.entries, *added]) if added else standing.complaint
    landlord, calendar = standing.landlord, calendar_of(standing.landlord)
    under = under_for(landlord, complaint, on)
    record = complaint.stages.get(draft.stage)
    people = people_in(landlord, standing.entries, complaint, on, by)
    matter = Matter(
        kind,
        complaint,
        assess(complaint, under, calendar, today=on),
        landlord_facts(landlord),
        Written(
            draft.slots,
            draft.signer or ("" if record is not None and record.handlers else by),
            None,
            draft.language,
            draft.stage,
            draft.choices.get("promise", ""),
            to_resident=kind.name == "representative_authority",
        ),
        Setting(on, calendar, under.terms, people, None, standing.reference),
        phrases("en"),
    )
    told_on = _told_on(matter)
    if told_on is not None:
        facts = facts_of(
            Making(kind, draft.stage, standing.complaint, draft.slots, draft.choices, on, by, channel, letter, told_on)
        )
    return matter, facts


def slots_of(composed: Composed, draft: LetterDraft) -> tuple[SlotState, ...]:
    """What a person can write into a letter: what it has room for now, and what it makes room for once it is written."""
    found = {each.name: each for each in composed.letter.slots}
    known = all_fields()
    for name in _asked_about(shipped_template(draft.kind, composed.letter.paper.language).body):
        if known[name].shape is Shape.SLOT and name not in found:
            found[name] = SlotState(name, known[name].says, draft.slots.get(name, ""), optional=True)
    return tuple(found.values())


def _asked_about(body: Iterable[Line | Branch]) -> Iterator[str]:
    """Every field behind an `if` that stands on lines of its own."""
    for each in body:
        if isinstance(each, Branch):
            yield each.field
            yield from _asked_about((*each.then, *each.otherwise))


def _told_on(matter: Matter) -> date | None:
    if not matter.kind.rulebook_letter.startswith("acknowledgement"):
        return None
    due = matter.answer_due
    return due.due_on if due is not None else None


def approved_as_it_is(standing: Standing, draft: LetterDraft, composed: Composed) -> bool:
    """Whether the words of a draft are those that somebody approved.

    Composed once more for the day of the approval: that another day has come since changes dates, and not what was read.
    An approval that was recorded without these pages counts for the draft as it was then.
    """
    if not composed.asked:
        return True
    if draft.approved_digest and draft.approved_at is not None:
        then = compose_for(standing, draft, draft.approved_at.astimezone(LONDON).date())
        return then.digest == draft.approved_digest
    return any(
        isinstance(each.event, e.ApprovalGiven)
        and each.event.stage == draft.stage
        and each.recorded_at > draft.changed_at
        for each in standing.entries
    )


def changed_since(terms: PolicyTerms) -> Missing:
    """What is missing where a letter was changed after somebody approved it."""
    asked = terms.policy.handling.approval_before_sending
    section = asked.section if asked is not None else ""
    sentence = "It was changed after it was approved: have it read again as it is now."
    return Missing("approval", Source.POLICY, f"{Source.POLICY} {section}", sentence)


@dataclass(frozen=True, slots=True)
class Save:
    """Keep a draft as somebody has written it."""

    complaint: UUID
    kind: str
    stage: int
    slots: Mapping[str, str]
    choices: Mapping[str, str] = field(default_factory=dict)
    signer: str = ""
    layout: str = ""
    language: str = ""
    version: int = 0
    """The version they had before them; 0 for a new draft."""


def save_draft(ask: Save, by: Staff, at: datetime) -> LetterDraft | NotDone:
    """Save it, or say in one sentence why not. A draft that was approved and changes has to be read again."""
    for name, text in ask.slots.items():
        if len(text) > _LONGEST:
            words = name.replace("_", " ")
            return no(f"“{words}” has {len(text):,} characters, and there is room for {_LONGEST:,}: shorten it.")
    with theirs(by.landlord_id):
        if not _may_write(ask.complaint, by, at):
            return no(NOT_THERE, RefusedBecause.NOT_YOURS)
        held = _locked(by.landlord_id, ask.complaint, ask.kind, ask.stage)
        if held is None:
            return _first(ask, by, at)
        return _saved(held, ask, by, at)


def _first(ask: Save, by: Staff, at: datetime) -> LetterDraft | NotDone:
    draft = LetterDraft(
        landlord=by.landlord_id,
        complaint=ask.complaint,
        kind=ask.kind,
        stage=ask.stage,
        made_by=str(by.pk),
        made_at=at,
        changed_by=str(by.pk),
        changed_at=at,
        **_values(ask),
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return no("Somebody else has begun this letter at the same moment: open it again.", RefusedBecause.STALE)
    return draft


def _saved(held: LetterDraft, ask: Save, by: Staff, at: datetime) -> LetterDraft | NotDone:
    new = _values(ask)
    if all(getattr(held, name) == value for name, value in new.items()):
        return held
    if held.state == "waiting":
        return no("It waits for the post and cannot be changed: take it out of the post first.")
    if ask.version != held.version:
        who = Staff.objects.filter(pk=held.changed_by).values_list("name", flat=True).first() or "Somebody"
        when = held.changed_at.astimezone(LONDON)
        message = f"{who} changed this draft at {when:%H:%M} while you had it open. What you wrote is below: save it again to put it in the place of theirs."
        return no(message, RefusedBecause.STALE)
    for name, value in new.items():
        setattr(held, name, value)
    held.state, held.version = "draft", held.version + 1
    held.changed_by, held.changed_at = str(by.pk), at
    held.approved_by, held.approved_at, held.approved_digest = "", None, ""
    held.save()
    return held


def _values(ask: Save) -> dict[str, object]:
    return {
        "slots": {name: text.replace("\r\n", "\n").strip() for name, text in ask.slots.items()},
        "choices": {name: text for name, text in ask.choices.items() if text},
        "signer": ask.signer,
        "layout": ask.layout,
        "language": ask.language,
    }


def abandon(draft: UUID, version: int, by: Staff, at: datetime) -> LetterDraft | NotDone:
    """Put a draft aside. It stays on file, and another can be begun."""
    with theirs(by.landlord_id):
        held = LetterDraft.objects.select_for_update().filter(landlord=by.landlord_id, pk=draft).first()
        if held is None or not _may_write(held.complaint, by, at):
            return no(NOT_THERE, RefusedBecause.NOT_YOURS)
        if held.state not in ("draft", "asked", "approved") or held.version != version:
            return no("It has changed since you opened it: look at it again.", RefusedBecause.STALE)
        held.state, held.version = "abandoned", held.version + 1
        held.changed_by, held.changed_at = str(by.pk), at
        held.save()
    return held


def living(landlord: UUID, complaint: UUID) -> list[LetterDraft]:
    """The letters of a complaint that are being written or wait for the post."""
    return list(
        LetterDraft.objects.filter(landlord=landlord, complaint=complaint, state__in=LIVING).order_by("made_at")
    )


def _locked(landlord: UUID, complaint: UUID, kind: str, stage: int) -> LetterDraft | None:
    rows = LetterDraft.objects.select_for_update().filter(
        landlord=landlord, complaint=complaint, kind=kind, stage=stage
    )
    return rows.filter(state__in=LIVING).first()


def _may_write(complaint: UUID, by: Staff, at: datetime) -> bool:
    today = at.astimezone(LONDON).date()
    if not kinds_open_to(by.roles_on(today), [e.LetterSent]):
        return False
    return visible(Summary.objects.filter(complaint=complaint), by, today).exists()


def no(message: str, because: RefusedBecause = RefusedBecause.IMPOSSIBLE) -> NotDone:
    """A no, in one sentence."""
    return NotDone(Refused(because, message))
