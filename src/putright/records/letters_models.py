"""Letters on their way out: drafts, what waits for the post, and what was handed to the mail server.

Ordinary tables. What was sent is in the record, with its exact bytes on file; what stands here is how it came to be. The
words in a draft are the complaint's words, so they are erased with them (`erase_letters`).
"""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from putright.records.models import new_id

__all__ = ["LIVING", "LetterDraft", "LetterMail", "LetterWaiting", "PrintRun", "erase_letters"]

LIVING = ("draft", "asked", "approved", "waiting")
"""The states of a letter that has not left."""


class LetterDraft(models.Model):
    """One letter as somebody writes it. It stays after it was sent, to tell who wrote and who approved it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    kind = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default="draft")
    """draft, asked (somebody is to approve it), approved, waiting (for the post), issued, abandoned."""
    version = models.PositiveIntegerField(default=1)
    """Goes up with every change: who saves an older one is told."""
    slots = models.JSONField(default=dict)
    """What was written, by the name of the slot; an empty text is one that was left out on purpose."""
    choices = models.JSONField(default=dict)
    """What was chosen for the facts that the letter makes: the new date, the ground."""
    template = models.CharField(max_length=80, blank=True)
    """The name, version and language of the template it was last composed with."""
    signer = models.CharField(max_length=80, blank=True)
    """Who signs; the handler where it is empty."""
    layout = models.CharField(max_length=20, blank=True)
    """How it is set; as the reader chose where it is empty."""
    language = models.CharField(max_length=35, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()
    asked_of = models.CharField(max_length=80, blank=True)
    asked_by = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    """Of the words that were approved: others are not."""
    sent_back = models.TextField(blank=True)
    """What has to change, by whoever read it."""
    letter = models.CharField(max_length=80, blank=True)
    """What the record calls it, once it was sent."""
    key = models.UUIDField(null=True)
    """The request that sent it."""
    issued_by = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time of a kind at a stage."""

        db_table = "letter_draft"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["landlord", "complaint", "kind", "stage"],
                condition=models.Q(state__in=LIVING),
                name="letter_draft_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint"], name="letter_draft_of_complaint"),
            models.Index(
                fields=["landlord", "asked_of"], condition=models.Q(state="asked"), name="letter_draft_to_approve"
            ),
        ]


class PrintRun(models.Model):
    """Letters that were put into one file for the printer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    on = models.DateField()
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        db_table = "print_run"
        indexes: ClassVar = [models.Index(fields=["landlord", "made_at"], name="print_run_by_time")]


class LetterWaiting(models.Model):
    """A letter that waits to be printed and posted: the bytes as they will leave. Gone from here once they are on file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    draft = models.UUIDField(unique=True)
    reference = models.CharField(max_length=40)
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    parts = models.JSONField(default=list)
    told_on = models.DateField(null=True)
    """The day the letter names for the answer, where it names one."""
    to = models.CharField(max_length=200)
    """The first line of the address, for the manifest."""
    reason = models.TextField(blank=True)
    """Why it goes in spite of what the Code says, where somebody was asked."""
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    run = models.UUIDField(null=True)

    class Meta:
        """What waits, the oldest first."""

        db_table = "letter_waiting"
        indexes: ClassVar = [models.Index(fields=["landlord", "run", "at"], name="letter_waiting_by_run")]


class LetterMail(models.Model):
    """What became of a letter that went by e-mail, as far as the next mail server tells."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    letter = models.CharField(max_length=80)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    """The letter as text, which is the body of the message."""
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    """When its bytes began to be handed over. With no answer after it, nobody knows whether it arrived."""
    accepted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)
    """What the mail server answered."""
    sent_again = models.PositiveSmallIntegerField(default=0)
    """How often a person had it sent again."""

    class Meta:
        """One letter once."""

        db_table = "letter_mail"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "letter"], name="letter_mail_once"),
        ]


def erase_letters(landlord: UUID, complaint: UUID, at: datetime, letters: Collection[str] | None = None) -> None:
    """Blank the words of a complaint's letters here: of all, or of those whose documents are erased.

    In the transaction that erases the rest. A letter that waits for the post is taken out of it.
    """
    drafts = LetterDraft.objects.filter(landlord=landlord, complaint=complaint)
    mails = LetterMail.objects.filter(landlord=landlord, complaint=complaint)
    if letters is not None:
        drafts, mails = drafts.filter(letter__in=letters), mails.filter(letter__in=letters)
    else:
        drafts.filter(state__in=LIVING).update(state="abandoned")
        LetterWaiting.objects.filter(landlord=landlord, complaint=complaint).delete()
    drafts.filter(erased_at=None).update(slots={}, choices={}, sent_back="", approved_digest="", erased_at=at)
    mails.update(to="", subject="", words="", said="")
