"""What somebody types in a terminal, `field=value`, as an event: dates as people write them, lists with commas, JSON where needed."""

import json
import sys
import typing
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

from putright.cli.asking import date_asked
from putright.cli.says import SaysNo
from putright.complaint import events as e
from putright.complaint.codec import OF_KIND, UNKNOWN, EventError, StreamKind, read_event


def day_asked(text: str, option: str) -> date | str:
    """A day, or "unknown" where somebody says that nobody knows it."""
    return UNKNOWN if text.strip().lower() in (UNKNOWN, "not known") else date_asked(text, option)


def event_asked(name: str, on: date | str, pairs: Iterable[str], kind: StreamKind = StreamKind.COMPLAINT) -> e.Event:
    """The event of that name on that day with `field=value` for the rest, of a kind of stream. Raises SaysNo."""
    name = name.strip().lower().replace("-", "_")
    values: dict[str, Any] = {"on": on}
    shape = OF_KIND[kind].get(name)
    hints = typing.get_type_hints(shape) if shape is not None else {}
    for pair in pairs:
        field, equals, text = pair.partition("=")
        field = field.strip().replace("-", "_")
        if not equals or not field:
            raise SaysNo(f"“{pair}” is not field=value: write for example stage=1, or reason='the surveyor was ill'.")
        if field in values:
            raise SaysNo(f"“{field}” is given twice: give it once{' with --on' * (field == 'on')}.")
        values[field] = _value(field, text, hints.get(field))
    try:
        return read_event(name, values, kind)
    except EventError as error:
        raise SaysNo(str(error)) from None


def words_asked(text: str) -> str:
    """Words as given, or from standard input for "-": then they stand in no list of processes and no history."""
    return sys.stdin.read().strip() if text == "-" else text


def _value(field: str, text: str, hint: Any) -> Any:  # noqa: ANN401  whatever the event has there
    kinds = {typing.get_origin(each) or each for each in (hint, *typing.get_args(hint))}
    if (text.startswith(("[", "{")) and kinds & {tuple, Any}) or hint is Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise SaysNo(f"“{field}” looks like JSON and is not ({error}).") from None
    if tuple in kinds:
        return [part.strip() for part in text.split(",") if part.strip()]
    if date in kinds:
        return day_asked(text, field)
    if any(isinstance(kind, type) and issubclass(kind, Enum) for kind in kinds):
        return text.strip().lower().replace("-", "_")
    return words_asked(text) if str in kinds else text.strip()
