"""Progress of long work: one line that renews itself, on a terminal only, and never in the output."""

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

_T = TypeVar("_T")
_EVERY_SECONDS = 0.1
_BAR = 30


class Progress:
    """How far a piece of work is. A context manager that clears its line at the end."""

    def __init__(self, doing: str, total: int | None = None) -> None:
        self._doing, self._total, self._done = doing, total, 0
        self._shown = sys.stderr.isatty()
        self._last = 0.0

    def __enter__(self) -> Self:
        self._show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def step(self, number: int = 1) -> None:
        """So much more is done."""
        self._done += number
        if self._shown and time.monotonic() - self._last >= _EVERY_SECONDS:
            self._show()

    def at(self, done: int, total: int) -> None:
        """So much is done of so much."""
        self._total, self._done = total, done
        self.step(0)

    def each(self, things: Iterable[_T]) -> Iterator[_T]:
        """The things one by one, counted."""
        for thing in things:
            yield thing
            self.step()

    def _show(self) -> None:
        if not self._shown:
            return
        self._last = time.monotonic()
        if self._total:
            share = min(1.0, self._done / self._total)
            bar = ("#" * round(share * _BAR)).ljust(_BAR, ".")
            line = f"{self._doing} [{bar}] {self._done:,} of {self._total:,}"
        else:
            line = f"{self._doing} {self._done or ''}"
        print(f"\r{line[:79]}\x1b[K", end="", file=sys.stderr, flush=True)
