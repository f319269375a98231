"""Small numbers about protected groups are not shown, nor anything from which they could be worked out."""

from collections.abc import Mapping

__all__ = ["SMALLEST_SHOWN", "suppressed"]

SMALLEST_SHOWN = 5
"""Counts from 1 to 4 could name a person. A common threshold in published statistics; nothing in the Code sets one."""


def suppressed(counts: Mapping[str, int], *, smallest: int = SMALLEST_SHOWN) -> dict[str, int | None]:
    """Counts of the groups of one whole whose total is published; None for what must not be shown. Nought is shown.

    Where a single group is hidden, the total gives it away: the smallest other that is not nought is hidden with it. Groups
    hidden together have to add up to enough as well, or two of one and one would still be told.
    """
    hidden = {name for name, number in counts.items() if 0 < number < smallest}
    others = sorted((number, name) for name, number in counts.items() if number >= smallest)
    while hidden and others and (len(hidden) == 1 or sum(counts[name] for name in hidden) < smallest):
        hidden.add(others.pop(0)[1])
    return {name: None if name in hidden else number for name, number in counts.items()}
