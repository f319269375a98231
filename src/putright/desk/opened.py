"""A complaint as somebody has it before them: opened once for a request, by the same rules as everywhere else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from putright import clock
from putright.actions.naming import ids_in, names_behind, with_names
from putright.actions.terms import assessed, calendar_of
from putright.complaint.assess import Assessment
from putright.complaint.history import Entry, as_it_stood, complaint_from
from putright.complaint.narrate import narrate
from putright.complaint.state import Complaint
from putright.people.looking import open_one
from putright.people.models import Landlord, Staff
from putright.people.permissions import NOT_THERE, kinds_open_to
from putright.people.roles import Role
from putright.records import store
from putright.records.models import Summary
from putright.workdays import Calendar

__all__ = ["Opened", "Who", "open_complaint", "who"]

_MATTER = re.compile(r"(?P<kind>[Pp]oint|[Pp]romise|[Rr]emedy|question) (?P<name>\S+)")
_SHORT = 70


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class Who:
    """Who is at the desk, and on what day. Roles and teams are those that count on the day."""

    staff: Staff
    landlord: Landlord
    today: date
    now: datetime
    roles: frozenset[Role]
    teams: frozenset[str]

    @property
    def key(self) -> str:
        """The id that entries carry."""
        return str(self.staff.pk)


@dataclass(frozen=True, slots=True)
class Opened:
    """One complaint, with what the Code says of it today and the names behind its ids."""

    who: Who
    row: Summary
    entries: list[Entry]
    complaint: Complaint
    assessment: Assessment
    names: dict[str, str]
    as_of: datetime | None = None
    """Where it is shown as it stood at a moment that is past."""

    @property
    def reference(self) -> str:
        """What people call it."""
        return self.row.reference

    @property
    def number(self) -> int:
        """The last entry that is shown: what a command from this page was decided on."""
        return len(self.entries)

    @property
    def calendar(self) -> Calendar:
        """The landlord's working days."""
        return calendar_of(self.who.landlord)

    def named(self, text: str) -> str:
        """A text with names in the place of ids."""
        return with_names(text, self.names)

    def told(self, entry: Entry) -> str:
        """An entry as a sentence, with what points, promises and the like say in the place of the names they go by."""
        return self.named(self.spelt(narrate(entry.event)))

    def spelt(self, text: str) -> str:
        """A text with what points, promises and the like say in the place of the names they go by."""
        return _MATTER.sub(self._spelt, text)

    def _spelt(self, found: re.Match[str]) -> str:
        kind, name = found["kind"].lower(), found["name"].rstrip(".,:")
        rest = found["name"][len(name) :]
        text = self._texts_of(kind).get(name, "")
        return f"{found['kind']} “{_short(text)}”{rest}" if text else found[0]

    def _texts_of(self, kind: str) -> dict[str, str]:
        c = self.complaint
        match kind:
            case "point":
                return {name: each.text for name, each in c.points.items()}
            case "promise":
                return {name: each.made.what for name, each in c.promises.items()}
            case "remedy":
                return {name: each.offered.what for name, each in c.remedies.items()}
            case "question":
                return {name: each.asked.question for name, each in c.contributions.items()}
            case _:
                return {}

    def may(self, *shapes: type[Any]) -> bool:
        """Whether who looks at it may record such facts here."""
        return kinds_open_to(self.who.roles, shapes)


def who(request: HttpRequest) -> Who:
    """Who is at the desk. The door has put them on the request; without that nothing is shown."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise Http404(NOT_THERE)
    found: Who | None = getattr(request, "_who", None)
    if found is None:
        today = clock.today()
        roles = staff.roles_on(today)
        teams = staff.teams_on(today)
        landlord: Landlord = request.landlord  # type: ignore[attr-defined]  # put there with the staff, and read already
        found = Who(staff, landlord, today, clock.now(), roles, teams)
        request._who = found  # type: ignore[attr-defined]  # noqa: SLF001  kept for the rest of this request
    return found


def open_complaint(request: HttpRequest, reference: str, why: str, *, as_of: datetime | None = None) -> Opened:
    """The complaint of that reference. Raises Http404 in the same words whether it is not there or not theirs.

    A look at a confidential one is noted, with `why`.
    """
    by = who(request)
    if "\0" in reference:  # PostgreSQL takes no such text, not even to say that there is none
        raise Http404(NOT_THERE)
    there = Summary.objects.filter(landlord=by.landlord.pk, reference=reference).values_list("complaint", flat=True)
    key: UUID | None = there.first()
    row = open_one(Summary.objects.all(), key, by.staff, by.today, at=by.now, why=why) if key else None
    if row is None:
        raise Http404(NOT_THERE)
    entries = store.read(row.landlord, row.complaint)
    day = by.today
    if as_of is not None:
        entries, day = as_it_stood(entries, as_of), as_of.astimezone(clock.LONDON).date()
    complaint = complaint_from(entries)
    names = names_behind(by.landlord, ids_in(_texts(entries)))
    return Opened(by, row, entries, complaint, assessed(by.landlord, complaint, day), names, as_of)


def _texts(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        yield entry.recorded_by
        yield from _strings(entry.event)


def _strings(value: object) -> Iterable[str]:
    """Every text in an event, or in what is in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
