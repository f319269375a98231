"""Lengths of time in prose: "ten (10) working days", "two weeks", "6 months", and what is said to start them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from putright.policy.vocabulary import AskWithin, DayKind, PeriodUnit

__all__ = ["Duration", "Unit", "as_days", "as_months", "as_period", "durations_in"]

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_WORDS = {word: number for number, word in enumerate(_NUMBERS)}
_WORDS |= {f"twenty{mark}{_NUMBERS[n]}": 20 + n for n in range(1, 10) for mark in ("-", " ")}
_WORDS |= {"thirty": 30, "forty": 40, "sixty": 60, "ninety": 90, "a": 1, "an": 1}
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted((w for w in _WORDS if w not in {"a", "an"}), key=len, reverse=True)) + r")"
_DURATION = re.compile(
    rf"""(?<![\w.\-/])(?P<first>{_NUMBER}|an?\b(?=\s+(?:calendar\s+|working\s+)?(?:(?<=working\s)day|week|fortnight|month|year)\b))
         (?:\s?\(\s?{_NUMBER}\s?\))?
         (?:\s*(?P<joined>-|\u2013|to|and|or|/|,)\s*(?P<second>{_NUMBER})(?:\s?\(\s?{_NUMBER}\s?\))?)?
         (?:\s|-){{1,3}}(?:(?:full|clear|consecutive|or\s+more)\s+)?
         (?P<kind>calendar|workings?|business)?(?:\s|-){{0,3}}
         (?P<unit>hours?|days?|weeks?|fortnights?|months?|years?)(?:'|\u2019)?(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_A_STAGE = re.compile(r"\b(?:stages?|steps?|levels?|sections?)\s*$", re.IGNORECASE)
"""What makes the number after it a name: "at stage 1 and 20 working days at stage 2"."""
_NOT_A_LIMIT = re.compile(
    r"\s*(?:a|per|each)\s+(?:day|week|month|year)\b|\s*(?:old\s+system|notice\s+period)", re.IGNORECASE
)


class Unit(StrEnum):
    """What a length of time is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Duration:
    """One length of time, where it stands in its sentence."""

    number: int
    unit: Unit
    kind: DayKind
    start: int
    end: int
    least: int | None = None
    """For "10 to 15 working days": the 10. `number` is what it may take at most."""


def durations_in(text: str) -> list[Duration]:
    """Every length of time in a sentence, in order; "10 and 20 working days" are two."""
    found: list[Duration] = []
    passed = 0
    for match in _DURATION.finditer(text):
        rate = _NOT_A_LIMIT.match(text, match.end())
        if rate or match.start() < passed:
            passed = rate.end() if rate else passed
            continue
        first, unit, kind = _number(match["first"]), _unit(match["unit"]), _kind(match["kind"], match["unit"])
        if match["second"] and _A_STAGE.search(text, max(0, match.start() - 12), match.start()):
            middle = match.start("second")
            found.append(Duration(_number(match["second"]), unit, kind, middle, match.end()))
        elif not match["second"]:
            found.append(Duration(first * _weeks(match["unit"]), unit, kind, match.start(), match.end()))
        elif match["joined"].lower() in {"and", "/", ",", "or"}:
            middle = match.start("second")
            found.append(Duration(first, unit, kind, match.start(), middle - 1))
            found.append(Duration(_number(match["second"]), unit, kind, middle, match.end()))
        else:
            found.append(Duration(_number(match["second"]), unit, kind, match.start(), match.end(), least=first))
    return found


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[" ".join(word.lower().split())]


def _unit(word: str) -> Unit:
    word = word.lower().rstrip("s") + "s"
    return Unit.WEEKS if word == "fortnights" else Unit(word)


def _weeks(word: str) -> int:
    return 2 if word.lower().startswith("fortnight") else 1


def _kind(kind: str | None, unit: str) -> DayKind:
    if kind and kind.lower() != "calendar":
        return DayKind.WORKING
    return DayKind.NOT_SAID if not kind and unit.lower().startswith("day") else DayKind.CALENDAR


def as_days(duration: Duration) -> tuple[int, DayKind, str] | None:
    """The limit in days, which days, and what had to be assumed. None where a number of days would be a guess."""
    number = duration.number
    note = f"at most; {duration.least} are given as the least" if duration.least else ""
    match duration.unit:
        case Unit.DAYS:
            return (number, duration.kind, note) if number else None
        case Unit.WEEKS:
            return 7 * number, DayKind.CALENDAR, f"the document says {number} {'week' if number == 1 else 'weeks'}"
        case Unit.HOURS if number and number % 24 == 0:
            return number // 24, DayKind.CALENDAR, f"the document says {number} hours"
        case Unit.HOURS | Unit.MONTHS | Unit.YEARS:
            return None


def as_months(duration: Duration) -> int | None:
    """The length in months, None for one that is not counted in months or years."""
    match duration.unit:
        case Unit.MONTHS:
            return duration.number or None
        case Unit.YEARS:
            return 12 * duration.number or None
        case Unit.HOURS | Unit.DAYS | Unit.WEEKS:
            return None


def as_period(duration: Duration) -> AskWithin | None:
    """The length as a period for asking."""
    if not duration.number:
        return None
    match duration.unit:
        case Unit.DAYS:
            unit = PeriodUnit.WORKING_DAYS if duration.kind is DayKind.WORKING else PeriodUnit.DAYS
            return AskWithin(duration.number, unit)
        case Unit.WEEKS:
            return AskWithin(duration.number, PeriodUnit.WEEKS)
        case Unit.MONTHS:
            return AskWithin(duration.number, PeriodUnit.MONTHS)
        case Unit.YEARS:
            return AskWithin(12 * duration.number, PeriodUnit.MONTHS)
        case Unit.HOURS:
            return None
