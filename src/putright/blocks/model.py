"""What a paper is made of. Values only."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

__all__ = [
    "Address",
    "Block",
    "Bullets",
    "Envelope",
    "Figure",
    "Heading",
    "Image",
    "KeyFacts",
    "Layout",
    "Letterhead",
    "Numbered",
    "Paper",
    "Paragraph",
    "Signature",
    "Span",
    "Table",
    "Tone",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words within a paragraph."""

    text: str
    strong: bool = False
    language: str = ""
    """A tag such as "cy" where the words are in another language than the paper; empty where they are not."""


Words: TypeAlias = str | tuple[Span, ...]
"""A paragraph's words: plain, or in stretches where some are strong or in another language."""


class Tone(StrEnum):
    """How a paragraph stands on the page."""

    ORDINARY = "ordinary"
    SMALL = "small"
    """Beside the matter: a footnote, a source."""
    TO_WRITE = "to_write"
    """A gap in a draft: what somebody still has to write. No finished paper holds one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is the paper's own title, so the first within it are level 2."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    words: Words
    tone: Tone = Tone.ORDINARY


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order says nothing."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list that is referred to by its numbers, from 1."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a row of headings. In large print each row is written as a list, because columns do not fit."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody's address, a line for each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """How a letter ends."""

    closing: str
    name: str
    lines: tuple[str, ...] = ()
    """The role, then how to reach the person."""


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of a picture."""

    content: bytes
    media: str
    """image/png, image/jpeg or image/svg+xml."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, or a chart. `alt` says what it shows to somebody who does not see it."""

    image: Image
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A few names, each with its value: "Telephone", "0300 111 3000"."""

    facts: tuple[tuple[str, Words], ...]


Block: TypeAlias = (
    Heading | Paragraph | Bullets | Numbered | Table | Address | Signature | Figure | KeyFacts
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is, from the landlord's settings."""

    name: str
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    """Telephone, e-mail, web: a line for each."""
    logo: Image | None = None
    logo_alt: str = ""
    """What the logo says; the landlord's name where it is empty."""
    colour: str = ""
    """As #rrggbb. Used for headings only where it stands out enough from white (WCAG 1.4.3), else black is."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The top of a letter: whom it goes to, when, and under which reference."""

    to: tuple[str, ...]
    """Name and address, a line for each; it shows in the window."""
    date: str
    references: tuple[tuple[str, str], ...] = ()
    """Such as ("Our reference", "C-2041")."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter, a report or a published page."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    author: str = ""
    letterhead: Letterhead | None = None
    envelope: Envelope | None = None
    """None for what is not a letter."""
    running: str = ""
    """The line at the foot of each page, before the page's number."""
    page_of: str = "Page {page} of {pages}"
    """How a page says its number, in the paper's own language."""


class Layout(StrEnum):
    """How it is set: the words are the same in all of them."""

    STANDARD = "standard"
    """12 point, the smallest that clear print allows."""
    LARGE_18 = "large_18"
    LARGE_24 = "large_24"
    EASY = "easy"
    """16 point, one sentence to a line, wide spacing, no columns. Easier to read; it is not Easy Read, which has
    pictures and other words and is made with the people who use it."""
