"""The answer: decisions, remedies, promises, approval, the response, and taking it further."""

from datetime import date

from putright.complaint.events.registry import event
from putright.complaint.events.vocabulary import Asker, Channel, Decision, Parts, RemedyAnswer, RemedyKind, Words


@event("point_decided")
class PointDecided:
    """A point was decided, with reasons (6.7, 6.18)."""

    on: date | None
    point: str
    decision: Decision
    reasons: Words = ""
    referring_to: Words = ""
    """The policy, law or good practice relied on."""
    stage: int = 1
    by: str = ""


@event("answer_known")
class AnswerKnown:
    """The answer was known, whether or not the work was finished (6.6, 6.17)."""

    on: date | None
    stage: int = 1


@event("remedy_offered")
class RemedyOffered:
    """Something was offered to put it right, weighed against what it did to the resident (7.1 to 7.4)."""

    on: date | None
    remedy: str
    kind: RemedyKind
    points: tuple[str, ...] = ()
    what: Words = ""
    impact: Words = ""
    basis: Words = ""
    guidance: str = ""
    """The guidance, band and version taken account of."""
    amount_pence: int | None = None
    due_on: date | None = None
    stage: int = 1


@event("remedy_answered")
class RemedyAnswered:
    """What the resident said to the offer."""

    on: date | None
    remedy: str
    answer: RemedyAnswer


@event("remedy_delivered")
class RemedyDelivered:
    """The remedy reached the resident."""

    on: date | None
    remedy: str
    evidence: Words = ""


@event("action_promised")
class ActionPromised:
    """The resident was told that something would be done, and by when (7.3)."""

    on: date | None
    promise: str
    what: Words = ""
    owner: str = ""
    due_on: date | None = None
    stage: int = 1
    agreed_with_resident: bool | None = None


@event("action_progressed")
class ActionProgressed:
    """How a promised action is getting on."""

    on: date | None
    promise: str
    note: Words = ""
    resident_told: bool = False


@event("action_rescheduled")
class ActionRescheduled:
    """The resident was told a new date for a promised action."""

    on: date | None
    promise: str
    due_on: date
    reason: Words = ""


@event("action_done")
class ActionDone:
    """A promised action was carried through (7.3)."""

    on: date | None
    promise: str
    evidence: Words = ""
    resident_told: bool = False


@event("action_dropped")
class ActionDropped:
    """A promised action will not be done; the promise is not kept, and the reason stands here."""

    on: date | None
    promise: str
    reason: Words = ""


@event("resident_told")
class ResidentTold:
    """The resident was told what became of a promise."""

    on: date | None
    promise: str


@event("approval_asked")
class ApprovalAsked:
    """A draft response went to whoever approves it."""

    on: date | None
    stage: int = 1
    of: str = ""


@event("approval_given")
class ApprovalGiven:
    """The draft was approved for sending."""

    on: date | None
    stage: int = 1
    by: str = ""


@event("approval_refused")
class ApprovalRefused:
    """The draft came back with a reason."""

    on: date | None
    stage: int = 1
    by: str = ""
    reason: Words = ""


@event("early_resolution_agreed")
class EarlyResolutionAgreed:
    """It was settled with the resident without a full investigation; taking it further stays open."""

    on: date | None
    what: Words = ""
    stage: int = 1


@event("responded")
class ResponseIssued:
    """The written answer of a stage was sent; a later one at the same stage is an updated answer (6.3, 6.14)."""

    on: date | None
    stage: int = 1
    decided_by: str = ""
    parts: Parts = None
    acknowledges: bool = False
    """Whether the same letter was also the acknowledgement."""
    answered_by: str = "landlord"
    """landlord, or the contractor or adjudicator whose answer is one of the two stages (5.4)."""
    document: str = ""


@event("letter_sent")
class LetterSent:
    """A letter left, by this channel; its exact bytes are filed under this digest."""

    on: date | None
    letter: str
    kind: str
    channel: Channel = Channel.NOT_KNOWN
    digest: Words = ""
    """Kept as words are, so that after erasure nobody can tell what the letter was."""


@event("letter_delivered")
class LetterDelivered:
    """A letter is known to have arrived."""

    on: date | None
    letter: str


@event("letter_returned")
class LetterReturned:
    """A letter came back or bounced, and has to be sent another way."""

    on: date | None
    letter: str
    why: Words = ""


@event("escalated")
class EscalationRequested:
    """The resident asked to take it further; no reason is needed (6.10, 6.12)."""

    on: date | None
    stage: int = 2
    """The stage asked for."""
    points: tuple[str, ...] = ()
    """The points that are not settled; empty for all of them."""
    reasons: Words = ""
    reasons_demanded: bool | None = None
    """Whether the landlord made the resident give reasons."""


@event("escalation_refused")
class EscalationRefused:
    """The landlord would not take it further (5.11)."""

    on: date | None
    stage: int = 2
    ground: str = ""
    reason: Words = ""
    circumstances_considered: bool | None = None
    parts: Parts = None


@event("withdrawn")
class ComplaintWithdrawn:
    """The resident wants it to go no further."""

    on: date | None
    by: Asker = Asker.RESIDENT
    reason: Words = ""


@event("closed")
class ComplaintClosed:
    """The landlord closed it. Promises stay open until they are kept."""

    on: date | None
    reason: Words = ""


@event("reopened")
class ComplaintReopened:
    """It was opened again."""

    on: date | None
    reason: Words = ""
