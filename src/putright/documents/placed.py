"""Words where they stand on a page, and the lines they make. A page of text has the same: a column and a line number.

Nothing here knows a format. Downwards is greater; a text file counts in characters and lines, a PDF in points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

__all__ = ["PlacedLine", "Run", "Sheet", "Word", "lines_of", "placed_line"]

_SAME_LINE = 0.3
"""Middles that differ by less than this much of a line's height are on one line; a centred cell is off by a half."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the box it fills."""

    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line with no more than a usual space between them."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """The words at one height of the page, from left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    number: int = 0
    """Its number in a text file."""

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    def runs(self, widest: float) -> Iterator[Run]:
        """Its words in runs, parted by every space wider than `widest`."""
        held: list[Word] = []
        for word in self.words:
            if held and word.left - held[-1].right > widest:
                yield _run(held)
                held = []
            held.append(word)
        if held:
            yield _run(held)


def _run(words: list[Word]) -> Run:
    return Run(words[0].left, words[-1].right, " ".join(word.text for word in words))


@dataclass(slots=True)
class Sheet:
    """One page's lines, and the measures that its columns are told by."""

    number: int
    lines: list[PlacedLine]
    height: float
    """Of a usual line."""
    space: float
    """The widest gap that can stand between two words of one cell."""
    gutter: float
    """The narrowest gap that can part two columns."""
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    """Drawn edges across the page: left, right and how far down."""
    spaced: bool = False
    """Whether it is text, laid out with spaces."""


def lines_of(words: Iterable[Word], height: float) -> list[PlacedLine]:
    """The words as lines from top to bottom."""
    gathered: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        if gathered and word.middle - middle <= _SAME_LINE * height:
            gathered[-1].append(word)
        else:
            gathered.append([word])
            middle = word.middle
    return [placed_line(line) for line in gathered]


def placed_line(words: Iterable[Word], number: int = 0) -> PlacedLine:
    """Words as one line."""
    ordered = tuple(sorted(words, key=lambda word: word.left))
    return PlacedLine(ordered, min(word.top for word in ordered), max(word.bottom for word in ordered), number)
