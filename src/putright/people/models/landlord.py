"""The landlord, and how many homes it had when."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from putright.complaint.events.vocabulary import Tenure
from putright.people.ids import new_id
from putright.workdays.nations import Nation

_COLOUR = RegexValidator(
    r"\A#[0-9a-fA-F]{6}\Z", "A colour is written as # and six figures or letters from a to f, for example #1d5c63."
)


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
    accent = models.CharField(max_length=7, blank=True, validators=[_COLOUR])
    """Its colour, "#1d5c63", as it was given; what the pages use is seen to be readable (`putright.pages.colour`)."""
    logo = models.CharField(max_length=64, blank=True)
    """The digest of the picture in use, which is in `landlord_logo`; empty for none."""
    telephone = models.CharField(max_length=40, blank=True)
    telephone_hours = models.CharField(max_length=120, blank=True)
    """When it is answered, in words: "8am to 6pm, Monday to Friday"."""
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True, max_length=400)
    """Where post reaches it, in lines."""
    website = models.URLField(blank=True)
    letter_foot = models.CharField(max_length=300, blank=True)
    """The small line at the foot of its letters: registered office, numbers it is registered under."""

    class Meta:
        """Names."""

        db_table = "landlord"

    def __str__(self) -> str:
        return self.name


class LandlordLogo(models.Model):
    """A picture a landlord uses or has used as its logo. Old ones stay, because letters were sent under them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="logos")
    digest = models.CharField(max_length=64)
    """SHA-256 of the picture, in hexadecimal; what `Landlord.logo` names."""
    kind = models.CharField(max_length=20, choices=[("image/png", "PNG"), ("image/jpeg", "JPEG")])
    image = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    UNSAID: ClassVar[frozenset[str]] = frozenset({"image"})

    class Meta:
        """One picture once."""

        db_table = "landlord_logo"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "digest"], name="landlord_logo_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.width} by {self.height}"


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
