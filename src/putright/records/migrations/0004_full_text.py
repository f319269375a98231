"""The full-text index beside the search rows: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

No stemming on either (`unicode61`, `simple`): the words are already folded when they come here, names, references and
Welsh are not cut by English rules, and both engines find the same. Whoever changes the table of search rows on SQLite
makes the triggers again, because Django makes such a table anew.
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_CAN_DELETE_SECURELY = (3, 42)

_SQLITE = (
    # columnsize=0: nothing is ranked by length, so the lengths are not kept.
    """CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_row', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER search_row_added AFTER INSERT ON search_row BEGIN
        INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_row_gone AFTER DELETE ON search_row BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_row_changed AFTER UPDATE ON search_row BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
)
_SQLITE_SECURE = "INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)"
_POSTGRESQL = (
    "ALTER TABLE search_row ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX search_row_words ON search_row USING gin (found)",
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of the engine in use."""
    del apps
    if editor.connection.vendor != "sqlite":
        for statement in _POSTGRESQL:
            editor.execute(statement, params=None)
        return
    for statement in _SQLITE:
        editor.execute(statement, params=None)
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = tuple(int(part) for part in cursor.fetchone()[0].split("."))
    if version >= _CAN_DELETE_SECURELY:  # else an erased word may stay in the index's old pages until they are merged
        editor.execute(_SQLITE_SECURE, params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    del apps
    if editor.connection.vendor != "sqlite":
        editor.execute("DROP INDEX search_row_words")
        editor.execute("ALTER TABLE search_row DROP COLUMN found")
        return
    for name in ("added", "gone", "changed"):
        editor.execute(f"DROP TRIGGER search_row_{name}")
    editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    """Full-text search."""

    dependencies: ClassVar = [("records", "0003_documents_search_retention")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
