"""What the complaint is about, the acknowledgement that says so, and not accepting it."""

from datetime import date

from putright.complaint.events.registry import event
from putright.complaint.events.vocabulary import Channel, Parts, Point, Words


@event("clarification_asked")
class ClarificationAsked:
    """Something was unclear and the resident was asked (5.6)."""

    on: date | None
    question: Words = ""
    stage: int = 1


@event("clarification_received")
class ClarificationReceived:
    """The resident made it clear."""

    on: date | None
    answer: Words = ""
    stage: int = 1


@event("definition_set")
class DefinitionSet:
    """The complaint definition: this complaint as understood, point by point, and the outcome sought (5.6)."""

    on: date | None
    points: tuple[Point, ...] = ()
    outcomes_sought: Words = ""
    stage: int = 1
    agreed_by_resident: bool | None = None


@event("definition_disputed")
class DefinitionDisputed:
    """The resident says that the definition is not right."""

    on: date | None
    what: Words = ""
    stage: int = 1


@event("acknowledged")
class Acknowledged:
    """A written acknowledgement was sent to the resident (6.2, 6.11)."""

    on: date | None
    stage: int = 1
    parts: Parts = None
    answer_due_told_on: date | None = None
    """The date the resident was told to expect the answer by."""
    channel: Channel = Channel.NOT_KNOWN
    by: str = ""


@event("new_points_raised")
class NewPointsRaised:
    """The resident raised more while the complaint was open; joined to it or made a new complaint (6.8)."""

    on: date | None
    points: tuple[Point, ...]
    related: bool | None = None
    joined: bool = True
    would_delay: bool = False
    reason: Words = ""
    new_complaint: str = ""
    stage: int = 1


@event("not_accepted")
class NotAccepted:
    """The landlord did not take the matter as a complaint (2.1 to 2.5)."""

    on: date | None
    ground: str = ""
    """A name from the rulebook's or the policy's list of grounds; empty when none was given."""
    reason: Words = ""
    evidence: Words = ""
    circumstances_considered: bool | None = None
    discretion_considered: bool | None = None
    parts: Parts = None


@event("refusal_withdrawn")
class RefusalWithdrawn:
    """The landlord took the complaint on after all."""

    on: date | None
    reason: Words = ""


@event("accepted_on_ombudsmans_order")
class AcceptedOnOmbudsmansOrder:
    """The Ombudsman did not agree with the refusal and told the landlord to take the complaint on (2.4)."""

    on: date | None
    reference: str = ""
