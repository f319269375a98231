"""`putright setup`, `putright landlord`, `putright staff`: what there must be before a complaint can be recorded.

Whoever has the terminal of the machine can add landlords and people, and let somebody in again who is locked out.
"""

import argparse
import re
from typing import Any

from putright import clock
from putright.cli import first_run
from putright.cli.says import SaysNo, paragraph, print_json, table
from putright.cli.with_record import (
    add_json,
    add_landlord,
    landlord_asked,
    landlords_asked,
    pending,
    with_database,
    with_record,
)

_CODE = re.compile(r"[A-Z][A-Z0-9]{0,5}")
_TERMINAL = "the terminal"
"""Who did it, in the history of people: whoever has the terminal of the machine."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the commands."""
    setup = commands.add_parser(
        "setup", help="make the database or bring it up to date; the landlord and its administrator"
    )
    first_run.add_options(setup)
    add_json(setup)
    setup.set_defaults(run=run_setup)

    landlord = commands.add_parser("landlord", help="the landlords of this installation: add, list")
    doing = landlord.add_subparsers(dest="doing", metavar="add|list", required=True)
    add = doing.add_parser("add", help="add a landlord")
    add.add_argument("name", help='such as "Acorn Homes"')
    add.add_argument("--code", required=True, help="the letters its references begin with: AH in AH-2604-0117")
    add.add_argument(
        "--nation", default="england-and-wales", help="england-and-wales (default), scotland or northern-ireland"
    )
    add.add_argument("--family", default="housing-ombudsman", help="whose Code binds it (default: housing-ombudsman)")
    add.add_argument(
        "--policy", default="", help="the shipped policy its complaints are assessed under, beside the Code"
    )
    add_json(add)
    add.set_defaults(run=run_landlord_add)
    listed = doing.add_parser("list", help="the landlords there are")
    add_json(listed)
    listed.set_defaults(run=run_landlord_list)

    _register_staff(commands)


def _register_staff(commands: Any) -> None:  # noqa: ANN401  the same
    staff = commands.add_parser("staff", help="the people who work for a landlord: add, list, let in again")
    doing = staff.add_subparsers(dest="doing", metavar="add|list|password", required=True)
    add = doing.add_parser("add", help="add somebody")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", action="append", required=True, metavar="ROLE", help="may be given several times")
    add_landlord(add)
    add_json(add)
    add.set_defaults(run=run_staff_add)
    listed = doing.add_parser("list", help="the people there are, with their roles")
    add_landlord(listed)
    add_json(listed)
    listed.set_defaults(run=run_staff_list)
    again = doing.add_parser("password", help="a password to be used once, for somebody who cannot get in")
    again.add_argument("email")
    again.add_argument(
        "--second-step", action="store_true", help="take their second step away too: they set up a new one"
    )
    add_json(again)
    again.set_defaults(run=run_staff_password)


@with_database
def run_setup(options: argparse.Namespace) -> int:
    """Make the tables, or bring them up to date; on the first run also the landlord and its administrator."""
    from django.core.management import call_command

    waiting = pending()
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    if not options.json:
        words = "is ready" if waiting else "was up to date already"
        print(paragraph(f"The database {words}: {database_named()}."))
    begun = first_run.begin(options)
    if options.json:
        print_json({"database": database_named(), "changes": waiting, **(first_run.made(*begun) if begun else {})})
    elif begun:
        landlord, person, password = begun
        print(paragraph(f"{landlord.name} has an administrator; its references begin with {landlord.code}."))
        first_run.print_password(person.name, person.email, password)
    return 0


def database_named() -> str:
    """Where the record is, without any secret."""
    from django.db import connection

    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(told["NAME"])
    where = f"{told['HOST'] or 'this machine'}{':' + str(told['PORT']) if told['PORT'] else ''}"
    return f"PostgreSQL, {told['NAME']} at {where}, as {told['USER'] or 'yourself'}"


@with_record
def run_landlord_add(options: argparse.Namespace) -> int:
    """Add a landlord."""
    made = landlord_from(options.name, options.code, options.nation, family=options.family, policy=options.policy)
    if options.json:
        print_json(_landlord(made))
    else:
        print(paragraph(f"{made.name} is added; its references begin with {made.code}."))
    return 0


def landlord_from(name: str, code: str, nation: str, *, family: str, policy: str) -> Any:  # noqa: ANN401  a row
    """A new landlord from what was typed. Raises SaysNo."""
    from django.core.exceptions import ValidationError

    from putright.people.changing import add
    from putright.people.models import Landlord
    from putright.policy import PolicyError, shipped_policy
    from putright.rulebook import all_rulebooks
    from putright.workdays.nations import read_nation

    asked, code, name = code, code.strip().upper(), " ".join(name.split())
    if not _CODE.fullmatch(code):
        raise SaysNo(f"--code {asked}: use one to six letters and digits, a letter first, such as AH.")
    if not name:
        raise SaysNo("The landlord needs a name.")
    try:
        read = read_nation(nation)
        if policy:
            shipped_policy(policy)
    except (ValueError, PolicyError) as error:
        raise SaysNo(str(error)) from None
    families = sorted({edition.family for edition in all_rulebooks()})
    if family not in families:
        raise SaysNo(f"There is no Code of {family!r} here: choose {' or '.join(families)}.")
    if Landlord.objects.filter(code=code).exists() or Landlord.objects.filter(name=name).exists():
        raise SaysNo(
            f"There is a landlord with that name or code already: {name}, {code}; see `putright landlord list`."
        )
    made = Landlord(name=name, code=code, nation=read.value, family=family, policy=policy)
    try:
        add(made, by=_TERMINAL, at=clock.now())
    except ValidationError as error:
        raise SaysNo(" ".join(error.messages)) from None
    return made


