"""Row-level security on the tables of people, on PostgreSQL."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect

TABLES = (
    "staff", "role_held", "contractor", "team", "team_member", "landlord_size", "building", "home", "held_as",
    "people_change", "look", "resident", "residency", "representative", "authority", "resident_group",
    "resident_group_member", "disclosure", "adjustment", "restriction", "named_role", "training", "survey_template",
)  # fmt: skip


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart."""
    del apps
    protect(editor, "landlord", "id")
    for table in TABLES:
        protect(editor, table, "landlord_id")


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    for table in ("landlord", *TABLES):
        lay_open(editor, table)


class Migration(migrations.Migration):
    """One landlord's rows at a time."""

    dependencies: ClassVar = [("people", "0004_registers")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
