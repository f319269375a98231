"""Pages read a second in each format, and policies checked a second. Run by `bench/run.py`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from run import rate, say

from putright.documents import read_document
from putright.policy import shipped_policies
from putright.policy.check import check, edition_for
from putright.rulebook import Rulebook, rulebook
from putright.self_assessment import read

_WORDS_ON_A_PAGE = 400
_EVIDENCE = "Our policy says so in its own section, and the team is trained in it every spring and every autumn. " * 3


def _rows(edition: Rulebook) -> list[tuple[str, ...]]:
    head = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
    return [head, *((p.id, p.summary, "Yes", _EVIDENCE, "") for p in edition.assessed)]


def _text(path: Path, rows: list[tuple[str, ...]]) -> None:
    path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")


def _html(path: Path, rows: list[tuple[str, ...]]) -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path.write_text(f"<!doctype html><html><body><h1>Self-assessment</h1><table>{cells}</table>", encoding="utf-8")


def _docx(path: Path, rows: list[tuple[str, ...]]) -> None:
    from docx import Document

    document = Document()
    table = document.add_table(rows=len(rows), cols=5)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def _pdf(path: Path, rows: list[tuple[str, ...]]) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["BodyText"]
    data = [[Paragraph(cell, style) for cell in row] for row in rows]
    table = Table(
        data, colWidths=[60, 220, 60, 260, 150], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]
    )
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([table])


def documents() -> None:
    """A self-assessment of 72 rows in each format, read into rows."""
    rows = _rows(rulebook("2024"))
    pages = sum(len(" ".join(row).split()) for row in rows) / _WORDS_ON_A_PAGE
    print(f"A self-assessment of 72 rows, {pages:.0f} pages of {_WORDS_ON_A_PAGE} words, read into rows")
    makers: dict[str, Callable[[Path, list[tuple[str, ...]]], None]] = {
        "txt": _text,
        "html": _html,
        "docx": _docx,
        "pdf": _pdf,
    }
    with tempfile.TemporaryDirectory() as folder:
        for ending, make in makers.items():
            path = Path(folder) / f"form.{ending}"
            make(path, rows)
            found = read(read_document(path))
            assert sum(row.answer == "yes" for row in found.rows) == len(rows) - 1, ending
            say(f"pages of {ending}", rate(lambda path=path: read(read_document(path)), 1) * pages)  # type: ignore[misc]


def policies() -> None:
    """Every shipped policy against its edition."""
    shipped = list(shipped_policies().values())
    print("Policies")
    say("policies checked", rate(lambda: [check(p, edition_for(p).rulebook) for p in shipped], len(shipped)))
