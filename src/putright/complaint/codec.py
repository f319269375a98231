"""Events to plain values and back, by their stable names; what it does not know it refuses, saying where.

There are two kinds of stream, complaints and service requests. Each has its own events, and both have the entries about
the record itself; an event of the other kind is refused like one that does not exist.

This is one of the modules that read data files, so it may use the validation library; the events themselves do not.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from putright.complaint import events as e
from putright.complaint.events.registry import EVENTS, NAMES, VERSIONS
from putright.complaint.requests.events import PREFIX, REQUEST_EVENTS, REQUEST_NAMES, REQUEST_VERSIONS

UNKNOWN = "unknown"
"""Written for a day that nobody knows."""


class StreamKind(StrEnum):
    """What a stream of entries is about."""

    COMPLAINT = "complaint"
    REQUEST = "service request"


_ABOUT_THE_RECORD = ("entry_corrected", "entry_struck_out", "words_erased")
"""Mistakes are put right and words erased in the same way, whatever the stream is about."""

OF_KIND: dict[StreamKind, dict[str, type[Any]]] = {
    StreamKind.COMPLAINT: EVENTS,
    StreamKind.REQUEST: {**REQUEST_EVENTS, **{name: EVENTS[name] for name in _ABOUT_THE_RECORD}},
}
"""Stable name to class, by the kind of stream it may stand in."""

_NAME: dict[type[Any], str] = {**NAMES, **REQUEST_NAMES}
_VERSION: dict[type[Any], int] = {**VERSIONS, **REQUEST_VERSIONS}


def kind_of(first: str) -> StreamKind:
    """The kind of a stream, by the stable name of its first entry."""
    return StreamKind.REQUEST if first.startswith(PREFIX) else StreamKind.COMPLAINT


def is_event(value: object) -> bool:
    """Whether a value is an event, of either kind."""
    return type(value) in _NAME


def name_of(happening: e.Event) -> str:
    """The stable name of an event of either kind."""
    return _NAME[type(happening)]


def version_of(happening: e.Event) -> int:
    """The version an event of either kind is written in."""
    return _VERSION[type(happening)]


class EventError(ValueError):
    """Something is not an event. The message names the event, the field and what is wrong with it."""


def read_event(name: str, values: dict[str, Any], kind: StreamKind = StreamKind.COMPLAINT) -> e.Event:
    """The event of that stable name with those fields, in a stream of that kind. Raises EventError."""
    shape = OF_KIND[kind].get(name)
    if shape is None:
        raise EventError(f"“{name}” is not something that happens to a {kind}: {_nearest(name, kind)}")
    values = {key: None if value == UNKNOWN and _may_be_unknown(key) else value for key, value in values.items()}
    if name == "entry_corrected" and "replacement" in values:
        values["replacement"] = _replacement(values["replacement"], kind)
    try:
        happening: e.Event = _adapter(kind, name).validate_python(values)
    except ValidationError as error:
        raise EventError(_sentence(name, shape, error)) from None
    if getattr(happening, "stage", 1) < 1:
        raise EventError(f"“{name}”, field “stage”: stages are numbered from 1.")
    return happening


def read_written(written: dict[str, Any], kind: StreamKind = StreamKind.COMPLAINT) -> e.Event:
    """The event that `write_event` wrote. Raises EventError, also for a version this program does not know."""
    values = dict(written)
    name, version = str(values.pop("event", "")), values.pop("version", None)
    happening = read_event(name, values, kind)
    known = version_of(happening)
    if version is not None and version != known:
        raise EventError(f"“{name}” is written as version {version}, and only version {known} is known here.")
    return happening


def _replacement(value: Any, kind: StreamKind) -> e.Event:  # noqa: ANN401  whatever the file holds
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
    return read_written(value, kind)


def write_event(happening: e.Event) -> dict[str, Any]:
    """An event as values that JSON can hold: its name and version, its day, and every field that is not its default."""
    written = {"event": name_of(happening), "version": version_of(happening), **_plain(happening)}
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
        case _ if is_dataclass(value) and is_event(value):
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
def _adapter(kind: StreamKind, name: str) -> TypeAdapter[Any]:
    shape = OF_KIND[kind][name]
    for each in (shape, e.Point, e.PointFinding):
        setattr(each, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010  the events know no pydantic
    return TypeAdapter(shape)


def _may_be_unknown(key: str) -> bool:
    return key == "on" or key.endswith("_on")


def _sentence(name: str, shape: type[Any], error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    match first["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            known = ", ".join(f.name for f in fields(shape))
            return f"“{name}” has no field “{where}”: it has {known}."
        case "missing" | "missing_argument":
            return f"“{name}” needs “{where}”: add it."
        case _:
            return f"“{name}”, field “{where}”: {first['msg'][0].lower()}{first['msg'][1:]}."


def _nearest(name: str, kind: StreamKind) -> str:
    from difflib import get_close_matches

    other = next((each for each, names in OF_KIND.items() if name in names), None)
    if other is not None:
        return f"it happens to a {other}."
    close = get_close_matches(name, OF_KIND[kind], n=3)
    return f"did you mean {' or '.join(close)}?" if close else "see docs/events.md for the events there are."
