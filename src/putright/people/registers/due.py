"""What the registers ask to be looked at, by when: the part of the work list that belongs to no single complaint."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Trim

from putright.people.finding import of
from putright.people.models import Adjustment, Disclosure, Landlord, NamedRole, Restriction, Staff, SurveyTemplate
from putright.people.permissions import READS
from putright.people.registers.complaints import reviews_in
from putright.people.registers.model import Due, Known, seen_by
from putright.people.registers.training import training_due
from putright.people.roles import Post

__all__ = ["due_reviews", "restriction_gaps"]

_M = TypeVar("_M", bound=models.Model)
_AHEAD = timedelta(days=28)
"""How far ahead the work list looks, where nobody says otherwise."""

_POSTS = {
    Post.COMPLAINTS_OFFICER: ("4.1", "Name a complaints officer"),
    Post.SENIOR_LEAD: ("9.4", "Name a senior lead for complaints"),
    Post.MEMBER_RESPONSIBLE: ("9.5", "Name a Member Responsible for Complaints"),
}


def due_reviews(
    landlord: Landlord,
    today: date,
    *,
    complaints: Iterable[Known] = (),
    staff: Staff | None = None,
    ahead: timedelta = _AHEAD,
    most: int | None = None,
) -> list[Due]:
    """What has to be looked at by `today + ahead`, first what never had a day, then by day; `most` of it at most.

    With `staff`, only what their roles read and only from complaints they see; without, nothing of a confidential one.
    What complaints themselves ask for is `complaints`, or `putright.records.lines.reviews_due` where they are many.
    """
    reads = _readable(staff, landlord, today)
    until = today + ahead
    found: list[Due] = []
    for register, look in _LOOKS.items():
        if reads is None or register in reads:
            found += look(landlord, today, until, most)
    of_complaints = reviews_in(seen_by(complaints, landlord, staff, today))
    found += [each for each in of_complaints if reads is None or each.register in reads]
    near = [each for each in found if each.on is None or each.on <= until]
    return sorted(near, key=lambda each: (each.on or date.min, each.register, each.whom, each.what))[:most]


def _readable(staff: Staff | None, landlord: Landlord, today: date) -> frozenset[str] | None:
    if staff is None:
        return None
    if staff.landlord_id != landlord.pk:
        return frozenset()
    return frozenset[str]().union(*(READS[role] for role in staff.roles_on(today)))


def _first(rows: QuerySet[_M], until: date, most: int | None) -> QuerySet[_M]:
    """The rows whose review comes by a day or never had one, those without a day first."""
    near = rows.filter(Q(review_on=None) | Q(review_on__lte=until))
    return near.order_by(F("review_on").asc(nulls_first=True), "pk")[:most]


def _adjustments(landlord: Landlord, today: date, until: date, most: int | None) -> Iterator[Due]:
    del today
    for each in _first(of(Adjustment, landlord).filter(ended_on=None).select_related("resident"), until, most):
        what = f"Review the adjustment “{each.what}”"
        yield Due(each.review_on, what, each.resident.name, "5.10", "adjustments", str(each.pk))


def _disclosures(landlord: Landlord, today: date, until: date, most: int | None) -> Iterator[Due]:
    """The item does not say what was told: the work list is read over shoulders."""
    del today
    for each in _first(of(Disclosure, landlord).filter(withdrawn_on=None).select_related("resident"), until, most):
        what = "Ask whether what they told about disability still holds"
        yield Due(each.review_on, what, each.resident.name, "5.10", "disclosures", str(each.pk))


def _restrictions(landlord: Landlord, today: date, until: date, most: int | None) -> Iterator[Due]:
    """Those to be reviewed, those with an appeal to answer, and those in force that lack something."""
    lacking = Q(warned_on=None) | Q(warned_on__gt=F("from_on")) | Q(told_of_appeal_on=None)
    lacking |= Q(equality_considered_on=None) | Q(said="") | Q(shown="")
    appeal = Q(appealed_on__isnull=False, appeal_answered_on=None)
    rows = of(Restriction, landlord).filter(lifted_on=None).annotate(said=Trim("equality"), shown=Trim("evidence"))
    rows = rows.filter(Q(review_on__lte=until) | appeal | (lacking & Q(from_on__lte=today)))
    for each in rows.select_related("resident", "representative").order_by("review_on", "pk")[:most]:
        person = each.resident or each.representative
        whom, row = (person.name if person else ""), str(each.pk)
        yield Due(each.review_on, "Review the contact restriction", whom, "5.14", "restrictions", row)
        if each.appealed_on is not None and each.appeal_answered_on is None:
            yield Due(each.appealed_on, "Answer the appeal", whom, "5.14", "restrictions", row)
        if each.from_on <= today:
            for provision, gap in restriction_gaps(each):
                yield Due(None, gap, whom, provision, "restrictions", row)


def restriction_gaps(restriction: Restriction) -> list[tuple[str, str]]:
    """What a restriction has to have and has not, with the provision (5.14, 5.15)."""
    warned = restriction.warned_on
    found = []
    if warned is None or warned > restriction.from_on:
        found.append(("5.14", "Contact was restricted and no warning came first"))
    if not restriction.evidence.strip():
        found.append(("5.14", "Nothing on file evidences the reason for the restriction"))
    if restriction.equality_considered_on is None or not restriction.equality.strip():
        found.append(("5.15", "Nothing shows regard to the Equality Act"))
    if restriction.told_of_appeal_on is None:
        found.append(("5.14", "They were not told how to appeal"))
    return found


def _training(landlord: Landlord, today: date, until: date, most: int | None) -> Iterator[Due]:
    del until, most  # one or two for each person who works there
    return training_due(landlord, today)


def _posts(landlord: Landlord, today: date, until: date, most: int | None) -> Iterator[Due]:
    del most  # there are three
    rows = list(of(NamedRole, landlord))
    for post, (provision, what) in _POSTS.items():
        named = [each for each in rows if each.post == post]
        if not any(each.held_on(today) for each in named):
            yield Due(None, what, str(post).replace("_", " "), provision, "posts")
        elif not any(each.held_on(until) for each in named):
            last = max(each.until_on for each in named if each.until_on is not None and each.held_on(today))
            yield Due(last, f"{what}: the present term ends", str(post).replace("_", " "), provision, "posts")


def _surveys(landlord: Landlord, today: date, until: date, most: int | None) -> Iterator[Due]:
    del until
    for each in of(SurveyTemplate, landlord).filter(Q(until_on=None) | Q(until_on__gte=today)).order_by("pk")[:most]:
        row = str(each.pk)
        if not each.carries_signpost and (each.wider_feedback or not each.why_not.strip()):
            yield Due(None, "The survey does not say how to complain", each.name, "1.6", "surveys", row)
        if each.review_on is not None:
            yield Due(each.review_on, "Review the survey", each.name, "1.6", "surveys", row)


_LOOKS: dict[str, Callable[[Landlord, date, date, int | None], Iterator[Due]]] = {
    "adjustments": _adjustments,
    "disclosures": _disclosures,
    "restrictions": _restrictions,
    "training": _training,
    "posts": _posts,
    "surveys": _surveys,
}
