"""A picture as a logo: what it really is, read from its own first bytes, whatever its name says. PNG or JPEG, and no more."""

import hashlib
import struct
from datetime import datetime

from django.core.exceptions import ValidationError

from putright.people.changing import add
from putright.people.models import Landlord, LandlordLogo, Staff

__all__ = ["keep_logo", "measured"]

LARGEST = 300_000
_WIDEST = 2000
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3}


def keep_logo(landlord: Landlord, image: bytes, *, by: Staff, at: datetime) -> str:
    """Store the picture and return its digest. The same picture again is the same row. Raises ValidationError."""
    kind, width, height = measured(image)
    digest = hashlib.sha256(image).hexdigest()
    if not LandlordLogo.objects.filter(landlord=landlord, digest=digest).exists():
        made = LandlordLogo(landlord=landlord, digest=digest, kind=kind, image=image, width=width, height=height)
        add(made, by=by, at=at)
    return digest


def measured(image: bytes) -> tuple[str, int, int]:
    """Kind, width and height of a picture. Raises ValidationError for anything that is not a small PNG or JPEG."""
    if len(image) > LARGEST:
        raise ValidationError(f"The picture has {len(image) // 1000} kB: use one of {LARGEST // 1000} kB at most.")
    found = _png(image) or _jpeg(image)
    if found is None:
        raise ValidationError("That is not a PNG or JPEG picture: save the logo as one of them and choose it again.")
    if not 0 < found[1] <= _WIDEST or not 0 < found[2] <= _WIDEST:
        raise ValidationError(f"The picture is {found[1]} by {found[2]}: use one of {_WIDEST} by {_WIDEST} at most.")
    return found


def _png(image: bytes) -> tuple[str, int, int] | None:
    if not image.startswith(_PNG) or image[12:16] != b"IHDR" or len(image) < 24:  # noqa: PLR2004  width, height end there
        return None
    width, height = struct.unpack(">II", image[16:24])
    return "image/png", width, height


def _jpeg(image: bytes) -> tuple[str, int, int] | None:
    if not image.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(image) and image[at] == 0xFF:  # noqa: PLR2004  every part of a JPEG begins with it
        mark, size = image[at + 1], struct.unpack(">H", image[at + 2 : at + 4])[0]
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", image[at + 5 : at + 9])
            return "image/jpeg", width, height
        at += 2 + size
    return None
