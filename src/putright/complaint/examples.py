"""Worked examples: a dated story in, deadlines and findings out, in TOML that a complaints officer can read.

They are tests, they are what `replay` replays, and they are where to look how something is recorded.

    title = "Acknowledged one working day late"
    today = 2026-05-29

    [[story]]
    received = 2026-04-01            # the event's name, and the day; "unknown" where nobody knows it
    channel = "telephone"            # the event's own fields

    [[expect.deadline]]
    what = "acknowledge"
    stage = 1
    due = 2026-04-10

Everything an assessment finds has to be listed under `expect.finding`, or the example fails.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from putright.complaint.codec import EventError, read_event
from putright.complaint.events.registry import EVENTS
from putright.complaint.history import Entry, HistoryError, as_corrected, as_it_stood
from putright.workdays import Nation

__all__ = [
    "Example",
    "ExampleError",
    "Expectation",
    "ExpectedDeadline",
    "ExpectedFinding",
    "read_example",
    "read_examples",
]


class ExampleError(ValueError):
    """A worked example cannot be read. One sentence: which file, where in it, why."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedDeadline(_Strict):
    """A deadline the assessment has to hold; only what is written is compared."""

    what: str
    stage: int
    due: date | Literal["unknown"]
    strict: date | None = None
    met: date | Literal["never", "unknown"] | None = None
    late: int | None = None
    source: str = "Code"
    says: list[str] = []
    """Words that the explanation has to hold."""


class ExpectedFinding(_Strict):
    """A finding the assessment has to hold."""

    provision: str
    name: str
    grade: str = "breach"
    source: str = "Code"
    says: str = ""
    """Words that the message has to hold."""
    departure: str = ""


class Expectation(_Strict):
    """What has to come out."""

    edition: str = ""
    because: str = ""
    next_step: str = ""
    nothing_owed: bool = False
    deadline: list[ExpectedDeadline] = []
    finding: list[ExpectedFinding] = []


class _File(_Strict):
    title: str
    about: str = ""
    landlord: str = ""
    policy: str = ""
    """The name of the landlord's policy it is assessed under, beside the Code."""
    family: str = "housing-ombudsman"
    nation: Nation = Nation.ENGLAND_AND_WALES
    today: date
    as_it_stood: datetime | None = None
    """Read the record as it stood at this moment."""
    story: list[dict[str, Any]] = Field(min_length=1)
    expect: Expectation = Expectation()


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example, read."""

    path: Path
    title: str
    about: str
    landlord: str
    policy: str
    family: str
    nation: Nation
    today: date
    entries: tuple[Entry, ...]
    """As they stood, where the example asks for that."""
    expect: Expectation = field(repr=False)


def read_examples(place: Path) -> list[Example]:
    """One example from a file, or every example of a folder in the order of their names. Raises ExampleError."""
    if place.is_dir():
        found = sorted(place.rglob("*.toml"))
        if not found:
            raise ExampleError(f"{place} holds no examples: they are files that end in .toml.")
        return [read_example(path) for path in found]
    return [read_example(place)]


def read_example(path: Path) -> Example:
    """The example in one TOML file. Raises ExampleError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        written = _File.model_validate(content)
    except OSError as error:
        raise ExampleError(f"{path} cannot be read ({error.strerror}): check the name and try again.") from None
    except UnicodeDecodeError:
        raise ExampleError(f"{path} is not UTF-8 text: save it as UTF-8 and try again.") from None
    except tomllib.TOMLDecodeError as error:
        raise ExampleError(f"{path} is not TOML: {error}; correct it there.") from None
    except ValidationError as error:
        raise ExampleError(f"{path}, {_first(error)}") from None
    entries = tuple(_entry(path, number, told, written.today) for number, told in enumerate(written.story, start=1))
    if written.as_it_stood is not None:
        moment = written.as_it_stood
        entries = tuple(as_it_stood(entries, moment if moment.tzinfo else moment.replace(tzinfo=UTC)))
    try:
        as_corrected(entries)
    except HistoryError as error:
        raise ExampleError(f"{path}: {error}") from None
    return Example(
        path,
        written.title,
        written.about,
        written.landlord,
        written.policy,
        written.family,
        written.nation,
        written.today,
        entries,
        written.expect,
    )


_SAID = {
    "extra_forbidden": "this key is not known; check its spelling or take it out.",
    "missing": "this key is missing; add it.",
    "too_short": "this is empty; at least one is needed.",
}


def _first(error: ValidationError) -> str:
    """Where the first mistake is, counted as a person counts, and what it is."""
    first = error.errors()[0]
    where = " ".join(str(step + 1) if isinstance(step, int) else str(step) for step in first["loc"])
    reason = _SAID.get(first["type"], f"{first['msg'][0].lower()}{first['msg'][1:]}; correct it.")
    return f"{where}: {reason}"


def _is_event(key: str, value: Any) -> bool:  # noqa: ANN401  whatever the file holds
    """Whether a key tells what happened: `resident_told` is an event with a day and a field with yes or no."""
    return key in EVENTS and not isinstance(value, bool)


def _recorded(path: Path, number: int, told: dict[str, Any], usual: date) -> datetime:
    """The moment an entry was written down: noon of its own day unless the example says when."""
    recorded = told.get("recorded", usual)
    if isinstance(recorded, datetime):
        return recorded if recorded.tzinfo else recorded.replace(tzinfo=UTC)
    if isinstance(recorded, date):
        return datetime.combine(recorded, time(12), tzinfo=UTC)
    raise ExampleError(
        f"{path}, story {number}: “recorded” is a day or a moment, such as 2026-04-01; here is {recorded!r}."
    )


def _entry(path: Path, number: int, told: dict[str, Any], today: date) -> Entry:
    names = [key for key in told if _is_event(key, told[key])]
    if len(names) != 1:
        keys = ", ".join(told)
        raise ExampleError(
            f"{path}, story {number}: exactly one key has to be an event with its day, such as `received = 2026-04-01`; "
            f"here are {keys or 'none'}."
        )
    name = names[0]
    values = {key: value for key, value in told.items() if key not in (name, "recorded", "by_whom")}
    try:
        happened = read_event(name, {"on": told[name], **values})
    except EventError as error:
        raise ExampleError(f"{path}, story {number}: {error}") from None
    at = _recorded(path, number, told, happened.on or today)
    return Entry(number, happened, at, str(told.get("by_whom", "")))
