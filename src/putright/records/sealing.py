"""Events to bodies and back: words about people are taken out into `Content` and put in again. Pure.

A body holds `{"content": id, "digest": salted digest}` where the event had words. Which fields those are is declared in
the vocabulary (`Words`), so nothing has to be guessed here.
"""

import secrets
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, cast
from uuid import UUID

from uuid_utils.compat import uuid7

from putright.complaint import events as e
from putright.complaint.codec import UNKNOWN, StreamKind, is_event, name_of, read_event, version_of
from putright.records.chain import salted

ERASED = "(erased)"
"""What is read where words have been erased: that something was written stays true."""

_LONGEST_FIELD = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """Words taken out of an event."""

    id: UUID
    field: str
    text: str
    salt: str


def seal(happening: e.Event) -> tuple[str, int, dict[str, Any], list[Kept]]:
    """An event as its stable name, its version, a body without words about people, and those words."""
    kept: list[Kept] = []
    body = _object(happening, kept)
    return name_of(happening), version_of(happening), body, kept


def unseal(
    name: str, body: Mapping[str, Any], words: Mapping[str, str], kind: StreamKind = StreamKind.COMPLAINT
) -> e.Event:
    """The event of a stored body in a stream of a kind; `words` are texts by the id of their content. Raises EventError."""
    return read_event(name, _filled(dict(body), words), kind)


def references(body: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Every (content id, digest) in a body."""
    return [(content, digest) for _, content, digest in places(body)]


def places(body: Any, where: str = "") -> list[tuple[str, str, str]]:  # noqa: ANN401
    """Every (field, content id, digest) in a body; the field as `Content.field` holds it, such as "points.0.text"."""
    if isinstance(body, dict):
        if set(body) == {"content", "digest"}:
            return [(where[:_LONGEST_FIELD], str(body["content"]), str(body["digest"]))]
        inner = list(body.items())
    elif isinstance(body, list):
        inner = [(str(position), each) for position, each in enumerate(body)]
    else:
        return []
    return [place for name, each in inner for place in places(each, f"{where}.{name}" if where else name)]


def _object(value: Any, kept: list[Kept], prefix: str = "") -> dict[str, Any]:  # noqa: ANN401
    written: dict[str, Any] = {}
    personal, people = personal_fields(value.__class__), person_fields(value.__class__)
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name != "on" and field.default is not MISSING and inner == field.default:
            continue
        name = f"{prefix}{field.name}"
        if field.name in personal and inner:
            written[field.name] = _keep(name, inner, kept)
        elif field.name in people:
            written[field.name] = _named(name, inner, kept)
        else:
            written[field.name] = _value(inner, kept, name)
    if "on" in written and written["on"] is None:
        written["on"] = UNKNOWN
    return written


def _value(value: Any, kept: list[Kept], name: str) -> Any:  # noqa: ANN401
    match value:
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case tuple() | list():
            return [_value(each, kept, f"{name}.{position}") for position, each in enumerate(value)]
        case _ if is_dataclass(value) and is_event(value):  # the replacement of a correction
            return {"event": name_of(cast("e.Event", value)), **_object(value, kept, f"{name}.")}
        case _ if is_dataclass(value):
            return _object(value, kept, f"{name}.")
        case _:
            return value


def _named(name: str, value: str | tuple[str, ...], kept: list[Kept]) -> Any:  # noqa: ANN401
    """Somebody, or several: an id stays as it is, a name is kept as words are."""
    if isinstance(value, tuple):
        return [_named(f"{name}.{position}", each, kept) for position, each in enumerate(value)]
    return value if not value or is_id(value) else _keep(name, value, kept)


def is_id(text: str) -> bool:
    """Whether a text is an id as the tables of people write it."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _keep(name: str, text: str, kept: list[Kept]) -> dict[str, str]:
    words = Kept(uuid7(), name[:_LONGEST_FIELD], text, secrets.token_hex(16))
    kept.append(words)
    return {"content": str(words.id), "digest": salted(words.salt, text)}


@cache
def personal_fields(shape: type[Any]) -> frozenset[str]:
    """The fields of an event, or of a value in one, that hold words about people."""
    return _marked(shape, "personal")


@cache
def person_fields(shape: type[Any]) -> frozenset[str]:
    """The fields that hold somebody on the resident's side: an id, or a name where there is none; one, or several."""
    return _marked(shape, "person")


def _marked(shape: type[Any], mark: str) -> frozenset[str]:
    hints = typing.get_type_hints(shape, include_extras=True)
    return frozenset(
        name
        for name, hint in hints.items()
        if any(mark in getattr(each, "__metadata__", ()) for each in (hint, *typing.get_args(hint)))
    )


def _filled(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        if set(value) == {"content", "digest"}:
            return words.get(value["content"], ERASED)
        return {name: _filled(each, words) for name, each in value.items()}
    return [_filled(each, words) for each in value] if isinstance(value, list) else value
