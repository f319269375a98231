"""Finding out what happened: contributions, evidence, hearing people, extensions, updates, behaviour."""

from datetime import date

from putright.complaint.events.registry import event
from putright.complaint.events.vocabulary import Asker, Channel, Correspondent, Direction, Parts, Words


@event("contribution_asked")
class ContributionAsked:
    """A team or contractor was asked a question, to answer by a day."""

    on: date | None
    contribution: str
    team: str
    question: Words = ""
    due_on: date | None = None


@event("contribution_received")
class ContributionReceived:
    """The team or contractor answered."""

    on: date | None
    contribution: str
    answer: Words = ""


@event("evidence_recorded")
class EvidenceRecorded:
    """Something that bears on the complaint was put on file (5.8, 5.12)."""

    on: date | None
    document: str
    what: Words = ""
    digest: Words = ""
    """Of the bytes on file. Kept as words are, so that after erasure nobody can tell which document it was."""


@event("correspondence_recorded")
class CorrespondenceRecorded:
    """A letter, message or call with anybody about it (5.12)."""

    on: date | None
    with_whom: Correspondent
    direction: Direction
    channel: Channel = Channel.NOT_KNOWN
    document: str = ""
    what: Words = ""


@event("meeting_held")
class MeetingHeld:
    """The landlord met the resident, who may bring somebody (3.6)."""

    on: date | None
    accompaniment_offered: bool | None = None
    what: Words = ""


@event("resident_heard")
class ResidentHeard:
    """The resident had a fair chance to set out their position (5.8)."""

    on: date | None
    stage: int = 1
    what: Words = ""


@event("comment_invited")
class CommentInvited:
    """Somebody was asked to comment on a finding against them before the decision (2022 4.12)."""

    on: date | None
    whom: Correspondent
    due_on: date | None = None
    stage: int = 1


@event("comment_received")
class CommentReceived:
    """They commented."""

    on: date | None
    whom: Correspondent
    comment: Words = ""
    stage: int = 1


@event("extended")
class Extended:
    """The answer was put off and the resident told so (6.4, 6.15)."""

    on: date | None
    stage: int = 1
    new_due_on: date | None = None
    reason: Words = ""
    reason_known: bool = True
    """False when the file at hand does not say whether a reason was given, so that nothing follows from its absence."""
    good_reason_beyond_limit: Words = ""
    asked_by: Asker = Asker.LANDLORD
    agreed_by_resident: bool | None = None
    parts: Parts = None
    approved_by: str = ""


@event("updates_agreed")
class UpdatesAgreed:
    """How often the resident is kept informed, agreed with them (5.9)."""

    on: date | None
    stage: int = 1
    every_days: int | None = None
    next_on: date | None = None
    how: Channel = Channel.NOT_KNOWN


@event("update_given")
class UpdateGiven:
    """The resident was told how it stands (5.9)."""

    on: date | None
    stage: int = 1
    next_on: date | None = None
    what: Words = ""


@event("mediation_offered")
class MediationOffered:
    """Mediation was offered; it never stands in front of a stage."""

    on: date | None
    taken: bool | None = None


@event("mediation_held")
class MediationHeld:
    """Mediation took place."""

    on: date | None
    outcome: Words = ""


@event("behaviour_warned")
class BehaviourWarned:
    """The resident or representative was warned about their behaviour before any restriction (5.14)."""

    on: date | None
    reason: Words = ""


@event("contact_restricted")
class ContactRestricted:
    """Contact was restricted because of behaviour; never a bar to logging a complaint (5.14, 5.15)."""

    on: date | None
    kind: str
    reason: Words = ""
    evidence: Words = ""
    equality_considered: bool | None = None
    review_on: date | None = None


@event("restriction_reviewed")
class RestrictionReviewed:
    """A restriction was looked at again."""

    on: date | None
    kept: bool
    review_on: date | None = None
    reason: Words = ""


@event("restriction_lifted")
class RestrictionLifted:
    """A restriction ended."""

    on: date | None
    reason: Words = ""
