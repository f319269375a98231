"""What is now true? One small function for each event, and `fold`, which applies a list of them.

Never sees a rulebook, a calendar or a clock: events are facts, and this only arranges them.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, TypeVar

from putright.complaint import events as e
from putright.complaint.state import Complaint, Contribution, Letter, Order, Promise, Remedy, Representative

_T = TypeVar("_T")
_Apply = Callable[[Complaint, Any], None]

APPLY: dict[type[Any], _Apply] = {}
"""Event class to the function that says what it makes true."""


def _when(*classes: type[Any]) -> Callable[[_T], _T]:
    def register(function: _T) -> _T:
        for one in classes:
            APPLY[one] = function  # type: ignore[assignment]
        return function

    return register


def fold(happenings: Iterable[e.Event]) -> Complaint:
    """What is true after these events, in this order. Corrections are taken into account before (see `history`)."""
    complaint = Complaint()
    apply = APPLY
    for happening in happenings:
        apply[type(happening)](complaint, happening)
    return complaint


def evolve(complaint: Complaint, happening: e.Event) -> Complaint:
    """What is true after one more event; the complaint given is left as it was."""
    after = deepcopy(complaint)
    APPLY[type(happening)](after, happening)
    return after


@_when(e.ComplaintReceived)
def _(c: Complaint, happened: e.ComplaintReceived) -> None:
    c.received = happened
    c.at(1)


def _sets(attribute: str, *classes: type[Any]) -> None:
    """The latest such event is what is true."""

    def apply(c: Complaint, happened: Any) -> None:  # noqa: ANN401
        setattr(c, attribute, happened)

    _when(*classes)(apply)


def _keeps(attribute: str, *classes: type[Any]) -> None:
    """Every such event is kept, in order."""

    def apply(c: Complaint, happened: Any) -> None:  # noqa: ANN401
        getattr(c, attribute).append(happened)

    _when(*classes)(apply)


def _stage_sets(attribute: str, *classes: type[Any]) -> None:
    """The latest such event is what is true at its stage."""

    def apply(c: Complaint, happened: Any) -> None:  # noqa: ANN401
        setattr(c.at(happened.stage), attribute, happened)

    _when(*classes)(apply)


def _stage_keeps(attribute: str, *classes: type[Any]) -> None:
    """Every such event is kept at its stage, in order."""

    def apply(c: Complaint, happened: Any) -> None:  # noqa: ANN401
        getattr(c.at(happened.stage), attribute).append(happened)

    _when(*classes)(apply)


_LATEST: tuple[tuple[str, type[Any]], ...] = (
    ("passed_on", e.PassedToComplaintsTeam),
    ("choice_offered", e.ChoiceToComplainOffered),
    ("service_request", e.RaisedFromServiceRequest),
    ("matter", e.MatterDated),
    ("triage", e.Triaged),
    ("taken_as", e.TakenAsComplaint),
    ("category", e.Categorised),
    ("confidential", e.MarkedConfidential),
    ("group", e.GroupFormed),
    ("behaviour_warned", e.BehaviourWarned),
    ("restriction_review", e.RestrictionReviewed),
    ("restriction_lifted", e.RestrictionLifted),
    ("designated_person", e.DesignatedPersonContacted),
    ("ombudsman_enquiry", e.OmbudsmanEnquired),
    ("determination", e.Determined),
    ("regulator", e.ReferredToRegulator),
    ("occurrence", e.OccurrenceDecided),
    ("withdrawn", e.ComplaintWithdrawn),
    ("closed", e.ComplaintClosed),
)
for _attribute, _class in _LATEST:
    _sets(_attribute, _class)
_ALL: tuple[tuple[str, type[Any]], ...] = (
    ("informal_stages", e.InformalStageHeld),
    ("adjustments", e.AdjustmentAgreed),
    ("links", e.ComplaintLinked),
    ("evidence", e.EvidenceRecorded),
    ("correspondence", e.CorrespondenceRecorded),
    ("meetings", e.MeetingHeld),
    ("mediation", e.MediationOffered),
    ("mediation", e.MediationHeld),
    ("learning", e.LearningRecorded),
    ("satisfaction", e.SatisfactionRecorded),
)
for _attribute, _class in _ALL:
    _keeps(_attribute, _class)
_LATEST_AT_STAGE: tuple[tuple[str, type[Any]], ...] = (
    ("logged", e.ComplaintLogged),
    ("clarified", e.ClarificationReceived),
    ("definition_disputed", e.DefinitionDisputed),
    ("heard", e.ResidentHeard),
    ("answer_known", e.AnswerKnown),
    ("approval_asked", e.ApprovalAsked),
    ("approval", e.ApprovalGiven),
    ("early_resolution", e.EarlyResolutionAgreed),
    ("refused", e.EscalationRefused),
)
for _attribute, _class in _LATEST_AT_STAGE:
    _stage_sets(_attribute, _class)
_ALL_AT_STAGE: tuple[tuple[str, type[Any]], ...] = (
    ("comments_invited", e.CommentInvited),
    ("extensions", e.Extended),
    ("updates_agreed", e.UpdatesAgreed),
    ("updates", e.UpdateGiven),
    ("handlers", e.HandlerAssigned),
)
for _attribute, _class in _ALL_AT_STAGE:
    _stage_keeps(_attribute, _class)


@_when(e.Acknowledged)
def _(c: Complaint, happened: e.Acknowledged) -> None:
    stage = c.at(happened.stage)
    if stage.acknowledged is None:
        stage.acknowledged = happened
    else:  # the first one started the clock; a second does not move it
        stage.acknowledged_again.append(happened)


@_when(e.ResponseIssued)
def _(c: Complaint, happened: e.ResponseIssued) -> None:
    c.at(happened.stage).responses.append(happened)


@_when(e.EscalationRequested)
def _(c: Complaint, happened: e.EscalationRequested) -> None:
    stage = c.at(happened.stage)
    if stage.requested is None:
        stage.requested = happened
    c.closed = c.withdrawn = None  # whoever takes it further has not let it go, and its clock must be seen


@_when(e.DefinitionSet)
def _(c: Complaint, happened: e.DefinitionSet) -> None:
    stage = c.at(happened.stage)
    stage.definition, stage.first_definition = happened, stage.first_definition or happened
    for point in happened.points:
        c.points[point.id] = point


@_when(e.NewPointsRaised)
def _(c: Complaint, happened: e.NewPointsRaised) -> None:
    c.at(happened.stage).new_points.append(happened)
    if happened.joined:
        for point in happened.points:
            c.points[point.id] = point


@_when(e.PointDecided)
def _(c: Complaint, happened: e.PointDecided) -> None:
    c.at(happened.stage).decisions[happened.point] = happened


@_when(e.ApprovalRefused)
def _(c: Complaint, happened: e.ApprovalRefused) -> None:
    c.at(happened.stage).approval = None


@_when(e.CommentReceived)
def _(c: Complaint, happened: e.CommentReceived) -> None:
    c.at(happened.stage)


@_when(e.ClarificationAsked)
def _(c: Complaint, happened: e.ClarificationAsked) -> None:
    record = c.at(happened.stage)
    record.clarification_asked, record.clarified = happened, None


@_when(e.GroupMemberSigned)
def _(c: Complaint, happened: e.GroupMemberSigned) -> None:
    c.signed_members.append(happened.member)


@_when(e.RepresentativeNamed)
def _(c: Complaint, happened: e.RepresentativeNamed) -> None:
    c.representatives[happened.representative] = Representative(happened, authorised=happened.authority_given)


@_when(e.RepresentativeAuthorised)
def _(c: Complaint, happened: e.RepresentativeAuthorised) -> None:
    _representative(c, happened.representative).authorised = True


@_when(e.RepresentativeRefused)
def _(c: Complaint, happened: e.RepresentativeRefused) -> None:
    _representative(c, happened.representative).refused = happened


@_when(e.RepresentativeEnded)
def _(c: Complaint, happened: e.RepresentativeEnded) -> None:
    _representative(c, happened.representative).ended = happened


def _representative(c: Complaint, who: str) -> Representative:
    """Old files may refuse or end somebody who was never named: the fact is kept all the same."""
    if who not in c.representatives:
        c.representatives[who] = Representative(e.RepresentativeNamed(None, who))
    return c.representatives[who]


@_when(e.ConflictDeclared)
def _(c: Complaint, happened: e.ConflictDeclared) -> None:
    c.conflicts[happened.person] = happened


@_when(e.ConflictSettled)
def _(c: Complaint, happened: e.ConflictSettled) -> None:
    c.conflicts_settled[happened.person] = happened


@_when(e.NotAccepted)
def _(c: Complaint, happened: e.NotAccepted) -> None:
    c.refusal, c.refusal_overturned = happened, None


@_when(e.RefusalWithdrawn, e.AcceptedOnOmbudsmansOrder)
def _(c: Complaint, happened: e.RefusalWithdrawn | e.AcceptedOnOmbudsmansOrder) -> None:
    if c.refused:
        c.refusal_overturned = happened
        return
    for stage in c.stages.values():
        if stage.refused is not None:
            stage.refusal_overturned = happened


@_when(e.ContributionAsked)
def _(c: Complaint, happened: e.ContributionAsked) -> None:
    c.contributions[happened.contribution] = Contribution(happened)


@_when(e.ContributionReceived)
def _(c: Complaint, happened: e.ContributionReceived) -> None:
    if happened.contribution in c.contributions:
        c.contributions[happened.contribution].received = happened


@_when(e.ContactRestricted)
def _(c: Complaint, happened: e.ContactRestricted) -> None:
    c.restriction, c.restriction_review, c.restriction_lifted = happened, None, None


@_when(e.RemedyOffered)
def _(c: Complaint, happened: e.RemedyOffered) -> None:
    c.remedies[happened.remedy] = Remedy(happened)


@_when(e.RemedyAnswered)
def _(c: Complaint, happened: e.RemedyAnswered) -> None:
    if happened.remedy in c.remedies:
        c.remedies[happened.remedy].answered = happened


@_when(e.RemedyDelivered)
def _(c: Complaint, happened: e.RemedyDelivered) -> None:
    if happened.remedy in c.remedies:
        c.remedies[happened.remedy].delivered = happened


@_when(e.ActionPromised)
def _(c: Complaint, happened: e.ActionPromised) -> None:
    c.promises[happened.promise] = Promise(happened, happened.due_on)


@_when(e.ActionProgressed)
def _(c: Complaint, happened: e.ActionProgressed) -> None:
    if happened.promise in c.promises:
        c.promises[happened.promise].progress.append(happened)


@_when(e.ActionRescheduled)
def _(c: Complaint, happened: e.ActionRescheduled) -> None:
    if happened.promise in c.promises:
        promise = c.promises[happened.promise]
        promise.moved.append(happened)
        promise.due_on = happened.due_on


@_when(e.ActionDone)
def _(c: Complaint, happened: e.ActionDone) -> None:
    if happened.promise in c.promises:
        c.promises[happened.promise].done = happened


@_when(e.ActionDropped)
def _(c: Complaint, happened: e.ActionDropped) -> None:
    if happened.promise in c.promises:
        c.promises[happened.promise].dropped = happened


@_when(e.ResidentTold)
def _(c: Complaint, happened: e.ResidentTold) -> None:
    if happened.promise in c.promises:
        c.promises[happened.promise].told = happened


@_when(e.LetterSent)
def _(c: Complaint, happened: e.LetterSent) -> None:
    c.letters[happened.letter] = Letter(happened)


@_when(e.LetterDelivered)
def _(c: Complaint, happened: e.LetterDelivered) -> None:
    if happened.letter in c.letters:
        c.letters[happened.letter].delivered = happened


@_when(e.LetterReturned)
def _(c: Complaint, happened: e.LetterReturned) -> None:
    if happened.letter in c.letters:
        c.letters[happened.letter].returned = happened


@_when(e.ComplaintReopened)
def _(c: Complaint, _happened: e.ComplaintReopened) -> None:
    c.closed = c.withdrawn = None


@_when(e.OmbudsmanEvidenceRequested)
def _(c: Complaint, happened: e.OmbudsmanEvidenceRequested) -> None:
    c.orders[happened.request] = Order(happened, happened.due_on)


@_when(e.OrderMade, e.FailureOrderMade)
def _(c: Complaint, happened: e.OrderMade | e.FailureOrderMade) -> None:
    c.orders[happened.order] = Order(happened, happened.due_on)


@_when(e.OmbudsmanEvidenceSent)
def _(c: Complaint, happened: e.OmbudsmanEvidenceSent) -> None:
    if happened.request in c.orders:
        c.orders[happened.request].met = happened


@_when(e.OrderComplied, e.FailureOrderComplied)
def _(c: Complaint, happened: e.OrderComplied | e.FailureOrderComplied) -> None:
    if happened.order in c.orders:
        c.orders[happened.order].met = happened


@_when(e.DepartureRecorded)
def _(c: Complaint, happened: e.DepartureRecorded) -> None:
    c.departures[happened.finding] = happened


@_when(e.WordsErased)
def _(_c: Complaint, _happened: e.WordsErased) -> None:
    """What had happened has happened: nothing about the complaint is judged otherwise because its words are gone."""


@_when(e.EntryCorrected, e.EntryStruckOut)
def _(_c: Complaint, _happened: e.EntryCorrected | e.EntryStruckOut) -> None:
    """Taken into account by `history` before folding; nothing more is true because of them."""
