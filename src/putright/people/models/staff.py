"""The people who work for a landlord, the roles they hold from when to when, their teams, and contractors."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connection, models, transaction

from putright.people.ids import new_id
from putright.people.models.landlord import Landlord
from putright.people.roles import Role


class StaffManager(BaseUserManager["Staff"]):
    """Makes people who can sign in."""

    def create_staff(self, landlord: Landlord, email: str, name: str, roles: list[Role], **more: Any) -> "Staff":  # noqa: ANN401
        """Somebody who works for a landlord, without a password until they set one.

        The roles are held from `started_on` where it is given, else from a day nobody wrote down. This leaves no line in
        the history: `putright.people.staffing` does, and is what the program itself uses.
        """
        person: Staff = self.model(
            landlord=landlord,
            email=self.normalize_email(email).lower(),
            name=name,
            roles=",".join(sorted(role.value for role in roles)),
            **more,
        )
        person.set_unusable_password()
        with transaction.atomic(using=self._db):
            person.save(using=self._db)
            RoleHeld.objects.using(self._db).bulk_create(
                [
                    RoleHeld(landlord=landlord, staff=person, role=role.value, from_on=person.started_on)
                    for role in sorted(set(roles))
                ]
            )
        return person


class Staff(AbstractBaseUser):
    """Somebody who works for a landlord, with the roles they have there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="staff")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    """Names of the roles held now, with commas between, for lists. What decides is `roles_on`."""
    started_on = models.DateField(null=True, blank=True)
    """The day they began; None where nobody knows. Training at induction is owed from then."""
    left_on = models.DateField(null=True, blank=True)
    """The day they left; they can do nothing afterwards, and what they did stays theirs."""
    one_time_until = models.DateTimeField(null=True, blank=True)
    """Set while the password is one that was made for them: it opens nothing but the page for choosing their own."""

    objects: ClassVar[StaffManager] = StaffManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    UNSAID: ClassVar[frozenset[str]] = frozenset({"password", "last_login"})

    class Meta:
        """Names."""

        db_table = "staff"

    def __str__(self) -> str:
        return self.name

    @property
    def has_roles(self) -> frozenset[Role]:
        """The roles held now, as values."""
        return frozenset(Role(name) for name in self.roles.split(",") if name)

    def roles_on(self, day: date) -> frozenset[Role]:
        """The roles that count on a day: none before they are given, after they end, or after the person left."""
        if self.left_on is not None and self.left_on <= day:
            return frozenset()
        known = self.__dict__.get("_at_the_door")
        if known is not None and known[0] == day:
            roles: frozenset[Role] = known[1]
            return roles
        with connection.cursor() as cursor:  # plain, because every command and every page asks it
            key = [models.UUIDField().get_db_prep_value(each, connection) for each in (self.landlord_id, self.pk)]
            cursor.execute(
                "SELECT role, from_on, until_on FROM role_held WHERE landlord_id = %s AND staff_id = %s", key
            )
            return frozenset(Role(role) for role, start, end in cursor.fetchall() if _within(day, start, end))

    def let_in_with(self, day: date, roles: frozenset[Role]) -> None:
        """What the door found counts for the rest of one request, whose own copy of the person this is."""
        self.__dict__["_at_the_door"] = (day, roles)

    def teams_on(self, day: date) -> frozenset[str]:
        """The teams they are in on a day, by id and by name: the program asks a team by id, an old file by name."""
        found: set[str] = set()
        for each in TeamMember.objects.filter(landlord=self.landlord_id, staff=self).select_related("team"):
            if _within(day, each.from_on, each.until_on):
                found |= {str(each.team_id), each.team.name}
        return frozenset(found)


class RoleHeld(models.Model):
    """A role somebody holds, from when and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="held")
    role = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Role])
    from_on = models.DateField(null=True, blank=True)
    """None: nobody wrote down since when."""
    until_on = models.DateField(null=True, blank=True)
    """The last day; None while it has no end. Cover for somebody's leave has one from the start."""

    class Meta:
        """Read by person."""

        db_table = "role_held"
        indexes: ClassVar = [models.Index(fields=["landlord", "staff"], name="role_held_by_person")]

    def __str__(self) -> str:
        return f"{self.role} from {self.from_on} until {self.until_on}"

    def held_on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return _within(day, self.from_on, self.until_on)


class Contractor(models.Model):
    """An organisation that works for the landlord: repairs, gas, a managing agent. What it hears, the landlord heard."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    manages_homes = models.BooleanField(default=False)
    """A managing agent: the landlord itself comes in at stage 2."""
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        """One name once."""

        db_table = "contractor"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "name"], name="contractor_name_once")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who are asked together: the landlord's own, or a contractor's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")
    email = models.EmailField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """One name once, because a question is put to a team by it."""

        db_table = "team"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody in a team, from when and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="memberships")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        """Names."""

        db_table = "team_member"

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.team_id}"


def _within(day: date, start: date | None, end: date | None) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)
