"""The list of entries of one complaint, and two ways of reading it: as corrected, and as it stood at a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.complaint.state import Complaint


class HistoryError(ValueError):
    """An entry refers to one that cannot be corrected or struck out. The message says which and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record: what happened, and when and by whom it was written down."""

    number: int
    event: e.Event
    recorded_at: datetime
    recorded_by: str = ""


def as_corrected(entries: Sequence[Entry]) -> list[e.Event]:
    """The events with every correction in its place and every struck-out entry left out.

    A correction of a correction replaces it again: the latest word stands in the position of the first entry. Striking
    out a correction, or a striking out, undoes just that, so what it was about stands again as it did before.
    Raises HistoryError when an entry refers to itself, to a later one, or to one that is not there.
    """
    position: dict[int, int] = {}
    for entry in entries:
        happened = entry.event
        if isinstance(happened, e.EntryCorrected | e.EntryStruckOut):
            position[entry.number] = _position(entry, happened.entry, position)
        else:
            position[entry.number] = entry.number
    undone = _undone(entries, position)
    standing: dict[int, e.Event | None] = {}
    for entry in entries:
        if entry.number in undone:
            continue
        match entry.event:
            case e.EntryCorrected(replacement=replacement):
                standing[position[entry.number]] = replacement
            case e.EntryStruckOut(entry=wrong):
                if position[wrong] == wrong:  # one that strikes out a correction only undoes it
                    standing[wrong] = None
            case happened:
                standing[entry.number] = happened
    return [happened for happened in standing.values() if happened is not None]


def as_it_stood(entries: Iterable[Entry], moment: datetime) -> list[Entry]:
    """The entries that had been written down by `moment`, whenever what they tell of happened.

    Everything up to the last entry that was stamped by then. The order of the entries is certain, because each holds the
    digest of the one before; the stamps come from a clock that somebody may have set back. An entry stamped by the moment
    was there, so all before it were there too, whatever stands on them: it never shows a later entry without an earlier
    one. Cutting at the first stamp beyond the moment would be in order as well, but one entry stamped by a clock that was
    a year fast would then hide a year of entries that say themselves that they were there.
    """
    stream = list(entries)
    there = [position for position, entry in enumerate(stream, start=1) if entry.recorded_at <= moment]
    return stream[: max(there, default=0)]


def complaint_from(entries: Sequence[Entry]) -> Complaint:
    """What is true by these entries, as corrected."""
    return fold(as_corrected(entries))


def _undone(entries: Sequence[Entry], position: dict[int, int]) -> set[int]:
    """The corrections and strikings-out that were themselves struck out, with what had built on them by then.

    Looked for from the end, because a later striking out may have undone an earlier one.
    """
    undone: set[int] = set()
    changes = {
        entry.number: entry.event.entry
        for entry in entries
        if isinstance(entry.event, e.EntryCorrected | e.EntryStruckOut)
    }
    for number, wrong in reversed(list(changes.items())):
        by = next(entry.event for entry in entries if entry.number == number)
        if number in undone or not isinstance(by, e.EntryStruckOut) or position[wrong] == wrong:
            continue
        gone = {wrong}
        for later, about in changes.items():
            if wrong < later < number and about in gone:
                gone.add(later)
        undone |= gone
    return undone


def _position(entry: Entry, wrong: int, position: dict[int, int]) -> int:
    if wrong not in position:
        raise HistoryError(
            f"Entry {entry.number} refers to entry {wrong}, which is not an earlier entry of this complaint: "
            "name the number of an entry above it."
        )
    return position[wrong]
