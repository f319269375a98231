"""A migrated embedded database, made once for all tests of this checkout: migrating takes seconds, copying a file does not.

It is made anew whenever a migration, the version of Django or of SQLite is another.
"""

import fcntl
import hashlib
import shutil
from pathlib import Path

import django

ROOT = Path(__file__).parents[2]


def _key():
    """What the tables are made of."""
    import sqlite3

    found = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for path in sorted((ROOT / "src").glob("putright/**/migrations/*.py")):
        found.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:24]


def put_migrated(folder):
    """Put a migrated, empty database where `PUTRIGHT_HOME` would have it. Every table is there, and no row of ours."""
    from django.core.management import call_command
    from engines import in_use

    kept = ROOT / "build" / "tests"
    kept.mkdir(parents=True, exist_ok=True)
    template = kept / f"migrated-{_key()}.sqlite3"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers wait for the first
        if not template.exists():
            for old in kept.glob("migrated-*"):
                old.unlink()
            making = kept / "making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            with in_use("", making) as connection:
                call_command("migrate", verbosity=0)
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (making / "putright.sqlite3").replace(template)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, folder / "putright.sqlite3")
