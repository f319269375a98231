"""The definition of a complaint beside the prescribed one, word by word (1.2)."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from putright.policy.check.judging import Judgement, Look, departure, listed, met, not_stated, says, where
from putright.rulebook import Rulebook, all_rulebooks

__all__ = ["Difference", "definition_wording", "difference"]

_BEGINS = re.compile(r"\ban? expression of\b", re.IGNORECASE)
"""Where the defining sentence begins: what leads up to it ("A complaint is defined as") is the landlord's own."""
_WORD = re.compile(r"[a-z0-9]+(?:['\u2019][a-z]+)?")


class Difference(NamedTuple):
    """How a wording differs from the prescribed one; each piece with the words just before it."""

    left_out: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]

    @property
    def none(self) -> bool:
        """Whether they are the same, quotes, spacing and capitals aside."""
        return not self.left_out and not self.added


def difference(prescribed: str, printed: str) -> Difference:
    """The words left out of the prescribed sentence and those added to it."""
    wanted, found = _words(prescribed), _words(printed)
    left_out, added = [], []
    for what, i, j, k, m in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if what in ("delete", "replace"):
            left_out.append((" ".join(wanted[i:j]), " ".join(wanted[max(0, i - 2) : i])))
        if what in ("insert", "replace"):
            added.append((" ".join(found[k:m]), " ".join(found[max(0, k - 2) : k])))
    return Difference(tuple(left_out), tuple(added))


def _words(text: str) -> list[str]:
    words = " ".join(text.split())
    begins = _BEGINS.search(words)
    return _WORD.findall(words[begins.start() if begins else 0 :].lower())


def definition_wording(look: Look) -> Iterator[Judgement]:
    """1.2: the policy carries the prescribed sentence."""
    prescribed = look.rulebook.definition_of_a_complaint
    if not prescribed:
        return
    stated = look.policy.definitions.complaint
    advice = f'Print the prescribed sentence as it stands: "{prescribed}"'
    if stated is None:
        yield not_stated(f"{look.document} does not give a definition of a complaint.", advice)
        return
    differs = difference(prescribed, stated.value)
    if differs.none:
        note = f" {stated.note}" if stated.note else ""
        yield met(f"{says(stated, verb='have')} the prescribed definition, word for word.{note}", stated)
        return
    note = f" {stated.note}" if stated.note else ""
    what = f"{_what_differs(differs)}{_known_as(look, stated.value)}{note}"
    yield departure(look, f"{where(stated)} {what}", advice, stated)


def _what_differs(differs: Difference) -> str:
    parts = []
    if differs.left_out:
        parts.append(f"leaves out {listed(map(_piece, differs.left_out))}")
    if differs.added:
        parts.append(f"adds {listed(map(_piece, differs.added))}")
    sentence = f"{listed(parts)}."
    # The one loss that shuts people out: a definition for groups alone.
    if any("resident" in words.split() for words, _ in differs.left_out) and not any(
        "resident" in words.split() for words, _ in differs.added
    ):
        sentence += " So the single resident is missing from it."
    return sentence


def _piece(piece: tuple[str, str]) -> str:
    words, before = piece
    return f'"{words}"' + (f' (after "{before}")' if before else "")


def _known_as(look: Look, printed: str) -> str:
    others = [edition.edition for edition in _others(look.rulebook) if difference_is_none(edition, printed)]
    return f" It is the wording of {listed(others)}." if others else ""


def _others(own: Rulebook) -> list[Rulebook]:
    return [edition for edition in all_rulebooks() if edition is not own and edition.definition_of_a_complaint]


def difference_is_none(edition: Rulebook, printed: str) -> bool:
    """Whether a wording is that of an edition."""
    return difference(edition.definition_of_a_complaint, printed).none
