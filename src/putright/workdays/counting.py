"""Why somebody else's count of working days differs: which convention, or which two, give their number.

Two people who count the same dates seldom disagree about arithmetic. They disagree about whether the first day
counts, or about bank holidays. This module must not say who is right: only what would produce each number.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import product

from putright.workdays.bank_holidays import bank_holidays
from putright.workdays.calendar import Calendar, Convention, calendar_for
from putright.workdays.nations import Nation
from putright.workdays.working import in_words

_MOST_DEPARTURES = 2
"""With three at once nearly any number can be reached, and the answer would say nothing."""


class Departure(StrEnum):
    """One way of counting that differs from ours. Listed from the likeliest, which is the order of the answers."""

    DAY_OF_RECEIPT_IS_DAY_1 = "day_of_receipt_is_day_1"
    DAY_OF_RECEIPT_IS_DAY_0 = "day_of_receipt_is_day_0"
    BANK_HOLIDAYS_COUNTED = "bank_holidays_counted"
    OTHER_NATION = "other_nation"
    CALENDAR_DAYS = "calendar_days"
    LAST_DAY_LEFT_OUT = "last_day_left_out"
    START_MOVED_TO_NEXT_WORKING_DAY = "start_moved_to_next_working_day"


_SAID = {
    Departure.DAY_OF_RECEIPT_IS_DAY_1: "the day of receipt is counted as day 1",
    Departure.DAY_OF_RECEIPT_IS_DAY_0: "the day of receipt is not counted",
    Departure.BANK_HOLIDAYS_COUNTED: "bank holidays are counted as working days",
    Departure.CALENDAR_DAYS: "every calendar day is counted",
    Departure.LAST_DAY_LEFT_OUT: "the last day is left out",
    Departure.START_MOVED_TO_NEXT_WORKING_DAY: "the count starts only at the next working day",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way of counting that gives the other number: its departures from ours, none of them idle."""

    departures: tuple[Departure, ...]
    nation: Nation
    """Whose bank holidays are used: ours, unless `OTHER_NATION` is among the departures."""

    @property
    def sentence(self) -> str:
        """For example: "the day of receipt is counted as day 1"."""
        said = (_SAID.get(one, f"the bank holidays of {self.nation.spoken} are used") for one in self.departures)
        return " and ".join(said)


@dataclass(frozen=True, slots=True)
class CountExplained:
    """Our count, theirs, and what would make theirs."""

    start: date
    end: date
    nation: Nation
    convention: Convention
    counted: int
    given: int
    candidates: tuple[Candidate, ...]

    @property
    def sentence(self) -> str:
        """Both numbers and the way from one to the other, for a person."""
        day = 0 if self.convention is Convention.DAY_OF_RECEIPT_IS_DAY_0 else 1
        ours = (
            f"From {in_words(self.start)} (day {day}) to {in_words(self.end)} is {_days(self.counted)} "
            f"in {self.nation.spoken}"
        )
        if self.given == self.counted:
            return f"{ours}, as given."
        if not self.candidates:
            return f"{ours}; no one or two ways of counting differently that are known here give {self.given}."
        said = [candidate.sentence for candidate in self.candidates]
        ways = said[0] if len(said) == 1 else "; ".join(said[:-1]) + f"; or {said[-1]}"
        return f"{ours}; {self.given} comes out where {ways}."


@dataclass(frozen=True, slots=True)
class _Recipe:
    """A whole way of counting."""

    calendar: Calendar | None
    """None where every calendar day counts."""
    first_day_counts: bool
    last_day_counts: bool
    start_moves: bool
    departures: tuple[Departure, ...]
    nation: Nation

    def count(self, start: date, end: date) -> int:
        """How many days this way of counting finds from `start`, moved already where it moves, to `end`."""
        if self.calendar is None:
            days = (end - start).days + self.first_day_counts
            return days - (not self.last_day_counts)
        convention = Convention.DAY_OF_RECEIPT_IS_DAY_1 if self.first_day_counts else Convention.DAY_OF_RECEIPT_IS_DAY_0
        days = self.calendar.count(start, end, convention=convention)
        return days - (not self.last_day_counts and self.calendar.is_working_day(end))


