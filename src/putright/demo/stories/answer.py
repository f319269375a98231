"""The answer: each point decided with reasons, what is offered and promised, the draft approved, the letter sent."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.demo.stories.beginning import letter_parts
from putright.demo.stories.telling import Telling
from putright.demo.wording import Matter, general

__all__ = ["answer", "decide", "settle"]

_UPHELD, _PARTLY, _NOT = e.Decision.UPHELD, e.Decision.PARTLY_UPHELD, e.Decision.NOT_UPHELD
_MISSED_VISIT_PENCE = 1500
_SUMS_PENCE = (5000, 7500, 10000, 12500, 15000, 20000, 25000, 30000, 40000, 60000)
_GUIDANCE = "Housing Ombudsman, guidance on remedies"
_GUIDANCE_2026 = "Housing Ombudsman, compensation guidance of April 2026"
_NEW_GUIDANCE = date(2026, 4, 1)


def answer(  # noqa: PLR0913  each is one way in which an answer can differ
    t: Telling,
    wanted: date,
    *,
    stage: int = 1,
    by: str = "",
    but: str = "",
    reason: str = "",
    approved: bool = True,
    undecided: bool = False,
    again: bool = False,
) -> None:
    """The answer of a stage on a day, or the next one there is. `but` is a part that the letter lacks.

    `again` is the further letter that puts right what the first lacked.
    """
    day = t.day(wanted)
    by = by or t.worker(stage)
    draft = day if again else min(day, t.day(wanted - timedelta(days=t.one_of((0, 1, 1, 2)))))
    decided = decide(t, draft, stage, by, skip_last=undecided, only_last=again)
    wanted_approval = approved and t.world.approves and not again
    asked = (e.ApprovalAsked(draft, stage, t.who(t.approver)),) if wanted_approval else ()
    t.do(draft, by, *decided, e.AnswerKnown(draft, stage), *asked)
    if wanted_approval:
        _approve(t, draft, day, stage, by)
    sent = t.day(day)
    letter = e.ResponseIssued(sent, stage, t.who(by), parts=letter_parts(t, f"response_{stage}", but=but))
    t.do(sent, by, letter, reason=reason)
    t.answered[stage] = sent


def _approve(t: Telling, draft: date, sent: date, stage: int, by: str) -> None:
    """Seen by somebody of the business area; now and then, where there is a day left for it, it comes back first."""
    seen = t.day(draft)
    if draft < sent and t.likely(0.2):
        t.do(seen, t.approver, e.ApprovalRefused(seen, stage, t.who(t.approver), t.some("approval_refusals")))
        seen = t.day(sent)
        t.do(seen, by, e.ApprovalAsked(seen, stage, t.who(t.approver)))
    t.do(seen, t.approver, e.ApprovalGiven(seen, stage, t.who(t.approver)))


def decide(
    t: Telling, day: date, stage: int, by: str, *, skip_last: bool = False, only_last: bool = False
) -> list[e.Event]:
    """A decision on each point, and where something went wrong what is offered and promised for it."""
    facts: list[e.Event] = []
    numbered = list(enumerate(t.matters, start=1))
    if skip_last:
        numbered = numbered[:-1]
    if only_last:
        numbered = numbered[-1:]
    for number, matter in numbered:
        decision = t.chance.choices((_UPHELD, _PARTLY, _NOT), (50, 22, 28))[0]
        reasons = _reasons(t, matter, decision) if stage == 1 else _looked_at_again(t, decision)
        t.outcomes[str(number)] = decision
        referring = t.one_of(general()["referring"]) if t.likely(0.6) else ""
        facts.append(e.PointDecided(day, str(number), decision, reasons, referring, stage, t.who(by)))
    wrong = tuple(key for key, decision in t.outcomes.items() if decision is not _NOT)
    return facts + (_put_right(t, day, stage, wrong) if wrong else [])


def _reasons(t: Telling, matter: Matter, decision: e.Decision) -> str:
    if decision is _UPHELD:
        return t.say(matter.upheld)
    if decision is _NOT:
        return t.say(matter.not_upheld)
    partly: str = general()["partly"]
    return partly.format(upheld=t.say(matter.upheld))


def _looked_at_again(t: Telling, decision: e.Decision) -> str:
    return t.some("stage_2_not" if decision is _NOT else "stage_2_upheld")


def _put_right(t: Telling, day: date, stage: int, wrong: tuple[str, ...]) -> list[e.Event]:
    """An apology always; money and promises as the story has it."""
    impact = t.say(t.one_of(t.theme.impacts))
    before = [fact for step in t.steps for fact in step.facts if isinstance(fact, e.RemedyOffered | e.ActionPromised)]
    number = stage * 10 + len(before)
    found: list[e.Event] = [
        e.RemedyOffered(
            day, f"apology-{number}", e.RemedyKind.APOLOGY, (), t.some("apologies"), impact, t.say(t.one_of(t.theme.impacts)),
            stage=stage,
        )
    ]  # fmt: skip
    if t.likely(0.5):
        found.append(_money(t, day, stage, wrong, impact, f"payment-{number}"))
    if t.likely(0.15):
        kind = t.one_of((e.RemedyKind.ADMISSION, e.RemedyKind.EXPLANATION_OR_HELP, e.RemedyKind.CHANGED_DECISION,
                         e.RemedyKind.CORRECTED_RECORD, e.RemedyKind.CHANGED_POLICY, e.RemedyKind.ACTION_ON_DELAY))  # fmt: skip
        found.append(e.RemedyOffered(day, f"more-{number}", kind, wrong, _MORE[kind], impact, stage=stage))
    for position in range(t.chance.choice((0, 1, 1, 1, 2))):
        name = f"promise-{number + position}"
        due = t.add(day, t.chance.randint(4, 30))
        what = t.say(t.chance.choice(t.theme.promises))
        owner = t.who(t.world.cast.members[t.theme.team])
        t.promised[name] = due
        found.append(e.ActionPromised(day, name, what, owner, due, stage, agreed_with_resident=t.likely(0.7)))
    return found


_MORE = {
    e.RemedyKind.ADMISSION: "A letter that says in so many words that we were wrong.",
    e.RemedyKind.EXPLANATION_OR_HELP: "A visit to explain it, and help with the form.",
    e.RemedyKind.CHANGED_DECISION: "The decision is changed from the day on which it was made.",
    e.RemedyKind.CORRECTED_RECORD: "The note is taken off the file and the right one put in its place.",
    e.RemedyKind.CHANGED_POLICY: "The procedure is changed so that it does not happen to somebody else.",
    e.RemedyKind.ACTION_ON_DELAY: "What was late is done ahead of the programme.",
}


def _money(t: Telling, day: date, stage: int, wrong: tuple[str, ...], impact: str, name: str) -> e.RemedyOffered:
    """A sum with what it is for: visits by the number, time and trouble by the round sum."""
    if t.theme.key in {"repairs", "heating", "leaks"} and t.likely(0.4):
        visits = t.chance.randint(1, 4)
        what, pence = f"Missed visits: {visits} at £15.", visits * _MISSED_VISIT_PENCE
    else:
        what, pence = "Time and trouble, and the distress of it.", t.one_of(_SUMS_PENCE)
    due = t.add(day, 20)
    t.paid[name] = due
    guidance = _GUIDANCE_2026 if day >= _NEW_GUIDANCE else _GUIDANCE
    return e.RemedyOffered(
        day, name, e.RemedyKind.MONEY, wrong, what, impact, "Compensation policy", guidance, pence, due, stage
    )


def settle(t: Telling) -> None:
    """It was settled with the resident early; the answer says so and taking it further stays open."""
    day = t.day(t.add(t.acknowledged[1], 1))
    t.do(day, t.handler, e.EarlyResolutionAgreed(day, t.some("settled")), e.ResidentHeard(day, 1, t.some("heard")))
    answer(t, t.add(day, t.chance.randint(1, 2)))
