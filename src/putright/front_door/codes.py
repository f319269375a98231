"""Codes that people carry on paper: sixteen letters and figures that nobody guesses, none of which looks like another.

A code is made from the installation's key and the row it opens, so that it can be printed again, and is kept as a keyed digest
only: a copy of the database opens nothing. 80 bits, and five wrong second facts in a quarter of an hour.
"""

import hashlib
import hmac
import re
from uuid import UUID

from django.conf import settings

from putright.sign_in.sealing import digest

__all__ = ["code_of", "digest_of", "spoken", "tidy"]

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U."""
_LENGTH = 16


def code_of(what: str, row: UUID) -> str:
    """The code of a row, for one purpose."""
    key = f"front_door.code:{what}:{settings.SECRET_KEY}".encode()
    made = hmac.new(key, row.bytes, hashlib.sha256).digest()
    return "".join(_LETTERS[each & 31] for each in made[:_LENGTH])


def spoken(code: str) -> str:
    """As it is printed: K7QM-2XPA-9RTB-4C0D."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def tidy(typed: str) -> str:
    """What somebody typed, as the code is kept: spaces, small letters and look-alikes are nobody's mistake."""
    code = re.sub(r"[^0-9A-Z]", "", typed[:80].upper())
    return code.translate(str.maketrans("OILU", "011V"))


def digest_of(what: str, code: str) -> str:
    """What is kept of a code."""
    return digest(f"front_door.{what}", code)
