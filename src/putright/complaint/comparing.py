"""An example against what came out: every difference in a sentence."""

from datetime import date

from putright.complaint.assess import Assessment, Governing, assess, governing, under_policy
from putright.complaint.deadlines import Deadline
from putright.complaint.examples import Example, ExampleError, Expectation, ExpectedDeadline
from putright.complaint.findings import Finding
from putright.complaint.history import complaint_from
from putright.complaint.state import Complaint
from putright.policy import PolicyError, shipped_policies, shipped_policy
from putright.workdays import calendar_for


def governing_example(example: Example, complaint: Complaint) -> Governing:
    """What governs an example: the edition, and the version of its landlord's policy that was in force.

    Raises ExampleError where it names a policy that is not shipped.
    """
    under = governing(complaint, family=example.family, today=example.today)
    if not example.policy:
        return under
    try:
        named = shipped_policy(example.policy)
    except PolicyError as error:
        raise ExampleError(f"{example.path}, policy: {error}") from None
    return under_policy(under, named, shipped_policies().values(), complaint.received_on)


def outcome(example: Example) -> Assessment:
    """What comes out of an example. Raises ExampleError, and YearNotKnown."""
    complaint = complaint_from(example.entries)
    return assess(complaint, governing_example(example, complaint), calendar_for(example.nation), today=example.today)


def differences(assessment: Assessment, expect: Expectation) -> list[str]:
    """What the assessment lacks, has too much of, or has otherwise; empty when it is as the example says."""
    wrong: list[str] = []
    if expect.edition and assessment.rulebook.edition != expect.edition:
        wrong.append(f"governed by {assessment.rulebook.edition}, not {expect.edition}")
    if expect.because not in assessment.because:
        wrong.append(f"because: {assessment.because!r} lacks {expect.because!r}")
    step = assessment.next_step
    if expect.next_step and (step is None or expect.next_step not in step.what):
        wrong.append(f"next step: {step.what if step else None!r}, not {expect.next_step!r}")
    if expect.nothing_owed and step is not None:
        wrong.append(f"next step: {step.what!r}, but nothing should be owed")
    for wanted in expect.deadline:
        wrong += _deadline(assessment.deadlines, wanted)
    wrong += _findings(assessment.findings, expect)
    return wrong


def _deadline(found: list[Deadline], wanted: ExpectedDeadline) -> list[str]:
    name = f"{wanted.what} at stage {wanted.stage} ({wanted.source})"
    match = [d for d in found if (d.what, d.stage, d.source) == (wanted.what, wanted.stage, wanted.source)]
    if len(match) != 1:
        return [f"{name}: {len(match)} such deadlines"]
    deadline, wrong = match[0], []
    for what, is_, should in (
        ("due", deadline.due_on, _known(wanted.due)),
        ("strictly due", deadline.strict_due_on, wanted.strict),
        ("met", deadline.met_on, _known(wanted.met)),
        ("late by", deadline.late_by_working_days, wanted.late),
    ):
        given = should is not None or what == "due" or (what == "met" and wanted.met is not None)
        if given and is_ != should:
            wrong.append(f"{name}: {what} {is_}, not {should}")
    if isinstance(wanted.met, str) and deadline.done != (wanted.met == "unknown"):
        wrong.append(f"{name}: {'done' if deadline.done else 'not done'}, not {wanted.met}")
    wrong += [
        f"{name}: {deadline.explanation!r} lacks {says!r}" for says in wanted.says if says not in deadline.explanation
    ]
    return wrong


def _known(day: date | str | None) -> date | None:
    return day if isinstance(day, date) else None


def _findings(found: list[Finding], expect: Expectation) -> list[str]:
    left, wrong = list(found), []
    for wanted in expect.finding:
        match = next(
            (
                finding
                for finding in left
                if (finding.provision, finding.name, finding.grade, finding.source)
                == (wanted.provision, wanted.name, wanted.grade, wanted.source)
                and wanted.says in finding.message
                and wanted.departure in finding.departure
            ),
            None,
        )
        if match is None:
            wrong.append(f"no finding {wanted.provision} {wanted.name} ({wanted.grade}) {wanted.says!r}")
        else:
            left.remove(match)
    wrong += [f"unexpected: {each.provision} {each.name} ({each.grade}): {each.message}" for each in left]
    return wrong
