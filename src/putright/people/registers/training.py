"""Who has to be trained by when (4.3). How often is the landlord's own promise, read from its policy; the Code gives none."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from putright.people.finding import of, staff_on
from putright.people.models import Landlord, Staff, Training
from putright.people.registers.model import Due
from putright.people.roles import Lesson
from putright.policy import Policy, shipped_policies, shipped_policy
from putright.policy.terms import in_force

__all__ = ["TrainingPromise", "promise_of", "training_due"]

_MONTHS = 12
_CODE = "4.3"


@dataclass(frozen=True, slots=True)
class TrainingPromise:
    """What a policy promises of training; None or False where it does not say."""

    times_a_year: int | None
    times_section: str
    at_induction: bool
    induction_section: str
    policy: str


def promise_of(landlord: Landlord, today: date) -> TrainingPromise | None:
    """What the landlord's policy in force says of training; None where it has no policy here."""
    if not landlord.policy:
        return None
    named = shipped_policy(landlord.policy)
    versions = [each for each in shipped_policies().values() if each.about.landlord.value == named.about.landlord.value]
    return _promise(in_force(versions, today) or named)


def _promise(policy: Policy) -> TrainingPromise:
    times, induction = policy.roles.training_times_a_year, policy.roles.training_at_induction
    return TrainingPromise(
        times.value if times else None,
        times.section if times else "",
        induction.value if induction else False,
        induction.section if induction else "",
        policy.name,
    )


def training_due(landlord: Landlord, today: date) -> Iterator[Due]:
    """For everybody who works here: the training that is next, by the landlord's own interval.

    Twice a year is read as: never more than six months after the last. Where the policy gives no interval, nothing is
    due by date, because the Code gives none either.
    """
    promise = promise_of(landlord, today)
    if promise is None:
        return
    held = of(Training, landlord).order_by()
    last = dict(held.values("staff").annotate(last=Max("on")).values_list("staff", "last"))
    inducted = set(held.filter(lesson=Lesson.INDUCTION).values_list("staff", flat=True))
    for person in staff_on(landlord, today):
        yield from _owed(person, promise, last.get(person.pk), inducted=person.pk in inducted)


def _owed(person: Staff, promise: TrainingPromise, last: date | None, *, inducted: bool) -> Iterator[Due]:
    row = str(person.pk)
    # Where nobody wrote down when they began, any training shows that the induction is past.
    if promise.at_induction and not inducted and (person.started_on is not None or last is None):
        where = f"{_CODE}; policy {promise.induction_section}"
        yield Due(person.started_on, "Training at induction", person.name, where, "training", row)
    if promise.times_a_year and last is not None:
        where = f"{_CODE}; policy {promise.times_section}"
        due = _months_after(last, _MONTHS // promise.times_a_year)
        yield Due(due, "Training in handling complaints", person.name, where, "training", row)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
