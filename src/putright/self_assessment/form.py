"""The form of one edition: its provisions in order, where each stands, and the headings between them."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from putright.rulebook import Duty, Provision, Rulebook
from putright.self_assessment.telling import Telling, telling, words_of

__all__ = ["NOWHERE", "Form", "Place", "number_of"]

_SECTION = re.compile(
    r"^(?P<word>section\s+|part\s+)?(?P<number>\d{1,2})\s*[.:)\u2013\u2014-]?\s+(?P<title>[^\d\s].*)$", re.IGNORECASE
)
_SECTION_ALONE = re.compile(r"^(?:section|part)\s+(?P<number>\d{1,2})\s*[.:]?$", re.IGNORECASE)
_STAGE = re.compile(r"^(?:complaints?\s+)?stage\s+(?P<number>[123]|one|two|three)\b.{0,40}$", re.IGNORECASE)
_DUTY = re.compile(
    r"^(?:mandatory|best practice|good practice)\b.{0,40}$|^[\u2018'\"\u201c]?(?:must|should)[\u2019'\"\u201d]? requirements?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^\s*(?:[(\[]|(?:(?:code\s+)?(?:provision|section|paragraph|para|clause|ref)|code)\.?\s*:?\s*)?"
    r"(?P<number>\d{1,2}\s?[.]\s?\d{1,2})(?![\d/]|\.\d)\s*[.):\]\u2013-]*(?P<rest>\s.*|[A-Z\u2018\u201c(].*|)$",
    re.IGNORECASE | re.DOTALL,
)
_STAGES = {"one": 1, "two": 2, "three": 3}
_LONGEST_HEADING = 110
_TITLE_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Under which headings something stands; None or "" where no heading says."""

    section: int | None = None
    duty: str = ""
    stage: int | None = None


NOWHERE = Place()


def number_of(text: str) -> tuple[str, str] | None:
    """The number that a text begins with and the words after it: "6.3 Landlords" is "6.3" and "Landlords"."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    section, _, part = found["number"].replace(" ", "").partition(".")
    return f"{int(section)}.{int(part)}", found["rest"].strip()


@dataclass(frozen=True)
class Form:
    """One edition's self-assessment form."""

    edition: Rulebook

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Its rows, in the order of their numbers."""
        return self.edition.assessed

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of its rows."""
        return frozenset(provision.id for provision in self.provisions)

    @cached_property
    def words(self) -> Telling:
        """How its provisions are told by their words."""
        return telling(self.edition)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each of its provisions stands."""
        return {provision.id: _place(provision) for provision in self.provisions}

    @cached_property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """The orders in which its rows may be printed: by number, or in each section the musts before the shoulds."""
        by_number = tuple(provision.id for provision in self.provisions)
        by_duty = sorted(
            self.provisions, key=lambda provision: (self.places[provision.id].section, provision.duty is not Duty.MUST)
        )
        ordered = tuple(provision.id for provision in by_duty)
        return (by_number,) if ordered == by_number else (ordered, by_number)

    @cached_property
    def _titles(self) -> tuple[frozenset[str], ...]:
        return tuple({words_of(re.sub(r"^\d+\s+|:.*$", "", provision.section)) for provision in self.provisions})

    def heading(self, text: str, place: Place) -> Place | None:
        """Where a heading leads, from the place before it; None for a text that is no heading of the form.

        A section's number counts, not its title: the template itself heads section 8 with the title of section 7.
        """
        if len(text) > _LONGEST_HEADING or number_of(text):
            return None
        stage = _STAGE.match(text)
        if stage:
            return replace(place, stage=_STAGES.get(stage["number"].lower()) or int(stage["number"]))
        if _DUTY.match(text):
            duty = "should" if re.search(r"should|practice", text, re.IGNORECASE) else "must"
            return replace(place, duty=duty, stage=None)
        alone = _SECTION_ALONE.match(text)
        found = alone or _SECTION.match(text)
        if found is None or not any(of.section == int(found["number"]) for of in self.places.values()):
            return None
        if not alone and not found["word"] and not self._is_title(found["title"]):
            return None
        return Place(int(found["number"]), "", self._stage_in(text))

    def _is_title(self, title: str) -> bool:
        words = words_of(title)
        return any(len(words & known) >= _TITLE_LIKENESS * max(len(known), len(words)) for known in self._titles)

    @staticmethod
    def _stage_in(text: str) -> int | None:
        found = re.search(r"\bstage\s+([123])\b(?!\s*(?:and|&|/))", text, re.IGNORECASE)
        return int(found[1]) if found else None


def _place(provision: Provision) -> Place:
    stage = re.search(r"stage (\d)", provision.section)
    return Place(int(provision.id.split(".")[0]), provision.duty.value, int(stage[1]) if stage else None)
