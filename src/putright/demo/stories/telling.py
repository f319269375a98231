"""One story while it is told: who is in it, what day it is, and the steps so far.

Days only go forward: a part asks for a day and gets that one, or the last one there was. What came in at a weekend is
written down on the next working day, as in an office.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from putright.complaint import events as e
from putright.demo.wording import Matter, Theme, filled, general, slots
from putright.rulebook import Rulebook, choose
from putright.workdays import Calendar

__all__ = ["Cast", "Person", "Place", "Step", "Story", "Telling", "World"]

_LONDON = ZoneInfo("Europe/London")
_OPENS = time(9, 0)
_T = TypeVar("_T")

OFFICER, MANAGER = "callum", "priya"
_LEAVER = "joel"
HANDLERS = ("nia", "tomasz", "farah", "joel")
REVIEWERS = ("dilys", "ruth")
_APPROVES = {"repairs": "owen", "surveying": "owen", "contractor": "owen", "building_safety": "owen"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The landlord's people and teams by the short names that stories use, as the ids that entries hold."""

    staff: Mapping[str, str]
    teams: Mapping[str, str]
    members: Mapping[str, str]
    """Team to the short name of who answers for it."""
    representatives: tuple[str, ...]
    left_on: date
    """The day on which the last of the handlers left; their complaints were handed over before."""


@dataclass(frozen=True, slots=True)
class Person:
    """A resident."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A home, and who lives there."""

    id: str
    street: str
    tenure: e.Tenure
    tall: bool
    resident: Person


@dataclass(frozen=True, slots=True)
class World:
    """What every story shares."""

    cast: Cast
    places: Sequence[Place]
    calendar: Calendar
    family: str
    extends: Mapping[int, int]
    """How many working days the landlord's policy lets an answer be put off, by stage, where that is less than the Code."""
    code: str = "AH"
    """What references begin with."""
    requests: dict[str, int] = field(default_factory=dict)
    """The last number given to a service request, by month."""
    approves: bool = True
    """Whether drafts are seen by somebody of the business area before they leave."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one person writes down at one moment; with a reason where they go on in spite of the Code."""

    at: datetime
    by: str
    """The short name."""
    facts: tuple[e.Event, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A complaint from beginning to end, or to where it stands."""

    path: str
    theme: str
    place: Place
    steps: tuple[Step, ...]
    beside: tuple[tuple[str, dict[str, object]], ...] = ()
    """Rows of the ordinary tables that belong to it, by the name of the table."""


@dataclass(slots=True)
class Telling:
    """A story being told."""

    world: World
    chance: Random
    theme: Theme
    place: Place
    received: date
    edition: Rulebook = field(init=False)
    words: dict[str, str] = field(init=False)
    handler: str = field(init=False)
    matters: list[Matter] = field(init=False)
    steps: list[Step] = field(default_factory=list)
    beside: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    acknowledged: dict[int, date] = field(default_factory=dict)
    answered: dict[int, date] = field(default_factory=dict)
    outcomes: dict[str, e.Decision] = field(default_factory=dict)
    promised: dict[str, date] = field(default_factory=dict)
    paid: dict[str, date] = field(default_factory=dict)
    """Remedies in money, by the day they were offered for."""
    _handing_over: bool = False
    reviewer: str = "dilys"
    alone: bool = False
    """Whether only the two people named on it see it, so that nobody else writes on it."""

    def __post_init__(self) -> None:
        self.edition = choose(self.received, family=self.world.family).rulebook
        self.words = slots(self.chance, self.received.month, self.place.street)
        self.handler = self.chance.choice(HANDLERS)
        if self.handler == _LEAVER and self.received > self.world.cast.left_on - timedelta(days=25):
            self.handler = self.chance.choice(HANDLERS[:3])
        number = self.chance.choice((1, 1, 2, 2, 2, 3))
        self.matters = self.chance.sample(self.theme.matters, min(number, len(self.theme.matters)))

    # Words

    def one_of(self, those: Sequence[_T]) -> _T:
        """One of some things."""
        return self.chance.choice(those)

    def some(self, name: str) -> str:
        """One of the general sentences of that name."""
        return self.say(self.one_of(general()[name]))

    def say(self, text: str) -> str:
        """A sentence of this story."""
        return filled(text, self.words)

    def likely(self, share: float) -> bool:
        """True so often."""
        return self.chance.random() < share

    # Days

    def add(self, start: date, working_days: int) -> date:
        """So many working days later; the same day for none."""
        return self.world.calendar.add(start, working_days) if working_days else start

    def day(self, wanted: date) -> date:
        """The working day on which something wanted for a day is written down: never before what was written last."""
        day = max(wanted, self.steps[-1].at.date()) if self.steps else wanted
        while not self.world.calendar.is_working_day(day):
            day += timedelta(days=1)
        if self.handler == _LEAVER and day >= self.world.cast.left_on and not self._handing_over:
            self._hand_over(day)
        return day

    def _hand_over(self, day: date) -> None:
        """The handler has left: somebody else takes it on before anything else is done."""
        self._handing_over = True
        self.handler = self.one_of(HANDLERS[:3])
        note = self.some("handovers")
        self.do(day, OFFICER, e.HandlerAssigned(day, self.who(self.handler), handover_note=note))
        self._handing_over = False

    def answer_limit(self, stage: int) -> tuple[int, int]:
        """Working days for the answer at a stage and for its extension, from the edition."""
        rule = self.edition.stage(stage)
        assert rule is not None
        more = rule.extension.working_days if rule.extension else 0
        return rule.respond.working_days, min(more, self.world.extends.get(stage, more))

    def due(self, stage: int) -> date:
        """The day by which a stage has to be answered, from its acknowledgement."""
        return self.add(self.acknowledged[stage], self.answer_limit(stage)[0])

    # Steps

    def do(self, day: date, by: str, *facts: e.Event, reason: str = "") -> None:
        """Somebody writes something down on a day that `day` has given."""
        last = self.steps[-1].at if self.steps else None
        if last is None or last.date() < day:
            at = datetime.combine(day, _OPENS, _LONDON) + timedelta(minutes=self.chance.randint(1, 200))
        else:
            at = last + timedelta(minutes=self.chance.randint(2, 25))
        self.steps.append(Step(at, by, facts, reason))

    def who(self, name: str) -> str:
        """The id of somebody by their short name."""
        return self.world.cast.staff[name]

    def worker(self, stage: int) -> str:
        """Who works on it at a stage."""
        return self.handler if stage == 1 else self.reviewer

    @property
    def approver(self) -> str:
        """Who sees a draft before it leaves."""
        return MANAGER if self.alone else _APPROVES.get(self.theme.team, "leanne")

    def request_reference(self, asked: date) -> str:
        """The reference of a service request that was asked for on a day and became this complaint."""
        month = f"{asked:%y%m}"
        self.world.requests[month] = self.world.requests.get(month, 0) + 1
        return f"{self.world.code}-S-{month}-{self.world.requests[month]:04d}"

    def entry_of(self, kind: type[_T], *, last: bool = False) -> tuple[int, _T]:
        """The number and the fact of the first entry of a kind, or the last: where nothing departed from the Code."""
        facts = [fact for step in self.steps for fact in step.facts]
        found = [(number, fact) for number, fact in enumerate(facts, start=1) if isinstance(fact, kind)]
        return found[-1 if last else 0]

    def told(self, path: str) -> Story:
        """The story as it stands."""
        return Story(path, self.theme.key, self.place, tuple(self.steps), tuple(self.beside))
