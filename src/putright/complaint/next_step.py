"""What has to be done next, and by when: the one line a handler needs first."""

from datetime import date
from typing import NamedTuple

from putright.complaint.deadlines import Deadline
from putright.complaint.state import Complaint, StageRecord


class NextStep(NamedTuple):
    """One thing to do, its day, and the deadline that gives the day (None where nothing sets one)."""

    what: str
    due_on: date | None
    deadline: Deadline | None = None
    stage: int = 0


def next_step(complaint: Complaint, due: list[Deadline], today: date) -> NextStep | None:
    """The next thing to do; None when nothing is owed to anybody."""
    promised = _promise(complaint)
    if complaint.withdrawn is not None or complaint.refused or complaint.received is None:
        return promised
    open_ones = [  # closing a complaint does not answer it; an answered stage needs no acknowledgement any more
        deadline for deadline in due if not deadline.done and not complaint.stages[deadline.stage].responses
    ]
    if not open_ones:
        return promised
    first = min(open_ones, key=lambda deadline: (deadline.due_on or today, deadline.what != "acknowledge"))
    step = NextStep(_say(first, complaint.stages[first.stage]), first.due_on, first, first.stage)
    if (
        promised is not None
        and promised.due_on is not None
        and step.due_on is not None
        and promised.due_on < step.due_on
    ):
        return promised
    return step


def _say(deadline: Deadline, record: StageRecord) -> str:
    if deadline.what == "acknowledge":
        return f"Acknowledge stage {deadline.stage}"
    if record.definition is None:
        return f"Set the complaint definition and answer stage {deadline.stage}"
    undecided = [point for point in record.definition.points if point.id not in record.decisions]
    if undecided:
        number = len(undecided)
        return f"Decide {number} point{'s' * (number > 1)} and answer stage {deadline.stage}"
    if record.approval_asked is not None and record.approval is None:
        return f"Have the stage {deadline.stage} answer approved and send it"
    return f"Send the stage {deadline.stage} answer"


def _promise(complaint: Complaint) -> NextStep | None:
    """The promise that is due first, or one that the resident has not been told about."""
    untold = [promise for promise in complaint.promises.values() if not promise.open and not promise.resident_knows]
    if untold:
        return NextStep(f"Tell the resident: {untold[0].made.what or untold[0].made.promise}", untold[0].due_on)
    waiting = [promise for promise in complaint.promises.values() if promise.open]
    if not waiting:
        return None
    first = min(waiting, key=lambda promise: promise.due_on or date.max)
    return NextStep(f"Keep the promise: {first.made.what or first.made.promise}", first.due_on)
