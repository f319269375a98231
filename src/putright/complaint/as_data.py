"""An assessment as plain values, in the shape that `--json` keeps stable."""

from datetime import date
from typing import Any

from putright.complaint.assess import Assessment
from putright.complaint.deadlines import Deadline
from putright.complaint.findings import Finding


def assessment_as_data(name: str, assessment: Assessment) -> dict[str, Any]:
    """One complaint: the edition and why, its deadlines, its findings, its next step."""
    step = assessment.next_step
    return {
        "complaint": name,
        "edition": assessment.rulebook.edition,
        "because": assessment.because,
        "deadlines": [deadline_as_data(deadline) for deadline in assessment.deadlines],
        "findings": [finding_as_data(finding) for finding in assessment.findings],
        "next_step": None if step is None else {"what": step.what, "due_on": _iso(step.due_on)},
    }


def deadline_as_data(deadline: Deadline) -> dict[str, Any]:
    """A deadline. `late_by_working_days` is 0 in time, null while it is open or cannot be told."""
    return {
        "what": deadline.what,
        "stage": deadline.stage,
        "from": _iso(deadline.from_on),
        "counted_from": deadline.from_anchor.value,
        "working_days": deadline.limit.working_days,
        "due_on": _iso(deadline.due_on),
        "due_on_before_extension": _iso(deadline.base_due_on),
        "strict_due_on": _iso(deadline.strict_due_on),
        "done": deadline.done,
        "met_on": _iso(deadline.met_on),
        "late_by_working_days": deadline.late_by_working_days,
        "strict_late_by_working_days": deadline.strict_late_by_working_days,
        "source": deadline.source,
        "provision": deadline.provision,
        "explanation": deadline.explanation,
    }


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """A finding: where it comes from, how grave it is, and the sentence."""
    return {
        "provision": finding.provision,
        "source": finding.source,
        "grade": finding.grade.value,
        "name": finding.name,
        "stage": finding.stage or None,
        "message": finding.message,
        "departure": finding.departure or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
