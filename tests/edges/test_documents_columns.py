"""Tables that white space alone parts into columns, in PDFs and in text made from them: the same rows come back.

The sentences are our own; the real documents' rows are read on the fly where they stand beside this repository.
"""

import html
import random
import textwrap
from itertools import groupby
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from putright.documents import read_document
from putright.passages import PassageKind
from putright.rulebook import rulebook
from putright.self_assessment import Answer, read
from putright.self_assessment.telling import telling

DOCUMENTS = Path(__file__).parents[2].parent / "shared" / "documents"
WORDS = ParagraphStyle("words", fontName="Helvetica", fontSize=9, leading=10.8)
HEADS = {
    5: ["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"],
    4: ["Code section", "Code requirement", "Comply: Yes/No", "Evidence, commentary and any explanations"],
}
WIDTHS = {5: [60, 220, 70, 230, 180], 4: [60, 270, 80, 340], 2: [200, 500]}
OTHERS = {"1.6": "No", "3.3": "Partially", "5.4": "N/A", "6.11": "No - in progress", "8.2": ""}
SAID = {
    "No": Answer.NO,
    "Partially": Answer.PARTIAL,
    "N/A": Answer.NOT_APPLICABLE,
    "No - in progress": Answer.IN_PROGRESS,
    "": Answer.NOT_STATED,
    "Yes": Answer.YES,
}


def rows_of(year, *, notes=True):
    """A row for each provision of a form: its telling words for the requirement, and evidence of one to nine lines."""
    edition = rulebook(year)
    known = telling(edition)
    for at, provision in enumerate(edition.assessed):
        words = sorted(known._words[provision.id])
        asked = f"Landlords must see to all of this: {', '.join(words * (1 + at % 3))}."
        said = " ".join(
            f"Our handbook {provision.id.replace('.', '-')} says so on page {n}." for n in range(1 + at % 4 * 3)
        )
        row = [provision.id, asked, OTHERS.get(provision.id, "Yes"), said]
        yield [*row, "Dilys looks at it every spring." if at % 4 == 0 else ""] if notes else row


def sections(rows, columns):
    """Parts of a document: a title, and under each section's heading a table with headings of its own."""
    yield "Northfield Homes self-assessment against the Complaint Handling Code"
    for section, of_section in groupby(rows, key=lambda row: row[0].split(".")[0]):
        yield f"Section {section}: How we see to the things of section {section}"
        yield [HEADS[columns], *of_section]


STYLES = {
    "nothing": [],
    "lines across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")],
    "a line under the headings": [("LINEBELOW", (0, 0), (-1, 0), 1, "black")],
    "shaded headings": [("BACKGROUND", (0, 0), (-1, 0), "lightblue")],
    "every other row shaded": [("ROWBACKGROUNDS", (0, 1), (-1, -1), ["white", "lightgrey"])],
    "all rows shaded": [("ROWBACKGROUNDS", (0, 1), (-1, -1), ["lightblue", "lightgrey"])],
    "one column shaded": [("BACKGROUND", (0, 0), (0, -1), "lightgrey")],
    "cells shaded": [("BACKGROUND", (at, 0), (at, -1), "#DDEEF" + str(at)) for at in range(4)],
}


def as_pdf(parts, path, style, *, padding=3, split=False, page=A4, portrait=False, furniture=True):
    story = []
    table = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), padding),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), padding), *style])  # fmt: skip
    for part in parts:
        if isinstance(part, str):
            story.append(Paragraph(html.escape(part), WORDS))
            continue
        most = max(map(len, part))
        cells = [[Paragraph(html.escape(c).replace("\n", "<br/>"), WORDS) for c in [*row, *[""] * (most - len(row))]] for row in part]  # fmt: skip
        widths = [width * (0.68 if portrait else page[1] / A4[1]) for width in WIDTHS[most]]
        story.append(Table(cells, colWidths=widths, style=table, repeatRows=1, splitInRow=int(split)))

    size = page if portrait else landscape(page)

    def edge(paper, _):
        paper.setFont("Helvetica", 8)
        if furniture:
            paper.drawString(40, size[1] - 25, "Northfield Homes")
            paper.drawRightString(size[0] - 40, size[1] - 25, "Complaints")
            paper.drawCentredString(size[0] / 2, 20, f"Page {paper.getPageNumber()} of 30")

    SimpleDocTemplate(str(path), pagesize=size, leftMargin=40, rightMargin=40, topMargin=50).build(
        story, onFirstPage=edge, onLaterPages=edge
    )
    return path


def letters(text):
    return "".join(sign for sign in text if sign.isalnum())


