"""`putright replay FILE|DIR --edition E`: a worked example under another edition, side by side with its own."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from putright.cli.asking import edition_asked, policy_asked
from putright.cli.says import SaysNo, coloured, paragraph, print_json, table
from putright.complaint.as_data import assessment_as_data
from putright.complaint.assess import Assessment, Governing, assess
from putright.complaint.comparing import differences, governing_example
from putright.complaint.deadlines import Deadline
from putright.complaint.examples import Example, ExampleError, read_examples
from putright.complaint.findings import Finding
from putright.complaint.history import complaint_from
from putright.complaint.terms import terms_of
from putright.policy import Policy
from putright.rulebook import Rulebook
from putright.workdays import YearNotKnown, calendar_for, in_words

_WHAT = {"acknowledge": "Acknowledge", "respond": "Answer"}


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser(
        "replay",
        help="worked examples, as they are or under another edition",
        description="Replays a worked example, or a folder of them. With --edition, under that edition beside its own; "
        "without, it checks that the example comes out as it says.",
    )
    parser.add_argument("place", type=Path, metavar="FILE|DIR", help="an example in TOML, or a folder of them")
    parser.add_argument("--edition", help="for example 2022, or `lgsco 2024`")
    parser.add_argument("--policy", metavar="P", help="under this landlord's policy too: a shipped name or a TOML file")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One example under its own edition, and under the other one if one was asked for."""

    example: Example
    own: Assessment
    other: Assessment | None
    own_name: str = ""
    other_name: str = ""

    @property
    def wrong(self) -> list[str]:
        """How the example differs from what it says should come out."""
        return differences(self.own, self.example.expect)


def run(options: argparse.Namespace) -> int:
    """Replay and print. Returns 1 when, without --edition, an example does not come out as it says."""
    edition, policy = edition_asked(options.edition), policy_asked(options.policy)
    try:
        replayed = [replay(example, edition, policy) for example in read_examples(options.place)]
    except ExampleError as error:
        raise SaysNo(str(error)) from None
    if options.json:
        print_json([_as_data(each) for each in replayed])
    elif edition is None and policy is None:
        _print_checked(replayed)
    else:
        _print_beside(replayed)
    return 1 if edition is None and policy is None and any(each.wrong for each in replayed) else 0


def replay(example: Example, edition: Rulebook | None = None, policy: Policy | None = None) -> Replayed:
    """Assess an example under what governs it and, if asked, under another edition or another landlord's policy.

    Raises SaysNo.
    """
    complaint = complaint_from(example.entries)
    calendar = calendar_for(example.nation)
    try:
        under = governing_example(example, complaint)
        own = assess(complaint, under, calendar, today=example.today)
        other, other_name = None, ""
        if edition is not None or policy is not None:
            asked = Governing(edition, "You asked for this edition.") if edition else replace(under, terms=None)
            if policy is not None:
                asked = replace(asked, terms=terms_of(policy, asked.rulebook))
            other, other_name = assess(complaint, asked, calendar, today=example.today), _name(asked)
    except YearNotKnown as error:
        raise SaysNo(f"{example.path}: {error}") from None
    return Replayed(example, own, other, _name(under), other_name)


def _name(under: Governing) -> str:
    """The edition, and whose policy stands beside it."""
    policy = f", {under.terms.policy.about.landlord.value}" if under.terms else ""
    return f"{under.rulebook.name}{policy}"


def _print_checked(replayed: list[Replayed]) -> None:
    for each in replayed:
        good = not each.wrong
        print(
            table([(coloured("as it says" if good else "differs   ", "fine" if good else "late"), each.example.title)])
        )
        for line in each.wrong:
            print(paragraph(line, indent="            "))
    number, wrong = len(replayed), sum(1 for each in replayed if each.wrong)
    print(f"\n{number} example{'s' * (number != 1)}: {number - wrong} as they say, {wrong} differ.")


def _print_beside(replayed: list[Replayed]) -> None:
    for each in replayed:
        assert each.other is not None
        print(coloured(paragraph(each.example.title), "strong"))
        own, other = each.own_name, each.other_name
        print(table([("as it was", own), ("replayed", other)], indent="  ") + "\n")
        rows = [("", "as it was", "replayed")]
        rows += [(what, _outcome(mine), _outcome(theirs)) for what, mine, theirs in _pairs(each.own, each.other)]
        print(table(rows, indent="  "))
        _print_only("Found only as it was", _only(each.own.findings, each.other.findings))
        _print_only("Found only replayed", _only(each.other.findings, each.own.findings))
        print()


def _pairs(own: Assessment, other: Assessment) -> Iterable[tuple[str, Deadline | None, Deadline | None]]:
    mine = {(deadline.stage, deadline.what, deadline.source): deadline for deadline in own.deadlines}
    theirs = {(deadline.stage, deadline.what, deadline.source): deadline for deadline in other.deadlines}
    for stage, what, source in sorted({*mine, *theirs}):
        by = ", by the policy" * (source != "Code")
        key = (stage, what, source)
        yield f"{_WHAT[what]} stage {stage}{by}", mine.get(key), theirs.get(key)


def _outcome(deadline: Deadline | None) -> str:
    if deadline is None:
        return "no limit"
    if deadline.due_on is None:
        return "cannot tell"
    due, late = in_words(deadline.due_on, weekday=False), deadline.late_by_working_days
    if late is None:
        return f"{due}, not done" if not deadline.done else f"{due}, cannot tell"
    return f"{due}, in time" if late == 0 else f"{due}, {late} late"


def _only(these: list[Finding], those: list[Finding]) -> list[Finding]:
    there = {finding.key for finding in those}
    return [finding for finding in these if finding.key not in there]


def _print_only(lead: str, findings: list[Finding]) -> None:
    if findings:
        print(f"  {lead}:")
        print(
            table(
                [
                    (finding.provision if finding.source == "Code" else f"policy {finding.provision}", finding.message)
                    for finding in findings
                ],
                indent="    ",
            )
        )


def _as_data(each: Replayed) -> dict[str, Any]:
    name = str(each.example.path)
    data: dict[str, Any] = {"example": name, "title": each.example.title, "own": assessment_as_data(name, each.own)}
    if each.other is not None:
        data["other"] = assessment_as_data(name, each.other)
    else:
        data["as_it_says"], data["differences"] = not each.wrong, each.wrong
    return data
