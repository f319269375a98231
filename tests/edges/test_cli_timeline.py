"""`putright timeline` on files as people keep them."""

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from putright.cli import main

ROOT = Path(__file__).parents[2]
FIRST_LOOK = ROOT / "examples" / "spreadsheets" / "first-look.csv"
LONG = """complaint,event,on,stage,new_due_on,reason
C1,received,2026-04-01,,,
C1,acknowledged,13/04/2026,,,
C1,responded,27 April 2026,,,
"""


def run(capsys, *words):
    code = main(["timeline", *map(str, words), "--today", "2026-11-20"])
    out, err = capsys.readouterr()
    return code, out, err


def as_json(capsys, *words):
    code, out, _ = run(capsys, *words, "--json")
    assert code == 0
    return json.loads(out)


def written(tmp_path, text, name="dates.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_the_stable_shape(capsys, tmp_path):
    answer = as_json(capsys, written(tmp_path, LONG))
    assert set(answer) == {"complaints", "rejected"}
    [complaint] = answer["complaints"]
    assert complaint["complaint"] == "C1"
    assert complaint["edition"] == "2024"
    assert "1 Apr 2024" in complaint["because"]
    acknowledge, respond = complaint["deadlines"]
    assert {key: acknowledge[key] for key in ("what", "stage", "from", "working_days", "due_on", "met_on")} == {
        "what": "acknowledge",
        "stage": 1,
        "from": "2026-04-01",
        "working_days": 5,
        "due_on": "2026-04-10",
        "met_on": "2026-04-13",
    }
    assert (acknowledge["late_by_working_days"], acknowledge["provision"]) == (1, "6.2")
    assert (respond["due_on"], respond["strict_due_on"], respond["late_by_working_days"]) == (
        "2026-04-27",
        "2026-04-24",
        0,
    )
    assert "Good Friday" in acknowledge["explanation"]
    assert {(f["provision"], f["grade"]) for f in complaint["findings"]} == {("6.2", "breach"), ("6.3", "warning")}


def test_a_scottish_calendar_moves_the_date(capsys, tmp_path):
    path = written(tmp_path, LONG)
    england = as_json(capsys, path)["complaints"][0]["deadlines"][0]["due_on"]
    scotland = as_json(capsys, path, "--nation", "scotland")["complaints"][0]["deadlines"][0]["due_on"]
    assert (england, scotland) == ("2026-04-10", "2026-04-09")  # Easter Monday is worked in Scotland


def test_another_edition_for_all_of_them(capsys, tmp_path):
    [complaint] = as_json(capsys, written(tmp_path, LONG), "--edition", "2022")["complaints"]
    assert complaint["edition"] == "2022"
    assert {d["provision"] for d in complaint["deadlines"]} == {"4.1", "5.1"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LONG, "utf-8-sig"),
        (LONG, "utf-16"),
        (LONG.replace(",", ";"), "cp1252"),
        (LONG.replace(",", "\t"), "utf-8"),
        (LONG.replace("\n", "\r\n"), "utf-8"),
        (LONG.replace("C1", '"C1, ""the tower"""').replace("complaint,", "complaint,"), "utf-8"),
    ],
    ids=["bom", "utf-16", "semicolons", "tabs", "windows lines", "quoted"],
)
def test_csv_however_it_was_saved(capsys, tmp_path, text, encoding):
    answer = as_json(capsys, written(tmp_path, text, encoding=encoding))
    assert answer["rejected"] == []
    assert [d["due_on"] for d in answer["complaints"][0]["deadlines"]] == ["2026-04-10", "2026-04-27"]


def test_excel_with_real_dates_text_and_numbers(capsys, tmp_path):
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Complaints")
        rows = [("C1", "received", date(2026, 4, 1)), ("C1", "acknowledged", datetime(2026, 4, 13, 9, 5))]
        for column, name in enumerate(("Complaint", "Event", "On")):
            sheet.write(0, column, name)
        for line, (name, event, on) in enumerate(rows, start=1):
            sheet.write(line, 0, name)
            sheet.write(line, 1, event)
            sheet.write_datetime(line, 2, on, day)
        sheet.write_row(3, 0, ("C1", "responded", "27/04/2026"))
        sheet.write_row(5, 0, ("C1", "escalated", "31/02/2026"))
    answer = as_json(capsys, path)
    assert [d["met_on"] for d in answer["complaints"][0]["deadlines"][:2]] == ["2026-04-13", "2026-04-27"]
    assert [each["line"] for each in answer["rejected"]] == [6]


def test_a_number_for_a_reference_stays_what_it_looks_like(capsys, tmp_path):
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("complaint", "event", "on"))
        sheet.write_row(1, 0, (10452, "received", "01/04/2026"))
    assert as_json(capsys, path)["complaints"][0]["complaint"] == "10452"


