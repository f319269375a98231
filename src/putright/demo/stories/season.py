"""Many stories over two years up to a day. The same seed and day give the same stories, word for word.

Every story is told to its end and then cut at the day: what would have happened from then on has not happened yet. So
what is open, late or due today is so for the reasons that make it so in an office.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from putright.demo.stories.hard_paths import HARD
from putright.demo.stories.paths import GENTLE, Path
from putright.demo.stories.telling import Place, Story, Telling, World
from putright.demo.wording import Theme, themes

__all__ = ["DAYS", "PATHS", "season"]

DAYS = 730
"""How far back the first complaint was received."""
PATHS: tuple[Path, ...] = (*GENTLE, *HARD)

_WET = frozenset({"damp", "leaks", "heating"})
_WINTER = frozenset({10, 11, 12, 1, 2, 3})
_QUIET_DAYS = 0.3
"""How likely a complaint is to arrive on a Saturday, Sunday or bank holiday, beside a working day."""
_NEAR = 0.03
"""The share of the stories that are placed so that something falls due in the days around the last."""
_NEAR_DAYS = (-3, -1, 0, 0, 0, 1, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class _Chosen:
    path: Path
    received: date


def season(world: World, size: int, today: date, seed: int) -> Iterator[Story]:
    """So many stories, by the day they were received; cut at `today`, of which nothing is told."""
    chance = Random(f"{seed}:{today}:{size}")  # noqa: S311  the same stories each time, nothing secret
    chosen = sorted(_chosen(world, size, today, chance), key=lambda each: (each.received, each.path.name))
    fit = _Fit(world.places)
    used: dict[str, int] = {}
    for each in chosen:
        theme = _theme(each, chance)
        fresh, place, received = _fresh(theme, used, chance), fit.place(theme, chance), each.received
        story = _told(each.path, world, chance, (fresh, place, received), today)
        while not story.steps:  # it came at the weekend, and nobody has written it down yet
            received -= timedelta(days=3)
            story = _told(each.path, world, chance, (fresh, place, received), today)
        yield story


def _told(path: Path, world: World, chance: Random, about: tuple[Theme, Place, date], today: date) -> Story:
    telling = Telling(world, chance, *about)
    path.tell(telling)
    return _cut(telling.told(path.name), today)


def _chosen(world: World, size: int, today: date, chance: Random) -> list[_Chosen]:
    """Each path once, as far as the size goes, and the rest as often as they happen."""
    paths = [path for path in PATHS if world.approves or not path.approving]
    dealt = chance.sample(paths, min(size, len(paths)))
    near = round(size * _NEAR)
    gentle = [path for path in paths if not path.age]
    rest = max(size - len(dealt) - near, 0)
    dealt += chance.choices(paths, [path.often for path in paths], k=rest)
    found = [_Chosen(path, _received(world, path, today, chance)) for path in dealt]
    on_time = next(path for path in gentle if path.name == "on_time")
    late = next(path for path in gentle if path.name == "long_silence")
    for number in range(size - len(dealt)):
        days = _NEAR_DAYS[number % len(_NEAR_DAYS)]
        found.append(_Chosen(late if days < 0 else on_time, _answer_due(world, today + timedelta(days=days))))
    return found


def _received(world: World, path: Path, today: date, chance: Random) -> date:
    while True:
        day = today - timedelta(days=chance.randint(max(path.age, 1), DAYS))
        if path.approving and (today - day).days > _SINCE_APPROVAL:
            continue
        if world.calendar.is_working_day(day) or chance.random() < _QUIET_DAYS:
            return day


_SINCE_APPROVAL = 120
"""A draft that nobody approved is told of the last months, when the policy asked for approval."""


def _answer_due(world: World, due: date) -> date:
    """A day of receipt from which the answer of an ordinary story may fall due about a day."""
    day = due - timedelta(days=10)
    while world.calendar.count(day, due) < 12:  # noqa: PLR2004  a day or two for the acknowledgement, ten for the answer
        day -= timedelta(days=1)
    return day


def _theme(each: _Chosen, chance: Random) -> Theme:
    if each.path.theme:
        return next(theme for theme in themes() if theme.key == each.path.theme)
    winter = each.received.month in _WINTER
    weights = [theme.weight * (1.5 if winter else 0.6) if theme.key in _WET else theme.weight for theme in themes()]
    return chance.choices(themes(), weights)[0]


def _fresh(theme: Theme, used: dict[str, int], chance: Random) -> Theme:
    """The theme with those of its openings that were used least, so that two complaints beside each other differ."""
    least = min(used.get(each, 0) for each in theme.openings)
    opening = chance.choice([each for each in theme.openings if used.get(each, 0) == least])
    used[opening] = least + 1
    return replace(theme, openings=(opening,))


class _Fit:
    """Homes by what themes need."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._all = places
        self._tall = [place for place in places if place.tall] or list(places)
        self._by_tenure: dict[str, list[Place]] = {}
        for place in places:
            self._by_tenure.setdefault(place.tenure.value, []).append(place)

    def place(self, theme: Theme, chance: Random) -> Place:
        """A home for a story of a theme."""
        if theme.tall:
            return chance.choice(self._tall)
        if theme.tenures:
            return chance.choice(self._by_tenure.get(chance.choice(theme.tenures)) or self._all)
        return chance.choice(self._all)


def _cut(story: Story, today: date) -> Story:
    kept = tuple(step for step in story.steps if step.at.date() < today)
    return replace(story, steps=kept)
