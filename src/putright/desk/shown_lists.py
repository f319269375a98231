"""What the lists of the desk share: addresses with their filters, complaints by name, days with what is left of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from putright.actions.naming import ids_in, names_behind, with_names
from putright.actions.terms import calendar_of
from putright.desk.opened import Who
from putright.desk.work.views import left
from putright.records.models import Summary
from putright.workdays import Calendar, YearNotKnown

__all__ = ["Shown", "address", "days_left", "for_file", "one_line", "shown_complaints", "until_on"]

_STATES = {"answered": "answered", "refused": "not accepted", "withdrawn": "withdrawn", "closed": "closed"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A complaint as a line of a list names it."""

    reference: str
    href: str
    name: str
    home: str
    about: str
    stands: str
    """Its stage, and that it is over where it is."""
    handler: str
    confidential: bool


def address(given: Mapping[str, object], **change: object) -> str:
    """A page's own address with these filters, some of them changed; what is empty is left out."""
    kept = {name: value for name, value in {**given, **change}.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else "?"


def one_line(text: str) -> str:
    """A text of several lines, such as an address, in one."""
    return ", ".join(part.strip().rstrip(",") for part in text.splitlines() if part.strip())


def shown_complaints(
    by: Who, complaints: Iterable[UUID], more: Iterable[str] = ()
) -> tuple[dict[UUID, Shown], dict[str, str]]:
    """Complaints that somebody is known to see, by id; and the names behind their ids and those in `more` texts.

    One question for the complaints and one to each table of names, however many there are.
    """
    rows = list(Summary.objects.filter(landlord=by.landlord.pk, complaint__in=set(complaints)))
    texts = [text for row in rows for text in (row.person, row.home, row.handler)]
    names = names_behind(by.landlord, ids_in([*texts, *more]))
    return {row.complaint: _shown(row, names) for row in rows}, names


def _shown(row: Summary, names: dict[str, str]) -> Shown:
    stage = f"stage {row.stage}" if row.stage else ""
    return Shown(
        row.reference,
        reverse("desk:complaint", args=[row.reference]),
        with_names(row.person, names) or "Somebody without a name",
        one_line(with_names(row.home, names)),
        row.about.replace(".;", ";").rstrip("."),
        ", ".join(part for part in (stage, _STATES.get(row.state, "")) if part),
        with_names(row.handler, names),
        bool(row.confidential_to),
    )


def days_left(by: Who, days: Iterable[date | None]) -> dict[date | None, int | None]:
    """Working days until each of some days, below 0 where it has passed; None where no calendar reaches it."""
    calendar = calendar_of(by.landlord)
    return {day: _left(calendar, by.today, day) for day in set(days)}


def _left(calendar: Calendar, today: date, day: date | None) -> int | None:
    if day is None:
        return None
    try:
        return left(calendar, today, day)
    except YearNotKnown:
        return None


def until_on(by: Who, working_days: int = 5) -> date:
    """The last of the next working days."""
    return calendar_of(by.landlord).add(by.today, working_days)


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def for_file(value: object) -> str:
    """A value for a cell of a file that is opened in a spreadsheet: what would be taken for a formula is not."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case _:
            text = str(value)
            return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
