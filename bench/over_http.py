"""The desk through HTTP on the server of an installation, both engines: pages, a contact, a command, then many at once.

`putright serve` as anybody would start it, with its worker beside it, on a record made by `many.py`. First one person
alone, request after request; then 8 and 64 at once, four reads to a write, each write with words of its own that are
counted in the record afterwards. Whoever asks runs on the same two cores, so the figures of many at once are low.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "journeys"), str(ROOT / "tests" / "records")]

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000").split(",")]
ENGINES = os.environ.get("BENCH_ENGINES", "sqlite,postgresql").split(",")
ALONE = 200
"""Requests of each kind by one person alone."""
SECONDS = 20.0
"""How long many are at it."""
AT_ONCE = (8, 64)


def over_http() -> None:
    """Both engines, at each size. On all the processors there are: what measures one core has bound this process to one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    for engine in ENGINES:
        for number in SIZES:
            with tempfile.TemporaryDirectory(prefix="putright-bench-") as home:
                print(f"The desk through HTTP at {number:,} complaints: {engine}", flush=True)
                with _url(engine) as url:
                    _measured(Path(home), url, number)


@contextmanager
def _url(engine: str) -> Iterator[str]:
    if engine == "sqlite":
        yield ""
        return
    from postgres import start

    server = start(durable=True)
    try:
        import psycopg

        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE desk")
        yield server.url("desk")
    finally:
        server.stop()


def _measured(home: Path, url: str, number: int) -> None:
    environment = os.environ | {
        "PUTRIGHT_HOME": str(home),
        "PUTRIGHT_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "putright.config.settings",
    }
    made = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "over_http_record.py"), "make", str(number)],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    told = json.loads(made.stdout.splitlines()[-1])
    with _serving(environment) as (base, server):
        _alone(base, told)
        words: list[str] = []
        for people in AT_ONCE:
            words += _together(base, told, people)
        print(f"  {'memory of the server, its worker with it':<46}{_memory(server):>10,.0f} MiB", flush=True)
    counted = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "over_http_record.py"), "count"],
        env=environment, check=True, capture_output=True, text=True, input="\n".join(words),
    )  # fmt: skip
    print(f"  {counted.stdout.strip()}", flush=True)


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    from putright.background.supervising import free_port

    port = free_port()
    command = [str(Path(sys.executable).parent / "putright"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if "putright is at" in line:
                break
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(30)


def _alone(base: str, told: dict[str, Any]) -> None:
    from visiting import Visitor

    visitor, chance = Visitor(base, told["sessions"][0]), random.Random(3)
    picked = [chance.choice(told["complaints"]) for _ in range(ALONE)]
    opened = [chance.choice(told["open"]) for _ in range(ALONE)]
    kinds: dict[str, Callable[[int], tuple[int, str, str]]] = {
        "my work": lambda _: visitor.get("/desk/"),
        "everybody's work": lambda _: visitor.get("/desk/?whose=all"),
        "a complaint's page": lambda n: visitor.get(f"/desk/complaints/{picked[n]}/"),
        "a search for a common word": lambda n: visitor.get(
            f"/desk/search/?q={('boiler', 'gutter', 'kitchen')[n % 3]}"
        ),
        "a search for a rare word": lambda _: visitor.get("/desk/search/?q=quokka"),
        "the page of a new contact": lambda _: visitor.get("/desk/new-contact/"),
        "a new contact recorded": lambda _: new_contact(visitor, "It is broken again and nobody came."),
        "a command carried out": lambda n: command(visitor, opened[n], f"Alone {n}"),
    }
    for what, ask in kinds.items():
        taken = []
        for n in range(ALONE):
            started = time.perf_counter()
            status = ask(n)[0]
            taken.append((time.perf_counter() - started) * 1000)
            assert status in (200, 302), (what, status)
        taken = sorted(taken[5:])
        p95 = taken[int(len(taken) * 0.95)]
        print(f"  {what:<46}{statistics.median(taken):>10.1f} ms, p95 {p95:.1f}", flush=True)


def command(visitor: Any, reference: str, words: str) -> tuple[int, str, str]:  # noqa: ANN401
    """A call written down."""
    today = time.localtime()
    return visitor.post(  # type: ignore[no-any-return]
        f"/desk/complaints/{reference}/message/",
        direction="in", with_whom="resident", channel="telephone", what=words, sent_once=str(uuid4()),
        on_day=today.tm_mday, on_month=today.tm_mon, on_year=today.tm_year,
    )  # fmt: skip


def new_contact(visitor: Any, words: str) -> tuple[int, str, str]:  # noqa: ANN401
    """A call from somebody who would rather not say who they are, which becomes a complaint."""
    today = time.localtime()
    return visitor.post(  # type: ignore[no-any-return]
        "/desk/new-contact/",
        person="nobody", words=words, unhappy="yes", choice_offered="yes", choice_taken="yes", became="complaint",
        channel="telephone", receiver="complaints_team", sent_once=str(uuid4()),
        arrived_on_day=today.tm_mday, arrived_on_month=today.tm_mon, arrived_on_year=today.tm_year,
    )  # fmt: skip


def _act(visitor: Any, chance: random.Random, told: dict[str, Any]) -> tuple[int, str]:  # noqa: ANN401
    """Something that somebody does; with the words of a command where it was one."""
    reference = chance.choice(told["open"])
    match chance.randrange(10):
        case 0 | 1:
            words = f"Load {uuid4()}"
            return command(visitor, reference, words)[0], words
        case 2 | 3:
            return visitor.get("/desk/")[0], ""
        case 4:
            return visitor.get("/desk/search/?q=boiler")[0], ""
        case _:
            return visitor.get(f"/desk/complaints/{reference}/")[0], ""


def _together(base: str, told: dict[str, Any], people: int) -> list[str]:
    """So many at once for a while. Gives the words of every command that was acknowledged."""
    from visiting import Lost, Visitor

    kept: list[str] = []
    taken: list[float] = []
    wrong: list[str] = []
    until = time.perf_counter() + SECONDS

    def one(place: int) -> None:
        visitor, chance = Visitor(base, told["sessions"][place % len(told["sessions"])]), random.Random(place)
        while time.perf_counter() < until:
            started = time.perf_counter()
            try:
                status, words = _act(visitor, chance, told)
            except Lost as lost:
                wrong.append(str(lost))
                continue
            taken.append((time.perf_counter() - started) * 1000)
            if status not in (200, 302):
                wrong.append(str(status))
            elif words and status == 302:
                kept.append(words)

    threads = [threading.Thread(target=one, args=(place,)) for place in range(people)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    taken.sort()
    p95 = taken[int(len(taken) * 0.95)]
    print(
        f"  {f'{people} at once, one write to four reads':<46}{len(taken) / SECONDS:>10.1f} actions a second, "
        f"p50 {statistics.median(taken):.0f} ms, p95 {p95:.0f}, {len(kept)} commands, {len(wrong)} without a good answer"
        f"{' ' + str(sorted(set(wrong))[:3]) if wrong else ''}",
        flush=True,
    )
    return kept


def _memory(pid: int) -> float:
    """MiB that a process and those it started have for themselves (PSS)."""
    whole, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            rows = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            whole += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024
            waiting += [int(each) for each in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
        except OSError:
            continue
    return whole


if __name__ == "__main__":
    over_http()
