"""The tables of the record. Every key starts with the landlord.

`Entry` is the truth: appended to, never changed; triggers refuse the rest on both engines. `Content` holds the words
about people that entries refer to, so that they can be erased. Everything else is projected from entries, written in
the same transaction and rebuilt by `putright rebuild`.
"""

import uuid
from typing import ClassVar

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """An id made by the application, in the order of time."""
    return uuid7()


class Entry(models.Model):
    """One line of the record. Its digest covers everything in it and the digest of the line before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    number = models.PositiveIntegerField()
    """1, 2, 3 in its stream; unique there, which is the optimistic lock."""
    type = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    """Canonical JSON; words about people are references to `Content`."""
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    key = models.UUIDField()
    """The request that made it: the same for all entries of one command."""
    reference = models.CharField(max_length=40, blank=True)
    """On the first entry, what people call the complaint: it stands in letters, so no list may make up another."""
    digest = models.CharField(max_length=64)

    class Meta:
        """The stream's order is its key."""

        db_table = "entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "number"], name="entry_number_once"),
        ]


class Content(models.Model):
    """Words about people, kept outside the entries. Blanked by erasure; the entries keep only their salted digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    number = models.PositiveIntegerField()
    """The entry that refers to it."""
    field = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Read by complaint, all at once."""

        db_table = "content"
        indexes: ClassVar = [models.Index(fields=["landlord", "complaint"], name="content_of_complaint")]


class Request(models.Model):
    """A command that was carried out, so that the same request again is answered and not repeated."""

    key = models.UUIDField(primary_key=True)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    first_number = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField()
    last_digest = models.CharField(max_length=64)
    """Where the stream ended when it was acknowledged: a witness beside the summary."""
    asked = models.CharField(max_length=64, blank=True)
    """The keyed digest of what was asked: the same key for something else is a mistake."""

    class Meta:
        """Read by complaint, beside its entries."""

        db_table = "request"
        indexes: ClassVar = [models.Index(fields=["landlord", "complaint"], name="request_of_complaint")]


class Summary(models.Model):
    """One row a complaint, for lists. Projected; nobody else writes it."""

    complaint = models.UUIDField(primary_key=True)
    landlord = models.UUIDField()
    reference = models.CharField(max_length=40)
    last_number = models.PositiveIntegerField()
    last_digest = models.CharField(max_length=64)
    received_on = models.DateField(null=True)
    edition = models.CharField(max_length=20)
    stage = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    """open, answered, refused, withdrawn or closed."""
    owed = models.BooleanField()
    """Whether anything is still owed: an answer, a promise, an order."""
    next_step = models.CharField(max_length=300, blank=True)
    next_due_on = models.DateField(null=True)
    """Overdue is `next_due_on < today`, asked at the edge; never a stored flag."""
    handler = models.CharField(max_length=80, blank=True)
    confidential_to = models.TextField(blank=True)
    """Empty, or the people who may see it, with commas around each."""
    person = models.CharField(max_length=200, blank=True)
    home = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=160, blank=True)
    """One line of words about people: written again when words are erased."""
    category = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=60, blank=True)
    risk = models.CharField(max_length=10, blank=True)
    adjusted = models.BooleanField(default=False)
    represented = models.BooleanField(default=False)
    of_a_group = models.BooleanField(default=False)
    next_because = models.TextField(blank=True)
    """Why the next date is what it is, so that a list can say so without opening every complaint."""
    next_provision = models.CharField(max_length=60, blank=True)
    waiting_for = models.CharField(max_length=200, blank=True)
    waiting_until = models.DateField(null=True)
    update_due_on = models.DateField(null=True)
    ombudsman = models.BooleanField(default=False)
    breaches = models.PositiveSmallIntegerField(default=0)
    assessed_on = models.DateField()
    """The day this was worked out for: breaches come with time, and what is stored has to be comparable."""

    class Meta:
        """The work list is one range of a partial index."""

        db_table = "summary"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "reference"], name="summary_reference_once"),
        ]
        indexes: ClassVar = [
            # Everything the work list counts and filters by stands in this one, so that counting reads nothing else; `owed`
            # too, because SQLite does not see that every row of the index has it.
            models.Index(
                fields=[
                    "landlord",
                    "next_due_on",
                    "complaint",
                    "handler",
                    "waiting_for",
                    "update_due_on",
                    "stage",
                    "category",
                    "area",
                    "owed",
                ],
                condition=models.Q(owed=True),
                name="summary_work_list",
            ),
            models.Index(
                fields=["landlord", "handler", "next_due_on", "complaint"],
                condition=models.Q(owed=True),
                name="summary_by_handler",
            ),
            models.Index(
                fields=["landlord", "update_due_on", "complaint"],
                condition=models.Q(owed=True, update_due_on__isnull=False),
                name="summary_updates",
            ),
            models.Index(
                fields=["landlord", "handler"],
                condition=models.Q(owed=True) & ~models.Q(confidential_to=""),
                name="summary_confidential",
            ),
            models.Index(fields=["landlord", "received_on"], name="summary_by_receipt"),
            models.Index(fields=["landlord", "person"], name="summary_by_person"),
            models.Index(fields=["landlord", "home"], name="summary_by_home"),
        ]


