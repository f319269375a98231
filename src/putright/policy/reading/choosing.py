"""From candidates to one statement: the passages that agree, the one that says most, and what disagrees with it.

Nothing is averaged or guessed: where two passages say different things, one is kept, marked as hardly sure, and the
other is quoted in the note.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from putright.policy.reading.prose import Sentence
from putright.policy.vocabulary import Stated, Sure

__all__ = ["CLEAR", "HINT", "LIKELY", "Candidate", "chosen"]

T = TypeVar("T")

CLEAR, LIKELY, HINT = 3, 2, 1
"""How plainly a passage says it: in its own words; with help from its neighbours; only in passing."""
_SURE = {CLEAR: Sure.HIGH, LIKELY: Sure.MEDIUM, HINT: Sure.LOW}
_QUOTED = 160


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value, and the sentence that says so."""

    value: T
    sentence: Sentence
    strength: int = CLEAR
    note: str = ""


def chosen(
    candidates: Sequence[Candidate[T]],
    *,
    agree: Callable[[T, T], bool] = lambda one, other: one == other,
    fuller: Callable[[T], int] = lambda _: 0,
) -> Stated[T] | None:
    """The value most plainly said, with its passage; None where there is no candidate.

    `agree` says whether two values can both be true; `fuller` which of two that agree says more. A passage that says it
    only in passing never disputes a plain one.
    """
    if not candidates:
        return None
    strongest = max(candidate.strength for candidate in candidates)
    plain = [candidate for candidate in candidates if candidate.strength >= min(strongest, LIKELY)]
    best, *others = _groups(plain, agree)
    kept = max(best, key=lambda one: (fuller(one.value), one.strength))
    sure = Sure.LOW if others else _SURE[max(one.strength for one in best)]
    notes = [kept.note] if kept.note else []
    notes += [
        f"Another passage disagrees (section {other.sentence.cited}): {_short(other.sentence)}" for other, *_ in others
    ]
    return Stated(kept.value, kept.sentence.cited, kept.sentence.passage, sure, " ".join(notes))


def _groups(candidates: Sequence[Candidate[T]], agree: Callable[[T, T], bool]) -> list[list[Candidate[T]]]:
    """The candidates that agree with each other, the most plainly and most often said first."""
    groups: list[list[Candidate[T]]] = []
    for candidate in candidates:
        for group in groups:
            if all(agree(candidate.value, other.value) for other in group):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return sorted(groups, key=lambda group: (-max(one.strength for one in group), -len(group)))


def _short(sentence: Sentence) -> str:
    words = sentence.passage
    return words if len(words) <= _QUOTED else words[: _QUOTED - 4].rstrip() + " ..."
