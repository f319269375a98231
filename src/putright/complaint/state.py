"""What is now true of a complaint. Facts as they were recorded, arranged; no date in here is computed.

Where something may have happened on a day nobody knows, the event itself is held: it is there, and its `on` is
None. That is why "not acknowledged" and "acknowledged, we do not know when" stay two different things.
"""

from dataclasses import dataclass, field
from datetime import date

from putright.complaint import events as e


@dataclass(slots=True)
class StageRecord:
    """What happened at one stage."""

    number: int
    requested: e.EscalationRequested | None = None
    logged: e.ComplaintLogged | None = None
    acknowledged: e.Acknowledged | None = None
    acknowledged_again: list[e.Acknowledged] = field(default_factory=list)
    definition: e.DefinitionSet | None = None
    first_definition: e.DefinitionSet | None = None
    """The one that counts for time: putting it right with the resident later does not make it late."""
    clarification_asked: e.ClarificationAsked | None = None
    clarified: e.ClarificationReceived | None = None
    """The answer to the last question; None while it is open."""
    definition_disputed: e.DefinitionDisputed | None = None
    heard: e.ResidentHeard | None = None
    comments_invited: list[e.CommentInvited] = field(default_factory=list)
    extensions: list[e.Extended] = field(default_factory=list)
    updates_agreed: list[e.UpdatesAgreed] = field(default_factory=list)
    updates: list[e.UpdateGiven] = field(default_factory=list)
    decisions: dict[str, e.PointDecided] = field(default_factory=dict)
    new_points: list[e.NewPointsRaised] = field(default_factory=list)
    answer_known: e.AnswerKnown | None = None
    approval_asked: e.ApprovalAsked | None = None
    approval: e.ApprovalGiven | None = None
    responses: list[e.ResponseIssued] = field(default_factory=list)
    early_resolution: e.EarlyResolutionAgreed | None = None
    handlers: list[e.HandlerAssigned] = field(default_factory=list)
    refused: e.EscalationRefused | None = None
    refusal_overturned: e.RefusalWithdrawn | e.AcceptedOnOmbudsmansOrder | None = None

    @property
    def response(self) -> e.ResponseIssued | None:
        """The first answer at this stage; later ones are updated answers."""
        return self.responses[0] if self.responses else None

    @property
    def shut(self) -> bool:
        """Whether the landlord would not open this stage and has not done so since."""
        return (
            self.refused is not None
            and self.refusal_overturned is None
            and self.acknowledged is None
            and not self.responses
        )

    @property
    def decided_by(self) -> str:
        """Who decided: the name on the answer, else who decided the points, else who last handled it; "" if unknown."""
        for response in self.responses:
            if response.decided_by:
                return response.decided_by
        for decision in self.decisions.values():
            if decision.by:
                return decision.by
        return self.handlers[-1].person if self.handlers else ""


@dataclass(slots=True)
class Promise:
    """Something the resident was told would be done."""

    made: e.ActionPromised
    due_on: date | None
    moved: list[e.ActionRescheduled] = field(default_factory=list)
    progress: list[e.ActionProgressed] = field(default_factory=list)
    done: e.ActionDone | None = None
    dropped: e.ActionDropped | None = None
    told: e.ResidentTold | None = None

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None and self.dropped is None

    @property
    def resident_knows(self) -> bool:
        """Whether the resident was told that it was done or will not be."""
        return self.told is not None or (self.done is not None and self.done.resident_told)


@dataclass(slots=True)
class Remedy:
    """Something offered to put it right."""

    offered: e.RemedyOffered
    answered: e.RemedyAnswered | None = None
    delivered: e.RemedyDelivered | None = None


@dataclass(slots=True)
class Contribution:
    """A question to a team or contractor."""

    asked: e.ContributionAsked
    received: e.ContributionReceived | None = None


@dataclass(slots=True)
class Representative:
    """Somebody who acts for the resident."""

    named: e.RepresentativeNamed
    authorised: bool = False
    refused: e.RepresentativeRefused | None = None
    ended: e.RepresentativeEnded | None = None


