"""Characters that no paper may hold: they print as nothing, or turn the order of the words round it.

A NUL ends a string in some programs, and an override makes a reader see other words than the file holds. Both come in
with what people paste; neither is anybody's writing.
"""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

__all__ = ["clean", "cleaned"]

_Anything = TypeVar("_Anything")

_TURNS_THE_ORDER = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
"""Embeddings, overrides and isolates. The marks U+200E and U+200F only lean on one place and stay."""
_INVISIBLE = {0xFEFF, 0x00AD, 0xFFF9, 0xFFFA, 0xFFFB, 0x2060, 0x200B}
_LINES = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}
)
_LAST_TWO_OF_A_PLANE = 0xFFFE
_NOT_CHARACTERS = range(0xFDD0, 0xFDF0)


def clean(text: str) -> str:
    r"""`text` in its composed form (NFC), without control characters, lone surrogates and characters that turn the order.

    Line breaks of every kind become "\n" and tabs become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").translate(_LINES)
    return unicodedata.normalize("NFC", "".join(each for each in lines if each == "\n" or _is_writing(each)))


def _is_writing(character: str) -> bool:
    code = ord(character)
    if code in _TURNS_THE_ORDER or code in _INVISIBLE or code in _NOT_CHARACTERS:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs") and code & 0xFFFF < _LAST_TWO_OF_A_PLANE


def cleaned(value: _Anything) -> _Anything:
    """A paper, a block or anything made of them with every text in it cleaned."""
    return _cleaned(value)  # type: ignore[no-any-return]  # what comes out is of the kind that went in


def _cleaned(value: Any) -> Any:  # noqa: ANN401  every kind of value that a paper holds
    match value:
        case str():
            return clean(value)
        case tuple():
            return tuple(_cleaned(each) for each in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            changed = {each.name: _cleaned(getattr(value, each.name)) for each in fields(value)}
            return replace(value, **changed)
        case _:
            return value
