"""The same self-assessment as text, HTML, DOCX and PDF: the same rows come back, whichever the landlord published."""

import html
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from putright.documents import read_document
from putright.passages import PassageKind
from putright.self_assessment import Answer, read

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "documents"
WIDTHS = {5: [60, 220, 70, 230, 180], 2: [200, 500]}
INPUTS = Path(__file__).parent / "inputs" / "self_assessments"


def parts(document):
    """Runs of rows, and lines between them."""
    rows = []
    for passage in document.passages:
        if passage.kind is PassageKind.ROW:
            rows.append(passage.cells)
            continue
        if rows:
            yield rows
        rows = []
        yield f"- {passage.text}" if passage.kind is PassageKind.BULLET else passage.text
    if rows:
        yield rows


def wide(rows):
    most = max(map(len, rows))
    return [[*row, *[""] * (most - len(row))] for row in rows]


def as_html(written, path):
    body = []
    for part in written:
        if isinstance(part, str):
            body.append(f"<p>{html.escape(part)}</p>")
        else:
            body.append(
                "<table>"
                + "".join(f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in row)}</tr>" for row in part)
                + "</table>"
            )
    path.write_text(f"<!doctype html><html><body>{''.join(body)}</body></html>", encoding="utf-8")


def as_docx(written, path):
    document = docx.Document()
    for part in written:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        rows = wide(part)
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.save(path)


def as_pdf(written, path):
    words = getSampleStyleSheet()["BodyText"]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    story = []
    for part in written:
        if isinstance(part, str):
            story.append(Paragraph(html.escape(part), words))
            continue
        rows = wide(part)
        cells = [[Paragraph(html.escape(cell), words) for cell in row] for row in rows]
        story.append(Table(cells, colWidths=WIDTHS.get(len(rows[0])), style=grid, repeatRows=1))
    SimpleDocTemplate(str(path), pagesize=landscape(A4), leftMargin=30, rightMargin=30).build(story)


WRITERS = {"html": as_html, "docx": as_docx, "pdf": as_pdf}


def answers(assessment):
    return {row.provision: row.answer for row in assessment.rows}


def letters(text):
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(
    "name", ["thrive-self-assessment-2024", "longhurst-self-assessment-2022", "progress-self-assessment-2024"]
)
def test_a_real_one_in_every_format(tmp_path, name, form):
    source = DOCUMENTS / f"{name}.txt"
    if not source.is_file():
        pytest.skip(f"the real documents are not beside this repository ({source.name})")
    document = read_document(source)
    expected = read(document)
    path = tmp_path / f"{name}.{form}"
    WRITERS[form](list(parts(document)), path)
    found = read(read_document(path))
    assert found.edition == expected.edition
    assert answers(found) == answers(expected)
    differ = [
        (old.provision, old.evidence, new.evidence)
        for old, new in zip(expected.rows, found.rows, strict=True)
        if letters(old.evidence + old.commentary) != letters(new.evidence + new.commentary)
    ]
    assert differ == []


CASES = {
    "accordion.html": {
        "1.2": Answer.YES,
        "1.3": Answer.NO,
        "1.4": Answer.PARTIAL,
        "6.3": Answer.NOT_STATED,
        "9.5": Answer.NOT_APPLICABLE,
    },
    "on-its-side.html": {"1.2": Answer.YES, "1.3": Answer.NO, "1.4": Answer.IN_PROGRESS, "1.5": Answer.NOT_STATED},
    "yes-and-no-columns.html": {
        "1.2": Answer.YES,
        "1.3": Answer.NO,
        "1.4": Answer.NOT_STATED,
        "1.5": Answer.NOT_APPLICABLE,
    },
    "terms.html": {"2.1": Answer.YES, "2.2": Answer.NO, "2.3": Answer.YES},
    "wrapped.txt": {"6.1": Answer.YES, "6.2": Answer.NO, "6.3": Answer.YES, "6.4": Answer.NOT_STATED},
}


@pytest.mark.parametrize("name", CASES)
def test_other_pages(name):
    found = read(read_document(INPUTS / name))
    assert found.edition == "2024"
    assert {row.provision: row.answer for row in found.rows if row.where} == CASES[name]
