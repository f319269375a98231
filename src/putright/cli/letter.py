"""`putright letter KIND FILE`: a letter for a worked example, as PDF, DOCX, HTML or text, and what it still lacks."""

import argparse
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from putright.blocks import Layout, Letterhead
from putright.cli.asking import date_asked
from putright.cli.says import SaysNo, coloured, paragraph, table
from putright.complaint.assess import assess
from putright.complaint.comparing import governing_example
from putright.complaint.examples import Example, ExampleError, read_example
from putright.complaint.history import complaint_from
from putright.letters import (
    LandlordFacts,
    Letter,
    Missing,
    Person,
    Setting,
    Written,
    all_kinds,
    check,
    compose,
    kind_named,
)
from putright.workdays import YearNotKnown, calendar_for

_FORMATS = (".pdf", ".docx", ".html", ".txt")


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser(
        "letter",
        help="a letter for a worked example, and what it still lacks",
        description="Composes a letter from a worked example: as text here, or into a file by the ending of its name "
        f"({', '.join(_FORMATS)}). Says what is missing, each with its provision, and returns 1 where it may not go yet.",
    )
    parser.add_argument("kind", metavar="KIND", help="such as response_1; `list` names them all")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a worked example in TOML")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT", help="write it here")
    parser.add_argument(
        "--with", dest="beside", type=Path, metavar="TOML", help="the landlord, the people, and what somebody wrote"
    )
    parser.add_argument("--layout", choices=[each.value for each in Layout], help="how it is set (default: as chosen)")
    parser.add_argument("--on", metavar="DATE", help="the day the letter bears (default: the example's day)")
    parser.add_argument("--notes", action="store_true", help="notes on plain English as well")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compose, write or print, and say what is missing."""
    if options.kind == "list":
        print(table([(kind.name, kind.title) for kind in all_kinds().values()]))
        return 0
    if options.file is None:
        raise SaysNo(
            "Name a worked example as well: `putright letter response_1 examples/people/represented-and-accompanied.toml`."
        )
    letter, missing = _composed(options)
    if options.out is None:
        from putright.documents.writing import write_text

        print(write_text(letter.paper))
    else:
        _write(letter, options)
    _print_missing(missing)
    if options.notes:
        _print_notes(letter)
    return 1 if any(each.must for each in missing) else 0


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the example: whose letter it is, who is who, and what was written."""

    landlord: LandlordFacts
    people: dict[str, Person] = field(default_factory=dict)
    resident: Person | None = None
    reference: str = ""
    slots: dict[str, str] = field(default_factory=dict)


def _composed(options: argparse.Namespace) -> tuple[Letter, tuple[Missing, ...]]:
    try:
        kind = kind_named(options.kind)
        example = read_example(options.file)
        complaint = complaint_from(example.entries)
        under = governing_example(example, complaint)
    except KeyError as error:
        raise SaysNo(str(error.args[0])) from None
    except ExampleError as error:
        raise SaysNo(str(error)) from None
    beside = _beside(options.beside, example)
    on = date_asked(options.on, "--on") if options.on else example.today
    calendar = calendar_for(example.nation)
    setting = Setting(on, calendar, under.terms, beside.people, beside.resident, beside.reference)
    try:
        assessment = assess(complaint, under, calendar, today=on)
        letter = compose(kind, complaint, assessment, beside.landlord, Written(beside.slots), setting)
    except YearNotKnown as error:
        raise SaysNo(f"{options.file}: {error}") from None
    return letter, check(letter, complaint, under.terms)


def _beside(path: Path | None, example: Example) -> _Beside:
    name = example.landlord or "The landlord"
    if path is None:
        return _Beside(LandlordFacts(name, Letterhead(name)))
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        landlord = dict(content.get("landlord", {}))
        name = landlord.pop("name", name)
        head = Letterhead(
            name,
            tuple(landlord.pop("address", ())),
            tuple(landlord[each] for each in ("telephone", "email", "web") if each in landlord),
            colour=landlord.pop("colour", ""),
        )
        resident = content.get("resident")
        return _Beside(
            LandlordFacts(name, head, **landlord),
            {each: _person(about) for each, about in content.get("people", {}).items()},
            _person(resident) if resident else None,
            content.get("reference", ""),
            content.get("slots", {}),
        )
    except OSError as error:
        raise SaysNo(f"{path} cannot be read ({error.strerror}): check the name and try again.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError, AttributeError) as error:
        raise SaysNo(f"{path} is not as docs/how-to/letters.md shows it: {error}.") from None


def _person(about: dict[str, Any]) -> Person:
    return Person(**{**about, "address": tuple(about.get("address", ()))})


def _write(letter: Letter, options: argparse.Namespace) -> None:
    layout = Layout(options.layout) if options.layout else letter.layout
    try:
        options.out.write_bytes(_bytes(letter, options.out, layout, _day_of(options)))
    except OSError as error:
        raise SaysNo(f"{options.out} cannot be written ({error.strerror}): choose another place.") from None
    print(f"Written to {options.out}.")


def _day_of(options: argparse.Namespace) -> date:
    return date_asked(options.on, "--on") if options.on else read_example(options.file).today


def _bytes(letter: Letter, out: Path, layout: Layout, on: date) -> bytes:
    from putright.documents import writing

    try:
        match out.suffix.lower():
            case ".pdf":
                return writing.write_pdf(letter.paper, on=on, layout=layout)
            case ".docx":
                return writing.write_docx(letter.paper, layout=layout)
            case ".html":
                return writing.write_html(letter.paper, layout=layout).encode()
            case ".txt":
                return writing.write_text(letter.paper).encode()
            case _:
                raise SaysNo(f"{out.name} does not say what to write: end its name in {', '.join(_FORMATS)}.")
    except writing.WritingError as error:
        raise SaysNo(str(error)) from None


def _print_missing(missing: tuple[Missing, ...]) -> None:
    if not missing:
        print(coloured("Nothing is missing.", "fine"))
        return
    must = sum(each.must for each in missing)
    print(
        coloured(
            f"Missing: {must} before it may go, {len(missing) - must} for a better letter.", "late" if must else "soon"
        )
    )
    for each in missing:
        print(_line(each))
        print(paragraph(each.sentence, indent="    "))


def _line(missing: Missing) -> str:
    named = missing.part.replace("_", " ")
    return f"  {coloured(f'{missing.place}: {named}', 'late' if missing.must else 'soft')}"


def _print_notes(letter: Letter) -> None:
    from putright.letters.plain_english import notes_on, reading_age

    age = reading_age(letter.text)
    if age is not None:
        print(age.sentence)
    for note in notes_on(letter.text, letter.paper.language):
        if note.passage:
            print(f"  {coloured(f'{note.sort}: “{note.passage}”', 'soft')}")
            print(paragraph(note.suggestion, indent="    "))
