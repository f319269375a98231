"""Findings under the landlord's own policy: what it promised beyond the Code, and did not keep."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.complaint.deadlines import Deadline
from putright.complaint.findings.acceptance import months_after
from putright.complaint.findings.dates import days
from putright.complaint.findings.model import Finding, Grade, View
from putright.complaint.findings.points import called
from putright.complaint.state import Complaint
from putright.complaint.terms import PolicyTerms
from putright.policy.vocabulary import AskWithin, ChannelKind, PeriodUnit
from putright.workdays import Calendar, in_words

__all__ = ["POLICY_DESCRIPTIONS", "check_policy"]

POLICY_DESCRIPTIONS = {
    "acknowledged_late": "acknowledged after the policy's own date",
    "answered_late": "answered after the policy's own date",
    "extension_beyond_limit": "an extension longer than the policy allows",
    "sent_without_approval": "an answer was sent that nobody had approved as the policy asks",
    "approved_by_its_decider": "whoever decided the answer approved it too, where the policy wants it seen by somebody else",
    "asked_after_limit": "the resident asked for a stage after the time the policy gives",
    "passed_on_slowly": "it took longer to reach the complaints team than the policy says",
    "pre_stage_too_long": "the step in front of stage 1 took longer than the policy says",
    "payment_late": "money that was accepted is not paid within the policy's time",
    "group_not_signed": "members of a group have not signed as the policy asks",
    "restriction_without_warning": "contact was restricted without the warning that the policy promises",
    "comment_not_invited": "the policy promises a chance to comment on a finding before the decision",
}

SOURCE = "policy section"


def check_policy(view: View, terms: PolicyTerms, own: list[Deadline]) -> None:
    """Everything the policy promises of a complaint and the record can show. `own` are the policy's deadlines."""
    for deadline in own:
        _late(view, deadline)
        _extensions(view, deadline)
    complaint = view.complaint
    _approval(view, terms)
    _asked(view, terms)
    _passed_on(view, terms, complaint)
    _pre_stages(view, terms, complaint)
    _payments(view, terms, complaint)
    _people(view, terms, complaint)


def _add(
    view: View, name: str, section: str, message: str, *, stage: int = 0, subject: str = "", grade: Grade = Grade.BREACH
) -> None:
    assert name in POLICY_DESCRIPTIONS, name
    full = f"stage_{stage}.{name}" if stage else name
    key = f"policy:{full}{':' * bool(subject)}{subject}"
    reason = view.complaint.departures.get(key)
    departure = reason.reason if reason else ""
    view.found.append(Finding(key, full, SOURCE, section, grade, message, stage, departure=departure))


def stricter(own: list[Deadline], code: list[Deadline]) -> list[Deadline]:
    """The policy's deadlines that are earlier than the Code's, or that the Code does not have."""
    theirs = {(deadline.what, deadline.stage): deadline.due_on for deadline in code}
    found = []
    for deadline in own:
        due = theirs.get((deadline.what, deadline.stage))
        if due is None or (deadline.due_on is not None and deadline.due_on < due):
            found.append(deadline)
    return found


def _late(view: View, deadline: Deadline) -> None:
    """Late by the policy; said only where the policy's date is the earlier one, so that nothing is said twice."""
    code, due = view.deadline(deadline.what, deadline.stage), deadline.due_on
    if due is None or (code is not None and code.due_on is not None and code.due_on <= due):
        return
    name = "acknowledged_late" if deadline.what == "acknowledge" else "answered_late"
    what = "acknowledged" if deadline.what == "acknowledge" else "answered"
    stage = deadline.stage
    if deadline.late_by_working_days:
        assert deadline.met_on is not None
        _add(
            view,
            name,
            deadline.provision,
            f"Stage {stage} was {what} on {in_words(deadline.met_on)}, {days(deadline.late_by_working_days)} after the "
            f"policy's own date, {in_words(due)}.",
            stage=stage,
        )
    elif not deadline.done and view.complaint.stages[stage].responses:
        _add(
            view,
            name,
            deadline.provision,
            f"Stage {stage} was answered and never {what}; the policy wants that by {in_words(due)}.",
            stage=stage,
        )
    elif not deadline.done and view.today > due and not view.complaint.over:
        late = days(max(1, view.calendar.count(due, view.today)))
        _add(
            view,
            name,
            deadline.provision,
            f"Stage {stage} has not been {what}: by the policy it was due by {in_words(due)}, {late} ago.",
            stage=stage,
        )


def _extensions(view: View, deadline: Deadline) -> None:
    for stretch in deadline.stretches:
        if stretch.problem == "beyond_limit" and stretch.beyond_original_working_days is not None:
            _add(
                view,
                "extension_beyond_limit",
                deadline.provision,
                f"The stage {deadline.stage} extension goes {days(stretch.beyond_original_working_days)} beyond the original "
                "date, more than the policy allows.",
                stage=deadline.stage,
                subject=str(stretch.extended.new_due_on),
            )


def _approval(view: View, terms: PolicyTerms) -> None:
    wanted = terms.policy.handling.approval_before_sending
    received = view.complaint.received
    if wanted is None or (received is not None and received.dates_only):  # nothing follows from a bare list of dates
        return
    for number, record in view.complaint.stages.items():
        response, approval = record.response, record.approval
        if response is None:
            continue
        after = (
            approval is not None and approval.on is not None and response.on is not None and approval.on > response.on
        )
        if approval is None or after:
            _add(
                view,
                "sent_without_approval",
                wanted.section,
                f"The stage {number} answer was sent {'before it was approved' if after else 'and nothing shows an approval'}; "
                f"the policy wants it seen first by {wanted.value}.",
                stage=number,
            )
        elif approval.by and approval.by == record.decided_by:  # nobody's name on either: nothing can be told
            _add(
                view,
                "approved_by_its_decider",
                wanted.section,
                f"{approval.by} decided the stage {number} answer and approved it too; the policy wants it seen first by "
                f"{wanted.value}.",
                stage=number,
            )


