"""What is due to be looked at for erasing, what is held, and the erasing itself of words, documents and search rows.

Nothing is erased by time alone: time puts a complaint on a list, and a person decides. The entries stay, with digests that
say nothing once the salts are gone, and one more entry says what was erased.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from putright.complaint import events as e
from putright.complaint.history import complaint_from
from putright.complaint.requests import request_from
from putright.people.permissions import may_see
from putright.people.roles import Role
from putright.records import search, store
from putright.records.contacts_models import Contact
from putright.records.filing_models import Filing
from putright.records.letters_models import erase_letters
from putright.records.models import Content, Outbox, Summary
from putright.records.requests_models import RequestSummary
from putright.records.retention_models import LegalHold, RetentionSetting
from putright.records.retention_rules import (
    Keeping,
    RetentionRule,
    forbids,
    forbids_request,
    keeping,
    keeping_of_request,
    rules_with,
)

__all__ = [
    "Due",
    "Wiped",
    "documents_of",
    "due_for_review",
    "erase_words",
    "holds_on",
    "judged",
    "rules_of",
    "set_years",
]


_OVER = ("closed", "withdrawn", "refused")
"""The states of a summary that end a complaint, whatever is owed on it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A complaint or service request whose time is over, for a person to look at."""

    complaint: UUID
    """The complaint, or the service request."""
    reference: str
    keeping: Keeping
    held: str
    """Why it must not be erased all the same; "" where it may be."""


@dataclass(frozen=True, slots=True)
class Wiped:
    """What was erased."""

    words: int
    documents: tuple[str, ...]
    """The digests of the documents; their bytes go when nothing else refers to them."""


def rules_of(landlord: UUID) -> dict[str, RetentionRule]:
    """The rules in force for a landlord: the ones that ship, with the latest of its own numbers."""
    own = RetentionSetting.objects.filter(landlord=landlord).order_by("set_at", "id")
    return rules_with({row.kind: (row.years, row.source) for row in own})


def set_years(landlord: UUID, kind: str, years: int, source: str, *, by: str, at: datetime) -> None:
    """Set a landlord's own years for a kind of record. Raises ValueError with a sentence; the earlier number stays on file."""
    rules_with({kind: (years, source)})
    RetentionSetting.objects.create(
        landlord=landlord, kind=kind, years=years, source=source.strip(), set_by=by, set_at=at
    )


def holds_on(landlord: UUID, complaint: UUID) -> list[str]:
    """The reasons people gave why a complaint must be kept, of the holds that were not lifted."""
    held = LegalHold.objects.filter(landlord=landlord, complaint=complaint, lifted_at=None).order_by("placed_at")
    return list(held.values_list("reason", flat=True))


def judged(
    landlord: UUID, summary: Summary | RequestSummary, basis: e.ErasureBasis, today: date
) -> tuple[Keeping, str]:
    """How long a complaint or service request is kept, and why it must not be erased on this basis today; "" where it may."""
    if isinstance(summary, RequestSummary):
        return _judged_request(landlord, summary, basis, today)
    entries = store.read(landlord, summary.complaint)
    kept = keeping(entries, rules_of(landlord), owed=summary.owed)
    return kept, forbids(complaint_from(entries), kept, basis, holds_on(landlord, summary.complaint), today)


def _judged_request(landlord: UUID, summary: RequestSummary, basis: e.ErasureBasis, today: date) -> tuple[Keeping, str]:
    """A request is kept as long as any complaint that was raised from it."""
    entries = store.read(landlord, summary.request)
    kept = keeping_of_request(entries, rules_of(landlord), live=summary.live)
    raised = [each.complaint for each in request_from(entries).complaints]
    complaints = Summary.objects.filter(landlord=landlord, reference__in=raised)
    why = [judged(landlord, each, basis, today)[1] for each in complaints]
    return kept, forbids_request(why, kept, basis, holds_on(landlord, summary.request), today)


def due_for_review(landlord: UUID, today: date, *, who: str, roles: frozenset[Role]) -> Iterator[Due]:
    """The complaints, then the requests, whose time is over and that still hold words or documents, as far as one may see.

    The oldest first. Reads each complaint that was received long enough ago: a yearly task, not a page.
    """
    if not may_see(roles, who, None):
        return
    shortest = min(rule.years for rule in rules_of(landlord).values())
    latest = date(today.year - shortest, today.month, min(today.day, 28))
    mine = {"landlord": OuterRef("landlord"), "complaint": OuterRef("complaint"), "erased_at": None}
    candidates = (
        Summary.objects.filter(Q(owed=False) | Q(state__in=_OVER), landlord=landlord)
        .filter(Q(received_on__lte=latest) | Q(received_on=None))
        .filter(Q(confidential_to="") | Q(confidential_to__contains=f",{who},"))
        .filter(Exists(Content.objects.filter(**mine)) | Exists(Filing.objects.filter(**mine)))
        .order_by("received_on", "reference")
    )
    for row in candidates:
        kept, held = judged(landlord, row, e.ErasureBasis.TIME_OVER, today)
        if kept.until is not None and kept.until <= today:
            yield Due(row.complaint, row.reference, kept, held)
    words = Content.objects.filter(landlord=landlord, complaint=OuterRef("request"), erased_at=None)
    requests = RequestSummary.objects.filter(Exists(words), landlord=landlord, live=False)
    for each in requests.filter(Q(asked_on__lte=latest) | Q(asked_on=None)).order_by("asked_on", "reference"):
        kept, held = _judged_request(landlord, each, e.ErasureBasis.TIME_OVER, today)
        if kept.until is not None and kept.until <= today:
            yield Due(each.request, each.reference, kept, held)


def documents_of(landlord: UUID, complaint: UUID, entries: Sequence[int]) -> list[str]:
    """The names of the documents of some entries that were not erased."""
    mine = Filing.objects.filter(landlord=landlord, complaint=complaint, number__in=list(entries), erased_at=None)
    return list(mine.values_list("document", flat=True))


def erase_words(landlord: UUID, complaint: UUID, entries: Sequence[int], before: int, at: datetime) -> Wiped:
    """Blank the words and documents of some entries, or of all before one where none is named; take them out of search.

    In the transaction of the entry that says so. The bytes of the documents are removed after it.
    """
    numbers = list(entries) or list(range(1, before))
    mine = {"landlord": landlord, "complaint": complaint, "number__in": numbers, "erased_at": None}
    words = Content.objects.filter(**mine).update(text="", salt="", erased_at=at)
    filings = Filing.objects.filter(**mine)
    digests = tuple(sorted(set(filings.values_list("digest", flat=True))))
    erase_letters(landlord, complaint, at, list(filings.values_list("document", flat=True)) if entries else None)
    filings.update(digest="", name="", erased_at=at)
    search.forget(landlord, complaint, entries or None)
    if not entries:  # what was sent is a copy of the same words
        Outbox.objects.filter(landlord=landlord, complaint=complaint, done_at__isnull=False).delete()
        came = Contact.objects.filter(landlord=landlord, stream=complaint, erased_at=None)
        came.update(**dict.fromkeys(Contact.PERSONAL, ""), erased_at=at)
    return Wiped(words, digests)
