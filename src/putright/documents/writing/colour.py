"""The landlord's colour, used only where it can be read (WCAG 2.2, 1.4.3)."""

import re

__all__ = ["contrast_with_white", "heading_colour"]

INK = "#1a1a1a"
_ENOUGH = 4.5
_LINEAR_BELOW = 0.04045
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def heading_colour(colour: str) -> str:
    """The colour where it stands out from white by 4.5 to 1, else near-black."""
    return colour if _HEX.fullmatch(colour) and contrast_with_white(colour) >= _ENOUGH else INK


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of #rrggbb with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= _LINEAR_BELOW else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
