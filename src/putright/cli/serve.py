"""`putright serve`: the site and one worker, with nothing else to install."""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from putright.cli.says import SaysNo, paragraph
from putright.cli.with_record import home, many, pending, with_database

_MOST_PROCESSES = 4


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help="run the site, with one worker beside it",
        description="Brings the database up to date, then serves the site until Ctrl+C. docs/how-to/running.md says how to "
        "run it behind a web server, as a service, and on several machines.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--workers", type=int, default=0, metavar="N", help="web processes (default: by the processors)"
    )
    parser.add_argument(
        "--threads", type=int, default=4, metavar="N", help="requests each answers at a time (default: 4)"
    )
    parser.add_argument("--no-worker", action="store_true", help="without the worker: `putright worker` runs elsewhere")
    parser.set_defaults(run=run)


@with_database
def run(options: argparse.Namespace) -> int:
    """Serve. Returns 0 when it was asked to stop."""
    from putright.background.supervising import PortTaken, Serving, take

    if not 0 < options.port < 65536 or options.threads < 1 or options.workers < 0:  # noqa: PLR2004  the last port
        raise SaysNo("--port is 1 to 65535, --threads and --workers at least 1.")
    try:
        take(options.host, options.port)
    except PortTaken as no:
        raise SaysNo(str(no)) from None
    _bring_up_to_date()
    _somebody_is_there(options)
    _collect_static()
    _let_go_of_the_database()
    bind = f"[{options.host}]:{options.port}" if ":" in options.host else f"{options.host}:{options.port}"
    name = f"serve {options.port} on {platform.node() or 'this machine'}"
    words = [sys.executable, "-c", "from putright.cli import main; raise SystemExit(main())", "worker", "--name", name]
    processes = options.workers or min(_MOST_PROCESSES, max(2, os.cpu_count() or 1))
    serving = Serving(
        web={"bind": bind, "workers": processes, "threads": options.threads},
        worker=[] if options.no_worker else words,
        say=_say,
        ready=lambda: _ready(options, bind),
    )
    code = serving.run()
    _say("Stopped.")
    return code


def _say(what: str) -> None:
    print(paragraph(what), flush=True)


def _ready(options: argparse.Namespace, bind: str) -> None:
    shown = bind.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")  # noqa: S104  to be opened, not listened on
    beside = "Without a worker: see that one runs elsewhere." if options.no_worker else "One worker beside it."
    _say(f"putright is at http://{shown}/ (Ctrl+C stops it). {beside}")


@contextmanager
def _alone() -> Iterator[None]:
    """One `serve` at a time changes tables: the others wait here."""
    import fcntl

    with (home() / "migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go by the system, however this ends
        yield


def _bring_up_to_date() -> None:
    from django.core.management import call_command

    if not pending():
        return
    with _alone():
        waiting = pending()
        if waiting:
            _say(f"Bringing the database up to date: {many(len(waiting), 'change')}.")
            call_command("migrate", verbosity=0, interactive=False)


def _somebody_is_there(options: argparse.Namespace) -> None:
    from putright.people.models import Landlord
    from putright.people.row_security import held_apart

    if held_apart():  # it is shown no landlord before somebody has signed in, and a worker would be shown no jobs
        if not options.no_worker:
            raise SaysNo(
                "The database shows this role one landlord at a time, and the worker needs all: give --no-worker, and run "
                "`putright worker` with PUTRIGHT_DATABASE_URL naming the owner of the tables."
            )
        return
    if not Landlord.objects.exists():
        raise SaysNo("There is no landlord yet, so nobody could sign in: run `putright setup` first, then this again.")


def _collect_static() -> None:
    """Put the files of the pages in one place, where the settings name one."""
    from django.conf import settings
    from django.core.management import call_command

    if getattr(settings, "STATIC_ROOT", None):
        call_command("collectstatic", verbosity=0, interactive=False)


def _let_go_of_the_database() -> None:
    """This process only watches from here on."""
    from django.db import connection

    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool is not None:
        close_pool()
