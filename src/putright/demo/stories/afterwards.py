"""After the answer: offers answered and paid, promises kept or not, what was learnt, taking it further, closing it."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.demo.stories.answer import answer
from putright.demo.stories.beginning import letter_parts, points
from putright.demo.stories.middle import ask, hear
from putright.demo.stories.telling import OFFICER, REVIEWERS, Telling

__all__ = ["after", "close", "escalate", "learn", "put_right", "second_stage"]

_OVERDUE = "It is late already, and the letter says sorry for it."
_FATES = ("kept", "untold", "late", "moved", "dropped", "open")
_HOW_OFTEN = (66, 5, 12, 10, 4, 3)
_TOLD_LATER = "The letter that tells the resident goes out with the next post."
_DONE_LATE = "It is done, later than was promised; the resident was rung and told why."


def after(t: Telling, *, closes: bool = True) -> None:
    """What follows an answer that the resident leaves it at, in the order of the days."""
    last = max(t.answered.values())
    learn(t, last)
    still_open = put_right(t)
    if closes and not still_open and t.likely(0.85):
        close(t)


def put_right(t: Telling) -> int:
    """What became of the offers and promises so far. How many promises stay open."""
    promised, t.promised = t.promised, {}
    paid, t.paid = t.paid, {}
    _offers(t, paid, max(t.answered.values()))
    fates = [(due, name, _fate_of(t)) for name, due in promised.items()]
    for due, name, fate in sorted(fates):
        _fate(t, name, due, fate)
    return sum(fate == "open" for _, _, fate in fates)


def _fate_of(t: Telling) -> str:
    """What becomes of a promise. Few stay open for good: most that were forgotten are found again, long after."""
    fate = str(t.chance.choices(_FATES, _HOW_OFTEN)[0])
    return "forgotten" if fate == "open" and t.likely(0.85) else fate


def _offers(t: Telling, paid: dict[str, date], last: date) -> None:
    for name, due in paid.items():
        said = t.chance.choices(tuple(e.RemedyAnswer), (80, 10, 10))[0]
        day = t.day(t.add(last, t.chance.randint(1, 6)))
        t.do(day, t.handler, e.RemedyAnswered(day, name, said))
        if said is e.RemedyAnswer.ACCEPTED:
            late = t.likely(0.1)
            paid_on = t.day(t.add(due, 5) if late else t.add(day, t.chance.randint(2, 8)))
            t.do(
                paid_on,
                t.handler,
                e.RemedyDelivered(paid_on, name, t.some("paid")),
                reason=_DONE_LATE if paid_on > due else "",
            )


def _fate(t: Telling, name: str, due: date, fate: str) -> None:
    """What became of one promise."""
    if t.likely(0.5) and fate != "open" and t.steps[-1].at.date() < due - timedelta(days=8):
        day = t.day(due - timedelta(days=8))
        t.do(day, t.handler, e.ActionProgressed(day, name, t.some("progress"), resident_told=True))
    if fate == "moved":
        day = t.day(due - timedelta(days=2))
        due = max(t.add(due, t.chance.randint(5, 12)), day)
        t.do(day, t.handler, e.ActionRescheduled(day, name, due, t.some("moved")))
    if fate == "open":
        return
    if fate == "dropped":
        day = t.day(due - timedelta(days=1))
        t.do(day, t.handler, e.ActionDropped(day, name, t.some("dropped")), e.ResidentTold(day, name))
        return
    late = {"late": (2, 15), "forgotten": (30, 70)}.get(fate)
    wanted = t.add(due, t.chance.randint(*late)) if late else due - timedelta(days=t.chance.randint(0, 4))
    day = t.day(wanted)
    done = e.ActionDone(day, name, t.some("done"), resident_told=fate != "untold")
    t.do(day, t.handler, done, reason=_DONE_LATE if day > due else _TOLD_LATER if fate == "untold" else "")
    if fate == "untold" and t.likely(0.95):
        told = t.day(t.add(day, t.chance.randint(3, 12)))
        t.do(told, t.handler, e.ResidentTold(told, name))


def learn(t: Telling, last: date) -> None:
    """What was learnt, and what the resident said of how it was handled."""
    if t.likely(0.85):
        day = t.day(t.add(last, t.chance.randint(1, 4)))
        each = t.one_of(t.theme.learning)
        nothing = all(decision is e.Decision.NOT_UPHELD for decision in t.outcomes.values())
        learnt = e.LearningRecorded(
            day, "l1", "" if nothing else each.cause, "" if nothing else t.say(each.what), nothing
        )
        t.do(day, t.handler, learnt)
    if t.likely(0.35):
        day = t.day(t.add(last, t.chance.randint(5, 15)))
        happy = t.likely(0.42)
        said = e.SatisfactionRecorded(
            day, max(t.answered), happy, t.some("thanks" if happy else "grumbles"), told_how_to_complain=True
        )
        t.do(day, t.handler, said)


def close(t: Telling) -> None:
    """Nothing is open, and it is closed."""
    day = t.day(t.add(t.steps[-1].at.date(), t.chance.randint(3, 15)))
    t.do(day, OFFICER, e.ComplaintClosed(day, t.some("closings")))


def escalate(t: Telling, *, demanded: bool = False, reason: str = "") -> date:
    """The resident asks for it to be taken further; a reason is not needed. Mostly what was promised was done by then."""
    if t.likely(0.6):
        put_right(t)
    day = t.day(t.answered[1] + timedelta(days=t.chance.randint(3, 40)))
    asked = e.EscalationRequested(day, 2, reasons=t.some("escalation"), reasons_demanded=True if demanded else None)
    t.do(day, OFFICER, asked, reason=reason)
    return day


def second_stage(
    t: Telling, *, late_by: int = 0, acknowledged_late_by: int = 0, by: str = "", reason: str = "", answers: bool = True
) -> None:
    """Stage 2, by somebody who did not decide stage 1."""
    asked = t.steps[-1].at.date()
    t.reviewer = reviewer = by or t.one_of(REVIEWERS)
    rule = t.edition.stage(2)
    assert rule is not None
    assert rule.acknowledge is not None
    t.do(asked, OFFICER, e.HandlerAssigned(asked, t.who(reviewer), 2))
    after_days = (
        rule.acknowledge.working_days + acknowledged_late_by if acknowledged_late_by else t.chance.randint(1, 4)
    )
    day = t.day(t.add(asked, after_days))
    t.acknowledged[2] = day
    t.do(
        day,
        reviewer,
        e.DefinitionSet(day, points(t), t.say(t.one_of(t.theme.outcomes)), 2),
        e.Acknowledged(
            day, 2, letter_parts(t, "acknowledgement_2"), answer_due_told_on=t.due(2), channel=e.Channel.EMAIL,
            by=t.who(reviewer),
        ),
        reason=_OVERDUE if day > t.add(asked, rule.acknowledge.working_days) else "",
    )  # fmt: skip
    hear(t, 2)
    ask(t, "s2", stage=2, after=t.chance.randint(1, 4), takes=t.chance.randint(2, 4))
    if not answers:
        return
    due = t.due(2)
    wanted = t.add(due, late_by) if late_by else due - timedelta(days=t.chance.randint(0, 8))
    answer(t, wanted, stage=2, by=reviewer, reason=reason)
