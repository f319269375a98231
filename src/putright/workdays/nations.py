"""The three bank-holiday calendars of the United Kingdom, and the ways people spell them."""

from enum import StrEnum


class Nation(StrEnum):
    """One of the three divisions of the official list; its values are that list's own words."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def spoken(self) -> str:
        """As a sentence has it: "England and Wales"."""
        return self.value.replace("-", " ").title().replace(" And ", " and ")


_SPELLINGS = {
    "england and wales": Nation.ENGLAND_AND_WALES,
    "england wales": Nation.ENGLAND_AND_WALES,
    "england": Nation.ENGLAND_AND_WALES,
    "wales": Nation.ENGLAND_AND_WALES,
    "cymru": Nation.ENGLAND_AND_WALES,
    "eng": Nation.ENGLAND_AND_WALES,
    "wls": Nation.ENGLAND_AND_WALES,
    "ew": Nation.ENGLAND_AND_WALES,
    "e and w": Nation.ENGLAND_AND_WALES,
    "scotland": Nation.SCOTLAND,
    "sct": Nation.SCOTLAND,
    "northern ireland": Nation.NORTHERN_IRELAND,
    "n ireland": Nation.NORTHERN_IRELAND,
    "ni": Nation.NORTHERN_IRELAND,
    "nir": Nation.NORTHERN_IRELAND,
}


def read_nation(text: str) -> Nation:
    """The calendar that `text` names: england, Wales, "Scotland", northern-ireland, NI.

    Raises ValueError, in one sentence, for anything else: the United Kingdom has no calendar of its own.
    """
    plain = " ".join(text.lower().replace("&", " and ").replace("-", " ").replace("_", " ").replace(".", " ").split())
    try:
        return _SPELLINGS[plain]
    except KeyError:
        raise ValueError(
            f"{text.strip()!r} has no bank-holiday calendar: say england-and-wales, scotland or northern-ireland."
        ) from None
