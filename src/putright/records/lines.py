"""The lines of registers and other lists across complaints: who may see which, what is due, and what is behind them.

Asked of the table of lines, so that no complaint is read that is not shown. A confidential complaint does not exist here
for anybody who is not named on it.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from putright.complaint.history import complaint_from
from putright.people.looking import visible
from putright.people.models import Staff
from putright.people.registers.lines import Listing
from putright.people.registers.model import Due, Known
from putright.records import store
from putright.records.lines_models import ListedLine
from putright.records.models import Content, Entry, Summary

__all__ = ["asked_of_them", "known", "reviews_due", "seen_lines"]

_REVIEWS = {
    Listing.ADJUSTMENTS: ("Review an adjustment agreed in the complaint", "5.10"),
    Listing.RESTRICTIONS: ("Review the contact restriction", "5.14"),
    Listing.CONFLICTS: ("Settle the conflict of interest that was declared", "5.8"),
}


def seen_lines(staff: Staff, today: date, *listings: Listing, **of_complaint: object) -> QuerySet[ListedLine]:
    """The lines of some lists that somebody sees today, of complaints with these values in their row of the list."""
    there = Summary.objects.filter(complaint=OuterRef("complaint"), **of_complaint)
    lines = ListedLine.objects.filter(landlord=staff.landlord_id, listing__in=[each.value for each in listings])
    return lines.filter(Exists(visible(there, staff, today)))


def asked_of_them(staff: Staff, teams: Iterable[str]) -> QuerySet[ListedLine]:
    """The questions that were put to somebody or to their teams. Not of a complaint that is confidential to others."""
    who = str(staff.pk)
    open_to_them = Q(confidential_to="") | Q(confidential_to__contains=f",{who},")
    there = Summary.objects.filter(open_to_them, landlord=staff.landlord_id, complaint=OuterRef("complaint"))
    lines = ListedLine.objects.filter(landlord=staff.landlord_id, listing=Listing.CONTRIBUTIONS.value)
    return lines.filter(Exists(there), whose__in=[who, *teams])


def known(landlord: UUID, complaints: Iterable[UUID]) -> dict[UUID, Known]:
    """Some complaints of a landlord as they are now: three queries, however many. Whoever asks has seen to who may see them."""
    wanted = list(set(complaints))
    references = dict(
        Summary.objects.filter(landlord=landlord, complaint__in=wanted).values_list("complaint", "reference")
    )
    entries = Entry.objects.filter(landlord=landlord, complaint__in=wanted).order_by("complaint", "number")
    kept = Content.objects.filter(landlord=landlord, complaint__in=wanted, erased_at=None).values_list("id", "text")
    words = {str(key): text for key, text in kept}
    return {
        key: Known(landlord, key, references.get(key, ""), complaint_from(store.as_told(list(rows), words)))
        for key, rows in groupby(entries, attrgetter("complaint"))
    }


def reviews_due(staff: Staff, today: date, until: date, *, reads: frozenset[str], most: int) -> list[Due]:
    """What complaints ask to be looked at again by a day, first what never had one, then by day. Two queries."""
    listings = [each for each in _REVIEWS if each.value in reads]
    near = seen_lines(staff, today, *listings).filter(Q(by_on=None) | Q(by_on__lte=until), waits=True)
    rows = list(near.order_by(F("by_on").asc(nulls_first=True), "complaint", "name")[:most])
    found = Summary.objects.filter(landlord=staff.landlord_id, complaint__in=[row.complaint for row in rows])
    references = dict(found.values_list("complaint", "reference"))
    return [_due(row, references[row.complaint]) for row in rows if row.complaint in references]


def _due(row: ListedLine, reference: str) -> Due:
    what, provision = _REVIEWS[Listing(row.listing)]
    return Due(row.by_on, what, reference, provision, row.listing, reference)