@with_record
def run_landlord_list(options: argparse.Namespace) -> int:
    """The landlords there are."""
    options.landlord = None
    found = [_landlord(each) for each in landlords_asked(options)]
    if options.json:
        print_json(found)
    elif not found:
        print('There is no landlord yet: putright landlord add "Acorn Homes" --code AH')
    else:
        rows = [("CODE", "NATION", "POLICY", "NAME")]
        rows += [(each["code"], each["nation"], each["policy"] or "-", each["name"]) for each in found]
        print(table(rows))
    return 0


def _landlord(each: Any) -> dict[str, str]:  # noqa: ANN401  a row
    return {"id": str(each.id), "code": each.code, "name": each.name, "nation": str(each.nation), "family": each.family,
            "policy": each.policy}  # fmt: skip


@with_record
def run_staff_add(options: argparse.Namespace) -> int:
    """Add somebody who works for a landlord."""
    from django.core.exceptions import ValidationError

    from putright.people.models import Staff
    from putright.people.roles import Role
    from putright.people.staffing import engage

    landlord = landlord_asked(options)
    address_from(options.email)
    known = {role.value: role for role in Role}
    roles = []
    for named in options.role:
        role = known.get(named.strip().lower().replace("-", "_").replace(" ", "_"))
        if role is None:
            raise SaysNo(f"There is no role “{named}”: use {', '.join(known)}.")
        roles.append(role)
    if Staff.objects.filter(email__iexact=options.email).exists():
        raise SaysNo(f"Somebody has the address {options.email} already: see `putright staff list`.")
    try:
        made = engage(
            landlord, email=options.email, name=options.name, roles=roles, started_on=None, by=_TERMINAL, at=clock.now()
        )
    except ValidationError as error:
        raise SaysNo(" ".join(error.messages)) from None
    if options.json:
        print_json(_person(made))
    else:
        print(paragraph(f"{made.name} works for {landlord.name} as {_roles(made)}."))
    return 0


def address_from(text: str) -> str:
    """An e-mail address that was typed. Raises SaysNo."""
    if not _EMAIL.fullmatch(text.strip()):
        raise SaysNo(f"“{text}” is not an e-mail address.")
    return text.strip()


@with_record
def run_staff_password(options: argparse.Namespace) -> int:
    """A password to be used once, for somebody who cannot get in: also for the only administrator."""
    from putright.people.models import Staff
    from putright.people.staffing import make_one_time_password
    from putright.sign_in.factors import forget_all

    person = Staff.objects.filter(email__iexact=options.email.strip()).first()
    if person is None:
        raise SaysNo(f"Nobody here has the address {options.email}: see `putright staff list`.")
    if person.left_on is not None and person.left_on <= clock.today():
        raise SaysNo(f"{person.name} has left: a password would open nothing.")
    if options.second_step:
        forget_all(person, by=_TERMINAL, at=clock.now(), why="let in again from the terminal")
    password = make_one_time_password(person, by=_TERMINAL, at=clock.now())
    if options.json:
        print_json({"email": person.email, "password": password, "until": person.one_time_until})
    else:
        first_run.print_password(person.name, person.email, password)
    return 0


@with_record
def run_staff_list(options: argparse.Namespace) -> int:
    """The people there are."""
    from putright.people.models import Staff

    those = landlords_asked(options)
    found = Staff.objects.filter(landlord__in=those).select_related("landlord").order_by("landlord__code", "email")
    if options.json:
        print_json([_person(each) for each in found])
    elif not found:
        print('There is nobody yet: putright staff add EMAIL --name "NAME" --role complaints_officer')
    else:
        rows = [("LANDLORD", "E-MAIL", "NAME", "ROLES")]
        rows += [
            (each.landlord.code, each.email, each.name + " (left)" * bool(each.left_on), _roles(each)) for each in found
        ]
        print(table(rows))
    return 0


def _roles(person: Any) -> str:  # noqa: ANN401  a row
    return ", ".join(sorted(role.value.replace("_", " ") for role in person.has_roles)) or "nothing yet"


def _person(each: Any) -> dict[str, Any]:  # noqa: ANN401  a row
    return {
        "id": str(each.id),
        "email": each.email,
        "name": each.name,
        "landlord": each.landlord.code,
        "roles": sorted(role.value for role in each.has_roles),
        "left_on": each.left_on,
    }
