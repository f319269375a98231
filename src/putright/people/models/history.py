"""Who changed what in these tables and when, and who looked at what is not for everybody."""

from typing import ClassVar

from django.db import models

from putright.people.ids import new_id
from putright.people.models.landlord import Landlord


class Change(models.Model):
    """One change of one row. Written by `putright.people.changing`, in the transaction of the change itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=40)
    row = models.UUIDField()
    did = models.CharField(max_length=20)
    """added, changed or forgotten."""
    values = models.JSONField(default=dict)
    """Field to [before, after]; fields that are not for everybody are named without their values."""
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        """Read by row."""

        db_table = "people_change"
        indexes: ClassVar = [models.Index(fields=["landlord", "table", "row"], name="change_by_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.did} at {self.at}"


class Look(models.Model):
    """Somebody looked at something that is not for everybody, or tried to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.CharField(max_length=80)
    what = models.CharField(max_length=20)
    """complaint or disclosures."""
    subject = models.UUIDField()
    """The complaint, or the resident whose disclosures were read."""
    why = models.TextField()
    seen = models.BooleanField(default=True)
    """False where it was not shown."""
    at = models.DateTimeField()

    class Meta:
        """Read by what was looked at."""

        db_table = "look"
        indexes: ClassVar = [models.Index(fields=["landlord", "subject"], name="look_by_subject")]

    def __str__(self) -> str:
        return f"{self.staff} looked at {self.subject}"
