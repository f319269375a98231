"""Who may do what: one table, role by kind of fact, and two rules about the complaint itself."""

from collections.abc import Sequence
from typing import Any

from putright.complaint import events as e
from putright.complaint.state import Complaint
from putright.people.roles import Role

__all__ = ["GROUPS", "MAY", "group_of", "may", "may_see"]

GROUPS: dict[str, tuple[type[Any], ...]] = {
    "intake": (
        e.ComplaintReceived, e.PassedToComplaintsTeam, e.ChoiceToComplainOffered, e.RaisedFromServiceRequest,
        e.InformalStageHeld, e.MatterDated, e.RepresentativeNamed, e.RepresentativeAuthorised, e.RepresentativeRefused,
        e.RepresentativeEnded, e.GroupFormed, e.GroupMemberSigned, e.EscalationRequested, e.ComplaintWithdrawn,
        e.NewPointsRaised, e.DefinitionDisputed, e.ClarificationReceived, e.ComplaintLinked,
    ),
    "handling": (
        e.ComplaintLogged, e.Triaged, e.AdjustmentAgreed, e.ClarificationAsked, e.DefinitionSet, e.Acknowledged,
        e.ContributionAsked, e.EvidenceRecorded, e.CorrespondenceRecorded, e.MeetingHeld, e.ResidentHeard,
        e.CommentInvited, e.CommentReceived, e.UpdatesAgreed, e.UpdateGiven, e.MediationOffered, e.MediationHeld,
        e.AnswerKnown, e.RemedyAnswered, e.RemedyDelivered, e.ActionPromised, e.ActionProgressed, e.ActionRescheduled,
        e.ActionDone, e.ActionDropped, e.ResidentTold, e.ApprovalAsked, e.EarlyResolutionAgreed, e.LetterSent,
        e.LetterDelivered, e.LetterReturned, e.LearningRecorded, e.SatisfactionRecorded, e.ConflictDeclared,
        e.DesignatedPersonContacted,
    ),
    "deciding": (e.Extended, e.PointDecided, e.RemedyOffered, e.ResponseIssued, e.ComplaintClosed, e.ComplaintReopened),
    "gatekeeping": (
        e.NotAccepted, e.RefusalWithdrawn, e.AcceptedOnOmbudsmansOrder, e.EscalationRefused, e.HandlerAssigned,
        e.MarkedConfidential, e.ConflictSettled, e.BehaviourWarned, e.ContactRestricted, e.RestrictionReviewed,
        e.RestrictionLifted,
    ),
    "approving": (e.ApprovalGiven, e.ApprovalRefused),
    "contributing": (e.ContributionReceived,),
    "ombudsman": (
        e.OmbudsmanEnquired, e.OmbudsmanEvidenceRequested, e.OmbudsmanEvidenceSent, e.Determined, e.OrderMade,
        e.OrderComplied, e.FailureOrderMade, e.FailureOrderComplied, e.ReferredToRegulator, e.OccurrenceDecided,
    ),
    "record": (e.EntryCorrected, e.EntryStruckOut, e.DepartureRecorded),
}  # fmt: skip
"""Every event in one group: what is done together by the same people."""

_GROUP = {shape: name for name, shapes in GROUPS.items() for shape in shapes}

_TEAM = frozenset({"intake", "handling", "deciding", "contributing", "record"})
MAY: dict[Role, frozenset[str]] = {
    Role.HANDLER: _TEAM,
    Role.STAGE_2_REVIEWER: _TEAM,
    Role.COMPLAINTS_OFFICER: _TEAM | {"gatekeeping", "approving", "ombudsman"},
    Role.MANAGER: _TEAM | {"gatekeeping", "approving", "ombudsman"},
    Role.BUSINESS_REVIEWER: frozenset({"approving", "contributing"}),
    Role.CONTRIBUTOR: frozenset({"contributing"}),
    Role.MEMBER_RESPONSIBLE: frozenset(),
    Role.AUDITOR: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}
"""The table. A role that is not allowed a group is told so; the fact itself is never in question."""

_SEES = frozenset(
    {Role.HANDLER, Role.STAGE_2_REVIEWER, Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.BUSINESS_REVIEWER, Role.AUDITOR}
)


def group_of(fact: e.Event) -> str:
    """The group an event belongs to."""
    return _GROUP[type(fact)]


def may_see(roles: frozenset[Role], who: str, confidential_to: Sequence[str] | None) -> bool:
    """Whether somebody may see a complaint: by role, and by name where it is confidential (None where it is not)."""
    if not roles & _SEES:
        return False
    return confidential_to is None or who in confidential_to


def may(roles: frozenset[Role], who: str, facts: Sequence[e.Event], complaint: Complaint) -> str:
    """Why somebody may not record these facts, in one sentence; "" when they may."""
    named = complaint.confidential.visible_to if complaint.confidential is not None else None
    if named is not None and who not in named:
        return "There is no such complaint, or it is not yours to work on."
    allowed = frozenset[str]().union(*(MAY[role] for role in roles))
    for fact in facts:
        group = group_of(fact)
        if group not in allowed:
            who_may = sorted(role.replace("_", " ") for role, groups in MAY.items() if group in groups)
            return f"That is not yours to record: it takes a {' or '.join(who_may)}."
    return ""
