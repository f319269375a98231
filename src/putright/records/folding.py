"""Words as they are searched: no accents, no capitals, no signs. The same for what is kept and for what is asked. Pure.

Both engines are given words that are folded already, so that they find the same: "Siân" is found by "sian", "tŷ" by "ty",
"O'Brien" by "obrien", and a reference by its parts.
"""

import re
import unicodedata

__all__ = ["MAX_INDEXED", "folded", "tokens", "where"]

MAX_INDEXED = 200_000
"""Characters of one text that are searched: a database's own limit for one row is about five times that."""

_MAX_WORD = 60
_WORDS = re.compile(r"[^\W_]+")
_SILENT = "'\u2019\u02bc\u2018`\u00b4\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Left out inside a word: "resident's" is searched as "residents"."""
_PLAIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "\u0131": "i", "ħ": "h", "ŧ": "t",
}  # fmt: skip


class _Folding(dict[int, str]):
    """Character to its folded form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        if chr(code) in _SILENT:
            self[code] = ""
            return ""
        apart = unicodedata.normalize("NFKD", chr(code)).lower()
        plain = "".join(_PLAIN.get(each, each) for each in apart if not unicodedata.combining(each))
        self[code] = plain
        return plain


_FOLD = _Folding()


def folded(text: str) -> str:
    """The words of a text with one space between them, as they are kept for searching."""
    return " ".join(tokens(text[:MAX_INDEXED]))


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return [word[:_MAX_WORD] for word in _WORDS.findall(text.translate(_FOLD))]


def where(text: str) -> list[tuple[str, int, int]]:
    """Every word of a text with where it begins and ends in the text as it was written."""
    plain, place = [], []
    for position, character in enumerate(text):
        for each in _FOLD[ord(character)]:
            plain.append(each)
            place.append(position)
    return [
        (found.group()[:_MAX_WORD], place[found.start()], place[found.end() - 1] + 1)
        for found in _WORDS.finditer("".join(plain))
    ]
