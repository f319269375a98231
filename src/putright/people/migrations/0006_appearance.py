"""A landlord's colour, logo and how it is reached: for its pages and its letters."""

from typing import ClassVar

import django.db.models.deletion
from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.ids import new_id
from putright.people.row_security import lay_open, protect


def hold_apart(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One landlord's logos at a time."""
    del apps
    protect(editor, "landlord_logo", "landlord_id")


def let_go(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    lay_open(editor, "landlord_logo")


class Migration(migrations.Migration):
    """Appearance."""

    dependencies: ClassVar = [
        ("people", "0005_row_security"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="landlord",
            name="accent",
            field=models.CharField(
                blank=True,
                max_length=7,
                validators=[
                    RegexValidator(
                        "\\A#[0-9a-fA-F]{6}\\Z",
                        "A colour is written as # and six figures or letters from a to f, for example #1d5c63.",
                    )
                ],
            ),
        ),
        migrations.AddField(
            model_name="landlord",
            name="address",
            field=models.TextField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="landlord",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="landlord",
            name="letter_foot",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="landlord",
            name="logo",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="landlord",
            name="telephone",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="landlord",
            name="telephone_hours",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="landlord",
            name="website",
            field=models.URLField(blank=True),
        ),
        migrations.CreateModel(
            name="LandlordLogo",
            fields=[
                ("id", models.UUIDField(default=new_id, editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(choices=[("image/png", "PNG"), ("image/jpeg", "JPEG")], max_length=20)),
                ("image", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="logos", to="people.landlord"
                    ),
                ),
            ],
            options={
                "db_table": "landlord_logo",
                "constraints": [models.UniqueConstraint(fields=("landlord", "digest"), name="landlord_logo_once")],
            },
        ),
        migrations.RunPython(hold_apart, let_go),
    ]
