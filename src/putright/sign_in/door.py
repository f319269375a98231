"""The steps at the door, in order: password or single sign-on, second step, a password of one's own, setting up, in.

Between the steps the browser's session holds who has got how far, for ten minutes; nobody is signed in until the last.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest

from putright.people.models import Staff
from putright.people.row_security import signing_in, theirs
from putright.sign_in import factors
from putright.sign_in.history import note
from putright.sign_in.knocks import heard, knock
from putright.sign_in.whence import address_of
from putright.sign_in.words import How, Outcome

__all__ = [
    "At",
    "No",
    "Step",
    "arrived",
    "find",
    "next_step",
    "passed",
    "put_down",
    "second",
    "stand",
    "standing",
    "whom",
]

_AT_THE_DOOR = "at_the_door"
_STANDS = timedelta(minutes=10)


class Step(StrEnum):
    """What comes next for somebody at the door; the value is the name of its page."""

    SECOND = "second_step"
    CHOOSE = "choose_password"
    SET_UP = "set_up"
    IN = "in"


@dataclass(frozen=True, slots=True)
class No:
    """The door stays shut: why, in a sentence, and until when where it is a matter of time."""

    says: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Somebody at the door, and how far they have got."""

    staff: str
    landlord: str
    how: str
    since: str
    next: str
    second_done: bool = False
    one_time: bool = False


WRONG = "That e-mail address and password do not go together. Check both and try again."
OLD = "That password was made for you more than a day ago and has run out. Ask your administrator for another."
NOT_HERE = "You hold no role here today. Ask your administrator."


def find(email: str) -> Staff | None:
    """Who has an address. Nobody is signed in yet, so nothing but this one row is shown by the database."""
    with transaction.atomic(), signing_in(email):
        return Staff.objects.filter(email=email.strip().lower()).first()


def whom(email: str) -> str:
    """The name under which tries for an address are counted."""
    return "address:" + email.strip().lower()


def arrived(request: HttpRequest, email: str, password: str, onward: str, *, at: datetime, today: date) -> At | No:
    """Look at an address and a password. The same words, and the same work, whether anybody has the address or not."""
    whence = address_of(request)
    until = knock(whom(email), whence, at)
    person = find(email)
    if until is not None:
        if person is not None:
            _note(person, request, Outcome.LOCKED, at)
        return No("", until)
    if person is None:
        make_password(password)
        return No(WRONG)
    if not person.check_password(password):
        _note(person, request, Outcome.WRONG_PASSWORD, at)
        return No(WRONG)
    if person.one_time_until is not None and at > person.one_time_until:
        _note(person, request, Outcome.OUT_OF_DATE, at)
        return No(OLD)
    heard(whom(email), whence)
    return passed(request, person, How.PASSWORD, onward, at=at, today=today)


def passed(
    request: HttpRequest, person: Staff, how: How, onward: str, *, at: datetime, today: date, second_done: bool = False
) -> At | No:
    """Somebody has proved who they are, once: they stand at the door if they work here today."""
    with theirs(person.landlord_id):
        if not person.roles_on(today):
            note(person, request, how, Outcome.NOT_HERE, at)
            return No(NOT_HERE)
    request.session.flush()
    standing_now = At(
        staff=str(person.pk),
        landlord=str(person.landlord_id),
        how=how.value,
        since=at.isoformat(),
        next=onward,
        second_done=second_done,
        one_time=how is How.PASSWORD and person.one_time_until is not None,
    )
    stand(request, standing_now)
    return standing_now


def stand(request: HttpRequest, at: At) -> None:
    """Remember how far somebody has got."""
    request.session[_AT_THE_DOOR] = asdict(at)


def standing(request: HttpRequest, now: datetime) -> tuple[At, Staff] | None:
    """Who stands at the door; None where nobody does, or has for too long.

    The landlord comes from the session, which nobody but us can write; the caller opens `theirs` for it.
    """
    kept = request.session.get(_AT_THE_DOOR)
    if kept is None:
        return None
    at = At(**kept)
    if now - datetime.fromisoformat(at.since) > _STANDS:
        request.session.flush()
        return None
    with theirs(UUID(at.landlord)):
        person = Staff.objects.select_related("landlord").filter(landlord=UUID(at.landlord), pk=at.staff).first()
    return None if person is None else (at, person)


def next_step(at: At, person: Staff) -> Step:
    """What is still between somebody and the desk."""
    with theirs(person.landlord_id):
        has = bool(factors.factors_of(person))
        needs = factors.required(person.landlord)
    if has and not at.second_done:
        return Step.SECOND
    if at.one_time and person.one_time_until is not None:
        return Step.CHOOSE
    if needs and not at.second_done:
        return Step.SET_UP
    return Step.IN


def second(request: HttpRequest, at: At, person: Staff, how: How, *, right: bool) -> None:
    """Note how the second step went; `knock` was asked before."""
    if right:
        heard(f"second:{person.pk}", address_of(request))
        stand(request, replace(at, second_done=True, how=how.value))


def put_down(request: HttpRequest) -> None:
    """Forget who stood at the door: they are in, or have gone."""
    request.session.pop(_AT_THE_DOOR, None)


def _note(person: Staff, request: HttpRequest, outcome: Outcome, at: datetime) -> None:
    with theirs(person.landlord_id):
        note(person, request, How.PASSWORD, outcome, at)
