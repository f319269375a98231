"""How things are written on every page: days, moments, money, numbers of working days. Nothing about markup."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

__all__ = ["MONTHS", "day", "in_words", "moment", "money", "plural", "working_days"]

_LONDON = ZoneInfo("Europe/London")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def day(value: date) -> str:
    """For example "Fri 10 April 2026". A moment is the day it was in London."""
    if isinstance(value, datetime):
        value = _in_london(value).date()
    return f"{_DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """For example "Fri 10 April 2026, 14:05", in London's time. Without a zone it is taken as UTC."""
    local = _in_london(value)
    return f"{day(local)}, {local:%H:%M}"


def money(pence: int) -> str:
    """Whole pounds without pence: "£45", "£1,250.50", "-£3"."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{pounds:,}" + (f".{rest:02}" if rest else "")


def plural(number: int, one: str, many: str = "") -> str:
    """For example "1 letter", "3 letters"; `many` where an s does not do it."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def working_days(number: int) -> str:
    """What is left, or how late, in working days: "today", "1 working day", "3 working days late"."""
    if number == 0:
        return "today"
    return plural(abs(number), "working day") + (" late" if number < 0 else "")


def in_words(number: int) -> str:
    """A small number as a word, as it stands in a sentence; from ten on, as figures."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def _in_london(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(_LONDON)
