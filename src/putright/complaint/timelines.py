"""A spreadsheet of dates into complaints: forgiving about form, strict about meaning, nothing guessed and nothing lost.

Takes rows of cells, however they were read. A row that cannot be used is rejected by its line with a sentence, and the
rest still runs; where only its date is bad, the event is kept as having happened on a day that is not known, so that
nothing is reported missing which is there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.complaint.state import Complaint
from putright.complaint.timeline_words import Heading, event_of, headings, stage_of
from putright.workdays import in_words, read_date

Cell = Any
"""A text, a date, a date-time, a number or None, as the file held it."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row, or a part of one, that could not be used."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Dated:
    """One row, understood."""

    line: int
    complaint: str
    event: str
    on: date | None
    stage: int | None
    new_due_on: date | None
    reason: str
    reason_known: bool


@dataclass(slots=True)
class Timelines:
    """What came out of a spreadsheet."""

    complaints: dict[str, Complaint] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    first_line: dict[str, int] = field(default_factory=dict)
    """Where each complaint first stands, for what can only be said of the whole of it."""


class TimelineError(ValueError):
    """The whole file cannot be used. One sentence: why, and the way out."""


def read_timelines(rows: Iterable[tuple[int, Sequence[Cell]]], *, today: date) -> Timelines:
    """Complaints from rows of (line, cells), the first being the headings. Raises TimelineError."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        raise TimelineError("The file is empty: it needs a row of headings and a row for each date.")
    heading = headings([str(cell or "") for cell in first[1]])
    if isinstance(heading, str):
        raise TimelineError(heading)
    made, by_complaint = Timelines(), defaultdict[str, list[Dated]](list)
    for line, cells in rows:
        for dated in _understand(line, cells, heading, made.rejected, today):
            by_complaint[dated.complaint].append(dated)
    for name, dates in by_complaint.items():
        made.first_line[name] = dates[0].line
        made.complaints[name] = _complaint(dates, made.rejected)
    made.rejected.sort(key=lambda rejected: rejected.line)
    return made


def _understand(
    line: int, cells: Sequence[Cell], heading: Heading, rejected: list[Rejected], today: date
) -> Iterable[Dated]:
    cell = heading.cells(cells)
    name = _text(cell("complaint"))
    if not any(_text(each) for each in cells):
        return
    if not name:
        rejected.append(Rejected(line, "The row names no complaint: give its reference in the “complaint” column."))
        return
    for column, event, stage in heading.wide:
        if _text(cells[column] if column < len(cells) else None):
            yield from _wide(line, name, cells[column], event, stage, rejected, today)
    if not heading.wide:
        yield from _long(line, name, cell, heading, rejected, today)


def _long(
    line: int, name: str, cell: Callable[[str], Cell], heading: Heading, rejected: list[Rejected], today: date
) -> Iterable[Dated]:
    """One event a row."""
    event, event_stage = event_of(_text(cell("event")))
    given = stage_of(_text(cell("stage")))
    no = event_stage if not event else given
    if isinstance(no, str):
        rejected.append(Rejected(line, no))
        return
    stage = given if isinstance(given, int) else event_stage if isinstance(event_stage, int) else None
    on, problem, keep = _day(cell("on"), today)
    if problem:
        rejected.append(Rejected(line, f"{name}, {event}: {problem}"))
    if not keep:
        return
    new_due, due_problem, _ = _day(cell("new_due_on"), None) if _text(cell("new_due_on")) else (None, "", True)
    if due_problem:
        rejected.append(Rejected(line, f"{name}, new date: {due_problem}"))
    yield Dated(line, name, event, on, stage, new_due, _text(cell("reason")), heading.has("reason"))


def _wide(
    line: int, name: str, cell: Cell, event: str, stage: int | None, rejected: list[Rejected], today: date
) -> Iterable[Dated]:
    """One complaint a row, a column for each event: an "extended" column holds the new date."""
    on, problem, keep = _day(cell, None if event == "extended" else today)
    if problem:
        rejected.append(Rejected(line, f"{name}, {event}: {problem}"))
    if not keep:
        return
    if event == "extended":
        if on is not None:
            yield Dated(line, name, event, None, stage, on, "", reason_known=False)
        return
    yield Dated(line, name, event, on, stage, None, "", reason_known=False)


_NOBODY_KNOWS = {"unknown", "not known", "?", "n/k", "nk", "tbc"}


def _day(cell: Cell, today: date | None) -> tuple[date | None, str, bool]:
    """The day in a cell, a sentence where it cannot be used, and whether the event happened all the same.

    An empty cell or a day ahead tells of nothing that has happened; an unreadable one tells of something, some day.
    """
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
    else:
        text = _text(cell)
        if not text:
            return None, "there is no date: write “unknown” if it happened and nobody knows when.", False
        if text.lower() in _NOBODY_KNOWS:
            return None, "", True
        try:
            day = read_date(text)
        except ValueError as error:
            return None, f"{error} It is counted as having happened on a day that is not known.", True
    if today is not None and day > today:
        return None, f"{in_words(day)} is in the future (today is {in_words(today)}): the row is left out.", False
    return day, "", True


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


_ORDER = ("received", "logged", "acknowledged", "extended", "responded", "escalated")


def _complaint(dates: list[Dated], rejected: list[Rejected]) -> Complaint:
    """The rows of one complaint as events, in the order they happened; contradictions are rejected by line."""
    receipts = [dated for dated in dates if dated.event == "received"]
    received = min(receipts, key=lambda dated: dated.on or date.max, default=None)
    rejected.extend(
        Rejected(
            other.line, f"{other.complaint} was received already (line {received.line}): the earliest date counts."
        )
        for other in receipts
        if received is not None and other is not received
    )
    happened: list[e.Event] = [e.ComplaintReceived(received.on if received else None, dates_only=True)]
    usable = [_after_receipt(dated, received, rejected) for dated in dates if dated.event != "received"]
    staged = _with_stages(usable)
    if any(dated.stage and dated.stage > 1 for dated in staged) and not any(
        dated.event == "escalated" for dated in staged
    ):
        happened.append(e.EscalationRequested(None, stage=2))
    happened += [_event(dated) for dated in staged]
    return fold(happened)


def _after_receipt(dated: Dated, received: Dated | None, rejected: list[Rejected]) -> Dated:
    """Nothing happens to a complaint before it is received: one of the two dates is wrong, and nobody knows which."""
    if received is None or received.on is None or dated.on is None or dated.on >= received.on:
        return dated
    rejected.append(
        Rejected(
            dated.line,
            f"{dated.complaint}, {dated.event}: {in_words(dated.on)} lies before it was received on {in_words(received.on)} "
            f"(line {received.line}); correct one of the two. It is counted as having happened on a day that is not known.",
        )
    )
    return replace(dated, on=None)


def _with_stages(dates: list[Dated]) -> list[Dated]:
    """In order of date (rows in their own order on one day); after `escalated`, the next stage unless one is given."""
    at = {id(dated): position for position, dated in enumerate(dates)}
    last = date.min
    keys: dict[int, date] = {}
    for dated in dates:  # a row without a day stays behind the row above it
        last = keys[id(dated)] = dated.on or last
    ordered = sorted(dates, key=lambda dated: (keys[id(dated)], at[id(dated)]))
    stage, staged = 1, []
    for dated in ordered:
        if dated.event == "escalated":
            stage = dated.stage if dated.stage and dated.stage > 1 else stage + 1
        given = stage if dated.event == "escalated" else dated.stage or stage
        staged.append(replace(dated, stage=given))
    return staged


def _event(dated: Dated) -> e.Event:
    stage = dated.stage or 1
    match dated.event:
        case "logged":
            return e.ComplaintLogged(dated.on, stage)
        case "acknowledged":
            return e.Acknowledged(dated.on, stage)
        case "responded":
            return e.ResponseIssued(dated.on, stage)
        case "escalated":
            return e.EscalationRequested(dated.on, stage)
        case _:
            return e.Extended(dated.on, stage, dated.new_due_on, dated.reason, reason_known=dated.reason_known)
