"""A composed letter: blocks for the writers, and what the check needs to know about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from putright.blocks import Layout, Paper, Paragraph, Tone, text_of
from putright.letters.kinds import Kind
from putright.letters.required import Required

__all__ = ["Letter", "SlotState"]


@dataclass(frozen=True, slots=True)
class SlotState:
    """Something that a person writes: whether it has been written, and where the words came from."""

    name: str
    prompt: str
    text: str
    optional: bool = False
    from_record: bool = False
    """Whether the words stand in the record already and wait to be looked at."""
    left_out: bool = False
    """Whether somebody chose to leave it empty."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, finished or not."""

    kind: Kind
    stage: int
    edition: str
    paper: Paper
    layout: Layout
    template: str
    """The name and version of the template, for the record."""
    required: tuple[Required, ...]
    carried: frozenset[str]
    """The parts that are in it."""
    slots: tuple[SlotState, ...]
    gaps: tuple[tuple[str, str], ...]
    """(field, sentence): what the complaint does not yet hold and the letter needs."""

    @property
    def text(self) -> str:
        """Its own words, without the letterhead and the envelope."""
        return text_of(block for block in self.paper.blocks if not _is_gap(block))

    @property
    def unwritten(self) -> Iterator[SlotState]:
        """What somebody still has to write."""
        return (slot for slot in self.slots if not slot.text and not slot.optional and not slot.left_out)


def _is_gap(block: object) -> bool:
    return isinstance(block, Paragraph) and block.tone is Tone.TO_WRITE
