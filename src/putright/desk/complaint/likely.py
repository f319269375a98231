"""Which steps are the likely next ones: the buttons beside the next step, in the order a handler would reach for them."""

from collections.abc import Iterator

from putright.actions.terms import under_for
from putright.complaint import events as e
from putright.desk.commands.registry import COMMANDS, DeskCommand, offered
from putright.desk.opened import Opened

__all__ = ["likely_first"]


def likely_first(opened: Opened) -> list[type[DeskCommand]]:
    """Every step that is offered, the likely ones first; the rest in the order of the registry."""
    found = offered(opened)
    first = [COMMANDS[slug] for slug in dict.fromkeys(_wanted(opened)) if slug in COMMANDS]
    return [each for each in first if each in found] + [each for each in found if each not in first]


def _wanted(opened: Opened) -> Iterator[str]:
    """Slugs by what the complaint needs now, whether or not they are to be had."""
    complaint, step = opened.complaint, opened.assessment.next_step
    record = complaint.stages.get(complaint.stage)
    if complaint.received is None:
        return
    if record is not None and not record.handlers and not complaint.over:
        yield "assign"
    if record is not None and record.approval_asked is not None and record.approval is None and not record.responses:
        yield from ("approve", "send-back")
    open_stage = record is not None and not record.responses and not complaint.over
    if step is not None and step.deadline is not None and step.deadline.what == "acknowledge":
        yield from ("acknowledge", "define", "triage")
    elif step is not None and step.deadline is not None:
        yield from _answering(opened)
    yield from _owed(opened)
    if open_stage:
        yield from (*_answering(opened), "update", "ask-team", "message")
    elif not complaint.over:
        yield from ("escalate", "satisfaction", "learning", "close")
    elif complaint.refused:
        yield from ("accept-after-all", "accepted-on-order", "learning")
    else:
        yield from ("escalate", "learning", "reopen")


def _answering(opened: Opened) -> Iterator[str]:
    """What the answer of the present stage still needs."""
    complaint = opened.complaint
    record = complaint.stages[complaint.stage]
    if record.definition is None:
        yield "define"
        return
    if any(point.id not in record.decisions for point in record.definition.points):
        yield from ("decide", "extend")
        return
    terms = under_for(opened.who.landlord, complaint, opened.who.today).terms
    wanted = terms.policy.handling.approval_before_sending if terms is not None else None
    if wanted is not None and wanted.value and record.approval is None and record.approval_asked is None:
        yield "ask-approval"
    yield "respond"


def _owed(opened: Opened) -> Iterator[str]:
    """Promises and orders; first what a resident has not heard the end of."""
    promises = opened.complaint.promises.values()
    if any(not each.open and not each.resident_knows for each in promises):
        yield "promise-told"
    if any(each.open for each in promises):
        yield "promise-kept"
    for order in opened.complaint.orders.values():
        if order.met is None:
            asked = isinstance(order.made, e.OmbudsmanEvidenceRequested)
            failure = isinstance(order.made, e.FailureOrderMade)
            yield "evidence-sent" if asked else "failure-order-done" if failure else "order-done"
