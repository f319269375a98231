"""Row-level security on the tables of the front door, on PostgreSQL; and the one question asked before a landlord is known."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from putright.people.row_security import lay_open, protect

TABLES = ("front_door_draft", "front_door_file", "front_door_link", "front_door_mark")

# Which landlord's door an address is has to be known before the database can be told whose rows to show: the owner of the tables
# answers with the ids and the letters that stand in references, and nothing else. The path is fixed, temporary tables last.
_DOORS = """CREATE FUNCTION front_doors() RETURNS TABLE (code varchar, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {schema}, pg_temp
    AS $$ SELECT landlord.code, landlord.id FROM landlord $$"""


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Hold the landlords apart."""
    del apps
    for table in TABLES:
        protect(editor, table, "landlord_id")
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = editor.quote_name(cursor.fetchone()[0])
        editor.execute(_DOORS.format(schema=schema), params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION front_doors()", params=None)
    for table in TABLES:
        lay_open(editor, table)


class Migration(migrations.Migration):
    """One landlord's rows at a time."""

    dependencies: ClassVar = [("front_door", "0001_initial"), ("people", "0005_row_security")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
