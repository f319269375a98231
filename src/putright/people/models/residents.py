"""Residents, where they lived when, who may speak for them, and groups that complain together."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from putright.complaint.events.vocabulary import Channel
from putright.people.ids import new_id
from putright.people.models.homes import Home
from putright.people.models.landlord import Landlord
from putright.people.names import UnwritableName, clean_name, folded
from putright.people.roles import Reach, Speaker

_LONG = 200
"""As long as a name may be."""


class Resident(models.Model):
    """Somebody the landlord serves, or once did, or who complains without being either."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, blank=True)
    """The landlord's own number for them."""
    name = models.CharField(max_length=_LONG)
    """The whole name as they write it, in their order and their script."""
    given_names = models.CharField(max_length=_LONG, blank=True)
    family_name = models.CharField(max_length=_LONG, blank=True)
    """Empty where there is none, or nobody asked. Never guessed out of the name."""
    addressed_as = models.CharField(max_length=_LONG, blank=True)
    """After "Dear": empty for the whole name."""
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    write_to = models.TextField(blank=True)
    """Where letters go, if not to the home."""
    prefers = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Channel])
    not_by = models.CharField(max_length=200, blank=True)
    """Channels not to be used, with commas between: a telephone that somebody else answers."""
    language = models.CharField(max_length=35, blank=True)
    """As a language tag: "cy", "ar", "en-GB"; empty where nobody asked."""
    interpreter = models.BooleanField(default=False)
    formats = models.CharField(max_length=200, blank=True)
    """Large print, braille, easy read, with commas between."""
    needs = models.TextField(blank=True)
    """How to be in touch: "ring after four". What is told about health belongs in `Disclosure`."""
    left_on = models.DateField(null=True, blank=True)
    sought_as = models.TextField(editable=False, blank=True)

    class Meta:
        """A reference once a landlord."""

        db_table = "resident"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["landlord", "reference"], condition=~models.Q(reference=""), name="resident_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Put the names in order, without changing how they are written."""
        try:
            for field in ("name", "given_names", "family_name", "addressed_as"):
                setattr(self, field, clean_name(getattr(self, field)))
        except UnwritableName as error:
            raise ValidationError({"name": str(error)}) from error
        if not self.name:
            raise ValidationError({"name": "A resident needs a name: one word is enough."})
        self.sought_as = folded(f"{self.name} {self.given_names} {self.family_name} {self.reference} {self.email}")

    @property
    def greeting(self) -> str:
        """The name after "Dear"."""
        return self.addressed_as or self.name

    @property
    def sorted_by(self) -> str:
        """What lists are ordered by: the family name where there is one."""
        return folded(f"{self.family_name} {self.given_names or self.name}")


class Residency(models.Model):
    """Who lived where, and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="residencies")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="residencies")
    held_by_them = models.BooleanField(default=True)
    """Tenant, joint tenant, leaseholder; False for somebody of the household."""
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        """Read from both ends."""

        db_table = "residency"
        indexes: ClassVar = [
            models.Index(fields=["landlord", "resident"], name="residency_by_resident"),
            models.Index(fields=["landlord", "home"], name="residency_by_home"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} at {self.home_id}"


class Representative(models.Model):
    """Somebody who may speak for residents: a daughter, a councillor, an advice centre."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=_LONG)
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Speaker])
    organisation = models.CharField(max_length=_LONG, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)

    class Meta:
        """Names."""

        db_table = "representative"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Put the name in order."""
        try:
            self.name = clean_name(self.name)
        except UnwritableName as error:
            raise ValidationError({"name": str(error)}) from error


class Authority(models.Model):
    """A resident's authority for a representative: from when to when, for what, and how it was given.

    Without one a complaint is taken all the same; what waits is only telling the representative about the resident.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="authorities")
    representative = models.ForeignKey(Representative, on_delete=models.PROTECT, related_name="authorities")
    reach = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Reach])
    complaint = models.UUIDField(null=True, blank=True)
    """The complaint it is for, where it is for one."""
    matters = models.TextField(blank=True)
    """The matters it is for, in words."""
    asked_on = models.DateField(null=True, blank=True)
    given_on = models.DateField(null=True, blank=True)
    """None while it is still on its way."""
    until_on = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Channel])
    document = models.CharField(max_length=80, blank=True)
    """The signed form or message, as it is filed."""

    class Meta:
        """Read by resident."""

        db_table = "authority"
        indexes: ClassVar = [models.Index(fields=["landlord", "resident"], name="authority_by_resident")]

    def __str__(self) -> str:
        return f"{self.representative_id} for {self.resident_id}"

    def clean(self) -> None:
        """An authority for one complaint says which; one for matters names them."""
        if (self.reach == Reach.ONE_COMPLAINT) != (self.complaint is not None):
            raise ValidationError({"complaint": "Say which complaint where the authority is for one, and only then."})
        if self.reach == Reach.NAMED_MATTERS and not self.matters.strip():
            raise ValidationError({"matters": "Say which matters the authority is for."})

    def stands_on(self, day: date) -> bool:
        """Whether it is in force on a day: given by then, not run out, not taken back."""
        if self.given_on is None or day < self.given_on:
            return False
        return (self.until_on is None or day <= self.until_on) and (self.revoked_on is None or day < self.revoked_on)


class Group(models.Model):
    """Several residents who complain together through one lead."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=_LONG)
    lead = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="leads")
    formed_on = models.DateField(null=True, blank=True)
    complaint = models.UUIDField(null=True, blank=True)

    class Meta:
        """Names."""

        db_table = "resident_group"

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A resident in a group. One decision stands for those who signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=80, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        """Once a group."""

        db_table = "resident_group_member"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "group", "resident"], name="group_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} in {self.group_id}"
