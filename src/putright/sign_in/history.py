"""Who came in, who tried to, when, roughly from where, how, and what became of it. For the person and the administrator."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from putright.people.models import Staff
from putright.sign_in.models import OpenSession, SignIn
from putright.sign_in.whence import address_of, browser_of, place_of
from putright.sign_in.words import How, Outcome

__all__ = ["KEPT", "forget_old", "note", "sign_ins_of"]

KEPT = timedelta(days=400)
"""How long the history is kept: a year and a little, so that an audit of a year finds all of it."""
_LOCKED_ONCE = timedelta(minutes=15)


def note(person: Staff, request: HttpRequest, how: How, outcome: Outcome, at: datetime) -> None:
    """Write one line. Being locked out is written once for each lock, or whoever knocks could fill the table."""
    if outcome is Outcome.LOCKED:
        lately = SignIn.objects.filter(
            landlord=person.landlord_id, staff=person, outcome=outcome.value, at__gt=at - _LOCKED_ONCE
        )
        if lately.exists():
            return
    SignIn.objects.create(
        landlord_id=person.landlord_id,
        staff=person,
        at=at,
        how=how.value,
        outcome=outcome.value,
        place=place_of(address_of(request)),
        browser=browser_of(request),
    )


def sign_ins_of(landlord: UUID, person: Staff | None = None) -> QuerySet[SignIn]:
    """The lines of a landlord, or of one person, the newest first."""
    lines = SignIn.objects.filter(landlord=landlord).select_related("staff").order_by("-at")
    return lines.filter(staff=person) if person is not None else lines


def forget_old(landlord: UUID, at: datetime) -> int:
    """Delete lines, and sessions that ended, older than they are kept. How many. Personal data has an end."""
    lines, _ = SignIn.objects.filter(landlord=landlord, at__lt=at - KEPT).delete()
    ended, _ = OpenSession.objects.filter(landlord=landlord, ended_at__lt=at - KEPT).delete()
    return lines + ended
