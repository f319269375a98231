"""Row-level security on the tables of background work that name a landlord, on PostgreSQL.

The queue's own tickets hold ids and times and no landlord; what they are about stands in `job`. Workers and turns are the
installation's.
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect

TABLES = ("job", "place", "notice", "progress")


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
    """One landlord's rows at a time."""

    dependencies: ClassVar = [("background", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
