"""Files in and out of the record: import with its preview and its way back, export, backup, restore."""

import csv
import hashlib
import hmac
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent))

from test_cli_record import DAYS_AGO, ROOT, made, record, records  # noqa: F401

FIRST_LOOK = ROOT / "examples" / "spreadsheets" / "first-look.csv"
INTERRUPTED = """
import sys
from putright.cli import main
from putright.cli.with_record import set_up
set_up()
from putright.actions import importing
whole, done = importing.perform, []
def perform(*given):
    if len(done) == 2:
        raise KeyboardInterrupt
    done.append(whole(*given))
    return done[-1]
importing.perform = perform
sys.exit(main(sys.argv[1:]))
"""


def written(path, *rows):
    path.write_text(
        "complaint,event,on,stage,new_due_on,reason\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8"
    )
    return path


def counted(record):  # noqa: F811
    return record.raw("SELECT count(DISTINCT complaint), count(*) FROM entry")[0][0]


def test_preview_writes_nothing_and_go_imports_what_can_be(record, tmp_path):  # noqa: F811
    code, out, _ = record("import", FIRST_LOOK)
    assert code == 0
    assert "3 complaints can be imported" in out
    assert "line 17" in out
    assert "Nothing has been written" in out
    assert counted(record) == (0, 0)
    rejected = tmp_path / "rejected.csv"
    made_ = record.json("import", FIRST_LOOK, "--go", "--rejected", rejected)
    assert [each["complaint"] for each in made_["imported"]] == ["Larch Court 14", "Mill Street 3", "Elm Rise 22"]
    with rejected.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["complaint", "event", "on", "stage", "new_due_on", "reason", "not imported because"]
    assert [row[0] for row in rows[1:]] == ["Chapel Walk 7"] * 3
    assert "Waits for line 17" in rows[1][-1]
    reference = made_["imported"][1]["reference"]
    told = record.json("show", reference)
    events = [each["event"]["event"] for each in told["entries"]]
    assert events[:6] == ["received", "logged", "acknowledged", "responded", "escalated", "responded"]
    assert all(each["imported"] for each in told["entries"])
    assert told["entries"][0]["event"]["dates_only"] is True
    assert "first-look.csv, called Mill Street 3" in record("show", reference)[1].replace("\n       ", " ")
    raw = json.dumps(record.raw("SELECT body, on_behalf_of, recorded_by FROM entry"))
    assert "Mill Street" not in raw  # a reference may be somebody's name, and entries are for ever
    assert record.json("verify")["faults"] == []

    again = record.json("import", FIRST_LOOK, "--go", "--rejected", rejected)
    assert (again["imported"], len(again["already"])) == ([], 3)
    rejected.write_text(rejected.read_text(encoding="utf-8-sig").replace("2O26", "2026"), encoding="utf-8-sig")
    mended = record.json("import", rejected, "--go")
    assert [each["complaint"] for each in mended["imported"]] == ["Chapel Walk 7"]
    assert counted(record)[0] == 4
    assert [each["complaints"] for each in record.json("import", "--list")] == [3, 1]


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(record, tmp_path):  # noqa: F811
    rows = [
        f"C{n},{event},{on},,,"
        for n in range(1, 6)
        for event, on in (("received", "2026-09-01"), ("ack", "2026-09-03"))
    ]
    file = written(tmp_path / "five.csv", *rows)
    env = {"PUTRIGHT_HOME": str(record.home), "PUTRIGHT_AS": "callum@acorn.example", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, "import", file, "--go"], env=env, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 130, done.stderr
    assert "Stopped after 2 of 5" in done.stdout
    assert counted(record)[0] == 2
    went_on = record.json("import", file, "--go")
    assert [each["complaint"] for each in went_on["imported"]] == ["C3", "C4", "C5"]
    assert [each["complaint"] for each in went_on["already"]] == ["C1", "C2"]
    assert counted(record)[0] == 5
    assert len(record.json("import", "--list")) == 1
    # Another landlord may well use the same references.
    assert len(record.json("import", file, "--go", by="femi@beech.example")["imported"]) == 5


