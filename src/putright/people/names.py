"""People's names and words as they write them. Pure.

A name is not two boxes: some people have no surname, some put it first, some write in Arabic, and a name may be long.
So the name is kept whole as its owner writes it; the parts are extra, for sorting and for letters, and may be empty.
"""

import unicodedata

__all__ = ["UnwritableName", "clean_name", "folded"]

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of everything after them: in a name they would turn the rest of a letter."""


class UnwritableName(ValueError):  # noqa: N818  it is the name that is wrong, not the program
    """A name that cannot be kept. The message says why."""


def clean_name(text: str) -> str:
    """The name with its spaces in order and in one Unicode form; nothing of how it is written is changed.

    Joiners inside a word (needed in Persian and other scripts) stay. Raises UnwritableName for marks that are not writing.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    for mark in plain:
        if mark in _DIRECTIONS or unicodedata.category(mark) == "Cc":
            raise UnwritableName(
                f"The name holds a mark that cannot be seen (U+{ord(mark):04X}): type the name again without it."
            )
    return plain


def folded(text: str) -> str:
    """The text as it is searched: without case, accents and vowel marks, so that Sian finds Siân.

    Done here because the two databases do not agree on what lower case is outside English.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in apart if not unicodedata.combining(mark)).split())
