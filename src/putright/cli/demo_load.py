"""`putright demo load`: a believable landlord with two years of complaints, to try everything on."""

import argparse
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.progress import Progress
from putright.cli.says import SaysNo, paragraph, print_json, table
from putright.cli.with_record import add_json, with_record
from putright.demo.plan import ORDINARY, Plan

if TYPE_CHECKING:
    from putright.demo.loading import Loaded

_POLICY = "thrive-2026"
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,5}")
_MOST = 1_000_000


def register(doing: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add `load` to what `putright demo` does."""
    about = "A fictional landlord with homes, residents, staff and two years of complaints."
    parser = doing.add_parser("load", help="load a fictional landlord to try things on", description=about)
    parser.add_argument(
        "--size", type=int, default=ORDINARY, metavar="N", help=f"how many complaints (default: {ORDINARY})"
    )
    parser.add_argument("--policy", default=_POLICY, metavar="NAME", help=f"a shipped policy (default: {_POLICY})")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="other stories for another number (default: 1)"
    )
    parser.add_argument("--today", metavar="DATE", help="the day the stories lead up to (default: today)")
    parser.add_argument("--beside", action="store_true", help="load it beside the landlords there are")
    parser.add_argument("--name", default="Alder Homes", help="the landlord's name (default: Alder Homes)")
    parser.add_argument("--code", default="AH", help="the letters its references begin with (default: AH)")
    add_json(parser)
    parser.set_defaults(run=run)


@with_record
def run(options: argparse.Namespace) -> int:
    """Load it, or say that it is there."""
    from putright.demo.loading import load
    from putright.demo.performing import DemoRefused
    from putright.people.models import Landlord, Staff

    plan = _plan(options)
    there = Landlord.objects.filter(code=plan.code).first()
    if there is not None and Staff.objects.filter(email=_first_email(plan)).exists():
        return _is_there(options, there.name, plan)
    if there is not None or Landlord.objects.filter(name=plan.name).exists():
        raise SaysNo(
            f"There is a landlord with that name or code already: choose others with --name and --code, not {plan.name}, {plan.code}."
        )
    if Landlord.objects.exists() and not options.beside:
        raise SaysNo("There is a landlord here already: load the demonstration beside it with --beside.")
    try:
        with Progress(f"Making {plan.name}", plan.size) as progress:
            loaded = load(plan, clock.now(), progress.step)
    except DemoRefused as no:
        raise SaysNo(f"A story does not hold under this policy, and nothing was made: {no}") from None
    _tell(options, plan, loaded)
    return 0


def _plan(options: argparse.Namespace) -> Plan:
    from putright.policy import PolicyError, shipped_policy

    code, name = options.code.strip().upper(), " ".join(options.name.split())
    if not _CODE.fullmatch(code):
        raise SaysNo(f"--code {options.code}: use one to six letters and digits, a letter first, such as AH.")
    if not name:
        raise SaysNo("The landlord needs a name.")
    if not 1 <= options.size <= _MOST:
        raise SaysNo(f"--size {options.size}: give a number from 1 to {_MOST:,}.")
    try:
        if options.policy:
            shipped_policy(options.policy)
        today = date.fromisoformat(options.today) if options.today else clock.today()
    except PolicyError as error:
        raise SaysNo(str(error)) from None
    except ValueError:
        raise SaysNo(f"--today {options.today}: write the day as 2026-11-21.") from None
    if today > clock.today():
        raise SaysNo("--today lies in the future: nothing is recorded before it has happened.")
    return Plan(name, code, options.policy, options.size, options.seed, today)


def _first_email(plan: Plan) -> str:
    return f"callum@{plan.code.lower()}.example"


def _is_there(options: argparse.Namespace, name: str, plan: Plan) -> int:
    if options.json:
        print_json({"landlord": name, "code": plan.code, "loaded": False})
        return 0
    print(paragraph(f"{name} is there already, so nothing was done."))
    print(f"\n{_people(plan.code)}")
    return 0


def _tell(options: argparse.Namespace, plan: Plan, loaded: "Loaded") -> None:
    if options.json:
        print_json(
            {
                "landlord": plan.name, "code": plan.code, "policy": plan.policy, "loaded": True,
                "complaints": loaded.complaints, "entries": loaded.entries, "homes": loaded.homes, "requests": loaded.requests, "owed": loaded.owed,
                "paths": dict(sorted(loaded.paths.items())), "people": [_row(each, plan.code) for each in _cast()],
            }
        )  # fmt: skip
        return
    print(
        paragraph(
            f"{plan.name} is ready: {loaded.homes:,} homes, {loaded.complaints:,} complaints in two years and "
            f"{loaded.requests:,} service requests, "
            f"{loaded.owed:,} complaints with something left to do, {loaded.entries:,} entries in the record. Nobody in it exists."
        )
    )
    print(f"\n{_people(plan.code)}")


def _cast() -> list[dict[str, Any]]:
    from putright.demo.wording import people

    return [each for each in people()["staff"] if not each.get("left")]


def _row(each: dict[str, Any], code: str) -> dict[str, str]:
    role = each["roles"][0].replace("_", " ")
    return {"name": each["name"], "role": role, "email": f"{each['key']}@{code.lower()}.example"}


def _people(code: str) -> str:
    """Who to sign in as."""
    from putright.demo.wording import people

    rows = [("SIGN IN AS", "ROLE", "NAME")]
    rows += [(row["email"], row["role"], row["name"]) for row in (_row(each, code) for each in _cast())]
    return f"{table(rows)}\n\nEverybody's password is: {people()['password']}"
