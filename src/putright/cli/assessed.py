"""How an assessment looks on a terminal: a line for each date, the findings below, the working on request."""

from datetime import date

from putright.cli.says import coloured, paragraph, table
from putright.complaint.assess import Assessment
from putright.complaint.deadlines import Deadline
from putright.complaint.findings import Finding, Grade
from putright.workdays import in_words

_WHAT = {"acknowledge": "Acknowledge", "respond": "Answer"}
_GRADES = {Grade.BREACH: "breach", Grade.WARNING: "to judge", Grade.CANNOT_TELL: "cannot tell"}
_COLOURS = {Grade.BREACH: "late", Grade.WARNING: "soon", Grade.CANNOT_TELL: "soft"}


def dates_table(assessment: Assessment, today: date, *, indent: str = "  ") -> str:
    """Each deadline on a line: what, due, done, how late, whose rule."""
    return table([_row(deadline, assessment, today) for deadline in assessment.deadlines], indent=indent)


def _row(deadline: Deadline, assessment: Assessment, today: date) -> tuple[str, ...]:
    due = in_words(deadline.due_on) if deadline.due_on else "not known"
    if deadline.met_on:
        same_year = deadline.due_on is not None and deadline.due_on.year == deadline.met_on.year
        done = f"done {in_words(deadline.met_on, year=not same_year)}"
    else:
        done = "done, day not known" if deadline.done else "not done"
    return (
        f"{_WHAT[deadline.what]} stage {deadline.stage}",
        f"due {due}",
        done,
        _lateness(deadline, assessment, today),
    )


def left_out(deadline: Deadline, assessment: Assessment) -> bool:
    """Whether it was never done and no longer can be: an acknowledgement, once the answer has been given."""
    return not deadline.done and any(
        other.done and other.what == "respond" and other.stage == deadline.stage for other in assessment.deadlines
    )


def overdue(deadline: Deadline, today: date) -> bool:
    """Whether it is still to be done and its day has passed."""
    return not deadline.done and deadline.due_on is not None and deadline.due_on < today


def _lateness(deadline: Deadline, assessment: Assessment, today: date) -> str:
    """In time, so many working days late, overdue, missing, open, or cannot be told; the strict figure where it differs."""
    late, strict = deadline.late_by_working_days, deadline.strict_late_by_working_days
    if late is None:
        if deadline.done or deadline.due_on is None:
            return coloured("cannot tell", "soft")
        if left_out(deadline, assessment):
            return coloured("missing", "late")
        return coloured("overdue", "late") if overdue(deadline, today) else coloured("open", "soft")
    if late == strict:
        return coloured("in time", "fine") if late == 0 else coloured(f"{late} late", "late")
    return coloured(f"{late} late, strictly {strict}", "late" if late else "soon")


def findings_text(findings: list[Finding], *, indent: str = "  ") -> str:
    """Each finding: provision and grade, then the sentence."""
    lines = []
    for finding in findings:
        lines.append(f"{indent}{coloured(f'{finding.place}, {_GRADES[finding.grade]}', _COLOURS[finding.grade])}")
        lines.append(paragraph(finding.message, indent=indent + "  "))
        if finding.departure:
            lines.append(paragraph(f"Gone on with, because: {finding.departure}", indent=indent + "  "))
    return "\n".join(lines)


def workings_text(assessment: Assessment, *, indent: str = "  ") -> str:
    """Why each date is what it is."""
    return "\n".join(
        paragraph(f"{_WHAT[deadline.what]} stage {deadline.stage}: {deadline.explanation}", indent=indent)
        for deadline in assessment.deadlines
    )
