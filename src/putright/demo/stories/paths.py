"""The ways a complaint can go: each a short list of parts, with how often it happens. The rarer ones are in `hard_paths`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from putright.complaint import events as e
from putright.demo.stories.afterwards import after, close, escalate, second_stage
from putright.demo.stories.answer import answer, settle
from putright.demo.stories.beginning import acknowledge, adjust, clarify, receive, represent
from putright.demo.stories.middle import declare_conflict, extend, hand_over, investigate, raise_more, restrict
from putright.demo.stories.telling import OFFICER, Telling

__all__ = ["GENTLE", "Path", "usual"]

_REVIEW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Path:
    """One way for a complaint to go."""

    name: str
    often: int
    tell: Callable[[Telling], None]
    age: int = 0
    """How many days ago it has to have been received for its whole story to be told."""
    theme: str = ""
    """The one theme it is told about, where it is only about one."""
    approving: bool = False
    """Whether it happens only under a policy with approval before sending."""


def usual(t: Telling, *, late_by: int = 0, acknowledged_late_by: int = 0, slow: bool = False) -> None:
    """Received, acknowledged, looked into, answered."""
    receive(t)
    acknowledge(t, late_by=acknowledged_late_by)
    investigate(t, slow=slow)
    respond(t, late_by)


def respond(t: Telling, late_by: int = 0) -> None:
    """The stage 1 answer, mostly in the last days there are; so many working days late."""
    due = t.due(1)
    answer(t, t.add(due, late_by) if late_by else due - timedelta(days=t.one_of((0, 0, 0, 1, 1, 2, 3, 5))))


def _on_time(t: Telling) -> None:
    usual(t)
    after(t)


def _settled_early(t: Telling) -> None:
    receive(t)
    acknowledge(t, early=True)
    settle(t)
    after(t)


def _acknowledged_late(t: Telling) -> None:
    usual(t, acknowledged_late_by=t.chance.randint(1, 4))
    after(t)


def _answered_late(t: Telling) -> None:
    usual(t, late_by=t.chance.randint(1, 14), slow=True)
    after(t)


def _long_silence(t: Telling) -> None:
    usual(t, late_by=t.chance.randint(25, 45), slow=True)
    after(t)


def _extended(t: Telling, *, skip: bool = False) -> None:
    receive(t)
    acknowledge(t)
    investigate(t, slow=True)
    new = extend(t, skip=skip)
    answer(t, new - timedelta(days=t.one_of((0, 0, 1, 2))))
    after(t)


def _update_missed(t: Telling) -> None:
    _extended(t, skip=True)


def _extended_and_late(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t, slow=True)
    answer(t, t.add(extend(t), t.chance.randint(1, 6)))
    after(t)


def _extended_for_the_resident(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t)
    limit, _ = t.answer_limit(1)
    day = t.day(t.add(t.acknowledged[1], limit - 2))
    new = t.add(t.due(1), 15)
    reason = "The resident is away and wants to be there when the wall is opened."
    told = e.Extended(day, 1, new, reason, asked_by=e.Asker.RESIDENT, agreed_by_resident=True)
    t.do(day, OFFICER, told, e.UpdatesAgreed(day, 1, next_on=new))
    answer(t, new)
    after(t)


def _handed_over(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    hand_over(t)
    investigate(t)
    respond(t)
    after(t)


def _clarified(t: Telling) -> None:
    receive(t)
    clarify(t)
    acknowledge(t)
    investigate(t)
    respond(t)
    after(t)


def _adjusted(t: Telling) -> None:
    receive(t)
    adjust(t, review=_REVIEW)
    acknowledge(t)
    investigate(t)
    respond(t)
    after(t)


def _represented(t: Telling) -> None:
    receive(t, complainant=e.Complainant.REPRESENTATIVE)
    represent(t, at_once=t.likely(0.5))
    acknowledge(t)
    investigate(t)
    respond(t)
    after(t)


def _conflict(t: Telling) -> None:
    receive(t)
    declare_conflict(t)
    acknowledge(t)
    investigate(t)
    respond(t)
    after(t)


def _from_request(t: Telling) -> None:
    asked = t.received - timedelta(days=t.chance.randint(15, 60))
    while not t.world.calendar.is_working_day(asked):
        asked -= timedelta(days=1)
    request = t.request_reference(asked)
    receive(t, e.RaisedFromServiceRequest(t.received, request, work_continues=True))
    what = t.say(t.one_of(t.theme.matters).text)
    t.beside.append(("request", {"reference": request, "asked_on": asked, "what": what, "team": t.theme.team}))
    acknowledge(t)
    investigate(t)
    respond(t)
    after(t)


def _more_points(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    raise_more(t, related=True)
    investigate(t)
    respond(t)
    after(t)


def _another_matter(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    raise_more(t, related=False)
    investigate(t)
    respond(t)
    after(t)


def _mediated(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    day = t.day(t.add(t.acknowledged[1], 1))
    t.do(day, t.handler, e.MediationOffered(day, taken=True))
    held = t.day(t.add(day, 3))
    t.do(held, t.handler, e.MediationHeld(held, "They agreed on quiet after eleven, and shook hands on it."))
    investigate(t)
    respond(t)
    after(t)


def _restricted(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    restrict(t)
    investigate(t)
    respond(t)
    after(t, closes=False)


def _letter_returned(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    day = t.day(t.acknowledged[1])
    t.do(day, t.handler, e.LetterSent(day, "letter-1", "acknowledgement_1", e.Channel.EMAIL))
    t.do(day, t.handler, e.LetterReturned(day, "letter-1", "The mailbox is full."))
    t.do(day, t.handler, e.LetterSent(day, "letter-2", "acknowledgement_1", e.Channel.LETTER))
    investigate(t)
    respond(t)
    after(t)


def _withdrawn(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    day = t.day(t.add(t.acknowledged[1], t.chance.randint(1, 5)))
    t.do(day, t.handler, e.ComplaintWithdrawn(day, reason=t.some("withdrawals")))


def _corrected(t: Telling) -> None:
    usual(t)
    day = t.day(t.add(t.steps[-1].at.date(), 2))
    entry, first = t.entry_of(e.Acknowledged)
    right = e.Acknowledged(
        t.steps[0].at.date(), first.stage, first.parts, first.answer_due_told_on, e.Channel.LETTER, first.by
    )
    t.do(day, OFFICER, e.EntryCorrected(day, entry, right, "The post book shows that it left earlier, by letter."))
    after(t)


def _struck_out(t: Telling) -> None:
    usual(t)
    day = t.day(t.add(t.steps[-1].at.date(), 1))
    t.do(day, t.handler, e.EvidenceRecorded(day, "photographs-9", "Photographs of somebody else's kitchen."))
    entry, _ = t.entry_of(e.EvidenceRecorded, last=True)
    t.do(day, OFFICER, e.EntryStruckOut(day, entry, "It belongs to another complaint and was filed here by mistake."))
    after(t)


def _reopened(t: Telling) -> None:
    usual(t)
    close(t)
    day = t.day(t.add(t.steps[-1].at.date(), 5))
    t.do(day, OFFICER, e.ComplaintReopened(day, "The resident rang: what was promised has not happened."))
    after(t)


def _escalated(t: Telling) -> None:
    usual(t)
    escalate(t)
    second_stage(t)
    after(t)


def _escalated_and_late(t: Telling) -> None:
    usual(t)
    escalate(t)
    second_stage(t, late_by=t.chance.randint(2, 20), acknowledged_late_by=t.one_of((0, 2)))
    after(t)


def _escalated_and_extended(t: Telling) -> None:
    usual(t)
    escalate(t)
    second_stage(t, answers=False)
    new = extend(t, 2)
    answer(t, new - timedelta(days=1), stage=2)
    after(t)


GENTLE = (
    Path("on_time", 300, _on_time),
    Path("settled_early", 34, _settled_early),
    Path("acknowledged_late", 26, _acknowledged_late),
    Path("answered_late", 48, _answered_late),
    Path("long_silence", 5, _long_silence),
    Path("extended", 44, _extended),
    Path("update_missed", 5, _update_missed),
    Path("extended_and_late", 5, _extended_and_late),
    Path("extended_for_the_resident", 3, _extended_for_the_resident),
    Path("handed_over", 16, _handed_over),
    Path("clarified", 12, _clarified),
    Path("adjusted", 16, _adjusted),
    Path("represented", 16, _represented),
    Path("conflict", 3, _conflict),
    Path("from_request", 20, _from_request),
    Path("more_points", 10, _more_points),
    Path("another_matter", 4, _another_matter),
    Path("mediated", 3, _mediated, theme="asb"),
    Path("restricted", 2, _restricted, age=150),
    Path("letter_returned", 3, _letter_returned),
    Path("withdrawn", 18, _withdrawn),
    Path("corrected", 6, _corrected, age=60),
    Path("struck_out", 4, _struck_out, age=60),
    Path("reopened", 3, _reopened, age=120),
    Path("escalated", 52, _escalated),
    Path("escalated_and_late", 12, _escalated_and_late),
    Path("escalated_and_extended", 8, _escalated_and_extended),
)
"""What happens to most complaints."""
