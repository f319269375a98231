"""Row-level security on the tables of the door, on PostgreSQL."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect

TABLES = (
    "door_rules", "single_sign_on", "directory_identity", "second_factor", "recovery_code", "open_session", "sign_in",
)  # fmt: skip


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart. Which directories there are is shown at the door, before anybody is known."""
    del apps
    for table in TABLES:
        protect(editor, table, "landlord_id")
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE POLICY at_the_door ON single_sign_on FOR SELECT USING (in_use)", params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP POLICY at_the_door ON single_sign_on", params=None)
    for table in TABLES:
        lay_open(editor, table)


class Migration(migrations.Migration):
    """One landlord's rows at a time."""

    dependencies: ClassVar = [("sign_in", "0001_initial"), ("people", "0005_row_security")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
