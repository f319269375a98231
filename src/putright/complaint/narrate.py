"""Facts to sentences: every event, said to a person who was not there. Past tense, names first, no codes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from putright.complaint import events as e
from putright.workdays import in_words

_Say = Callable[[Any], str]


def narrate(happening: e.Event) -> str:
    """One event as one sentence or two, without its date."""
    return _SENTENCES[type(happening)](happening)


def _and(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


def _plain(code: str) -> str:
    """A name from a list as words: "one_named_person" is said "one named person"."""
    return code.replace("_", " ")


def _by(who: str, opening: str = " by ") -> str:
    return f"{opening}{who}" if who else ""


def _words(text: str) -> str:
    """Somebody's own words, quoted; the sentence around them brings its own full stop."""
    text = " ".join(text.split()).removesuffix(".")
    return f": “{text}”" if text else ""


def _in(code: str) -> str:
    return f" ({_plain(code)})" if code else ""


def _due(day: date | None, opening: str = " by ") -> str:
    return f"{opening}{in_words(day)}" if day else ""


def _stage(happened: Any) -> str:  # noqa: ANN401  any event with a stage
    return f"stage {happened.stage}"


def _money(pence: int | None, opening: str) -> str:
    return "" if pence is None else f"{opening}£{pence / 100:,.2f}".removesuffix(".00")


_CHANNEL = {
    e.Channel.TELEPHONE: " by telephone",
    e.Channel.EMAIL: " by e-mail",
    e.Channel.LETTER: " by letter",
    e.Channel.ONLINE_FORM: " with the online form",
    e.Channel.PORTAL: " through the portal",
    e.Channel.LIVE_CHAT: " in the live chat",
    e.Channel.TEXT_MESSAGE: " by text message",
    e.Channel.SOCIAL_MEDIA: " on social media",
    e.Channel.IN_PERSON: " in person",
    e.Channel.SURVEY: " in a survey",
    e.Channel.OTHER: " in another way",
    e.Channel.NOT_KNOWN: "",
}
_COMPLAINED = {
    e.Complainant.RESIDENT: "A resident complained",
    e.Complainant.REPRESENTATIVE: "A representative complained for a resident",
    e.Complainant.GROUP: "A group of residents complained",
    e.Complainant.NON_CUSTOMER: "Somebody who is not a customer complained",
    e.Complainant.ANONYMOUS: "Somebody complained without giving a name",
}
_TO = {
    e.Receiver.COMPLAINTS_TEAM: " to the complaints team",
    e.Receiver.STAFF: " to a member of staff",
    e.Receiver.CONTRACTOR: " to a contractor",
    e.Receiver.MANAGING_AGENT: " to the managing agent",
    e.Receiver.OMBUDSMAN: ", and the Ombudsman passed it to us",
    e.Receiver.COUNCILLOR_OR_MP: ", and a councillor or MP passed it to us",
    e.Receiver.NOT_KNOWN: "",
}
_WHO = {
    e.Correspondent.RESIDENT: "the resident",
    e.Correspondent.REPRESENTATIVE: "the representative",
    e.Correspondent.STAFF_MEMBER: "the member of staff",
    e.Correspondent.CONTRACTOR: "the contractor",
    e.Correspondent.OMBUDSMAN: "the Ombudsman",
    e.Correspondent.REGULATOR: "the regulator",
    e.Correspondent.COUNCILLOR_OR_MP: "a councillor or MP",
    e.Correspondent.OTHER: "somebody else",
}
_REMEDY = {
    e.RemedyKind.APOLOGY: "an apology",
    e.RemedyKind.ADMISSION: "an admission of what went wrong",
    e.RemedyKind.EXPLANATION_OR_HELP: "an explanation or help",
    e.RemedyKind.ACTION_ON_DELAY: "action on the delay",
    e.RemedyKind.CHANGED_DECISION: "a changed decision",
    e.RemedyKind.CORRECTED_RECORD: "a corrected record",
    e.RemedyKind.MONEY: "money",
    e.RemedyKind.CHANGED_POLICY: "a changed policy",
}
_ANSWER = {
    e.RemedyAnswer.ACCEPTED: "The resident accepted",
    e.RemedyAnswer.DECLINED: "The resident declined",
    e.RemedyAnswer.NO_REPLY: "The resident did not reply to the offer of",
}


