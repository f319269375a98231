"""What has to be done next, and by when: the one line a handler needs first."""

from datetime import date
from typing import NamedTuple

from putright.complaint import events as e
from putright.complaint.deadlines import Deadline
from putright.complaint.state import Complaint, Promise, StageRecord


class NextStep(NamedTuple):
    """One thing to do, its day, and the deadline that gives the day (None where nothing sets one)."""

    what: str
    due_on: date | None
    deadline: Deadline | None = None
    stage: int = 0


def next_step(complaint: Complaint, due: list[Deadline], today: date) -> NextStep | None:
    """The next thing to do; None when nothing is owed to anybody."""
    promised = _promise(complaint)
    if complaint.orders:
        promised = _sooner(_order(complaint), promised)
    if complaint.withdrawn is not None or complaint.refused or complaint.received is None:
        return promised
    open_ones = [  # closing a complaint does not answer it; an answered stage needs no acknowledgement any more
        deadline for deadline in due if not deadline.done and not complaint.stages[deadline.stage].responses
    ]
    if not open_ones:
        return promised
    first = min(open_ones, key=lambda deadline: (deadline.due_on or today, deadline.what != "acknowledge"))
    step = NextStep(_say(first, complaint.stages[first.stage]), first.due_on, first, first.stage)
    return _sooner(step, promised)


def _sooner(step: NextStep | None, other: NextStep | None) -> NextStep | None:
    """The one whose day comes first; the first of the two where a day is missing."""
    if step is None or other is None:
        return step or other
    return other if (other.due_on or date.max) < (step.due_on or date.max) else step


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
    """A promise that the resident has not heard the end of, else the open one that is due first."""
    first: Promise | None = None
    for promise in complaint.promises.values():
        if promise.open:
            if first is None or (promise.due_on or date.max) < (first.due_on or date.max):
                first = promise
        elif not promise.resident_knows:
            return NextStep(f"Tell the resident: {promise.made.what or promise.made.promise}", promise.due_on)
    if first is None:
        return None
    return NextStep(f"Keep the promise: {first.made.what or first.made.promise}", first.due_on)


def _order(complaint: Complaint) -> NextStep | None:
    """What the Ombudsman ordered or asked for, due first, and not yet done."""
    waiting = [(order.due_on or date.max, name) for name, order in complaint.orders.items() if order.met is None]
    if not waiting:
        return None
    due, name = min(waiting)
    made = complaint.orders[name].made
    what = made.what if isinstance(made, e.OrderMade) and made.what else name
    if isinstance(made, e.OmbudsmanEvidenceRequested):
        return NextStep("Send the Ombudsman the evidence it asked for", due if due < date.max else None)
    return NextStep(f"Carry out the Ombudsman's order: {what}", due if due < date.max else None)
