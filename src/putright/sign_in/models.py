"""What the door remembers: the landlord's rules for it, second factors, open sessions, who came in and who did not.

Every table here is held apart by landlord in the database itself, but one: `Knock` has no landlord, because whoever
knocks may be nobody, and so it has no names either, only keyed digests.
"""

from typing import ClassVar

from django.db import models

from putright.people.ids import new_id
from putright.people.models import Landlord, Staff
from putright.sign_in.words import End, FactorKind, How, Outcome

IDLE_MINUTES = 30
"""How long a session may lie still, where the landlord has not said otherwise."""
LONGEST_HOURS = 12
"""How long a session may last, where the landlord has not said otherwise."""


class DoorRules(models.Model):
    """How one landlord wants its door kept. A landlord without a row has the numbers that ship."""

    landlord = models.OneToOneField(Landlord, on_delete=models.PROTECT, primary_key=True, related_name="+")
    second_factor_required = models.BooleanField(default=True)
    idle_minutes = models.PositiveSmallIntegerField(default=IDLE_MINUTES)
    longest_hours = models.PositiveSmallIntegerField(default=LONGEST_HOURS)

    class Meta:
        """Names."""

        db_table = "door_rules"

    def __str__(self) -> str:
        return f"{self.idle_minutes} minutes, {self.longest_hours} hours"


class SingleSignOn(models.Model):
    """The landlord's own directory, asked by OpenID Connect: who is this? It never makes anybody a member of staff."""

    landlord = models.OneToOneField(Landlord, on_delete=models.PROTECT, primary_key=True, related_name="+")
    label = models.CharField(max_length=80)
    """What the button says after "Sign in with"."""
    issuer = models.URLField(max_length=300)
    """Such as https://login.microsoftonline.com/TENANT/v2.0: one tenant, never "common"."""
    client = models.CharField(max_length=200)
    sealed_secret = models.TextField(blank=True)
    """Sealed with the installation's key; empty for a client without one (PKCE alone)."""
    addresses_are_checked = models.BooleanField(default=False)
    """The directory gives out its addresses itself, so an address counts without `email_verified` (Entra ID sends none)."""
    second_factor_there = models.BooleanField(default=True)
    """The directory asks for the second factor, so it is not asked for again here."""
    in_use = models.BooleanField(default=True)

    class Meta:
        """Names."""

        db_table = "single_sign_on"

    def __str__(self) -> str:
        return self.label

    @property
    def button(self) -> str:
        """What its button says."""
        return f"Sign in with {self.label}"


class Identity(models.Model):
    """Who somebody is in a directory. Bound once by address, known from then on by the directory's own number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    bound_at = models.DateTimeField()

    class Meta:
        """One person for one number, and one number for one person."""

        db_table = "directory_identity"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(fields=["landlord", "issuer", "staff"], name="identity_of_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"


class Factor(models.Model):
    """A second factor of somebody: an authenticator app, or a passkey."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in FactorKind])
    name = models.CharField(max_length=80)
    sealed_secret = models.TextField()
    """The app's secret, or the passkey's public key and number, sealed with the installation's key."""
    last_step = models.BigIntegerField(default=0)
    """The newest half-minute (app) or count (passkey) that was used: no code opens the door twice."""
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Read by person."""

        db_table = "second_factor"
        indexes: ClassVar = [models.Index(fields=["landlord", "staff"], name="factor_by_person")]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code that opens the door once when the second factor is lost. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        """Found by digest; a code that was used is deleted."""

        db_table = "recovery_code"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "staff", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return str(self.made_at)


class OpenSession(models.Model):
    """A time somebody is signed in, on one browser."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=[(each.value, each.value) for each in How])
    place = models.CharField(max_length=60)
    browser = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """The last sign of life, to the minute."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in End])

    class Meta:
        """Those that are open, by person."""

        db_table = "open_session"
        indexes: ClassVar = [
            models.Index(fields=["landlord", "staff"], condition=models.Q(ended_at=None), name="session_open")
        ]

    def __str__(self) -> str:
        return f"{self.browser} since {self.started_at}"


class SignIn(models.Model):
    """One try to come in as somebody who is known here, and what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=20, choices=[(each.value, each.value) for each in How])
    outcome = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Outcome])
    place = models.CharField(max_length=60)
    """Roughly where: the network, not the machine in it."""
    browser = models.CharField(max_length=60)

    class Meta:
        """Newest first, by landlord and by person."""

        db_table = "sign_in"
        indexes: ClassVar = [
            models.Index(fields=["landlord", "-at"], name="sign_in_by_moment"),
            models.Index(fields=["landlord", "staff", "-at"], name="sign_in_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at}"


class Knock(models.Model):
    """One try that has not succeeded, for the lock-out alone: whose and from where only as keyed digests. Kept for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    whom = models.CharField(max_length=64)
    whence = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Counted by both, and by where they come from."""

        db_table = "knock"
        indexes: ClassVar = [
            models.Index(fields=["whom", "whence", "at"], name="knock_by_both"),
            models.Index(fields=["whence", "at"], name="knock_by_whence"),
        ]

    def __str__(self) -> str:
        return f"{self.whom[:6]} at {self.at}"
