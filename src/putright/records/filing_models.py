"""The rows that say which document was filed where. The bytes are kept once, by digest, outside the database."""

from typing import ClassVar

from django.db import models

from putright.records.models import new_id


class Filing(models.Model):
    """One document on one complaint. The same bytes on two complaints are two filings and one file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    number = models.PositiveIntegerField()
    """The entry that tells of it."""
    document = models.CharField(max_length=80)
    """The name the entries of the complaint use for it: "d1", or the letter's."""
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the bytes; empty once it was erased."""
    name = models.CharField(max_length=200, blank=True)
    """The name it was given, cleaned; empty once it was erased, because names of files say things about people."""
    media_type = models.CharField(max_length=100)
    """By content, whatever the name said."""
    size = models.PositiveBigIntegerField()
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=80)
    key = models.UUIDField(null=True)
    """The request that filed it."""
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """Found by complaint, and by digest when asking whether a file is still wanted."""

        db_table = "filing"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "document"], name="filing_document_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["digest"], name="filing_by_digest")]
