"""Notices: what is due soon or late, said once to whoever handles it, until mail says it too.

A notice names a complaint or a row of a register, and a day. What is to be done stands in the summary and in the register,
where it is kept up to date, erased and shown only to those who may see it.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import models
from django.db.models import Exists, OuterRef, Q

from putright.actions.terms import calendar_of
from putright.background.models import Notice
from putright.people.looking import visible
from putright.people.models import Landlord, Staff
from putright.people.registers import due_reviews
from putright.people.roles import Role
from putright.records.models import Summary
from putright.workdays import YearNotKnown

__all__ = ["SOON_WORKING_DAYS", "forget_old", "notice_deadlines", "notice_reviews", "notices_for", "seen"]

SOON_WORKING_DAYS = 2
"""How far ahead a deadline is said to be soon."""
_AT_ONCE = 1000
_KEPT = timedelta(days=180)


def notice_deadlines(landlord: Landlord, today: date, at: datetime) -> int:
    """Write the notices of what is due soon and of what is late and was not said yet. How many."""
    try:
        soon = calendar_of(landlord).add(today, SOON_WORKING_DAYS)
    except YearNotKnown:
        soon = today + timedelta(days=SOON_WORKING_DAYS)
    owed = Summary.objects.filter(landlord=landlord.pk, owed=True)
    late = owed.filter(next_due_on__lt=today)
    near = owed.filter(next_due_on__gte=today, next_due_on__lte=soon)
    return _write("late", late, at) + _write("due_soon", near, at)


def _write(kind: str, rows: "models.QuerySet[Summary]", at: datetime) -> int:
    told = Notice.objects.filter(
        landlord=OuterRef("landlord"), complaint=OuterRef("complaint"), due_on=OuterRef("next_due_on"), kind=kind
    )
    found = rows.exclude(Exists(told)).order_by("next_due_on", "complaint")[:_AT_ONCE]
    new = [
        Notice(
            landlord=each.landlord,
            kind=kind,
            key=f"{kind} {each.complaint} {each.next_due_on}",
            complaint=each.complaint,
            due_on=each.next_due_on,
            handler=each.handler,
            at=at,
        )
        for each in found
    ]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def notice_reviews(landlord: Landlord, today: date, at: datetime) -> int:
    """Write the notices of what the registers ask to be looked at and was not said yet. How many."""
    new = []
    for each in due_reviews(landlord, today):
        what = sha256(f"{each.what}\n{each.whom}".encode()).hexdigest()[:16]  # words that may be about health
        key = f"review {each.register} {each.row or what} {what} {each.on or '-'}"[:160]
        new.append(
            Notice(
                landlord=landlord.pk,
                kind="review",
                key=key,
                register=each.register,
                row=each.row,
                due_on=each.on,
                at=at,
            )
        )
    there = set(Notice.objects.filter(landlord=landlord.pk, kind="review").values_list("key", flat=True))
    new = [each for each in new if each.key not in there]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def notices_for(staff: Staff, today: date) -> "models.QuerySet[Notice]":
    """What is new for somebody about complaints they may see, the first due first.

    Their own; and what nobody handles, for a complaints officer. What was done meanwhile, or has another day by now, is
    left out.
    """
    mine = Q(handler__in=[str(staff.pk), staff.name])
    if Role.COMPLAINTS_OFFICER in staff.roles_on(today):
        mine |= Q(handler="")
    still = visible(Summary.objects.all(), staff, today).filter(
        complaint=OuterRef("complaint"), next_due_on=OuterRef("due_on"), owed=True
    )
    new = Notice.objects.filter(mine, landlord=staff.landlord_id, seen_at=None, complaint__isnull=False)
    return new.filter(Exists(still)).order_by("due_on", "at")


def seen(staff: Staff, today: date, at: datetime) -> int:
    """Somebody has looked at what is new for them. How many there were."""
    these = list(notices_for(staff, today).values_list("pk", flat=True))
    return Notice.objects.filter(pk__in=these, seen_at=None).update(seen_at=at, seen_by=str(staff.pk))


def forget_old(landlord: Landlord, today: date) -> int:
    """Remove what was said long ago and has been seen or overtaken since. How many."""
    old = Notice.objects.filter(landlord=landlord.pk, due_on__lt=today - _KEPT)
    owed = Summary.objects.filter(
        landlord=OuterRef("landlord"), complaint=OuterRef("complaint"), next_due_on=OuterRef("due_on"), owed=True
    )
    return old.exclude(Exists(owed)).delete()[0]
