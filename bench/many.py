"""Very many complaints, as `perform` would have left them: the same rows, digests and all, which `verify` goes through.

About 8 entries each, five in a hundred open, received over two years, by 40 handlers. Each kind of story is sealed and
assessed once by the program's own code and then told again with other ids, salts and words; the digests are worked out
for each. Written by COPY or executemany, with the full-text index made at the end.
"""

import hashlib
import hmac
import random
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from uuid_utils import uuid7

from putright.complaint import events as e
from putright.workdays import Nation, calendar_for

TODAY = date(2026, 11, 20)
HANDLERS = [str(UUID(int=n + 1)) for n in range(40)]
TEAM = str(UUID(int=999))
CALENDAR = calendar_for(Nation.ENGLAND_AND_WALES)
OPEN_IN_A_HUNDRED = 5
COMMON = "damp mould repair leak boiler heating window door roof gutter visit missed waited letter rang again kitchen bathroom stairs neighbour noise bins lift light rent charge garden fence drain smell cold winter children morning week month worse nobody came back told promised".split()  # noqa: SIM905
RARE = "quokka"
"""In one complaint of every two thousand, open or not."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a story, sealed: its body in pieces, between which ids and digests of words go."""

    number: int
    type: str
    version: int
    pieces: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    """Field and text of each."""
    command: int
    at: str


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of complaint with its day and its handler."""

    lines: tuple[Line, ...]
    commands: int
    summary: dict[str, Any]
    stages: tuple[dict[str, Any], ...]


def told(received: date, handler: str, kind: int) -> list[list[e.Event]]:
    """What happened, by command. Kind 0 is answered; the others are open: just in, being looked into, waiting."""

    def on(days: int) -> date:
        return CALENDAR.add(received, days)

    points = (e.Point("p1", "the damp in the bedroom has come back", e.Responsibility.OURS),)
    first = [
        [e.ComplaintReceived(received, e.Channel.TELEPHONE, person="Asha", in_their_words="words"), e.ComplaintLogged(received)],
        [e.Triaged(on(1), e.Level.LOW, e.Level.LOW, vulnerable=False), e.HandlerAssigned(on(1), handler)],
    ]  # fmt: skip
    second = [[e.DefinitionSet(on(3), points, "the damp cured"), e.Acknowledged(on(3))]]
    match kind:
        case 0:
            ended = [e.PointDecided(on(8), "p1", e.Decision.UPHELD, "the gutter had failed"), e.ResponseIssued(on(8), 1, handler)]  # fmt: skip
            return [*first, *second, [*ended, e.LearningRecorded(on(9), "l1", nothing=True)]]
        case 1:
            return first
        case 2:
            return [*first, *second, [e.UpdatesAgreed(on(3), every_days=7), e.ResidentHeard(on(4))]]
        case _:
            asked = e.ContributionAsked(on(4), "c1", TEAM, "What did the surveyor find?", on(7))
            return [*first, *second, [asked, e.ResidentHeard(on(4))]]


@cache
def story(received: date, handler: str, kind: int) -> Story:
    """The same, sealed and assessed."""
    from putright.complaint.assess import assess, governing
    from putright.complaint.evolve import fold
    from putright.records import chain, projection
    from putright.records.sealing import seal

    lines: list[Line] = []
    commands = told(received, handler, kind)
    for command, happened in enumerate(commands):
        for each in happened:
            name, version, body, kept = seal(each)
            text = chain.canonical(body)
            kept.sort(key=lambda words: text.index(str(words.id)))
            for words in kept:
                text = text.replace(str(words.id), "\0").replace(chain.salted(words.salt, words.text), "\0")
            at = f"{received + timedelta(days=command)}T09:30:00.000000Z"
            lines.append(
                Line(len(lines) + 1, name, version, tuple(text.split("\0")), tuple((k.field, k.text) for k in kept), command, at)
            )  # fmt: skip
    complaint = fold([each for command in commands for each in command])
    under = governing(complaint, today=TODAY)
    projected = projection.project(complaint, assess(complaint, under, CALENDAR, today=TODAY))
    assert not projected.promises
    return Story(tuple(lines), len(commands), projected.summary, projected.stages)


Rows = dict[str, list[tuple[Any, ...]]]
COLUMNS = {
    "entry": "id landlord complaint number type version body recorded_at recorded_by on_behalf_of key reference digest",
    "content": "id landlord complaint number field text salt erased_at",
    "request": "key landlord complaint first_number last_number last_digest asked",
    "search_row": "landlord complaint kind number source words",
}


def batches(landlord: UUID, code: str, by: str, number: int, size: int = 5000) -> Iterator[tuple[Rows, list[dict[str, Any]], list[dict[str, Any]]]]:  # fmt: skip
    """Rows by table, summaries and stages, some thousands of complaints at a time. Ids are texts with hyphens."""
    chance = random.Random(number)
    days = [TODAY - timedelta(days=n) for n in range(35, 730) if CALENDAR.is_working_day(TODAY - timedelta(days=n))]
    recent = [TODAY - timedelta(days=n) for n in range(28) if CALENDAR.is_working_day(TODAY - timedelta(days=n))]
    days.sort()
    rows: Rows = {name: [] for name in COLUMNS}
    summaries: list[dict[str, Any]] = []
    stages: list[dict[str, Any]] = []
    owner = str(landlord)
    for n in range(1, number + 1):
        is_open = n % 100 < OPEN_IN_A_HUNDRED
        received = chance.choice(recent) if is_open else days[n * len(days) // (number + 1)]
        kind = chance.choice((1, 2, 2, 3)) if is_open else 0
        one = story(received, HANDLERS[n % 40] if is_open else HANDLERS[n % 7], kind)
        complaint, reference = str(uuid7()), f"{code}-{n // 9000:04d}-{n:07d}"
        said = _words(chance, n)
        last = _one(rows, one, owner, complaint, reference, by, said)
        who = {"complaint": complaint, "landlord": owner}
        summaries.append(
            {
                **who, "reference": reference, "last_number": len(one.lines), "last_digest": last, "assessed_on": TODAY,
                **one.summary, "about": said if one.summary["about"] == "words" else one.summary["about"],
            }
        )  # fmt: skip
        stages += [{**who, **each} for each in one.stages]
        if n % size == 0 or n == number:
            yield rows, summaries, stages
            rows, summaries, stages = {name: [] for name in COLUMNS}, [], []


def _words(chance: random.Random, n: int) -> str:
    words = chance.choices(COMMON, k=12)
    return " ".join([*words, RARE] if n % 2000 == 7 else words)


def _one(rows: Rows, one: Story, owner: str, complaint: str, reference: str, by: str, said: str) -> str:
    """The rows of one complaint; the digest of its last entry."""
    previous, keys = "0" * 64, [str(uuid7()) for _ in range(one.commands)]
    searched, folded = rows["search_row"], reference.lower().replace("-", " ")
    searched.append((owner, complaint, "reference", 0, reference, folded))
    ends: list[tuple[int, int, str]] = [(0, 0, "")] * one.commands
    for line in one.lines:
        filled = [line.pieces[0]]
        for place, (field, text) in enumerate(line.words):
            text = said if text == "words" else text  # noqa: PLW2901
            salt, content = secrets.token_bytes(16), str(uuid7())
            digest = hmac.digest(salt, text.encode(), "sha256").hex()
            filled += [content, line.pieces[2 * place + 1], digest, line.pieces[2 * place + 2]]
            rows["content"].append((content, owner, complaint, line.number, field, text, salt.hex(), None))
            searched.append((owner, complaint, "words", line.number, content, text.lower().replace("?", "")))
        body, entry, key = "".join(filled), str(uuid7()), keys[line.command]
        named = reference if line.number == 1 else ""
        envelope = (
            f'{{"complaint":"{complaint}","id":"{entry}","key":"{key}","landlord":"{owner}","number":{line.number},'
            f'"on_behalf_of":"","recorded_at":"{line.at}","recorded_by":"{by}","reference":"{named}","type":"{line.type}",'
            f'"version":{line.version}}}'
        )
        previous = hashlib.sha256(f"{previous}\n{envelope}\n{body}".encode()).hexdigest()
        rows["entry"].append(
            (entry, owner, complaint, line.number, line.type, line.version, body, line.at, by, "", key, named, previous)
        )  # fmt: skip
        begun = ends[line.command][0] or line.number
        ends[line.command] = (begun, line.number, previous)
    rows["request"] += [(key, owner, complaint, *end, "") for key, end in zip(keys, ends, strict=True)]
    return previous


def fill(landlord: UUID, code: str, by: str, number: int) -> list[UUID]:
    """Write so many complaints of a landlord, and give a thousand of them by chance."""
    from django.db import connection

    chance, some = random.Random(5), []
    write = _write_embedded if connection.vendor == "sqlite" else _write_postgresql
    _before()
    for rows, summaries, stages in batches(landlord, code, by, number):
        picked = chance.sample(summaries, max(1, min(len(summaries), 1000 * len(summaries) // number)))
        some += [UUID(each["complaint"]) for each in picked]
        named = {name: COLUMNS[name].split() for name in rows}
        for model, dicts in (("summary", summaries), ("stage_summary", stages)):
            named[model] = list(dicts[0])
            rows[model] = [tuple(each.values()) for each in dicts]
        write(rows, named)
    _after()
    return some


def _write_postgresql(rows: Rows, named: dict[str, list[str]]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, these in rows.items():
            with cursor.cursor.copy(f"COPY {table} ({', '.join(named[table])}) FROM STDIN") as copy:
                copy.write("".join("\t".join(map(_copied, row)) + "\n" for row in these))


def _copied(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return value.replace("\\", "\\\\") if "\\" in value else value
    return "\\N" if value is None else ("t" if value else "f") if isinstance(value, bool) else str(value)


_IDS = {"id", "landlord", "complaint", "key"}


def _write_embedded(rows: Rows, named: dict[str, list[str]]) -> None:
    from django.db import connection, transaction

    with transaction.atomic():
        for table, these in rows.items():
            names = named[table]
            ids = [place for place, name in enumerate(names) if name in _IDS]
            at = names.index("recorded_at") if "recorded_at" in names else None
            ready = [_embedded(row, ids, at) for row in these]
            marks = ", ".join("?" * len(names))
            connection.connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", ready)


def _embedded(row: Sequence[Any], ids: list[int], at: int | None) -> list[Any]:
    made = list(row)
    for place in ids:
        made[place] = made[place].replace("-", "")
    if at is not None:
        made[at] = f"{made[at][:10]} {made[at][11:19]}"
    return made


def _before() -> None:
    """The full-text index is made at the end, all at once."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'search_row_added'")
            _KEPT["trigger"] = cursor.fetchone()[0]
            cursor.execute("DROP TRIGGER search_row_added")
            cursor.execute("PRAGMA synchronous = OFF")
        else:
            cursor.execute("DROP INDEX search_row_words")


def _after() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_KEPT["trigger"])
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA optimize=0x10002")
        else:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute("CREATE INDEX search_row_words ON search_row USING gin (found)")
            cursor.execute("VACUUM ANALYZE")


_KEPT: dict[str, str] = {}
