"""The letters to somebody that were begun, as they are held: for whoever asks what is held on them.

What was sent is a document of the complaint. Here is what did not leave, or not yet: the landlord's own words.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from putright.letters import kind_named
from putright.records.letters_models import LetterDraft

__all__ = ["as_lines", "drafts_held"]


def drafts_held(landlord: UUID, complaint: UUID) -> list[dict[str, Any]]:
    """The drafts of a complaint that were not sent, with their words."""
    rows = LetterDraft.objects.filter(landlord=landlord, complaint=complaint, erased_at=None).exclude(state="issued")
    return [
        {
            "letter": kind_named(row.kind).title,
            "stage": row.stage,
            "state": row.state,
            "changed_at": row.changed_at.isoformat(),
            "written": {name: text for name, text in row.slots.items() if text},
        }
        for row in rows.order_by("made_at")
    ]


def as_lines(letters: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The same to be read."""
    for each in letters:
        yield f"Letter that was not sent ({each['state']}): {each['letter']}, stage {each['stage']}"
        for name, text in each["written"].items():
            yield f"  {name.replace('_', ' ')}: {text}"