def _asked(view: View, terms: PolicyTerms) -> None:
    """Noted, never a reason to refuse under an edition without such a limit."""
    for stage in terms.policy.stage:
        record = view.complaint.stages.get(stage.number)
        before = view.complaint.stages.get(stage.number - 1)
        if stage.ask_within is None or record is None or record.requested is None or before is None:
            continue
        answered, asked = before.response.on if before.response else None, record.requested.on
        if answered is None or asked is None:
            continue
        last = last_day(stage.ask_within.value, answered, view.calendar)
        if asked > last:
            _add(
                view,
                "asked_after_limit",
                stage.ask_within.section,
                f"The resident asked for stage {stage.number} on {in_words(asked)}; the policy gives until {in_words(last)}. "
                "Taking it on is never wrong.",
                stage=stage.number,
                grade=Grade.WARNING,
            )


def last_day(within: AskWithin, start: date, calendar: Calendar) -> date:
    """The last day of the time a policy gives, counted from the day after `start`."""
    match within.unit:
        case PeriodUnit.WORKING_DAYS:
            return calendar.add(start, within.number)
        case PeriodUnit.DAYS:
            return start + timedelta(days=within.number)
        case PeriodUnit.WEEKS:
            return start + timedelta(weeks=within.number)
        case PeriodUnit.MONTHS:
            return months_after(start, within.number)


def _passed_on(view: View, terms: PolicyTerms, complaint: Complaint) -> None:
    passed, received = complaint.passed_on, complaint.received
    if passed is None or passed.on is None or received is None or received.on is None:
        return
    kind = ChannelKind.CONTRACTOR if received.received_by is e.Receiver.CONTRACTOR else ChannelKind.ANY_STAFF
    for way in terms.policy.channels.ways:
        if way.kind is kind and way.pass_on_working_days is not None:
            took = view.calendar.count(received.on, passed.on)
            if took > way.pass_on_working_days:
                _add(
                    view,
                    "passed_on_slowly",
                    way.section,
                    f"It reached the complaints team {days(took)} after {in_words(received.on)}; the policy gives "
                    f"{days(way.pass_on_working_days)}.",
                )
            return


def _pre_stages(view: View, terms: PolicyTerms, complaint: Complaint) -> None:
    for held in complaint.informal_stages:
        known = next((step for step in terms.policy.pre_stage if step.name.lower() == held.name.lower()), None)
        if known is None or known.working_days is None or held.on is None:
            continue
        end = held.ended_on or view.today
        took = view.calendar.count(held.on, end)
        if took > known.working_days:
            _add(
                view,
                "pre_stage_too_long",
                known.section,
                f"“{held.name}” took {days(took)}; the policy gives it {days(known.working_days)}.",
                subject=held.name,
            )


def _payments(view: View, terms: PolicyTerms, complaint: Complaint) -> None:
    limit = terms.policy.remedies.payment_working_days
    if limit is None:
        return
    for name, remedy in complaint.remedies.items():
        accepted = remedy.answered
        if remedy.offered.kind is not e.RemedyKind.MONEY or accepted is None or accepted.on is None:
            continue
        if accepted.answer is not e.RemedyAnswer.ACCEPTED:
            continue
        due = view.calendar.add(accepted.on, limit.value)
        paid = remedy.delivered.on if remedy.delivered else None
        if (remedy.delivered is None and view.today > due) or (paid is not None and paid > due):
            what = f"was paid on {in_words(paid)}" if paid else "is not paid"
            _add(
                view,
                "payment_late",
                limit.section,
                f"{called(remedy, name)} was accepted on {in_words(accepted.on)} and {what}; the policy gives {days(limit.value)}, to "
                f"{in_words(due)}.",
                subject=name,
            )


def _people(view: View, terms: PolicyTerms, complaint: Complaint) -> None:
    people, representatives, restrictions = terms.policy.people, terms.policy.representatives, terms.policy.restrictions
    signed = representatives.group_signed_authority
    if complaint.group is not None and signed is not None and signed.value:
        who = complaint.group
        unsigned = [name for name in who.members if name != who.lead and name not in complaint.signed_members]
        if unsigned:
            _add(
                view,
                "group_not_signed",
                signed.section,
                f"{', '.join(unsigned)} of the group {'has' if len(unsigned) == 1 else 'have'} not signed.",
                grade=Grade.WARNING,
            )
    warning = restrictions.warning
    if (
        complaint.restriction is not None
        and complaint.behaviour_warned is None
        and warning is not None
        and warning.value
    ):
        _add(view, "restriction_without_warning", warning.section, "Contact was restricted and no warning came first.")
    comment = people.comment_on_adverse_findings
    if complaint.confidential is None or comment is None or not comment.value:
        return
    for number, record in complaint.stages.items():
        adverse = any(decided.decision is not e.Decision.NOT_UPHELD for decided in record.decisions.values())
        if adverse and record.responses and not record.comments_invited:
            _add(
                view,
                "comment_not_invited",
                comment.section,
                f"Nobody was invited to comment on a finding against them before the stage {number} decision.",
                stage=number,
            )
