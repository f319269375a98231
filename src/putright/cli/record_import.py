"""`putright import FILE`: complaints from a spreadsheet onto the record, previewed first, and taken back if need be."""

import argparse
import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.complaint_told import in_london, with_names
from putright.cli.progress import Progress
from putright.cli.says import SaysNo, coloured, paragraph, print_json, table
from putright.cli.with_record import add_person, many, names_of, person_asked, with_record

if TYPE_CHECKING:
    from putright.actions.import_undone import Undone
    from putright.actions.importing import Imported, Plan
    from putright.people.models import Staff

_ABOUT = """Reads the same spreadsheets as `putright timeline`. Without --go nothing is written: it shows how each column is
read, which complaints would be imported, and each row that cannot be used. A complaint is imported whole or not at all; the
rows that wait are written to a file that can be mended and sent again. An import that was interrupted is run again: nothing
comes twice."""
_SHOWN = 12
_BECAUSE = "not imported because"
_INTERRUPTED = 130


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser(
        "import", help="complaints from a spreadsheet: preview, import, take back", description=_ABOUT
    )
    parser.add_argument("file", type=Path, nargs="?", help="CSV or XLSX")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=MEANING",
        help='what a column is: "Date rec=received", "Notes=ignore"; may be given several times',
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--preview", action="store_true", help="show what would happen (default)")
    how.add_argument("--go", action="store_true", help="do it")
    parser.add_argument(
        "--as-read", action="store_true", help="import complaints with doubtful rows too, as timeline reads them"
    )
    parser.add_argument(
        "--rejected", type=Path, metavar="FILE", help="where the rows that wait are written (default: beside FILE)"
    )
    parser.add_argument("--list", action="store_true", help="the imports there have been")
    parser.add_argument(
        "--undo", metavar="IMPORT", help="take an import back: strike out what nobody has worked on since"
    )
    parser.add_argument("--reason", default="", help="with --undo: why")
    add_person(parser)
    parser.set_defaults(run=run)


@with_record
def run(options: argparse.Namespace) -> int:
    """Preview, import, list or take back."""
    by = person_asked(options)
    if options.list:
        return _list(by, as_json=options.json)
    if options.undo:
        return _undo(options, by)
    if options.file is None:
        raise SaysNo("Name the file: putright import FILE, or --list for the imports there have been.")
    made = _planned(options, by)
    if not options.go:
        if options.json:
            print_json(_as_data(made, [], None))
        else:
            _print_plan(made, str(options.file), by)
        return 0
    return _go(options, made, by)


def _planned(options: argparse.Namespace, by: "Staff") -> "Plan":
    from putright.actions.importing import MapError, plan
    from putright.complaint.timelines import TimelineError
    from putright.documents import DocumentError

    mapping = {}
    for pair in options.map:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs.strip() or not ours.strip():
            raise SaysNo(f'--map “{pair}” is not HEADING=MEANING: write for example "Date rec=received".')
        mapping[theirs.strip()] = ours.strip()
    try:
        return plan(options.file, mapping, by.landlord, by, clock.today(), as_read=options.as_read)
    except (DocumentError, TimelineError, MapError) as error:
        sentence = str(error)
        raise SaysNo(sentence if options.file.name in sentence else f"{options.file}: {sentence}") from None
    except OSError as error:
        raise SaysNo(f"{options.file} cannot be read: {error.strerror}.") from None


def _print_plan(made: "Plan", file: str, by: "Staff") -> None:
    _print_columns(made)
    number = len(made.planned)
    print(coloured(f"\n{many(number, 'complaint')} can be imported", "strong") + (":" if number else "."))
    rows = [
        (each.name, _sentence(each.facts), f"line{'s' * (len(each.lines) > 1)} {_span(each.lines)}")
        for each in made.planned
    ]
    if rows:
        more = f"\n  ... and {number - _SHOWN} more" if number > _SHOWN else ""
        print(table(rows[:_SHOWN], indent="  ") + more)
    _print_left(made, by)
    go = f"putright import {file} --go" if made.planned else ""
    print("\nNothing has been written." + (f" To import:\n  {go}" if go else ""))


def _print_columns(made: "Plan") -> None:
    print(coloured(made.file, "strong"))
    print(
        table(
            [(f"“{theirs}”", f"is read as {ours}" if ours else "is not read") for theirs, ours in made.columns],
            indent="  ",
        )
    )


def _print_left(made: "Plan", by: "Staff") -> None:
    if made.already:
        print(coloured(f"\n{many(len(made.already), 'complaint')} on record already, and left as it is:", "strong"))
        rows = [(each.name, f"{each.reference}, from import {each.batch}") for each in made.already]
        print(table(rows[:_SHOWN], indent="  "))
        if len(rows) > _SHOWN:
            print(f"  ... and {len(rows) - _SHOWN} more")
    if made.notes:
        waits = f", {many(len(made.waiting), 'row')} left out" if made.waiting else ""
        print(coloured(f"\n{many(len(made.notes), 'note')}{waits}:", "strong"))
        names = names_of(by.landlord)
        print(table([(f"line {line}", with_names(said, names)) for line, said in made.notes], indent="  "))


