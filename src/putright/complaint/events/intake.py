"""How a complaint comes in: who, when it really arrived, what kind it is, who handles it."""

from datetime import date

from putright.complaint.events.registry import event
from putright.complaint.events.vocabulary import Channel, Complainant, Lane, Level, Person, Receiver, Tenure, Words


@event("received")
class ComplaintReceived:
    """Somebody was dissatisfied and it reached the landlord, by any route and any member of staff (3.2)."""

    on: date | None
    channel: Channel = Channel.NOT_KNOWN
    received_by: Receiver = Receiver.NOT_KNOWN
    complainant: Complainant = Complainant.RESIDENT
    person: Person = ""
    home: Person = ""
    tenure: Tenure = Tenure.NOT_KNOWN
    higher_risk_building: bool | None = None
    in_their_words: Words = ""
    original_kept: bool | None = None
    """Whether the original complaint is on file (5.12); None when nobody has looked."""
    dates_only: bool = False
    """Whether all that is known is a list of dates, so that nothing follows from what it does not hold."""


@event("passed_on")
class PassedToComplaintsTeam:
    """Whoever heard it passed it to the people who handle complaints (3.2)."""

    on: date | None
    by: str = ""


@event("logged")
class ComplaintLogged:
    """It was logged at a stage (6.2, 6.11)."""

    on: date | None
    stage: int = 1


@event("choice_to_complain_offered")
class ChoiceToComplainOffered:
    """A dissatisfied resident was offered the choice to complain (1.3)."""

    on: date | None
    taken: bool | None = None


@event("raised_from_service_request")
class RaisedFromServiceRequest:
    """The resident was unhappy with the answer to a service request, on this day (1.5)."""

    on: date | None
    request: str
    work_continues: bool | None = None
    """Whether the efforts on the request go on; the Code forbids stopping them because of the complaint."""


@event("informal_stage_held")
class InformalStageHeld:
    """The landlord put a named step of its own before stage 1 (against 5.2 in 2024)."""

    on: date | None
    name: str
    ended_on: date | None = None


@event("matter_dated")
class MatterDated:
    """When the matter began, and when the resident became aware of it (2.3)."""

    on: date | None
    began_on: date | None = None
    became_aware_on: date | None = None


@event("representative_named")
class RepresentativeNamed:
    """Somebody else acts for the resident; authority may still be on its way (1.3, 3.6)."""

    on: date | None
    representative: Person
    authority_given: bool = False
    scope: Words = ""


@event("representative_authorised")
class RepresentativeAuthorised:
    """The resident's authority for the representative arrived."""

    on: date | None
    representative: Person
    scope: Words = ""
    until: date | None = None


@event("representative_refused")
class RepresentativeRefused:
    """The landlord would not deal with the representative (against 3.6)."""

    on: date | None
    representative: Person
    reason: Words = ""


@event("representative_ended")
class RepresentativeEnded:
    """The representative acts no longer."""

    on: date | None
    representative: Person


@event("group_formed")
class GroupFormed:
    """Several residents complain together, through one lead."""

    on: date | None
    lead: Person
    members: tuple[Person, ...] = ()


@event("group_member_signed")
class GroupMemberSigned:
    """A member of the group gave the lead signed authority."""

    on: date | None
    member: Person


@event("triaged")
class Triaged:
    """Risk, vulnerability and complexity were weighed (6.1)."""

    on: date | None
    complexity: Level | None = None
    risk: Level | None = None
    vulnerable: bool | None = None
    answer_early: bool | None = None
    """Whether it can be answered at once, or needs an investigation."""
    lane: Lane = Lane.ORDINARY
    why: Words = ""


@event("taken_as_complaint")
class TakenAsComplaint:
    """A person decided that what was said is a complaint, with what the program had suggested beside it (1.2, 1.4, 1.6)."""

    on: date | None
    suggested: str = ""
    """complaint or service_request; empty where nothing was suggested."""
    because: tuple[str, ...] = ()
    """The names of the signs that the suggestion rested on."""
    why: Words = ""
    """Why the person decided otherwise, where they did."""


@event("categorised")
class Categorised:
    """What the complaint is about, by the landlord's own list, and whose work it concerns (9.1)."""

    on: date | None
    category: str
    area: str = ""
    """The part of the service or of the homes, as the landlord divides them."""
    team: str = ""
    contractor: str = ""


@event("adjustment_agreed")
class AdjustmentAgreed:
    """A reasonable adjustment was agreed, to be kept under review (5.10)."""

    on: date | None
    adjustment: Words
    review_on: date | None = None
    name: str = ""
    """What it is called among this complaint's adjustments, never in words about the person; the same name again is
    a review of it."""


@event("marked_confidential")
class MarkedConfidential:
    """Only the people named may see it: usually a complaint about staff."""

    on: date | None
    visible_to: tuple[str, ...]
    reason: Words = ""


@event("conflict_declared")
class ConflictDeclared:
    """Somebody handling it has an interest in it, real or as others may see it (5.8)."""

    on: date | None
    person: str
    nature: Words = ""


@event("conflict_settled")
class ConflictSettled:
    """What was done about a conflict of interest (5.8)."""

    on: date | None
    person: str
    measure: Words = ""


@event("handler_assigned")
class HandlerAssigned:
    """The person who handles it at a stage from this day on."""

    on: date | None
    person: str
    stage: int = 1
    handover_note: Words = ""


@event("complaint_linked")
class ComplaintLinked:
    """It belongs with another complaint."""

    on: date | None
    other: str
    relation: str = ""
