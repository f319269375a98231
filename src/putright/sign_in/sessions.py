"""Being signed in: from the moment the door opens until somebody goes, does nothing for too long, or is told to."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth import login, logout
from django.db.models import QuerySet
from django.http import HttpRequest

from putright.people.models import Landlord, Staff
from putright.people.roles import Role
from putright.people.row_security import theirs
from putright.sign_in.factors import rules_of
from putright.sign_in.history import note
from putright.sign_in.models import DoorRules, OpenSession
from putright.sign_in.whence import address_of, browser_of, place_of
from putright.sign_in.words import End, How, Outcome

__all__ = ["ENDED", "LANDLORD", "SESSION", "admit", "current", "end", "end_others", "go", "open_in", "open_sessions"]

SESSION, LANDLORD = "open_session", "landlord"
"""What the browser's session holds once somebody is in: which row is theirs, and whose rows the database may show."""
ENDED = "ended"
"""Why the session ended that this browser had, for the next page to say."""
_TO_THE_MINUTE = timedelta(seconds=60)
_BACKEND = "putright.sign_in.backend.DoorBackend"


def admit(request: HttpRequest, person: Staff, how: How, at: datetime) -> OpenSession:
    """Open the door: a new session under a new key, its row, and a line of history."""
    with theirs(person.landlord_id):
        rules = rules_of(person.landlord)
        login(request, person, backend=_BACKEND)
        row = OpenSession.objects.create(
            landlord_id=person.landlord_id,
            staff=person,
            how=how.value,
            place=place_of(address_of(request)),
            browser=browser_of(request),
            started_at=at,
            seen_at=at,
        )
        note(person, request, how, Outcome.CAME_IN, at)
    request.session[SESSION] = str(row.pk)
    request.session[LANDLORD] = str(person.landlord_id)
    request.session.set_expiry(rules.longest_hours * 3600)
    return row


def current(
    request: HttpRequest, landlord: UUID, at: datetime, today: date
) -> tuple[OpenSession, frozenset[Role]] | None:
    """The session of a request with the roles that count today. None where there is none any more; then it is ended.

    Asked of the dates each time: who leaves or loses their last role is out with their next request.
    """
    key = request.session.get(SESSION)
    if key is None:
        return None
    rows = OpenSession.objects.filter(landlord=landlord, pk=key, ended_at=None)
    row = rows.select_related("staff", "landlord").first()
    if row is None:
        return None
    roles = row.staff.roles_on(today)
    why = _over(request, row, roles, at)
    if why is not None:
        end(row, why, at)
        return None
    if at - row.seen_at >= _TO_THE_MINUTE:
        OpenSession.objects.filter(landlord=landlord, pk=row.pk).update(seen_at=at)
    return row, roles


def _over(request: HttpRequest, row: OpenSession, roles: frozenset[Role], at: datetime) -> End | None:
    idle, longest = _limits(rules_of(row.landlord))
    if not request.user.is_authenticated or request.user.pk != row.staff_id:
        return End.PASSWORD  # the key is made from the password's digest: with another password it fits no more
    if not roles:
        return End.NOT_HERE
    if at - row.seen_at > idle:
        return End.IDLE
    return End.TOO_LONG if at - row.started_at > longest else None


def _limits(rules: DoorRules) -> tuple[timedelta, timedelta]:
    return timedelta(minutes=rules.idle_minutes), timedelta(hours=rules.longest_hours)


def open_sessions(person: Staff, at: datetime) -> list[OpenSession]:
    """The sessions of somebody that are still good, the one seen last first."""
    idle, longest = _limits(rules_of(person.landlord))
    return list(_open(person).filter(seen_at__gte=at - idle, started_at__gte=at - longest).order_by("-seen_at"))


def open_in(landlord: Landlord, at: datetime) -> list[OpenSession]:
    """Every session of a landlord that is still good, the one seen last first."""
    idle, longest = _limits(rules_of(landlord))
    rows = OpenSession.objects.filter(
        landlord=landlord, ended_at=None, seen_at__gte=at - idle, started_at__gte=at - longest
    )
    return list(rows.select_related("staff").order_by("-seen_at"))


def _open(person: Staff) -> QuerySet[OpenSession]:
    return OpenSession.objects.filter(landlord=person.landlord_id, staff=person, ended_at=None)


def end(row: OpenSession, why: End, at: datetime) -> None:
    """End one session. Its browser finds out with its next request."""
    OpenSession.objects.filter(landlord=row.landlord_id, pk=row.pk, ended_at=None).update(ended_at=at, ended=why.value)


def end_others(person: Staff, why: End, at: datetime, *, but: str = "") -> int:
    """End every session of somebody but one. How many."""
    rows = _open(person)
    return (rows.exclude(pk=but) if but else rows).update(ended_at=at, ended=why.value)


def go(request: HttpRequest, at: datetime) -> None:
    """Somebody signs out."""
    landlord, key = request.session.get(LANDLORD), request.session.get(SESSION)
    if landlord is not None and key is not None:
        with theirs(UUID(landlord)):
            for row in OpenSession.objects.filter(landlord=UUID(landlord), pk=key):
                end(row, End.SIGNED_OUT, at)
    logout(request)
