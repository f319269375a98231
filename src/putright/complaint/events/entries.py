"""Events about the record itself: a mistake is put right by another entry, never by editing."""

from datetime import date
from typing import Any

from putright.complaint.events.registry import event
from putright.complaint.events.vocabulary import ErasureBasis, Words


@event("entry_corrected")
class EntryCorrected:
    """An earlier entry was wrong: the replacement takes its position."""

    on: date | None
    entry: int
    """The number of the wrong entry."""
    replacement: Any
    """The event as it should have been."""
    reason: Words = ""


@event("entry_struck_out")
class EntryStruckOut:
    """An earlier entry should not be there and is left out."""

    on: date | None
    entry: int
    reason: Words = ""


@event("departure_recorded")
class DepartureRecorded:
    """A person was told that something departs from the Code or the policy and went on, for this reason."""

    on: date | None
    finding: str
    """The finding's key."""
    provision: str
    reason: Words


@event("words_erased")
class WordsErased:
    """What people had written was erased, and documents with it; that it was there, and when, stays true."""

    on: date | None
    basis: ErasureBasis
    entries: tuple[int, ...] = ()
    """The entries whose words went; empty for all before this one."""
    rule: str = ""
    """The kind of record whose time was over, by the name the landlord's rules give it."""
    documents: int = 0
    """How many documents went with the words."""
