"""What goes wrong with machines: nothing acknowledged is lost, nothing is there twice, and a person is told in a sentence."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from acting import key_of
from cast import ASKED, RECEIVED, sql
from django.db import connection, connections, transaction

from putright.actions import Ask, Done, RecordUnavailable, perform
from putright.complaint import events as e
from putright.records import projection
from putright.records.models import Content, Entry, Request, Summary

KILLED_COMMANDS = int(os.environ.get("PUTRIGHT_TEST_KILLED_COMMANDS", "300"))
"""How many commands have to be acknowledged between the kills, on each engine. Ten thousand take some minutes."""
POSTGRESQL_ONLY = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
SQLITE_ONLY = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
HERE = Path(__file__).parent


def counted():
    return [model.objects.count() for model in (Entry, Content, Request, Summary)]


@pytest.fixture
def acting(record):
    """Starts a process that performs commands on the same database."""
    started = []

    def start(first, last, *more):
        given = {"PUTRIGHT_DATABASE_URL": record.url, "PUTRIGHT_HOME": str(record.home), "PYTHONPATH": str(HERE)}
        command = [sys.executable, str(HERE / "acting.py"), str(first), str(last), *map(str, more)]
        child = subprocess.Popen(
            command, env={**os.environ, **given}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.wait(10)
        child.stdout.close()


def test_a_process_killed_at_any_moment_loses_nothing_it_acknowledged_and_does_nothing_twice(record, acting):
    chance, heard, rounds = random.Random(4), {}, 0
    aims = [KILLED_COMMANDS * part // 4 for part in (1, 2, 3, 4)]
    while len(heard) < KILLED_COMMANDS:
        rounds += 1
        child = acting(len(heard), KILLED_COMMANDS + 50)
        said = child.stdout.readline()
        assert said == "READY\n", said + child.stdout.read()
        aim = next(aim for aim in aims if aim > len(heard))
        while len(heard) < aim:
            n, how, *_ = child.stdout.readline().split()
            assert int(n) == len(heard)
            heard[int(n)] = how
        time.sleep(chance.uniform(0, 0.02))  # somewhere inside a command
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        for line in child.stdout:  # it was said before the end
            if line.endswith("\n"):
                n, how, *_ = line.split()
                heard[int(n)] = how
        assert not (unknown := [n for n in heard if not Request.objects.filter(key=key_of(n)).exists()]), unknown
    assert rounds >= 3
    keys = {key_of(n): n for n in heard}
    requests = {row.key: row for row in Request.objects.all()}
    assert keys.keys() <= requests.keys()
    assert len(requests) - len(keys) <= 1  # one may have been done whose acknowledgement nobody heard
    assert set(Counter(Entry.objects.values_list("key", flat=True)).values()) == {1}
    assert Entry.objects.count() == Content.objects.count() == len(requests)
    assert record.faults() == []


@SQLITE_ONLY
def test_a_command_waits_for_another_writer_and_is_done_then(record):
    go_on, started = threading.Event(), threading.Event()

    def hold():
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            started.set()
            go_on.wait(10)
            cursor.execute("ROLLBACK")
        other.close()

    writer = threading.Thread(target=hold)
    writer.start()
    started.wait(10)
    threading.Timer(0.3, go_on.set).start()
    assert isinstance(record.ask(e.ComplaintReceived(RECEIVED)), Done)
    writer.join(10)


def test_a_command_says_so_when_somebody_else_writes_for_too_long(record, monkeypatch):
    complaint = record.received().complaint
    before = counted()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if record.engine == "sqlite" else "BEGIN")
        if record.engine == "sqlite":
            sql("PRAGMA busy_timeout=100")
        else:
            cursor.execute("SELECT 1 FROM summary FOR UPDATE")
            monkeypatch.setattr(import_module("putright.actions.carrying_out"), "_PATIENCE", "100ms")
        with pytest.raises(
            RecordUnavailable, match=r"The record is busy: .* Nothing was recorded, .* send it again in a moment."
        ):
            record.ask(e.Acknowledged(RECEIVED), complaint=complaint)
        cursor.execute("ROLLBACK")
    other.close()
    assert counted() == before
    record.done(e.Acknowledged(RECEIVED), complaint=complaint)
    assert record.faults() == []


def end_this_connection(record):
    """What a restarted server or a firewall does."""
    pid = connection.connection.info.backend_pid
    with psycopg.connect(record.url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@POSTGRESQL_ONLY
def test_a_connection_lost_between_two_commands_is_not_noticed(record):
    complaint = record.received().complaint
    end_this_connection(record)
    record.done(e.Acknowledged(RECEIVED), complaint=complaint)
    assert record.faults() == []


@pytest.fixture
def losing(record, monkeypatch):
    """Loses the connection inside the next so many commands: before or after the lists are written."""
    write, left = projection.write, {"before": 0, "after": 0}

    def written(*facts, **more):
        if left["before"]:
            left["before"] -= 1
            end_this_connection(record)
        write(*facts, **more)
        if left["after"]:
            left["after"] -= 1
            end_this_connection(record)

    monkeypatch.setattr(projection, "write", written)
    return left


@POSTGRESQL_ONLY
def test_a_connection_lost_in_the_middle_is_made_again_once_and_the_command_done_once(record, losing):
    complaint = record.received().complaint
    losing["before"] = 1
    record.done(e.EvidenceRecorded(RECEIVED, "d1", what="a photograph"), complaint=complaint)
    assert counted() == [2, 3, 2, 1]  # three texts: her name, her words, the photograph
    assert record.faults() == []


@POSTGRESQL_ONLY
def test_a_connection_lost_again_and_again_leaves_nothing_half_written(record, losing):
    complaint = record.received().complaint
    before = counted()
    losing["before"] = 2
    with pytest.raises(RecordUnavailable, match=r"cannot be reached. Nothing was recorded"):
        record.ask(e.EvidenceRecorded(RECEIVED, "d1", what="a photograph"), complaint=complaint)
    assert counted() == before
    record.done(e.EvidenceRecorded(RECEIVED, "d1", what="a photograph"), complaint=complaint)
    assert record.faults() == []


@POSTGRESQL_ONLY
def test_a_connection_lost_at_the_very_end_is_honest_about_not_knowing(record, losing):
    complaint = record.received().complaint
    losing["after"] = 1
    with pytest.raises(RecordUnavailable, match=r"Whether it was recorded is not known"):
        record.ask(e.EvidenceRecorded(RECEIVED, "d1"), complaint=complaint)
    losing["after"] = 1
    done = record.done(
        e.EvidenceRecorded(RECEIVED, "d1"), complaint=complaint, key=uuid.uuid4()
    )  # a request with an id may be repeated
    assert done.last_number == 2
    assert record.faults() == []


@POSTGRESQL_ONLY
def test_a_server_that_is_not_there_is_said_in_a_sentence(record):
    connection.close()
    connection.close_pool()
    there = connection.settings_dict["PORT"]
    connection.settings_dict["PORT"] = "1"
    connection.settings_dict["OPTIONS"]["pool"]["timeout"] = 0.5
    try:
        with pytest.raises(RecordUnavailable, match=r"cannot be reached. Nothing was recorded"):
            record.ask(e.ComplaintReceived(RECEIVED))
    finally:
        connection.close()
        connection.close_pool()
        connection.settings_dict["PORT"] = there
        connection.settings_dict["OPTIONS"]["pool"]["timeout"] = 10
    record.received()


def test_a_record_that_can_only_be_read_says_so(record):
    complaint = record.received().complaint
    before = counted()
    sql("PRAGMA query_only=ON" if record.engine == "sqlite" else "SET default_transaction_read_only = on")
    with pytest.raises(RecordUnavailable, match=r"can only be read just now. Nothing was recorded"):
        record.ask(e.Acknowledged(RECEIVED), complaint=complaint)
    sql("PRAGMA query_only=OFF" if record.engine == "sqlite" else "SET default_transaction_read_only = off")
    assert counted() == before
    record.done(e.Acknowledged(RECEIVED), complaint=complaint)
    assert record.faults() == []


@SQLITE_ONLY
def test_a_full_disk_says_so_and_leaves_nothing_half_written(record):
    ((pages,),) = sql("PRAGMA page_count")
    sql(f"PRAGMA max_page_count={pages}")
    done = []

    def fill():
        for _ in range(1000):
            done.append(record.received())  # noqa: PERF401  what was done before the end has to be known

    with pytest.raises(RecordUnavailable, match=r"no room left where the record is kept. Nothing was recorded"):
        fill()
    entries, texts, *rest = counted()
    assert (entries, texts, rest) == (len(done), 2 * len(done), [len(done)] * 2)  # her name and her words
    assert record.faults() == []
    sql("PRAGMA max_page_count=1000000000")
    record.received()
    assert record.faults() == []


@SQLITE_ONLY
def test_a_file_that_may_not_grow_says_so_and_leaves_nothing_half_written(record, acting):
    size = (record.home / "putright.sqlite3").stat().st_size
    child = acting(0, 5000, size + 300_000)
    *done, last = child.stdout.read().splitlines()[1:]
    assert last.startswith("ERROR RecordUnavailable There is no room left where the record is kept."), last
    assert Entry.objects.count() == len(done)
    assert record.faults() == []
    record.received()
    assert record.faults() == []


def test_tables_that_are_not_there_are_said_in_a_sentence(record):
    sql("ALTER TABLE summary RENAME TO gone")
    with pytest.raises(RecordUnavailable, match=r"tables are not there"):
        record.ask(e.ComplaintReceived(RECEIVED))
    sql("ALTER TABLE gone RENAME TO summary")
    record.received()


def test_inside_a_transaction_of_the_callers_nothing_is_tried_twice(record):
    with transaction.atomic():
        done = perform(Ask(record.landlord.id, (e.ComplaintReceived(RECEIVED),)), record.callum, ASKED)
        transaction.set_rollback(True)
    assert isinstance(done, Done)
    assert counted() == [0, 0, 0, 0]