def test_an_import_is_taken_back_but_for_what_was_worked_on(record):  # noqa: F811
    made_ = record.json("import", FIRST_LOOK, "--go", "--rejected", record.home / "r.csv")
    batch, references = made_["import"], [each["reference"] for each in made_["imported"]]
    record.json(
        "perform", references[2], "correspondence_recorded", "--on", DAYS_AGO[1], "direction=in", "with_whom=resident"
    )
    code, out, _ = record("import", "--undo", batch)
    assert code == 0
    assert "2 complaints" in out
    assert "would be struck out" in out
    assert record.json("show", references[0])["state"] == "answered"
    undone = record.json("import", "--undo", batch, "--go", "--reason", "The wrong file.")
    assert undone["struck_out"] == sorted(references[:2])
    assert [each["reference"] for each in undone["left"]] == [references[2]]
    told = record.json("show", references[0])
    assert (told["state"], told["next_step"], told["findings"], told["deadlines"]) == ("struck out", None, [], [])
    assert "Its receipt was struck out" in record("show", references[0])[1]
    owed = record.raw(f"SELECT owed, breaches, (SELECT count(*) FROM stage_summary s WHERE s.complaint = summary.complaint) FROM "
                      f"summary WHERE reference = '{references[0]}'")  # fmt: skip
    assert owed == [[(0, 0, 0)]]
    assert record.json("verify")["faults"] == []
    assert record.json("rebuild")["differed"] == []
    assert record.json("import", "--undo", batch, "--go")["struck_out"] == []
    # The same file again: what was taken back comes anew, what stayed is left as it is.
    again = record.json("import", FIRST_LOOK, "--go", "--rejected", record.home / "r.csv")
    assert [each["complaint"] for each in again["imported"]] == ["Larch Court 14", "Mill Street 3"]
    assert [each["reference"] for each in again["already"]] == [references[2]]
    # Striking out the last entry undoes the taking back.
    last = told["last_number"]
    back = record.json("perform", references[0], "entry_struck_out", "--on", DAYS_AGO[1], f"entry={last}")
    assert back["complaint"]["state"] == "open"


def test_a_receipt_that_was_not_imported_cannot_be_struck_out(record):  # noqa: F811
    reference = record.json("receive", "--on", DAYS_AGO[2])["reference"]
    code, _, err = record("perform", reference, "entry_struck_out", "--on", DAYS_AGO[1], "entry=1")
    assert (code, "cannot be struck out" in err) == (2, True)


def test_headings_of_ones_own_are_mapped(record, tmp_path):  # noqa: F811
    path = tmp_path / "ours.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Sache", "Kam am", "Bestätigt", "Anmerkung"))
        sheet.write_row(1, 0, ("K-1", "01/09/2026", "unknown", "=1+1"))
        sheet.write_row(2, 0, ("", "02/09/2026", "04/09/2026", "@home"))
    assert "complaint" in record("import", path)[2]
    maps = ("--map", "Sache=complaint", "--map", "Kam am=received", "--map", "Bestätigt=acknowledged")
    preview = record.json("import", path, *maps)
    assert {each["heading"]: each["read_as"] for each in preview["columns"]}["Anmerkung"] is None
    assert [each["complaint"] for each in preview["planned"]] == ["K-1"]
    done = record.json("import", path, *maps, "--go")
    told = record.json("show", done["imported"][0]["reference"])
    assert [each["event"]["on"] for each in told["entries"]][:2] == ["2026-09-01", "unknown"]
    with Path(done["rejected_file"]).open(encoding="utf-8-sig", newline="") as file:
        assert [row[3] for row in csv.reader(file)] == ["Anmerkung", "'@home"]
    for given, says in (
        ("Sache=nonsense", "a column can be"),
        ("Nowhere=ignore", "no such column"),
        ("x", "HEADING=MEANING"),
    ):
        code, _, err = record("import", path, *maps[:4], "--map", given)
        assert (code, says in err) == (2, True), err


def test_rows_that_contradict_each_other_wait_and_a_doubtful_one_may_be_taken_as_read(record, tmp_path):  # noqa: F811
    file = written(
        tmp_path / "mixed.csv",
        "A,received,2026-09-01,,,", "A,ack,31/02/2026,,,",
        "B,received,2026-09-01,,,", "B,exploded,2026-09-02,,,",
        "C,received,2009-09-01,,,", "D,received,2026-09-01,,,",
    )  # fmt: skip
    preview = record.json("import", file)
    assert [each["complaint"] for each in preview["planned"]] == ["D"]
    assert sorted(each["line"] for each in preview["waiting"]) == [2, 3, 4, 5, 6]
    assert not any("counted as" in each["message"] for each in preview["notes"])
    as_read = record.json("import", file, "--as-read")
    assert [each["complaint"] for each in as_read["planned"]] == ["A", "B", "D"]
    auditor = record.json("import", file, by="ada@acorn.example")
    assert auditor["planned"] == []
    assert any("not yours" in each["message"] for each in auditor["notes"])


