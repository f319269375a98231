"""Addresses, numbers and pages as documents print them."""

import re

__all__ = ["EMAIL", "PHONE", "POSTCODE", "WEB", "tidy_web"]

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}", re.ASCII)
PHONE = re.compile(r"(?<![\d.])(?:\+44\s?\(?0?\)?\s?\d{2,4}|\(?0\d{2,4}\)?)(?:[\s-]?\d{2,4}){2,3}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{1,2}\d[A-Z]{2}\b")
WEB = re.compile(
    r"(?<![\w@.-])(?:https?://|www\.)?(?:[a-z0-9-]{1,60}\.){1,4}(?:org\.uk|co\.uk|gov\.uk|gov\.scot|gov\.wales|nhs\.uk|ac\.uk|org|com|net|wales|scot|uk)(?![\w@])(?:/[\w\-./%?=&#~]{0,120})?",
    re.IGNORECASE,
)


def tidy_web(address: str) -> str:
    """A page's address without the full stop of its sentence."""
    return address.rstrip(".,;:)")