def explain_count(
    start: date,
    end: date,
    given: int,
    nation: Nation,
    *,
    convention: Convention = Convention.DAY_OF_RECEIPT_IS_DAY_0,
) -> CountExplained:
    """Our count of working days from the event on `start` to `end`, and what ways of counting give `given`.

    The simplest answers come first, and no answer holds a departure that could be left out of it. Raises
    YearNotKnown outside the table and ValueError when `end` lies before `start`.
    """
    if end < start:
        raise ValueError(f"{in_words(end)} is before {in_words(start)}: a count runs forward.")
    ours = calendar_for(nation)
    counted = ours.count(start, end, convention=convention)
    candidates: list[Candidate] = []
    if given != counted:
        moved_start = _next_working_day(ours, start, end)
        for recipe in _recipes(nation, convention):
            begin = moved_start if recipe.start_moves else start
            if begin is None:
                continue
            if recipe.count(begin, end) == given and not _holds_a_simpler(recipe, candidates):
                candidates.append(Candidate(recipe.departures, recipe.nation))
    return CountExplained(start, end, nation, convention, counted, given, tuple(candidates))


def _next_working_day(calendar: Calendar, start: date, end: date) -> date | None:
    """`start`, or the next working day where it is not one; None where none comes before the end."""
    if calendar.is_working_day(start):
        return start
    return calendar.add(start, 1) if calendar.count(start, end) else None


def _holds_a_simpler(recipe: _Recipe, found: list[Candidate]) -> bool:
    """Whether an answer already found does it with fewer departures, so that one of this recipe's is idle."""
    return any(
        set(simpler.departures) < set(recipe.departures)
        and (simpler.nation is recipe.nation or Departure.OTHER_NATION not in simpler.departures)
        for simpler in found
    )


def _recipes(nation: Nation, convention: Convention) -> list[_Recipe]:
    """Every way of counting with one or two departures from ours: those with one first, then by likelihood."""
    usual_first = convention is Convention.DAY_OF_RECEIPT_IS_DAY_1
    first_departs = Departure.DAY_OF_RECEIPT_IS_DAY_0 if usual_first else Departure.DAY_OF_RECEIPT_IS_DAY_1
    found = []
    for opinion, first, last, moves in product(_days_counted(nation), (False, True), (False, True), (False, True)):
        calendar, whose, days = opinion
        departures = [*days]
        departures += [first_departs] * first
        departures += [Departure.LAST_DAY_LEFT_OUT] * last
        departures += [Departure.START_MOVED_TO_NEXT_WORKING_DAY] * moves
        if 1 <= len(departures) <= _MOST_DEPARTURES:
            departures.sort(key=_LIKELIHOOD.index)
            found.append(_Recipe(calendar, first != usual_first, not last, moves, tuple(departures), whose))
    return sorted(found, key=lambda recipe: (len(recipe.departures), list(map(_LIKELIHOOD.index, recipe.departures))))


_LIKELIHOOD = list(Departure)


def _days_counted(nation: Nation) -> list[tuple[Calendar | None, Nation, tuple[Departure, ...]]]:
    """Each opinion about which days count at all, with the departure it is."""
    others = [(calendar_for(other), other, (Departure.OTHER_NATION,)) for other in Nation if other is not nation]
    return [
        (calendar_for(nation), nation, ()),
        (
            _every_weekday(bank_holidays().first_year, bank_holidays().last_year),
            nation,
            (Departure.BANK_HOLIDAYS_COUNTED,),
        ),
        *others,
        (None, nation, (Departure.CALENDAR_DAYS,)),
    ]


@lru_cache(maxsize=8)
def _every_weekday(first_year: int, last_year: int) -> Calendar:
    """Monday to Friday, whatever the day: how a count comes out when bank holidays are forgotten."""
    return Calendar(Nation.ENGLAND_AND_WALES, first_year, last_year, {})


def _days(number: int) -> str:
    return "1 working day" if number == 1 else f"{number} working days"