def test_export_holds_everything_of_one_landlord_and_nothing_of_another(record, tmp_path):  # noqa: F811
    record.json("receive", "--on", DAYS_AGO[2], "--words", "Das Dach leckt, sagt Asha.")
    record.json("receive", "--on", DAYS_AGO[2], "--words", "Another landlord's resident.", by="femi@beech.example")
    code, out, _ = record("export", tmp_path / "out", "--landlord", "AH")
    assert code == 0
    assert "personal data" in " ".join(out.split())
    folder = tmp_path / "out"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    everything = b""
    for name, told in manifest["files"].items():
        content = (folder / name).read_bytes()
        everything += content
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (told["sha256"], told["bytes"]), name
        assert content.count(b"\n") == told["rows"]
    assert "Das Dach leckt" in everything.decode()
    for left_out in ("Another landlord", "Femi", "Beech", "pbkdf2", "password"):
        assert left_out not in everything.decode(), left_out
    [complaint] = [json.loads(line) for line in (folder / "complaints.jsonl").read_text(encoding="utf-8").splitlines()]
    assert complaint["entries"][0]["in_their_words"] == "Das Dach leckt, sagt Asha."
    # As docs/how-to/record.md says, the chain can be checked without this program.
    row = json.loads((folder / "tables" / "entry.jsonl").read_text(encoding="utf-8"))
    body, digest = row.pop("body"), row.pop("digest")
    envelope = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(f"{'0' * 64}\n{envelope}\n{body}".encode()).hexdigest() == digest
    words = json.loads((folder / "tables" / "content.jsonl").read_text(encoding="utf-8"))
    salted = hmac.new(bytes.fromhex(words["salt"]), words["text"].encode(), hashlib.sha256).hexdigest()
    assert json.loads(body)["in_their_words"] == {"content": words["id"], "digest": salted}
    zipped = record.json("export", tmp_path / "out.zip", "--landlord", "AH")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert set(archive.namelist()) == {"manifest.json", *zipped["files"]}


def test_a_backup_comes_back_bit_for_bit_and_a_damaged_one_is_found_out(record, records, tmp_path):  # noqa: F811
    reference = record.json("receive", "--on", DAYS_AGO[2], "--words", "It leaks.")["reference"]
    digest = hashlib.sha256(b"a letter").hexdigest()
    kept = record.home / "documents" / digest[:2] / digest
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a letter")
    backup = tmp_path / "backup.zip"
    told = record.json("backup", backup)
    assert set(told["files"]) == {"putright.sqlite3", f"documents/{digest[:2]}/{digest}"}
    assert "never written over" in record("backup", backup)[2]
    assert backup.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(backup) as archive:
        assert not any("secret" in name for name in archive.namelist())
    record.json("perform", reference, "acknowledged", "--on", DAYS_AGO[1])
    code, out, _ = record("restore", "--drill", backup)
    assert code == 0, out
    assert "bit for bit" in " ".join(out.split())
    assert len(record.json("show", reference)["entries"]) == 2  # the record in use is untouched
    into = tmp_path / "restored"
    assert record.json("restore", backup, "--into", into)["verified"] is True
    restored = records(into)
    assert len(restored.json("show", reference)["entries"]) == 1
    assert (into / "documents" / digest[:2] / digest).read_bytes() == b"a letter"
    record.json("verify")
    assert record.json("doctor")["well"]

    for name, change, says in (
        ("tampered", {"putright.sqlite3": b"x"}, "not what was backed up"),
        ("added", {"../evil": b"x"}, "not in its manifest"),
        ("lost", {f"documents/{digest[:2]}/{digest}": None}, "missing"),
    ):
        bad = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(bad, "w") as made_:
            contents = {each: archive.read(each) for each in archive.namelist()} | change
            for each, content in contents.items():
                if content is not None:
                    made_.writestr(each, content)
        code, out, _ = record("restore", "--drill", bad)
        assert (code, says in " ".join(out.split())) == (1, True), out
    assert not (tmp_path.parent / "evil").exists()

    rotten = tmp_path / "rotten.zip"
    record.raw("UPDATE content SET text = 'It never leaked.'")
    record.json("backup", rotten)
    faults = record.json("restore", "--drill", rotten, code=1)["faults"]
    assert any("not what" in each for each in faults)


@pytest.mark.parametrize("name", ["folder", "file"])
def test_a_backup_is_not_half_written(record, tmp_path, name):  # noqa: F811
    where = tmp_path / "missing" / "b.zip" if name == "folder" else tmp_path / "there.zip"
    if name == "file":
        where.write_bytes(b"mine")
    code, _, err = record("backup", where)
    assert code == 2
    assert err.count("\n") == 1
    assert list(tmp_path.rglob("*.part")) == []
    assert name == "folder" or where.read_bytes() == b"mine"
