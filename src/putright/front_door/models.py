"""What the residents' pages remember: drafts that are not sent yet, private links, and how often somebody knocked.

A draft is nobody's complaint until it is sent, so it is sealed, and gone after four weeks. A link's code is kept as a keyed
digest only. Every table is held apart by landlord in the database itself.
"""

from typing import ClassVar

from django.db import models

from putright.people.ids import new_id
from putright.people.models import Landlord

__all__ = ["Draft", "DraftFile", "Link", "Mark"]


class Draft(models.Model):
    """A complaint, or a request for something to be done, as somebody is writing it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    """complaint or request."""
    secret = models.CharField(max_length=64)
    """The keyed digest of what stands in the address while it is being written. Another one each time they come back."""
    way_back = models.CharField(max_length=64, blank=True)
    """The keyed digest of the code they come back with; empty until they ask for one."""
    open_until = models.DateTimeField()
    """Until when the address opens it; afterwards it takes the code and a second fact."""
    answers = models.TextField(blank=True)
    """JSON, sealed with the installation's key; empty once it was sent."""
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    complaint = models.UUIDField(null=True)
    """What it became; None for one that waits in triage."""
    reference = models.CharField(max_length=40, blank=True)
    link = models.UUIDField(null=True)
    """The private link that was made with it."""
    receipt = models.TextField(blank=True)
    """What the receipt says beside the record, as JSON: how many files came through."""

    class Meta:
        """Found by what stands in the address."""

        db_table = "front_door_draft"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "secret"], name="draft_secret_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "way_back"], name="draft_by_way_back"),
            models.Index(fields=["landlord", "changed_at"], name="draft_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.made_at}"


class DraftFile(models.Model):
    """A photo or paper that goes with a draft. Its bytes are sealed; it is filed, and gone from here, when the draft is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    name = models.TextField()
    """Sealed: names of files say things about people."""
    says = models.CharField(max_length=40)
    """What kind it is, for people: "JPEG picture"."""
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        """Names."""

        db_table = "front_door_file"

    def __str__(self) -> str:
        return self.says


class Link(models.Model):
    """A private way to one complaint, for the resident or for who speaks for them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    complaint = models.UUIDField()
    representative = models.CharField(max_length=80, blank=True)
    """Whose it is: the id of a representative; empty for the resident."""
    code = models.CharField(max_length=64)
    """The keyed digest of its code, which can be made again from the installation's key and is kept nowhere."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Found by code, and by complaint."""

        db_table = "front_door_link"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "code"], name="link_code_once")]
        indexes: ClassVar = [models.Index(fields=["landlord", "complaint"], name="link_by_complaint")]

    def __str__(self) -> str:
        return f"{self.complaint} until {self.until}"


class Mark(models.Model):
    """That somebody did something once more, from somewhere: for limits. Keyed digests only, for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    of = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Counted by what and whose."""

        db_table = "front_door_mark"
        indexes: ClassVar = [models.Index(fields=["landlord", "what", "of", "at"], name="mark_counted")]

    def __str__(self) -> str:
        return f"{self.what} at {self.at}"
