"""What one check sees, what it answers with, and the sentences that all checks share.

An observation cites the section and says in our words what stands there; where the data was read out of prose, the
passage follows in quotation marks. A departure from a "must" is a breach, from a "should" a warning for a person.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from putright.policy.model import Policy
from putright.policy.vocabulary import ReadFrom, Sure
from putright.rulebook import Duty, Provision, Rulebook

__all__ = [
    "Basis",
    "Check",
    "Grade",
    "Judgement",
    "Look",
    "breach",
    "departure",
    "listed",
    "met",
    "not_stated",
    "says",
    "several",
    "warning",
    "where",
]

_LONGEST_QUOTE = 320
_MOST_QUOTES = 4
_ROWS = "self-assessment"


class Grade(StrEnum):
    """How a policy stands to a provision."""

    BREACH = "breach"
    WARNING = "warning"
    """For a person to read: it may be wrong, or it contradicts itself."""
    NOT_STATED = "not_stated"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


class Basis(Protocol):
    """Anything in the policy that was found somewhere."""

    @property
    def section(self) -> str:
        """Where."""

    @property
    def passage(self) -> str:
        """The words, where it was read out of prose."""

    @property
    def sure(self) -> Sure | None:
        """How sure the reader was."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a check may look at: the policy, one provision of one edition, and the day to judge on."""

    policy: Policy
    rulebook: Rulebook
    provision: Provision
    on: date

    @property
    def document(self) -> str:
        """What the data was taken from, at the start of a sentence."""
        return "The self-assessment" if self.policy.about.read_from is ReadFrom.SELF_ASSESSMENT else "The policy"

    @property
    def whole(self) -> bool:
        """Whether the policy itself was read, so that silence about a bad thing means that it is not there."""
        return self.policy.about.read_from is ReadFrom.POLICY

    def also_in(self, name: str) -> bool:
        """Whether this provision is kept in a place of that name too: how editions differ in what they ask."""
        return any(place.name == name for place in self.provision.places)

    def edition_has(self, name: str) -> bool:
        """Whether this edition has a policy check of that name."""
        return any(place.name == name for provision in self.rulebook.provisions for place in provision.places)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer of one check."""

    grade: Grade
    observation: str
    recommendation: str
    sections: tuple[str, ...]


Check = Callable[[Look], Iterable[Judgement]]


def met(observation: str, *basis: Basis | None, advice: str = "") -> Judgement:
    """The provision is kept; `advice` where a word more would help."""
    return _judged(Grade.MET, observation, advice, basis)


def breach(observation: str, recommendation: str, *basis: Basis | None) -> Judgement:
    """The policy says something that the provision rules out."""
    return _judged(Grade.BREACH, observation, recommendation, basis)


def warning(observation: str, recommendation: str, *basis: Basis | None) -> Judgement:
    """A person should read this."""
    return _judged(Grade.WARNING, observation, recommendation, basis)


def not_stated(observation: str, recommendation: str, *basis: Basis | None) -> Judgement:
    """The document does not say."""
    return _judged(Grade.NOT_STATED, observation, recommendation, basis)


def departure(look: Look, observation: str, recommendation: str, *basis: Basis | None) -> Judgement:
    """A breach of a must; of a should, a warning."""
    grade = Grade.BREACH if look.provision.duty is Duty.MUST else Grade.WARNING
    return _judged(grade, observation, recommendation, basis)


def _judged(grade: Grade, observation: str, recommendation: str, basis: Sequence[Basis | None]) -> Judgement:
    found = [one for one in basis if one is not None]
    sections = tuple(dict.fromkeys(one.section for one in found))
    quotes = list(dict.fromkeys(_quoted(one) for one in found if one.passage))
    if len(quotes) > _MOST_QUOTES:
        quotes = [*quotes[:_MOST_QUOTES], f"And {len(quotes) - _MOST_QUOTES} more passages."]
    return Judgement(grade, " ".join([observation, *quotes]), recommendation, sections)


def _quoted(basis: Basis) -> str:
    words = basis.passage.strip("\"' \u2018\u2019\u201c\u201d").rstrip(".")
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " ..."
    doubt = " (read without certainty: look at the document)" if basis.sure is Sure.LOW else ""
    return f'It reads: "{words}"{doubt}.'


def where(*basis: Basis | None) -> str:
    """The places of statements, at the start of a sentence: "Sections 4.6 and 5.3", "Row 6.2 of the self-assessment"."""
    names = _places(basis)
    if not names:
        return "The policy"
    if names[0].startswith(_ROWS):
        rows = dict.fromkeys(name.removeprefix(_ROWS).strip(", ") for name in names)
        kind = "Row" if len(rows) == 1 else "Rows"
        numbered = all(row[:1].isdigit() for row in rows)
        return f"{kind} {listed(rows)} of the self-assessment" if numbered else "The self-assessment"
    if all(name[:1].isdigit() for name in names):
        return ("Section " if len(names) == 1 else "Sections ") + listed(names)
    together = listed(map(_place, names))
    return together[:1].upper() + together[1:]


def _place(name: str) -> str:
    """A section by its number, a heading in quotation marks, a place on the page as it is: "line 12"."""
    if name[:1].isdigit():
        return f"section {name}"
    if name[:1].isupper():
        return f'the part "{name}"'
    return name if any(character.isdigit() for character in name) else f"the {name}"


def says(*basis: Basis | None, verb: str = "say") -> str:
    """`where` with its verb: one place says, several say."""
    place = where(*basis)
    many = place.startswith(("Sections ", "Rows ")) or " and " in place
    return f"{place} {verb if many else _of_one(verb)}"


def _of_one(verb: str) -> str:
    """The verb after one place: "do not take" becomes "does not take"."""
    first, _, rest = verb.partition(" ")
    singular = {"do": "does", "have": "has", "try": "tries"}.get(first, f"{first}s")
    return f"{singular} {rest}".strip()


def _places(basis: Sequence[Basis | None]) -> list[str]:
    """Each section once; "self-assessment 6.6, 7.3" is two rows."""
    found: dict[str, None] = {}
    for one in basis:
        if one is not None:
            rows = one.section.startswith(_ROWS)
            parts = one.section.removeprefix(_ROWS).split(", ")
            if not rows and not all(part[:1].isdigit() for part in parts):
                parts = [one.section]  # a heading may have commas of its own
            for part in parts:
                found[f"{_ROWS} {part.strip()}" if rows else part] = None
    return list(found)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: "a, b and c"; with semicolons where a word has a comma of its own."""
    found = [word for word in words if word]
    if len(found) <= 1:
        return "".join(found)
    comma = "; " if any(", " in word for word in found) else ", "
    return f"{comma.join(found[:-1])}{';' if comma == '; ' else ''} {last} {found[-1]}"