def assert_reads_back(path, rows, edition="2024"):
    found = read(read_document(path), edition)
    wrong = {
        row[0]: (row[2], found.row(row[0]).answer.value) for row in rows if found.row(row[0]).answer is not SAID[row[2]]
    }
    assert wrong == {}
    differ = [
        (row[0], " ".join(row[3:]), found.row(row[0]).evidence, found.row(row[0]).commentary)
        for row in rows
        if letters(found.row(row[0]).evidence + found.row(row[0]).commentary) != letters("".join(row[3:]))
    ]
    assert differ == []
    assert not any("could not be told apart" in note for note in found.notes)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("year", "columns"), [("2024", 5), ("2022", 4)])
def test_tables_without_columns_drawn(tmp_path, style, year, columns):
    rows = list(rows_of(year, notes=columns == 5))[: None if style == "nothing" else 26]
    path = as_pdf(sections(rows, columns), tmp_path / "a.pdf", STYLES[style])
    assert_reads_back(path, rows, year)


@pytest.mark.parametrize("style", ["nothing", "lines across", "every other row shaded"])
@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
@pytest.mark.parametrize("split", [False, True], ids=["whole rows", "rows over pages"])
def test_answers_at_the_top_or_in_the_middle(tmp_path, style, middle, split):
    rows = list(rows_of("2024"))[:30]
    look = [*STYLES[style], ("VALIGN", (0, 1), (-1, -1), "MIDDLE" if middle else "TOP")]
    path = as_pdf(sections(rows, 5), tmp_path / "a.pdf", look, split=split)
    if middle and split:
        assert_no_answer_moves(path, rows)
    else:
        assert_reads_back(path, rows)


@pytest.mark.parametrize("padding", [0, 1, 6])
def test_rows_close_together(tmp_path, padding):
    rows = list(rows_of("2024"))
    assert_reads_back(as_pdf(sections(rows, 5), tmp_path / "a.pdf", [], padding=padding), rows)


def test_rows_in_the_middle_without_white_between_are_not_guessed(tmp_path):
    rows = list(rows_of("2024"))
    look = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    assert_no_answer_moves(as_pdf(sections(rows, 5), tmp_path / "a.pdf", look, padding=0), rows)


def assert_no_answer_moves(path, rows):
    found = read(read_document(path))
    for row in found.rows:
        said = next((SAID[one[2]] for one in rows if one[0] == row.provision), None)
        assert row.answer in {said, Answer.NOT_STATED}


def test_one_table_with_its_headings_once(tmp_path):
    rows = list(rows_of("2024"))
    path = as_pdf([[HEADS[5], *rows]], tmp_path / "a.pdf", [], furniture=False)
    assert_reads_back(path, rows)


@pytest.mark.parametrize(("page", "portrait"), [(A4, True), (A3, False)], ids=["upright", "A3"])
def test_other_pages(tmp_path, page, portrait):
    rows = list(rows_of("2024"))
    assert_reads_back(as_pdf(sections(rows, 5), tmp_path / "a.pdf", [], page=page, portrait=portrait), rows)


def test_words_before_and_after_the_tables(tmp_path):
    rows = list(rows_of("2024"))
    contents = [f"{section}. How we see to section {section} {'.' * 60} {section + 2}" for section in range(1, 10)]
    ends = ["Signed by the Chair of the Board", "Ezra &nbsp; 3 May 2025", "Yes"]
    path = as_pdf(["Contents", *contents, *sections(rows, 5), *ends], tmp_path / "a.pdf", [])
    assert_reads_back(path, rows)


def without_a_number(rows, number):
    return [["" if row[0] == number else row[0], *row[1:]] for row in rows]


@pytest.mark.parametrize("form", ["pdf", "txt"])
@pytest.mark.parametrize("style", ["nothing", "lines across"])
def test_a_row_without_a_number_gives_its_answer_to_no_other(tmp_path, form, style):
    """8.2 has no answer, and the number of 8.3 is missing: its yes is not the answer to 8.2."""
    rows = list(rows_of("2024"))[-24:]
    parts = list(sections(rows, 5))
    parts = [part if isinstance(part, str) else without_a_number(part, "8.3") for part in parts]
    path = tmp_path / f"a.{form}"
    if form == "pdf":
        as_pdf(parts, path, STYLES[style])
    else:
        path.write_text(as_text(parts, COLUMNS[5], blank=int(style == "nothing")), encoding="utf-8")
    assert_no_answer_moves(path, rows)
    assert read(read_document(path)).row("8.2").answer is Answer.NOT_STATED


