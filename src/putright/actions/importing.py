"""Complaints from a spreadsheet of dates onto the record: planned first, then carried out one by one through `perform`.

A complaint is imported whole or not at all: as long as one of its rows cannot be used, all of them wait. Each carries a
mark of the import it came with, and the key of its request follows from the file and its own reference, so that an import
that was interrupted is simply run again. The mark holds no reference in clear: somebody's name may be one.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from putright.actions.perform import Ask, NotDone, perform
from putright.actions.terms import assessed, calendar_of, under_for
from putright.complaint import events as e
from putright.complaint.decide import Command, Refused, Setting, decide
from putright.complaint.evolve import fold
from putright.complaint.state import Complaint
from putright.complaint.timeline_words import Heading, event_of, headings, plain
from putright.complaint.timelines import TimelineError, holds_headings, read_timelines
from putright.documents.tables import Cell, Row, read_rows
from putright.people.looking import authorised
from putright.people.models import Landlord, Staff
from putright.people.row_security import theirs
from putright.records.models import Entry, Summary
from putright.workdays import YearNotKnown

__all__ = [
    "COLUMNS",
    "IGNORED",
    "Imported",
    "MapError",
    "Plan",
    "Planned",
    "carry_out",
    "earlier",
    "plan",
    "said_of_import",
]

COLUMNS = ("complaint", "event", "on", "stage", "new_due_on", "reason")
IGNORED = "ignore"
"""What a column is mapped to that shall not be read."""

_MARK = "import"
_HEADINGS_WITHIN = 15
_SHORT = 12
"""Hexadecimal digits that name an import: enough to tell files apart, few enough to type."""


class MapError(ValueError):
    """A mapping that does not fit the file. One sentence."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One complaint that can be imported."""

    name: str
    """Its reference in the file."""
    lines: tuple[int, ...]
    facts: tuple[e.Event, ...]
    key: UUID
    mark: str


@dataclass(frozen=True, slots=True)
class Already:
    """One complaint that is on record from an earlier import, and is left as it is."""

    name: str
    reference: str
    batch: str


