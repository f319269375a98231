"""Findings about getting in and on: service requests, choice, refusals, escalation, stages that should not be."""

from calendar import monthrange
from datetime import date

from putright.complaint import events as e
from putright.complaint.findings.model import Grade, View
from putright.complaint.state import StageRecord
from putright.rulebook import Ground
from putright.workdays import in_words


def check(view: View) -> None:
    """What stood between the resident and an answer."""
    complaint = view.complaint
    if complaint.service_request is not None:
        _service_request(view, complaint.service_request)
    for step in complaint.informal_stages:
        view.add("extra_stage", f"“{step.name}” stood in front of stage 1 as a step of its own.", subject=step.name)
    if complaint.refusal is not None:
        _refusal(view, complaint.refusal)
    for number, record in complaint.stages.items():
        _stage(view, number, record)


def _service_request(view: View, raised: e.RaisedFromServiceRequest) -> None:
    received = view.complaint.received_on
    if raised.work_continues is False:
        view.add("request_work_stopped", f"Work on {raised.request} stopped because of the complaint.")
    if raised.on is not None and received is not None and received > raised.on:
        late = view.calendar.count(raised.on, received)
        offered = view.complaint.choice_offered
        if late > 0 and (offered is None or (offered.on is not None and offered.on > raised.on)):
            view.add(
                "choice_not_offered",
                f"The resident was dissatisfied on {in_words(raised.on)} and nothing shows that they were offered the choice "
                "to complain then.",
                grade=Grade.WARNING,
            )
        if late > 0:
            view.add(
                "request_not_raised",
                f"The resident was unhappy with {raised.request} on {in_words(raised.on)} and the complaint counts only "
                f"from {in_words(received)}, {late} working day{'s' * (late != 1)} later.",
                grade=Grade.WARNING,
            )


def _refusal(view: View, refusal: e.NotAccepted) -> None:
    if not refusal.ground:
        view.add("refused_without_ground", "It was not accepted and no ground is recorded.")
    elif not view.listed(refusal.ground):
        view.add(
            "refused_on_other_ground",
            f"It was not accepted as “{refusal.ground.replace('_', ' ')}”, which is not a ground in the list.",
        )
    if not refusal.reason or (refusal.parts is not None and "reason_for_refusal" not in refusal.parts):
        view.add("refused_without_reason", "The resident was given no reason for not accepting it.")
    if not refusal.evidence:
        view.add("refused_without_evidence", "Nothing on file evidences the reason for not accepting it.")
    if not refusal.circumstances_considered:
        view.add(
            "circumstances_not_considered",
            "Nothing shows that the resident's own circumstances were considered before it was not accepted.",
            grade=None if refusal.circumstances_considered is False else Grade.CANNOT_TELL,
        )
    if refusal.parts is not None and "right_to_ombudsman" not in refusal.parts:
        view.add(
            "refusal_without_ombudsman", "The refusal does not tell the resident that they can go to the Ombudsman."
        )
    _age(view, refusal)


def _age(view: View, refusal: e.NotAccepted) -> None:
    ground = next((g for g in view.rulebook.grounds if g.name == refusal.ground and g.months), None)
    if ground is None or ground.months is None:
        return
    if not refusal.discretion_considered:
        view.add(
            "discretion_not_considered",
            "It was not accepted for its age and nothing shows that discretion was considered.",
            grade=None if refusal.discretion_considered is False else Grade.CANNOT_TELL,
        )
    _within(view, ground, refusal)


def _within(view: View, ground: Ground, refusal: e.NotAccepted) -> None:
    """Counted in calendar months from the event or from when the resident learnt of it, whichever is later."""
    matter, received = view.complaint.matter, view.complaint.received_on
    if matter is None or received is None or ground.months is None:
        return
    known = [on for on in (matter.began_on, matter.became_aware_on) if on is not None]
    if known and received <= months_after(max(known), ground.months):
        view.add(
            "refused_for_age_within_limit",
            f"It was not accepted as older than {ground.months} months, but it was received on {in_words(received)}, within "
            f"{ground.months} months of {in_words(max(known))}.",
            subject=refusal.ground,
        )


def months_after(day: date, months: int) -> date:
    """The same day of the month so many calendar months later; the month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _stage(view: View, number: int, record: StageRecord) -> None:
    if view.rulebook.stage(number) is None and _opened(record):
        view.add("stage_not_in_code", f"There is a stage {number}, which this edition does not allow.", stage=number)
    request = record.requested
    if number > 1 and request is None and (record.acknowledged or record.responses):
        view.add("stage_without_request", f"Stage {number} was opened and no request for it is recorded.", stage=number)
    if request is not None:
        before = view.complaint.stages.get(number - 1)
        if before is not None and _unanswered_at(before, request.on) and not view.complaint.refused:
            view.add(
                "escalated_before_answer",
                f"The resident asked for stage {number} before stage {number - 1} was answered: it is owed all the same.",
                stage=number,
                grade=Grade.WARNING,
            )
        if request.reasons_demanded:
            view.add("reasons_demanded", f"The resident was made to give reasons for stage {number}.", stage=number)
    if record.refused is not None:
        _escalation_refused(view, number, record.refused)


def _opened(record: StageRecord) -> bool:
    """Whether the landlord dealt with it at that stage; a resident who only asks for one has not made it."""
    return bool(record.logged or record.acknowledged or record.handlers or record.decisions or record.responses)


def _unanswered_at(before: StageRecord, on: date | None) -> bool:
    response = before.response
    if response is None:
        return True
    return on is not None and response.on is not None and response.on > on


def _escalation_refused(view: View, number: int, refused: e.EscalationRefused) -> None:
    if not refused.reason:
        view.add("escalation_refused_without_reason", f"Stage {number} was refused without a reason.", stage=number)
    if refused.ground == "no_reasons_given":
        view.add(
            "escalation_refused_for_no_reasons",
            f"Stage {number} was refused because the resident gave no reasons; none can be asked for.",
            stage=number,
        )
    elif not view.listed(refused.ground):
        ground = refused.ground.replace("_", " ") or "no ground at all"
        view.add(
            "escalation_refused_on_other_ground",
            f"Stage {number} was refused on “{ground}”, which is not a ground in the list.",
            stage=number,
        )
    if refused.parts is not None and "right_to_ombudsman" not in refused.parts:
        view.add(
            "escalation_refusal_without_ombudsman",
            f"The refusal of stage {number} does not tell the resident that they can go to the Ombudsman.",
            stage=number,
        )
