"""`putright doctor`: versions, settings in force, the health of the database, what is missing and how to get it."""

import argparse
import os
import platform
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from putright import __version__, clock
from putright.cli.complaint_told import in_london
from putright.cli.record_people import database_named
from putright.cli.says import coloured, paragraph, print_json, table
from putright.cli.with_record import add_json, home, many, pending, remembered, trouble, with_database

_FIXED = (3, 51, 3)
"""The first SQLite without the fault that can damage a database in write-ahead mode."""
_OLDEST_POSTGRESQL = 15
_ROOM = 1_000_000_000
_BACKUP_EVERY_DAYS = 7
_VERIFY_EVERY_DAYS = 31
_LATE_HOURS = 2
_GUARDS = {
    "sqlite": {"entry_not_updated", "entry_not_deleted", "entry_not_replaced"},
    "postgresql": {"entry_not_changed", "entry_not_truncated"},
}
"""The triggers that keep anybody from changing an entry."""

FINE, NOTE, DO = "fine", "note", "do"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: str
    """fine, note (worth knowing) or do (something needs doing)."""
    says: str
    how: str = ""
    """The way out."""


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser("doctor", help="is this installation in good health, and what is missing?")
    add_json(parser)
    parser.set_defaults(run=run)


@with_database
def run(options: argparse.Namespace) -> int:
    """Look at everything. Returns 1 when something needs doing."""
    checks = [*_programs(), *_settings(), *_database()]
    needed = [check for check in checks if check.state == DO]
    if options.json:
        print_json({"well": not needed, "checks": [asdict(check) for check in checks]})
        return 1 if needed else 0
    marks = {FINE: coloured("ok  ", "fine"), NOTE: coloured("note", "soon"), DO: coloured("DO  ", "late")}
    print(table([(marks[check.state], check.name, check.says) for check in checks]))
    print()
    for check in checks:
        if check.how:
            print(paragraph(f"- {check.name}: {check.how}", indent="  "))
    print(
        coloured(f"{len(needed)} thing{'s' * (len(needed) != 1)} to do.", "late")
        if needed
        else coloured("All is well.", "fine")
    )
    return 1 if needed else 0


def _programs() -> list[Check]:
    import sqlite3

    import django
    from django.db import connection

    found = tuple(map(int, sqlite3.sqlite_version.split(".")))
    sqlite = Check("SQLite", FINE, f"{sqlite3.sqlite_version}, with the write-ahead fix of 3.51.3")
    if found < _FIXED:
        sqlite = Check(
            "SQLite",
            DO if connection.vendor == "sqlite" else NOTE,
            f"{sqlite3.sqlite_version}, without the write-ahead fix of 3.51.3",
            "install pysqlite3 (it is in requirements/run.txt), or use PostgreSQL.",
        )
    return [
        Check("putright", FINE, __version__),
        Check("Python", FINE, f"{platform.python_version()} on {platform.system()}"),
        Check("Django", FINE, django.get_version()),
        *(_package(name) for name in ("gunicorn", "fido2", "django-tasks-db", "typst")),
        sqlite,
    ]