@dataclass(slots=True)
class Order:
    """Something the Ombudsman ordered, or asked evidence for."""

    made: e.OrderMade | e.FailureOrderMade | e.OmbudsmanEvidenceRequested
    due_on: date | None
    met: e.OrderComplied | e.FailureOrderComplied | e.OmbudsmanEvidenceSent | None = None


@dataclass(slots=True)
class Letter:
    """A letter that left."""

    sent: e.LetterSent
    delivered: e.LetterDelivered | None = None
    returned: e.LetterReturned | None = None


@dataclass(slots=True)
class Complaint:
    """Everything that is true of one complaint. Built by `fold`, and not changed by anybody afterwards."""

    received: e.ComplaintReceived | None = None
    passed_on: e.PassedToComplaintsTeam | None = None
    choice_offered: e.ChoiceToComplainOffered | None = None
    service_request: e.RaisedFromServiceRequest | None = None
    informal_stages: list[e.InformalStageHeld] = field(default_factory=list)
    matter: e.MatterDated | None = None
    triage: e.Triaged | None = None
    taken_as: e.TakenAsComplaint | None = None
    category: e.Categorised | None = None
    confidential: e.MarkedConfidential | None = None
    group: e.GroupFormed | None = None
    signed_members: list[str] = field(default_factory=list)
    representatives: dict[str, Representative] = field(default_factory=dict)
    adjustments: list[e.AdjustmentAgreed] = field(default_factory=list)
    conflicts: dict[str, e.ConflictDeclared] = field(default_factory=dict)
    conflicts_settled: dict[str, e.ConflictSettled] = field(default_factory=dict)
    links: list[e.ComplaintLinked] = field(default_factory=list)
    stages: dict[int, StageRecord] = field(default_factory=dict)
    points: dict[str, e.Point] = field(default_factory=dict)
    refusal: e.NotAccepted | None = None
    refusal_overturned: e.RefusalWithdrawn | e.AcceptedOnOmbudsmansOrder | None = None
    contributions: dict[str, Contribution] = field(default_factory=dict)
    evidence: list[e.EvidenceRecorded] = field(default_factory=list)
    correspondence: list[e.CorrespondenceRecorded] = field(default_factory=list)
    meetings: list[e.MeetingHeld] = field(default_factory=list)
    remedies: dict[str, Remedy] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    mediation: list[e.MediationOffered | e.MediationHeld] = field(default_factory=list)
    behaviour_warned: e.BehaviourWarned | None = None
    restriction: e.ContactRestricted | None = None
    restriction_review: e.RestrictionReviewed | None = None
    restriction_lifted: e.RestrictionLifted | None = None
    withdrawn: e.ComplaintWithdrawn | None = None
    closed: e.ComplaintClosed | None = None
    designated_person: e.DesignatedPersonContacted | None = None
    ombudsman_enquiry: e.OmbudsmanEnquired | None = None
    orders: dict[str, Order] = field(default_factory=dict)
    determination: e.Determined | None = None
    regulator: e.ReferredToRegulator | None = None
    occurrence: e.OccurrenceDecided | None = None
    learning: list[e.LearningRecorded] = field(default_factory=list)
    satisfaction: list[e.SatisfactionRecorded] = field(default_factory=list)
    departures: dict[str, e.DepartureRecorded] = field(default_factory=dict)

    @property
    def received_on(self) -> date | None:
        """The true day it was received, by anybody; None when unknown."""
        return self.received.on if self.received else None

    @property
    def refused(self) -> bool:
        """Whether it stands as not accepted."""
        return self.refusal is not None and self.refusal_overturned is None

    @property
    def over(self) -> bool:
        """Whether nothing more is expected of it: withdrawn, closed or not accepted.

        Closing an unanswered complaint does not end what is owed, and promises may still be open: ask the next step.
        """
        return self.withdrawn is not None or self.closed is not None or self.refused

    @property
    def stage(self) -> int:
        """The highest stage it has reached; 0 before anything was recorded."""
        return max(self.stages, default=0)

    def at(self, number: int) -> StageRecord:
        """The record of one stage, opened where it is not there yet."""
        found = self.stages.get(number)
        if found is None:
            found = self.stages[number] = StageRecord(number)
        return found
