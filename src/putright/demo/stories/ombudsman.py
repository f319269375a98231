"""What the Ombudsman does about a complaint: asks, wants evidence, determines, orders."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.demo.stories.telling import OFFICER, Telling

__all__ = ["determined", "enquired", "failure_order"]

_ORDERS = (
    ("Pay the resident the sum that is set out, directly and not against the rent.", 35000),
    ("Write an apology that is specific, from a senior manager.", None),
    ("Carry out the works and send the proof.", None),
    ("Look at how this was handled and report what changes.", None),
)


def enquired(t: Telling, *, evidence_late: bool = False, until_evidence: bool = True) -> date:
    """An enquiry, then a request for evidence by the day that its letter gives, and the evidence."""
    day = t.day(max(t.answered.values()) + timedelta(days=t.chance.randint(25, 70)))
    reference = f"{day:%Y%m}{t.chance.randint(1000, 9999)}"
    t.do(day, OFFICER, e.OmbudsmanEnquired(day, reference, "The resident has asked for an investigation."))
    asked = t.day(day + timedelta(days=t.chance.randint(10, 40)))
    due = t.add(asked, 15)  # the day that the letter gives; there is no limit of law
    t.do(asked, OFFICER, e.OmbudsmanEvidenceRequested(asked, "evidence-1", due))
    # Without the end of the story it is only slow: what was asked a year ago is not still lying there.
    late = 3 if evidence_late else 0 if until_evidence else t.chance.randint(6, 20)
    sent = t.day(t.add(due, late) if late else due - timedelta(days=t.chance.randint(0, 6)))
    t.do(sent, OFFICER, e.OmbudsmanEvidenceSent(sent, "evidence-1"))
    return t.steps[-1].at.date()


def determined(t: Telling, outcomes: tuple[e.Outcome, ...], *, orders: int = 0, late: bool = False) -> None:
    """The determination, point by point; its orders, and when they were carried out."""
    day = t.day(t.steps[-1].at.date() + timedelta(days=t.chance.randint(60, 130)))
    found = tuple(
        e.PointFinding(str(number), outcomes[(number - 1) % len(outcomes)])
        for number in range(1, max(len(t.matters), len(outcomes)) + 1)
        if number <= len(t.matters)
    )
    reference = f"{day:%Y%m}{t.chance.randint(1000, 9999)}"
    facts: list[e.Event] = [e.Determined(day, reference, found)]
    due = t.add(day, 20)
    chosen = t.chance.sample(_ORDERS, orders)
    facts += [
        e.OrderMade(day, f"order-{number}", what, due, pence) for number, (what, pence) in enumerate(chosen, start=1)
    ]
    t.do(day, OFFICER, *facts)
    for number in range(1, orders + 1):
        met = t.day(t.add(due, t.chance.randint(2, 8)) if late else due - timedelta(days=t.chance.randint(0, 9)))
        t.do(met, OFFICER, e.OrderComplied(met, f"order-{number}", t.some("done")))


def failure_order(t: Telling) -> None:
    """A complaint handling failure order for an answer that did not come; complied with by its day."""
    day = t.day(t.add(t.due(1), 30))
    t.do(day, OFFICER, e.FailureOrderMade(day, "failure-order", e.FailureOrderType.DELAY_IN_HANDLING, t.add(day, 10)))
