"""Six digits from an authenticator app: time-based one-time passwords after RFC 6238 (SHA-1, 30 seconds). Pure but for chance."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

__all__ = ["address", "code_at", "new_secret", "step_of", "steps_matching"]

_SECONDS = 30
_DIGITS = 6


def new_secret() -> str:
    """A new secret of 160 bits, in the letters that apps take."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def step_of(at: datetime) -> int:
    """Which half-minute a moment is in, counted from 1970."""
    return int(at.timestamp()) // _SECONDS


def code_at(secret: str, step: int, digits: int = _DIGITS) -> str:
    """The code of one half-minute (RFC 4226, section 5.3)."""
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def steps_matching(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """The half-minute a code is of, one to either side of a moment allowed for clocks; None where it is of none.

    Only half-minutes later than `after` count, the last one used: a code that was read over a shoulder opens nothing.
    """
    typed = "".join(code.split())
    now = step_of(at)
    found = None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode()) and step > after:
            found = step
    return found


def address(secret: str, *, email: str, issuer: str) -> str:
    """What the QR code holds: the address that authenticator apps open."""
    label = quote(f"{issuer}:{email}", safe="@")
    asked = urlencode({"secret": secret, "issuer": issuer, "digits": _DIGITS, "period": _SECONDS}, quote_via=quote)
    return f"otpauth://totp/{label}?{asked}"
