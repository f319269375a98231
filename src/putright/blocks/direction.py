"""Which way a line of writing runs."""

import unicodedata

__all__ = ["runs_right_to_left"]


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (Unicode Bidirectional Algorithm, P2)."""
    if text.isascii():
        return False
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return False
            case "R" | "AL":
                return True
            case _:
                continue
    return False
