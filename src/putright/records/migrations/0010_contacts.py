"""Triage: what came in and is not yet a complaint or a service request. Held apart by landlord like every list."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import putright.records.models
from putright.people.row_security import lay_open, protect


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart, on PostgreSQL."""
    del apps
    protect(editor, "contact", "landlord")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    lay_open(editor, "contact")


class Migration(migrations.Migration):
    """Contacts."""

    dependencies: ClassVar = [("records", "0009_lists_across")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.records.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("landlord", models.UUIDField()),
                ("key", models.UUIDField()),
                ("asked", models.CharField(blank=True, max_length=64)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("arrived_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                ("channel", models.CharField(max_length=20)),
                ("receiver", models.CharField(max_length=20)),
                ("person", models.CharField(blank=True, max_length=200)),
                ("anonymous", models.BooleanField(default=False)),
                ("home", models.TextField(blank=True)),
                ("representative", models.CharField(blank=True, max_length=200)),
                ("representative_kind", models.CharField(blank=True, max_length=20)),
                ("representative_reach", models.CharField(blank=True, max_length=200)),
                ("authority_given", models.BooleanField(default=False)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("words", models.TextField(blank=True)),
                ("since", models.CharField(blank=True, max_length=200)),
                ("began_on", models.DateField(null=True)),
                ("spoken_to", models.TextField(blank=True)),
                ("wanted", models.TextField(blank=True)),
                ("dangers", models.CharField(blank=True, max_length=100)),
                ("needs", models.TextField(blank=True)),
                ("adjustment", models.TextField(blank=True)),
                ("prefers", models.CharField(blank=True, max_length=20)),
                ("unhappy", models.BooleanField(null=True)),
                ("choice_offered", models.BooleanField(null=True)),
                ("choice_taken", models.BooleanField(null=True)),
                ("suggested", models.CharField(blank=True, max_length=20)),
                ("because", models.TextField(blank=True)),
                ("became", models.CharField(blank=True, max_length=20)),
                ("stream", models.UUIDField(null=True)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("why", models.TextField(blank=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "contact",
                "indexes": [
                    models.Index(
                        condition=models.Q(("became", "")),
                        fields=["landlord", "arrived_on", "id"],
                        name="contact_waiting",
                    ),
                    models.Index(fields=["landlord", "person"], name="contact_by_person"),
                    models.Index(fields=["landlord", "stream"], name="contact_by_stream"),
                ],
                "constraints": [models.UniqueConstraint(fields=("landlord", "key"), name="contact_key_once")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
