"""What comes after the answer: the Ombudsman, the regulator, learning, satisfaction."""

from datetime import date

from putright.complaint.events.registry import event
from putright.complaint.events.vocabulary import FailureOrderType, Person, PointFinding, Words


@event("designated_person_contacted")
class DesignatedPersonContacted:
    """A councillor, MP or panel was asked to help; a gate to the Ombudsman only until 1 October 2022."""

    on: date | None
    who: Person = ""


@event("ombudsman_enquired")
class OmbudsmanEnquired:
    """The Ombudsman asked about the complaint."""

    on: date | None
    reference: str = ""
    what: Words = ""


@event("ombudsman_evidence_requested")
class OmbudsmanEvidenceRequested:
    """The Ombudsman asked for evidence by the day its letter gives."""

    on: date | None
    request: str
    due_on: date | None = None


@event("ombudsman_evidence_sent")
class OmbudsmanEvidenceSent:
    """The evidence went to the Ombudsman."""

    on: date | None
    request: str


@event("determined")
class Determined:
    """The Ombudsman determined the complaint, point by point."""

    on: date | None
    reference: str = ""
    findings: tuple[PointFinding, ...] = ()


@event("order_made")
class OrderMade:
    """The Ombudsman ordered something, to be done and evidenced by a day."""

    on: date | None
    order: str
    what: Words = ""
    due_on: date | None = None
    amount_pence: int | None = None


@event("order_complied")
class OrderComplied:
    """An order was carried out and the proof sent."""

    on: date | None
    order: str
    evidence: Words = ""


@event("failure_order_made")
class FailureOrderMade:
    """The Ombudsman made a complaint handling failure order."""

    on: date | None
    order: str
    type: FailureOrderType
    due_on: date | None = None


@event("failure_order_complied")
class FailureOrderComplied:
    """A failure order was complied with."""

    on: date | None
    order: str


@event("referred_to_regulator")
class ReferredToRegulator:
    """The safety part went to the Building Safety Regulator, or the resident was shown the way there."""

    on: date | None
    body: str = "building_safety_regulator"
    reason: Words = ""


@event("occurrence_decided")
class OccurrenceDecided:
    """Whether it has to be reported as a mandatory occurrence was decided, and why."""

    on: date | None
    is_occurrence: bool
    reason: Words = ""


@event("learning_recorded")
class LearningRecorded:
    """What the landlord learnt from it, "nothing" included (9.1)."""

    on: date | None
    learning: str
    cause: str = ""
    what: Words = ""
    nothing: bool = False


@event("satisfaction_recorded")
class SatisfactionRecorded:
    """What the resident said about how the complaint was handled; not a complaint by itself (1.6)."""

    on: date | None
    stage: int = 1
    satisfied: bool | None = None
    what: Words = ""
    told_how_to_complain: bool | None = None
