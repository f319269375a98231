"""What a list says of one complaint in a line: what it is about, who waits for what, what to take care of.

Only what the facts and their assessment say. A name in here is whatever the entries hold, which is an id where the
landlord keeps people in its own tables.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from putright.complaint.assess import Assessment
from putright.complaint.events.vocabulary import Lane, Level
from putright.complaint.state import Complaint, StageRecord

__all__ = ["Glance", "glance"]

_LINE = 160
"""As much as stands in one line of a list."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One line. Texts may be about a person, so what keeps them has to forget them when the words are erased."""

    person: str = ""
    home: str = ""
    about: str = ""
    category: str = ""
    area: str = ""
    risk: str = ""
    """low, medium or high as it was weighed; "urgent" in a lane of its own, which goes by risk and not by date."""
    adjusted: bool = False
    represented: bool = False
    of_a_group: bool = False
    next_because: str = ""
    """Why the next date is what it is."""
    next_provision: str = ""
    """The provision or policy section that sets it, such as "Code 6.3"; empty for a promise."""
    waiting_for: str = ""
    """Whom the next step waits for, where it is not the handler."""
    waiting_until: date | None = None
    update_due_on: date | None = None
    """The day by which the resident was told to hear how it stands (5.9)."""
    ombudsman: bool = False
    """Whether the Ombudsman has it, and something is still to be sent or done there."""


def glance(complaint: Complaint, assessment: Assessment) -> Glance:
    """The line of a complaint as it was assessed."""
    received, triage, category = complaint.received, complaint.triage, complaint.category
    record = complaint.stages.get(complaint.stage)
    step = assessment.next_step
    waiting, until = _waiting(complaint, record)
    return Glance(
        person=received.person if received else "",
        home=received.home if received else "",
        about=_about(complaint),
        category=category.category if category else "",
        area=category.area if category else "",
        risk=_risk(triage.risk, triage.lane) if triage else "",
        adjusted=bool(complaint.adjustments),
        represented=any(each.ended is None and each.refused is None for each in complaint.representatives.values()),
        of_a_group=complaint.group is not None,
        next_because=step.deadline.explanation if step and step.deadline else "",
        next_provision=step.deadline.place if step and step.deadline else "",
        waiting_for=waiting,
        waiting_until=until,
        update_due_on=_update_due(complaint, record),
        ombudsman=any(order.met is None for order in complaint.orders.values()),
    )


def _about(complaint: Complaint) -> str:
    """The points as understood; before there are any, the resident's own words."""
    texts = [point.text.strip().rstrip(".") for point in complaint.points.values() if point.text.strip()]
    said = "; ".join(texts) or (complaint.received.in_their_words if complaint.received else "")
    line = " ".join(said.split()).rstrip(".")
    return line if len(line) <= _LINE else line[: _LINE - 1].rsplit(" ", 1)[0].rstrip(",;.:") + "…"


def _risk(risk: Level | None, lane: Lane) -> str:
    if lane is not Lane.ORDINARY:
        return "urgent"
    return risk.value if risk else ""


def _waiting(complaint: Complaint, record: StageRecord | None) -> tuple[str, date | None]:
    """Whom an open stage waits for: an approval, a team that was asked, the resident who was asked."""
    if record is None or record.responses or complaint.over:
        return "", None
    if record.approval_asked is not None and record.approval is None:
        return record.approval_asked.of or "approval", None
    asked = [each.asked for each in complaint.contributions.values() if each.received is None]
    if asked:
        first = min(asked, key=lambda each: each.due_on or date.max)
        return first.team, first.due_on
    if record.clarification_asked is not None and not record.clarified and record.definition is None:
        return "the resident", None
    return "", None


def _update_due(complaint: Complaint, record: StageRecord | None) -> date | None:
    """The next day on which the resident was told to hear from us, whether it lies ahead or has passed."""
    if record is None or not record.updates_agreed or record.responses or complaint.over:
        return None
    agreed = record.updates_agreed[-1]
    since = [each for each in record.updates if agreed.on is None or (each.on or date.min) > agreed.on]
    last = max(since, key=lambda each: each.on or date.min, default=None)
    if last is None:
        first = agreed.next_on
        if first is None and agreed.every_days and agreed.on:
            first = agreed.on + timedelta(days=agreed.every_days)
        return first
    if last.next_on is not None:
        return last.next_on
    return last.on + timedelta(days=agreed.every_days) if last.on and agreed.every_days else None