class StageSummary(models.Model):
    """One row a stage, for measures."""

    id = models.BigAutoField(primary_key=True)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    stage = models.PositiveSmallIntegerField()
    from_on = models.DateField(null=True)
    acknowledge_due_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    strict_due_on = models.DateField(null=True)
    responded_on = models.DateField(null=True)
    late_by = models.IntegerField(null=True)
    strict_late_by = models.IntegerField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        """Names."""

        db_table = "stage_summary"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "stage"], name="stage_summary_once"),
        ]
        # A measure is a range of one date within one landlord.
        indexes: ClassVar = [
            models.Index(fields=["landlord", "from_on"], name="stage_by_start"),
            models.Index(fields=["landlord", "acknowledge_due_on"], name="stage_by_acknowledge_due"),
            models.Index(fields=["landlord", "due_on"], name="stage_by_due"),
            models.Index(fields=["landlord", "responded_on"], name="stage_by_answer"),
        ]


class PromiseSummary(models.Model):
    """One row an open promise, for the promises tracker."""

    id = models.BigAutoField(primary_key=True)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    promise = models.CharField(max_length=80)
    owner = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20)
    """open, or done or dropped without the resident having been told."""
    what = models.CharField(max_length=200, blank=True)
    """How what was promised begins. Words about people: written again when words are erased."""
    stage = models.PositiveSmallIntegerField(default=0)
    """The stage it was promised at; 0 where nobody said."""

    class Meta:
        """By landlord and day; for the tracker, with all that it counts by."""

        db_table = "promise_summary"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "promise"], name="promise_summary_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "due_on", "complaint", "promise"], name="promise_by_day"),
            models.Index(fields=["landlord", "owner", "due_on"], name="promise_by_owner"),
        ]


class Counter(models.Model):
    """The last number used in references, for each landlord and month: no sequence is shared between landlords."""

    id = models.BigAutoField(primary_key=True)
    landlord = models.UUIDField()
    month = models.CharField(max_length=6)
    """2604 for complaints, S-2604 for service requests."""
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """Names."""

        db_table = "counter"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "month"], name="counter_once")]


class Outbox(models.Model):
    """An effect on the world outside, written in the transaction that decided it and delivered after it: at least once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    kind = models.CharField(max_length=40)
    body = models.TextField()
    key = models.CharField(max_length=120, unique=True)
    """What makes doing it twice harmless."""
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        """What waits, first due first."""

        db_table = "outbox"
        indexes: ClassVar = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="outbox_waiting")]


# The tables of documents, search and retention, each beside what uses it. As modules, so that either side may be first.
import putright.records.contacts_models  # noqa: E402
import putright.records.filing_models  # noqa: E402
import putright.records.letters_models  # noqa: E402
import putright.records.lines_models  # noqa: E402
import putright.records.requests_models  # noqa: E402
import putright.records.retention_models  # noqa: E402
import putright.records.search_models  # noqa: E402, F401
