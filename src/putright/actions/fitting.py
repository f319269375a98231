"""What the record can hold. The same answer on both engines, in a sentence, before anything is asked of them.

PostgreSQL takes no NUL and cuts no text; SQLite takes anything of any length; a lone half of a character goes into no
digest. So it is settled here, at the door.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from putright.complaint import events as e
from putright.complaint.codec import StreamKind, name_of, read_written, write_event
from putright.records.sealing import personal_fields

__all__ = ["as_kept", "misfit"]

_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST_WORDS = 1_000_000
_LONGEST_NAME = 200
_LONGEST_IN_LISTS = 80
_IN_LISTS = frozenset({"person", "promise", "owner", "by", "decided_by"})
"""Names that lists show: their columns hold 80."""
_HIGHEST_STAGE = 9
_LARGEST = 2**53
"""What every reader of JSON can tell from its neighbour."""


def as_kept(facts: Sequence[e.Event], kind: StreamKind = StreamKind.COMPLAINT) -> tuple[e.Event, ...]:
    """The facts as they will be read again, so that nothing is decided on that is not what is kept.

    Raises EventError, also for what cannot happen to that kind of stream.
    """
    return tuple(read_written(write_event(fact), kind) for fact in facts)


def misfit(facts: Sequence[e.Event], **beside: str) -> str:
    """Why the record cannot hold these facts, or the texts that come beside them, in one sentence; "" where it can."""
    for name, text in beside.items():
        limit = _LONGEST_WORDS if name == "reason" else _LONGEST_IN_LISTS
        if no := _text(name.replace("_", " "), text, limit):
            return no
    for fact in facts:
        for name, value, personal in _leaves(fact, ""):
            if no := _leaf(f"{name_of(fact)}, {name}", name.rpartition(".")[2], value, personal=personal):
                return no
    return ""


def _leaf(where: str, name: str, value: str | int, *, personal: bool) -> str:
    if isinstance(value, str):
        if name == "visible_to" and "," in value:
            return f"“{value}” cannot be somebody who may see it: give the people one by one."
        limit = _LONGEST_WORDS if personal else _LONGEST_IN_LISTS if name in _IN_LISTS else _LONGEST_NAME
        return _text(where, value, limit)
    if name == "stage" and value > _HIGHEST_STAGE:
        return f"There is no stage {value}: the highest the record knows is {_HIGHEST_STAGE}."
    return (
        f"“{where}” cannot be {value}: that is larger than the record keeps exactly." if abs(value) > _LARGEST else ""
    )


def _text(where: str, text: str, limit: int) -> str:
    if len(text) > limit:
        way = "file it as a document" if limit == _LONGEST_WORDS else "shorten it"
        return f"“{where}” has {len(text):,} characters, and there is room for {limit:,}: {way}."
    if found := _UNKEEPABLE.search(text):
        return (
            f"“{where}” holds a character that no text can be kept with (U+{ord(found[0]):04X}, at place "
            f"{found.start() + 1}): take it out and send it again."
        )
    return ""


def _leaves(value: Any, where: str, *, personal: bool = False) -> Iterator[tuple[str, str | int, bool]]:  # noqa: ANN401
    """Every text and number in an event, with its place and whether it is words about people."""
    if isinstance(value, str | int):
        yield where, value, personal
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _leaves(each, where, personal=personal)
    elif is_dataclass(value) and not isinstance(value, type):
        about_people = personal_fields(type(value))
        for field in fields(value):
            inner = f"{where}.{field.name}" if where else field.name
            yield from _leaves(getattr(value, field.name), inner, personal=field.name in about_people)
