"""The landlord, and how many homes it had when."""

from typing import ClassVar

from django.db import models

from putright.complaint.events.vocabulary import Tenure
from putright.people.ids import new_id
from putright.workdays.nations import Nation


class Landlord(models.Model):
    """One landlord. Several may live in one installation; nothing of one is visible to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=6, unique=True)
    """The letters its references begin with: "AH" in AH-2604-0117."""
    nation = models.CharField(
        max_length=20, choices=[(n.value, n.spoken) for n in Nation], default=Nation.ENGLAND_AND_WALES
    )
    family = models.CharField(max_length=40, default="housing-ombudsman")
    """Whose Code binds it."""
    policy = models.CharField(max_length=80, blank=True)
    """The name of the policy its complaints are assessed under, beside the Code; empty for none."""

    class Meta:
        """Names."""

        db_table = "landlord"

    def __str__(self) -> str:
        return self.name


class LandlordSize(models.Model):
    """How many homes of one tenure a landlord had on a day. Measures divide by the number of their own year end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="sizes")
    on = models.DateField()
    tenure = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Tenure])
    homes = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    """Where the number is from: a return, a count."""

    class Meta:
        """One number a day and tenure."""

        db_table = "landlord_size"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "on", "tenure"], name="landlord_size_once"),
        ]

    def __str__(self) -> str:
        return f"{self.homes} homes, {self.tenure}, on {self.on}"
