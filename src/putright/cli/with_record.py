"""Opening the record for a command: Django set up only when it is needed, and every fault of a database one sentence.

Commands of the record import the rooms with tables inside their functions, after `open_record`: so `putright deadline`
never loads Django.
"""

import argparse
import json
import os
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright.cli.says import SaysNo
from putright.people.permissions import NOT_THERE, REQUEST_NOT_THERE

if TYPE_CHECKING:
    from putright.people.models import Landlord, Staff
    from putright.records.models import Summary
    from putright.records.requests_models import RequestSummary

Run = Callable[[argparse.Namespace], int]


def set_up() -> None:
    """Django with the project's settings, once for a process. Nothing is read from the database yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
    try:
        import django

        django.setup()
    except OSError as error:
        raise SaysNo(f"The folder of the record cannot be used ({error}): set PUTRIGHT_HOME to one that can.") from None
    except ValueError as error:  # an address of a database that is none
        raise SaysNo(f"PUTRIGHT_DATABASE_URL cannot be read ({error}): postgresql://user:password@host/name.") from None
    except ImportError as error:
        raise SaysNo(f"Something this needs is not installed ({error}): run `make setup`.") from None
    except Exception as error:
        if type(error).__name__ != "ImproperlyConfigured":
            raise
        raise SaysNo(str(error)) from None


def pending() -> list[str]:
    """The changes to tables that this program brings and the database has not had, by name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def with_record(run: Run) -> Run:
    """A command that needs the record, up to date; what goes wrong with a database is said in one sentence."""
    return _opened(run, needs_tables=True)


def with_database(run: Run) -> Run:
    """The same for a command that does without the tables: the ones that make or examine them."""
    return _opened(run, needs_tables=False)


def _opened(run: Run, *, needs_tables: bool) -> Run:
    @wraps(run)
    def opened(options: argparse.Namespace) -> int:
        set_up()
        from django.db import DatabaseError, InterfaceError

        from putright.actions import RecordUnavailable
        from putright.people.row_security import HeldApart
        from putright.workdays import YearNotKnown

        try:
            if needs_tables and pending():
                raise SaysNo("The database has not been made, or is older than this program: run `putright setup`.")
            return run(options)
        except (RecordUnavailable, HeldApart) as error:
            raise SaysNo(str(error)) from None
        except YearNotKnown as error:
            raise SaysNo(f"{error} Nothing was written.") from None
        except (DatabaseError, InterfaceError) as error:
            raise SaysNo(trouble(error)) from None

    return opened


def trouble(error: Exception) -> str:
    """What a database complains of, as one sentence with the way out."""
    said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    if "locked" in said:
        return "The database is busy with somebody else's work: nothing was written, so try again in a moment."
    if "full" in said and "disk" in said:
        return "The disk is full: nothing was written; make room and try again."
    if "append" in said or "never changed" in said:
        return f"The record refused a change to what is written: {said}."
    return f"The database cannot be used ({said}): `putright doctor` says what is wrong with it."


def add_person(parser: argparse.ArgumentParser) -> None:
    """`--as`, who acts, and `--json`."""
    parser.add_argument("--as", dest="by", metavar="EMAIL", help="who you are (default: PUTRIGHT_AS)")
    add_json(parser)


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="the same as JSON")


def add_landlord(parser: argparse.ArgumentParser) -> None:
    """`--landlord`, needed only where there are several."""
    parser.add_argument("--landlord", metavar="CODE", help="which landlord, where there are several")


def person_asked(options: argparse.Namespace) -> "Staff":
    """Who acts. Their landlord is the only one this command can see."""
    from putright.people.models import Staff

    email = options.by or os.environ.get("PUTRIGHT_AS", "")
    if not email:
        raise SaysNo("Say who you are: --as EMAIL, or set PUTRIGHT_AS.")
    found = Staff.objects.select_related("landlord").filter(email__iexact=email.strip()).first()
    if found is None:
        raise SaysNo(f"Nobody here has the address {email}: see `putright staff list`, or add them with `staff add`.")
    return found


