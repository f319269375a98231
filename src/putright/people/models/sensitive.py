"""What residents told the landlord about disability and health: special category data, kept apart from all the rest.

Read only through `putright.people.disclosing`, which asks for a reason and keeps a note of every reading.
"""

from typing import ClassVar

from django.db import models

from putright.people.ids import new_id
from putright.people.models.landlord import Landlord
from putright.people.models.residents import Resident


class Disclosure(models.Model):
    """A disability, or a need that comes from one, that somebody told the landlord about (5.10)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)
    what = models.TextField()
    means = models.TextField(blank=True)
    """What it means for dealing with them; the part most people need."""
    held_because = models.TextField(blank=True)
    """The condition in data protection law that it is held under."""
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    UNSAID: ClassVar[frozenset[str]] = frozenset({"what", "means"})
    """Not copied into the history, which more people read."""

    class Meta:
        """Names."""

        db_table = "disclosure"
        indexes: ClassVar = [models.Index(fields=["landlord", "resident"], name="disclosure_by_resident")]

    def __str__(self) -> str:
        return f"a disclosure of {self.told_on}"
