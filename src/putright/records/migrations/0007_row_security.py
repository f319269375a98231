"""Row-level security on the tables of the record, on PostgreSQL."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect

TABLES = (
    "entry", "content", "request", "summary", "stage_summary", "promise_summary", "counter", "outbox", "filing",
    "search_row", "retention_setting", "legal_hold", "disposal",
)  # fmt: skip

# Bytes are kept once for all landlords, so whether they are still wanted is the one question that goes across: the owner of
# the tables answers it, with yes or no. The path is fixed, temporary tables last, or somebody could put a table in between.
_WANTED = """CREATE FUNCTION document_wanted(asked text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {schema}, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM filing WHERE digest = asked) $$"""


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart."""
    del apps
    for table in TABLES:
        protect(editor, table, "landlord")
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = editor.quote_name(cursor.fetchone()[0])
        editor.execute(_WANTED.format(schema=schema), params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION document_wanted(text)", params=None)
    for table in TABLES:
        lay_open(editor, table)


class Migration(migrations.Migration):
    """One landlord's rows at a time."""

    dependencies: ClassVar = [("records", "0006_at_a_glance")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
