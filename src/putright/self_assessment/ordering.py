"""Giving blocks without numbers their provisions: by their words, their headings and the order of the form.

The best way to lay the blocks over the form in order is found by dynamic programming. A block with no words of its own
takes a provision only when no other way of laying it is nearly as good; otherwise it is left out and said so.
"""

from collections.abc import Sequence

from putright.self_assessment.form import Form, Place
from putright.self_assessment.found import Found

__all__ = ["in_order"]

_NEVER = -1e9
_LEFT_OUT_BLOCK = -1.5
_LEFT_OUT_PROVISION = -0.5
_NO_WORDS = 0.3
_UNLIKE = -1.0
_LIKE = 0.2
_NUMBERED = 50.0
_OTHER_SECTION = -6.0
_OTHER_DUTY = -4.0
_OTHER_STAGE = -4.0
_CLEAR = 0.75
"""By how much the best way must be better than the next when a block has no words that tell."""
_MOST_BLOCKS = 400
"""Blocks without a number in one file: a form has 72; more is not a self-assessment, and the rest is left out."""


def in_order(found: Sequence[Found], form: Form) -> tuple[list[tuple[Found, str | None]], float]:
    """Each block with its provision, None where it cannot be told; and how well the whole fits.

    A block with a number keeps it, also where it stands out of order; it only steadies the others.
    """
    found = found[:_MOST_BLOCKS]
    best: tuple[list[tuple[Found, str | None]], float] | None = None
    for order in form.orders:
        laid = _laid(found, form, order)
        if best is None or laid[1] > best[1]:
            best = laid
    assert best is not None
    return [(block, block.number or number) for block, number in best[0]], best[1]


def _laid(found: Sequence[Found], form: Form, order: Sequence[str]) -> tuple[list[tuple[Found, str | None]], float]:
    scores = [[_score(block, number, form) for number in order] for block in found]
    forward = _forward(scores, len(order))
    backward = _backward(scores, len(order))
    chosen = _traced(scores, forward, len(order))
    total = forward[len(found)][len(order)]
    result: list[tuple[Found, str | None]] = []
    for at, block in enumerate(found):
        place = chosen[at]
        if place is not None and not _sure(block, scores[at][place]):
            others = (
                forward[at][other] + scores[at][other] + backward[at + 1][other + 1]
                for other in range(len(order))
                if other != place
            )
            if max(others, default=_NEVER) > total - _CLEAR:
                place = None
        result.append((block, order[place] if place is not None else None))
    return result, total


def _sure(block: Found, score: float) -> bool:
    """Whether a block was laid by its number or its words."""
    return block.number is not None or score > 4 * _LIKE + _NO_WORDS


def _score(block: Found, number: str, form: Form) -> float:
    if block.number is not None:
        return _NUMBERED if block.number == number else _NEVER
    likeness = form.words.likeness(block.asks, number)
    words = 4 * likeness if likeness >= _LIKE else _UNLIKE
    return (words if block.asks else _NO_WORDS) + _away(block.place, form.places[number])


def _away(stands: Place, belongs: Place) -> float:
    """What it costs to lay a block under other headings than it stands under."""
    cost = 0.0
    if stands.section is not None and stands.section != belongs.section:
        cost += _OTHER_SECTION
    if stands.duty and stands.duty != belongs.duty:
        cost += _OTHER_DUTY
    if stands.stage and belongs.stage and stands.stage != belongs.stage:
        cost += _OTHER_STAGE
    return cost


def _forward(scores: Sequence[Sequence[float]], width: int) -> list[list[float]]:
    """The best score of laying the first blocks over the first provisions."""
    table = [[_LEFT_OUT_PROVISION * place for place in range(width + 1)]]
    for row in scores:
        above = table[-1]
        line = [above[0] + _LEFT_OUT_BLOCK]
        for place in range(width):
            line.append(
                max(above[place] + row[place], above[place + 1] + _LEFT_OUT_BLOCK, line[place] + _LEFT_OUT_PROVISION)
            )
        table.append(line)
    return table


def _backward(scores: Sequence[Sequence[float]], width: int) -> list[list[float]]:
    """The best score of laying the last blocks over the last provisions."""
    mirrored = _forward([list(reversed(row)) for row in reversed(scores)], width)
    return [list(reversed(line)) for line in reversed(mirrored)]


def _traced(scores: Sequence[Sequence[float]], forward: list[list[float]], width: int) -> list[int | None]:
    """Which provision each block took on the best way, read back from its end."""
    chosen: list[int | None] = [None] * len(scores)
    at, place = len(scores), width
    while at and place:
        here = forward[at][place]
        if here == forward[at][place - 1] + _LEFT_OUT_PROVISION:
            place -= 1
        elif here == forward[at - 1][place - 1] + scores[at - 1][place - 1]:
            at, place = at - 1, place - 1
            chosen[at] = place
        else:
            at -= 1
    return chosen
