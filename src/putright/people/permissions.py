"""Who may do what: one table, role by kind of fact, and a few rules about the complaint itself. Pure.

A permission says whose work something is. It never says that a fact is false, and it holds no rule of the Code: the
same person deciding twice, or approving their own answer, is a finding in the core.

*The auditor and confidential complaints.* An auditor reads every ordinary complaint. A confidential one is for the
people named in it and nobody else, and the auditor is no exception: it is usually about a member of staff, the
resident was told who would read it, and the auditor may be that member of staff or sit beside them. To be audited it
is opened to a named auditor by one entry, which stays in the record. That it was not tampered with is checked by
`verify`, which reads digests and shows no words; published measures count it, because they are numbers, not a list.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from putright.complaint import events as e
from putright.complaint import requests as r
from putright.complaint.history import Entry
from putright.complaint.state import Complaint, Contribution
from putright.people.roles import Role

__all__ = [
    "GROUPS",
    "KEEPS",
    "MAY",
    "NOT_THERE",
    "READS",
    "REQUEST_NOT_THERE",
    "SEES",
    "asked_of",
    "group_of",
    "kinds_open_to",
    "may",
    "may_of_request",
    "may_see",
]

NOT_THERE = "There is no such complaint, or it is not yours to work on."
"""The same words whether it is not there, another landlord's or confidential: the answer gives nothing away."""

REQUEST_NOT_THERE = "There is no such service request, or it is not yours to work on."
"""The same for a service request."""

GROUPS: dict[str, tuple[type[Any], ...]] = {
    "intake": (
        e.ComplaintReceived, e.PassedToComplaintsTeam, e.ChoiceToComplainOffered, e.RaisedFromServiceRequest,
        e.InformalStageHeld, e.MatterDated, e.RepresentativeNamed, e.RepresentativeAuthorised,
        e.RepresentativeEnded, e.GroupFormed, e.GroupMemberSigned, e.EscalationRequested, e.ComplaintWithdrawn,
        e.NewPointsRaised, e.DefinitionDisputed, e.ClarificationReceived, e.ComplaintLinked,
    ),
    "handling": (
        e.ComplaintLogged, e.Triaged, e.TakenAsComplaint, e.Categorised, e.AdjustmentAgreed, e.ClarificationAsked, e.DefinitionSet, e.Acknowledged,
        e.ContributionAsked, e.EvidenceRecorded, e.CorrespondenceRecorded, e.MeetingHeld, e.ResidentHeard,
        e.CommentInvited, e.CommentReceived, e.UpdatesAgreed, e.UpdateGiven, e.MediationOffered, e.MediationHeld,
        e.AnswerKnown, e.RemedyAnswered, e.RemedyDelivered, e.ActionPromised, e.ActionProgressed, e.ActionRescheduled,
        e.ActionDone, e.ActionDropped, e.ResidentTold, e.ApprovalAsked, e.EarlyResolutionAgreed, e.LetterSent,
        e.LetterDelivered, e.LetterReturned, e.LearningRecorded, e.SatisfactionRecorded, e.ConflictDeclared,
        e.DesignatedPersonContacted,
    ),
    "deciding": (e.PointDecided, e.RemedyOffered, e.ResponseIssued, e.ComplaintClosed, e.ComplaintReopened),
    "gatekeeping": (
        e.NotAccepted, e.RefusalWithdrawn, e.EscalationRefused, e.RepresentativeRefused, e.Extended,
        e.HandlerAssigned, e.MarkedConfidential, e.ConflictSettled, e.BehaviourWarned, e.ContactRestricted,
        e.RestrictionReviewed, e.RestrictionLifted, e.WordsErased,
    ),
    "approving": (e.ApprovalGiven, e.ApprovalRefused),
    "contributing": (e.ContributionReceived,),
    "ombudsman": (
        e.OmbudsmanEnquired, e.OmbudsmanEvidenceRequested, e.OmbudsmanEvidenceSent, e.Determined, e.OrderMade,
        e.OrderComplied, e.FailureOrderMade, e.FailureOrderComplied, e.ReferredToRegulator, e.OccurrenceDecided,
        e.AcceptedOnOmbudsmansOrder,
    ),
    "record": (e.EntryCorrected, e.EntryStruckOut, e.DepartureRecorded),
    "requests": (
        r.RequestAsked, r.RequestPromised, r.RequestAnswered, r.RequestDone, r.RequestDissatisfied,
        r.RequestBecameComplaint, r.RequestReviewed,
    ),
}  # fmt: skip
"""Every event in one group: what is done together by the same people.

Triage stays with handling, because nobody who learns of a risk may be kept from writing it down. An extension is with
the gates: it is the exception that the officer or manager answers for. Service requests are one group, because whoever
takes one in is often the one who sees to it.
"""

_GROUP = {shape: name for name, shapes in GROUPS.items() for shape in shapes}

_HANDLES = frozenset({"intake", "handling", "deciding", "contributing", "record", "requests"})
_OVERSEES = _HANDLES | {"gatekeeping", "approving", "ombudsman"}
MAY: dict[Role, frozenset[str]] = {
    Role.HANDLER: _HANDLES,
    Role.STAGE_2_REVIEWER: _HANDLES,
    Role.COMPLAINTS_OFFICER: _OVERSEES,
    Role.MANAGER: _OVERSEES,
    Role.BUSINESS_REVIEWER: frozenset({"approving"}),
    Role.CONTRIBUTOR: frozenset({"contributing"}),
    Role.MEMBER_RESPONSIBLE: frozenset(),
    Role.AUDITOR: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}
"""The table. A role that is not allowed a group is told so; the fact itself is never in question."""

