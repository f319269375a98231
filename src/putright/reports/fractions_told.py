"""Exact numbers, and how they are written: one rule of rounding, half up, applied once and only here."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

__all__ = ["RULE", "decimal_of", "mean", "median", "percent", "percentile", "rounded"]

RULE = "Percentages are rounded once, half up, to one decimal place, from whole numbers."
"""What a page says about it."""


def rounded(value: Fraction, places: int = 1) -> Decimal:
    """A value with so many decimal places, half up: exactly half a last place goes away from nought."""
    scaled = value * 10**places
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    sign = -1 if scaled < 0 else 1
    return Decimal(sign * whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def decimal_of(value: Fraction | None, places: int = 1) -> str:
    """A value as it is written, "5.3"; "" for none."""
    return "" if value is None else f"{rounded(value, places):f}"


def percent(part: int, whole: int) -> str:
    """A share in per cent, "66.7%"; "" where there is nothing to have a share of. All is "100%", none is "0%".

    Neither is ever written for a share that is not whole: 1,999 of 2,000 is "99.9%", because "100.0%" would be untrue.
    """
    if not whole:
        return ""
    if part in {0, whole}:
        return "100%" if part else "0%"
    shown = min(max(rounded(Fraction(100 * part, whole)), Decimal("0.1")), Decimal("99.9"))
    return f"{shown:f}%"


def mean(values: Sequence[int]) -> Fraction | None:
    """The average; None of nothing."""
    return Fraction(sum(values), len(values)) if values else None


def median(values: Sequence[int]) -> Fraction | None:
    """The middle value, or halfway between the two in the middle; None of nothing."""
    found, half = sorted(values), len(values) // 2
    if not found:
        return None
    return Fraction(found[half]) if len(found) % 2 else Fraction(found[half - 1] + found[half], 2)


def percentile(values: Sequence[int], share: int) -> int | None:
    """The smallest value that at least so many per cent do not go beyond (nearest rank); None of nothing."""
    found = sorted(values)
    return found[max(-(-share * len(found) // 100), 1) - 1] if found else None
