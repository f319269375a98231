"""The list of service requests, held apart by landlord like every list; and room for their own counter of references."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart, on PostgreSQL."""
    del apps
    protect(editor, "request_summary", "landlord")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    lay_open(editor, "request_summary")


class Migration(migrations.Migration):
    """Service requests."""

    dependencies: ClassVar = [("records", "0004_full_text")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="counter",
            name="month",
            field=models.CharField(max_length=6),
        ),
        migrations.CreateModel(
            name="RequestSummary",
            fields=[
                ("request", models.UUIDField(primary_key=True, serialize=False)),
                ("landlord", models.UUIDField()),
                ("reference", models.CharField(max_length=40)),
                ("last_number", models.PositiveIntegerField()),
                ("last_digest", models.CharField(max_length=64)),
                ("person", models.CharField(blank=True, max_length=80)),
                ("home", models.CharField(blank=True, max_length=200)),
                ("what", models.CharField(blank=True, max_length=200)),
                ("asked_on", models.DateField(null=True)),
                ("promised_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("state", models.CharField(max_length=20)),
                ("complaints", models.PositiveSmallIntegerField(default=0)),
                ("live", models.BooleanField()),
                ("next_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "request_summary",
                "indexes": [
                    models.Index(
                        condition=models.Q(("live", True)), fields=["landlord", "next_on"], name="request_summary_live"
                    ),
                    models.Index(fields=["landlord", "asked_on"], name="request_summary_by_asking"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "reference"), name="request_summary_reference_once"),
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
