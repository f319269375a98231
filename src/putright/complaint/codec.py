"""Events to plain values and back, by their stable names; what it does not know it refuses, saying where.

This is one of the modules that read data files, so it may use the validation library; the events themselves do not.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from putright.complaint import events as e
from putright.complaint.events.registry import EVENTS, VERSIONS, name_of

UNKNOWN = "unknown"
"""Written for a day that nobody knows."""


class EventError(ValueError):
    """Something is not an event. The message names the event, the field and what is wrong with it."""


def read_event(name: str, values: dict[str, Any]) -> e.Event:
    """The event of that stable name with those fields. Raises EventError."""
    if name not in EVENTS:
        raise EventError(f"“{name}” is not something that happens to a complaint: {_nearest(name)}")
    values = {key: None if value == UNKNOWN and _may_be_unknown(key) else value for key, value in values.items()}
    if name == "entry_corrected" and "replacement" in values:
        values["replacement"] = _replacement(values["replacement"])
    try:
        happening: e.Event = _adapter(name).validate_python(values)
    except ValidationError as error:
        raise EventError(_sentence(name, error)) from None
    if getattr(happening, "stage", 1) < 1:
        raise EventError(f"“{name}”, field “stage”: stages are numbered from 1.")
    return happening


def read_written(written: dict[str, Any]) -> e.Event:
    """The event that `write_event` wrote. Raises EventError, also for a version this program does not know."""
    values = dict(written)
    name, version = str(values.pop("event", "")), values.pop("version", None)
    happening = read_event(name, values)
    known = VERSIONS[type(happening)]
    if version is not None and version != known:
        raise EventError(f"“{name}” is written as version {version}, and only version {known} is known here.")
    return happening


def _replacement(value: Any) -> e.Event:  # noqa: ANN401  whatever the file holds
    if not isinstance(value, dict) or "event" not in value:
        raise EventError(
            "“entry_corrected”, field “replacement”: it is the event as it should have been, such as "
            '`{event = "received", on = 2026-04-01}`.'
        )
    if value["event"] in ("entry_corrected", "entry_struck_out"):
        raise EventError(
            "“entry_corrected”, field “replacement”: an entry is not corrected into another correction; correct or "
            "strike out that entry by itself."
        )
    return read_written(value)


def write_event(happening: e.Event) -> dict[str, Any]:
    """An event as values that JSON can hold: its name and version, its day, and every field that is not its default."""
    written = {"event": name_of(happening), "version": VERSIONS[type(happening)], **_plain(happening)}
    if happening.on is None:
        written["on"] = UNKNOWN
    return written


def _plain(value: Any) -> Any:  # noqa: ANN401
    match value:
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value) and type(value) in VERSIONS:
            return {f.name: _field(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if _told(value, f)}
        case _:
            return value


def _field(value: Any, name: str) -> Any:  # noqa: ANN401
    inner = getattr(value, name)
    return write_event(inner) if name == "replacement" else _plain(inner)


def _told(value: Any, f: Any) -> bool:  # noqa: ANN401
    return f.default is MISSING or getattr(value, f.name) != f.default


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    for shape in (EVENTS[name], e.Point, e.PointFinding):
        setattr(shape, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010  the events know no pydantic
    return TypeAdapter(EVENTS[name])


def _may_be_unknown(key: str) -> bool:
    return key == "on" or key.endswith("_on")


def _sentence(name: str, error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    match first["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            known = ", ".join(f.name for f in fields(EVENTS[name]))
            return f"“{name}” has no field “{where}”: it has {known}."
        case "missing" | "missing_argument":
            return f"“{name}” needs “{where}”: add it."
        case _:
            return f"“{name}”, field “{where}”: {first['msg'][0].lower()}{first['msg'][1:]}."


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, EVENTS, n=3)
    return f"did you mean {' or '.join(close)}?" if close else "see docs/events.md for the events there are."
