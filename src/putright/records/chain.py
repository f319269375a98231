"""The digest chain: what an entry's digest covers, and the canonical form it is taken of. Pure.

    digest = SHA-256(digest of the entry before + canonical JSON of envelope and body)

Only texts, whole numbers, truth values, null, lists and objects go into a digest: a decimal number would be written
differently by two libraries.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
"""The digest before the first entry."""


def canonical(value: Any) -> str:  # noqa: ANN401  whatever JSON can say
    """The one text of a value: sorted keys, no spaces, no escapes that are not needed. Raises TypeError for decimals."""
    _plain(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> None:  # noqa: ANN401
    match value:
        case None | bool() | int() | str():
            return
        case list() | tuple():
            for each in value:
                _plain(each)
        case dict():
            for name, each in value.items():
                if not isinstance(name, str):
                    raise TypeError(f"{name!r} is not a text and cannot name a field of an entry.")
                _plain(each)
        case _:
            raise TypeError(f"{value!r} has no place in an entry: use texts and whole numbers.")


def digest_of(previous: str, envelope: Mapping[str, Any], body: str) -> str:
    """The digest of an entry: its envelope as canonical JSON, its body as it is stored."""
    return hashlib.sha256(f"{previous}\n{canonical(dict(envelope))}\n{body}".encode()).hexdigest()


def salted(salt: str, text: str) -> str:
    """The digest that stands in an entry for words kept elsewhere; nothing can be learnt from it once the salt is gone.

    Raises ValueError where the salt is not written as the program writes one: spaces and capitals mean the same bytes.
    """
    if bytes.fromhex(salt).hex() != salt:
        raise ValueError("That is not a salt.")
    return hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()


def moment(at: datetime) -> str:
    """A moment as it goes into a digest: UTC, microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
