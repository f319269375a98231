"""A spreadsheet of dates into complaints: forgiving about form, strict about meaning, nothing guessed and nothing lost.

Takes rows of cells, however they were read. A row that cannot be used is rejected by its line with a sentence, and the
rest still runs; where only its date is bad, the event is kept as having happened on a day that is not known, so that
nothing is reported missing which is there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.complaint.state import Complaint
from putright.complaint.timeline_words import Heading, event_of, headings, shown, stage_of
from putright.rulebook import choose
from putright.workdays import in_words, read_date

Cell = Any
"""A text, a date, a date-time, a number or None, as the file held it."""

Line = tuple[int, Sequence[Cell]]
"""Where a row stands in the file, and its cells."""

_HEADINGS_WITHIN = 15
"""Filled rows from the top: a title, a date of export or a note may stand over the headings."""


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


def read_timelines(rows: Iterable[Line], *, today: date) -> Timelines:
    """Complaints from rows of (line, cells), the headings among the first of them. Raises TimelineError."""
    rows = iter(rows)
    top = list(islice(rows, _HEADINGS_WITHIN))
    position, heading = _heading(top)
    made, by_complaint = Timelines(), defaultdict[str, list[Dated]](list)
    if heading.unread:
        made.rejected.append(Rejected(top[position][0], _unread(heading.unread)))
    for line, cells in chain(top[position + 1 :], rows):
        for dated in _understand(line, cells, heading, made.rejected, today):
            by_complaint[dated.complaint.casefold()].append(dated)  # "cmp-12" is CMP-12
    for dates in by_complaint.values():
        name = dates[0].complaint
        made.first_line[name] = dates[0].line
        made.complaints[name] = _complaint(dates, made.rejected)
    made.rejected.sort(key=lambda rejected: rejected.line)
    _doubt_month_first(made.rejected)
    return made


def holds_headings(rows: Iterable[Line]) -> bool:
    """Whether the headings of a timeline stand among the first of these rows."""
    try:
        _heading(list(islice(rows, _HEADINGS_WITHIN)))
    except TimelineError:
        return False
    return True


def _heading(top: Sequence[Line]) -> tuple[int, Heading]:
    """Where among the first rows the headings stand, and what they mean. Raises TimelineError, about the likeliest row."""
    if not top:
        raise TimelineError("The file is empty: it needs a row of headings and a row for each date.")
    texts = [[_text(cell) for cell in cells] for _, cells in top]
    for position, names in enumerate(texts):
        heading = headings(names, texts[position - 1] if position else ())
        if isinstance(heading, Heading):
            return position, heading
    filled = [sum(map(bool, names)) for names in texts]
    likeliest = next((n for n, count in enumerate(filled) if count > 1), 0)
    raise TimelineError(f"line {top[likeliest][0]}: {headings(texts[likeliest])}")


def _unread(names: Sequence[str]) -> str:
    one = len(names) == 1
    quoted = ", ".join(f"“{shown(name)}”" for name in names)
    return (
        f"The column{'' if one else 's'} {quoted} {'is' if one else 'are'} left out: where {'it holds' if one else 'they hold'} "
        "the day of an event, head it received, logged, acknowledged, extended, responded or escalated, with the stage."
    )


def _doubt_month_first(rejected: list[Rejected]) -> None:
    """One date that can only be month first throws doubt on all that could be read either way: say so once."""
    for position, each in enumerate(rejected):
        if _ONLY_MONTH_FIRST in each.message:
            message = (
                f"{each.message} If this file is written month before day, its other dates were read wrongly: "
                "write them all as 2026-04-13."
            )
            rejected[position] = replace(each, message=message)
            return


_ONLY_MONTH_FIRST = "dates are read day first"


def _understand(
    line: int, cells: Sequence[Cell], heading: Heading, rejected: list[Rejected], today: date
) -> Iterable[Dated]:
    cell = heading.cells(cells)
    name = _text(cell("complaint")).removeprefix("'")  # how a spreadsheet marks a cell as text
    if not any(_text(each) for each in cells):
        return
    if not name:
        rejected.append(Rejected(line, "The row names no complaint: give its reference in the “complaint” column."))
        return
    if not heading.wide:
        yield from _long(line, name, cell, heading, rejected, today)
        return
    row_stage = stage_of(_text(cell("stage")))
    if isinstance(row_stage, str):
        rejected.append(Rejected(line, f"{row_stage} {_NO_STAGE}"))
        row_stage = None
    filled = [(event, stage, cells[column]) for column, event, stage in heading.wide if column < len(cells)]
    filled = [each for each in filled if _text(each[2]) and _text(each[2]).lower() not in _NOT_HAPPENED]
    if not filled:
        rejected.append(Rejected(line, f"{name}: the row holds no date."))
    for event, stage, held in filled:
        yield from _wide(line, name, held, event, stage or row_stage, rejected, today)


def _long(
    line: int, name: str, cell: Callable[[str], Cell], heading: Heading, rejected: list[Rejected], today: date
) -> Iterable[Dated]:
    """One event a row."""
    event, event_stage = event_of(_text(cell("event")))
    if not event:
        rejected.append(Rejected(line, str(event_stage)))
        return
    given = stage_of(_text(cell("stage")))
    if isinstance(given, str):  # the event happened all the same
        rejected.append(Rejected(line, f"{given} {_NO_STAGE}"))
    stage = given if isinstance(given, int) else event_stage if isinstance(event_stage, int) else None
    on, problem, keep = _day(cell("on"), today)
    if problem:
        rejected.append(Rejected(line, f"{name}, {event}: {problem}"))
    if not keep:
        return
    new_due = _new_due(line, name, on, cell("new_due_on"), rejected)
    yield Dated(line, name, event, on, stage, new_due, _text(cell("reason")), heading.has("reason"))


def _new_due(line: int, name: str, on: date | None, cell: Cell, rejected: list[Rejected]) -> date | None:
    """The date an answer was put off to. One before the day it was given is a slip, and is told as one."""
    text = _text(cell)
    if not text or text.lower() in _NOT_HAPPENED:
        return None
    new_due, problem, _ = _day(cell, None)
    if problem:
        rejected.append(
            Rejected(line, f"{name}, new date: {problem.removesuffix(_SOME_DAY)}The extension is read without one.")
        )
    elif new_due is not None and on is not None and new_due < on:
        message = (
            f"{name}, new date: {in_words(new_due)} lies before the day the extension was given, {in_words(on)}, so it "
            "extends nothing; correct one of the two."
        )
        rejected.append(Rejected(line, message))
    return new_due


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


_NO_STAGE = "The row is read as if no stage were given."
_SOME_DAY = "It is counted as having happened on a day that is not known."
_NOBODY_KNOWS = {"unknown", "not known", "?", "n/k", "nk"}
_NOT_HAPPENED = {
    "n/a", "na", "n.a.", "not applicable", "none", "nil", "no", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "not yet", "pending",
    "outstanding", "awaiting", "awaited", "tbc", "tba", "to be confirmed", "in progress", "ongoing", "open",
}  # fmt: skip
"""What people write into a cell for a date when there is none to write."""


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
        if text.lower() in _NOT_HAPPENED:
            return None, f"“{text}” says that it has not happened: the row is left out.", False
        try:
            day = read_date(text)
        except ValueError as error:
            return None, f"{error} {_SOME_DAY}", True
    if today is not None and day > today:
        return None, f"{in_words(day)} is in the future (today is {in_words(today)}): the row is left out.", False
    return day, "", True


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join("".join(each for each in str(cell) if each.isprintable() or each.isspace()).split())


_ORDER = ("received", "logged", "acknowledged", "extended", "responded", "escalated")


def _complaint(dates: list[Dated], rejected: list[Rejected]) -> Complaint:
    """The rows of one complaint as events, in the order they happened; contradictions are rejected by line."""
    dates = _second_receipt_asks(dates)
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
    staged = _once_each(_with_stages(usable, rejected, received.on if received else None), rejected)
    if any(dated.stage and dated.stage > 1 for dated in staged) and not any(
        dated.event == "escalated" for dated in staged
    ):
        happened.append(e.EscalationRequested(None, stage=2))
    happened += [_event(dated) for dated in staged]
    return fold(happened)


def _second_receipt_asks(dates: list[Dated]) -> list[Dated]:
    """Where stage 1 has its receipt, one under stage 2 is the request for that stage."""
    if not any(dated.event == "received" and (dated.stage or 1) == 1 for dated in dates):
        return dates
    return [
        replace(dated, event="escalated") if dated.event == "received" and (dated.stage or 1) > 1 else dated
        for dated in dates
    ]


def _once_each(dates: list[Dated], rejected: list[Rejected]) -> list[Dated]:
    """A row that says again what another says is counted once: else one answer would look like two."""
    seen: dict[tuple[object, ...], Dated] = {}
    for dated in dates:
        day = dated.on or dated.new_due_on or id(dated)  # on days that nobody knows: perhaps two
        key = (dated.event, dated.stage, day, dated.new_due_on)
        first = seen.setdefault(key, dated)
        if first is not dated:
            when = f" on {in_words(dated.on)}" if dated.on else ""
            message = f"{dated.complaint}, {dated.event}{when} stands in line {first.line} already: it is counted once."
            rejected.append(Rejected(dated.line, message))
    return list(seen.values())


def _after_receipt(dated: Dated, received: Dated | None, rejected: list[Rejected]) -> Dated:
    """Nothing happens to a complaint before it is received: one of the two dates is wrong, and nobody knows which."""
    if received is None or received.on is None or dated.on is None or dated.on >= received.on:
        return dated
    rejected.append(
        Rejected(
            dated.line,
            f"{dated.complaint}, {dated.event}: {in_words(dated.on)} lies before it was received on {in_words(received.on)} "
            f"(line {received.line}); correct one of the two. {_SOME_DAY}",
        )
    )
    return replace(dated, on=None)


def _with_stages(dates: list[Dated], rejected: list[Rejected], received: date | None) -> list[Dated]:
    """In order of date (rows in their own order on one day); after `escalated`, the next stage unless one is given.

    Asking again for a stage that has not been answered opens no further one: the first request counts.
    """
    at = {id(dated): position for position, dated in enumerate(dates)}
    last = date.min
    keys: dict[int, date] = {}
    for dated in dates:  # a row without a day stays behind the row above it
        last = keys[id(dated)] = dated.on or last
    ordered = sorted(dates, key=lambda dated: (keys[id(dated)], at[id(dated)]))
    stage, staged = 1, []
    asked: dict[int, Dated] = {}
    answered: set[int] = set()
    for dated in ordered:
        given = dated.stage or stage
        if dated.event == "escalated":
            named = dated.stage if dated.stage and dated.stage > 1 else None
            given = named or (stage if stage in asked and stage not in answered else stage + 1)
            if given in asked:
                rejected.append(Rejected(dated.line, _asked_already(dated, given, asked[given])))
                continue
            if dated.stage is None and not _has_stage(given, received):
                rejected.append(Rejected(dated.line, _beyond(dated, given)))
                continue
            stage = given
            asked[stage] = dated
        elif dated.event == "responded":
            answered.add(given)
        staged.append(replace(dated, stage=given))
    return staged


def _has_stage(number: int, received: date | None) -> bool:
    """Whether the edition of that day knew such a stage: a third one ended with March 2024."""
    return received is None or choose(received).rulebook.stage(number) is not None


def _beyond(again: Dated, stage: int) -> str:
    return (
        f"{again.complaint}, escalated: stage 2 was answered before, so this is taken as going to the Ombudsman and left out; "
        f"if the landlord had a further stage, give it as {stage} in the “stage” column."
    )


def _asked_already(again: Dated, stage: int, first: Dated) -> str:
    return (
        f"{again.complaint}, escalated: stage {stage} was asked for in line {first.line} already and not answered by then, "
        f"so the first request counts; for a further stage, give it as {stage + 1}."
        if again.stage is None or again.stage == 1
        else f"{again.complaint}, escalated: stage {stage} was asked for in line {first.line} already: the first request counts."
    )


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
