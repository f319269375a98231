"""A database of one engine for one test: real, migrated, and put in the place of the program's own while the test runs."""

import shutil
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connections

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


class Databases:
    """Makes databases of one engine by copying one that was migrated once."""

    def __init__(self, engine, folder, server):
        self.engine, self.folder, self.server = engine, folder, server
        self.number = 0
        self.url = ""
        if server is not None:
            self._ask("CREATE DATABASE empty")
            self.url = server.url("empty")
        self.folder.mkdir(parents=True, exist_ok=True)
        with in_use(self.url, self.folder):
            call_command("migrate", verbosity=0)

    @contextmanager
    def one(self, folder):
        """A new one: (address, folder). The address is empty for the embedded database, which is in the folder."""
        self.number += 1
        if self.server is None:
            shutil.copy(self.folder / "putright.sqlite3", folder / "putright.sqlite3")
            yield "", folder
            return
        name = f"test_{self.number}"
        self._ask(f"CREATE DATABASE {name} TEMPLATE empty")
        try:
            yield self.server.url(name), folder
        finally:
            self._ask(f"DROP DATABASE {name} WITH (FORCE)")

    def _ask(self, statement):
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            connection.execute(statement)
