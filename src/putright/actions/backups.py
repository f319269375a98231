"""A backup: the whole database and the documents in one archive, with a manifest of digests; and its way back.

The archive is a ZIP that any program opens. The database is copied while it is in use: what is in the copy is one moment.
The secret key is not in it: it is kept apart, or whoever has the backup could sign as this installation.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db import connection

from putright import __version__
from putright.people.row_security import across
from putright.records.chain import moment
from putright.records.models import Entry

__all__ = ["FORMAT", "BackupError", "back_up", "read_manifest", "unpack"]

FORMAT = "putright backup 1"
SQLITE, POSTGRESQL = "putright.sqlite3", "postgresql.dump"
_MANIFEST = "manifest.json"
_PART = 1 << 20
_PAGES = 2000

Told = Callable[[int, int], None]
"""Hears how much is done of how much."""


class BackupError(Exception):
    """It cannot be backed up or restored. One sentence."""


def back_up(path: Path, at: datetime, told: Told) -> dict[str, Any]:
    """Write a backup and return its manifest. The file appears whole or not at all. Raises BackupError, and HeldApart."""
    across()
    if path.exists():
        raise BackupError(f"{path} is there already, and a backup is never written over: give another name.")
    part = path.with_name(path.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent) as near:
            copied = Path(near) / (SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
            if connection.vendor == "sqlite":
                _copy_sqlite(Path(str(connection.settings_dict["NAME"])), copied, told)
            else:
                _dump_postgresql(copied)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                manifest = _archive(file, copied, at, told)
        part.replace(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _copy_sqlite(source: Path, to: Path, told: Told) -> None:
    sqlite = import_module("sqlite3")  # the current one, where settings put it in the place of the system's
    with closing(sqlite.connect(source)) as original, closing(sqlite.connect(to)) as copy:
        # Reading first holds one moment of the database for the whole copy, whoever writes meanwhile.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        original.backup(copy, pages=_PAGES, progress=lambda _, left, total: told(total - left, total))
        copy.execute("PRAGMA journal_mode=DELETE")


def _dump_postgresql(to: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupError(
            "pg_dump is not on this machine: install PostgreSQL's client programs, or back up the server itself."
        )
    where = connection.settings_dict
    from psycopg.conninfo import make_conninfo

    named = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"], "dbname": where["NAME"]}
    more = {name: value for name, value in where["OPTIONS"].items() if isinstance(value, str)}
    address = make_conninfo(**{name: value for name, value in {**named, **more}.items() if value})
    words = [program, "--format=custom", f"--file={to}", "--no-password", f"--dbname={address}"]
    env = os.environ | ({"PGPASSWORD": where["PASSWORD"]} if where["PASSWORD"] else {})
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)  # noqa: S603  our own words
    if done.returncode:
        raise BackupError(f"pg_dump could not copy the database ({' '.join(done.stderr.split())[:300]}).")


def _archive(file: IO[bytes], copied: Path, at: datetime, told: Told) -> dict[str, Any]:
    documents = Path(settings.DOCUMENTS)
    kept = sorted(path for path in documents.glob("[0-9a-f][0-9a-f]/*") if path.is_file())
    files: dict[str, Any] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        names = [
            (copied.name, copied),
            *((f"documents/{path.relative_to(documents).as_posix()}", path) for path in kept),
        ]
        for number, (name, path) in enumerate(names):
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as to:
                files[name] = _pour(source, to)
            told(number + 1, len(names))
        manifest = {
            "format": FORMAT,
            "putright": __version__,
            "at": moment(at),
            "database": copied.name,
            "entries": _entries(copied),
            "files": files,
        }
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=2))
    return manifest


def _entries(copied: Path) -> int:
    """How many entries the copy holds: the restored one has to have as many."""
    if copied.name != SQLITE:
        return Entry.objects.count()
    with closing(import_module("sqlite3").connect(copied)) as copy:
        return int(copy.execute("SELECT count(*) FROM entry").fetchone()[0])


def _pour(source: IO[bytes], to: IO[bytes]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while part := source.read(_PART):
        digest.update(part)
        to.write(part)
        size += len(part)
    return {"sha256": digest.hexdigest(), "bytes": size}


def read_manifest(path: Path) -> dict[str, Any]:
    """What a backup says of itself. Raises BackupError."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise BackupError(f"{path} is not a backup, or is damaged ({error}).") from None
    if (
        not isinstance(manifest, dict)
        or manifest.get("format") != FORMAT
        or not isinstance(manifest.get("files"), dict)
    ):
        raise BackupError(f"{path} is not a backup that this program knows.")
    return manifest


def unpack(path: Path, folder: Path, told: Told) -> Iterator[str]:
    """Unpack a backup into an empty folder; every way in which it is not what the manifest says, in a sentence."""
    manifest = read_manifest(path)
    try:
        with zipfile.ZipFile(path) as archive:
            there = set(archive.namelist()) - {_MANIFEST}
            yield from (
                f"{name} is in the archive and not in its manifest."
                for name in sorted(there - manifest["files"].keys())
            )
            for number, (name, wanted) in enumerate(sorted(manifest["files"].items())):
                if name not in there:
                    yield f"{name} is missing from the archive."
                    continue
                yield from _unpack_one(archive, name, wanted, folder)
                told(number + 1, len(manifest["files"]))
    except OSError as error:
        raise BackupError(f"{folder} cannot be written: {error.strerror or error}.") from None


def _unpack_one(archive: zipfile.ZipFile, name: str, wanted: dict[str, Any], folder: Path) -> Iterator[str]:
    steps = PurePosixPath(name)
    if steps.is_absolute() or ".." in steps.parts or "\\" in name or ":" in name:
        yield f"{name} would lie outside the folder and is left out."
        return
    to = folder / steps
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            archive.open(name) as source,
            os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        ):
            found = _pour(source, file)
    except zipfile.BadZipFile as error:
        yield f"{name} is damaged ({error})."
        return
    if found != wanted:
        yield f"{name} is not what was backed up."
