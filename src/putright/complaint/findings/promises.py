"""Findings about promises, orders and learning: what was said would be done, also after the answer."""

from putright.complaint import events as e
from putright.complaint.findings.dates import days
from putright.complaint.findings.model import Grade, View
from putright.complaint.state import Promise, Remedy
from putright.workdays import in_words


def check(view: View) -> None:
    """Promises live on after the answer and after closure; so do the Ombudsman's orders."""
    complaint = view.complaint
    for name, promise in complaint.promises.items():
        _promise(view, name, promise)
    for name, remedy in complaint.remedies.items():
        _remedy(view, name, remedy)
    for name, order in complaint.orders.items():
        if order.due_on is None:
            continue
        met = order.met.on if order.met else None
        if (order.met is None and view.today > order.due_on) or (met is not None and met > order.due_on):
            what = f"was met on {in_words(met)}" if met else "has not been met"
            view.add(
                "order_overdue",
                f"{name} {what}; the Ombudsman's date was {in_words(order.due_on)}.",
                subject=name,
                grade=Grade.WARNING,  # its orders bind by its Scheme, not by the Code
            )
    for answer in complaint.satisfaction:
        _survey(view, answer)
    if complaint.closed is not None:
        _closing(view)


def _promise(view: View, name: str, promise: Promise) -> None:
    due, what = promise.due_on, promise.made.what or name
    if due is None:
        view.add("promise_without_date", f"“{what}” was promised without a day.", subject=name)
    elif promise.open and view.today > due:
        late = days(max(1, view.calendar.count(due, view.today)))
        view.add(
            "promise_overdue", f"“{what}” was promised for {in_words(due)}, {late} ago, and is not done.", subject=name
        )
    elif promise.done is not None and promise.done.on is not None and promise.done.on > due:
        view.add(
            "promise_kept_late",
            f"“{what}” was promised for {in_words(due)} and done on {in_words(promise.done.on)}.",
            subject=name,
        )
    if promise.dropped is not None:
        view.add(
            "promise_dropped",
            f"“{what}” was given up"
            + (f": {promise.dropped.reason}." if promise.dropped.reason else " without a reason."),
            subject=name,
            grade=Grade.WARNING if promise.dropped.reason else None,
        )
    if not promise.open and not promise.resident_knows:
        view.add("promise_not_told", f"The resident has not been told what became of “{what}”.", subject=name)


def _remedy(view: View, name: str, remedy: Remedy) -> None:
    """7.3: a remedy offered for a day is a promise of that day, unless the resident did not want it."""
    offered, due = remedy.offered, remedy.offered.due_on
    declined = remedy.answered is not None and remedy.answered.answer is e.RemedyAnswer.DECLINED
    if due is None or declined:
        return
    what, delivered = offered.what or name, remedy.delivered
    if delivered is None and view.today > due:
        late = days(max(1, view.calendar.count(due, view.today)))
        view.add(
            "promise_overdue",
            f"“{what}” was offered for {in_words(due)}, {late} ago, and nothing shows that it was delivered.",
            subject=f"remedy {name}",
        )
    elif delivered is not None and delivered.on is not None and delivered.on > due:
        view.add(
            "promise_kept_late",
            f"“{what}” was offered for {in_words(due)} and delivered on {in_words(delivered.on)}.",
            subject=f"remedy {name}",
        )


def _closing(view: View) -> None:
    complaint = view.complaint
    still = [name for name, promise in complaint.promises.items() if promise.open]
    if still and complaint.closed is not None and complaint.closed.on is not None:
        view.add(
            "closed_with_open_promises",
            f"It was closed on {in_words(complaint.closed.on)} with {len(still)} promise{'s' * (len(still) > 1)} open; "
            "they stay on the work list.",
            grade=Grade.WARNING,
        )
    if not complaint.learning and any(record.decisions for record in complaint.stages.values()):
        view.add(
            "learning_not_recorded",
            "It was closed without a word on what was learnt, “nothing” included.",
            grade=Grade.WARNING,  # 9.1 is about the landlord's practice, which one file does not make
        )


def _survey(view: View, answer: e.SatisfactionRecorded) -> None:
    if answer.satisfied is False and answer.told_how_to_complain is False:
        view.add(
            "survey_without_signpost", "An unhappy answer about how it was handled, without showing how to complain."
        )
