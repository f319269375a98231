"""The first run in the terminal: the landlord, its administrator, and a password that is used once.

Asked for where somebody sits at the terminal, taken from options where a program runs it. What is there already is left as
it is, so it can be run again.
"""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.says import SaysNo, coloured, paragraph

if TYPE_CHECKING:
    from putright.people.models import Landlord, Staff

__all__ = ["add_options", "begin", "made", "print_password"]

_FIRST = "first run"
_DOOR = "http://localhost:8000/sign-in/"


def add_options(parser: argparse.ArgumentParser) -> None:
    """What would be asked for."""
    parser.add_argument("--name", help="the landlord's name, on the first run")
    parser.add_argument("--code", help="the letters its references begin with: AH in AH-2604-0117")
    parser.add_argument("--nation", help="england-and-wales (default), scotland or northern-ireland")
    parser.add_argument(
        "--administrator", metavar="EMAIL", help="who looks after people and settings, on the first run"
    )
    parser.add_argument("--administrator-name", metavar="NAME", help="what they are called")
    parser.add_argument("--tables-only", action="store_true", help="make the tables and ask nothing")


def begin(options: argparse.Namespace) -> "tuple[Landlord, Staff, str] | None":
    """The landlord, its first administrator and their password; None where there was nothing to make, or nobody to ask."""
    from putright.people.models import Landlord, RoleHeld
    from putright.people.roles import Role

    if options.tables_only:
        return None
    landlords = list(Landlord.objects.order_by("code")[:2])
    given = bool(options.administrator or options.name)
    looked_after = RoleHeld.objects.filter(landlord__in=landlords, role=Role.ADMINISTRATOR.value).exists()
    if landlords and (looked_after or len(landlords) > 1) and not given:
        return None
    if not given and not sys.stdin.isatty():
        return None
    landlord = _landlord(options, landlords)
    return _administrator(options, landlord)


def _landlord(options: argparse.Namespace, there: "list[Landlord]") -> "Landlord":
    """The one there is, or a new one of that name."""
    from putright.cli.record_people import landlord_from
    from putright.people.models import Landlord

    if options.code:
        found = Landlord.objects.filter(code__iexact=options.code.strip()).first()
        if found is not None:
            return found
    if there and not options.name:
        if len(there) > 1:
            raise SaysNo("There are several landlords: say which with --code.")
        return there[0]
    if not options.name:
        print(paragraph("There is no landlord yet. A few questions, and you can sign in."))
        print()
    name = options.name or _asked("The landlord's name", "Acorn Homes")
    code = options.code or _asked("The letters its references begin with", "AH")
    nation = options.nation or (
        _asked("Its nation", "england-and-wales", or_else=True) if _asking() else "england-and-wales"
    )
    made_now: Landlord = landlord_from(name, code, nation, family="housing-ombudsman", policy="")
    return made_now


def _administrator(options: argparse.Namespace, landlord: "Landlord") -> "tuple[Landlord, Staff, str]":
    from django.core.exceptions import ValidationError

    from putright.cli.record_people import address_from
    from putright.people.changing import NotYours
    from putright.people.staffing import create_first_administrator

    email = address_from(options.administrator or _asked("The administrator's e-mail address", "ada@acorn.example"))
    name = options.administrator_name or _asked("The administrator's name", "Ada Lindqvist")
    try:
        person, password = create_first_administrator(landlord, email=email, name=name, at=clock.now())
    except NotYours as no:
        raise SaysNo(str(no)) from None
    except ValidationError as error:
        raise SaysNo(" ".join(error.messages)) from None
    return landlord, person, password


def _asking() -> bool:
    return sys.stdin.isatty()


def _asked(what: str, such_as: str, *, or_else: bool = False) -> str:
    """An answer from the terminal. `or_else`: pressing return takes the example."""
    if not _asking():
        raise SaysNo(f"{what} is missing: see `putright setup --help`.")
    while True:
        print(f"{what} ({'return for' if or_else else 'such as'} {such_as}): ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            raise SaysNo("Stopped: nothing more was made. Run `putright setup` again when you like.")
        answer = " ".join(line.split()) or (such_as if or_else else "")
        if answer:
            return answer


def made(landlord: "Landlord", person: "Staff", password: str) -> dict[str, Any]:
    """The same for programs."""
    return {
        "landlord": landlord.code,
        "administrator": person.email,
        "password": password,
        "until": person.one_time_until,
        "address": _DOOR,
    }


def print_password(name: str, email: str, password: str) -> None:
    """What is shown once and kept nowhere."""
    print()
    print(paragraph(f"{name} signs in with this password, once and within a day, and then chooses one of their own:"))
    print()
    print(f"    e-mail    {email}")
    print(f"    password  {coloured(password, 'strong')}")
    print(f"    address   {_DOOR}")
    print()
    print(paragraph("It is not kept anywhere and not shown again. `putright serve` opens the door."))