class Statement(Basis, Protocol):
    """A statement whose value can be the opposite of what is asked for."""

    @property
    def value(self) -> object:
        """What is stated."""

    @property
    def note(self) -> str:
        """What had to be assumed."""


def several(look: Look, asked: Mapping[str, Statement | None], advice: str = "") -> Iterable[Judgement]:
    """One provision that asks for several statements, each under the clause that names it ("that ... are recorded").

    A statement of the opposite is a departure; one that is missing is not stated; all there, it is met.
    """
    denied = {clause: stated for clause, stated in asked.items() if stated is not None and stated.value is False}
    present = {clause: one for clause, one in asked.items() if one is not None and clause not in denied}
    missing = [clause for clause, stated in asked.items() if stated is None]
    for clause, stated in denied.items():
        fact = clause.removeprefix("that ")
        note = f" {stated.note}" if stated.note else ""
        yield departure(
            look,
            f"{says(stated)} that this is not so: {fact}.{note}",
            advice or f"Put it right, and say so in the policy: {fact}.",
            stated,
        )
    if missing:
        done = f"{_says(present)} " if present else ""
        subject = "It" if present else look.document
        yield not_stated(
            f"{done}{subject} does not say {listed(missing, 'nor')}.",
            advice or f"Say in the policy {listed(missing)}.",
            *present.values(),
        )
    elif present and not denied:
        notes = " ".join(dict.fromkeys(stated.note for stated in present.values() if stated.note))
        yield met(f"{_says(present)}{f' {notes}' if notes else ''}", *present.values())


def _says(present: Mapping[str, Statement]) -> str:
    places = tuple(present.values())
    return f"{says(*places)} {listed(present)}."
