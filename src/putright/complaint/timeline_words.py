"""The words people head their columns with and call their events by, and what they mean here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

_COLUMNS = {
    "complaint": ("complaint", "complaint ref", "complaint reference", "complaint id", "complaint no", "complaint number",
                  "reference", "ref", "id", "case", "case ref", "case reference", "case id", "case number"),
    "event": ("event", "what", "what happened", "step", "type"),
    "on": ("on", "date", "event date", "when", "happened on", "date of event"),
    "stage": ("stage", "complaint stage"),
    "new_due_on": ("new due on", "new due date", "new due", "extended to", "new date", "new deadline", "due date"),
    "reason": ("reason", "reasons", "extension reason", "reason for extension", "why"),
}  # fmt: skip
_MEANS = {alias: column for column, aliases in _COLUMNS.items() for alias in aliases}

_EVENTS = {
    "received": ("received", "complaint received", "receipt", "made", "complaint made", "date received", "received on"),
    "logged": ("logged", "registered", "opened", "date logged", "logged on"),
    "acknowledged": ("acknowledged", "acknowledgement", "acknowledgment", "ack", "acknowledgement sent", "acknowledged on",
                     "date acknowledged"),
    "extended": ("extended", "extension", "extension given", "extended to", "extension to"),
    "responded": ("responded", "response", "answered", "answer", "response sent", "response issued", "final response",
                  "responded on", "date responded", "response date"),
    "escalated": ("escalated", "escalation", "escalation requested", "escalation request", "escalation received",
                  "escalated on", "date escalated"),
}  # fmt: skip
_CALLED = {alias: event for event, aliases in _EVENTS.items() for alias in aliases}
_STAGE_BEFORE = re.compile(r"^(?:stage|s|st)\s*([123]|one|two|three)\s+(.+)$")
_STAGE_AFTER = re.compile(r"^(.+?)\s+(?:at\s+)?(?:stage|s|st)\s*([123]|one|two|three)$")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True, slots=True)
class Heading:
    """Which column holds what; `wide` where each event has a column of its own."""

    columns: dict[str, int]
    wide: tuple[tuple[int, str, int | None], ...] = ()

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.columns

    def cells(self, row: Sequence[Any]) -> Callable[[str], Any]:
        """A function from a column's name to the row's cell, None where there is none."""

        def cell(name: str) -> Any:  # noqa: ANN401
            position = self.columns.get(name)
            return row[position] if position is not None and position < len(row) else None

        return cell


def plain(text: str) -> str:
    """Lower case, single spaces, no underscores or punctuation at the ends."""
    return " ".join(re.sub(r"[_\-./:()]+", " ", text.lower()).split())


def headings(names: list[str]) -> Heading | str:
    """The headings understood, or one sentence that says what is missing."""
    columns: dict[str, int] = {}
    for position, name in enumerate(names):
        means = _MEANS.get(plain(name))
        if means is not None and means not in columns:
            columns[means] = position
    if "complaint" not in columns:
        seen = ", ".join(f"“{name}”" for name in names if name.strip()) or "nothing"
        return (
            f"The first row has to hold the headings, one of them “complaint” for the reference; it holds {seen}. "
            "Needed are complaint, event and on; stage, new_due_on and reason may be added."
        )
    if "event" in columns and "on" in columns:
        return Heading(columns)
    wide = []
    for position, name in enumerate(names):
        event, stage = event_of(name)
        if event:
            wide.append((position, event, stage if isinstance(stage, int) else None))
    if "event" not in columns and wide:
        return Heading({"complaint": columns["complaint"]}, _staged(wide))
    missing = "event" if "event" not in columns else "on"
    return (
        f"There is no column “{missing}”: needed are complaint, event and on, or a column for each event "
        "(received, acknowledged, responded, escalated and so on)."
    )


def _staged(wide: list[tuple[int, str, int | None]]) -> tuple[tuple[int, str, int | None], ...]:
    """Columns to the right of "escalated" belong to stage 2, those to its left to stage 1, unless they say so themselves."""
    stage, staged = 1, []
    for position, event, given in wide:
        if event == "escalated":
            stage = 2
            staged.append((position, event, given or 2))
        else:
            staged.append((position, event, given or stage))
    return tuple(staged)


def event_of(text: str) -> tuple[str, int | str | None]:
    """The event a word stands for, with the stage it names; or "" and a sentence."""
    words = plain(text)
    if words in _CALLED:
        return _CALLED[words], None
    for pattern, stage_group, event_group in ((_STAGE_BEFORE, 1, 2), (_STAGE_AFTER, 2, 1)):
        found = pattern.match(words)
        if found and found[event_group] in _CALLED:
            return _CALLED[found[event_group]], _NUMBERS[found[stage_group]]
    if not words:
        return "", "The row names no event: give one of received, logged, acknowledged, extended, responded, escalated."
    close = get_close_matches(words, _CALLED, n=1, cutoff=0.75)
    meant = (
        f" did you mean “{close[0]}”?"
        if close
        else " use received, logged, acknowledged, extended, responded or escalated."
    )
    return "", f"“{text}” is not an event that is known here:{meant}"


def stage_of(text: str) -> int | str | None:
    """The stage a cell names, None for an empty one, or a sentence."""
    words = plain(text)
    if not words:
        return None
    found = re.fullmatch(r"(?:stage|s|st)?\s*([123]|one|two|three)(?: 0)?", words)
    return _NUMBERS[found[1]] if found else f"“{text}” is not a stage: use 1 or 2."
