"""What came in and is not yet a complaint or a service request: triage.

An ordinary table. While it waits it holds what was said. Once it has become something its words are on that record and
nowhere else, so that they are erased, given out and kept confidential there; what stays here is that it came, what was
suggested, and who decided what.
"""

from typing import ClassVar

from django.db import models

from putright.records.models import new_id


class Contact(models.Model):
    """One call, message, letter or form, as it came in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    key = models.UUIDField()
    """The request that brought it: the same again is answered, not kept twice."""
    asked = models.CharField(max_length=64, blank=True)
    """The keyed digest of what that request held."""
    source = models.CharField(max_length=200, blank=True)
    """Where it is from, for what comes by itself: the id of a message, of a form."""
    arrived_on = models.DateField()
    """The day it truly reached the landlord, by whomever. The dates of a complaint count from here (3.2)."""
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    receiver = models.CharField(max_length=20)
    person = models.CharField(max_length=200, blank=True)
    """A resident's id, or a name as it was given; empty where they prefer not to say."""
    anonymous = models.BooleanField(default=False)
    home = models.TextField(blank=True)
    """A home's id, or an address as it was given."""
    representative = models.CharField(max_length=200, blank=True)
    """Who speaks for them: an id, or a name as it was given."""
    representative_kind = models.CharField(max_length=20, blank=True)
    representative_reach = models.CharField(max_length=200, blank=True)
    """How to reach whoever speaks for them."""
    authority_given = models.BooleanField(default=False)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    words = models.TextField(blank=True)
    since = models.CharField(max_length=200, blank=True)
    """Since when, as they say it."""
    began_on = models.DateField(null=True)
    """The same as a day, where it is one."""
    spoken_to = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    """What would put it right."""
    dangers = models.CharField(max_length=100, blank=True)
    """damp_mould, danger, fire_structure, with commas between."""
    needs = models.TextField(blank=True)
    """What makes dealing with us harder."""
    adjustment = models.TextField(blank=True)
    """What was agreed to do differently for them."""
    prefers = models.CharField(max_length=20, blank=True)
    unhappy = models.BooleanField(null=True)
    """Whether they are unhappy with something the landlord did or did not do; None where nobody asked."""
    choice_offered = models.BooleanField(null=True)
    choice_taken = models.BooleanField(null=True)
    suggested = models.CharField(max_length=20, blank=True)
    because = models.TextField(blank=True)
    """The names of the signs the suggestion rests on, with commas between."""
    became = models.CharField(max_length=20, blank=True)
    """complaint, service_request, joined or nothing; empty while it waits."""
    stream = models.UUIDField(null=True)
    """The complaint or service request that it became, or was joined to."""
    reference = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "person", "home", "representative", "representative_reach", "telephone", "email", "words", "since", "spoken_to",
        "wanted", "needs", "adjustment", "why",
    )  # fmt: skip
    """What may say something about somebody, and is blanked by erasing."""
    MOVED: ClassVar[tuple[str, ...]] = (
        "representative_reach", "telephone", "email", "words", "since", "spoken_to", "wanted", "needs", "adjustment",
    )  # fmt: skip
    """What stands on the complaint or request once it has become one, and no longer here."""

    class Meta:
        """What waits, the oldest first; and all of one person or home."""

        db_table = "contact"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "key"], name="contact_key_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "arrived_on", "id"], condition=models.Q(became=""), name="contact_waiting"
            ),
            models.Index(fields=["landlord", "person"], name="contact_by_person"),
            models.Index(fields=["landlord", "stream"], name="contact_by_stream"),
        ]