SEES = frozenset(
    {Role.HANDLER, Role.STAGE_2_REVIEWER, Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.BUSINESS_REVIEWER, Role.AUDITOR}
)
"""Who sees complaints at all. A contributor sees the question (`asked_of`), the Member Responsible sees numbers."""

_RESIDENTS = frozenset({"homes", "residents", "adjustments", "disclosures"})
_OFFICE = frozenset({"settings", "staff", "homes"})
KEEPS: dict[Role, frozenset[str]] = {
    Role.HANDLER: _RESIDENTS,
    Role.STAGE_2_REVIEWER: _RESIDENTS,
    Role.COMPLAINTS_OFFICER: _RESIDENTS | {"restrictions", "training", "posts", "surveys"},
    Role.MANAGER: _RESIDENTS | {"restrictions", "training", "posts", "surveys"},
    Role.BUSINESS_REVIEWER: frozenset(),
    Role.CONTRIBUTOR: frozenset(),
    Role.MEMBER_RESPONSIBLE: frozenset(),
    Role.AUDITOR: frozenset(),
    Role.ADMINISTRATOR: _OFFICE | {"training", "posts", "surveys"},
}
"""Who may change which of the ordinary tables of people (`putright.people.changing` says which table is in which)."""

_FROM_COMPLAINTS = frozenset({"refusals", "extensions", "conflicts"})
READS: dict[Role, frozenset[str]] = {
    **{role: kept | {"posts"} for role, kept in KEEPS.items()},
    Role.HANDLER: KEEPS[Role.HANDLER] | {"restrictions", "posts"} | _FROM_COMPLAINTS,
    Role.STAGE_2_REVIEWER: KEEPS[Role.STAGE_2_REVIEWER] | {"restrictions", "posts"} | _FROM_COMPLAINTS,
    Role.COMPLAINTS_OFFICER: KEEPS[Role.COMPLAINTS_OFFICER] | _OFFICE | _FROM_COMPLAINTS,
    Role.MANAGER: KEEPS[Role.MANAGER] | _OFFICE | _FROM_COMPLAINTS,
    Role.AUDITOR: _RESIDENTS | _OFFICE | _FROM_COMPLAINTS | {"restrictions", "training", "posts", "surveys"},
}
"""Who may read which tables and registers."""


def group_of(fact: e.Event) -> str:
    """The group an event belongs to."""
    return _GROUP[type(fact)]


def kinds_open_to(roles: frozenset[Role], shapes: Iterable[type[Any]]) -> bool:
    """Whether facts of these kinds are somebody's to record at all: what a page offers. `may` decides on the facts."""
    allowed = frozenset[str]().union(*(MAY[role] for role in roles))
    return all(_GROUP[shape] in allowed for shape in shapes)


def may_of_request(
    roles: frozenset[Role], facts: Sequence[e.Event], *, entries: Sequence[Entry] = (), own: bool = True
) -> str:
    """Why somebody may not record these facts of a service request, in one sentence; "" when they may.

    A service request is never confidential, and nobody is asked to contribute to one.
    """
    return may(roles, "", facts, Complaint(), entries=entries) if own else REQUEST_NOT_THERE


def may_see(roles: frozenset[Role], who: str, confidential_to: Sequence[str] | None, *, own: bool = True) -> bool:
    """Whether somebody may see a complaint: by landlord, by role, and by name where it is confidential (else None)."""
    if not own or not roles & SEES:
        return False
    return confidential_to is None or who in confidential_to


def asked_of(teams: frozenset[str], who: str, complaint: Complaint) -> dict[str, Contribution]:
    """What a contributor sees of a complaint: the questions put to their teams, or to them. Nothing else."""
    if complaint.confidential is not None and who not in complaint.confidential.visible_to:
        return {}
    asked = teams | {who}
    return {name: each for name, each in complaint.contributions.items() if each.asked.team in asked}


def may(
    roles: frozenset[Role],
    who: str,
    facts: Sequence[e.Event],
    complaint: Complaint,
    *,
    teams: frozenset[str] = frozenset(),
    entries: Sequence[Entry] = (),
    own: bool = True,
) -> str:
    """Why somebody may not record these facts, in one sentence; "" when they may.

    `entries` are the complaint's, so that a correction is allowed only to those who might have made the entry it
    changes. `own` is whether the complaint is their landlord's.
    """
    named = complaint.confidential.visible_to if complaint.confidential is not None else None
    if not own or (named is not None and who not in named):
        return NOT_THERE
    allowed = frozenset[str]().union(*(MAY[role] for role in roles))
    for fact in facts:
        for part in _parts(fact, entries):
            group = group_of(part)
            if group not in allowed:
                return _takes(group)
            if (
                group == "contributing"
                and not roles & _ASKERS
                and part.contribution not in asked_of(teams, who, complaint)
            ):
                return "That was not asked of you or your team: answer only what you were asked."
    return ""


_ASKERS = frozenset(role for role, groups in MAY.items() if {"contributing", "handling"} <= groups)
"""Those who may write down an answer for the team that gave it."""


def _parts(fact: e.Event, entries: Sequence[Entry]) -> list[Any]:
    """The fact, and for a correction also what it puts in and what it takes away.

    Otherwise a correction would be a way round the table: an approval struck out, a refusal put in the place of a note.
    """
    parts: list[Any] = [fact]
    if isinstance(fact, e.EntryCorrected):
        parts += _parts(fact.replacement, ())
    if isinstance(fact, e.EntryCorrected | e.EntryStruckOut):
        wrong = next((entry for entry in entries if entry.number == fact.entry), None)
        if wrong is not None:
            parts += _parts(wrong.event, entries)
    return parts


def _takes(group: str) -> str:
    who_may = sorted(role.replace("_", " ") for role, groups in MAY.items() if group in groups)
    return f"That is not yours to record: it takes a {' or '.join(who_may)}."
