"""Every event's stable name and version. The record stores these, never an import path."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar, dataclass_transform


class Event(Protocol):
    """A fact: something that happened to a complaint, on a day that may be unknown (None)."""

    @property
    def on(self) -> date | None:
        """The day it happened, not the day it was written down; None when nobody knows."""


EVENTS: dict[str, type[Any]] = {}
"""Stable name to class, in reading order."""

VERSIONS: dict[type[Any], int] = {}
NAMES: dict[type[Any], str] = {}

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def event(name: str, *, version: int = 1) -> Callable[[type[_T]], type[_T]]:
    """Make a class a frozen, slotted event with a stable name; unknown fields are refused when it is read."""

    def register(plain: type[_T]) -> type[_T]:
        frozen = dataclass(frozen=True, slots=True)(plain)
        if name in EVENTS:
            raise ValueError(f"Two events are named {name}.")
        EVENTS[name], NAMES[frozen], VERSIONS[frozen] = frozen, name, version
        return frozen

    return register


def name_of(happening: Event) -> str:
    """The stable name of an event."""
    return NAMES[type(happening)]
