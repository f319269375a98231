"""Finding the official wording of provisions in a text that the user has: a self-assessment, or a copy of the Code.

The wording is not shipped. Here it is taken out of plain text, whatever file that came from; `wording_store` keeps it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from putright.rulebook.loading import all_rulebooks
from putright.rulebook.model import Rulebook

__all__ = ["Wording", "is_of_the_code", "looks_like", "wording_in"]

_NUMBERED = re.compile(r"\s*(?P<id>\d{1,2}\.\d{1,2})(?![\d.]*\d)(?P<rest>(?:[\s.:)\]].*)?)$")
_ANSWER = re.compile(
    r"""(?: (?:do|does|is|are)\b .* \bcompl(?:y|ies|iant|iance)\b
        | (?:comply|complies|compliant|compliance) \b
        | (?:yes|no|n/?a|partial(?:ly)?|in\ progress|not\ applicable|we\ comply) [\s.:]* $
        | (?:evidence|commentary|explanation) s? \s* (?:$|[:,/]) )""",
    re.IGNORECASE | re.VERBOSE,
)
_INLINE_ANSWER = re.compile(
    r"(?<=[.;:)'\"\u2019\u201d])\s+(?:Yes|No|N/A|Partial|Partially|In progress)(?:\s+[A-Z(].*|\s*)$"
)
_HEADING = re.compile(
    r"(?:section\s+)?\d{1,2}\s*[.:\u2013-]?\s+[A-Z]|section\s+\d|stage\s+\d\s*$|code\s+(?:provision|section)\b|-{3,}|appendix\b",
    re.IGNORECASE,
)
_SAYS_A_RULE = re.compile(r"\b(?:must|should|landlords?|organisations?|resident|complaints?)\b", re.IGNORECASE)
_BULLET = re.compile(r"[-\u2022\u2013*]\s*")


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts found for an edition, by provision, and the provisions of its form that were not found."""

    rulebook: Rulebook
    texts: dict[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The assessed provisions without a text, in the edition's order."""
        return tuple(provision.id for provision in self.rulebook.assessed if provision.id not in self.texts)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that begins with the number of a provision."""

    line: int
    order: int
    id: str
    weight: float


def wording_in(text: str, edition: Rulebook) -> Wording:
    """The official wording of an edition's provisions, as far as `text` holds it.

    A provision begins on a line that starts with its number, and the numbers rise through the document: a number inside
    a sentence, or one that would break the order, is not taken for one. Its text ends where the landlord's answer, the
    next heading or the next provision begins.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    rows = _best_chain(_rows(lines, edition))
    ends = [*(row.line for row in rows[1:]), len(lines)]
    found = {row.id: _text_of(lines[row.line : end]) for row, end in zip(rows, ends, strict=False)}
    return Wording(edition, {number: words for number, words in found.items() if words})


def looks_like(text: str) -> tuple[str, ...]:
    """The editions of the Housing Ombudsman's Code whose prescribed definition stands in `text`, latest first."""
    bare = _bare(text)
    return tuple(
        edition.edition
        for edition in reversed(all_rulebooks())
        if edition.definition_of_a_complaint and _bare(edition.definition_of_a_complaint) in bare
    )


def is_of_the_code(wording: Wording) -> bool:
    """Whether the texts are about what their provisions are about, and not a policy's sections of the same numbers.

    At least half must share more words with the summary of their own provision than with nearly every other one: 71 of 72
    do in a real self-assessment, one of 19 in a real policy.
    """
    if len(wording.texts) < _ENOUGH_TO_JUDGE:
        return True
    about = {one.id: _telling_words(one.summary) for one in wording.rulebook.provisions}

    def closeness(text: set[str], summary: set[str]) -> float:
        return len(text & summary) / max(1, len(summary))

    near = 0
    for number, text in wording.texts.items():
        words = _telling_words(text)
        own = closeness(words, about[number])
        near += own > 0 and sum(closeness(words, other) > own for other in about.values()) <= _NEARER_OTHERS
    return near * 2 >= len(wording.texts)


_ENOUGH_TO_JUDGE = 10
_NEARER_OTHERS = 2
_TELLING = re.compile(r"[a-z]{4,}")
_IN_EVERY_PROVISION = {
    "landlo",
    "compla",
    "reside",
    "must",
    "should",
    "have",
    "this",
    "that",
    "with",
    "from",
    "their",
    "they",
    "where",
}


def _telling_words(text: str) -> set[str]:
    """The words of a text by their first letters, less those that stand in every provision."""
    return {word[:6] for word in _TELLING.findall(text.lower())} - _IN_EVERY_PROVISION


def _bare(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalpha())


def _rows(lines: Sequence[str], edition: Rulebook) -> Iterator[_Row]:
    order = {provision.id: place for place, provision in enumerate(edition.provisions)}
    for number, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match and match["id"] in order:
            words = match["rest"].lstrip(" \t.:)]")
            # Two rows may claim one number ("2.3 of our policy says ..."): the one that reads like a rule outweighs.
            weight = 1 + 0.1 * (not words[:1].islower()) + 0.2 * bool(_SAYS_A_RULE.search(words))
            yield _Row(number, order[match["id"]], match["id"], weight)


def _best_chain(rows: Iterator[_Row]) -> list[_Row]:
    """The rows that rise in order from first to last and weigh most together; the earlier of two equal ones."""
    candidates = list(rows)
    best: list[tuple[float, int | None]] = []
    top: dict[int, int] = {}  # for each provision, the row of it where the heaviest chain so far ends
    for place, row in enumerate(candidates):
        before = (top[order] for order in top if order < row.order)
        earlier = max(before, key=lambda at: (best[at][0], -at), default=None)
        weight = row.weight + (best[earlier][0] if earlier is not None else 0)
        best.append((weight, earlier))
        if row.order not in top or weight > best[top[row.order]][0]:
            top[row.order] = place
    at = max(range(len(best)), key=lambda n: (best[n][0], -n), default=None)
    chain: list[_Row] = []
    while at is not None:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _text_of(lines: Sequence[str]) -> str:
    match = _NUMBERED.match(lines[0])
    assert match is not None
    if "\t" in lines[0]:
        return _joined(_cells(match["rest"], lines[1:]))
    return _joined(_paragraphs(match["rest"], lines[1:]))


def _cells(first: str, others: Sequence[str]) -> Iterator[str]:
    """The second column of a table: the row itself, then the rows below it whose first cell is empty."""
    yield first.strip(" \t.:)]").split("\t")[0]
    for line in others:
        cells = line.split("\t")
        if len(cells) == 1 or cells[0].strip():
            return
        yield cells[1]


def _paragraphs(first: str, others: Sequence[str]) -> Iterator[str]:
    """The lines of a text without columns, up to the answer or the next heading."""
    for line in (first.lstrip(" .:)]"), *others):
        words = line.strip()
        if _ANSWER.match(words) or (line is not first and _HEADING.match(words)):
            return
        short = _INLINE_ANSWER.sub("", words)
        yield short
        if short != words:
            return


def _joined(parts: Iterator[str]) -> str:
    """Lines put together again: wrapped ones into one, the items of a list each on their own with a dash."""
    lines: list[str] = []
    item = False
    for part in parts:
        words = " ".join(part.split())
        if _BULLET.fullmatch(words):
            item = True
        elif words:
            bullet = _BULLET.match(words)
            if item or bullet:
                lines.append("- " + (words[bullet.end() :] if bullet else words))
            elif lines and _goes_on(lines[-1], words):
                lines[-1] += " " + words
            else:
                lines.append(words)
            item = False
    return "\n".join(lines)


def _goes_on(before: str, words: str) -> bool:
    """Whether a line continues the one before: it starts small, or the one before has not come to a stop."""
    return words[0].islower() or before[-1] not in ".:;"
