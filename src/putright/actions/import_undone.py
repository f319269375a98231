"""An import taken back: what nobody has worked on since is struck out, entry by entry; nothing is deleted.

What somebody has worked on stays, and is named: by then it is a complaint like any other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5
from zoneinfo import ZoneInfo

from putright.actions.importing import Earlier, earlier
from putright.actions.perform import Ask, NotDone, perform
from putright.complaint import events as e
from putright.people.models import Landlord, Staff
from putright.people.row_security import theirs
from putright.records.models import Entry, Request

__all__ = ["Batch", "Undone", "batches", "undo", "undoable"]

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Batch:
    """One import that was carried out, wholly or in part."""

    name: str
    at: datetime
    complaints: int
    undone: int


@dataclass(frozen=True, slots=True)
class Undone:
    """One complaint struck out, or left with the reason."""

    reference: str
    left: str = ""


def batches(landlord: Landlord) -> list[Batch]:
    """The imports of a landlord, the latest last."""
    by_name: dict[str, list[Earlier]] = {}
    for those in earlier(landlord).values():
        for each in those:
            by_name.setdefault(each.batch, []).append(each)
    found = []
    for name, those in by_name.items():
        with theirs(landlord.id):
            first = Entry.objects.filter(
                landlord=landlord.id, complaint__in=[each.complaint for each in those[:500]], number=1
            )
            at = min(first.values_list("recorded_at", flat=True))
        found.append(Batch(name, at, len(those), sum(each.undone for each in those)))
    return sorted(found, key=lambda batch: batch.at)


def undoable(landlord: Landlord, batch: str) -> tuple[list[Earlier], list[Earlier]]:
    """The complaints of an import that can be taken back, and those that were worked on since."""
    fresh: list[Earlier] = []
    worked_on: list[Earlier] = []
    standing = [each for those in earlier(landlord, batch).values() for each in those if not each.undone]
    for each in sorted(standing, key=lambda one: one.reference):
        with theirs(landlord.id):
            mine = Request.objects.filter(landlord=landlord.id, complaint=each.complaint)
            came = mine.order_by("first_number").first()
        imported = came.last_number if came is not None and came.first_number == 1 else 0
        (fresh if each.last_number == imported else worked_on).append(each)
    return fresh, worked_on


def undo(
    fresh: list[Earlier], batch: str, reason: str, landlord: Landlord, by: Staff, now: Callable[[], datetime]
) -> Iterator[Undone]:
    """Strike out every entry of those complaints, the receipt last. Whatever changed meanwhile is left alone."""
    for each in fresh:
        at = now()
        on = at.astimezone(_LONDON).date()
        why = reason or f"Import {batch} was taken back."
        strikes = tuple(e.EntryStruckOut(on, number, why) for number in range(each.last_number, 0, -1))
        ask = Ask(
            landlord.id,
            strikes,
            complaint=each.complaint,
            expected_number=each.last_number,
            key=uuid5(landlord.id, f"undo {batch} {each.complaint} {each.last_number}"),
        )
        done = perform(ask, by, at)
        yield Undone(each.reference, done.refused.message if isinstance(done, NotDone) else "")
