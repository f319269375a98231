"""The tracker of promises: counted and in pages, across complaints, also after the final response.

Every promise in it that somebody may see stands in exactly one group:

    late      still to be done, and its day lies before today
    today     still to be done today
    next      still to be done, up to the last of the next working days
    later     still to be done after those, or without a day
    untold    done or given up, and the resident has not been told
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from putright.people.looking import visible
from putright.people.models import Staff
from putright.records.keyset import Order, Place, page
from putright.records.models import PromiseSummary, Summary

__all__ = ["AskedPromises", "PromiseGroup", "promise_counts", "promise_page"]


class PromiseGroup(StrEnum):
    """One heading of the tracker."""

    LATE = "late"
    TODAY = "today"
    NEXT = "next"
    LATER = "later"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class AskedPromises:
    """Whose tracker it is, and what of it is wanted."""

    staff: Staff
    today: date
    until: date
    """The last of the next working days."""
    owners: frozenset[str] | None = None
    """Promises that one of these owns, by id or name, or whose complaint one of them handles. None: all."""
    stage: int | None = None


_ORDER = Order("due_on", "complaint", "promise")


def promise_counts(asked: AskedPromises) -> dict[PromiseGroup, int]:
    """How many promises are in each group: as many as the rows of all its pages. One query."""
    counted = _seen(asked).aggregate(**{each.value: Count("pk", filter=_within(each, asked)) for each in PromiseGroup})
    return {each: counted[each.value] for each in PromiseGroup}


def promise_page(
    asked: AskedPromises, group: PromiseGroup, after: Place | None, size: int
) -> tuple[list[PromiseSummary], Place | None]:
    """The promises of a group behind a place, first what is due first, and where the next page begins."""
    return page(_seen(asked).filter(_within(group, asked)), _ORDER, after, size)


def _seen(asked: AskedPromises) -> QuerySet[PromiseSummary]:
    there = Summary.objects.filter(complaint=OuterRef("complaint"))
    found = PromiseSummary.objects.filter(
        Exists(visible(there, asked.staff, asked.today)), landlord=asked.staff.landlord_id
    )
    if asked.owners is not None:
        handled = Exists(there.filter(landlord=asked.staff.landlord_id, handler__in=asked.owners))
        found = found.filter(Q(owner__in=asked.owners) | handled)
    return found if asked.stage is None else found.filter(stage=asked.stage)


def _within(group: PromiseGroup, asked: AskedPromises) -> Q:
    still = Q(state="open")
    match group:
        case PromiseGroup.LATE:
            return still & Q(due_on__lt=asked.today)
        case PromiseGroup.TODAY:
            return still & Q(due_on=asked.today)
        case PromiseGroup.NEXT:
            return still & Q(due_on__gt=asked.today, due_on__lte=asked.until)
        case PromiseGroup.LATER:
            return still & (Q(due_on=None) | Q(due_on__gt=asked.until))
        case PromiseGroup.UNTOLD:
            return ~still