def _person(whom: e.Correspondent) -> str:
    who = _WHO[whom]
    return who[0].upper() + who[1:]


def _triaged(x: e.Triaged) -> str:
    weighed = [f"complexity {x.complexity.value}"] if x.complexity else []
    weighed += [f"risk {x.risk.value}"] if x.risk else []
    weighed += [] if x.vulnerable is None else ["vulnerable" if x.vulnerable else "not vulnerable"]
    weighed += {True: ["to be answered early"], False: ["to be investigated"], None: []}[x.answer_early]
    weighed += [f"in the {_plain(x.lane)} lane"] if x.lane is not e.Lane.ORDINARY else []
    return f"It was weighed{' as ' * bool(weighed)}{', '.join(weighed)}{_words(x.why)}."


def _taken_as(x: e.TakenAsComplaint) -> str:
    said = {"service_request": "; the signs had pointed to a service request", "complaint": ", as the signs suggested"}
    return f"It was taken as a complaint{said.get(x.suggested, '')}{_words(x.why)}."


def _defined(x: e.DefinitionSet) -> str:
    number = len(x.points)
    points = f" in {number} point{'s' * (number != 1)}" if number else ""
    wants = f" The outcome sought{_words(x.outcomes_sought)}." if x.outcomes_sought else ""
    return f"We set out the {_stage(x)} complaint{points}.{wants}"


def _new_points(x: e.NewPointsRaised) -> str:
    apart = f"made complaint {x.new_complaint}" if x.new_complaint else "not joined to this complaint"
    where = "joined to this complaint" if x.joined else apart
    raised = _and([point.text or point.id for point in x.points] or ["something more"])
    return f"The resident also raised {raised}, {where}{_words(x.reason)}."


def _extended(x: e.Extended) -> str:
    wish = " at the resident's request" if x.asked_by is e.Asker.RESIDENT else ""
    return f"The {_stage(x)} answer was put off{wish}{_due(x.new_due_on, ' to ')}{_words(x.reason)}."


def _updates_agreed(x: e.UpdatesAgreed) -> str:
    every = f" every {x.every_days} days" if x.every_days else ""
    return f"We agreed with the resident to be in touch{_CHANNEL[x.how]}{every}{_due(x.next_on, ', next by ')}."


def _remedy_offered(x: e.RemedyOffered) -> str:
    paid = x.kind is e.RemedyKind.MONEY and x.amount_pence is not None
    what = _money(x.amount_pence, "") if paid else _REMEDY[x.kind] + _money(x.amount_pence, " and ")
    return f"We offered {what}{_due(x.due_on)}{_words(x.what)}."


def _responded(x: e.ResponseIssued) -> str:
    sender = "" if x.answered_by == "landlord" else f" by the {_plain(x.answered_by)}"
    also = ", in one letter with the acknowledgement" if x.acknowledges else ""
    return f"The {_stage(x)} answer was sent{sender}{also}{_by(x.decided_by, ', decided by ')}."


def _escalated(x: e.EscalationRequested) -> str:
    about = f" about {_and(tuple(f'point {each}' for each in x.points))}" if x.points else ""
    why = _words(x.reasons) or ", giving no reason; none is needed"
    return f"The resident asked for {_stage(x)}{about}{why}."


def _determined(x: e.Determined) -> str:
    found = [f"{_plain(finding.outcome)} on {finding.point}" for finding in x.findings]
    return f"The Ombudsman determined it{': ' * bool(found)}{'; '.join(found)}."