def _go(options: argparse.Namespace, made: "Plan", by: "Staff") -> int:
    from putright.actions.importing import carry_out

    done: list[Imported] = []
    try:
        with Progress("Importing", len(made.planned)) as progress:
            done.extend(progress.each(carry_out(made, by.landlord, by, clock.now)))
    except KeyboardInterrupt:
        print(f"\nStopped after {len(done)} of {len(made.planned)}: the same command goes on from there.")
        return _INTERRUPTED
    rejected = _write_rejected(made, options.rejected or options.file.with_name(f"{options.file.stem}-rejected.csv"))
    if options.json:
        print_json(_as_data(made, done, rejected))
        return 0
    good = [each for each in done if not each.refused]
    print(f"{many(len(good), 'complaint')} imported as import {coloured(made.batch, 'strong')}.")
    print(table([(each.name, each.reference) for each in good[:_SHOWN]], indent="  "))
    if len(good) > _SHOWN:
        print(f"  ... and {len(good) - _SHOWN} more")
    _print_left(made, by)
    if rejected is not None:
        print()
        print(paragraph(f"The rows that wait are in {rejected}: mend them there and import that file."))
    if good:
        print(f"\nTo take it back:\n  putright import --undo {made.batch} --go")
    return 0


def _write_rejected(made: "Plan", path: Path) -> Path | None:
    """The rows that wait with their reasons, in a file of their own that is never written over another."""
    from putright.actions.importing import guarded

    if not made.waiting:
        return None
    number, wanted = 1, path
    while wanted.exists():
        number += 1
        wanted = path.with_name(f"{path.stem}-{number}{path.suffix}")
    width = max([len(made.headings), *(len(made.rows[line]) for line in made.waiting if line in made.rows)])
    columns = [guarded(cell) for cell in made.headings]
    old = columns.index(_BECAUSE) if _BECAUSE in columns else None  # a file that was rejected before
    try:
        with wanted.open("x", encoding="utf-8-sig", newline="") as file:
            write = csv.writer(file).writerow
            write(_row(columns, width, old, _BECAUSE))
            for line, reason in sorted(made.waiting.items()):
                write(_row([guarded(cell) for cell in made.rows[line]], width, old, guarded(f"line {line}: {reason}")))
    except OSError as error:
        raise SaysNo(f"The complaints are imported, but {wanted} cannot be written: {error.strerror}.") from None
    return wanted


def _row(cells: list[str], width: int, old: int | None, last: str) -> list[str]:
    cells = cells + [""] * (width - len(cells))
    return [*(cell for at, cell in enumerate(cells) if at != old), last]


def _list(by: "Staff", *, as_json: bool) -> int:
    from putright.actions.import_undone import batches

    found = batches(by.landlord)
    if as_json:
        print_json(
            [
                {"import": each.name, "at": each.at, "complaints": each.complaints, "undone": each.undone}
                for each in found
            ]
        )
    elif not found:
        print("Nothing has been imported yet.")
    else:
        rows = [("IMPORT", "BEGAN", "COMPLAINTS", "TAKEN BACK")]
        rows += [(each.name, in_london(each.at), str(each.complaints), str(each.undone)) for each in found]
        print(table(rows))
    return 0


def _undo(options: argparse.Namespace, by: "Staff") -> int:
    from putright.actions.import_undone import batches, undo, undoable

    known = [each.name for each in batches(by.landlord)]
    if options.undo not in known:
        raise SaysNo(f"There is no import {options.undo}: `putright import --list` has them.")
    fresh, worked_on = undoable(by.landlord, options.undo)
    done: list[Undone] = []
    if options.go:
        with Progress("Taking back", len(fresh)) as progress:
            done.extend(progress.each(undo(fresh, options.undo, options.reason, by.landlord, by, clock.now)))
    left = [(each.reference, "worked on since it was imported") for each in worked_on]
    left += [(each.reference, with_names(each.left, names_of(by.landlord))) for each in done if each.left]
    struck = [each.reference for each in (done if options.go else fresh) if not getattr(each, "left", "")]
    if options.json:
        told = {"import": options.undo, "go": options.go, "struck_out": struck}
        print_json({**told, "left": [{"reference": reference, "because": why} for reference, why in left]})
        return 0
    one = len(struck) == 1
    doing = ("was" if one else "were") if options.go else "would be"
    print(f"{many(len(struck), 'complaint')} of import {options.undo} {doing} struck out.")
    if left:
        print(f"\n{many(len(left), 'complaint')} left as it is:")
        print(table(left, indent="  "))
    if not options.go:
        print(f"\nNothing has been written. To do it:\n  putright import --undo {options.undo} --go")
    return 0


def _as_data(made: "Plan", done: "list[Imported]", rejected: Path | None) -> dict[str, Any]:
    return {
        "import": made.batch,
        "file": made.file,
        "columns": [{"heading": theirs, "read_as": ours or None} for theirs, ours in made.columns],
        "planned": [
            {"complaint": each.name, "lines": list(each.lines), "events": len(each.facts)} for each in made.planned
        ],
        "already": [
            {"complaint": each.name, "reference": each.reference, "import": each.batch} for each in made.already
        ],
        "imported": [
            {"complaint": each.name, "reference": each.reference, "again": each.again}
            for each in done
            if not each.refused
        ],
        "notes": [{"line": line, "message": said} for line, said in made.notes],
        "waiting": [{"line": line, "because": why} for line, why in sorted(made.waiting.items())],
        "rejected_file": str(rejected) if rejected else None,
    }


def _sentence(facts: tuple[Any, ...]) -> str:
    from putright.workdays import in_words

    first = facts[0].on
    number = len(facts) - 1  # the note of where it came from is no date
    return f"received {in_words(first) if first else 'on a day not known'}, {many(number, 'event')}"


def _span(lines: tuple[int, ...]) -> str:
    if len(lines) > 1 and lines[-1] - lines[0] == len(lines) - 1:
        return f"{lines[0]}-{lines[-1]}"
    return ", ".join(map(str, lines))
