"""Registers that the Code asks for and that are not about one complaint: each row says when it is looked at again."""

from datetime import date
from typing import ClassVar

from django.db import models

from putright.people.ids import new_id
from putright.people.models.landlord import Landlord
from putright.people.models.residents import Representative, Resident
from putright.people.models.staff import Staff
from putright.people.roles import Lesson, Limit, Post


class Adjustment(models.Model):
    """A reasonable adjustment for a resident, kept under review (5.10). What is done, not why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    asked_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    complaint = models.UUIDField(null=True, blank=True)
    """The complaint it was agreed in, if in one."""
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Reviews of those that stand, first due first."""

        db_table = "adjustment"
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "review_on"], condition=models.Q(ended_on=None), name="adjustment_to_review"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Restriction(models.Model):
    """A limit on how somebody may be in touch, because of behaviour (5.14, 5.15). It never stops a complaint.

    What is missing is a gap that is shown, not a reason to refuse the row: a restriction that is in force without a
    warning has to be on the register all the more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    limit = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Limit])
    terms = models.TextField(blank=True)
    """In words: which contact, which hours, who."""
    reason = models.TextField(blank=True)
    warned_on = models.DateField(null=True, blank=True)
    warning = models.CharField(max_length=80, blank=True)
    """The warning letter, as it is filed."""
    evidence = models.TextField(blank=True)
    equality_considered_on = models.DateField(null=True, blank=True)
    equality = models.TextField(blank=True)
    """What regard was had to the Equality Act."""
    decided_by = models.CharField(max_length=80, blank=True)
    from_on = models.DateField()
    review_on = models.DateField()
    """Always there: no restriction is for ever."""
    reviewed_on = models.DateField(null=True, blank=True)
    told_of_appeal_on = models.DateField(null=True, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appeal_answered_on = models.DateField(null=True, blank=True)
    appeal_upheld = models.BooleanField(null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        """Reviews of those in force, first due first; each is about somebody."""

        db_table = "restriction"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(resident__isnull=False) | models.Q(representative__isnull=False),
                name="restriction_of_somebody",
                violation_error_message="A restriction is on somebody: say which resident or representative.",
            ),
            models.CheckConstraint(
                condition=models.Q(review_on__gte=models.F("from_on")),
                name="restriction_reviewed_after",
                violation_error_message="The review lies before the restriction begins: give a later day.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "review_on"], condition=models.Q(lifted_on=None), name="restriction_to_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit} from {self.from_on}"


class NamedRole(models.Model):
    """Who is named for one of the posts the Code asks for, from when and until when (4.1, 9.4, 9.5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Post])
    name = models.CharField(max_length=200)
    """A person, or for the complaints officer a team."""
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The last day; the work list asks for somebody new before it passes."""

    class Meta:
        """Names."""

        db_table = "named_role"

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"

    def held_on(self, day: date) -> bool:
        """Whether they are named on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Training(models.Model):
    """Training in handling complaints that somebody had (4.3)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    lesson = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Lesson])
    about = models.CharField(max_length=200, blank=True)

    class Meta:
        """Read by person."""

        db_table = "training"
        indexes: ClassVar = [models.Index(fields=["landlord", "staff", "on"], name="training_by_person")]

    def __str__(self) -> str:
        return f"{self.lesson} on {self.on}"


class SurveyTemplate(models.Model):
    """A survey as it is sent out, and whether it tells people how to complain (1.6)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    text = models.TextField()
    signpost = models.TextField(blank=True)
    """The words in it that say how to complain."""
    wider_feedback = models.BooleanField(default=False)
    """A wider feedback exercise has to carry the details; another survey should, where it can be done."""
    why_not = models.TextField(blank=True)
    """Why it cannot be done, where it cannot."""
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        """Names."""

        db_table = "survey_template"

    def __str__(self) -> str:
        return self.name

    @property
    def carries_signpost(self) -> bool:
        """Whether the words that say how to complain are really in the text."""
        wanted = " ".join(self.signpost.split())
        return bool(wanted) and wanted in " ".join(self.text.split())
