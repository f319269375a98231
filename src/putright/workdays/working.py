"""The working of a sum of working days: what was counted, what was passed over, in one sentence."""

from dataclasses import dataclass
from datetime import date

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


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
    start_is_working_day: bool
    skipped: tuple[tuple[date, str], ...] = ()
    closures: tuple[date, ...] = ()
    weekends: int = 0
    announced: tuple[tuple[date, date | None], ...] = ()

    @property
    def sentence(self) -> str:
        """For example: "Wed 1 Apr 2026 is day 0; skipped Good Friday 3 Apr, one weekend; day 5 is Thu 9 Apr 2026"."""
        passed = [f"{name} {in_words(day, year=False, weekday=False)}" for day, name in self.skipped]
        passed += [f"the landlord's closure on {in_words(day, year=False, weekday=False)}" for day in self.closures]
        if self.weekends:
            word = _NUMBERS[self.weekends] if self.weekends < len(_NUMBERS) else str(self.weekends)
            passed.append(f"{word} weekend{'s' * (self.weekends > 1)}")
        opening = f"{in_words(self.start)} is day {self.first_day}"
        if not self.start_is_working_day:
            opening = f"{in_words(self.start)} is day 0, though not a working day"
        middle = f"; skipped {', '.join(passed)}" if passed else ""
        return f"{opening}{middle}; day {self.working_days} is {in_words(self.due_on)}"
