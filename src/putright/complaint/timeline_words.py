"""The words people head their columns with and call their events by, and what they mean here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

_COLUMNS = {
    "complaint": ("complaint", "complaint ref", "complaint reference", "complaint id", "complaint no", "complaint number",
                  "reference", "ref", "id", "case", "case ref", "case reference", "case id", "case number", "case no",
                  "ref no", "ref number", "reference no", "reference number", "complaint ref no", "case ref no",
                  "complaint reference no", "complaint reference number", "case reference number", "our ref",
                  "our reference", "unique reference"),
    "event": ("event", "what", "what happened", "step", "type", "event type", "action", "activity"),
    "on": ("on", "date", "event date", "when", "happened on", "date of event", "date of action", "action date",
           "activity date", "date happened"),
    "stage": ("stage", "complaint stage"),
    "new_due_on": ("new due on", "new due date", "new due", "extended to", "new date", "new deadline", "due date"),
    "reason": ("reason", "reasons", "extension reason", "reason for extension", "why"),
}  # fmt: skip
_MEANS = {alias: column for column, aliases in _COLUMNS.items() for alias in aliases}

_EVENTS = {
    "received": ("received", "receipt", "rec", "recd", "rec'd", "made", "complaint made", "complaint date", "date of complaint"),
    "logged": ("logged", "registered", "opened"),
    "acknowledged": ("acknowledged", "acknowledgement", "acknowledgment", "acknowledge", "ack", "ackd", "ack'd"),
    "extended": ("extended", "extension", "extension given", "extended to", "extension to", "ext"),
    "responded": ("responded", "response", "answered", "answer", "resp", "replied", "reply", "final response"),
    "escalated": ("escalated", "escalation", "escalation requested", "escalation request", "escalation received", "esc"),
}  # fmt: skip
_CALLED = {alias: event for event, aliases in _EVENTS.items() for alias in aliases}
_FURTHER_STAGE_ASKED = {"received", "requested", "request", "request received", "asked"}
"""What is said of a stage after the first when the resident asked for it: "stage 2 received", "stage 2 request"."""
_STAGE = re.compile(
    r"\b(?:(?:stage|st|s)\s*(?P<after>[123]|one|two|three)|(?P<before>1st|2nd|3rd|first|second|third)\s+stage)\b"
)
_NUMBERS = {word: n for n, words in enumerate(("1 one 1st first", "2 two 2nd second", "3 three 3rd third"), 1)
            for word in words.split()}  # fmt: skip
_ADDS_NOTHING = {
    "date", "dates", "day", "of", "the", "on", "at", "to", "was", "when", "been", "has", "have", "sent", "issued", "given",
    "out", "provided", "letter", "email", "written", "formal", "full", "complaint", "complaints", "resident", "tenant",
    "customer",
}  # fmt: skip
"""Words that say neither what happened nor that it was something else: "date of stage 1 response letter sent"."""
_ABOUT_AN_EVENT = re.compile(r"receiv|acknowledg|\back\b|respon|repl[yi]|answer|escalat|exten[ds]|stage|\blogged\b")
_NOT_ITS_DAY = re.compile(
    r"\b(?:due|target|deadlines?|days?|officer|by|owner|handler|with|within|in time|late|overdue|status|outcome|method|type"
    r"|reasons?|y n|yes no|on time|breach|score|upheld|decision)\b"
)
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """Which column holds what; `wide` where each event has a column of its own."""

    columns: dict[str, int]
    wide: tuple[tuple[int, str, int | None], ...] = ()
    unread: tuple[str, ...] = ()
    """Headings of a wide file that speak of an event and were not understood."""

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


def headings(names: Sequence[str], above: Sequence[str] = ()) -> Heading | str:
    """The headings understood, or one sentence that says what is missing.

    `above` is the row over them, where a "Stage 2" may stand over several columns.
    """
    columns: dict[str, int] = {}
    for position, name in enumerate(names):
        means = _MEANS.get(plain(name))
        if means is not None and means not in columns:
            columns[means] = position
    if "complaint" not in columns:
        seen = ", ".join(f"“{shown(name)}”" for name in names if name.strip()) or "nothing"
        return (
            f"A row near the top has to hold the headings, one of them “complaint” for the reference; this one holds {seen}. "
            "Needed are complaint, event and on; stage, new_due_on and reason may be added."
        )
    wide = _wide_columns(names, above)
    says_event = "event" in columns and (
        len(wide) < _WIDE_AT_LEAST or plain(names[columns["event"]]) not in _PERHAPS_EVENT
    )
    if says_event and "on" in columns:
        return Heading(columns)
    if wide and not says_event:
        taken = {"complaint", "stage"} & columns.keys()
        unread = [
            name
            for position, name in enumerate(names)
            if position not in {column for column, _, _ in wide} | {columns[one] for one in taken}
            and _looks_like_a_day(name)
        ]
        return Heading({one: columns[one] for one in taken}, _staged(wide, by_row="stage" in columns), tuple(unread))
    missing = "event" if "event" not in columns else "on"
    return (
        f"There is no column “{missing}”: needed are complaint, event and on, or a column for each event "
        "(received, acknowledged, responded, escalated and so on)."
    )


_PERHAPS_EVENT = {"type", "what", "action", "activity"}
"""Headings that hold the event in a file with one event a row, and something else in one with a column for each."""
_WIDE_AT_LEAST = 2
"""Columns named after events. One alone may be the "extended to" of a file with one event a row."""


def _wide_columns(names: Sequence[str], above: Sequence[str]) -> list[tuple[int, str, int | None]]:
    """Each column that is named after an event, with the stage that it or the heading over it names."""
    wide, over = [], None
    for position, name in enumerate(names):
        over = stage_of(above[position]) if position < len(above) and above[position].strip() else over
        event, stage = event_of(name)
        if event:
            given = stage if isinstance(stage, int) else over if isinstance(over, int) else None
            wide.append((position, "escalated" if event == "received" and (given or 1) > 1 else event, given))
    return wide


def _looks_like_a_day(name: str) -> bool:
    words = plain(name)
    return bool(_ABOUT_AN_EVENT.search(words)) and not _NOT_ITS_DAY.search(words)


def _staged(wide: list[tuple[int, str, int | None]], *, by_row: bool) -> tuple[tuple[int, str, int | None], ...]:
    """Columns to the right of "escalated" belong to stage 2, those to its left to stage 1, unless they say so themselves.

    With a column for the stage (`by_row`) it is the row that says so.
    """
    stage = 1
    staged: list[tuple[int, str, int | None]] = []
    for position, event, given in wide:
        if event == "escalated":
            stage = given or 2
            staged.append((position, event, stage))
        else:
            staged.append((position, event, given or (None if by_row else stage)))
    return tuple(staged)


def shown(text: str) -> str:
    """A cell as a sentence can quote it: never longer than a line."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + "..."


