"""Real processes: several workers, killed workers, `putright serve` with its children, whoever ends first."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from background_work import marks, register
from cast import sql

from putright import clock
from putright.background import queue
from putright.background.models import Job, Notice, Worker
from putright.cli import main
from putright.people.models import Landlord, RoleHeld, Staff

HERE = Path(__file__).parent
SQLITE_ONLY = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PUTRIGHT = [sys.executable, "-c", "from putright.cli import main; raise SystemExit(main())"]
PATIENCE = 90


def until(true, what="it", seconds=PATIENCE):
    """Wait for something; what it gave."""
    last = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < last, f"{what} did not come about"
        time.sleep(0.02)
    return found


def gone(pid):
    """Whether a process has ended; one that nobody has waited for yet has."""
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True


@pytest.fixture
def start(record):
    """Starts processes on the same record, and ends what is left of them."""
    started = []

    def started_as(*command):
        given = {"PUTRIGHT_DATABASE_URL": record.url, "PUTRIGHT_HOME": str(record.home), "PYTHONPATH": str(HERE),
                 "PUTRIGHT_TEST_MARKS": str(record.home), "PYTHONUNBUFFERED": "1"}  # fmt: skip
        child = subprocess.Popen(
            [*map(str, command)],
            env={**os.environ, **given},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(child)
        return child

    register()
    yield started_as
    for child in started:
        child.kill()
        child.wait(10)
        child.stdout.close()
    for each in Worker.objects.all():  # a child of a killed parent, where the test failed before it was seen to go
        if not gone(each.pid):
            os.kill(each.pid, signal.SIGKILL)


@pytest.fixture
def worker(start):
    """Starts workers of these names, each begun again when it is killed, and not when it is told to stop."""
    return lambda *names: start(sys.executable, HERE / "background_work.py", *names)


def kill(name):
    """Kill the worker of a name once it is there."""
    os.kill(until(lambda: Worker.objects.filter(pk=name).first(), "the worker").pid, signal.SIGKILL)


def ask(record, kind, subject, **more):
    return queue.enqueue(kind, landlord=record.landlord.pk, subject=subject, due_at=clock.now(), **more)


def left():
    """The jobs of the test that are not done."""
    return Job.objects.filter(kind__startswith="t_").exclude(ticket__status="SUCCESSFUL")


def test_four_workers_do_three_hundred_jobs_each_once_and_one_that_is_killed_loses_none(record, worker):
    for n in range(300):
        ask(record, "t_mark" if n % 3 else "t_notice", f"job {n}")
    worker("W0", "W1", "W2", "W3")
    until(lambda: len(marks(record.home)) > 20, "the first jobs")
    kill("W2")
    until(lambda: not left().exists(), "the end of the queue")
    done = Counter(marks(record.home))
    lost = set(Job.objects.filter(kind="t_mark", lost__gt=0).values_list("subject", flat=True))
    assert set(done) == {f"job {n}" for n in range(300) if n % 3}
    assert {subject for subject, times in done.items() if times > 1} <= lost  # a line in a file is no transaction
    assert len(lost) <= 1
    assert Notice.objects.filter(kind="test").count() == 100


def test_a_job_in_one_transaction_happens_once_though_its_worker_is_killed_in_the_middle(record, worker):
    ask(record, "t_notice", "k", arguments={"wait": 0.6})
    worker("W1")
    until(lambda: marks(record.home), "the middle of the job")
    kill("W1")
    assert Notice.objects.filter(kind="test").count() == 0
    until(lambda: not left().exists(), "the second try")
    assert (Job.objects.get(kind="t_notice").lost, marks(record.home)) == (1, ["in the middle"] * 2)
    assert Notice.objects.filter(kind="test").count() == 1


def test_sigterm_lets_a_worker_finish_what_it_has_in_hand_and_begin_nothing_more(record, worker):
    ask(record, "t_slow", "one", arguments={"wait": 0.7})
    ask(record, "t_slow", "two", arguments={"wait": 0.7})
    child = worker("W1")
    until(lambda: marks(record.home), "the first job")
    child.terminate()
    assert child.wait(PATIENCE) == 0
    assert marks(record.home) == ["begun one", "ended one"]
    assert [each.subject for each in queue.waiting().filter(kind="t_slow")] == ["two"]
    assert not Worker.objects.exists()


@SQLITE_ONLY
def test_a_poisonous_job_kills_its_worker_three_times_and_the_others_are_done(record, worker):
    ask(record, "t_poison", "p")
    for n in range(5):
        ask(record, "t_mark", f"job {n}")
    worker("W1")
    until(lambda: queue.dead().exists() and left().count() == 1, "its end")
    assert Counter(marks(record.home)) == {"poison p": 3, **{f"job {n}": 1 for n in range(5)}}
    (dead,) = queue.dead(record.landlord.pk)
    assert (dead.kind, dead.lost) == ("t_poison", 3)


def free_port():
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def get(port, path):
    """Number and body; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return None


@pytest.fixture
def serve(start):
    def served(*more):
        port = free_port()
        return start(*PUTRIGHT, "serve", "--port", port, "--workers", 1, *more), port

    return served


