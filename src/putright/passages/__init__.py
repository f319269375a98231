"""A document's words, as passages in reading order, each knowing where it stands.

The documents room makes these from text, HTML, DOCX and PDF; the pure rooms read them and never see a format.
"""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Document", "Passage", "PassageKind"]


class PassageKind(StrEnum):
    """What a passage is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    """One row of a table: its words are in `cells`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, bullet or table row."""

    kind: PassageKind
    text: str
    """Its words with single spaces; for a row, the cells joined by " | "."""
    where: str
    """Where a person finds it: "line 12", "page 3", "table 2, row 4 (page 5)"."""
    cells: tuple[str, ...] = field(default=())
    """A row's cells in order; a cell's own paragraphs are separated by line breaks."""
    level: int = 0
    """A heading's level, 1 the highest; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    name: str
    format: str
    """text, html, docx or pdf."""
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()
    """What the reader had to leave out or guess, each in a sentence."""
