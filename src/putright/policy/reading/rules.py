"""Plain statements, each found by a pattern: what the words are, what they mean, and what would make them mean the opposite.

A rule looks at one sentence at a time, together with what introduces it. It says nothing where the sentence is denied,
conditional on somebody else, or only describes what the Ombudsman asks for.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from putright.policy.reading.choosing import CLEAR, LIKELY, Candidate, chosen
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.vocabulary import Stated

__all__ = ["Rule", "gathered", "stated_by", "word_list"]

_DENIES = re.compile(
    r"\b(?:not|never|cannot|\w{1,8}n['\u2019]t|no longer|unable|refuse[sd]?|without|nor|neither)\b", re.IGNORECASE
)
_BEFORE = 45
"""How far before the words that match a "not" still denies them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying one thing."""

    field: str
    """The field of the model."""
    says: str
    """The words, as a pattern: looked for in the sentence with its lead, in any case."""
    value: Any = True
    under: str = ""
    """Words that the headings, the lead or the sentence before must hold, where the sentence alone is not enough."""
    unless: str = ""
    """Words in the sentence that take the meaning away."""
    may_deny: bool = False
    """Whether the pattern holds its own "not"."""
    strength: int = CLEAR


@dataclass(frozen=True, slots=True)
class _Ready:
    rule: Rule
    says: re.Pattern[str]
    under: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@cache
def _ready(rule: Rule) -> _Ready:
    """A rule with its patterns compiled, once."""
    under, unless = (re.compile(words, re.IGNORECASE) if words else None for words in (rule.under, rule.unless))
    return _Ready(rule, re.compile(rule.says, re.IGNORECASE), under, unless)


def stated_by(rules: Sequence[Rule], prose: Prose) -> dict[str, Stated[Any]]:
    """Every field that a rule finds a sentence for."""
    found: dict[str, list[Candidate[Any]]] = {}
    ready = [_ready(rule) for rule in rules]
    before: Sentence | None = None
    for sentence in prose.sentences:
        if not sentence.heading:
            near = before.text if before and before.paragraph == sentence.paragraph else ""
            for rule in ready:
                candidate = _candidate(rule, sentence, near)
                if candidate is not None:
                    found.setdefault(rule.rule.field, []).append(candidate)
        before = sentence
    fields: Mapping[str, list[Candidate[Any]]] = found
    statements = {name: chosen(candidates) for name, candidates in fields.items()}
    return {name: statement for name, statement in statements.items() if statement is not None}


def _candidate(ready: _Ready, sentence: Sentence, near: str) -> Candidate[Any] | None:
    match = ready.says.search(sentence.text)
    text = sentence.text
    if match is None and sentence.lead:
        # A bullet finishes its lead's sentence: the two are read as one, but the match must reach into the bullet.
        text = f"{sentence.lead[-200:]} {sentence.text}"
        match = ready.says.search(text)
        if match is not None and match.end() <= min(len(sentence.lead), 200):
            match = None
    if match is None:
        return None
    if ready.under and not ready.under.search(f"{sentence.around} {near}"):
        return None
    if ready.unless and ready.unless.search(text):
        return None
    if not ready.rule.may_deny and _DENIES.search(text[max(0, match.start() - _BEFORE) : match.end()]):
        return None
    value = ready.rule.value
    if isinstance(value, str) and value.startswith("<"):
        value = " ".join((match[value.strip("<>")] or "").split())
        if not value:
            return None
    return Candidate(value, sentence, min(ready.rule.strength, CLEAR))


def gathered(
    field_values: Iterable[tuple[str, str]], prose: Prose, *, where: str = ""
) -> Stated[tuple[str, ...]] | None:
    """A list of things: each named by a pattern, in the order of the list. `where` must stand around the sentence."""
    place = re.compile(where, re.IGNORECASE) if where else None
    found: dict[str, Sentence] = {}
    patterns = [(name, re.compile(words, re.IGNORECASE)) for name, words in field_values]
    for sentence in prose.sentences:
        if sentence.heading or (place and not place.search(f"{sentence.around} {sentence.text}")):
            continue
        for name, pattern in patterns:
            match = pattern.search(sentence.text)
            if match and not _DENIES.search(sentence.text[max(0, match.start() - _BEFORE) : match.start()]):
                found.setdefault(name, sentence)
    return word_list(found, [name for name, _ in patterns])


def word_list(found: Mapping[str, Sentence], order: Sequence[str]) -> Stated[tuple[str, ...]] | None:
    """What was found as one statement: cited where most of it stands, quoting the start of each sentence."""
    if not found:
        return None
    names = tuple(name for name in order if name in found)
    sections = list(dict.fromkeys(found[name].cited for name in names))
    sentences = {id(found[name]): found[name] for name in names}.values()
    passage = " / ".join(sentence.text[:110].strip() for sentence in list(sentences)[:4])
    statement = chosen([Candidate(names, next(iter(sentences)), LIKELY)])
    assert statement is not None
    return Stated(names, ", ".join(sections[:3]), passage, statement.sure)
