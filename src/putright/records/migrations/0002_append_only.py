"""Triggers that refuse to change or delete an entry, on both engines. A guard rail: the chain is the evidence."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_REFUSAL = "an entry is never changed or deleted: correct it by another entry"

_SQLITE = (
    f"CREATE TRIGGER entry_not_updated BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    f"CREATE TRIGGER entry_not_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    # INSERT OR REPLACE deletes without asking the trigger above, unless the connection has set recursive_triggers.
    """CREATE TRIGGER entry_not_replaced BEFORE INSERT ON entry WHEN EXISTS (
        SELECT 1 FROM entry WHERE id = NEW.id
        OR (landlord = NEW.landlord AND complaint = NEW.complaint AND number = NEW.number))
        BEGIN SELECT RAISE(ABORT, 'there is such an entry already'); END""",
)
_POSTGRESQL = (
    f"""CREATE FUNCTION entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$""",
    """CREATE TRIGGER entry_not_changed BEFORE UPDATE OR DELETE ON entry
        FOR EACH ROW EXECUTE FUNCTION entry_is_append_only()""",
    # Row triggers do not see TRUNCATE.
    """CREATE TRIGGER entry_not_truncated BEFORE TRUNCATE ON entry
        FOR EACH STATEMENT EXECUTE FUNCTION entry_is_append_only()""",
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of the engine in use."""
    del apps
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement, params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, before the table goes."""
    del apps
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER entry_not_updated")
        editor.execute("DROP TRIGGER entry_not_deleted")
        editor.execute("DROP TRIGGER entry_not_replaced")
    else:
        editor.execute("DROP TRIGGER entry_not_changed ON entry")
        editor.execute("DROP TRIGGER entry_not_truncated ON entry")
        editor.execute("DROP FUNCTION entry_is_append_only()")


class Migration(migrations.Migration):
    """Append-only entries."""

    dependencies: ClassVar = [("records", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
