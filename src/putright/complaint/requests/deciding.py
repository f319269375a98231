"""May this be recorded of a service request now? Only what cannot be is refused: a request has no stages to break."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from putright.complaint import events as e
from putright.complaint.decide import Accepted, Refused, RefusedBecause
from putright.complaint.history import Entry, HistoryError
from putright.complaint.requests.events import RequestAsked, RequestBecameComplaint, RequestDone, RequestPromised
from putright.complaint.requests.request import ServiceRequest, narrate_request, request_from
from putright.workdays import in_words


def decide_request(
    entries: Sequence[Entry], facts: Sequence[e.Event], today: date, expected_number: int | None = None
) -> Accepted | Refused:
    """Accepted with the events to append, or Refused. The entries are all there are of one request, in order.

    `expected_number` is the last entry the person saw; None where nobody was looking at a screen.
    """
    if not facts:
        return Refused(RefusedBecause.IMPOSSIBLE, "There is nothing to record: say what happened.")
    if expected_number is not None and expected_number != len(entries):
        return Refused(RefusedBecause.STALE, _changed(entries[expected_number:]))
    told = list(entries)
    now = datetime.combine(today, time.min, UTC)  # when it is written down decides nothing here
    try:
        for fact in facts:
            no = impossible_for(request_from(told), fact, today, told)
            if no:
                return Refused(RefusedBecause.IMPOSSIBLE, no)
            told.append(Entry(len(told) + 1, fact, now))
            request_from(told)
    except HistoryError as error:
        return Refused(RefusedBecause.IMPOSSIBLE, str(error))
    return Accepted(tuple(facts))


def _changed(since: Sequence[Entry]) -> str:
    if not since:
        return "The page shows entries that are not in the record: open it again."
    what = " ".join(f"{entry.recorded_by or 'Somebody'}: {narrate_request(entry.event)}" for entry in since)
    return f"The service request has changed since you opened it. {what} Look at it again; what you wrote is not lost."


def impossible_for(request: ServiceRequest, happened: e.Event, today: date, entries: Sequence[Entry] = ()) -> str:
    """Why the fact cannot be, as one sentence with the way out; "" when it can."""
    if happened.on is not None and happened.on > today:
        return f"That cannot have happened on {in_words(happened.on)}, because today is {in_words(today)}: give the day it happened."
    if isinstance(happened, e.EntryCorrected | e.EntryStruckOut | e.WordsErased):
        return _about_entries(happened, entries) or _replaced(request, happened, today)
    if isinstance(happened, RequestAsked):
        return "" if request.asked is None else "It has been asked for already: record what happened since."
    if request.asked is None:
        return "A service request begins with the day it was asked for: record that first."
    return _before(request, happened) or _after_the_end(request, happened)


def _before(request: ServiceRequest, happened: e.Event) -> str:
    begun = request.asked.on if request.asked is not None else None
    if happened.on is not None and begun is not None and happened.on < begun:
        return f"That cannot have happened before it was asked for on {in_words(begun)}: check the day."
    return ""


def _after_the_end(request: ServiceRequest, happened: e.Event) -> str:
    """A promise after the end would be watched by nobody."""
    done = request.done
    if done is None or not isinstance(happened, RequestDone | RequestPromised):
        return ""
    if isinstance(happened, RequestPromised) and None not in (happened.on, done.on) and happened.on <= done.on:  # type: ignore[operator]  # neither is None
        return ""
    when = f" on {in_words(done.on)}" if done.on else ""
    return f"It is recorded as done{when}: if that is wrong, correct or strike out that entry first."


def _about_entries(happened: e.EntryCorrected | e.EntryStruckOut | e.WordsErased, entries: Sequence[Entry]) -> str:
    named = happened.entries if isinstance(happened, e.WordsErased) else (happened.entry,)
    unknown = [number for number in named if not 1 <= number <= len(entries)]
    if unknown or not entries:
        return f"There is no entry {unknown[0] if unknown else 1}: the record has entries 1 to {len(entries)}."
    if isinstance(happened, e.WordsErased):
        return ""
    wrong, first = entries[happened.entry - 1].event, _first(entries, happened.entry)
    if isinstance(wrong, e.WordsErased):
        return f"What entry {happened.entry} erased is gone, and the record has to go on saying so: it cannot be taken back."
    if isinstance(first, RequestBecameComplaint):
        return "The complaint that was raised from it stands in the record, and so does this: work on the complaint instead."
    if isinstance(happened, e.EntryStruckOut):
        begins = isinstance(wrong, RequestAsked)
        return "The request cannot be struck out, because everything hangs on it: correct it instead." if begins else ""
    right = happened.replacement
    if isinstance(right, RequestBecameComplaint):
        return "Nothing can become the raising of a complaint afterwards: raise the complaint."
    if isinstance(first, RequestAsked) != isinstance(right, RequestAsked):
        return "What was asked for can only be put right by what was asked for, and nothing else can become it."
    return ""


def _first(entries: Sequence[Entry], number: int) -> e.Event:
    """What an entry said at first, through any corrections of corrections."""
    happened = entries[number - 1].event
    while isinstance(happened, e.EntryCorrected) and 1 <= happened.entry < number:
        number = happened.entry
        happened = entries[number - 1].event
    return happened


def _replaced(request: ServiceRequest, happened: e.Event, today: date) -> str:
    if not isinstance(happened, e.EntryCorrected):
        return ""
    right = happened.replacement
    if right.on is not None and right.on > today:
        return f"That cannot have happened on {in_words(right.on)}, because today is {in_words(today)}: give the day it happened."
    return "" if isinstance(right, RequestAsked) else _before(request, right)