def _regulator(x: e.ReferredToRegulator) -> str:
    body = "Building Safety Regulator" if x.body == "building_safety_regulator" else _plain(x.body)
    return f"The safety part was referred to the {body}{_words(x.reason)}."


def _learnt(x: e.LearningRecorded) -> str:
    cause = f" The cause{_words(x.cause)}." if x.cause else ""
    return f"There was nothing to learn.{cause}" if x.nothing else f"We learnt{_words(x.what or x.learning)}.{cause}"


def _satisfaction(x: e.SatisfactionRecorded) -> str:
    said = {True: " was satisfied with", False: " was not satisfied with", None: " was asked about"}[x.satisfied]
    return f"The resident{said} how we handled {_stage(x)}{_words(x.what)}."


def _corrected(x: e.EntryCorrected) -> str:
    dated = f" on {in_words(x.replacement.on)}" if x.replacement.on else ""
    return f"Entry {x.entry} was wrong{_words(x.reason)}. It should read{dated}: {narrate(x.replacement)}"


_ERASED = {
    e.ErasureBasis.TIME_OVER: "because the time for keeping it was over",
    e.ErasureBasis.ASKED: "because the person it was about asked for it",
    e.ErasureBasis.NOT_OURS: "because it should not have been kept here",
}


def _words_erased(x: e.WordsErased) -> str:
    number = len(x.entries)
    of = f" in entr{'ies' if number > 1 else 'y'} {_and([str(each) for each in x.entries])}" if number else ""
    also = f", with {x.documents} document{'s' * (x.documents != 1)}" if x.documents else ""
    return f"What people had written{of} was erased{also}, {_ERASED[x.basis]}{_in(x.rule)}."


