"""Finding out what happened: questions to teams, hearing the resident, more time, updates, new points, a new handler."""

from datetime import date, timedelta

from putright.complaint import events as e
from putright.demo.stories.beginning import letter_parts
from putright.demo.stories.telling import HANDLERS, MANAGER, OFFICER, Telling
from putright.demo.wording import Matter, general

__all__ = [
    "ask", "declare_conflict", "extend", "extend_badly", "hand_over", "hear", "investigate", "raise_more", "restrict",
]  # fmt: skip

_WEEK = 7


def ask(t: Telling, name: str, *, team: str = "", stage: int = 1, after: int = 0, takes: int = 3) -> None:
    """A question to a team, and its answer so many working days later; by the third day it is due."""
    team = team or t.theme.team
    by = t.worker(stage)
    asked = t.day(t.add(t.acknowledged[stage], after))
    question = t.say(t.one_of(t.theme.questions))
    t.do(asked, by, e.ContributionAsked(asked, name, t.world.cast.teams[team], question, t.add(asked, 3)))
    came = t.day(t.add(asked, takes))
    t.do(
        came,
        by if t.alone else t.world.cast.members[team],
        e.ContributionReceived(came, name, t.say(t.one_of(t.theme.answers))),
    )


def hear(t: Telling, stage: int = 1) -> None:
    """The resident's own account, and what was put on file."""
    day = t.day(t.add(t.acknowledged[stage], t.chance.randint(1, 2)))
    document, what = t.one_of(general()["evidence"])
    facts: list[e.Event] = [
        e.ResidentHeard(day, stage, t.some("heard")),
        e.EvidenceRecorded(day, f"{document}-{stage}", what),
    ]
    if t.likely(0.15):
        facts.append(e.MeetingHeld(day, accompaniment_offered=True, what=t.some("heard")))
    t.do(day, t.worker(stage), *facts)


def investigate(t: Telling, *, slow: bool = False) -> None:
    """The usual: the resident heard, one team asked, sometimes two."""
    hear(t)
    ask(t, "q1", takes=t.chance.randint(4, 7) if slow else t.chance.randint(1, 3))
    if t.theme.team == "contractor" and t.likely(0.4):
        ask(t, "q2", team="repairs", takes=1)


def extend(
    t: Telling, stage: int = 1, *, reason: str = "", by: str = OFFICER, but: str = "", skip: bool = False
) -> date:
    """More time, told before the day has come, with its reason and the Ombudsman's details; updates every week.

    Returns the new day.
    """
    limit, more = t.answer_limit(stage)
    due = t.due(stage)
    day = t.day(t.add(t.acknowledged[stage], limit - t.chance.randint(2, 3)))
    new = t.add(due, t.chance.randint(min(4, more), more))
    told = e.Extended(
        day,
        stage,
        new_due_on=new,
        reason=t.some("extension_reasons"),
        agreed_by_resident=t.one_of((True, None)),
        parts=letter_parts(t, f"extension_{stage}", but=but),
        approved_by=t.who(MANAGER),
    )
    every = e.UpdatesAgreed(day, stage, every_days=_WEEK, next_on=day + timedelta(days=_WEEK))
    t.do(day, by, told, every, reason=reason)
    update(t, day, new, stage, skip=skip)
    return new


def update(t: Telling, since: date, until: date, stage: int = 1, *, skip: bool = False) -> None:
    """An update within each week until a day; the second is left out where the story has it forgotten."""
    number, last = 0, since
    while True:
        day = last + timedelta(days=_WEEK)
        while not t.world.calendar.is_working_day(day):  # told before the day, where the day is a holiday
            day -= timedelta(days=1)
        if day >= until or day <= last:
            return
        number += 1
        if not (skip and number == 2):  # noqa: PLR2004  the second
            when = t.day(day)
            t.do(when, t.worker(stage), e.UpdateGiven(when, stage, what=t.some("updates")))
        last = day


def extend_badly(t: Telling, why: str) -> date:
    """More time that was told too late: the day had passed when somebody noticed."""
    day = t.day(t.add(t.due(1), 2))
    new = t.add(day, 6)
    t.do(
        day,
        OFFICER,
        e.Extended(day, 1, new, t.some("extension_reasons"), parts=letter_parts(t, "extension_1")),
        reason=why,
    )
    return new


def raise_more(t: Telling, *, related: bool) -> None:
    """The resident raises something else: joined where it is related, a complaint of its own where it is not."""
    day = t.day(t.add(t.acknowledged[1], 3))
    point = e.Point(str(len(t.matters) + 1), t.some("new_points"), e.Responsibility.OURS)
    if related:
        t.matters.append(Matter(point.text, t.some("stage_2_upheld"), t.some("stage_2_not")))
        t.do(day, t.handler, e.NewPointsRaised(day, (point,), related=True))
    else:
        t.do(
            day,
            t.handler,
            e.NewPointsRaised(
                day, (point,), related=False, joined=False, reason="It is about something else.", new_complaint="opened"
            ),
        )


def hand_over(t: Telling) -> None:
    """Another handler takes it on, with a note."""
    day = t.day(t.add(t.acknowledged[1], 2))
    others = [each for each in HANDLERS[:3] if each != t.handler]
    t.handler = t.one_of(others)
    t.do(day, OFFICER, e.HandlerAssigned(day, t.who(t.handler), handover_note=t.some("handovers")))


def declare_conflict(t: Telling) -> None:
    """The handler knows the resident and says so; somebody else takes it."""
    day = t.day(t.received)
    nature = "The resident is a cousin of my wife. I have not spoken to him about it."
    declared, others = t.handler, [each for each in HANDLERS[:3] if each != t.handler]
    t.handler = t.one_of(others)
    measure = "Given to somebody else before anything was looked into."
    t.do(
        day,
        OFFICER,
        e.ConflictDeclared(day, t.who(declared), nature),
        e.ConflictSettled(day, t.who(declared), measure),
        e.HandlerAssigned(day, t.who(t.handler), handover_note=measure),
    )


def restrict(t: Telling) -> None:
    """Contact is kept to writing for three months after a warning, with regard to the Equality Act, and looked at again."""
    day = t.day(t.add(t.acknowledged[1], 1))
    why = "Forty calls in a week, and words to the staff who took them that nobody should hear at work."
    t.do(day, MANAGER, e.BehaviourWarned(day, why))
    again = t.day(t.add(day, 4))
    review = again + timedelta(days=90)
    evidence = "Call log of the week, three recordings, and the warning letter."
    t.do(
        again,
        MANAGER,
        e.ContactRestricted(again, "in_writing_only", why, evidence, equality_considered=True, review_on=review),
    )
    t.beside.append(
        (
            "restriction",
            {"reason": why, "warned_on": day, "evidence": evidence, "from_on": again, "review_on": review},
        )
    )
