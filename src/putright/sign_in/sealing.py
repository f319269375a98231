"""Secrets of signing in as they are kept: sealed with the installation's key, so that a copy of the database opens no door."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

__all__ = ["Broken", "digest", "opened", "sealed"]


class Broken(Exception):  # noqa: N818  it is what the person is told
    """Something was sealed with another key than the installation has now."""


def sealed(secret: str) -> str:
    """The secret, readable with the installation's key only; "" stays ""."""
    return _seal(settings.SECRET_KEY).encrypt(secret.encode()).decode("ascii") if secret else ""


def opened(kept: str) -> str:
    """The secret that was sealed. Raises Broken where the key is another one; earlier keys may be in SECRET_KEY_FALLBACKS."""
    if not kept:
        return ""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _seal(key).decrypt(kept.encode("ascii")).decode()
        except InvalidToken:
            continue
    raise Broken("This was sealed with another key than PUTRIGHT_SECRET_KEY is now: set it up anew.")


def digest(what: str, text: str) -> str:
    """A keyed digest of a text for one purpose: the same text can be found again, and nobody without the key can guess it."""
    return hmac.new(f"{what}:{settings.SECRET_KEY}".encode(), text.encode(), hashlib.sha256).hexdigest()


def _seal(key: str | bytes) -> Fernet:
    raw = key.encode() if isinstance(key, str) else key
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"putright sealing:" + raw).digest()))
