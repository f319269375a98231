"""The record: commands, reading, rebuilding and checking, on both engines, beside the bare database in the same run.

Both engines keep what they acknowledge through a power cut here, as they would at a landlord's. The floor of a figure is
the same rows read or written by plain statements over the same connection, without anything of ours.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from putright.people.models import Landlord

SIZES = (1_000, 10_000)
TIMES = 200
RECEIVED = date(2026, 10, 5)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def record() -> None:
    """Both engines, at each size."""
    with tempfile.TemporaryDirectory(prefix="putright-bench-") as home:
        _both(home)


def _both(home: str) -> None:
    os.environ["PUTRIGHT_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "records"))
    import django

    django.setup()
    from postgres import NoServer, start

    for number in SIZES:
        print(f"The record at {number:,} complaints of 15 entries: embedded")
        with _database("", Path(home) / f"{number}"):
            _measure(number)
    try:
        server = start(durable=True)
    except NoServer as error:
        print(f"The record on PostgreSQL: not measured. {error}")
        return
    try:
        for number in SIZES:
            print(f"The record at {number:,} complaints of 15 entries: PostgreSQL")
            import psycopg

            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE record_{number}")
            with _database(server.url(f"record_{number}"), Path(home)):
                _measure(number)
    finally:
        server.stop()


@contextmanager
def _database(url: str, home: Path) -> Iterator[None]:
    from django.core.management import call_command
    from engines import in_use

    home.mkdir(parents=True, exist_ok=True)
    with in_use(url, home):
        call_command("migrate", verbosity=0)
        yield


def _measure(number: int) -> None:
    from putright.actions import Ask, Done, perform
    from putright.actions.rebuild import rebuild
    from putright.actions.terms import assessed
    from putright.complaint import events as e
    from putright.complaint.history import complaint_from
    from putright.people.models import Landlord, Staff
    from putright.people.roles import Role
    from putright.records import projection, search, store
    from putright.records.integrity import verify

    landlord = Landlord.objects.create(name="Ash Homes", code="AH")
    callum = Staff.objects.create_staff(landlord, "callum@ah.example", "Callum", [Role.COMPLAINTS_OFFICER])
    empty = _size()
    complaints = _fill(landlord, str(callum.id), number)
    _make_bare()
    print(f"  {'on disk, a complaint':<46}{(_size() - empty) / number / 1024:>14,.1f} KiB")
    chance = random.Random(7)
    some = cycle(chance.sample(complaints, min(len(complaints), TIMES * 3)))

    def once(*facts: e.Event, complaint: UUID | None = None) -> None:
        by = Staff.objects.select_related("landlord").get(pk=callum.pk)
        done = perform(Ask(landlord.id, facts, complaint, reason="Because."), by, NOW)
        assert isinstance(done, Done), done

    def read() -> None:
        told = complaint_from(store.read(landlord.id, next(some)))
        assessed(landlord, told, NOW.date())

    say("a new complaint", _each(lambda: once(e.ComplaintReceived(NOW.date(), in_their_words="The damp is back."))))
    follow = _each(lambda: once(e.EvidenceRecorded(NOW.date(), "d9", what="a photograph"), complaint=next(some)))
    say("one command on a complaint", follow, _each(lambda: _bare_write(landlord.id, next(some))))
    some = cycle(complaints[: TIMES * 2])
    say("one complaint read, folded and assessed", _each(read), _each(lambda: _bare_read(landlord.id, next(some))))

    bare = _taken(lambda: _bare_scan(landlord.id))
    rate("complaints compared by rebuild", number, _taken(lambda: [None for _ in rebuild(landlord, NOW.date())]), bare)
    few = min(number, 1_000)
    for model in (projection.Summary, projection.StageSummary, projection.PromiseSummary):
        model.objects.filter(complaint__in=complaints[:few]).delete()
    rate(
        "lost lists made anew by rebuild (the first 1,000)",
        few,
        _taken(lambda: _some(rebuild(landlord, NOW.date()), few)),
    )
    faults: list[Any] = []
    rate("entries checked by verify", number * 15, _taken(lambda: faults.extend(verify(landlord.id))), bare)
    if few == number:
        before, taken = _size(), _taken(lambda: search.index_again(landlord.id))
        rate("complaints made searchable", number, taken)
        print(f"  {'on disk, the search of a complaint':<46}{(_size() - before) / number / 1024:>14,.1f} KiB")


def _fill(landlord: "Landlord", by: str, number: int) -> list[UUID]:
    """Complaints as `perform` would have left them, written in bulk: the same rows, digests and all."""
    from run import a_complaint

    from putright.actions.terms import assessed
    from putright.complaint.evolve import fold
    from putright.records import chain, projection
    from putright.records.models import Content, Entry, PromiseSummary, Request, StageSummary, Summary, new_id
    from putright.records.sealing import seal
    from putright.records.store import envelope

    story = a_complaint(RECEIVED)
    told = fold(story)
    day = NOW.date() - timedelta(days=9)
    projected = projection.project(told, assessed(landlord, told, day))
    complaints, rows = [], {model: [] for model in (Entry, Content, Request, Summary, StageSummary, PromiseSummary)}
    for n in range(1, number + 1):
        complaint, previous = new_id(), chain.START
        who = {"landlord": landlord.id, "complaint": complaint}
        complaints.append(complaint)
        for place, happened in enumerate(story, start=1):
            name, version, body, kept = seal(happened)
            entry = Entry(
                **who, number=place, type=name, version=version, body=chain.canonical(body), recorded_at=NOW - timedelta(days=9),
                recorded_by=by, key=new_id(), reference=f"AH-2610-{n:05d}" if place == 1 else "",
            )  # fmt: skip
            entry.digest = previous = chain.digest_of(previous, envelope(entry), entry.body)
            rows[Entry].append(entry)
            rows[Content] += [
                Content(id=k.id, **who, number=place, field=k.field, text=k.text, salt=k.salt) for k in kept
            ]
            rows[Request].append(
                Request(key=entry.key, **who, first_number=place, last_number=place, last_digest=previous)
            )
        rows[Summary].append(
            Summary(**who, reference=f"AH-2610-{n:05d}", last_number=len(story), last_digest=previous, assessed_on=day, **projected.summary)
        )  # fmt: skip
        rows[StageSummary] += [StageSummary(**who, **each) for each in projected.stages]
        rows[PromiseSummary] += [PromiseSummary(**who, **each) for each in projected.promises]
        if n % 1000 == 0 or n == number:
            for model, these in rows.items():
                model.objects.bulk_create(these, batch_size=2000)
                these.clear()
    _settle()
    return complaints


_BARE = (
    "CREATE TABLE bare_entry (id {id} PRIMARY KEY, landlord {id}, complaint {id}, number int, body text, UNIQUE (landlord, complaint, number))",
    "CREATE TABLE bare_content (id {id} PRIMARY KEY, landlord {id}, complaint {id}, number int, body text)",
    "CREATE TABLE bare_request (id {id} PRIMARY KEY, landlord {id}, complaint {id}, number int, body text)",
)


def _make_bare() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in _BARE:
            cursor.execute(statement.format(id="char(32)" if connection.vendor == "sqlite" else "uuid"))


def _bare_write(landlord: UUID, complaint: UUID) -> None:
    """The rows of one command in one transaction, by plain statements, into tables of the same shape."""
    from django.db import connection, transaction

    from putright.records.models import new_id

    who = (_id(landlord), _id(complaint))
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("entry", "content", "request"):
            cursor.execute(f"INSERT INTO bare_{table} VALUES (%s, %s, %s, 16, %s)", (_id(new_id()), *who, "x" * 400))
        cursor.execute("UPDATE summary SET breaches = breaches WHERE landlord = %s AND complaint = %s", who)


def _bare_read(landlord: UUID, complaint: UUID) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("entry", "content"):
            cursor.execute(
                f"SELECT * FROM {table} WHERE landlord = %s AND complaint = %s ORDER BY number",
                (_id(landlord), _id(complaint)),
            )
            cursor.fetchall()


def _bare_scan(landlord: UUID) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("entry", "content", "request", "summary"):
            cursor.execute(f"SELECT * FROM {table} WHERE landlord = %s ORDER BY landlord, complaint", (_id(landlord),))
            while cursor.fetchmany(2000):
                pass


def _id(value: UUID) -> object:
    from django.db import connection

    return value.hex if connection.vendor == "sqlite" else value


def _settle() -> None:
    """As the databases do by themselves after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _each(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each of some times, after a few that are not counted."""
    taken = []
    for n in range(TIMES):
        start = time.perf_counter()
        work()
        if n >= 10:
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def _taken(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _some(them: Iterator[Any], number: int) -> None:
    for _ in range(number):
        next(them)


def say(what: str, taken: list[float], floor: list[float] | None = None) -> None:
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    beside = (
        f"{p50 / statistics.median(floor):.1f} times the bare statements, {statistics.median(floor):.2f}"
        if floor
        else ""
    )
    print(f"  {what:<46}{p50:>14,.2f} ms, p95 {p95:.2f}   {beside}".rstrip())


def rate(what: str, number: int, seconds: float, floor: float | None = None) -> None:
    beside = f"{seconds / floor:.1f} times reading the bare rows" if floor else ""
    print(f"  {what:<46}{number / seconds:>14,.0f} a second   {beside}".rstrip())


if __name__ == "__main__":
    record()
