"""The working of a sum of working days: what was counted, what was passed over, in one sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LONG_SPAN = 300
"""Days. A shorter span names no day and month twice, so its dates are clear without a year."""


def in_words(day: date, *, year: bool = True, weekday: bool = True) -> str:
    """A date as people say it: "Fri 10 Apr 2026"; without `year` or `weekday` where the sentence has them."""
    return f"{day:%a} " * weekday + f"{day.day} {day:%b}" + f" {day.year}" * year


@dataclass(frozen=True, slots=True)
class Working:
    """Why a date is what it is. Dates only; `sentence` says it to a person."""

    start: date
    working_days: int
    due_on: date
    first_day: int
    """0 or 1: what the convention calls the day of the event."""
    start_is_working_day: bool
    skipped: tuple[tuple[date, str], ...] = ()
    """The bank holidays passed over, in order, with their names."""
    closures: tuple[date, ...] = ()
    weekends: int = 0
    announced: tuple[tuple[date, date | None], ...] = ()
    """Those skipped days that were proclaimed late, with the day of the announcement."""
    start_name: str | None = None
    """The bank holiday that the start itself is, if it is one."""
    first_counted_on: date | None = None
    """The day that is day 1."""
    moved: tuple[tuple[date, str, date], ...] = ()
    """Days passed that were to be bank holidays until moved: the day, its name, the day of the announcement."""

    @property
    def sentence(self) -> str:
        """For example: "Wed 1 Apr 2026 is day 0; skipped Good Friday 3 Apr, one weekend; day 5 is Thu 9 Apr 2026"."""
        passed = ", ".join(self._passed())
        middle = f"; skipped {passed}" if passed else ""
        if self.due_on == self.start:
            return f"{self._opening()} and the last day"
        return f"{self._opening()}{middle}; day {self.working_days} is {in_words(self.due_on)}"

    @property
    def late_announcements(self) -> tuple[str, ...]:
        """One sentence for each day whose standing changed after the count had begun.

        They are what makes a date that was right when it was promised differ from the date today.
        """
        said = [
            f"{in_words(day)} became a bank holiday only by the announcement of {in_words(announced_on)}."
            for day, announced_on in self.announced
            if announced_on is not None and announced_on > self.start
        ]
        said += [
            f"{in_words(day)} was to be a bank holiday ({name}) until the announcement of {in_words(announced_on)}."
            for day, name, announced_on in self.moved
            if announced_on > self.start
        ]
        return tuple(said)

    def _opening(self) -> str:
        start = in_words(self.start)
        if self.start_is_working_day:
            return f"{start} is day {self.first_day}"
        why = f"is {self.start_name}" if self.start_name else "is not a working day"
        if self.first_day == 0:
            return f"{start} is day 0, though it {why}"
        first = self.first_counted_on or self.due_on
        return f"{start} {why}, so {in_words(first, year=first.year != self.start.year)} is day 1"

    def _passed(self) -> Iterator[str]:
        year = (self.due_on - self.start).days >= _LONG_SPAN
        for day, name in self.skipped:
            yield f"{name} {in_words(day, year=year, weekday=False)}"
        for first, last in _runs(self.closures):
            until = f" to {in_words(last, year=year, weekday=False)}" if last > first else ""
            yield f"the landlord's closure {in_words(first, year=year, weekday=False)}{until}"
        if self.weekends:
            word = _NUMBERS[self.weekends] if self.weekends < len(_NUMBERS) else str(self.weekends)
            yield f"{word} weekend{'s' * (self.weekends > 1)}"


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The first and last day of each run of days that follow one another."""
    first = last = None
    for day in days:
        if first is None or last is None:
            first = day
        elif day - last > timedelta(days=1):
            yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last
