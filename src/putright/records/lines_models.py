"""The lines that lists across complaints show: registers, contributions, the Ombudsman's requests and orders."""

from typing import ClassVar

from django.db import models


class ListedLine(models.Model):
    """One thing in a complaint that a list names. Projected; holds no words, which are read from the complaint."""

    id = models.BigAutoField(primary_key=True)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    listing = models.CharField(max_length=20)
    """Which list, by the names of `putright.people.registers.lines.Listing`."""
    name = models.CharField(max_length=80)
    """What it goes by within its complaint and list."""
    on = models.DateField(null=True)
    by_on = models.DateField(null=True)
    """By when somebody has to see to it; None where no day was ever set."""
    waits = models.BooleanField()
    """Whether somebody still has to see to it."""
    whose = models.CharField(max_length=80, blank=True)
    """The team or person it was asked of, by id."""

    class Meta:
        """Pages of one list, newest first; what waits, first due first; what somebody was asked."""

        db_table = "listed_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "listing", "name"], name="listed_line_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "listing", "on", "complaint", "name"], name="listed_line_pages"),
            models.Index(
                fields=["landlord", "listing", "by_on", "complaint", "name"],
                condition=models.Q(waits=True),
                name="listed_line_waits",
            ),
            models.Index(
                fields=["landlord", "listing", "whose", "by_on"],
                condition=~models.Q(whose=""),
                name="listed_line_whose",
            ),
        ]
