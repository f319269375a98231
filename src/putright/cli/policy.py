"""`putright policy`: a landlord's policy checked against the Code, written out for residents, or as a schema."""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from putright import clock
from putright.cli import says
from putright.policy import Policy, PolicyError, read_policy, shipped_policies, shipped_policy
from putright.policy.check import EditionChoice, Grade, PolicyFinding, check, edition_for, in_order
from putright.policy.show import as_html, as_text, residents_page
from putright.policy.written import schema
from putright.rulebook import RulebookError
from putright.workdays import in_words, read_date

_NAMES = {
    Grade.BREACH: ("breach", "breaches"),
    Grade.WARNING: ("warning for a person", "warnings for a person"),
    Grade.NOT_STATED: ("not stated", "not stated"),
    Grade.MET: ("met", "met"),
    Grade.NOT_APPLICABLE: ("not applicable", "not applicable"),
}
_COLOURS = {Grade.BREACH: "late", Grade.WARNING: "soon", Grade.MET: "fine"}
_FILE = "a policy file (TOML), or the name of a shipped policy such as thrive-2026"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its subcommands to the parser."""
    parser = commands.add_parser(
        "policy",
        help="check a landlord's policy against the Code, or write it out for residents",
        description="A landlord's complaints policy as data: checked against the Code, or written out for residents.",
    )
    inside = parser.add_subparsers(dest="policy_command", metavar="WHAT", required=True)
    _register_check(inside)
    _register_show(inside)
    for name, run_it, what in (
        ("schema", _schema, "print the JSON Schema of a policy file"),
        ("list", _list, "list the shipped policies"),
    ):
        simple = inside.add_parser(name, help=what, description=f"{what[:1].upper()}{what[1:]}.")
        simple.set_defaults(run=run, run_policy=run_it)
    # Reading prose comes with its own module; without it the other subcommands still work.
    if find_spec("putright.cli.policy_read") is not None:
        import_module("putright.cli.policy_read").register(inside)


def _register_check(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = inside.add_parser(
        "check",
        help="findings against the Code: what it asks for, what the policy says, a way out",
        description="Check a policy against an edition of the Code: breaches first, then warnings for a person, what the "
        "policy does not state, and what it meets. The edition in force when the policy took effect is used unless one is "
        "named. Ends with 0 whatever is found.",
    )
    parser.add_argument("policy", metavar="FILE|NAME", help=_FILE)
    parser.add_argument("--edition", metavar="E", default="", help="check against this edition: 2024, 2022, 2020")
    parser.add_argument(
        "--on", metavar="DATE", help="judge contact details as they were on this day (unless told: today, or its last)"
    )
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    parser.set_defaults(run=run, run_policy=_check)


def _register_show(inside: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = inside.add_parser(
        "show",
        help="the policy in plain English, for residents",
        description="Write the policy out in plain English for residents, with the Ombudsman's contact details of today.",
    )
    parser.add_argument("policy", metavar="FILE|NAME", help=_FILE)
    parser.add_argument(
        "--as", dest="shown_as", choices=("text", "html"), default="text", help="text (unless told) or html"
    )
    parser.add_argument("--on", metavar="DATE", help="contact details of this day instead of today")
    parser.set_defaults(run=run, run_policy=_show)


def run(options: argparse.Namespace) -> int:
    """Run one subcommand. Raises SaysNo for a request that has no answer."""
    try:
        options.run_policy(options)
    except (PolicyError, RulebookError, ValueError) as no:
        raise says.SaysNo(str(no)) from None
    return 0


def _read(name: str) -> Policy:
    """A file where there is one, or where the name can only be one; otherwise a shipped policy.

    A document in prose is read first, so that its findings can be had at once; `policy read` shows what was understood.
    """
    path = Path(name)
    if path.is_file() and path.suffix.lower() != ".toml":
        from putright.cli.policy_read import read_source

        return read_source(path).policy
    if path.is_file() or path.suffix or len(path.parts) > 1:
        return read_policy(path)
    return shipped_policy(name)


def _check(options: argparse.Namespace) -> None:
    policy = _read(options.policy)
    choice = edition_for(policy, options.edition)
    found = in_order(check(policy, choice.rulebook, on=_judged_on(policy, options.on)))
    if options.json:
        says.print_json([asdict(finding) for finding in found])
        return
    _print_summary(policy, choice, found)
    for grade in Grade:
        _print_grade(grade, [finding for finding in found if finding.grade is grade])


def _judged_on(policy: Policy, asked: str | None) -> date | None:
    """The day asked for; today for a policy still in use; None, so the day it took effect, for one that has ended."""
    if asked is not None:
        return read_date(asked)
    today = clock.today()
    end = policy.about.effective_until
    return today if end is None or end.value >= today else None


def _print_summary(policy: Policy, choice: EditionChoice, found: Sequence[PolicyFinding]) -> None:
    counts = Counter(finding.grade for finding in found)
    parts = [f"{counts[grade]} {_NAMES[grade][counts[grade] != 1]}" for grade in Grade if counts[grade]]
    print(says.paragraph(f"{', '.join(parts)}: {policy.name}, against {choice.rulebook.name}."))
    print(says.paragraph(choice.because))
    if not found:
        print(says.paragraph("Nothing in this edition can be checked in a policy yet."))


def _print_grade(grade: Grade, found: Sequence[PolicyFinding]) -> None:
    if not found:
        return
    print()
    print(says.coloured(_NAMES[grade][1].upper(), _COLOURS.get(grade, "strong")))
    if grade is Grade.NOT_APPLICABLE:
        for observation in dict.fromkeys(finding.observation for finding in found):
            print(says.paragraph(observation, indent="  "))
        return
    for finding in found:
        print()
        print(says.coloured(finding.provision, "strong"))
        rows = [
            ("requires", finding.requirement),
            ("observation", finding.observation),
            ("recommendation", finding.recommendation),
            ("source", finding.source),
        ]
        shown = [row for row in rows if row[1] and (grade is not Grade.MET or row[0] != "requires")]
        print(says.table(shown, indent="  "))


def _show(options: argparse.Namespace) -> None:
    policy = _read(options.policy)
    on = read_date(options.on) if options.on is not None else clock.today()
    page = residents_page(policy, edition_for(policy).rulebook, on=on)
    print(as_html(page) if options.shown_as == "html" else as_text(page), end="")


def _schema(_options: argparse.Namespace) -> None:
    print(json.dumps(schema(), indent=2, ensure_ascii=False))


def _list(_options: argparse.Namespace) -> None:
    rows = [("NAME", "FROM", "POLICY")]
    for name, policy in shipped_policies().items():
        start = policy.about.effective_from
        rows.append((name, in_words(start.value, weekday=False) if start else "", policy.name))
    print(says.table(rows))
