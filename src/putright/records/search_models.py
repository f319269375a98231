"""The rows that are searched. Made from the words of the record, and made again from them at any time."""

from typing import ClassVar

from django.db import models


class SearchRow(models.Model):
    """The words of one place on a complaint, folded for searching. The text itself stays where it is kept.

    The key is an integer of its own: a full-text table needs one that never changes.
    """

    id = models.BigAutoField(primary_key=True)
    landlord = models.UUIDField()
    complaint = models.UUIDField()
    kind = models.CharField(max_length=12)
    """reference, words, document or person."""
    number = models.PositiveIntegerField(default=0)
    """The entry; 0 for what belongs to the whole complaint."""
    source = models.CharField(max_length=80)
    """The id of the content, filing or person; the reference itself."""
    words = models.TextField()
    """Folded words with one space between: no accents, no capitals, no signs."""

    class Meta:
        """Once for every place."""

        db_table = "search_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "complaint", "kind", "source"], name="search_row_once"),
        ]
