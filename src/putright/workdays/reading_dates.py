"""Dates as people and spreadsheets write them, read day first.

This module must not guess: a text that could be no date, or names a weekday that is not its own, is refused
in one sentence that can be shown beside the cell it came from.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_SERIAL_DAY_0 = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers, once its belief in 29 February 1900 is allowed for."""
_SERIALS = range(20_000, 60_001)
"""3 October 1954 to 8 April 2064. Outside it, a five-figure number is more likely to be a reference number."""
_YEARS = range(1900, 2200)
_LONGEST_SHOWN = 60
_CENTURY_TURNS = 70
"""Two-figure years from here on are of the last century: 70 is 1970, 69 is 2069."""

_MONTHS = {name[:length].lower(): n for n, name in enumerate(calendar.month_name) if name for length in (3, len(name))}
_MONTHS |= {"sept": 9, "janu": 1, "febr": 2}
_WEEKDAYS = {name[:length].lower(): n for n, name in enumerate(calendar.day_name) for length in (3, len(name))}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?", re.ASCII)
_TIME = re.compile(
    r"[\s,T]+(?:at\s+)?(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?$", re.ASCII | re.IGNORECASE
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})", re.ASCII)
_SEPARATOR = r"[\s\-/.,]*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})"
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_DAY_MONTH_YEAR = re.compile(
    rf"(?:the\s+)?{_DAY}{_SEPARATOR}(?:of\s+)?{_MONTH}{_SEPARATOR}{_YEAR}", re.ASCII | re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(rf"{_MONTH}{_SEPARATOR}{_DAY}[\s\-/.,]+{_YEAR}", re.ASCII | re.IGNORECASE)
_LEADING_WEEKDAY = re.compile(r"([a-z]{3,9})\b\.?,?\s*", re.ASCII | re.IGNORECASE)
_ODD_CHARACTERS = str.maketrans({
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{ZERO WIDTH SPACE}": "",
    "\N{BYTE ORDER MARK}": "",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
})  # fmt: skip


def read_date(text: str) -> date:
    """The date that `text` says, day first: 2026-04-01, 01/04/2026, 1.4.26, Wed 1st April 2026, 46113.

    A time of day is read and left out; a moment with a zone gives the date it was in London. Raises ValueError,
    in one sentence, for anything else.
    """
    shown = text.strip()
    if len(shown) > _LONGEST_SHOWN:  # a note in the column of dates
        shown = shown[:_LONGEST_SHOWN].rstrip() + "..."
    plain = " ".join(text.translate(_ODD_CHARACTERS).split())
    # An apostrophe in front is how a spreadsheet marks a cell as text.
    plain = plain.removeprefix("'").rstrip(",;")
    if not plain:
        raise ValueError("There is no date here: the text is empty.")
    if _ISO_MOMENT.fullmatch(plain):
        return _of_moment(plain, shown)
    rest = _without_time(plain, shown)
    weekday, rest = _weekday_and_rest(rest)
    day = _of_plain(rest, shown)
    if weekday is not None and day.weekday() != weekday:
        raise ValueError(
            f"{shown!r} names the wrong day of the week: {day.day} {day:%B %Y} is a {day:%A}, "
            f"not a {calendar.day_name[weekday]}."
        )
    return day


def _of_moment(plain: str, shown: str) -> date:
    """An ISO date with a time. With a zone, the date it was in London, whose day is the landlord's."""
    try:
        moment = datetime.fromisoformat(plain.replace(",", ".").replace(" Z", "Z").replace(" +", "+"))
    except ValueError:
        year, month, day = (int(part) for part in plain[:10].split("-"))
        _checked(year, month, day, shown)
        raise ValueError(f"{shown!r} has a time of day that does not exist.") from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(_LONDON)
    return _checked(moment.year, moment.month, moment.day, shown)


def _without_time(plain: str, shown: str) -> str:
    """`plain` less a time of day at its end, which must be one that exists."""
    found = _TIME.search(plain)
    if found is None:
        return plain
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour >= 24 or minute >= 60 or second >= 60 or (found[4] and not 1 <= hour <= 12):  # noqa: PLR2004  the clock's
        raise ValueError(f"{shown!r} has a time of day that does not exist.")
    return plain[: found.start()]


def _weekday_and_rest(plain: str) -> tuple[int | None, str]:
    found = _LEADING_WEEKDAY.match(plain)
    if found is None or found[1].lower() not in _WEEKDAYS:
        return None, plain
    return _WEEKDAYS[found[1].lower()], plain[found.end() :]


def _of_plain(plain: str, shown: str) -> date:
    """A date with neither weekday nor time."""
    if found := _YEAR_FIRST.fullmatch(plain):
        return _checked(int(found[1]), int(found[3]), int(found[4]), shown)
    if found := _DAY_FIRST.fullmatch(plain):
        return _checked(_full_year(found[4]), int(found[3]), int(found[1]), shown, day_first=True)
    if found := _COMPACT.fullmatch(plain):
        return _checked(int(found[1]), int(found[2]), int(found[3]), shown)
    if found := _SERIAL.fullmatch(plain):
        return _of_serial(int(found[1]), shown)
    if found := _DAY_MONTH_YEAR.fullmatch(plain) or _MONTH_DAY_YEAR.fullmatch(plain):
        month = _MONTHS.get(found["month"].lower())
        if month is None:
            raise ValueError(f"{shown!r} names no month: {found['month']!r} is not one.")
        return _checked(_full_year(found["year"]), month, int(found["day"]), shown)
    raise ValueError(f"{shown!r} is not a date: write 2026-04-01, 01/04/2026 or 1 April 2026, day before month.")


def _of_serial(number: int, shown: str) -> date:
    if number not in _SERIALS:
        raise ValueError(
            f"{shown!r} is not a date: as a spreadsheet's number for a day it would lie "
            f"outside {_SERIALS.start} to {_SERIALS.stop - 1}."
        )
    return _SERIAL_DAY_0 + timedelta(days=number)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004  two figures
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _checked(year: int, month: int, day: int, shown: str, *, day_first: bool = False) -> date:
    """The date, or the one sentence that says why there is none."""
    if not 1 <= month <= 12:  # noqa: PLR2004  months in a year
        reading = ": dates are read day first, then the month" if day_first else ""
        raise ValueError(f"{shown!r} is not a date: there is no month {month}{reading}.")
    if year not in _YEARS:
        raise ValueError(f"{shown!r} is not a usable date: the year {year} is outside {_YEARS.start} to 2199.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"{shown!r} is not a date: {calendar.month_name[month]} {year} has {last} days.")
    return date(year, month, day)
