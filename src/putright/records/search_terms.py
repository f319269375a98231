"""What is asked of a search, taken apart; and the stretch of a text around what was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from putright.records.folding import tokens, where

__all__ = ["MAX_ASKED", "MAX_TERMS", "Term", "snippet_of", "terms_of"]

MAX_ASKED = 300
"""Characters of a question that are read."""
MAX_TERMS = 8
"""Words and phrases of a question that are looked for."""
_SHORTEST_BEGINNING = 3
"""Shorter words are found only as they stand: everything begins with "a"."""
_AROUND = 70
"""Characters shown on either side of what was found."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that follow each other."""

    words: tuple[str, ...]
    begins: bool
    """Whether the last word is only the beginning of one."""

    def fts5(self) -> str:
        """As SQLite asks for it."""
        return f'"{" ".join(self.words)}"' + " *" * self.begins

    def tsquery(self) -> str:
        """As PostgreSQL asks for it."""
        return " <-> ".join(f"'{word}'" for word in self.words) + ":*" * self.begins

    def meets(self, words: Sequence[str]) -> bool:
        """Whether some words that follow each other are what is asked for."""
        *whole, last = self.words
        return list(words[:-1]) == whole and (words[-1].startswith(last) if self.begins else words[-1] == last)


_ASKED = re.compile(r'["“”]([^"“”]*)["“”]?|(\S+)')


def terms_of(text: str) -> list[Term]:
    """What is asked for, the rarest first as far as length can tell. Never an error, whatever is typed."""
    found: dict[Term, None] = {}
    for quoted, bare in _ASKED.findall(text[:MAX_ASKED]):
        words = tuple(tokens(quoted or bare))
        if words:
            begins = not quoted and (len("".join(words)) >= _SHORTEST_BEGINNING or bare.endswith("*"))
            found[Term(words, begins)] = None
    return sorted(list(found)[:MAX_TERMS], key=lambda term: -sum(len(word) for word in term.words))


def snippet_of(text: str, terms: list[Term]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of a text around the first thing found in it, and where in the stretch everything found is."""
    words = where(text)
    hits = []
    for term in terms:
        length = len(term.words)
        for position in range(len(words) - length + 1):
            run = words[position : position + length]
            if term.meets([word for word, _, _ in run]):
                hits.append((run[0][1], run[-1][2]))
    begin = max(0, min((start for start, _ in hits), default=0) - _AROUND)
    if begin:
        begin = next((start for _, start, _ in words if start >= begin), begin)
    end = min((max((stop for start, stop in hits if start < begin + 2 * _AROUND), default=0)) + _AROUND, len(text))
    end = max(end, min(len(text), begin + 2 * _AROUND))
    if end < len(text):
        end = max((stop for _, _, stop in words if stop <= end), default=end)
    # Line ends become spaces one for one, so that the positions stay right.
    shown = re.sub(r"\s", " ", text[begin:end])
    return shown, tuple(
        sorted({(start - begin, stop - begin) for start, stop in hits if begin <= start and stop <= end})
    )