_SENTENCES: dict[type[Any], _Say] = {
    e.ComplaintReceived: lambda x: (
        f"{_COMPLAINED[x.complainant]}{_CHANNEL[x.channel]}{_TO[x.received_by]}{_words(x.in_their_words)}."
    ),
    e.PassedToComplaintsTeam: lambda x: f"It was passed to the complaints team{_by(x.by)}.",
    e.ComplaintLogged: lambda x: f"It was logged at {_stage(x)}.",
    e.ChoiceToComplainOffered: lambda x: (
        "The resident was offered the choice to complain"
        + {True: " and took it.", False: " and did not want to.", None: "."}[x.taken]
    ),
    e.RaisedFromServiceRequest: lambda x: (
        f"The resident was unhappy with the answer to {x.request}"
        + {True: "; work on it goes on.", False: "; work on it was stopped.", None: "."}[x.work_continues]
    ),
    e.InformalStageHeld: lambda x: f"It was put through “{x.name}” before stage 1{_due(x.ended_on, ' until ')}.",
    e.MatterDated: lambda x: (
        f"The matter began{_due(x.began_on, ' on ') or ' on a day not known'}"
        f"{_due(x.became_aware_on, ', and the resident learnt of it on ')}."
    ),
    e.RepresentativeNamed: lambda x: (
        f"{x.representative} acts for the resident"
        + (", with authority" if x.authority_given else "; authority is still to come")
        + f"{_words(x.scope)}."
    ),
    e.RepresentativeAuthorised: lambda x: (
        f"The resident gave {x.representative} authority{_due(x.until, ' until ')}{_words(x.scope)}."
    ),
    e.RepresentativeRefused: lambda x: f"{x.representative} was not accepted as representative{_words(x.reason)}.",
    e.RepresentativeEnded: lambda x: f"{x.representative} acts for the resident no longer.",
    e.GroupFormed: lambda x: f"A group complains, led by {x.lead}{_by(_and(x.members) if x.members else '', ': ')}.",
    e.GroupMemberSigned: lambda x: f"{x.member} gave the lead signed authority.",
    e.Triaged: _triaged,
    e.TakenAsComplaint: _taken_as,
    e.Categorised: lambda x: (
        f"It was put under {_plain(x.category)}{_by(x.area, ', ')}{_by(x.team, ', the work of ')}"
        f"{_by(x.contractor, ', done by ')}."
    ),
    e.AdjustmentAgreed: lambda x: (
        f"An adjustment was agreed{_due(x.review_on, ', to be reviewed by ')}{_words(x.adjustment)}."
    ),
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
        f"{_stage(x).capitalize()} was acknowledged{_by(x.by)}{_CHANNEL[x.channel]}"
        f"{_due(x.answer_due_told_on, ', with the answer promised by ')}."
    ),
    e.NewPointsRaised: _new_points,
    e.NotAccepted: lambda x: f"It was not accepted as a complaint{_in(x.ground)}{_words(x.reason)}.",
    e.RefusalWithdrawn: lambda x: f"It was accepted after all{_words(x.reason)}.",
    e.AcceptedOnOmbudsmansOrder: lambda x: f"It was accepted because the Ombudsman told us to{_in(x.reference)}.",
    e.ContributionAsked: lambda x: f"{x.team} was asked{_due(x.due_on, ' to answer by ')}{_words(x.question)}.",
    e.ContributionReceived: lambda x: f"The answer to question {x.contribution} came{_words(x.answer)}.",
    e.EvidenceRecorded: lambda x: f"Document {x.document} was put on file{_words(x.what)}.",
    e.CorrespondenceRecorded: lambda x: (
        f"We {'heard from' if x.direction is e.Direction.IN else 'wrote to'} "
        f"{_WHO[x.with_whom]}{_CHANNEL[x.channel]}{_words(x.what)}."
    ),
    e.MeetingHeld: lambda x: (
        f"We met the resident{', who was not told that somebody may come too' * (x.accompaniment_offered is False)}"
        f"{_words(x.what)}."
    ),
    e.ResidentHeard: lambda x: f"The resident set out their position on {_stage(x)}{_words(x.what)}.",
    e.CommentInvited: lambda x: f"{_person(x.whom)} was invited to comment{_due(x.due_on)}.",
    e.CommentReceived: lambda x: f"{_person(x.whom)} commented{_words(x.comment)}.",
    e.Extended: _extended,
    e.UpdatesAgreed: _updates_agreed,
    e.UpdateGiven: lambda x: f"We told the resident how it stands{_words(x.what)}.",
    e.MediationOffered: lambda x: (
        "Mediation was offered" + {True: " and taken.", False: " and declined.", None: "."}[x.taken]
    ),
    e.MediationHeld: lambda x: f"Mediation took place{_words(x.outcome)}.",
    e.BehaviourWarned: lambda x: f"There was a warning about behaviour{_words(x.reason)}.",
    e.ContactRestricted: lambda x: (
        f"Contact was restricted{_in(x.kind)}{_due(x.review_on, ', to be reviewed by ')}{_words(x.reason)}."
    ),
    e.RestrictionReviewed: lambda x: (
        f"The restriction was reviewed and {'kept' if x.kept else 'ended'}"
        f"{_due(x.review_on if x.kept else None, ', to be reviewed by ')}{_words(x.reason)}."
    ),
    e.RestrictionLifted: lambda x: f"The restriction was lifted{_words(x.reason)}.",
    e.PointDecided: lambda x: f"Point {x.point} was {_plain(x.decision)} at {_stage(x)}{_by(x.by)}{_words(x.reasons)}.",
    e.AnswerKnown: lambda x: f"The {_stage(x)} answer was known.",
    e.RemedyOffered: _remedy_offered,
    e.RemedyAnswered: lambda x: f"{_ANSWER[x.answer]} remedy {x.remedy}.",
    e.RemedyDelivered: lambda x: f"Remedy {x.remedy} reached the resident{_words(x.evidence)}.",
    e.ActionPromised: lambda x: (
        f"We promised{_due(x.due_on, ' for ')}{_by(x.owner, ', to be done by ')}{_words(x.what or x.promise)}."
    ),
    e.ActionProgressed: lambda x: (
        f"Promise {x.promise} is under way{', and the resident was told' * x.resident_told}{_words(x.note)}."
    ),
    e.ActionRescheduled: lambda x: f"Promise {x.promise} was put off to {in_words(x.due_on)}{_words(x.reason)}.",
    e.ActionDone: lambda x: (
        f"Promise {x.promise} was carried out{', and the resident was told' * x.resident_told}{_words(x.evidence)}."
    ),
    e.ActionDropped: lambda x: f"Promise {x.promise} was given up{_words(x.reason)}.",
    e.ResidentTold: lambda x: f"The resident was told what became of promise {x.promise}.",
    e.ApprovalAsked: lambda x: f"Approval of the {_stage(x)} answer was asked{_by(x.of, ' of ')}.",
    e.ApprovalGiven: lambda x: f"The {_stage(x)} answer was approved{_by(x.by)}.",
    e.ApprovalRefused: lambda x: f"The {_stage(x)} answer was sent back{_by(x.by)}{_words(x.reason)}.",
    e.EarlyResolutionAgreed: lambda x: f"It was settled with the resident early{_words(x.what)}.",
    e.ResponseIssued: _responded,
    e.LetterSent: lambda x: f"Letter {x.letter} was sent{_CHANNEL[x.channel]}{_in(x.kind)}.",
    e.LetterDelivered: lambda x: f"Letter {x.letter} arrived.",
    e.LetterReturned: lambda x: f"Letter {x.letter} came back{_words(x.why)}.",
    e.EscalationRequested: _escalated,
    e.EscalationRefused: lambda x: f"We refused {_stage(x)}{_in(x.ground)}{_words(x.reason)}.",
    e.ComplaintWithdrawn: lambda x: f"The {_plain(x.by)} withdrew it{_words(x.reason)}.",
    e.ComplaintClosed: lambda x: f"It was closed{_words(x.reason)}.",
    e.ComplaintReopened: lambda x: f"It was opened again{_words(x.reason)}.",
    e.DesignatedPersonContacted: lambda x: f"{x.who or 'A designated person'} was asked to help.",
    e.OmbudsmanEnquired: lambda x: f"The Ombudsman asked about it{_in(x.reference)}{_words(x.what)}.",
    e.OmbudsmanEvidenceRequested: lambda x: f"The Ombudsman asked for evidence{_due(x.due_on)}.",
    e.OmbudsmanEvidenceSent: lambda _: "The evidence went to the Ombudsman.",
    e.Determined: _determined,
    e.OrderMade: lambda x: (
        f"The Ombudsman made order {x.order}{_money(x.amount_pence, ' to pay ')}"
        f"{_due(x.due_on, ', to be met by ')}{_words(x.what)}."
    ),
    e.OrderComplied: lambda x: f"Order {x.order} was carried out{_words(x.evidence)}.",
    e.FailureOrderMade: lambda x: (
        f"The Ombudsman made a failure order of type {x.type.value}{_due(x.due_on, ', to be met by ')}."
    ),
    e.FailureOrderComplied: lambda x: f"Failure order {x.order} was complied with.",
    e.ReferredToRegulator: _regulator,
    e.OccurrenceDecided: lambda x: (
        f"It was decided that this is {'' if x.is_occurrence else 'not '}a mandatory occurrence{_words(x.reason)}."
    ),
    e.LearningRecorded: _learnt,
    e.SatisfactionRecorded: _satisfaction,
    e.EntryCorrected: _corrected,
    e.EntryStruckOut: lambda x: f"Entry {x.entry} was struck out{_words(x.reason)}.",
    e.WordsErased: _words_erased,
    e.DepartureRecorded: lambda x: f"It was done although it departs from {x.provision}{_words(x.reason)}.",
}
