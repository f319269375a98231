"""The shapes a policy's prose is read in: sections, and sentences that know where they stand.

Values only. Everything that is read out of a policy points at one of these sentences.
"""

from dataclasses import dataclass

from putright.passages import PassageKind

__all__ = ["LONGEST_PASSAGE", "Prose", "Section", "Sentence"]

LONGEST_PASSAGE = 420
"""Enough to judge a value by; a draft that repeats whole pages is not read."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or a numbered paragraph, and everything it stands under."""

    number: str = ""
    """The landlord's own number, "6.3"; empty where the document has none."""
    title: str = ""
    trail: tuple[str, ...] = ()
    """The headings above and its own, outermost first."""

    @property
    def path(self) -> str:
        """All the headings in one line, for looking into."""
        return " > ".join(self.trail)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, bullet or table cell."""

    text: str
    section: Section
    where: str
    """Where a person finds it, where there is no section: "line 12"."""
    paragraph: int
    """Which passage of the document it stands in: sentences of one passage share it."""
    kind: PassageKind = PassageKind.PARAGRAPH
    lead: str = ""
    """For a bullet: the words that introduce its list. For a cell: its column's and its row's label."""
    heading: bool = False

    @property
    def cited(self) -> str:
        """Its section as a person would cite it."""
        return self.section.number or self.section.title[:80].strip() or self.where or "the document"

    @property
    def passage(self) -> str:
        """Its words, a bullet's with what introduces it."""
        whole = f"{self.lead} {self.text}" if self.lead and self.kind is PassageKind.BULLET else self.text
        return whole if len(whole) <= LONGEST_PASSAGE else whole[: LONGEST_PASSAGE - 4].rstrip() + " ..."

    @property
    def around(self) -> str:
        """What it stands under: headings, then what introduces it."""
        return f"{self.section.path} > {self.lead}"


@dataclass(frozen=True, slots=True)
class Prose:
    """A document made ready: its sentences in order, and the parts that say nothing about the procedure."""

    name: str
    sentences: tuple[Sentence, ...]
    history: tuple[Sentence, ...]
    """Version tables and change logs: what they say was changed is not what the policy says now."""
    cut: bool = False
    """Whether the document was longer than is read."""
