"""The queue: jobs asked for and jobs done in a second, on both engines, beside the bare statements in the same run.

One process does it, each job in transactions of its own, kept through a power cut: it is the disk that is measured, and
how much is laid on top of it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

JOBS = 300
_BARE = (
    "CREATE TABLE bare_ticket (id {id} PRIMARY KEY, status varchar(10), run_after varchar(40), body text)",
    "CREATE TABLE bare_job (id {id} PRIMARY KEY, kind varchar(40), tries int, worker varchar(40))",
)


def background() -> None:
    """Both engines."""
    with tempfile.TemporaryDirectory(prefix="putright-bench-") as home:
        os.environ.setdefault("PUTRIGHT_HOME", home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
        sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "records"))
        import django

        django.setup()
        from postgres import NoServer, start

        print(f"The queue, {JOBS} jobs: embedded")
        _measured("", Path(home) / "queue")
        try:
            server = start(durable=True)
        except NoServer as error:
            print(f"The queue on PostgreSQL: not measured. {error}")
            return
        try:
            import psycopg

            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE queue")
            print(f"The queue, {JOBS} jobs: PostgreSQL")
            _measured(server.url("queue"), Path(home))
        finally:
            server.stop()


def _measured(url: str, home: Path) -> None:
    from django.core.management import call_command
    from engines import in_use

    home.mkdir(parents=True, exist_ok=True)
    with in_use(url, home):
        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    import logging

    from putright import clock
    from putright.background import queue
    from putright.background.kinds import job
    from putright.background.working import Working
    from putright.people.models import Landlord

    landlord = Landlord.objects.create(name="Ash Homes", code="AH")
    logging.getLogger("putright").setLevel(logging.ERROR)
    job("bench")(_nothing)
    now, bare = clock.now(), _Bare()

    def ask(number: int) -> None:
        queue.enqueue("bench", landlord=landlord.pk, subject=str(number), due_at=now)

    worker = Working(now=clock.now, name="bench")

    def work(number: int) -> None:
        del number
        held = queue.claim("bench", ["quick"], clock.now())
        assert held is not None
        worker.carry_out(held)

    _say("jobs asked for", _taken(ask), _taken(bare.ask))
    _say("jobs done", _taken(work), _taken(bare.work))
    idle = _taken(lambda _: queue.claim("bench", ["quick"], clock.now()))
    print(f"  {'looks at an empty queue':<46}{JOBS / idle:>14,.0f} a second")


def _nothing(work: object) -> None:
    del work


class _Bare:
    """The same rows by plain statements: two inserts; two updates to take a job, and two to end it."""

    def __init__(self) -> None:
        from django.db import connection

        self._ids: list[object] = []
        with connection.cursor() as cursor:
            for statement in _BARE:
                cursor.execute(statement.format(id="char(32)" if connection.vendor == "sqlite" else "uuid"))

    def ask(self, number: int) -> None:
        from django.db import connection, transaction

        from putright.records.models import new_id

        one: UUID = new_id()
        self._ids.append(one.hex if connection.vendor == "sqlite" else one)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare_ticket VALUES (%s, 'READY', 'now', %s)", (self._ids[-1], "x" * 60))
            cursor.execute("INSERT INTO bare_job VALUES (%s, %s, 0, '')", (self._ids[-1], str(number)))

    def work(self, number: int) -> None:
        from django.db import connection, transaction

        for status in ("RUNNING", "DONE"):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("UPDATE bare_ticket SET status = %s WHERE id = %s", (status, self._ids[number]))
                cursor.execute("UPDATE bare_job SET tries = 1, worker = %s WHERE id = %s", (status, self._ids[number]))


def _taken(work: Callable[[int], object]) -> float:
    start = time.perf_counter()
    for number in range(JOBS):
        work(number)
    return time.perf_counter() - start


def _say(what: str, seconds: float, floor: float) -> None:
    print(f"  {what:<46}{JOBS / seconds:>14,.0f} a second   {seconds / floor:.1f} times the bare statements")


if __name__ == "__main__":
    background()
