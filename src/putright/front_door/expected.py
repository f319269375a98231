"""By when residents hear from us, with the reason: what the Code and the landlord's policy say, worked out for one day."""

from dataclasses import dataclass
from datetime import date

from putright.actions.terms import assessed, calendar_of, under_for
from putright.complaint import events as e
from putright.complaint.deadlines import Deadline
from putright.complaint.evolve import fold
from putright.complaint.state import Complaint
from putright.front_door.saying import lazy as _
from putright.front_door.saying import said
from putright.people.models import Landlord
from putright.workdays import Working, YearNotKnown

__all__ = ["Expected", "StageTimes", "calendar_days", "expected", "in_full", "plain_reason", "sum_in_words", "times"]


@dataclass(frozen=True, slots=True)
class Expected:
    """One date that a resident can hold us to."""

    what: str
    """acknowledge or respond."""
    stage: int
    on: date
    days: int
    """Working days of the limit."""
    why: str
    place: str


@dataclass(frozen=True, slots=True)
class StageTimes:
    """One stage for the published pages: its limits, and what they come to for somebody who complains today."""

    number: int
    acknowledge_days: int | None
    answer_days: int
    longer_days: int | None
    acknowledge_on: date | None
    answer_on: date | None


def expected(landlord: Landlord, complaint: Complaint, today: date) -> list[Expected]:
    """What a complaint still waits for from us, the earliest date of each kind. Empty where a year is not known."""
    try:
        due = assessed(landlord, complaint, today).deadlines
    except YearNotKnown:
        return []
    found: dict[tuple[int, str], Deadline] = {}
    for each in due:
        if each.due_on is None or each.done:
            continue
        before = found.get((each.stage, each.what))
        if before is None or each.due_on < (before.due_on or date.max):
            found[each.stage, each.what] = each
    return [
        Expected(each.what, each.stage, each.due_on, each.limit.working_days, plain_reason(each), each.place)
        for each in sorted(found.values(), key=lambda one: (one.stage, one.due_on or date.max))
        if each.due_on is not None
    ]


_FROM = {
    "received": _("the day we got your complaint"),
    "acknowledged": _("the day we wrote to say that we have it"),
    "acknowledge_due": _("the last day for us to say that we have it"),
    "logged": _("the day we logged it"),
    "escalation_requested": _("the day you asked to take it further"),
}


def plain_reason(each: Deadline) -> str:
    """Why a date is what it is, in the words of the residents' pages."""
    if each.from_on is None or each.base_due_on is None:
        return ""
    working = each.calendar.explain(each.from_on, each.limit.working_days)
    told = sum_in_words(working, _FROM.get(each.from_anchor.value, _("the day it began")))
    return f"{told} {said('We asked for more time, so the date moved.')}" if each.due_on != each.base_due_on else told


def sum_in_words(working: Working, since: str) -> str:
    """For example: "5 working days after Sun 22 November 2026, the day we got your complaint. We do not count one weekend."."""
    start, days = in_full(working.start), working.working_days
    told = (
        said("1 working day after {start}, {since}.", start=start, since=since)
        if days == 1
        else said("{days} working days after {start}, {since}.", days=days, start=start, since=since)
    )
    passed = [f"{name} ({day.day} {day:%B})" for day, name in working.skipped]
    passed += [said("Saturdays and Sundays")] if working.weekends else []
    passed += [said("days we are closed")] if working.closures else []
    return f"{told} {said('We do not count: {days}.', days=', '.join(passed))}" if passed else told


def in_full(day: date) -> str:
    """A date as the pages show it."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def times(landlord: Landlord, today: date) -> list[StageTimes]:
    """Each stage with its limits, the policy's where they are shorter, and the last days for somebody who asks today."""
    under = under_for(landlord, fold([e.ComplaintReceived(today)]), today)
    own = {rule.number: rule for rule in under.terms.stages} if under.terms else {}
    found = []
    for rule in under.rulebook.stages:
        other = own.get(rule.number)
        acknowledge = _least(rule.acknowledge, other.acknowledge if other else None)
        answer = _least(rule.respond, other.respond if other else None) or 0
        longer = [each.extension.working_days for each in (rule, other) if each is not None and each.extension]
        found.append(
            StageTimes(
                rule.number, acknowledge, answer, min(longer, default=None), *_last(landlord, rule.number, today)
            )
        )
    return found


def _least(*limits: object) -> int | None:
    return min((each.working_days for each in limits if each is not None), default=None)  # type: ignore[attr-defined]


def _last(landlord: Landlord, stage: int, today: date) -> tuple[date | None, date | None]:
    facts: list[e.Event] = [e.ComplaintReceived(today)]
    if stage > 1:
        facts += [e.EscalationRequested(today, stage=number) for number in range(2, stage + 1)]
    on = {each.what: each.on for each in expected(landlord, fold(facts), today) if each.stage == stage}
    return on.get("acknowledge"), on.get("respond")


def calendar_days(landlord: Landlord, start: date, days: int) -> Working:
    """So many working days from a day. Raises YearNotKnown."""
    return calendar_of(landlord).explain(start, days)
