"""Dates that a landlord promises something by: "we will publish it by 30 June 2025".

Only a date with a word of time before it ("by", "before", "no later than", "due") in a sentence that looks ahead
("will", "plan to", "target") is a promise. A month is promised to its last day, a year to 31 December; the words stay
in the evidence or commentary.
"""

import calendar
import re
from datetime import date

__all__ = ["promised_on"]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_BY = (
    r"\b(?:by|before|no later than|not later than|until|due(?: date)?(?: by| on| in)?|deadline(?: of| is)?|"
    r"target(?: date)?(?: of| is)?|completion date)\b"
)
_PADDING = r"[\s:,\u2013-]*(?:the )?(?:(?:end|close|start|beginning) of )?(?:the )?(?:early|mid|late)?[\s-]*"
_DATE = "|".join(
    (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\.?,? (?P<year>20\d{{2}})",
        r"(?P<dd>\d{1,2})[/.](?P<mm>\d{1,2})[/.](?P<yy>20\d{2}|\d{2})",
        rf"(?P<month2>{_MONTH})\.?,?[ -](?P<year2>20\d{{2}}|\d{{2}})\b(?! ?(?:days|weeks|months|working))",
        r"(?P<year3>20\d{2})\b(?![/-])",
    )
)
_PROMISED = re.compile(f"{_BY}{_PADDING}(?:{_DATE})", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|shall|plan(?:s|ned|ning)?|aim(?:s|ing)?|intend(?:s|ed)?|envisage|expect(?:s|ed)?|due|target|deadline|to be|"
    r"working towards|going to|in progress|completion date|to (?:complete|implement|introduce|review|publish|have|update))\b|[\u2019']ll\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\u2022-])|\n+")
_MOST_CHARACTERS = 50_000


def promised_on(*texts: str) -> date | None:
    """The first date promised in the texts, in their order; None where none is."""
    for text in texts:
        for sentence in _SENTENCE.split(text[:_MOST_CHARACTERS]):
            if not _AHEAD.search(sentence):
                continue
            for found in _PROMISED.finditer(" ".join(sentence.split())):
                day = _day(found)
                if day is not None:
                    return day
    return None


def _day(found: re.Match[str]) -> date | None:
    """The date a match names, its last day for a month or a year; None when there is no such day."""
    said = found.groupdict()
    try:
        if said["iso"]:
            return date.fromisoformat(said["iso"])
        if said["day"]:
            return date(int(said["year"]), _MONTHS[said["month"].lower()], int(said["day"]))
        if said["dd"]:
            return date(_full(said["yy"]), int(said["mm"]), int(said["dd"]))
        if said["month2"]:
            year, month = _full(said["year2"]), _MONTHS[said["month2"].lower()]
            return date(year, month, calendar.monthrange(year, month)[1])
        return date(int(said["year3"]), 12, 31)
    except ValueError:
        return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)  # noqa: PLR2004  digits