@dataclass(slots=True)
class Plan:
    """What an import would do. Nothing has been written."""

    batch: str
    file: str
    columns: list[tuple[str, str]] = field(default_factory=list)
    """Each heading with what it is read as; "" where it is not read."""
    planned: list[Planned] = field(default_factory=list)
    already: list[Already] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    """Lines with something to say about them, in sentences."""
    waiting: dict[int, str] = field(default_factory=dict)
    """Lines that are not imported, with the reason; every line of a complaint with a bad one."""
    headings: tuple[Cell, ...] = ()
    rows: dict[int, tuple[Cell, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """One complaint carried out, or refused with a sentence."""

    name: str
    reference: str = ""
    again: bool = False
    refused: str = ""


def plan(
    path: Path, mapping: Mapping[str, str], landlord: Landlord, by: Staff, today: date, *, as_read: bool = False
) -> Plan:
    """What importing a file would do. Raises DocumentError, TimelineError or MapError where the whole file will not do.

    `mapping` is from a heading of the file to what it means. With `as_read` a row that is doubtful does not keep its
    complaint back: it is read as `putright timeline` reads it.
    """
    rows = read_rows(path, wanted=lambda rows: _held(_mapped(rows, mapping)[0]))
    rows = [replace(row, cells=tuple(map(_unguarded, row.cells))) for row in rows]
    rows, original = _mapped(rows, mapping)
    position, heading = _heading(rows)
    told = hashlib.sha256(path.read_bytes() + repr((sorted(mapping.items()), as_read)).encode()).hexdigest()
    made = Plan(told[:_SHORT], path.name, _columns(original, rows[position].cells, heading), headings=original)
    names = {row.line: _name(row, heading) for row in rows[position + 1 :]}
    made.rows = {row.line: row.cells for row in rows[position + 1 :]}
    timelines = read_timelines(((row.line, row.cells) for row in rows), today=today)
    made.notes = [(each.line, each.message if as_read else _without_guess(each.message)) for each in timelines.rejected]
    doubtful = _by_name(names, {line for line, _ in made.notes if line in names})
    before = earlier(landlord)
    found = {name.casefold(): (name, complaint) for name, complaint in timelines.complaints.items()}
    for key in dict.fromkeys(name.casefold() for name in names.values()):
        lines = tuple(line for line, name in names.items() if name.casefold() == key)
        if key not in found or (key in doubtful and not as_read):
            _wait(made, lines)
            continue
        name, complaint = found[key]
        one = _planned(made, name, lines, complaint, landlord, before.get(_short(landlord, name), []))
        if isinstance(one, Already):
            made.already.append(one)
            continue
        no = _no(made, one, complaint, landlord, by, today)
        if no:
            made.notes.append((lines[0], f"{name}: {no}"))
            _wait(made, lines)
        else:
            made.planned.append(one)
    made.notes.sort(key=lambda note: note[0])
    return made


def carry_out(made: Plan, landlord: Landlord, by: Staff, now: Callable[[], datetime]) -> Iterator[Imported]:
    """Import what was planned, each complaint in a transaction of its own. What is done stays done if it is stopped."""
    for one in made.planned:
        try:
            done = perform(_ask(one, landlord), by, now())
        except YearNotKnown as error:
            yield _refused(made, one, str(error))
            continue
        if isinstance(done, NotDone):
            yield _refused(made, one, done.refused.message)
        else:
            yield Imported(one.name, done.reference, done.again)


def _refused(made: Plan, one: Planned, message: str) -> Imported:
    made.notes.append((one.lines[0], f"{one.name}: {message}"))
    _wait(made, one.lines)
    return Imported(one.name, refused=message)


def _ask(one: Planned, landlord: Landlord) -> Ask:
    return Ask(landlord.id, one.facts, history=True, key=one.key, on_behalf_of=one.mark)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A complaint that an import put on record."""

    complaint: UUID
    batch: str
    reference: str
    last_number: int
    undone: bool


def earlier(landlord: Landlord, batch: str = "") -> dict[str, list[Earlier]]:
    """What was imported for a landlord, by the short digest of its reference in the file; of one import, or of all."""
    found: dict[str, list[Earlier]] = {}
    with theirs(landlord.id):
        marked = Entry.objects.filter(landlord=landlord.id, number=1, on_behalf_of__startswith=f"{_MARK} {batch}")
        marks = dict(marked.values_list("complaint", "on_behalf_of"))
        rows = Summary.objects.filter(landlord=landlord.id).values_list(
            "complaint", "reference", "last_number", "stage"
        )
        for complaint, reference, last, stage in rows.iterator(2000):
            if complaint in marks:
                _, its_batch, short = marks[complaint].split(" ")
                found.setdefault(short, []).append(Earlier(complaint, its_batch, reference, last, undone=stage == 0))
    return found


def said_of_import(mark: str) -> str:
    """Such as "imported (4f1c...)" for an entry that came with an import; "" for any other."""
    words = mark.split(" ")
    return f"imported ({words[1]})" if len(words) > 1 and words[0] == _MARK else ""


def _planned(
    made: Plan, name: str, lines: tuple[int, ...], complaint: Complaint, landlord: Landlord, before: Sequence[Earlier]
) -> Planned | Already:
    standing = next((each for each in before if not each.undone), None)
    if standing is not None:
        return Already(name, standing.reference, standing.batch)
    key = uuid5(landlord.id, f"{_MARK} {made.batch} {name.casefold()} {len(before)}")
    mark = f"{_MARK} {made.batch} {_short(landlord, name)}"
    return Planned(name, lines, tuple(facts_of(complaint)), key, mark)


def _no(made: Plan, one: Planned, complaint: Complaint, landlord: Landlord, by: Staff, today: date) -> str:
    if fold(one.facts) != complaint:
        return "its dates cannot be put into one order; look at the rows again."
    with theirs(landlord.id):
        forbidden = authorised(by, landlord.id, one.facts, Complaint(), [], today)
    if forbidden:
        return forbidden
    noted = e.EvidenceRecorded(
        today, f"{_MARK} {made.batch}", f"{_lines(one.lines)} of {made.file}, called {one.name} there"
    )
    object.__setattr__(one, "facts", (*one.facts, noted))
    try:
        under = under_for(landlord, complaint, today)
        answer = decide([], Command(one.facts, str(by.id), history=True), Setting(today, calendar_of(landlord), under))
        assessed(landlord, complaint, today)  # its lists need it too, so what cannot be assessed waits
    except YearNotKnown as error:
        return str(error)
    return answer.message if isinstance(answer, Refused) else ""


def facts_of(complaint: Complaint) -> list[e.Event]:
    """The events of a complaint that is made of dates alone, in the order of their days.

    One whose day is not known stays behind the event before it.
    """
    assert complaint.received is not None
    told: list[tuple[date, e.Event]] = []
    happened: e.Event
    last = complaint.received.on or date.min
    for _, stage in sorted(complaint.stages.items()):
        once: list[e.Event | None] = [stage.requested, stage.logged, stage.acknowledged]
        several: list[e.Event] = [*stage.acknowledged_again, *stage.extensions, *stage.responses]
        for happened in [*(each for each in once if each is not None), *several]:
            last = happened.on or last
            told.append((last, happened))
    return [complaint.received, *(happened for _, happened in sorted(told, key=lambda each: each[0]))]


def _lines(lines: tuple[int, ...]) -> str:
    return f"Line {lines[0]}" if len(lines) == 1 else f"Lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _wait(made: Plan, lines: Iterable[int]) -> None:
    lines = list(lines)
    own = {line: " ".join(said for at, said in made.notes if at == line) for line in lines}
    bad = [str(line) for line, said in own.items() if said]
    for line, said in own.items():
        made.waiting[line] = said or f"Waits for line {', '.join(bad)} of the same complaint."


_GUESSES = (
    "It is counted as having happened on a day that is not known.",
    "The row is read as if no stage were given.",
    "The extension is read without one.",
)
"""What a report makes of a doubtful row. The record makes nothing of it: the complaint waits."""


def _without_guess(message: str) -> str:
    for guess in _GUESSES:
        message = message.replace(guess, "")
    return " ".join(message.split())


def _by_name(names: Mapping[int, str], lines: set[int]) -> set[str]:
    return {names[line].casefold() for line in lines}


def _short(landlord: Landlord, name: str) -> str:
    return hashlib.sha256(f"{landlord.id}\n{name.casefold()}".encode()).hexdigest()[:_SHORT]


def _mapped(rows: list[Row], mapping: Mapping[str, str]) -> tuple[list[Row], tuple[Cell, ...]]:
    """The rows with the mapped headings in the place of the file's own, and the headings as they stood. Raises MapError."""
    wanted = {plain(heading): ours for heading, ours in mapping.items()}
    for heading, ours in mapping.items():
        if ours not in (*COLUMNS, IGNORED) and not event_of(ours)[0]:
            raise MapError(
                f"--map {heading}={ours}: a column can be {', '.join(COLUMNS)}, an event such as received or "
                f"“stage 2 responded”, or {IGNORED}."
            )
    for position, row in enumerate(rows[:_HEADINGS_WITHIN]):
        texts = [plain(str(cell or "")) for cell in row.cells]
        cells = [wanted.get(text, cell) for text, cell in zip(texts, row.cells, strict=True)]
        changed = [None if cell == IGNORED else cell for cell in cells]
        if isinstance(headings([str(cell or "") for cell in changed]), Heading):
            lost = [heading for heading in mapping if plain(heading) not in texts]
            if lost:
                seen = ", ".join(f"“{cell}”" for cell in row.cells if cell is not None)
                raise MapError(f"--map {lost[0]}: there is no such column; line {row.line} holds {seen}.")
            return [*rows[:position], replace(row, cells=tuple(changed)), *rows[position + 1 :]], row.cells
    return rows, rows[0].cells


def _held(rows: Sequence[Row]) -> bool:
    return holds_headings((row.line, row.cells) for row in rows)


def _heading(rows: Sequence[Row]) -> tuple[int, Heading]:
    texts = [[str(cell or "") for cell in row.cells] for row in rows[:_HEADINGS_WITHIN]]
    for position, names in enumerate(texts):
        heading = headings(names, texts[position - 1] if position else ())
        if isinstance(heading, Heading):
            return position, heading
    raise TimelineError(str(headings(texts[0])))


def _columns(original: Sequence[Cell], read: Sequence[Cell], heading: Heading) -> list[tuple[str, str]]:
    means = {position: name for name, position in heading.columns.items()}
    means |= {at: f"stage {stage or 1} {event}" for at, event, stage in heading.wide}
    return [(str(cell), means.get(at, "")) for at, cell in enumerate(original[: len(read)]) if cell is not None]


def _name(row: Row, heading: Heading) -> str:
    cell = heading.cells(row.cells)("complaint")
    text = "".join(each for each in str(cell if cell is not None else "") if each.isprintable() or each.isspace())
    return " ".join(text.split()).removeprefix("'")


_GUARDED = ("=", "+", "-", "@", "\t", "\r")


def _unguarded(cell: Cell) -> Cell:
    """A cell as it was before `guarded`."""
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def guarded(cell: Cell) -> str:
    """A cell as it can stand in a CSV that is opened as a spreadsheet: never a formula."""
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return f"'{text}" if text.startswith(_GUARDED) else text
