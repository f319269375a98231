"""Letters on their way out: drafts, what waits for the post, what was handed to the mail server."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import putright.records.models
from putright.people.row_security import lay_open, protect

TABLES = ("letter_draft", "letter_mail", "letter_waiting", "print_run")


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart."""
    del apps
    for table in TABLES:
        protect(editor, table, "landlord")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    for table in TABLES:
        lay_open(editor, table)


class Migration(migrations.Migration):
    """Four tables, each held apart by landlord."""

    dependencies: ClassVar = [("records", "0010_contacts")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="LetterDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.records.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("landlord", models.UUIDField()),
                ("complaint", models.UUIDField()),
                ("kind", models.CharField(max_length=40)),
                ("stage", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="draft", max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("slots", models.JSONField(default=dict)),
                ("choices", models.JSONField(default=dict)),
                ("template", models.CharField(blank=True, max_length=80)),
                ("signer", models.CharField(blank=True, max_length=80)),
                ("layout", models.CharField(blank=True, max_length=20)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("made_by", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=80)),
                ("changed_at", models.DateTimeField()),
                ("asked_of", models.CharField(blank=True, max_length=80)),
                ("asked_by", models.CharField(blank=True, max_length=80)),
                ("asked_at", models.DateTimeField(null=True)),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_digest", models.CharField(blank=True, max_length=64)),
                ("sent_back", models.TextField(blank=True)),
                ("letter", models.CharField(blank=True, max_length=80)),
                ("key", models.UUIDField(null=True)),
                ("issued_by", models.CharField(blank=True, max_length=80)),
                ("issued_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "letter_draft",
                "indexes": [
                    models.Index(fields=["landlord", "complaint"], name="letter_draft_of_complaint"),
                    models.Index(
                        condition=models.Q(("state", "asked")),
                        fields=["landlord", "asked_of"],
                        name="letter_draft_to_approve",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "asked", "approved", "waiting"))),
                        fields=("landlord", "complaint", "kind", "stage"),
                        name="letter_draft_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterMail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.records.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("landlord", models.UUIDField()),
                ("complaint", models.UUIDField()),
                ("letter", models.CharField(max_length=80)),
                ("to", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("words", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("sent_again", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "db_table": "letter_mail",
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "complaint", "letter"), name="letter_mail_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterWaiting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.records.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("landlord", models.UUIDField()),
                ("complaint", models.UUIDField()),
                ("draft", models.UUIDField(unique=True)),
                ("reference", models.CharField(max_length=40)),
                ("pdf", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField()),
                ("parts", models.JSONField(default=list)),
                ("told_on", models.DateField(null=True)),
                ("to", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("run", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "letter_waiting",
                "indexes": [models.Index(fields=["landlord", "run", "at"], name="letter_waiting_by_run")],
            },
        ),
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.records.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("landlord", models.UUIDField()),
                ("on", models.DateField()),
                ("made_by", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "print_run",
                "indexes": [models.Index(fields=["landlord", "made_at"], name="print_run_by_time")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
