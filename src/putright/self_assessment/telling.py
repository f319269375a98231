"""Telling a provision by its words: how far a text is about each provision of an edition.

No wording of the Code is shipped. Each provision has a short set of single words that set it apart from its neighbours
(`telling-words-*.toml`), to which its summary in our own words adds nothing here: the official text and a landlord's
shortening of it both hold most of the set, and other provisions do not.
"""

import math
import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

from putright.rulebook import Rulebook

__all__ = ["FORMS", "Telling", "telling", "words_of"]

FORMS = ("2024", "2022")
"""The editions whose form is known, the newest first: it is taken where nothing tells them apart."""

_FIGURES = {
    "1": "one",
    "2": "two",
    "3": "three",
    "5": "five",
    "10": "ten",
    "12": "twelve",
    "20": "twenty",
}
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ational|ations?|ingly|ings?|edly|ies|ied|ed|es|s|ly|y|e)$")
_MOST_CHARACTERS = 6_000


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word)


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The stems of a text's words; small figures as words, so that "stage 1" and "stage one" are the same."""
    found = re.findall(r"[a-z]+(?:-[a-z]+)?|\d+", text[:_MOST_CHARACTERS].lower())
    stems = set()
    for word in found:
        stems.add(_stem(_FIGURES.get(word, word)))
        if "-" in word:
            stems.update(map(_stem, word.split("-")))
    return frozenset(stems)


class Telling:
    """The telling words of one edition. `likeness` is between 0 and 1."""

    def __init__(self, edition: Rulebook) -> None:
        chosen = _chosen(edition.edition) if edition.family == "housing-ombudsman" else {}
        self._words = {
            provision.id: words_of(chosen.get(provision.id) or provision.summary) for provision in edition.assessed
        }
        often = Counter(word for words in self._words.values() for word in words)
        self._weights = {word: math.log(1 + len(self._words) / times) for word, times in often.items()}
        self._totals = {
            number: sum(self._weights[word] for word in words) or 1.0 for number, words in self._words.items()
        }

    def likeness(self, text: str, number: str) -> float:
        """How much of a provision's telling words, each weighted by its rarity, the text holds."""
        words = self._words.get(number)
        if not words or not text:
            return 0.0
        return sum(self._weights[word] for word in words & words_of(text)) / self._totals[number]

    def best(self, text: str, among: tuple[str, ...] | None = None) -> float:
        """The likeness to the provision it is most like."""
        return max((self.likeness(text, number) for number in among or self._words), default=0.0)


def _chosen(edition: str) -> dict[str, str]:
    path = Path(__file__).parent / f"telling-words-{edition}.toml"
    if not path.is_file():
        return {}
    words: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return words


@lru_cache(maxsize=8)
def _telling(name: str) -> Telling:
    from putright.rulebook import rulebook

    return Telling(rulebook(name))


def telling(edition: Rulebook) -> Telling:
    """The telling words of an edition; its own-words summaries where it has no set of its own."""
    return _telling(edition.name)
