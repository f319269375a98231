"""The words of the demonstration: themes, sentences and names, read from the files beside this one. Pure.

Every sentence may hold slots such as {room}; a story fills each slot once, so that one complaint is about one room.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

__all__ = ["Learning", "Matter", "Theme", "filled", "general", "people", "slots", "themes", "town_of"]

_THEMES = (
    "repairs", "damp", "leaks", "heating", "asb", "charges", "cleaning", "staff", "adaptations", "moving", "handling",
    "building_safety", "grounds", "pests",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing complained of, and what is found on either side of it."""

    text: str
    upheld: str
    not_upheld: str


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learnt, and the cause it is put down to."""

    cause: str
    what: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that can be said about one kind of complaint."""

    key: str
    name: str
    category: str
    weight: int
    team: str
    lane: str
    tall: bool
    tenures: tuple[str, ...]
    openings: tuple[str, ...]
    matters: tuple[Matter, ...]
    outcomes: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    promises: tuple[str, ...]
    impacts: tuple[str, ...]
    learning: tuple[Learning, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme, in the order of the list above."""
    return tuple(_theme(key, _read(key)) for key in _THEMES)


@cache
def general() -> Mapping[str, Any]:
    """Sentences that any complaint may need, by what they are for."""
    return _read("general")


@cache
def people() -> Mapping[str, Any]:
    """Staff, teams, names and places."""
    return _read("people")


def town_of(street: str) -> str:
    """The town that a street is in: always the same."""
    towns: list[str] = people()["places"]["towns"]
    return towns[sum(map(ord, street)) % len(towns)]


def slots(chance: Random, month: int, street: str) -> dict[str, str]:
    """What the slots of one story hold: `month` is the month it was received in, so that "since March" is in the past."""
    words = general()
    before = _MONTHS[(month - 1 - chance.randint(1, 4)) % 12]
    since = chance.choice(
        (f"since {before}", "for three weeks", "for seven weeks", "for two months", "since last winter")
    )
    return {
        "room": chance.choice(words["rooms"]),
        "sum": chance.choice(words["sums"]),
        "child": chance.choice(words["children"]),
        "times": chance.choice(words["times"]),
        "month": before,
        "since": since,
        "day": chance.choice(_DAYS),
        "street": street,
    }


def filled(text: str, held: Mapping[str, str]) -> str:
    """A sentence with its slots filled, and a capital where a slot begins a sentence."""
    begins = {f"^{name}": value[:1].upper() + value[1:] for name, value in held.items()}
    return _BEGINS.sub(lambda found: f"{found[1]}{begins[f'^{found[2]}']}", text).format_map(held)


_BEGINS = re.compile(r"((?:^|[.!?] ))\{(\w+)\}")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("putright.demo").joinpath("words", f"{name}.toml").read_text(encoding="utf-8"))


def _theme(key: str, held: Mapping[str, Any]) -> Theme:
    def several(name: str) -> tuple[str, ...]:
        found: Sequence[str] = held.get(name, ())
        return tuple(found)

    return Theme(
        key=key,
        name=held["name"],
        category=held["category"],
        weight=held["weight"],
        team=held["team"],
        lane=held.get("lane", "ordinary"),
        tall=held.get("tall", False),
        tenures=several("tenures"),
        openings=several("openings"),
        matters=tuple(Matter(**each) for each in held["points"]),
        outcomes=several("outcomes"),
        questions=several("questions"),
        answers=several("answers"),
        promises=several("promises"),
        impacts=several("impacts"),
        learning=tuple(Learning(**each) for each in held["learning"]),
    )
