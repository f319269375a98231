"""`putright timeline FILE`: a spreadsheet of real dates in, what was late and under which provision out."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from putright.cli.asking import add_nation, edition_asked, nation_asked, today_asked
from putright.cli.assessed import dates_table, findings_text, left_out, overdue, workings_text
from putright.cli.says import SaysNo, coloured, paragraph, print_json, table
from putright.complaint.as_data import assessment_as_data
from putright.complaint.assess import Assessment, Governing, assess, governing
from putright.complaint.deadlines import What
from putright.complaint.timelines import Line, Rejected, TimelineError, Timelines, holds_headings, read_timelines
from putright.documents import DocumentError
from putright.documents.tables import Row, read_rows
from putright.rulebook import Rulebook
from putright.workdays import Calendar, YearNotKnown, calendar_for

_ABOUT = """Reads the dates of any number of complaints from CSV or XLSX: columns complaint, event, on, and if you have
them stage, new_due_on, reason. Events are received, logged, acknowledged, extended, responded, escalated; after
escalated, the rest belongs to stage 2 unless stage says otherwise. One row for each complaint, with a column for each
event, is understood too."""


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser("timeline", help="a spreadsheet of dates: what was late, and why", description=_ABOUT)
    parser.add_argument("file", type=Path, help="CSV or XLSX")
    parser.add_argument(
        "--edition", help="assess every complaint under this edition instead of the one that governs it"
    )
    add_nation(parser)
    parser.add_argument("--today", help="the day to assess on (default: today)")
    parser.add_argument("--working", action="store_true", help="show how each date was counted")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, assess and print. Returns 0; whatever is found in the dates is not an error."""
    today, calendar = today_asked(options), calendar_for(nation_asked(options))
    edition = edition_asked(options.edition)
    try:
        rows = read_rows(options.file, wanted=lambda rows: holds_headings(map(_line, rows)))
        timelines = read_timelines(map(_line, rows), today=today)
    except (DocumentError, TimelineError) as error:
        sentence = str(error)
        if isinstance(error, TimelineError):
            sentence = f"{options.file}{', ' if sentence.startswith('line ') else ': '}{sentence}"
        raise SaysNo(sentence if str(options.file.name) in sentence else f"{options.file}: {sentence}") from None
    assessed = assess_all(timelines, edition, calendar, today)
    if options.json:
        print_json(
            {
                "complaints": [assessment_as_data(name, each) for name, each in assessed.items()],
                "rejected": [{"line": each.line, "message": each.message} for each in timelines.rejected],
            }
        )
        return 0
    unusual = set() if edition else {name for name, each in assessed.items() if _unusual(timelines, name, each)}
    _print(assessed, timelines.rejected, today, working=options.working, unusual=unusual)
    return 0


def _line(row: Row) -> Line:
    return row.line, row.cells


def assess_all(
    timelines: Timelines, edition: Rulebook | None, calendar: Calendar, today: date
) -> dict[str, Assessment]:
    """Every complaint assessed; one whose years are not in the calendar is rejected with the reason instead."""
    assessed: dict[str, Assessment] = {}
    for name, complaint in timelines.complaints.items():
        under = Governing(edition, "You asked for this edition.") if edition else governing(complaint, today=today)
        try:
            assessed[name] = assess(complaint, under, calendar, today=today)
        except YearNotKnown as error:
            timelines.rejected.append(Rejected(timelines.first_line[name], f"{name}: {error}"))
    timelines.rejected.sort(key=lambda rejected: rejected.line)
    return assessed


def _unusual(timelines: Timelines, name: str, assessment: Assessment) -> bool:
    """Whether the edition has to be explained unasked: the day of receipt is not known, or lies before any edition."""
    received_on = timelines.complaints[name].received_on
    return received_on is None or received_on < assessment.rulebook.governs_complaints_made_from


def _edition(rulebook: Rulebook) -> str:
    return rulebook.edition if rulebook.family == "housing-ombudsman" else rulebook.name


def _print(
    assessed: dict[str, Assessment], rejected: list[Rejected], today: date, *, working: bool, unusual: set[str]
) -> None:
    for name, assessment in assessed.items():
        print(coloured(name, "strong") + f"  {_edition(assessment.rulebook)} edition")
        if working or name in unusual:
            print(paragraph(assessment.because, indent="  "))
        print(dates_table(assessment, today))
        if working:
            print(workings_text(assessment))
        if assessment.findings:
            print(findings_text(assessment.findings))
        print()
    print(summary(assessed, today))
    if rejected:
        one = len(rejected) == 1
        lead = (
            "1 row could not be used as it stands:" if one else f"{len(rejected)} rows could not be used as they stand:"
        )
        print(f"\n{coloured(lead, 'strong')}")
        print(table([(f"line {each.line}", each.message) for each in rejected], indent="  "))


def summary(assessed: dict[str, Assessment], today: date) -> str:
    """How many of each kind were done in time, by the literal and by the strict figure."""
    number = len(assessed)
    rows = []
    stages = sorted({deadline.stage for each in assessed.values() for deadline in each.deadlines})
    for stage in stages:
        kinds: tuple[tuple[What, str], ...] = (("acknowledge", "acknowledged"), ("respond", "answered"))
        for what, word in kinds:
            rows += _figures(assessed, what, word, stage, today)
    lead = f"{number} complaint{'s' * (number != 1)}, as at {today:%a} {today.day} {today:%b %Y}"
    return "\n".join([coloured(lead, "strong"), *([table(rows, indent="  ")] if rows else [])])


def _figures(assessed: dict[str, Assessment], what: What, word: str, stage: int, today: date) -> list[tuple[str, ...]]:
    both = [(d, each) for each in assessed.values() for d in each.deadlines if d.what == what and d.stage == stage]
    these = [deadline for deadline, _ in both]
    if not these:
        return []
    told = [d for d in these if d.late_by_working_days is not None]
    literal = sum(1 for d in told if d.late_by_working_days == 0)
    strict = sum(1 for d in told if d.strict_late_by_working_days == 0)
    missing = sum(1 for d, each in both if d.due_on is not None and left_out(d, each))
    late = sum(1 for d, each in both if overdue(d, today) and not left_out(d, each))
    rest = []
    if strict != literal:
        rest.append(f"strictly {strict}")
    if missing:
        rest.append(f"{missing} missing")
    if late:
        rest.append(f"{late} overdue")
    waiting = sum(1 for d, each in both if not d.done and d.due_on and d.due_on >= today and not left_out(d, each))
    if waiting:
        rest.append(f"{waiting} not yet due")
    unknown = len(these) - len(told) - missing - late - waiting
    if unknown:
        rest.append(f"{unknown} cannot be told")
    owed = len(told) + missing + late  # what is missing or overdue was not done in time either
    share = f"{literal} of {owed} in time" if owed else "none yet"
    return [(f"Stage {stage} {word}", share, ", ".join(rest))]
