"""The record from the command line: a landlord, its people, a complaint, and everything that is told of it."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from putright import clock
from putright.workdays import in_words

ROOT = Path(__file__).parents[2]
TODAY = clock.today()
DAYS_AGO = [(TODAY - timedelta(n)).isoformat() for n in range(4)]
"""So near that nothing is late yet, whenever these tests are run."""
SERVE = """
import io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from putright.cli import main
answers = sys.stdout
for line in sys.stdin:
    asked = json.loads(line)
    os.environ.update(asked["env"])
    said, no = io.StringIO(), io.StringIO()
    sys.stdin = io.StringIO(asked["stdin"])
    with redirect_stdout(said), redirect_stderr(no):
        try:
            code = main(asked["words"])
        except SystemExit as end:
            code = end.code
    if "django.db" in sys.modules:
        sys.modules["django.db"].connections.close_all()
    answers.write(json.dumps([code, said.getvalue(), no.getvalue()]) + "\\n")
    answers.flush()
"""
"""The command itself, in a process of its own that answers one request after another: settings are read once."""


class Record:
    """A record of its own in a folder, used through the command line."""

    def __init__(self, home):
        self.home = home
        self._process = None

    def __call__(self, *words, by="callum@acorn.example", stdin="", **env):
        process = self._started(env) if env else self._process or self._started({})
        if not env:
            self._process = process
        asked = {"words": [str(word) for word in words], "env": {"PUTRIGHT_AS": by}, "stdin": stdin}
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if env or not answer:
            said = process.communicate(timeout=60)
            assert answer, said
        code, out, err = json.loads(answer)
        long = [line for line in out.splitlines() if len(line) > 80 and str(self.home.parent) not in line]
        assert not long or "--json" in words, out
        return code, out, err

    def _started(self, env):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DJANGO_"))}
        kept |= {"PUTRIGHT_HOME": str(self.home), "COLUMNS": "80", **env}
        words = [sys.executable, "-c", SERVE]
        pipe = subprocess.PIPE
        return subprocess.Popen(words, env=kept, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)

    def close(self):
        """End the process."""
        if self._process is not None:
            self._process.communicate(timeout=60)
            self._process = None

    def json(self, *words, code=0, **more):
        answered, out, err = self(*words, "--json", **more)
        assert answered == code, out + err
        return json.loads(out)

    def raw(self, *statements):
        """Behind the system's back."""
        with sqlite3.connect(self.home / "putright.sqlite3") as database:
            return [database.execute(each).fetchall() for each in statements]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A record with two landlords, made once; each test has a copy."""
    record = Record(tmp_path_factory.mktemp("record") / "home")
    assert record("setup")[0] == 0
    assert record("landlord", "add", "Acorn Homes", "--code", "AH")[0] == 0
    assert record("landlord", "add", "Beech Housing", "--code", "BH")[0] == 0
    people = (("callum", "Callum Reed", "complaints_officer", "AH"), ("ada", "Ada Finch", "auditor", "AH"),
              ("cora", "Cora Pike", "contributor", "AH"), ("femi", "Femi Cole", "complaints_officer", "BH"))  # fmt: skip
    for first, name, role, code in people:
        host = "acorn" if code == "AH" else "beech"
        words = (f"{first}@{host}.example", "--name", name, "--role", role, "--landlord", code)
        assert record("staff", "add", *words)[0] == 0
    record.close()
    return record.home


@pytest.fixture
def records():
    """Makes a record in a folder, and ends its process afterwards."""
    opened = []

    def at(home):
        opened.append(Record(home))
        return opened[-1]

    yield at
    for each in opened:
        each.close()


@pytest.fixture
def record(made, tmp_path, records):
    """A record with two landlords and their people."""
    shutil.copytree(made, tmp_path / "home")
    return records(tmp_path / "home")


@pytest.fixture(scope="module")
def asked(made):
    """The record that nobody writes to, for what is refused."""
    record = Record(made)
    yield record
    record.close()


def test_before_setup_one_sentence_says_what_to_do_and_setup_does_it_once(tmp_path, records):
    empty = records(tmp_path / "new")
    code, out, err = empty("landlord", "list")
    assert (code, out) == (2, "")
    assert err == "putright: The database has not been made, or is older than this program: run `putright setup`.\n"
    assert "is ready" in empty("setup")[1]
    assert "up to date already" in empty("setup")[1]
    assert "no landlord yet" in empty("landlord", "list")[1]


def test_landlords_and_staff(record):
    assert {each["code"] for each in record.json("landlord", "list")} == {"AH", "BH"}
    assert len(record.json("staff", "list", "--landlord", "ah")) == 3
    assert "Femi Cole" in record("staff", "list")[1]
    for words, says in (
        (("landlord", "add", "Acorn", "--code", "1"), "one to six"),
        (("landlord", "add", "Acorn Homes", "--code", "XX"), "already"),
        (("landlord", "add", "Elm", "--code", "EL", "--policy", "nobody"), "nobody"),
        (("staff", "add", "new@acorn.example", "--name", "N", "--role", "king", "--landlord", "AH"), "no role"),
        (("staff", "add", "new@acorn.example", "--name", "N", "--role", "handler"), "--landlord AH or BH"),
        (("staff", "add", "CALLUM@acorn.example", "--name", "N", "--role", "handler", "--landlord", "AH"), "already"),
    ):
        code, out, err = record(*words)
        assert (code, out) == (2, "")
        assert says in err
        assert err.count("\n") == 1


def test_a_complaint_from_receipt_to_correction(record):
    words = ("--words", "-", "--reason", "It lay in a drawer.")
    code, out, _ = record(
        "receive", "--on", in_words(TODAY - timedelta(40)), "--channel", "telephone", *words, stdin="It leaks."
    )
    assert code == 0
    reference = re.search(r"AH-\d{4}-0001", out)[0]
    assert f"{in_words(TODAY - timedelta(40))} is day 0" in " ".join(out.split())
    code, out, err = record("perform", reference, "not_accepted", "--on", DAYS_AGO[2], "ground=made_up")
    assert (code, err) == (3, "")
    assert "Nothing has been recorded yet" in out
    assert "\n  2." in out  # the provisions on refusing
    assert '--reason "..."' in out
    stopped = record.json("perform", reference, "not_accepted", "--on", DAYS_AGO[2], "ground=made_up", code=3)
    assert stopped["because"] == "against_the_code"
    assert all(each["provision"] for each in stopped["stops"])
    acknowledged, earlier = (TODAY - timedelta(36)).isoformat(), (TODAY - timedelta(37)).isoformat()
    key = "0198f000-0000-7000-8000-000000000001"
    first = record.json("perform", reference.lower(), "acknowledged", "--on", acknowledged, "by=Callum", "--key", key)
    again = record.json("perform", reference.lower(), "acknowledged", "--on", acknowledged, "by=Callum", "--key", key)
    assert (first["again"], again["again"]) == (False, True)
    assert first["last_number"] == again["last_number"]
    number = first["last_number"]
    code, _, err = record("perform", reference, "triaged", "--on", acknowledged, "risk=high", "--expected", "1")
    assert code == 2
    assert "Callum Reed" in err
    replacement = json.dumps({"event": "acknowledged", "on": earlier})
    done = record.json("perform", reference, "entry_corrected", "--on", DAYS_AGO[1], f"entry={number}",
                       f"replacement={replacement}", "reason=The letter says so.")  # fmt: skip
    told = record.json("show", reference, by="ada@acorn.example")
    assert told["state"] == "open"
    assert told["entries"][0]["event"]["in_their_words"] == "It leaks."
    assert told["entries"][number - 1]["changed_by"] == done["last_number"]
    assert told["entries"][0]["recorded_by"] == "Callum Reed"
    assert told["deadlines"][0]["met_on"] == earlier
    _, out, _ = record("show", reference)
    assert f"corrected by entry {done['last_number']}" in out
    assert "recorded" in out
    assert "by Callum Reed" in out


def test_as_of_shows_what_was_written_by_then(record):
    reference = record.json("receive", "--on", DAYS_AGO[2], "--channel", "email")["reference"]
    assert record.json("as-of", reference, DAYS_AGO[2])["on_record"] is False
    assert "was not on record yet" in record("as-of", reference, f"{TODAY - timedelta(2):%d/%m/%Y}")[1]
    between = record.json("show", reference)["entries"][0]["recorded_at"].replace(" ", "T")
    record("perform", reference, "acknowledged", "--on", DAYS_AGO[1])
    assert len(record.json("show", reference)["entries"]) == 2
    told = record.json("as-of", reference, between)
    assert (told["on_record"], len(told["entries"])) == (True, 1)
    for moment, says in (("2090-01-01", "has not come yet"), ("yesterday-ish", "not a date")):
        code, _, err = record("as-of", reference, moment)
        assert code == 2
        assert says in err


def test_what_is_not_yours_looks_as_if_it_were_not_there(record):
    reference = record.json("receive", "--on", DAYS_AGO[2])["reference"]
    secret = record.json("receive", "--on", DAYS_AGO[2])["reference"]
    callum = next(each["id"] for each in record.json("staff", "list") if each["email"].startswith("callum"))
    record.json("perform", secret, "marked_confidential", "--on", DAYS_AGO[2], f"visible_to={callum}")
    assert record.json("show", secret)["reference"] == secret
    answers = set()
    for by, asked in (
        ("femi@beech.example", reference),
        ("callum@acorn.example", "AH-2611-9999"),
        ("ada@acorn.example", secret),
        ("cora@acorn.example", reference),
    ):
        answers |= {record("show", asked, by=by), record("as-of", asked, DAYS_AGO[1], by=by)}
    answers.add(record("perform", reference, "acknowledged", "--on", DAYS_AGO[1], by="femi@beech.example"))
    answers.add(record("perform", secret, "acknowledged", "--on", DAYS_AGO[1], by="ada@acorn.example"))
    assert answers == {(2, "", "putright: There is no such complaint, or it is not yours to work on.\n")}
    code, _, err = record("perform", reference, "acknowledged", "--on", DAYS_AGO[1], by="ada@acorn.example")
    assert (code, "not yours to record" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("receive", "--on", "31/02/2026"), "--on"),
        (("receive", "--on", DAYS_AGO[2], "--channel", "pigeon"), "telephone"),
        (("receive", "--on", DAYS_AGO[2], "channel"), "field=value"),
        (("receive", "--on", DAYS_AGO[2], f"on={DAYS_AGO[3]}"), "twice"),
        (("receive", "--on", (TODAY + timedelta(9)).isoformat()), "today is"),
        (("receive", "--on", DAYS_AGO[2], "--key", "7"), "UUID"),
        (("perform", "AH-2611-0001", "acknowleged", "--on", DAYS_AGO[2]), "did you mean acknowledged"),
        (("perform", "AH-2611-0001", "acknowledged", "--on", DAYS_AGO[2], "stage=x"), "stage"),
        (("perform", "AH-2611-0001", "acknowledged"), "--on"),
        (("verify", "--landlord", "ZZ"), "landlord"),
        (("verify", "--checkpoint", "no-such-file"), "cannot be read"),
        (("import", "no-such-file.csv"), "no-such-file.csv"),
        (("import", "--undo", "abc"), "no import"),
        (("export", "src", "--landlord", "AH"), "not empty"),
        (("restore", "--drill", "README.md"), "not a backup"),
        (("restore", "README.md", "--into", "src"), "not empty"),
        (("checkpoint", "x.json"), "--landlord AH or BH"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_one_sentence(asked, words, says):
    code, out, err = asked(*words)
    assert (code, out) == (2, "")
    assert says in err
    assert err.startswith("putright")
    assert err.count("\n") == 1


def test_who_acts_has_to_be_said(asked):
    assert "--as EMAIL" in asked("show", "AH-2611-0001", by="")[2]
    assert "nobody@x.example" in asked("show", "AH-2611-0001", "--as", "nobody@x.example")[2]


def test_small_commands_load_no_django():
    asks = "import sys; from putright.cli import main; main(['deadline','--from','2026-04-01','--working-days','5']); "
    done = subprocess.run([sys.executable, "-c", asks + "print('django' in sys.modules)"], capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "False"


def test_verify_finds_what_was_changed_behind_its_back_and_rebuild_mends_the_lists(record, tmp_path):
    reference = record.json("receive", "--on", DAYS_AGO[2], "--words", "It leaks.")["reference"]
    record.json("receive", "--on", DAYS_AGO[3])
    record.json("receive", "--on", DAYS_AGO[3], by="femi@beech.example")
    assert record.json("verify") == {"entries": 3, "complaints": 3, "requests": 0, "checkpoint": None, "faults": []}
    kept = tmp_path / "checkpoint.json"
    assert record("checkpoint", kept, "--landlord", "AH")[0] == 0
    assert "never written over" in record("checkpoint", kept, "--landlord", "AH")[2]
    assert "agrees with the checkpoint" in record("verify", "--checkpoint", kept)[1]

    record.raw(f"UPDATE summary SET next_due_on = '2030-01-01' WHERE reference = '{reference}'")
    assert record.json("rebuild")["differed"] == [reference]
    assert record.json("rebuild")["differed"] == []

    record.raw("UPDATE content SET text = 'It does not leak.'")
    code, out, _ = record("verify")
    assert code == 1
    assert f"{reference}, entry 1" in " ".join(out.split())
    record.raw("UPDATE content SET text = 'It leaks.'")

    complaint = record.raw(f"SELECT complaint FROM summary WHERE reference = '{reference}'")[0][0][0]
    tables = ("entry", "content", "request", "summary", "stage_summary", "promise_summary")
    record.raw(
        "DROP TRIGGER entry_not_deleted", *(f"DELETE FROM {each} WHERE complaint = '{complaint}'" for each in tables)
    )
    assert record("verify")[0] == 0  # gone without a trace, but for what was kept elsewhere
    faults = record.json("verify", "--checkpoint", kept, code=1)["faults"]
    assert len(faults) == 1
    assert "is gone" in faults[0]

    forged = json.loads(kept.read_text()) | {"complaints": {}}
    kept.write_text(json.dumps(forged))
    assert "signature" in record("verify", "--checkpoint", kept)[2]
    kept.write_text("[]")
    assert "not a checkpoint" in record("verify", "--checkpoint", kept)[2]


def test_doctor_says_what_needs_doing_and_tells_no_secret(record, tmp_path, records):
    secret = (record.home / "secret-key").read_text()
    empty = records(tmp_path / "new")
    told = empty.json("doctor", code=1)
    assert [each["how"] for each in told["checks"] if each["name"] == "tables"] == ["putright setup"]
    told = record.json("doctor")
    by_name = {each["name"]: each for each in told["checks"]}
    assert told["well"]
    assert by_name["journal"]["says"] == "wal"
    assert by_name["synchronous"]["says"] == "full"
    assert by_name["integrity"]["says"] == "ok"
    assert by_name["SQLite"]["state"] == "fine"
    record.json("receive", "--on", DAYS_AGO[2])
    code, out, err = record("doctor")
    assert code == 1
    assert "last backup" in out
    assert secret not in out + err
    record.home.chmod(0o755)
    record.raw("DROP TRIGGER entry_not_updated")
    todo = {each["name"] for each in record.json("doctor", code=1)["checks"] if each["state"] == "do"}
    assert todo == {"last backup", "last verify", "home is private", "append-only"}
    code, out, _ = record("doctor", PUTRIGHT_DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/none?connect_timeout=1")
    assert code == 1
    assert "hunter2" not in out
    assert "127.0.0.1:1" in out


def test_a_service_request_is_recorded_looked_at_found_and_raised_as_a_complaint_and_stays_open(record):
    asked = record.json("request", "ask", "--on", DAYS_AGO[3], "--words", "The kitchen tap drips.", "person=R-1")
    tap = asked["reference"]
    assert tap.startswith("AH-S-")
    assert [why["name"] for why in asked["request"]["attention"]] == ["no_review_set"]
    assert record("request", "record", tap, "answered", "--on", DAYS_AGO[2], "what=Soon.", "--expected", 1)[0] == 0
    code, _, err = record("request", "record", tap, "done", "--on", DAYS_AGO[2], "--expected", 1)
    assert code == 2
    assert "has changed since you opened it. Callum Reed, " in err
    (due,) = record.json("request", "list", "--due")
    assert (due["reference"], due["state"], due["what"]) == (tap, "answered", "The kitchen tap drips.")
    assert record.json("request", "find", "kitchen tap")["matches"][0]["reference"] == tap
    raised = record.json("request", "raise", tap, "--on", DAYS_AGO[2], "--words", "It still drips.")
    shown = record.json("show", raised["complaint"])
    assert "raised_from_service_request" in [each["event"]["event"] for each in shown["entries"]]
    after = record.json("show", tap)
    assert (after["state"], after["complaints"], after["last_number"]) == ("answered", [raised["complaint"]], 4)
    told = record.json("verify")
    assert (told["complaints"], told["requests"], told["faults"]) == (1, 1, [])
    for words in (
        ("request", "show", tap),
        ("show", tap),
        ("as-of", tap, DAYS_AGO[0]),
        ("request", "record", tap, "done", "--on", DAYS_AGO[2]),
    ):
        code, out, err = record(*words, by="femi@beech.example")
        assert (code, out) == (2, ""), words
        assert err.strip().endswith("or it is not yours to work on."), words
    assert record.json("request", "list", "--all", by="femi@beech.example") == []
    assert record.json("request", "list", by="ada@acorn.example")[0]["reference"] == tap
    code, _, err = record("request", "ask", "--on", DAYS_AGO[2], by="ada@acorn.example")
    assert (code, "That is not yours to record" in err) == (2, True)
    assert record("request", "show", tap)[0] == 0  # and nothing is wider than the terminal
