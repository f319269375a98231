"""What a residents' page is made of, whatever it is written out as."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

__all__ = ["Block", "Bullets", "Page", "Paragraph", "Section", "Subheading", "Term", "Terms"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few short sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    text: str


class Term(NamedTuple):
    """A way to reach somebody: "Phone", "0300 111 3000", "tel:03001113000"."""

    label: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Ways to reach somebody."""

    terms: tuple[Term, ...]


Block: TypeAlias = Paragraph | Bullets | Subheading | Terms


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page."""

    title: str
    sections: tuple[Section, ...]
    """The first has no heading of its own: it stands under the title."""
