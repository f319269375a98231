"""Landlords and the people who work for them. Every row belongs to one landlord; none refers across."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from uuid_utils.compat import uuid7

from putright.people.roles import Role
from putright.workdays.nations import Nation

__all__ = ["Landlord", "Staff", "StaffManager"]


def new_id() -> uuid.UUID:
    """An id made by the application, in the order of time, so that rows can be moved between databases."""
    return uuid7()


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


class StaffManager(BaseUserManager["Staff"]):
    """Makes people who can sign in."""

    def create_staff(self, landlord: Landlord, email: str, name: str, roles: list[Role], **more: Any) -> "Staff":  # noqa: ANN401
        """Somebody who works for a landlord, without a password until they set one."""
        person: Staff = self.model(
            landlord=landlord,
            email=self.normalize_email(email).lower(),
            name=name,
            roles=",".join(sorted(role.value for role in roles)),
            **more,
        )
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Staff(AbstractBaseUser):
    """Somebody who works for a landlord, with the roles they have there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="staff")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    """Names of roles with commas between; see `putright.people.roles`."""
    left_on = models.DateField(null=True, blank=True)
    """The day they left; they can do nothing afterwards, and what they did stays theirs."""

    objects: ClassVar[StaffManager] = StaffManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """Names."""

        db_table = "staff"

    def __str__(self) -> str:
        return self.name

    @property
    def has_roles(self) -> frozenset[Role]:
        """The roles as values."""
        return frozenset(Role(name) for name in self.roles.split(",") if name)
