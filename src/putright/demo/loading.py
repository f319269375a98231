"""The whole landlord: made, its stories decided and written, and what became of it counted."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction

from putright.actions.terms import calendar_of
from putright.demo.beside import keep_beside
from putright.demo.bulk import write
from putright.demo.cast import Crew, make_crew, make_landlord
from putright.demo.copying import copies
from putright.demo.deciding import Decided, Desk, decided
from putright.demo.homes import make_homes
from putright.demo.plan import DISTINCT, Plan
from putright.demo.requests import ask_for_things, became_complaint
from putright.demo.stories import Place, World, season
from putright.people.models import Landlord
from putright.policy import Policy, shipped_policies, shipped_policy

__all__ = ["DISTINCT", "Loaded", "Plan", "load", "world_of"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made."""

    landlord: Landlord
    crew: Crew
    complaints: int
    entries: int
    homes: int
    owed: int
    """Complaints on which something is still to be done."""
    requests: int
    """Service requests beside those that became complaints."""
    paths: Counter[str]


def load(plan: Plan, at: datetime, said: Callable[[int], None] = lambda _: None) -> Loaded:
    """Make the landlord and its complaints; `said` is told how many complaints are written.

    A demonstration of ordinary size is all there or not at all. A larger one is written two hundred complaints at a time.
    Raises DemoRefused where a story does not make sense under the policy chosen.
    """
    if plan.size <= DISTINCT:
        with transaction.atomic():
            return _load(plan, at, said)
    return _load(plan, at, said)


def _load(plan: Plan, at: datetime, said: Callable[[int], None]) -> Loaded:
    chance = Random(plan.seed)  # noqa: S311  the same people each time, nothing secret
    landlord = make_landlord(plan.name, plan.code, plan.policy, at)
    crew = make_crew(landlord, plan.today, at, chance)
    places = make_homes(landlord, chance, plan.today, at)
    desk = Desk.of(landlord, crew.staff, plan.today)
    told, paths, entries, owed = 0, Counter[str](), 0, 0
    for written in write(_decided(plan, landlord, crew, places, desk), desk):
        told += 1
        paths[written.decided.story.path] += 1
        entries += sum(len(step.events) for step in written.decided.steps)
        owed += bool(written.decided.projected.summary["owed"])
        keep_beside(landlord, written, plan.today, at)
        became_complaint(written, desk, plan.today)
        said(1)
    requests = ask_for_things(plan, desk, crew.cast, places)
    return Loaded(landlord, crew, told, entries, len(places), owed, requests, paths)


def _decided(plan: Plan, landlord: Landlord, crew: Crew, places: list[Place], desk: Desk) -> Iterator[Decided]:
    world = world_of(plan.policy, landlord, crew, places)
    stories = season(world, min(plan.size, DISTINCT), plan.today, plan.seed)
    if plan.size <= DISTINCT:
        return (decided(story, desk) for story in stories)
    return copies([decided(story, desk) for story in stories], world, desk, plan)


def world_of(policy: str, landlord: Landlord, crew: Crew, places: list[Place]) -> World:
    """What the stories share, under the landlord's own policy: whether it wants approval, how far it puts answers off."""
    versions: list[Policy] = []
    if policy:
        named = shipped_policy(policy)
        same = named.about.landlord.value
        versions = [each for each in shipped_policies().values() if each.about.landlord.value == same]
    extends: dict[int, int] = {}
    for stage in (stage for each in versions for stage in each.stage if stage.extension is not None):
        days = stage.extension.value.days if stage.extension else None
        if days is not None:  # a little less, because a policy may count from another day than the Code
            extends[stage.number] = min(days - 2, extends.get(stage.number, days))
    approves = any(each.handling.approval_before_sending is not None for each in versions)
    return World(
        crew.cast, places, calendar_of(landlord), landlord.family, extends, code=landlord.code, approves=approves
    )
