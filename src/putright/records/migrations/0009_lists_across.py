"""What lists across complaints show: lines of registers, contributions and the Ombudsman; what was promised, in words."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart, on PostgreSQL."""
    del apps
    protect(editor, "listed_line", "landlord")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    lay_open(editor, "listed_line")


class Migration(migrations.Migration):
    """`putright rebuild`, or the next night, fills what is new here for complaints that are on record already."""

    dependencies: ClassVar = [("records", "0008_work_list")]
    operations: ClassVar = [
        migrations.AddField(
            "promisesummary", "what", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AddField("promisesummary", "stage", models.PositiveSmallIntegerField(default=0)),
        migrations.RemoveIndex("promisesummary", "promise_by_day"),
        migrations.AddIndex(
            "promisesummary",
            models.Index(fields=["landlord", "due_on", "complaint", "promise"], name="promise_by_day"),
        ),
        migrations.AddIndex(
            "promisesummary", models.Index(fields=["landlord", "owner", "due_on"], name="promise_by_owner")
        ),
        migrations.CreateModel(
            name="ListedLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("landlord", models.UUIDField()),
                ("complaint", models.UUIDField()),
                ("listing", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("on", models.DateField(null=True)),
                ("by_on", models.DateField(null=True)),
                ("waits", models.BooleanField()),
                ("whose", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "db_table": "listed_line",
                "indexes": [
                    models.Index(fields=["landlord", "listing", "on", "complaint", "name"], name="listed_line_pages"),
                    models.Index(
                        condition=models.Q(("waits", True)),
                        fields=["landlord", "listing", "by_on", "complaint", "name"],
                        name="listed_line_waits",
                    ),
                    models.Index(
                        condition=models.Q(("whose", ""), _negated=True),
                        fields=["landlord", "listing", "whose", "by_on"],
                        name="listed_line_whose",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "complaint", "listing", "name"), name="listed_line_once"
                    )
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
