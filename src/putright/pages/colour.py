"""Whether a colour can be read on another: WCAG's contrast ratio, and what to do with a landlord's own colour. Pure.

The ratio is that of WCAG 2.2, "contrast ratio" and "relative luminance". 4.5 to 1 is what ordinary text needs (1.4.3),
3 to 1 what the edge of a control needs (1.4.11).
"""

import re
from typing import NamedTuple

__all__ = ["TEXT", "Accent", "NotAColour", "accent", "contrast", "mixed"]

TEXT = 4.5
"""The least ratio of text to what is behind it."""
_DARKER = 1.5
"""How much darker than itself the colour is where a pointer is over it."""
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class NotAColour(ValueError):  # noqa: N818  it is what the person is told
    """The words are no colour. The message says what one looks like."""


class Accent(NamedTuple):
    """A landlord's colour as it can be used: on white, and with text on it."""

    colour: str
    """"#1d5c63"; text in it on white, and `on_it` on it, have 4.5 to 1."""
    on_it: str
    darker: str
    """Where a pointer is over it."""
    wash: str
    """So light that ordinary text stands on it."""
    said: str
    """What was changed and why, in a sentence; "" where the colour is as it was given."""


def accent(given: str) -> Accent:
    """The colour as it can be used: itself, or the same hue darkened until it can be read on white.

    Raises NotAColour.
    """
    asked = _rgb(given)
    used, steps = asked, 0
    while contrast(_hex(used), "#ffffff") < TEXT:
        steps += 1
        used = _scaled(asked, 1 - steps / 100)
    # What can be read on white has white that can be read on it: the ratio is the same both ways.
    said = ""
    if steps:
        said = (
            f"{_hex(asked)} has a contrast of {contrast(_hex(asked), '#ffffff'):.1f} to 1 with white, and text needs 4.5: "
            f"the same colour, darkened to {_hex(used)}, is used."
        )
    darker = _scaled(used, 1 / _DARKER)
    return Accent(_hex(used), "#ffffff", _hex(darker), mixed(_hex(used), "#ffffff", 0.06), said)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 (the same) to 21 (black and white); the order does not matter.

    Raises NotAColour.
    """
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """So much of one colour in another: 0 is the other, 1 the one. Raises NotAColour."""
    first, second = _rgb(one), _rgb(other)
    return _hex(tuple(round(a * share + b * (1 - share)) for a, b in zip(first, second, strict=True)))


def _rgb(words: str) -> tuple[int, ...]:
    found = _HEX.fullmatch(words.strip())
    if found is None:
        raise NotAColour("A colour is written as # and six figures or letters from a to f, for example #1d5c63.")
    digits = found[1] if len(found[1]) == 6 else "".join(each * 2 for each in found[1])  # noqa: PLR2004  RRGGBB
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _hex(rgb: tuple[int, ...]) -> str:
    return "#" + "".join(f"{each:02x}" for each in rgb)


def _scaled(rgb: tuple[int, ...], by: float) -> tuple[int, ...]:
    return tuple(round(each * by) for each in rgb)


def _luminance(rgb: tuple[int, ...]) -> float:
    linear = [
        each / 255 / 12.92 if each / 255 <= 0.04045 else ((each / 255 + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  WCAG
        for each in rgb
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
