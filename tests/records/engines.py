"""A database of one engine for one test: real, migrated, and put in the place of the program's own while the test runs."""

import shutil
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connections
from migrated import put_migrated

from putright.config.settings import database_at

ENGINES = ("sqlite", "postgresql")


@contextmanager
def in_use(url, home):
    """The database at an address, or the embedded one in a folder, is the program's inside.

    The connection there was is put aside and not closed: another test's database may live in it.
    """
    before, settings_before = connections["default"], connections.settings["default"]
    chosen = {**database_at(url, home)}
    connections.settings["default"] = connections.configure_settings({"default": chosen})["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield connections["default"]
    finally:
        mine = connections["default"]
        mine.close()
        if mine.vendor == "postgresql":
            mine.close_pool()
        connections.settings["default"], connections["default"] = settings_before, before


_SHAPE = """
SELECT md5(string_agg(each, '|' ORDER BY each)) FROM (
    SELECT concat(c.oid::regclass, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl) AS each
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
    UNION ALL SELECT concat(a.attrelid::regclass, a.attname, a.atttypid, a.attnotnull, a.attacl)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND a.attnum > 0
    UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat(polrelid::regclass, polname, polcmd, pg_get_expr(polqual, polrelid)) FROM pg_policy
    UNION ALL SELECT concat(p.proname, md5(p.prosrc), p.proacl, p.prosecdef) FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'
    UNION ALL SELECT concat(nspname, nspacl) FROM pg_namespace WHERE nspname NOT LIKE 'pg_t%'
) AS everything
"""
"""What a database is made of beside its rows: one line that differs once anything was altered, granted or switched off."""


class Databases:
    """Makes databases of one engine by copying one that was migrated once.

    On PostgreSQL a copy of some eighty tables takes over a second, so a database that a test leaves as it found it but
    for its rows is emptied and given to the next.
    """

    def __init__(self, engine, folder, server):
        self.engine, self.folder, self.server = engine, folder, server
        self.number = 0
        self.url = ""
        self.spare = []
        if server is None:
            put_migrated(self.folder)
            return
        self._ask("CREATE DATABASE empty")
        self.url = server.url("empty")
        self.folder.mkdir(parents=True, exist_ok=True)
        with in_use(self.url, self.folder):
            call_command("migrate", verbosity=0)
        with psycopg.connect(self.url, autocommit=True) as connection:
            self.shape = connection.execute(_SHAPE).fetchone()
            self.rows = dict(self._rows(connection))

    @contextmanager
    def one(self, folder):
        """One with nothing in it: (address, folder). The address is empty for the embedded one, which is in the folder."""
        if self.server is None:
            shutil.copy(self.folder / "putright.sqlite3", folder / "putright.sqlite3")
            yield "", folder
            return
        name = self.spare.pop() if self.spare else self._new()
        try:
            yield self.server.url(name), folder
        finally:
            if self._emptied(name):
                self.spare.append(name)
            else:
                self._ask(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self):
        self.number += 1
        self._ask(f"CREATE DATABASE test_{self.number} TEMPLATE empty")
        return f"test_{self.number}"

    def _emptied(self, name):
        """Whether the database is again as it was made: every row gone that a test has written, nothing else changed."""
        self._ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        with psycopg.connect(self.server.url(name), autocommit=True) as connection:
            if connection.execute(_SHAPE).fetchone() != self.shape:
                return False
            cleared = [f"DELETE FROM {table}" for table, number in self.rows.items() if not number]
            sequences = connection.execute(
                "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) FROM pg_sequences"
                " WHERE schemaname = 'public' AND last_value IS NOT NULL"
            )
            again = [f"ALTER SEQUENCE {each} RESTART" for (each,) in sequences]
            # A replica's session fires no trigger: the guards that refuse to delete are there, and are not asked.
            connection.execute(";".join(["SET session_replication_role = replica", *cleared, *again]))
            return dict(self._rows(connection)) == self.rows

    @staticmethod
    def _rows(connection):
        tables = connection.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        counts = [f"SELECT '{table}', count(*) FROM {table}" for (table,) in tables]
        return connection.execute(" UNION ALL ".join(counts)).fetchall()

    def _ask(self, statement):
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            connection.execute(statement)
