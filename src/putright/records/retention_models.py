"""How long a landlord keeps things, what must not be erased, and what was erased, by whose decision."""

from typing import ClassVar

from django.db import models

from putright.records.models import new_id


class RetentionSetting(models.Model):
    """A landlord's own number of years for a kind of record, with where it has it from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    kind = models.CharField(max_length=40)
    years = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        """The latest of a kind is in force; the earlier ones stay."""

        db_table = "retention_setting"
        indexes: ClassVar = [models.Index(fields=["landlord", "kind", "set_at"], name="retention_in_force")]


class LegalHold(models.Model):
    """A reason, given by a person, why a complaint must not be erased; until a person lifts it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    reason = models.CharField(max_length=300)
    placed_by = models.CharField(max_length=80)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=80, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.CharField(max_length=300, blank=True)

    class Meta:
        """By complaint."""

        db_table = "legal_hold"
        indexes: ClassVar = [models.Index(fields=["landlord", "complaint"], name="hold_of_complaint")]


class Disposal(models.Model):
    """One line of the disposal log: what was erased, under which rule, by whose decision. Holds no words of anybody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    reference = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    """The entry that says so in the record."""
    basis = models.CharField(max_length=20)
    rule = models.CharField(max_length=40, blank=True)
    """The kind of record whose time was over."""
    source = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()
    words = models.PositiveIntegerField()
    """How many pieces of writing."""
    documents = models.PositiveIntegerField()

    class Meta:
        """By landlord and time."""

        db_table = "disposal"
        indexes: ClassVar = [models.Index(fields=["landlord", "decided_at"], name="disposal_by_day")]
