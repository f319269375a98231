"""Facts to sentences: every event, said to a person who was not there. Past tense, names first, no codes."""

from collections.abc import Callable
from typing import Any

from putright.complaint import events as e
from putright.workdays import in_words

_Say = Callable[[Any], str]


def narrate(happening: e.Event) -> str:
    """One event as one sentence or two, without its date."""
    return _SENTENCES[type(happening)](happening)


def _and(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


def _by(text: Any, opening: str = "by") -> str:  # noqa: ANN401  an enumeration or a string
    words = str(text).replace("_", " ")
    return f" {opening} {words}" if words and words != "not known" else ""


def _words(text: str) -> str:
    return f": “{text}”" if text else ""


def _due(day: Any, opening: str = "by") -> str:  # noqa: ANN401  a date or None
    return f" {opening} {in_words(day)}" if day else ""


def _stage(happened: Any) -> str:  # noqa: ANN401  any event with a stage
    return f"stage {happened.stage}"


def _money(pence: int | None) -> str:
    return "" if pence is None else f" of £{pence / 100:,.2f}".replace(".00", "")


def _received(x: e.ComplaintReceived) -> str:
    who = {
        e.Complainant.RESIDENT: "A resident complained",
        e.Complainant.REPRESENTATIVE: "A representative complained for a resident",
        e.Complainant.GROUP: "A group of residents complained",
        e.Complainant.NON_CUSTOMER: "Somebody who is not a customer complained",
        e.Complainant.ANONYMOUS: "Somebody complained without giving a name",
    }[x.complainant]
    to = f" to {x.received_by.replace('_', ' ')}" if x.received_by is not e.Receiver.NOT_KNOWN else ""
    return f"{who}{_by(x.channel)}{to}{_words(x.in_their_words)}."


def _defined(x: e.DefinitionSet) -> str:
    number = len(x.points)
    wants = f" The resident wants{_words(x.outcomes_sought)}." if x.outcomes_sought else ""
    return f"We set out the {_stage(x)} complaint in {number} point{'s' * (number != 1)}.{wants}"


def _new_points(x: e.NewPointsRaised) -> str:
    where = "joined to this complaint" if x.joined else f"made a new complaint{_by(x.new_complaint, '')}"
    return f"The resident raised {_and([point.text or point.id for point in x.points])}, {where}{_words(x.reason)}."


def _extended(x: e.Extended) -> str:
    wish = " at the resident's request" if x.asked_by is e.Asker.RESIDENT else ""
    return f"The {_stage(x)} answer was put off{wish}{_due(x.new_due_on, 'to')}{_words(x.reason)}."


def _responded(x: e.ResponseIssued) -> str:
    also = ", in one letter with the acknowledgement" if x.acknowledges else ""
    return f"The {_stage(x)} answer was sent{also}{_by(x.decided_by, 'and was decided by')}."


def _escalated(x: e.EscalationRequested) -> str:
    about = f" about {_and(x.points)}" if x.points else ""
    why = _words(x.reasons) if x.reasons else ", giving no reason; none is needed"
    return f"The resident asked for {_stage(x)}{about}{why}."


def _determined(x: e.Determined) -> str:
    found = [f"{finding.point}: {finding.outcome.replace('_', ' ')}" for finding in x.findings]
    return f"The Ombudsman determined it{': ' * bool(found)}{'; '.join(found)}."


def _corrected(x: e.EntryCorrected) -> str:
    dated = f" on {in_words(x.replacement.on)}" if x.replacement.on else ""
    return f"Entry {x.entry} was wrong{_words(x.reason)}. It should read{dated}: {narrate(x.replacement)}"


_SENTENCES: dict[type[Any], _Say] = {
    e.ComplaintReceived: _received,
    e.PassedToComplaintsTeam: lambda x: f"It was passed to the complaints team{_by(x.by)}.",
    e.ComplaintLogged: lambda x: f"It was logged at {_stage(x)}.",
    e.ChoiceToComplainOffered: lambda x: (
        "The resident was offered the choice to complain"
        + {True: " and took it.", False: " and did not want to.", None: "."}[x.taken]
    ),
    e.RaisedFromServiceRequest: lambda x: f"The resident was unhappy with the answer to {x.request}.",
    e.InformalStageHeld: lambda x: f"It was put through “{x.name}” before stage 1{_due(x.ended_on, 'until')}.",
    e.MatterDated: lambda x: (
        f"The matter began{_due(x.began_on, 'on') or ' on a day not known'}"
        f"{_due(x.became_aware_on, 'and the resident learnt of it on')}."
    ),
    e.RepresentativeNamed: lambda x: (
        f"{x.representative} acts for the resident"
        + (", with authority." if x.authority_given else "; authority is still to come.")
    ),
    e.RepresentativeAuthorised: lambda x: f"The resident gave {x.representative} authority{_due(x.until, 'until')}.",
    e.RepresentativeRefused: lambda x: f"{x.representative} was not accepted as representative{_words(x.reason)}.",
    e.RepresentativeEnded: lambda x: f"{x.representative} acts for the resident no longer.",
    e.GroupFormed: lambda x: f"A group complains, led by {x.lead}: {_and(x.members)}.",
    e.GroupMemberSigned: lambda x: f"{x.member} gave the lead signed authority.",
    e.Triaged: lambda x: (
        "It was weighed"
        + _by(x.complexity or "", "complexity")
        + _by(x.risk or "", "risk")
        + {True: ", vulnerable", False: ", not vulnerable", None: ""}[x.vulnerable]
        + (f", in the {x.lane.replace('_', ' ')} lane" if x.lane is not e.Lane.ORDINARY else "")
        + f"{_words(x.why)}."
    ),
    e.AdjustmentAgreed: lambda x: f"We agreed {x.adjustment}{_due(x.review_on, ', to be reviewed')}.",
    e.MarkedConfidential: lambda x: f"It was made confidential to {_and(x.visible_to)}{_words(x.reason)}.",
    e.ConflictDeclared: lambda x: f"{x.person} declared a conflict of interest{_words(x.nature)}.",
    e.ConflictSettled: lambda x: f"The conflict of interest of {x.person} was dealt with{_words(x.measure)}.",
    e.HandlerAssigned: lambda x: f"{x.person} handles {_stage(x)}{_words(x.handover_note)}.",
    e.ComplaintLinked: lambda x: f"It was linked to {x.other}{_words(x.relation)}.",
    e.ClarificationAsked: lambda x: f"The resident was asked to make something clear{_words(x.question)}.",
    e.ClarificationReceived: lambda x: f"The resident made it clear{_words(x.answer)}.",
    e.DefinitionSet: _defined,
    e.DefinitionDisputed: lambda x: f"The resident said that our understanding is not right{_words(x.what)}.",
    e.Acknowledged: lambda x: (
        f"We acknowledged {_stage(x)}{_by(x.by)}{_due(x.answer_due_told_on, 'and promised the answer by')}."
    ),
    e.NewPointsRaised: _new_points,
    e.NotAccepted: lambda x: f"It was not accepted as a complaint{_by(x.ground, 'because of')}{_words(x.reason)}.",
    e.RefusalWithdrawn: lambda x: f"It was accepted after all{_words(x.reason)}.",
    e.AcceptedOnOmbudsmansOrder: lambda _: "It was accepted because the Ombudsman told us to.",
    e.ContributionAsked: lambda x: f"{x.team} was asked{_due(x.due_on, 'to answer by')}{_words(x.question)}.",
    e.ContributionReceived: lambda x: f"The answer to {x.contribution} came{_words(x.answer)}.",
    e.EvidenceRecorded: lambda x: f"{x.document} was put on file{_words(x.what)}.",
    e.CorrespondenceRecorded: lambda x: (
        ("We heard from" if x.direction is e.Direction.IN else "We wrote to")
        + f" the {x.with_whom.replace('_', ' ')}{_by(x.channel)}{_words(x.what)}."
    ),
    e.MeetingHeld: lambda x: f"We met the resident{_words(x.what)}.",
    e.ResidentHeard: lambda x: f"The resident set out their position{_words(x.what)}.",
    e.CommentInvited: lambda x: f"The {x.whom.replace('_', ' ')} was invited to comment{_due(x.due_on)}.",
    e.CommentReceived: lambda x: f"The {x.whom.replace('_', ' ')} commented{_words(x.comment)}.",
    e.Extended: _extended,
    e.UpdatesAgreed: lambda x: (
        "We agreed with the resident to write"
        + (f" every {x.every_days} days" if x.every_days else "")
        + f"{_due(x.next_on, ', next by')}."
    ),
    e.UpdateGiven: lambda x: f"We told the resident how it stands{_words(x.what)}.",
    e.MediationOffered: lambda x: (
        "Mediation was offered" + {True: " and taken.", False: " and declined.", None: "."}[x.taken]
    ),
    e.MediationHeld: lambda x: f"Mediation took place{_words(x.outcome)}.",
    e.BehaviourWarned: lambda x: f"The resident was warned about their behaviour{_words(x.reason)}.",
    e.ContactRestricted: lambda x: (
        f"Contact was restricted to {x.kind.replace('_', ' ')}{_due(x.review_on, ', to be reviewed by')}."
    ),
    e.RestrictionReviewed: lambda x: (
        "The restriction was reviewed and "
        + (f"kept{_due(x.review_on, ', to be reviewed by')}." if x.kept else "ended.")
    ),
    e.RestrictionLifted: lambda x: f"The restriction was lifted{_words(x.reason)}.",
    e.PointDecided: lambda x: f"{x.point} was {x.decision.replace('_', ' ')} at {_stage(x)}{_words(x.reasons)}.",
    e.AnswerKnown: lambda x: f"The {_stage(x)} answer was known.",
    e.RemedyOffered: lambda x: (
        f"We offered {x.kind.replace('_', ' ')}{_money(x.amount_pence)}{_words(x.what)}{_due(x.due_on)}."
    ),
    e.RemedyAnswered: lambda x: f"The resident's answer to {x.remedy}: {x.answer.replace('_', ' ')}.",
    e.RemedyDelivered: lambda x: f"{x.remedy} reached the resident{_words(x.evidence)}.",
    e.ActionPromised: lambda x: f"We promised{_due(x.due_on)}{_words(x.what or x.promise)}{_by(x.owner, ', by')}.",
    e.ActionProgressed: lambda x: f"{x.promise} is under way{_words(x.note)}.",
    e.ActionRescheduled: lambda x: f"{x.promise} was put off to {in_words(x.due_on)}{_words(x.reason)}.",
    e.ActionDone: lambda x: f"{x.promise} was done{', and the resident told' * x.resident_told}{_words(x.evidence)}.",
    e.ActionDropped: lambda x: f"{x.promise} will not be done{_words(x.reason)}.",
    e.ResidentTold: lambda x: f"The resident was told what became of {x.promise}.",
    e.ApprovalAsked: lambda x: f"Approval of the {_stage(x)} answer was asked{_by(x.of, 'of')}.",
    e.ApprovalGiven: lambda x: f"The {_stage(x)} answer was approved{_by(x.by)}.",
    e.ApprovalRefused: lambda x: f"The {_stage(x)} answer was sent back{_by(x.by)}{_words(x.reason)}.",
    e.EarlyResolutionAgreed: lambda x: f"It was settled with the resident early{_words(x.what)}.",
    e.ResponseIssued: _responded,
    e.LetterSent: lambda x: f"A letter left ({x.kind.replace('_', ' ')}){_by(x.channel)}.",
    e.LetterDelivered: lambda x: f"Letter {x.letter} arrived.",
    e.LetterReturned: lambda x: f"Letter {x.letter} came back{_words(x.why)}.",
    e.EscalationRequested: _escalated,
    e.EscalationRefused: lambda x: f"We refused {_stage(x)}{_by(x.ground, 'because of')}{_words(x.reason)}.",
    e.ComplaintWithdrawn: lambda x: f"The {x.by.value} withdrew it{_words(x.reason)}.",
    e.ComplaintClosed: lambda x: f"It was closed{_words(x.reason)}.",
    e.ComplaintReopened: lambda x: f"It was opened again{_words(x.reason)}.",
    e.DesignatedPersonContacted: lambda x: f"{x.who or 'A designated person'} was asked to help.",
    e.OmbudsmanEnquired: lambda x: f"The Ombudsman asked about it{_words(x.what)}.",
    e.OmbudsmanEvidenceRequested: lambda x: f"The Ombudsman asked for evidence{_due(x.due_on)}.",
    e.OmbudsmanEvidenceSent: lambda _: "The evidence went to the Ombudsman.",
    e.Determined: _determined,
    e.OrderMade: lambda x: (
        f"The Ombudsman ordered{_money(x.amount_pence).replace(' of', '')}{_words(x.what)}{_due(x.due_on)}."
    ),
    e.OrderComplied: lambda x: f"Order {x.order} was carried out{_words(x.evidence)}.",
    e.FailureOrderMade: lambda x: (
        f"The Ombudsman made a type {x.type.value} failure order{_due(x.due_on, ', to be met by')}."
    ),
    e.FailureOrderComplied: lambda x: f"Failure order {x.order} was complied with.",
    e.ReferredToRegulator: lambda x: f"It was referred to the {x.body.replace('_', ' ')}{_words(x.reason)}.",
    e.OccurrenceDecided: lambda x: (
        f"It is {'' if x.is_occurrence else 'not '}a mandatory occurrence{_words(x.reason)}."
    ),
    e.LearningRecorded: lambda x: (
        "There was nothing to learn." if x.nothing else f"We learnt{_words(x.what or x.learning)}."
    ),
    e.SatisfactionRecorded: lambda x: (
        {
            True: "The resident was satisfied with how we handled it",
            False: "The resident was not satisfied with how we handled it",
            None: "The resident said how we handled it",
        }[x.satisfied]
        + f"{_words(x.what)}."
    ),
    e.EntryCorrected: _corrected,
    e.EntryStruckOut: lambda x: f"Entry {x.entry} was struck out{_words(x.reason)}.",
    e.DepartureRecorded: lambda x: f"This departs from {x.provision}. The reason given{_words(x.reason)}.",
}
