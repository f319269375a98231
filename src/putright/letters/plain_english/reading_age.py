"""How old a reader has to be: the Flesch-Kincaid grade, and what it says in years.

Grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (J. P. Kincaid and others, Derivation of New Readability
Formulas, Research Branch Report 8-75, 1975). A child in grade n of an American school is about n + 5 years old. It knows
nothing of meaning: a short sentence can be as dark as a long one, so it is a help and no proof.
"""

import re
from dataclasses import dataclass

__all__ = ["AIM", "ReadingAge", "reading_age", "sentences_in", "syllables", "words_in"]

AIM = range(9, 12)
"""Years: what a letter aims at."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"\u201d')]*\s+(?=[\"\u201c(]?[A-Z0-9])|\n+")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019-][A-Za-z\u00c0-\u024f]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_TOO_FEW_WORDS = 30
"""Below this the figure jumps with every word."""


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """A text's figure, with what it is made of."""

    years: float
    sentences: int
    words: int
    syllables: int

    @property
    def sentence(self) -> str:
        """For example: "Reading age about 10 (14 words a sentence)."."""
        return f"Reading age about {round(self.years)} ({round(self.words / self.sentences)} words a sentence)."


def reading_age(text: str) -> ReadingAge | None:
    """The reading age in years, not below 5; None for a text too short to tell."""
    lines = [line for line in sentences_in(text) if words_in(line)]
    words = [word for line in lines for word in words_in(line)]
    if len(words) < _TOO_FEW_WORDS:
        return None
    beats = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / len(lines) + 11.8 * beats / len(words) - 15.59
    return ReadingAge(max(5.0, round(grade + 5, 1)), len(lines), len(words), beats)


def sentences_in(text: str) -> list[str]:
    """The sentences of a text; a line break ends one, as in a heading or a list."""
    return [each.strip() for each in _SENTENCE.split(text) if each and each.strip()]


def words_in(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, less a silent e; at least one."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(word))
    if (word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1) or (
        re.search(r"[^aeiouytd]ed$", word) and groups > 1
    ):
        groups -= 1
    return max(1, groups)
