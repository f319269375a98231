"""A story decided step by step, as the one door would, without a database: the entries it makes and where they lead.

What a person may do, what is possible, what departs from the Code and what is projected come from the same functions
that `perform` asks. A test puts the same story on record both ways and compares every row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from putright.actions.terms import assessed, calendar_of, under_for
from putright.complaint import events as e
from putright.complaint.assess import Governing
from putright.complaint.decide import Accepted, Command, Refused, RefusedBecause, Setting, decide
from putright.complaint.evolve import fold
from putright.complaint.history import Entry, complaint_from
from putright.complaint.state import Complaint
from putright.demo.performing import DemoRefused
from putright.demo.stories import Step, Story
from putright.people.models import Landlord, Staff
from putright.people.permissions import may
from putright.people.roles import Role
from putright.records.projection import Projected, project

__all__ = ["Decided", "DecidedStep", "Desk", "again", "decided"]

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class DecidedStep:
    """What one command adds to the record."""

    step: Step
    by: str
    """The id."""
    events: tuple[e.Event, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A story as it goes on record."""

    story: Story
    steps: tuple[DecidedStep, ...]
    projected: Projected
    on: date
    """The day of the last command, for which the lists are worked out."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The staff by short name, with what they may do: the same from the first day to the last."""

    landlord: Landlord
    staff: Mapping[str, Staff]
    roles: Mapping[str, frozenset[Role]]
    teams: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, landlord: Landlord, staff: Mapping[str, Staff], day: date) -> "Desk":
        """Read once."""
        roles = {key: each.has_roles for key, each in staff.items()}
        teams = {key: each.teams_on(day) for key, each in staff.items()}
        return cls(landlord, staff, roles, teams)


def decided(story: Story, desk: Desk) -> Decided:
    """A story, decided. Raises DemoRefused."""
    entries: list[Entry] = []
    complaint = complaint_from(entries)
    steps = []
    for step in story.steps:
        today = step.at.astimezone(_LONDON).date()
        events = _decided(story, step, desk, entries, complaint, today)
        by = str(desk.staff[step.by].pk)
        entries += [Entry(number, event, step.at, by) for number, event in enumerate(events, start=len(entries) + 1)]
        complaint = complaint_from(entries)
        steps.append(DecidedStep(step, by, events))
    on = _day(story.steps[-1].at)
    return Decided(story, tuple(steps), project(complaint, assessed(desk.landlord, complaint, on)), on)


def again(each: Decided, story: Story, first: DecidedStep, desk: Desk) -> Decided:
    """The same story of somebody else: another first step, and what is projected worked out anew."""
    steps = (first, *each.steps[1:])
    happened = [(step, event) for step in steps for event in step.events]
    entries = [Entry(number, event, step.step.at, step.by) for number, (step, event) in enumerate(happened, start=1)]
    projected = project(complaint_from(entries), assessed(desk.landlord, complaint_from(entries), each.on))
    return Decided(story, steps, projected, each.on)


def _decided(
    story: Story, step: Step, desk: Desk, entries: Sequence[Entry], before: Complaint, today: date
) -> tuple[e.Event, ...]:
    person = desk.staff[step.by]
    gone = person.left_on is not None and person.left_on <= today
    roles = frozenset[Role]() if gone else desk.roles[step.by]
    no = may(roles, str(person.pk), step.facts, before, teams=desk.teams[step.by], entries=entries)
    answer: Accepted | Refused
    if no:
        answer = Refused(RefusedBecause.NOT_YOURS, no)
    else:
        under = _governing(desk.landlord, step.facts, before, today)
        command = Command(step.facts, str(person.pk), None, step.reason)
        answer = decide(entries, command, Setting(today, calendar_of(desk.landlord), under))
    if isinstance(answer, Refused):
        raise DemoRefused(f"{story.path}, {story.theme}, {step.at:%Y-%m-%d}, {step.by}: {answer.message}")
    return answer.events


def _governing(landlord: Landlord, facts: Sequence[e.Event], before: Complaint, today: date) -> Governing | None:
    if before.received is not None:
        return under_for(landlord, before, today)
    receipt = next((fact for fact in facts if isinstance(fact, e.ComplaintReceived)), None)
    return under_for(landlord, fold([receipt]), today) if receipt is not None else None


def _day(at: datetime) -> date:
    return at.astimezone(_LONDON).date()