def _package(name: str) -> Check:
    """A part that is needed, with its version."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Check(name, FINE, version(name))
    except PackageNotFoundError:
        return Check(name, DO, "not installed", "run `make setup`.")


def _settings() -> list[Check]:
    from django.conf import settings

    place = home()
    found = [Check("home", FINE, str(place)), _private("home is private", place, 0o700)]
    key = place / "secret-key"
    if os.environ.get("PUTRIGHT_SECRET_KEY"):
        found.append(Check("secret key", FINE, "from PUTRIGHT_SECRET_KEY"))
    else:
        found.append(Check("secret key", FINE, f"kept in {key}"))
        found.append(_private("key is private", key, 0o600))
    found.append(Check("hosts", FINE, ", ".join(settings.ALLOWED_HOSTS) or "none"))
    room = shutil.disk_usage(place).free
    found.append(
        Check("free disk", FINE, f"{room / 1e9:,.1f} GB")
        if room >= _ROOM
        else Check(
            "free disk", DO, f"{room / 1e9:,.1f} GB", "make room: with a full disk nothing more can be recorded."
        )
    )
    return found


def _private(name: str, path: Path, wanted: int) -> Check:
    try:
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        return Check(name, DO, f"cannot be seen: {error.strerror}", "give the user that runs putright the right to it.")
    if mode & 0o077:
        return Check(name, DO, f"others on this machine can get at it ({mode:o})", f"chmod {wanted:o} {path}")
    return Check(name, FINE, "yes")


def _database() -> list[Check]:
    from django.db import DatabaseError, connection

    where = Check("database", FINE, database_named())
    try:
        connection.ensure_connection()
        waiting = pending()
    except (DatabaseError, ImportError) as error:
        return [where, Check("connection", DO, "none", trouble(error))]
    found = [where, *(_sqlite() if connection.vendor == "sqlite" else _postgresql())]
    if waiting:
        number = f"{len(waiting)} change{'s' * (len(waiting) != 1)} waiting"
        return [*found, Check("tables", DO, number, "putright setup")]
    found.append(Check("tables", FINE, "up to date"))
    if connection.vendor == "postgresql":
        found += _apart()
    return [*found, *_contents()]


def _sqlite() -> list[Check]:
    from django.db import DatabaseError

    mode, whole = _one("PRAGMA journal_mode"), "?"
    careful = {0: "off", 1: "normal", 2: "full", 3: "extra"}.get(int(_one("PRAGMA synchronous") or 0), "?")
    try:
        whole = str(_one("PRAGMA integrity_check"))
    except DatabaseError as error:
        whole = str(error)
    return [
        Check("journal", FINE if mode == "wal" else DO, str(mode), "" if mode == "wal" else "the file lies where write-ahead "
              "mode does not work (a network drive?): move PUTRIGHT_HOME to a local disk."),
        Check("synchronous", FINE if careful in ("full", "extra") else DO, careful, "" if careful in ("full", "extra") else
              "what was acknowledged may be lost in a power cut."),
        Check("integrity", FINE if whole == "ok" else DO, whole.splitlines()[0][:200], "" if whole == "ok" else
              "stop using it, keep a copy of the folder, and bring the last backup back: putright restore FILE --into DIR"),
    ]  # fmt: skip


def _postgresql() -> list[Check]:
    number = int(_one("SHOW server_version_num") or 0) // 10_000
    good = number >= _OLDEST_POSTGRESQL
    found = [Check("server", FINE if good else DO, f"PostgreSQL {_one('SHOW server_version')}", "" if good else
                   "use PostgreSQL 15 or newer.")]  # fmt: skip
    if shutil.which("pg_dump") is None:
        found.append(
            Check(
                "pg_dump",
                DO,
                "not on this machine",
                "install PostgreSQL's client programs: `putright backup` needs it.",
            )
        )
    return found


def _apart() -> list[Check]:
    """Whether the database itself holds landlords apart, for the role that is used here."""
    from django.apps import apps

    from putright.people.row_security import held_apart

    models = [model for name in ("people", "records") for model in apps.get_app_config(name).get_models()]
    tables = ", ".join(f"'{model._meta.db_table}'" for model in models)  # noqa: SLF001  Django's documented name
    asked = "SELECT string_agg(relname, ', ') FROM pg_class WHERE NOT relrowsecurity AND relkind = 'r' AND relname IN "
    open_ones = _one(f"{asked} ({tables})")
    if open_ones:
        return [Check("landlords apart", DO, f"not in {open_ones}", "row-level security was taken away: make it again from the "
                      "migrations.")]  # fmt: skip
    role = _one("SELECT current_user")
    if held_apart():
        return [Check("landlords apart", FINE, f"yes: {role} is shown one landlord's rows at a time")]
    why = _one("SELECT CASE WHEN rolsuper THEN 'a superuser' WHEN rolbypassrls THEN 'let past (BYPASSRLS)' ELSE 'the owner of "
               "the tables' END FROM pg_roles WHERE rolname = current_user")  # fmt: skip
    return [Check("landlords apart", NOTE, f"not for {role}, {why}", "right for setup, verify, rebuild, backup and the worker; "
                  "let `putright serve` connect as a role that is none of these (docs/how-to/record.md).")]  # fmt: skip


def _one(statement: str) -> Any:  # noqa: ANN401  whatever the database answers
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def _contents() -> list[Check]:
    from django.db import connection

    from putright.people.models import Landlord, Staff
    from putright.people.row_security import held_apart
    from putright.records.models import Entry, Summary

    found = [
        Check("append-only", FINE, "guarded by triggers")
        if _GUARDS[connection.vendor] <= _triggers(connection.vendor)
        else Check("append-only", DO, "the triggers that guard the record are gone", "somebody took them away: run `putright "
                   "verify`, then bring the last backup back or make them again from the migrations."),
    ]  # fmt: skip
    if held_apart():
        return [*found, Check("holds", NOTE, "not counted", "this role is shown one landlord's rows at a time.")]
    landlords, staff = Landlord.objects.count(), Staff.objects.filter(left_on=None).count()
    entries, complaints = Entry.objects.count(), Summary.objects.count()
    found.append(
        Check(
            "holds",
            FINE,
            f"{many(landlords, 'landlord')}, {staff:,} staff, {many(complaints, 'complaint')}, {many(entries, 'entry', 'entries')}",
        )
    )
    if not landlords:
        found.append(Check("landlord", DO, "none yet", 'putright landlord add "Acorn Homes" --code AH'))
    elif not staff:
        how = 'putright staff add EMAIL --name "NAME" --role complaints_officer'
        found.append(Check("staff", DO, "nobody yet", how))
    known = _with_the_nightly_backup(remembered())
    found.append(
        _last("backup", known, _BACKUP_EVERY_DAYS, "putright backup FILE, and keep it elsewhere.", needed=entries > 0)
    )
    found.append(_last("verify", known, _VERIFY_EVERY_DAYS, "putright verify", needed=entries > 0))
    return [*found, *_background()]


def _with_the_nightly_backup(known: dict[str, Any]) -> dict[str, Any]:
    """The backup that the worker made counts, where it is later than the one that was made by hand."""
    from django.conf import settings

    from putright.background.models import Job
    from putright.records.chain import moment

    done = Job.objects.filter(kind="back_up", ticket__status="SUCCESSFUL").order_by("-ticket__finished_at").first()
    if done is None or not settings.BACKUPS or done.ticket.finished_at is None:
        return known
    at = moment(done.ticket.finished_at)
    return {**known, "backup": max(known.get("backup", {"at": ""}), {"at": at}, key=lambda each: str(each["at"]))}


def _background() -> list[Check]:
    """Whether the work nobody waits for is being done."""
    from putright.background import queue
    from putright.background.working import workers_alive

    now = clock.now()
    alive, dead, waiting = workers_alive(now), queue.dead().count(), queue.waiting().filter(due_at__lte=now)
    how = "`putright serve` runs one beside the site; `putright worker` runs one by itself."
    found = [
        Check("worker", FINE, f"{many(alive, 'worker')} alive")
        if alive
        else Check("worker", NOTE, "none alive: reminders and nightly checks wait", how)
    ]
    oldest = waiting.order_by("due_at").first()
    if oldest is None:
        found.append(Check("waiting", FINE, "nothing that is due"))
    else:
        late = (now - oldest.due_at).total_seconds() / 3600 >= _LATE_HOURS
        says = f"{many(waiting.count(), 'job')}, the oldest due {in_london(oldest.due_at)}"
        found.append(Check("waiting", DO if late else FINE, says, how if late else ""))
    named = ", ".join(sorted(set(queue.dead().values_list("kind", flat=True))))
    found.append(
        Check("failed jobs", DO, f"{many(dead, 'job')} failed for good: {named}", "putright worker --failed")
        if dead
        else Check("failed jobs", FINE, "none")
    )
    return found


def _triggers(vendor: str) -> set[str]:
    """The triggers on entries that are in force."""
    from django.db import connection

    on_sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'"
    on_postgresql = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'entry'::regclass AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(on_sqlite if vendor == "sqlite" else on_postgresql)
        return {name for (name,) in cursor.fetchall()}


def _last(what: str, known: dict[str, Any], every: int, how: str, *, needed: bool) -> Check:
    name = f"last {what}"
    try:
        at = datetime.fromisoformat(known[what]["at"])
    except (KeyError, TypeError, ValueError):
        return Check(name, DO if needed else NOTE, "none known here", how if needed else "")
    faults = known[what].get("faults", 0)
    says = in_london(at) + (f", {many(faults, 'fault')} found" if faults else "")
    old = (clock.now() - at).days >= every
    return Check(name, DO if (old and needed) or faults else FINE, says, how if (old and needed) or faults else "")