def event_of(text: str) -> tuple[str, int | str | None]:
    """The event a word stands for, with the stage it names; or "" and a sentence."""
    words = plain(text)
    if words in _CALLED:
        return _CALLED[words], None
    found = _STAGE.search(words)
    stage = _NUMBERS[found["after"] or found["before"]] if found else None
    rest = " ".join((words[: found.start()] + " " + words[found.end() :]).split()) if found else words
    bare = " ".join(word for word in rest.split() if word not in _ADDS_NOTHING)
    if stage is not None and stage > 1 and bare in _FURTHER_STAGE_ASKED:
        return "escalated", stage
    if rest in _CALLED or bare in _CALLED:
        return _CALLED.get(rest) or _CALLED[bare], stage
    if not words:
        return "", "The row names no event: give one of received, logged, acknowledged, extended, responded, escalated."
    close = get_close_matches(words, _CALLED, n=1, cutoff=0.75)
    meant = (
        f" did you mean “{close[0]}”?"
        if close
        else " use received, logged, acknowledged, extended, responded or escalated."
    )
    return "", f"“{shown(text)}” is not an event that is known here:{meant}"


def stage_of(text: str) -> int | str | None:
    """The stage a cell names, None for an empty one, or a sentence."""
    words = plain(text)
    if not words:
        return None
    found = _STAGE.search(words)
    number = re.fullmatch(r"([123]|one|two|three|first|second|third|1st|2nd|3rd)(?: 0)?", words)
    if number:
        return _NUMBERS[number[1]]
    if found and not _STAGE.search(words, found.end()):
        return _NUMBERS[found["after"] or found["before"]]
    return f"“{shown(text)}” is not a stage: use 1 or 2."
