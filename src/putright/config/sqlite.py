"""Put a current SQLite in the place of the system's, before anything loads a database.

Every SQLite from 3.7.0 to 3.51.2 can corrupt a database in write-ahead mode when one connection writes while another
checkpoints. Many systems still have such a one, so the one that comes with pysqlite3 is used where it can be had.
"""

import sys
from importlib import import_module

FIXED = (3, 51, 3)
"""The first version without the fault."""


def use_current_sqlite() -> tuple[int, ...]:
    """Swap the module in, once, and return the version that is used."""
    if "pysqlite3" not in sys.modules:
        try:
            current = import_module("pysqlite3")
        except ImportError:
            current = import_module("sqlite3")
        else:
            sys.modules["sqlite3"] = current
            sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")
    return tuple(int(part) for part in import_module("sqlite3").sqlite_version.split("."))