def worker_of(port):
    found = Worker.objects.filter(name__startswith=f"serve {port} ").first()
    return found.pid if found is not None else None


def test_serve_answers_keeps_a_worker_alive_and_stops_when_told(record, serve):
    child, port = serve()
    assert child.stdout.readline().startswith(f"putright is at http://127.0.0.1:{port}/ (Ctrl+C stops it).")
    assert until(lambda: get(port, "/healthz")) == (200, "ok\n")
    first = until(lambda: worker_of(port), "a worker")
    assert until(lambda: get(port, "/readyz?worker")) == (
        200,
        json.dumps({"database": "ok", "tables": "ok", "worker": "ok"}),
    )
    assert get(port, "/no-such-page?name=Asha")[0] in (302, 404)
    os.kill(first, signal.SIGKILL)
    second = until(lambda: (worker_of(port) or first) != first and worker_of(port), "another worker")
    began = time.monotonic()
    child.send_signal(signal.SIGTERM)
    assert child.wait(PATIENCE) == 0
    assert time.monotonic() - began < 30  # a busy machine; it is about one
    assert gone(second)
    assert get(port, "/healthz") is None
    said = child.stdout.read()
    assert "The worker ended and is started again" in said
    assert "GET (no such page)" in said
    assert "Asha" not in said
    assert "name=" not in said
    assert said.endswith("Stopped.\n")
    assert record.faults() == []


@SQLITE_ONLY
def test_two_serves_on_one_record_do_each_job_once_and_nothing_outlives_the_one_that_is_killed(record, serve, capsys):
    (one, first), (two, second) = serve(), serve()
    until(lambda: worker_of(first) and worker_of(second), "both workers")
    until(lambda: get(first, "/healthz") and get(second, "/healthz"), "both answers")
    until(
        lambda: Job.objects.exists() and not Job.objects.exclude(ticket__status="SUCCESSFUL").exists(),
        "the night's work",
    )
    assert set(Job.objects.values_list("tries", flat=True)) == {1}
    assert main(["serve", "--port", str(first)]) == 2
    assert f"Port {first} on 127.0.0.1 is taken by another program" in capsys.readouterr().err
    worker = worker_of(first)
    one.kill()
    one.wait(10)
    until(lambda: gone(worker), "the worker's end", 15)
    until(lambda: get(first, "/healthz") is None, "the web's end", 15)
    assert get(second, "/healthz") == (200, "ok\n")
    two.terminate()
    assert two.wait(PATIENCE) == 0
    assert record.faults() == []


@SQLITE_ONLY
@pytest.mark.usefixtures("record")
def test_serve_brings_the_database_up_to_date_and_asks_for_setup_where_nobody_could_sign_in(capsys):
    RoleHeld.objects.all().delete()
    Staff.objects.all().delete()
    Landlord.objects.all().delete()
    sql("DELETE FROM django_migrations WHERE app = 'background' AND name = '0002_row_security'")
    assert main(["serve", "--port", str(free_port())]) == 2
    said = capsys.readouterr()
    assert said.out == "Bringing the database up to date: 1 change.\n"
    assert "There is no landlord yet, so nobody could sign in: run `putright setup` first" in said.err
    assert main(["serve", "--port", "70000"]) == 2
    assert "--port is 1 to 65535" in capsys.readouterr().err


@pytest.fixture
def signals():
    """Puts back what a command does with signals."""
    kept = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    yield
    for each, handler in kept.items():
        signal.signal(each, handler)


@pytest.mark.usefixtures("record", "signals")
def test_a_worker_can_do_what_is_due_and_end(capsys):
    assert main(["worker", "--once", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["done"] >= 12
    assert main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == "Done: 0 jobs.\n"
    assert main(["worker", "--queues", "slow"]) == 2
    assert "--queues slow: there are quick and long." in capsys.readouterr().err


@pytest.mark.usefixtures("signals")
def test_whoever_has_the_terminal_sees_what_failed_and_decides_about_it(record, capsys):
    def checks():
        capsys.readouterr()
        main(["doctor", "--json"])
        return {each["name"]: each for each in json.loads(capsys.readouterr().out)["checks"]}

    register()
    assert (checks()["worker"]["state"], checks()["failed jobs"]["state"]) == ("note", "fine")
    job = ask(record, "t_hopeless", "x")
    main(["worker", "--once"])
    capsys.readouterr()
    assert main(["worker", "--failed"]) == 1
    assert "t_hopeless, 1 try: There is no file x: send it again." in " ".join(capsys.readouterr().out.split())
    told = checks()["failed jobs"]
    assert (told["state"], told["says"], told["how"]) == (
        "do",
        "1 job failed for good: t_hopeless",
        "putright worker --failed",
    )
    assert main(["worker", "--give-up", str(job.pk)]) == 0
    assert main(["worker", "--give-up", str(job.pk)]) == 2
    assert main(["worker", "--again", "nonsense"]) == 2
    assert "No job nonsense has failed for good" in capsys.readouterr().err
    assert main(["worker", "--failed"]) == 0
    queue.enqueue("t_mark", landlord=None, due_at=clock.now() - timedelta(hours=3))
    assert (checks()["waiting"]["state"], checks()["gunicorn"]["state"]) == ("do", "fine")
