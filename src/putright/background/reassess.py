"""Work out anew what time has changed: findings of what is owed come with the days, without anybody recording anything."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from uuid import UUID

from django import db
from django.db import transaction
from django.db.models import Q

from putright.actions.terms import assessed
from putright.background.kinds import Hopeless, Work, job
from putright.complaint.history import complaint_from
from putright.people.models import Landlord
from putright.records import projection, store
from putright.records.integrity import not_to_be_projected
from putright.records.models import Content, Entry, Request, Summary
from putright.records.requests_models import RequestSummary

__all__ = ["reassess", "sheaf_of"]

_LOG = logging.getLogger("putright.worker")
_AT_ONCE = 50
"""How many are worked out in one transaction: enough to save the disk, few enough that nobody waits for them."""


def sheaf_of(landlord: UUID, complaint: UUID) -> store.Sheaf:
    """Everything the record holds of one complaint or service request."""
    these = {"landlord": landlord, "complaint": complaint}
    return store.Sheaf(
        landlord,
        complaint,
        list(Entry.objects.filter(**these).order_by("number")),
        list(Content.objects.filter(**these).order_by("number")),
        list(Request.objects.filter(**these).order_by("first_number")),
        Summary.objects.filter(**these).first(),
        RequestSummary.objects.filter(landlord=landlord, request=complaint).first(),
    )


def reassess(landlord: Landlord, today: date) -> Iterator[tuple[int, int, list[str]]]:
    """Bring every owed complaint up to a day: (done, of how many, references that could not be), after each batch.

    One that cannot be worked out, or whose entries are not what was written, is left as it is and named.
    """
    stale = Summary.objects.filter(~Q(assessed_on=today), landlord=landlord.pk, owed=True)
    # By complaint, so that two who do this at once take the same way and nobody waits in a circle.
    names = iter(list(stale.order_by("complaint").values_list("complaint", "reference")))
    total, done, left = stale.count(), 0, list[str]()
    while some := list(islice(names, _AT_ONCE)):
        left += _batch(landlord, some, today)
        done += len(some)
        yield done, max(total, done), left


def _batch(landlord: Landlord, some: Sequence[tuple[UUID, str]], today: date) -> list[str]:
    try:
        with transaction.atomic():
            return [name for complaint, name in some if not _one(landlord, complaint, today)]
    except db.DataError:  # one of them holds what the database will not take: the others need not suffer
        return [name for complaint, name in some if not _alone(landlord, complaint, today)]


def _alone(landlord: Landlord, complaint: UUID, today: date) -> bool:
    try:
        with transaction.atomic():
            return _one(landlord, complaint, today)
    except db.DataError:
        return False


def _one(landlord: Landlord, complaint: UUID, today: date) -> bool:
    """Work out one, under the lock that commands take. Whether it could be."""
    held = Summary.objects.select_for_update().filter(landlord=landlord.pk, complaint=complaint).first()
    if held is None or held.assessed_on == today:  # somebody was quicker
        return True
    sheaf = sheaf_of(landlord.pk, complaint)
    try:
        if not sheaf.entries or not_to_be_projected(sheaf):
            return False
        told = complaint_from(store.as_told(sheaf.entries, sheaf.words))
        projected = projection.project(told, assessed(landlord, told, today))
    except db.Error:
        raise
    except Exception as error:  # noqa: BLE001  one bad complaint is left, named, and found by `verify`
        _LOG.warning("A complaint could not be worked out for %s (%s): %s", today, type(error).__name__, held.reference)
        return False
    first, last = sheaf.entries[0], sheaf.entries[-1]
    projection.write(
        landlord.pk,
        complaint,
        projected,
        reference=first.reference,
        number=last.number,
        digest=last.digest,
        on=today,
    )
    return True


@job("reassess", queue="long")
def _reassess(work: Work) -> None:
    landlord = work.whose()
    left: list[str] = []
    for done, total, bad in reassess(landlord, work.today):
        left = bad
        work.told(done, total)
    if left:
        named = ", ".join(left[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")  # noqa: PLR2004  five
        raise Hopeless(
            f"{named} could not be worked out for today and stand in the lists as before: run `putright verify`."
        )
