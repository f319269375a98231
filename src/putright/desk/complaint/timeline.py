"""The whole record of a complaint as lines to be read: every entry a sentence, corrections visible, nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from putright.complaint import events as e
from putright.complaint.history import Entry
from putright.desk.opened import Opened
from putright.people.permissions import group_of

__all__ = ["FILTERS", "Line", "timeline"]

FILTERS: dict[str, str] = {
    "intake": "What came in",
    "handling": "What we did",
    "deciding": "Decisions and answers",
    "gatekeeping": "Refusals, extensions, who handles it",
    "approving": "Approvals",
    "contributing": "Answers of teams",
    "ombudsman": "The Ombudsman",
    "record": "Corrections and departures",
}
"""Kinds of entry to choose from, by the group of the permission table they are in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry."""

    number: int
    on: date | None
    said: str
    recorded_at: datetime
    recorded_by: str
    group: str
    late: bool
    """Whether it was written down on a later day than it happened."""
    changed: str
    """corrected or struck out, where another entry did that to it; else empty."""
    changed_by: int
    departure: bool
    document: str
    """The document it tells of, where there is one."""
    may_mend: bool
    """Whether it can be corrected or struck out by an entry of its own."""


def timeline(opened: Opened, chosen: str = "") -> list[Line]:
    """Every entry, the latest first; only those of one kind where that is asked for."""
    return [line for line in _lines(opened) if not chosen or line.group == chosen][::-1]


def _lines(opened: Opened) -> Iterator[Line]:
    changed = _changes(opened.entries)
    for entry in opened.entries:
        how, by = changed.get(entry.number, ("", 0))
        fact = entry.event
        yield Line(
            number=entry.number,
            on=fact.on,
            said=opened.told(entry),
            recorded_at=entry.recorded_at,
            recorded_by=opened.named(entry.recorded_by),
            group=group_of(fact),
            late=fact.on is not None and fact.on < entry.recorded_at.date(),
            changed=how,
            changed_by=by,
            departure=isinstance(fact, e.DepartureRecorded),
            document=_document(fact),
            may_mend=not how and not isinstance(fact, e.WordsErased) and opened.may(e.EntryCorrected, type(fact)),
        )


def _document(fact: e.Event) -> str:
    match fact:
        case e.EvidenceRecorded(document=document) | e.CorrespondenceRecorded(document=document):
            return document
        case e.ResponseIssued(document=document):
            return document
        case e.LetterSent(letter=letter):
            return letter
        case _:
            return ""


def _changes(entries: list[Entry]) -> dict[int, tuple[str, int]]:
    """The entries that another one corrected or struck out: how, and by which; the last word counts."""
    found: dict[int, tuple[str, int]] = {}
    for entry in entries:
        if isinstance(entry.event, e.EntryCorrected):
            found[entry.event.entry] = ("corrected", entry.number)
        elif isinstance(entry.event, e.EntryStruckOut):
            found[entry.event.entry] = ("struck out", entry.number)
    return {wrong: (how, by) for wrong, (how, by) in found.items() if found.get(by, ("", 0))[0] != "struck out"}
