"""`putright self-assessment`: read a published one into rows, and compare two."""

import argparse
import csv
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from putright.cli import says
from putright.cli.asking import policy_asked
from putright.documents import DocumentError, read_document
from putright.policy import Policy
from putright.policy.check import check
from putright.rulebook import RulebookError, rulebook
from putright.self_assessment import Answer, Comparison, Row, SelfAssessment, Step, compare, contradictions, read

_SAID = {
    Answer.YES: "yes",
    Answer.NO: "no",
    Answer.PARTIAL: "partial",
    Answer.IN_PROGRESS: "in progress",
    Answer.NOT_APPLICABLE: "not applicable",
    Answer.NOT_STATED: "not stated",
}
_COLOUR = {Answer.NO: "late", Answer.PARTIAL: "soon", Answer.IN_PROGRESS: "soon", Answer.NOT_STATED: "soon"}
_COLUMNS = ("provision", "answer", "evidence", "commentary", "promised_on", "where")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_EXCERPT = 200


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "self-assessment",
        help="read a landlord's published self-assessment into rows, or compare two",
        description="A self-assessment against the Complaint Handling Code, as text, HTML, DOCX or PDF: its answers, "
        "provision by provision. An answer that is not plainly a yes is never read as one.",
    )
    ways = parser.add_subparsers(dest="way", metavar="read | compare", required=True)
    reading = ways.add_parser("read", help="the answers, evidence and promised dates of one document")
    reading.add_argument("file", metavar="FILE", type=Path)
    form = reading.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--csv", action="store_true", help="as CSV")
    comparing = ways.add_parser("compare", help="what changed between two years, or differs between two landlords")
    comparing.add_argument("before", metavar="A", type=Path)
    comparing.add_argument("after", metavar="B", type=Path, nargs="?")
    comparing.add_argument(
        "--policy", metavar="P", help="what A says yes to although this policy does not: a shipped name or a TOML file"
    )
    comparing.add_argument("--json", action="store_true", help="as JSON")
    for way in (reading, comparing):
        way.add_argument(
            "--edition", metavar="E", help="the edition of the Code (2024 or 2022), if it is not to be told by the form"
        )
        way.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rows or the comparison. Raises SaysNo for a file that cannot be read or is no self-assessment."""
    if options.way == "compare":
        return _compare(options)
    assessment = _read(options.file, options)
    if options.json:
        says.print_json(_as_json(assessment))
    elif options.csv:
        _print_csv(assessment)
    else:
        _print_table(assessment)
    return 0


def _read(path: Path, options: argparse.Namespace) -> SelfAssessment:
    try:
        if options.edition:
            rulebook(options.edition)
        assessment = read(read_document(path), options.edition)
    except (DocumentError, RulebookError, ValueError) as no:
        raise says.SaysNo(str(no)) from None
    if not assessment.rows:
        raise says.SaysNo(assessment.notes[-1])
    return assessment


def _as_json(assessment: SelfAssessment) -> dict[str, Any]:
    return {
        "edition": assessment.edition,
        "landlord": assessment.landlord,
        "rows": [_row_as_json(row) for row in assessment.rows],
        "notes": list(assessment.notes),
    }


def _row_as_json(row: Row) -> dict[str, Any]:
    return {
        "provision": row.provision,
        "answer": row.answer.value,
        "evidence": row.evidence,
        "commentary": row.commentary,
        "promised_on": row.promised_on.isoformat() if row.promised_on else None,
        "where": row.where,
    }


def _print_csv(assessment: SelfAssessment) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in assessment.rows:
        values = _row_as_json(row)
        writer.writerow([_harmless(values[name] or "") for name in _COLUMNS])


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: the document's words are somebody else's."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _counted(assessment: SelfAssessment) -> str:
    counts = [f"{assessment.count(answer)} {said}" for answer, said in _SAID.items() if assessment.count(answer)]
    return f"{len(assessment.rows)} provisions: {', '.join(counts)}"


def _of(assessment: SelfAssessment) -> str:
    return f"{assessment.landlord or 'Landlord not named'}, against the {assessment.edition} Code"


def _print_table(assessment: SelfAssessment) -> None:
    print(says.coloured(_of(assessment), "strong"))
    print(says.paragraph(_counted(assessment) + "."))
    other = [row for row in assessment.rows if row.answer is not Answer.YES]
    for row in other:
        print()
        _print_row(row)
    agreed = [row.provision for row in assessment.rows if row.answer is Answer.YES]
    if agreed:
        print()
        print(
            says.paragraph(f"Yes: {', '.join(agreed)}.")
            if other
            else says.paragraph("Every provision is answered yes.")
        )
    _print_notes(assessment.notes)


def _print_row(row: Row) -> None:
    colour = _COLOUR.get(row.answer)
    said = _SAID[row.answer]
    promised = f", promised by {row.promised_on}" if row.promised_on else ""
    place = f"  ({row.where})" if row.where else "  (not in the document)"
    print(f"{row.provision:<5} {says.coloured(said, colour) if colour else said}{promised}{place}")
    words = " ".join(f"{row.commentary} {row.evidence}".split())
    if words:
        print(says.paragraph(textwrap.shorten(words, _EXCERPT, placeholder=" ..."), indent="      "))


def _print_notes(notes: Iterable[str]) -> None:
    for number, note in enumerate(notes):
        if number == 0:
            print("\nFor a person to check:")
        print(says.paragraph(note, indent="  "))


def _compare(options: argparse.Namespace) -> int:
    """Two self-assessments, or one and a policy, or both."""
    before, policy = _read(options.before, options), policy_asked(options.policy)
    if options.after is None and policy is None:
        raise says.SaysNo("There is nothing to compare it with: give a second self-assessment, or --policy P, or both.")
    found = compare(before, _read(options.after, options)) if options.after is not None else None
    said = contradictions(before, check(policy, rulebook(before.edition))) if policy is not None else []
    if options.json:
        data = _comparison_as_json(found) if found is not None else {}
        says.print_json({**data, **({"contradictions": said} if policy is not None else {})})
        return 0
    if found is not None:
        _print_comparison(found)
    if policy is not None:
        _print_contradictions(said, before, policy)
    return 0


def _print_contradictions(said: Sequence[str], assessment: SelfAssessment, policy: Policy) -> None:
    against = f"{_of(assessment)}, beside {policy.name}"
    if not said:
        print(says.paragraph(f"\n{against}: no yes that the policy does not keep to."))
        return
    number = f"{len(said)} answer{'s' * (len(said) > 1)} yes that the policy does not keep to"
    print(f"\n{says.paragraph(f'{against}: {number}.')}")
    for sentence in said:
        print(says.paragraph(f"- {sentence}", indent="  "))


def _print_comparison(found: Comparison) -> None:
    print(f"A: {_of(found.before)}. {_counted(found.before)}.")
    print(f"B: {_of(found.after)}. {_counted(found.after)}.")
    if not found.changed:
        print("\nNo answer differs.")
    elif found.before.edition == found.after.edition:
        _print_steps("Answers that differ", found.changed, lambda step: step.after)
    else:
        _print_steps(
            "Answers that differ (provision of A, of B)", found.changed, lambda step: f"{step.before} > {step.after}"
        )
    print(f"\n{len(found.kept)} answers are the same.")
    for which, rows in (("A", found.only_before), ("B", found.only_after)):
        if rows:
            print(says.paragraph(f"Only in {which}: {', '.join(row.provision for row in rows)}."))


def _print_steps(title: str, steps: Sequence[Step], named: Callable[[Step], str]) -> None:
    print(f"\n{title}:")
    print(says.table(((named(step), _SAID[step.was], "->", _SAID[step.now]) for step in steps), indent="  "))


def _comparison_as_json(found: Comparison) -> dict[str, Any]:
    def steps(some: Iterable[Step]) -> list[dict[str, str]]:
        return [
            {"before": step.before, "after": step.after, "was": step.was.value, "now": step.now.value} for step in some
        ]

    def rows(some: Iterable[Row]) -> list[dict[str, str]]:
        return [{"provision": row.provision, "answer": row.answer.value} for row in some]

    return {
        "before": {"edition": found.before.edition, "landlord": found.before.landlord},
        "after": {"edition": found.after.edition, "landlord": found.after.landlord},
        "changed": steps(found.changed),
        "kept": steps(found.kept),
        "only_before": rows(found.only_before),
        "only_after": rows(found.only_after),
    }