def test_bad_rows_are_told_by_line_and_the_rest_runs(capsys):
    code, out, _ = run(capsys, FIRST_LOOK)
    assert code == 0
    assert "line 17" in out
    assert "4 complaints" in out


def test_a_year_that_is_not_known_rejects_that_complaint_and_no_other(capsys, tmp_path):
    path = written(tmp_path, LONG + "C2,received,2009-04-01,,,\nC2,acknowledged,2009-04-03,,,\n")
    answer = as_json(capsys, path)
    assert [c["complaint"] for c in answer["complaints"]] == ["C1"]
    assert "2009" in answer["rejected"][0]["message"]
    assert answer["rejected"][0]["line"] == 5


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"event,on\nreceived,2026-04-01\n", "complaint"),
        (b"PK\x03\x04 not really a workbook", "dates.csv"),
    ],
)
def test_a_file_that_will_not_do_is_answered_in_one_sentence(capsys, tmp_path, content, says):
    path = tmp_path / "dates.csv"
    path.write_bytes(content)
    code, out, err = run(capsys, path)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [("no-such-file.csv",), (FIRST_LOOK, "--nation", "atlantis"), (FIRST_LOOK, "--edition", "1999"), (".",)],
    ids=["file", "nation", "edition", "folder"],
)
def test_what_cannot_be_done_is_exit_code_2_and_one_sentence(capsys, words):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith("putright: ")
    assert "Traceback" not in err


def test_lines_stay_within_eighty_columns(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run(capsys, FIRST_LOOK, "--working")
    assert max(map(len, out.splitlines())) <= 80


def test_the_sheet_with_the_headings_is_read_and_a_merged_reference_stands_in_each_of_its_rows(capsys, tmp_path):
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read me").write(0, 0, "How to use this log")
        sheet = book.add_worksheet("Log")
        sheet.merge_range("A1:C1", "Complaints 2026")
        sheet.write_row(1, 0, ("complaint", "event", "on"))
        sheet.merge_range("A3:A5", "C1")
        for line, row in enumerate(
            (("received", "01/04/2026"), ("acknowledged", "08/04/2026"), ("responded", "22/04/2026")), 2
        ):
            sheet.write_row(line, 1, row)
    answer = as_json(capsys, path)
    assert answer["rejected"] == []
    [complaint] = answer["complaints"]
    assert [d["late_by_working_days"] for d in complaint["deadlines"]] == [0, 0]


def test_what_is_open_overdue_or_missing_is_told_apart(capsys, tmp_path):
    rows = [
        "A,received,2026-04-01\nA,responded,2026-04-20\n",  # answered after the last day to acknowledge, without one
        "B,received,2026-10-01\n",
        "C,received,2026-11-19\n",
    ]
    _, out, _ = run(capsys, written(tmp_path, "complaint,event,on\n" + "".join(rows)))
    ends = [line.split()[-1] for line in out.splitlines() if line.startswith("  Acknowledge")]
    assert ends == ["missing", "overdue", "open"]
    assert "0 of 2 in time  1 missing, 1 overdue, 1 not yet due" in out


def test_the_edition_is_explained_where_it_is_not_the_one_of_the_day(capsys, tmp_path):
    rows = "old,received,2019-03-11\nnone,acknowledged,2026-04-01\nusual,received,2026-04-01\n"
    _, out, _ = run(capsys, written(tmp_path, "complaint,event,on\n" + rows))
    old, none, usual = (" ".join(part.split()) for part in out.split("\n\n")[:3])
    assert "used for comparison only" in old
    assert "check it against the file" in none
    assert "edition governs" not in usual


def test_another_familys_code_is_named_in_full(capsys, tmp_path):
    _, out, _ = run(capsys, written(tmp_path, LONG), "--edition", "lgsco 2024")
    assert out.startswith("C1  lgsco 2024 edition\n")


def test_a_calendar_that_cannot_be_read_is_one_sentence(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("PUTRIGHT_BANK_HOLIDAYS", str(tmp_path / "gone.toml"))
    code, out, err = run(capsys, FIRST_LOOK)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "gone.toml cannot be read" in err


def test_a_terminal_without_the_letters_and_a_full_disk(tmp_path):
    path = written(tmp_path, LONG + "C1,posted,2026-04-01,,,\n")
    command = [
        sys.executable,
        "-c",
        "import sys; from putright.cli import main; sys.exit(main())",
        "timeline",
        str(path),
    ]
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for more in ([], ["--json"]):
        done = subprocess.run([*command, *more], env=narrow, capture_output=True, check=True)
        assert b"posted" in done.stdout
    assert json.loads(done.stdout)["rejected"][0]["message"].startswith("“posted”")
    full = Path("/dev/full")
    if full.exists():
        with full.open("w") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert b"cannot be written" in done.stderr