def landlords_asked(options: argparse.Namespace) -> "list[Landlord]":
    """The landlord named by `--landlord`, else all there are."""
    from putright.people.models import Landlord

    if not options.landlord:
        return list(Landlord.objects.order_by("code"))
    found = Landlord.objects.filter(code__iexact=options.landlord).first()
    if found is None:
        raise SaysNo(f"There is no landlord with the code {options.landlord}: see `putright landlord list`.")
    return [found]


def landlord_asked(options: argparse.Namespace) -> "Landlord":
    """The one landlord meant: named, or the only one."""
    found = landlords_asked(options)
    if not found:
        raise SaysNo("There is no landlord yet: add one with `putright landlord add`.")
    if len(found) > 1:
        raise SaysNo(f"Say which landlord: --landlord {' or '.join(each.code for each in found)}.")
    return found[0]


def complaint_asked(reference: str, by: "Staff") -> "Summary":
    """The complaint of that reference among the landlord's, whoever may see it. Else the sentence that tells nothing."""
    from putright.records.models import Summary

    row = Summary.objects.filter(landlord=by.landlord_id, reference=reference.strip().upper()).first()
    if row is None:
        raise SaysNo(NOT_THERE)
    return row


def is_request(reference: str, by: "Staff") -> bool:
    """Whether the landlord has a service request of that reference; it is told by the list, not by how it is written."""
    from putright.people.row_security import theirs
    from putright.records.requests_models import RequestSummary

    with theirs(by.landlord_id):
        mine = RequestSummary.objects.filter(landlord=by.landlord_id, reference=reference.strip().upper())
        return mine.exists()


def request_asked(reference: str, by: "Staff") -> "RequestSummary":
    """The service request of that reference, if it is the person's to see. Else the sentence that tells nothing."""
    from putright import clock
    from putright.people.permissions import may_see
    from putright.people.row_security import theirs
    from putright.records.requests_models import RequestSummary

    with theirs(by.landlord_id):
        row = RequestSummary.objects.filter(landlord=by.landlord_id, reference=reference.strip().upper()).first()
        if row is None or not may_see(by.roles_on(clock.today()), str(by.id), None):
            raise SaysNo(REQUEST_NOT_THERE)
        return row


def complaint_to_see(reference: str, by: "Staff", why: str) -> "Summary":
    """The same, if it is the person's to see; a look at a confidential one is noted."""
    from putright import clock
    from putright.people.looking import open_one
    from putright.records.models import Summary

    there = complaint_asked(reference, by).complaint
    row = open_one(Summary.objects.all(), there, by, clock.today(), at=clock.now(), why=why)
    if row is None:
        raise SaysNo(NOT_THERE)
    return row


def many(number: int, one: str, several: str = "") -> str:
    """Such as "1 complaint", "3 complaints", "3 entries": a number with its word."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def names_of(landlord: "Landlord") -> dict[str, str]:
    """The names of a landlord's staff by the id that entries carry."""
    from putright.people.models import Staff

    return {str(key): name for key, name in Staff.objects.filter(landlord=landlord).values_list("id", "name")}


def remember(what: str, told: dict[str, Any], at: datetime) -> None:
    """Keep beside the record when something was last done, for `putright doctor`. Never a reason to fail."""
    from putright.records.chain import moment

    known = remembered()
    known[what] = {"at": moment(at), **told}
    kept = _kept()
    try:
        new = kept.with_suffix(".new")
        new.write_text(json.dumps(known, indent=2), encoding="utf-8")
        new.replace(kept)
    except OSError:
        return


def remembered() -> dict[str, Any]:
    """What `remember` kept."""
    try:
        known = json.loads(_kept().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _kept() -> Path:
    return home() / "last-done.json"


def home() -> Path:
    """The folder of the record."""
    from django.conf import settings

    return Path(settings.HOME)
