"""Indexes the work list is counted in, and keyset pages of it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """In the place of three that could say when, but not whose or whether somebody is waited for."""

    dependencies: ClassVar = [("records", "0007_row_security")]
    operations: ClassVar = [
        migrations.RemoveIndex("summary", "summary_work_list"),
        migrations.RemoveIndex("summary", "summary_by_handler"),
        migrations.RemoveIndex("summary", "summary_updates"),
        migrations.AddIndex(
            "summary",
            models.Index(
                fields=[
                    "landlord",
                    "next_due_on",
                    "complaint",
                    "handler",
                    "waiting_for",
                    "update_due_on",
                    "stage",
                    "category",
                    "area",
                    "owed",
                ],
                condition=models.Q(owed=True),
                name="summary_work_list",
            ),
        ),
        migrations.AddIndex(
            "summary",
            models.Index(
                fields=["landlord", "handler", "next_due_on", "complaint"],
                condition=models.Q(owed=True),
                name="summary_by_handler",
            ),
        ),
        migrations.AddIndex(
            "summary",
            models.Index(
                fields=["landlord", "update_due_on", "complaint"],
                condition=models.Q(owed=True, update_due_on__isnull=False),
                name="summary_updates",
            ),
        ),
        migrations.AddIndex(
            "summary",
            models.Index(
                fields=["landlord", "handler"],
                condition=models.Q(owed=True) & ~models.Q(confidential_to=""),
                name="summary_confidential",
            ),
        ),
    ]
