"""`putright demo run`, which is `make run`: the demonstration loaded on the first run, then the site and its worker."""

import argparse
from typing import Any

from putright import clock
from putright.cli import serve
from putright.cli.progress import Progress
from putright.cli.says import SaysNo, coloured, paragraph, table
from putright.cli.with_record import with_database
from putright.demo.plan import ORDINARY, Plan

_NAME, _CODE, _POLICY = "Alder Homes", "AH", "thrive-2026"
_FIRST_PORT, _TRIED = 8000, 20


def register(doing: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add `run` to what `putright demo` does."""
    about = "Loads the fictional landlord where there is none yet, then serves the site until Ctrl+C."
    parser = doing.add_parser("run", help="load it on the first run, then serve it", description=about)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=0, help=f"default: {_FIRST_PORT}, or the next one that is free")
    parser.add_argument("--size", type=int, default=ORDINARY, help=argparse.SUPPRESS)
    parser.set_defaults(run=run, workers=0, threads=4, no_worker=False)


@with_database
def run(options: argparse.Namespace) -> int:
    """Load it where it is not there, say who can sign in, serve it. Returns 0 when it was asked to stop."""
    from django.core.management import call_command

    from putright.people.models import Landlord

    options.port = options.port or _free_port(options.host)
    call_command("migrate", verbosity=0, interactive=False)
    if not Landlord.objects.exists():
        _load(options.size)
    elif not Landlord.objects.filter(code=_CODE, name=_NAME).exists():
        raise SaysNo("There is a record of your own in this place: `putright serve` opens it.")
    else:
        print(paragraph(f"{_NAME} is there already. `make run-fresh` makes it anew, as of today."))
    print(f"\n{greeting(f'http://{options.host}:{options.port}')}\n")
    return serve.run(options)


def greeting(address: str) -> str:
    """Who to sign in as and where, one of each role, and how to begin with a landlord of one's own."""
    from putright.demo.wording import people

    by_role: dict[str, list[dict[str, Any]]] = {}
    for each in people()["staff"]:
        if not each.get("left"):
            by_role.setdefault(each["roles"][0].replace("_", " "), []).append(each)
    rows = [("SIGN IN AS", "NAME", "ROLE")]
    for role, (first, *more) in by_role.items():
        beside = f", and {len(more)} more" if more else ""
        rows.append((f"{first['key']}@{_CODE.lower()}.example", first["name"], f"{role}{beside}"))
    return "\n\n".join(
        [
            table(rows),
            f"Everybody's password is: {coloured(people()['password'], 'strong')}",
            paragraph(f"Staff sign in at {address}/desk/, residents begin at {address}/."),
            paragraph("To start empty, with a landlord of your own: make run-empty"),
        ]
    )


def _load(size: int) -> None:
    from putright.demo.loading import load

    with Progress(f"Making {_NAME}", size) as progress:
        loaded = load(Plan(_NAME, _CODE, _POLICY, size, 1, clock.today()), clock.now(), progress.step)
    print(
        paragraph(
            f"{_NAME} is ready: {loaded.homes:,} homes, {loaded.complaints:,} complaints in two years, {loaded.owed:,} of "
            "them with something left to do. Nobody in it exists."
        )
    )


def _free_port(host: str) -> int:
    from putright.background.supervising import PortTaken, take

    for port in range(_FIRST_PORT, _FIRST_PORT + _TRIED):
        try:
            take(host, port)
        except PortTaken:
            continue
        return port
    return _FIRST_PORT  # `serve` says what is in the way
