"""Homes and the buildings they are in."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from putright.complaint.events.vocabulary import Tenure
from putright.people.ids import new_id
from putright.people.models.landlord import Landlord
from putright.people.names import folded
from putright.policy.vocabulary import Jurisdiction


class Building(models.Model):
    """A building, as tall as it is. Whether it is higher-risk is worked out in `putright.people.buildings`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    country = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Jurisdiction], default=Jurisdiction.ENGLAND
    )
    """Whose building safety law it is under; a landlord may have homes over the border."""
    storeys = models.PositiveSmallIntegerField(null=True, blank=True)
    metres = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    homes = models.PositiveIntegerField(null=True, blank=True)
    higher_risk = models.BooleanField(null=True, blank=True)
    """What the landlord has it down as; None where nobody said. The measures may say otherwise, which is shown."""
    registered_as = models.CharField(max_length=60, blank=True)
    """Its number in the Building Safety Regulator's register."""

    class Meta:
        """Names."""

        db_table = "building"

    def __str__(self) -> str:
        return self.name


class Home(models.Model):
    """One home. How it is held is dated, in `HeldAs`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, blank=True)
    """The landlord's own number for it."""
    address = models.TextField()
    """Lines as they go on an envelope, without the postcode."""
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{1,12}$", "A UPRN is 1 to 12 digits: leave it empty where it is not known.")],
    )
    """Unique property reference number, where it is known."""
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sought_as = models.TextField(editable=False, blank=True)
    """Address and postcode without case and accents, for finding."""

    class Meta:
        """A reference or UPRN once a landlord; empty ones as often as need be."""

        db_table = "home"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["landlord", "reference"], condition=~models.Q(reference=""), name="home_reference_once"
            ),
            models.UniqueConstraint(fields=["landlord", "uprn"], condition=~models.Q(uprn=""), name="home_uprn_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["landlord", "postcode"], name="home_by_postcode")]

    def __str__(self) -> str:
        return f"{self.address.splitlines()[0] if self.address else self.reference}, {self.postcode}"

    def clean(self) -> None:
        """Put the address in order."""
        self.address = "\n".join(" ".join(line.split()) for line in self.address.splitlines() if line.strip())
        self.postcode = " ".join(self.postcode.upper().split())
        self.sought_as = folded(f"{self.address} {self.postcode} {self.postcode.replace(' ', '')} {self.reference}")
        if not self.address:
            raise ValidationError({"address": "A home needs an address: give at least one line."})


class HeldAs(models.Model):
    """How a home is held from a day on. A complaint counts by what held on the day it was received, for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="held_as")
    tenure = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Tenure])
    stock = models.CharField(max_length=60, blank=True)
    """The kind of stock within it: general needs, supported, intermediate rent, temporary, shared ownership."""
    from_on = models.DateField(null=True, blank=True)
    """None: since a day nobody knows."""

    class Meta:
        """Names."""

        db_table = "held_as"
        indexes: ClassVar = [models.Index(fields=["landlord", "home"], name="held_as_by_home")]

    def __str__(self) -> str:
        return f"{self.tenure} from {self.from_on}"
