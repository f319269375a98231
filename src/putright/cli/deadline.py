"""`putright deadline`: the last day of a limit, with its working; or a count of working days, explained."""

import argparse
from datetime import date
from typing import Any

from putright.cli import says
from putright.workdays import (
    Convention,
    CountExplained,
    Nation,
    Working,
    calendar_for,
    explain_count,
    read_date,
    read_nation,
)

_CONVENTIONS = {"day-0": Convention.DAY_OF_RECEIPT_IS_DAY_0, "day-1": Convention.DAY_OF_RECEIPT_IS_DAY_1}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "deadline",
        help="the date a limit ends, and why; or how many working days lie between two dates",
        description="The date on which a limit of working days ends, with its working. "
        "With --to: how many working days lie between two dates, and what gives a different count.",
        epilog="Dates are read day first: 2026-04-01, 01/04/2026, '1 April 2026'.",
    )
    parser.add_argument("--from", dest="start", metavar="DATE", help="the day of the event: day 0")
    parser.add_argument("--working-days", metavar="N", help="how long the limit is")
    parser.add_argument("--to", dest="end", metavar="DATE", help="count to this day instead")
    parser.add_argument("--count", metavar="N", help="with --to: a count somebody else made, to be explained")
    parser.add_argument(
        "--nation",
        metavar="NATION",
        default=Nation.ENGLAND_AND_WALES.value,
        help="england-and-wales (unless told), scotland or northern-ireland",
    )
    parser.add_argument(
        "--convention", metavar="WHICH", default="day-0", help="the day of the event is day-0 (unless told) or day-1"
    )
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the due date or the count, and why. Raises SaysNo for a request that has no answer."""
    try:
        nation = read_nation(options.nation)
        start = _start(options)
        convention = _convention(options.convention)
        if options.end is not None:
            _count(options, start, nation, convention)
        else:
            _due(options, start, nation, convention)
    except ValueError as no:  # a date, a nation, a year that is not known, a file: each says its own sentence
        raise says.SaysNo(str(no)) from None
    return 0


def _start(options: argparse.Namespace) -> date:
    if options.start is None:
        raise ValueError("Say when the event was, with --from DATE.")
    return read_date(options.start)


def _due(options: argparse.Namespace, start: date, nation: Nation, convention: Convention) -> None:
    if options.count is not None:
        raise ValueError("--count needs the other end of the count: add --to DATE.")
    if options.working_days is None:
        raise ValueError("Say how long the limit is, with --working-days N, or count to a day, with --to DATE.")
    working_days = _whole_number(options.working_days, "--working-days")
    working = calendar_for(nation).explain(start, working_days, convention=convention)
    if options.json:
        says.print_json(_due_as_json(working, nation, convention))
        return
    print(says.coloured(_in_full(working.due_on), "strong"))
    print()
    print(says.paragraph(f"{working.sentence}.", indent="  "))
    for sentence in working.late_announcements:
        print(says.paragraph(sentence, indent="  "))
    print()
    print(says.table(_rule_of(nation, convention, working_days), indent="  "))


def _count(options: argparse.Namespace, start: date, nation: Nation, convention: Convention) -> None:
    if options.working_days is not None:
        raise ValueError("Give --working-days to have the date, or --to to have the count, but not both.")
    end = read_date(options.end)
    given = None if options.count is None else _whole_number(options.count, "--count")
    if end < start:
        raise ValueError(f"{_in_full(end)} is before {_in_full(start)}: a count runs forward.")
    counted = calendar_for(nation).count(start, end, convention=convention)
    found = explain_count(start, end, counted if given is None else given, nation, convention=convention)
    if options.json:
        says.print_json(_count_as_json(found, given))
        return
    print(says.coloured("1 working day" if counted == 1 else f"{counted} working days", "strong"))
    print()
    day = 0 if convention is Convention.DAY_OF_RECEIPT_IS_DAY_0 else 1
    rows = [("from", f"{_in_full(start)}, day {day}"), ("to", _in_full(end)), ("nation", nation.spoken)]
    print(says.table(rows, indent="  "))
    if given is not None:
        print()
        _print_other_count(found)


def _print_other_count(found: CountExplained) -> None:
    """Why somebody else has another number."""
    if found.given == found.counted:
        print(says.paragraph(f"{found.given} agrees.", indent="  "))
    elif not found.candidates:
        print(says.paragraph(f"No one or two ways of counting known here give {found.given}.", indent="  "))
    else:
        print(f"  {found.given} comes out where")
        print(says.table([("-", candidate.sentence) for candidate in found.candidates], indent="    ", gap=" "))


def _due_as_json(working: Working, nation: Nation, convention: Convention) -> dict[str, Any]:
    return {
        "from": working.start,
        "working_days": working.working_days,
        "nation": nation,
        "convention": _name_of(convention),
        "due_on": working.due_on,
        "explanation": working.sentence,
        "skipped": [{"on": on, "name": name} for on, name in working.skipped],
    }


def _count_as_json(found: CountExplained, given: int | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "from": found.start,
        "to": found.end,
        "nation": found.nation,
        "convention": _name_of(found.convention),
        "working_days": found.counted,
    }
    if given is not None:
        answer["given"] = given
        answer["explanation"] = found.sentence
        answer["ways"] = [
            {"departures": candidate.departures, "nation": candidate.nation, "explanation": candidate.sentence}
            for candidate in found.candidates
        ]
    return answer


def _rule_of(nation: Nation, convention: Convention, working_days: int) -> list[tuple[str, str]]:
    says_day = {
        Convention.DAY_OF_RECEIPT_IS_DAY_0: "the day of the event is day 0",
        Convention.DAY_OF_RECEIPT_IS_DAY_1: "the day of the event is day 1",
    }
    return [
        ("limit", "1 working day" if working_days == 1 else f"{working_days} working days"),
        ("nation", nation.spoken),
        ("convention", says_day[convention]),
    ]


def _convention(text: str) -> Convention:
    try:
        return _CONVENTIONS[text.strip().lower().replace(" ", "-")]
    except KeyError:
        raise ValueError(f"{text!r} is not a convention: say day-0 or day-1.") from None


def _name_of(convention: Convention) -> str:
    return next(name for name, one in _CONVENTIONS.items() if one is convention)


def _whole_number(text: str, option: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{option} takes a whole number, not {text!r}.") from None


def _in_full(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"
