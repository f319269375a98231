"""The only file that asks what time it is.

Everything else is given a date or a moment, so that any answer can be had again for any day.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """Today's date where the landlord is: Europe/London decides, not the machine's own zone."""
    return datetime.now(LONDON).date()  # noqa: TID251  this is that file


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is that file