@pytest.mark.parametrize("seed", range(24))
def test_no_answer_moves_in_any_layout(tmp_path, seed):
    """Answers, layouts and lengths drawn by lot: what cannot be told is left open, and nothing is read as something else."""
    lot = random.Random(seed)
    year, columns = lot.choice([("2024", 5), ("2022", 4)])
    rows = list(rows_of(year, notes=columns == 5))
    at = lot.randrange(40)
    rows = rows[at : at + lot.randrange(6, 30)]
    for row in rows:
        row[2] = lot.choice(["Yes", "Yes", "No", "N/A", "Partially", ""])
        row[3] = row[3][: lot.randrange(5, 400)]
    written = without_a_number(rows, lot.choice(rows)[0]) if lot.random() < 0.3 else rows
    parts = [[HEADS[columns], *written]] if lot.random() < 0.4 else list(sections(rows, columns))
    path = tmp_path / ("a.pdf" if seed % 4 == 0 else "a.txt")
    if seed % 4 == 0:
        look = [
            *STYLES[lot.choice(list(STYLES))],
            ("VALIGN", (0, 1), (-1, -1), lot.choice(["TOP", "MIDDLE", "BOTTOM"])),
        ]
        as_pdf(parts, path, look, padding=lot.choice([0, 1, 3]), split=lot.random() < 0.5)
    else:
        widths = [lot.randrange(low, high) for low, high in ((10, 14), (25, 60), (10, 14), (25, 60), (12, 30))][
            :columns
        ]
        layout = {"blank": lot.choice([0, 1]), "gap": lot.choice([1, 2, 3]), "middle": lot.random() < 0.4}
        path.write_text(as_text(parts, widths, per_page=lot.choice([0, 40, 60]), **layout), encoding="utf-8")
    found = read(read_document(path), year)
    said = {row[0]: SAID[row[2]] for row in rows}
    for row in found.rows:
        assert row.answer in {said.get(row.provision), Answer.NOT_STATED}


def parts_of(document):
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


@pytest.mark.parametrize("style", ["nothing", "lines across", "every other row shaded", "cells shaded"])
@pytest.mark.parametrize("name", ["longhurst-self-assessment-2022", "progress-self-assessment-2024"])
def test_the_rows_of_a_real_one(tmp_path, name, style):
    source = DOCUMENTS / f"{name}.txt"
    if not source.is_file():
        pytest.skip(f"the real documents are not beside this repository ({source.name})")
    expected = read(read_document(source))
    path = as_pdf(list(parts_of(read_document(source))), tmp_path / "a.pdf", STYLES[style])
    found = read(read_document(path))
    assert found.edition == expected.edition
    assert {r.provision: r.answer for r in found.rows} == {r.provision: r.answer for r in expected.rows}
    differ = [
        (old.provision, old.evidence, new.evidence)
        for old, new in zip(expected.rows, found.rows, strict=True)
        if letters(old.evidence + old.commentary) != letters(new.evidence + new.commentary)
    ]
    assert differ == []


def as_text(parts, widths, *, blank=1, gap=2, middle=False, per_page=0):
    """The parts laid out with spaces, cells wrapped side by side, as text taken from a PDF has them."""
    lines = []
    for part in parts:
        if isinstance(part, str):
            lines += [part, ""]
            continue
        for row in part:
            cells = [
                textwrap.wrap(" ".join(cell.split()), width) or [""] for cell, width in zip(row, widths, strict=True)
            ]
            high = max(map(len, cells))
            if middle:
                cells = [[""] * ((high - len(cell)) // 2) + cell for cell in cells]
            for at in range(high):
                line = (" " * gap).join((cell[at] if at < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True))  # fmt: skip
                lines.append(line.rstrip())
            lines += [""] * blank
    if per_page:
        pages = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]
        return "\f".join("\n".join([*page, "", f"{' ' * 60}Page {n}", ""]) for n, page in enumerate(pages, 1))
    return "\n".join(lines)


COLUMNS = {5: [12, 44, 10, 44, 30], 4: [12, 60, 10, 60]}


@pytest.mark.parametrize("blank", [0, 1], ids=["close", "apart"])
@pytest.mark.parametrize("gap", [1, 2, 4])
@pytest.mark.parametrize("per_page", [0, 50], ids=["whole", "pages"])
@pytest.mark.parametrize(("year", "columns"), [("2024", 5), ("2022", 4)])
def test_text_laid_out_in_columns(tmp_path, year, columns, blank, gap, per_page):
    rows = list(rows_of(year, notes=columns == 5))
    path = tmp_path / "a.txt"
    path.write_text(
        as_text(sections(rows, columns), COLUMNS[columns], blank=blank, gap=gap, per_page=per_page), encoding="utf-8"
    )
    assert_reads_back(path, rows, year)


def test_text_with_answers_in_the_middle_of_their_rows(tmp_path):
    rows = list(rows_of("2024"))
    path = tmp_path / "a.txt"
    path.write_text(as_text(sections(rows, 5), COLUMNS[5], middle=True), encoding="utf-8")
    assert_reads_back(path, rows)
    path.write_text(as_text(sections(rows, 5), COLUMNS[5], middle=True, blank=0), encoding="utf-8")
    assert_no_answer_moves(path, rows)
