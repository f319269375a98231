"""The list of service requests: one row each, projected from its entries as `Summary` is from a complaint's."""

from typing import ClassVar

from django.db import models


class RequestSummary(models.Model):
    """One row a service request, for lists and for what has to be looked at. Projected; nobody else writes it."""

    request = models.UUIDField(primary_key=True)
    landlord = models.UUIDField()
    reference = models.CharField(max_length=40)
    last_number = models.PositiveIntegerField()
    last_digest = models.CharField(max_length=64)
    person = models.CharField(max_length=80, blank=True)
    home = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=200, blank=True)
    """How what was asked for begins. Words about people: made again when they are erased."""
    asked_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    """The day the resident was last told it would be done by."""
    review_on = models.DateField(null=True)
    state = models.CharField(max_length=20)
    """open, answered, done or struck_out."""
    complaints = models.PositiveSmallIntegerField(default=0)
    """How many complaints were raised from it. Not which: one of them may be confidential."""
    live = models.BooleanField()
    """Whether anything about it is still somebody's to see to."""
    next_on = models.DateField(null=True)
    """The first day on which it has to be looked at; what is found then is worked out anew."""

    class Meta:
        """What has to be looked at is one range of a partial index."""

        db_table = "request_summary"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "reference"], name="request_summary_reference_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "next_on"], condition=models.Q(live=True), name="request_summary_live"),
            models.Index(fields=["landlord", "asked_on"], name="request_summary_by_asking"),
        ]
