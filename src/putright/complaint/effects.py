"""What a command would change, said before it is done: dates that move, the next step, what it would break or settle.

Two assessments of the same complaint on the same day, without and with the facts, are compared. Nothing here judges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from putright.complaint.assess import Assessment
from putright.complaint.deadlines import Deadline
from putright.complaint.findings import Finding, Grade
from putright.workdays import in_words

__all__ = ["Effects", "effects"]

_WHAT = {"acknowledge": "acknowledgement", "respond": "answer"}


@dataclass(frozen=True, slots=True)
class Effects:
    """What would be different afterwards. Each a full sentence."""

    dates: tuple[str, ...]
    next: str
    """The next step afterwards; empty where it stays what it is."""
    breaks: tuple[Finding, ...]
    """What would newly stand against the Code or the policy."""
    settles: tuple[Finding, ...]
    """What would stand against it no longer."""

    @property
    def nothing(self) -> bool:
        """Whether no date, step or finding would change."""
        return not (self.dates or self.next or self.breaks or self.settles)


def effects(before: Assessment, after: Assessment) -> Effects:
    """What changes from one assessment to the other."""
    known = {finding.key for finding in before.findings}
    still = {finding.key for finding in after.findings}
    return Effects(
        tuple(_dates(before.deadlines, after.deadlines)),
        _next(before, after),
        tuple(each for each in after.findings if each.key not in known and each.grade is not Grade.CANNOT_TELL),
        tuple(each for each in before.findings if each.key not in still and each.grade is not Grade.CANNOT_TELL),
    )


def _dates(before: Sequence[Deadline], after: Sequence[Deadline]) -> list[str]:
    held = {(each.stage, each.what, each.source): each for each in before}
    said = [_date(held.get((each.stage, each.what, each.source)), each) for each in after]
    return list(dict.fromkeys(sentence for sentence in said if sentence))


def _date(held: Deadline | None, now: Deadline) -> str:
    name = f"stage {now.stage} {_WHAT[now.what]}"
    if now.done and (held is None or not held.done):
        return _done(name, now)
    if now.done or now.due_on is None:
        return ""
    if held is None or held.due_on is None:
        return f"The {name} will be due {in_words(now.due_on)} ({now.place})."
    if held.due_on != now.due_on:
        return f"The {name} will be due {in_words(now.due_on)} instead of {in_words(held.due_on)} ({now.place})."
    return ""


def _done(name: str, now: Deadline) -> str:
    late = now.late_by_working_days
    if late is None:
        return f"The {name} is done."
    if late == 0:
        return f"The {name} is done in time."
    return f"The {name} is done, {late} working day{'s' * (late > 1)} late ({now.place})."


def _next(before: Assessment, after: Assessment) -> str:
    def told(assessment: Assessment) -> tuple[str, date | None] | None:
        step = assessment.next_step
        return (step.what, step.due_on) if step is not None else None

    now = told(after)
    if now == told(before):
        return ""
    if now is None:
        return "Nothing more will be owed."
    what, due = now
    return f"Next will be: {what}{f', by {in_words(due)}' if due else ''}."
