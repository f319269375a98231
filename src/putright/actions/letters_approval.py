"""A second pair of eyes: who is asked to read a letter, who approves it, who sends it back and why.

Where it is the answer of a stage, each step is a fact of the record as well. What is approved are words: `approved_digest`
says which, so that nothing is put in between the reading and the sending.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from putright.actions.letters import LONDON, compose_for, no, standing_of
from putright.actions.perform import Ask, NotDone, perform
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.letters import kind_named
from putright.people.looking import visible
from putright.people.models import Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.people.row_security import theirs
from putright.records.letters_models import LetterDraft
from putright.records.models import Summary

__all__ = ["Judge", "approve", "ask_approval", "send_back"]


@dataclass(frozen=True, slots=True)
class Judge:
    """Which draft, in which version, and what is said about it."""

    draft: UUID
    version: int
    of: str = ""
    """Who is asked to read it."""
    why: str = ""
    """What has to change."""
    reason: str = ""
    """Why it is done in spite of what the Code or the policy says."""


def ask_approval(ask: Judge, by: Staff, at: datetime) -> LetterDraft | NotDone:
    """Ask somebody to read the letter before it leaves."""
    if not ask.of:
        return no("Choose who is to read it.")

    def step(draft: LetterDraft) -> e.Event | str:
        if draft.state not in ("draft", "approved"):
            return "Somebody has been asked to read it already."
        reader = Staff.objects.filter(landlord=by.landlord_id, pk=ask.of, left_on=None).first()
        if reader is None or not kinds_open_to(reader.roles_on(at.astimezone(LONDON).date()), [e.ApprovalGiven]):
            return "Choose somebody who may approve letters."
        draft.state, draft.sent_back = "asked", ""
        draft.asked_of, draft.asked_by, draft.asked_at = ask.of, str(by.pk), at
        draft.approved_by, draft.approved_at, draft.approved_digest = "", None, ""
        return e.ApprovalAsked(at.astimezone(LONDON).date(), draft.stage, ask.of)

    return _judged(ask, by, at, step, e.ApprovalAsked)


def approve(ask: Judge, by: Staff, at: datetime) -> LetterDraft | NotDone:
    """Approve the letter as its words are now."""

    def step(draft: LetterDraft) -> e.Event | str:
        if draft.state != "asked":
            return "Nobody is asked to approve it just now: look at it again."
        summary = Summary.objects.get(landlord=draft.landlord, complaint=draft.complaint)
        today = at.astimezone(LONDON).date()
        composed = compose_for(standing_of(by.landlord, draft.complaint, summary.reference), draft, today)
        draft.state, draft.approved_digest = "approved", composed.digest
        draft.approved_by, draft.approved_at = str(by.pk), at
        return e.ApprovalGiven(today, draft.stage, str(by.pk))

    return _judged(ask, by, at, step, e.ApprovalGiven)


def send_back(ask: Judge, by: Staff, at: datetime) -> LetterDraft | NotDone:
    """Send the letter back to whoever wrote it."""
    if not ask.why.strip():
        return no("Say what has to change.")

    def step(draft: LetterDraft) -> e.Event | str:
        if draft.state != "asked":
            return "Nobody is asked to approve it just now: look at it again."
        draft.state, draft.sent_back = "draft", ask.why.strip()
        return e.ApprovalRefused(at.astimezone(LONDON).date(), draft.stage, str(by.pk), ask.why.strip())

    return _judged(ask, by, at, step, e.ApprovalRefused)


def _judged(
    ask: Judge, by: Staff, at: datetime, step: Callable[[LetterDraft], e.Event | str], shape: type[e.Event]
) -> LetterDraft | NotDone:
    """One step on a draft, and its fact where it is an answer: both, or neither."""
    today = at.astimezone(LONDON).date()
    with theirs(by.landlord_id):
        draft = LetterDraft.objects.select_for_update().filter(landlord=by.landlord_id, pk=ask.draft).first()
        seen = draft is not None and visible(Summary.objects.filter(complaint=draft.complaint), by, today).exists()
        if draft is None or not seen or not kinds_open_to(by.roles_on(today), [shape]):
            return no(NOT_THERE, RefusedBecause.NOT_YOURS)
        if draft.version != ask.version:
            return no("The letter has changed since you opened it: read it again.", RefusedBecause.STALE)
        fact = step(draft)
        if isinstance(fact, str):
            return no(fact)
        if kind_named(draft.kind).answers:
            done = perform(Ask(draft.landlord, (fact,), draft.complaint, reason=ask.reason, again=True), by, at)
            if isinstance(done, NotDone):
                return done
        draft.version += 1
        draft.save()
    return draft
