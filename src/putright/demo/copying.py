"""More complaints than there are stories: each story again, of another home and person and in other words of theirs.

What was decided stays as it was, because no decision looks at words or at who lives where; so a copy costs little more
than its writing. One in twenty has something left to do, as in an office that keeps up. For measuring, not for reading.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from putright.complaint import events as e
from putright.demo.deciding import Decided, DecidedStep, Desk, again
from putright.demo.plan import Plan
from putright.demo.stories import Place, World
from putright.demo.wording import filled, general, slots, themes

__all__ = ["copies"]

_ALONE = frozenset({"group", "confidential"})
"""Not told again: they name more people than the one."""
_OPEN = 0.05


def copies(told: Sequence[Decided], world: World, desk: Desk, plan: Plan) -> Iterator[Decided]:
    """The stories as they are, then copies of them, until there are as many as the plan wants."""
    chance = Random(f"{plan.seed}:copies:{plan.size}")  # noqa: S311  the same copies each time, nothing secret
    chosen = [each for each in told if each.story.path not in _ALONE]
    open_ones = [each for each in chosen if each.projected.summary["owed"]]
    others = [each for each in chosen if not each.projected.summary["owed"]]
    yield from told
    for _ in range(plan.size - len(told)):
        some = open_ones if chance.random() < _OPEN else others
        yield _copy(chance.choice(some), chance.choice(world.places), chance, desk)


def _copy(each: Decided, place: Place, chance: Random, desk: Desk) -> Decided:
    first = each.steps[0]
    events = tuple(_other(event, each, place, chance) for event in first.events)
    step = DecidedStep(replace(first.step, facts=events[: len(first.step.facts)]), first.by, events)
    return again(each, replace(each.story, place=place, beside=()), step, desk)


def _other(event: e.Event, each: Decided, place: Place, chance: Random) -> e.Event:
    if not isinstance(event, e.ComplaintReceived):
        return event
    assert event.on is not None
    theme = next(theme for theme in themes() if theme.key == each.story.theme)
    held = slots(chance, event.on.month, place.street)
    words = f"{filled(chance.choice(theme.openings), held)} {chance.choice(general()['tails'])}"
    return replace(
        event, person=place.resident.id, home=place.id, tenure=place.tenure, in_their_words=words,
        higher_risk_building=True if place.tall else None,
    )  # fmt: skip
