"""Which characters the shipped fonts can show.

A PDF for keeping may hold no character without its shape (PDF/A-2, 6.2.11.8). So one that no font has is written in words
or as the replacement character, and told to whoever asks.
"""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

__all__ = ["FONTS", "shown", "without_a_shape"]

FONTS = Path(__file__).parent / "typst" / "fonts"
_UNKNOWN = "\ufffd"
_VARIATIONS = range(0xFE00, 0xFE10)
"""They choose between two drawings of the character before them."""
_NO_CODE = 0xFFFF
_NEEDS_NO_SHAPE = frozenset("\n\u200c\u200d\u200e\u200f\u00a0 ")
_SEGMENTS, _GROUPS = 4, 12
"""The two formats of a font's table of characters that are in use (OpenType, cmap)."""


def shown(text: str) -> str:
    """`text` with every character that no font has written out: an emoji by its name, a letter as \ufffd."""
    if text.isascii():
        return text
    known = _covered()
    return "".join(each if ord(each) in known or each in _NEEDS_NO_SHAPE else _instead(each) for each in text)


def without_a_shape(text: str) -> tuple[str, ...]:
    """The letters of `text` that no shipped font can show, each once, in order. Emoji are not among them: they are named."""
    known = _covered()
    lost = (each for each in text if ord(each) not in known and each not in _NEEDS_NO_SHAPE)
    return tuple(dict.fromkeys(each for each in lost if _instead(each) == _UNKNOWN))


def _instead(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me") or ord(character) in _VARIATIONS:  # leans on another character
        return ""
    if category == "Zs":
        return " "
    if category in ("So", "Sk", "Sm", "Po", "Sc"):
        name = unicodedata.name(character, "").lower()
        return f"({name})" if name else _UNKNOWN
    return _UNKNOWN


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    return frozenset(code for path in FONTS.glob("*-Regular.ttf") for code in _characters(path.read_bytes()))


def _characters(font: bytes) -> set[int]:
    """The code points in a font's `cmap`, those with a glyph of their own."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for n in range(subtables):
        _, _, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * n)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == _SEGMENTS:
            found |= _by_segments(font, cmap + offset)
        elif kind == _GROUPS:
            (groups,) = struct.unpack_from(">L", font, cmap + offset + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">LLL", font, cmap + offset + 16 + 12 * group)
                found |= set(range(first, last + 1))
    return found


def _by_segments(font: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    return {
        code for first, last in zip(starts, ends, strict=True) if last != _NO_CODE for code in range(first, last + 1)
    }
