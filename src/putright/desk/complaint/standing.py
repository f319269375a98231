"""Where a complaint stands and what is next, as the top of its page says it."""

from dataclasses import dataclass
from datetime import date

from putright.complaint.deadlines import Deadline
from putright.desk.opened import Opened
from putright.records.projection import state_of

__all__ = ["StageDates", "Standing", "days_left", "stage_dates", "standing"]

_STATES = {
    "open": "open",
    "answered": "answered",
    "refused": "not accepted",
    "withdrawn": "withdrawn",
    "closed": "closed",
    "struck_out": "struck out",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The first thing on the page."""

    state: str
    stage: int
    next: str
    """What is to be done next; empty where nothing is owed."""
    due_on: date | None
    left: int | None
    """Working days that are left; below 0 how many it is late; None without a day."""
    why: str
    """Where the date comes from, in full sentences."""
    told_on: date | None
    """The day that the resident was told to expect the answer by, where they were told one."""
    handler: str


@dataclass(frozen=True, slots=True)
class StageDates:
    """One row of the dates of a complaint."""

    stage: int
    what: str
    due_on: date | None
    met_on: date | None
    done: bool
    late_by: int | None
    strict_due_on: date | None
    why: str
    place: str


_WHAT = {"acknowledge": "Acknowledgement", "respond": "Answer"}


def standing(opened: Opened) -> Standing:
    """Where it stands on the day it is shown for."""
    complaint, step = opened.complaint, opened.assessment.next_step
    record = complaint.stages.get(complaint.stage)
    handlers = record.handlers if record else []
    deadline = step.deadline if step else None
    told = record.acknowledged.answer_due_told_on if record and record.acknowledged else None
    answering = deadline is not None and deadline.what == "respond"
    return Standing(
        state=_STATES[state_of(complaint)],
        stage=complaint.stage,
        next=opened.named(step.what) if step else "",
        due_on=step.due_on if step else None,
        left=days_left(opened, step.due_on) if step and step.due_on else None,
        why=deadline.explanation if deadline else "",
        told_on=told if answering else None,
        handler=opened.named(handlers[-1].person) if handlers else "",
    )


def days_left(opened: Opened, due_on: date) -> int:
    """Working days from the day shown until a day: 0 on the day itself, below 0 once it has passed."""
    today = opened.who.today
    if due_on >= today:
        return opened.calendar.count(today, due_on)
    return -max(opened.calendar.count(due_on, today), 1)


def stage_dates(opened: Opened) -> list[StageDates]:
    """Every date of the stages it has reached, each with its working."""
    return [_row(each) for each in opened.assessment.deadlines]


def _row(each: Deadline) -> StageDates:
    return StageDates(
        stage=each.stage,
        what=_WHAT[each.what],
        due_on=each.due_on,
        met_on=each.met_on,
        done=each.done,
        late_by=each.late_by_working_days,
        strict_due_on=each.strict_due_on if each.strict_due_on != each.due_on else None,
        why=each.explanation,
        place=each.place,
    )
