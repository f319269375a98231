"""Spreadsheets: CSV in its many forms, XLSX with its dates, and the ones that cannot be read."""

from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.documents import DocumentError, Row, read_rows


@pytest.fixture
def csv_file(tmp_path):
    def write(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_delimiter_and_encoding(csv_file, mark, encoding):
    lines = [["received", "what"], ["2026-04-01", "café; noise, again"], ["2026-04-02", "lift"]]
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines)
    assert [row.cells for row in read_rows(csv_file(text.encode(encoding)))] == [tuple(line) for line in lines]


def test_lines_are_true_with_breaks_in_quotes_and_empty_rows(csv_file):
    rows = read_rows(csv_file('a,b\n\n1,"two\nlines"\n,\n3,\n'))
    assert rows == [Row(1, ("a", "b")), Row(3, ("1", "two\nlines")), Row(6, ("3", None))]


def test_one_column_and_commas_in_words(csv_file):
    assert [row.cells for row in read_rows(csv_file("what\nlift\nnoise\n"))] == [("what",), ("lift",), ("noise",)]


def book(path, *sheets):
    with xlsxwriter.Workbook(str(path)) as workbook:
        day, moment = (
            workbook.add_format({"num_format": "dd/mm/yyyy"}),
            workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        )
        for cells in sheets:
            sheet = workbook.add_worksheet()
            for (row, column), value in cells.items():
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, moment if isinstance(value, datetime) else day)
                else:
                    sheet.write(row, column, value)
    return path


def test_the_first_filled_sheet_with_dates_as_dates_and_rows_as_in_excel(tmp_path):
    filled = {
        (2, 0): "received",
        (4, 0): date(2026, 4, 1),
        (4, 1): datetime(2026, 4, 1, 9, 30),
        (4, 2): 7,
        (4, 3): 7.5,
        (4, 4): True,
    }
    rows = read_rows(book(tmp_path / "a.xlsx", {}, filled))
    assert [row.line for row in rows] == [3, 5]
    assert rows[1].cells == (date(2026, 4, 1), datetime(2026, 4, 1, 9, 30), 7, 7.5, "TRUE")
    assert type(rows[1].cells[0]) is date


def refusal(path):
    with pytest.raises(DocumentError) as no:
        read_rows(path)
    assert str(no.value).endswith(".")
    return str(no.value)


def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, csv_file):
    assert "no filled sheet" in refusal(book(tmp_path / "empty.xlsx", {}))
    assert "cells" in refusal(book(tmp_path / "far.xlsx", {(0, 0): "a", (1_048_575, 16_383): "b"}))
    assert "empty" in refusal(csv_file(b""))
    assert "no filled rows" in refusal(csv_file(",,\n,,\n"))
    assert "not a spreadsheet" in refusal(csv_file("<html><body>x</body></html>", "a.html"))
    assert "named as an Excel workbook" in refusal(csv_file("a,b", "a.xlsx"))
    assert "no such file" in refusal(tmp_path / "gone.csv")


def test_too_many_rows(csv_file, monkeypatch):
    monkeypatch.setattr("putright.documents.tables.MAX_ROWS", 3)
    assert "more than 3 rows" in refusal(csv_file("a\nb\nc\nd\n"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(csv_file, content, name):
    with suppress(DocumentError):
        read_rows(csv_file(content, name))


def test_quotes_that_are_never_closed_swallow_no_rows(csv_file):
    assert "line 2: the quotes opened there" in refusal(csv_file('a,b\n"1,x\n2,y\n'))
    assert [row.cells for row in read_rows(csv_file('a,b\n1,"x\ny"\n'))][1] == ("1", "x\ny")
    assert len(read_rows(csv_file('a,b\n1,6" pipe\n2,y\n'))) == 3


def test_the_sheet_that_is_wanted_else_the_first_filled_one(tmp_path):
    path = book(tmp_path / "a.xlsx", {}, {(0, 0): "notes"}, {(0, 0): "log"})
    assert read_rows(path, wanted=lambda rows: rows[0].cells[0] == "log")[0].cells == ("log",)
    assert read_rows(path, wanted=lambda _: False)[0].cells == ("notes",)
