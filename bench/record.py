"""The record: commands, reading, rebuilding and checking, on both engines, beside the bare database in the same run.

Both engines keep what they acknowledge through a power cut here, as they would at a landlord's. The floor of a figure is
the same rows read or written by plain statements over the same connection, without anything of ours.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from putright.people.models import Landlord, Staff

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000").split(",")]
TIMES = 200
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
        print(f"The record at {number:,} complaints, about 8 entries each: embedded")
        with _database("", Path(home) / f"{number}"):
            _measure(number)
    try:
        server = start(durable=True)
    except NoServer as error:
        print(f"The record on PostgreSQL: not measured. {error}")
        return
    try:
        for number in SIZES:
            print(f"The record at {number:,} complaints, about 8 entries each: PostgreSQL")
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
    from many import fill

    from putright.people.models import Landlord, Staff
    from putright.people.roles import Role

    landlord = Landlord.objects.create(name="Ash Homes", code="AH")
    callum = Staff.objects.create_staff(landlord, "callum@ah.example", "Callum", [Role.COMPLAINTS_OFFICER])
    empty, started = _size(), time.perf_counter()
    some = fill(landlord.id, landlord.code, str(callum.id), number)
    rate("complaints written in bulk", number, time.perf_counter() - started)
    print(f"  {'on disk, a complaint, with its search':<46}{(_size() - empty) / number / 1024:>14,.1f} KiB")
    measured(landlord, callum, some, number)


def measured(landlord: "Landlord", callum: "Staff", some: list[UUID], number: int) -> None:
    """Everything, on a record that is there already; `some` are complaints of it."""
    from reading import reading

    from putright.actions import Ask, Done, perform
    from putright.actions.rebuild import rebuild
    from putright.complaint import events as e
    from putright.records.integrity import verify

    _make_bare()
    ours, theirs = cycle(some), cycle(reversed(some))

    def once(*facts: e.Event, complaint: UUID | None = None) -> None:
        done = perform(Ask(landlord.id, facts, complaint, reason="Because.", again=True), callum, NOW)
        assert isinstance(done, Done), done

    def new() -> None:
        once(e.ComplaintReceived(NOW.date(), in_their_words="The damp is back."))

    def follow() -> None:
        once(e.EvidenceRecorded(NOW.date(), "d9", what="a photograph"), complaint=next(ours))

    def floor() -> None:
        _bare_command(landlord.id, callum.id, next(theirs))

    say("a new complaint", *side_by_side(new, floor))
    say("one command on a complaint", *side_by_side(follow, floor))
    reading(landlord.id, some)
    few = min(number, 10_000)
    whole = _taken(lambda: _bare_scan(landlord.id)) if number <= few else None
    rate("complaints compared by rebuild", few, _taken(lambda: _some(rebuild(landlord, NOW.date()), few)), whole)
    if number <= few:  # beyond, it takes as many times as long
        faults: list[Any] = []
        rate("complaints checked by verify", number, _taken(lambda: faults.extend(verify(landlord.id))), whole)
        assert not faults, faults[:3]


_BARE = (
    "CREATE TABLE IF NOT EXISTS bare_entry (id {id} PRIMARY KEY, landlord {id}, complaint {id}, number int, body text, UNIQUE (landlord, complaint, number))",
    "CREATE TABLE IF NOT EXISTS bare_content (id {id} PRIMARY KEY, landlord {id}, complaint {id}, number int, body text)",
    "CREATE TABLE IF NOT EXISTS bare_request (id {id} PRIMARY KEY, landlord {id}, complaint {id}, number int, body text)",
)


def _make_bare() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in _BARE:
            cursor.execute(statement.format(id="char(32)" if connection.vendor == "sqlite" else "uuid"))


def _bare_command(landlord: UUID, staff: UUID, complaint: UUID) -> None:
    """What one command reads and writes, in one transaction, by plain statements and without a thought between them."""
    from django.db import connection, transaction

    from putright.records.models import new_id

    who = (identity(landlord), identity(complaint))
    with transaction.atomic(), connection.cursor() as cursor:
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        for table in ("summary", "entry", "content"):
            cursor.execute(
                f"SELECT * FROM {table} WHERE landlord = %s AND complaint = %s{lock * (table == 'summary')}", who
            )
            cursor.fetchall()
        cursor.execute("SELECT * FROM role_held WHERE landlord_id = %s AND staff_id = %s", (who[0], identity(staff)))
        cursor.fetchall()
        for table in ("entry", "content", "request"):
            values = (identity(new_id()), who[0], identity(new_id()), "x" * 400)
            cursor.execute(f"INSERT INTO bare_{table} VALUES (%s, %s, %s, 16, %s)", values)
        cursor.execute(
            "UPDATE summary SET next_because = next_because || '' WHERE landlord = %s AND complaint = %s", who
        )
        cursor.execute(
            "UPDATE stage_summary SET decided_by = decided_by || '' WHERE landlord = %s AND complaint = %s", who
        )
        cursor.execute(
            "INSERT INTO search_row (landlord, complaint, kind, number, source, words) VALUES (%s, %s, 'words', 9, %s, %s)",
            (*who, str(new_id()), "a photograph"),
        )


def bare(statement: str, *values: object) -> list[Any]:
    """A plain statement, and all it gives."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _bare_scan(landlord: UUID) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("entry", "content", "request", "summary"):
            cursor.execute(
                f"SELECT * FROM {table} WHERE landlord = %s ORDER BY landlord, complaint", (identity(landlord),)
            )
            while cursor.fetchmany(2000):
                pass


def identity(value: UUID) -> object:
    """An id as the engine keeps it."""
    from django.db import connection

    return value.hex if connection.vendor == "sqlite" else value


def _size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def side_by_side(
    work: Callable[[], object], floor: Callable[[], object], times: int = TIMES
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, turn by turn, so that a busy machine is as busy for the one as for the other."""
    taken: tuple[list[float], list[float]] = ([], [])
    for n in range(times):
        for each, one in zip((work, floor), taken, strict=True):
            start = time.perf_counter()
            each()
            if n >= 10:
                one.append((time.perf_counter() - start) * 1000)
    return taken


def _taken(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _some(them: Iterator[Any], number: int) -> None:
    for _ in range(number):
        next(them)


def say(what: str, taken: list[float], floor: list[float]) -> None:
    """One line: the middle and the slowest of twenty, and how often the bare statements go into the middle."""
    p50, p95, bottom = statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.median(floor)
    print(f"  {what:<46}{p50:>14,.2f} ms, p95 {p95:.2f}   {p50 / bottom:.1f} times the bare statements, {bottom:.2f}")


def rate(what: str, number: int, seconds: float, floor: float | None = None) -> None:
    """One line: how many a second."""
    beside = f"{seconds / floor:.1f} times reading the bare rows" if floor else ""
    print(f"  {what:<46}{number / seconds:>14,.0f} a second   {beside}".rstrip())


if __name__ == "__main__":
    record()
