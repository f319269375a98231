"""Documents good and bad: what each format gives, and the one sentence for what cannot be read."""

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from putright.documents import DocumentError, bounds, read_document
from putright.passages import PassageKind

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def refusal(path):
    with pytest.raises(DocumentError) as no:
        read_document(path)
    said = str(no.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert path.name in said
    return said


def read_or_refused(path):
    """Whatever the file holds, it is read or refused in a sentence: nothing else may happen."""
    with suppress(DocumentError):
        read_document(path)


def texts(document, kind=None):
    return [passage.text for passage in document.passages if kind is None or passage.kind is kind]


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_any_usual_encoding(self, file, encoding):
        document = read_document(
            file("a.txt", "Asha\u2019s complaint \u2013 £40\nIt\u2019s café noise.\n".encode(encoding))
        )
        assert texts(document) == ["Asha\u2019s complaint \u2013 £40", "It\u2019s café noise."]
        assert bool(document.notes) == (encoding in {"utf-16-le", "utf-16-be", "cp1252"})

    def test_rows_bullets_and_headings_know_their_lines(self, file):
        document = read_document(
            file(
                "a.txt",
                "# Policy\n\n2. How to complain\n- by phone\n-\nby post\n2.1\tDays\t\tTen\n| a | b |\n|---|---|\n| c | |\n",
            )
        )
        assert [(p.kind.value, p.text, p.where) for p in document.passages] == [
            ("heading", "Policy", "line 1"),
            ("heading", "2. How to complain", "line 3"),
            ("bullet", "by phone", "line 4"),
            ("bullet", "by post", "line 5"),
            ("row", "2.1 | Days |  | Ten", "line 7"),
            ("row", "a | b", "line 8"),
            ("row", "c | ", "line 10"),
        ]
        assert document.passages[4].cells == ("2.1", "Days", "", "Ten")

    def test_lines_that_a_margin_broke_are_joined(self, file):
        long = "We publish how many complaints came in, and what we learned from"
        document = read_document(file("a.txt", f"{long}\nthem, every spring, in a well-\npublicised page.\nYes\n"))
        assert texts(document)[0].startswith(f"{long} them, every spring")
        assert texts(document)[-1] == "Yes"

    def test_symbol_font_bullets_ligatures_and_soft_hyphens(self, file):
        assert texts(read_document(file("a.txt", "\uf0b7 of\ufb01ce\u00adrs\u00a0here\n"))) == ["officers here"]


class TestHtml:
    PAGE = """<!doctype html><html><head><title>Northfield complaints</title><style>p{}</style></head><body>
      <nav><a href="#">Menu</a></nav><script>document.write('never')</script><p hidden>never</p>
      <div style="display: none">never</div><main><h1>How to complain</h1><p>Ring us<br>or write.</p>
      <ul><li>one</li><li><p>two</p></li></ul>
      <details><summary>Stage 1</summary><p>Ten working days.</p></details>
      <button aria-controls="p1">Stage 2</button><div id="p1" hidden><p>Twenty working days.</p></div>
      <table><tr><th colspan=2>Days</th><th>Who</th></tr><tr><td rowspan=2>Ten</td><td>a<br>b</td><td>Dilys</td></tr>
      <tr><td>c</td><td><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>
      <dl><dt>Comply</dt><dd>Yes</dd></dl></main><footer>never</footer></body></html>"""

    def test_what_a_reader_sees_and_nothing_else(self, file):
        document = read_document(file("a.html", self.PAGE))
        assert document.format == "html"
        assert "never" not in " ".join(texts(document))
        assert "Menu" not in texts(document)
        assert texts(document, PassageKind.HEADING) == ["Northfield complaints", "How to complain", "Stage 1"]
        assert texts(document, PassageKind.BULLET) == ["one", "two"]
        assert {"Ring us", "or write.", "Ten working days.", "Twenty working days."} <= set(texts(document))

    def test_merged_cells_stand_once_and_columns_stay_in_line(self, file):
        rows = [p.cells for p in read_document(file("a.html", self.PAGE)).passages if p.kind is PassageKind.ROW]
        assert rows == [("Days", "", "Who"), ("Ten", "a\nb", "Dilys"), ("", "c", "in ner"), ("Comply", "Yes")]

    def test_the_page_says_its_encoding(self, file):
        page = "<html><head><meta charset='windows-1252'></head><body><p>£40 \u2013 café</p></body></html>"
        assert texts(read_document(file("a.html", page.encode("cp1252")))) == ["£40 \u2013 café"]

    def test_deep_nesting_and_wide_spans_are_bounded(self, file):
        deep = "<html><body>" + "<div>" * 2_000 + "at the bottom" + "</div>" * 2_000
        assert "at the bottom" in texts(read_document(file("a.html", deep)))[-1]
        assert "inside each other" in refusal(file("c.html", "<html><body>" + "<div>" * 20_000))
        wide = "<table><tr><td colspan=999999999>a</td><td rowspan=99999999999999>b</td></tr></table>"
        assert len(read_document(file("b.html", wide)).passages[0].cells) <= 100

    @QUICK
    @given(body=st.text(alphabet=st.sampled_from(list("<>/=\"' abtrdh1\u2603\x00&;#x")), max_size=300))
    def test_broken_pages_never_crash(self, file, body):
        read_or_refused(file("a.html", f"<html><body><table><tr><td>x{body}"))


class TestDocx:
    def save(self, document, tmp_path, name="a.docx"):
        path = tmp_path / name
        document.save(path)
        return path

    def test_paragraphs_and_tables_stand_in_their_order(self, tmp_path):
        written = docx.Document()
        written.add_heading("Complaints", 1)
        written.add_paragraph("Before.")
        table = written.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
        table.cell(1, 1).text = "a\nb"
        inner = table.cell(2, 2).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "in", "ner"
        written.add_paragraph("One", style="List Bullet")
        written.add_paragraph("After.")
        document = read_document(self.save(written, tmp_path))
        assert [(p.kind.value, p.cells or p.text) for p in document.passages] == [
            ("heading", "Complaints"),
            ("paragraph", "Before."),
            ("row", ("wide", "", "")),
            ("row", ("tall", "a\nb", "")),
            ("row", ("", "", "in ner")),
            ("bullet", "One"),
            ("paragraph", "After."),
        ]

    def test_numbers_that_word_works_out_are_read(self, tmp_path):
        written = docx.Document()
        numbering = written.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, start, text in ((0, 6, "%1."), (1, 2, "%1.%2"))
        )
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for text, level in (("Stages", 0), ("Acknowledge", 1), ("Answer", 1)):
            paragraph = written.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )
        assert texts(read_document(self.save(written, tmp_path))) == ["6. Stages", "6.2 Acknowledge", "6.3 Answer"]

    def test_changes_are_read_as_accepted_and_ticks_as_ticks(self, tmp_path):
        written = docx.Document()
        paragraph = written.add_paragraph("Comply: ")
        for xml in (
            f"<w:del {nsdecls('w')}><w:r><w:delText>No</w:delText></w:r></w:del>",
            f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve">Yes </w:t></w:r></w:ins>',
            f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        ):
            paragraph._p.append(parse_xml(xml))
        assert texts(read_document(self.save(written, tmp_path))) == ["Comply: Yes ✓"]

    def test_entities_are_not_expanded(self, tmp_path):
        path = self.save(docx.Document(), tmp_path)
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        body = f'<?xml version="1.0"?>{bomb}<w:document {nsdecls("w")}><w:body><w:p><w:r><w:t>x&b;&f;</w:t></w:r></w:p></w:body></w:document>'
        changed = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
            for part in old.namelist():
                new.writestr(part, body if part == "word/document.xml" else old.read(part))
        path.write_bytes(changed.getvalue())
        assert "aaaa" not in "".join(texts(read_document(path)))
        assert "root" not in "".join(texts(read_document(path)))

    @QUICK
    @given(at=st.integers(0, 30_000), junk=st.binary(min_size=1, max_size=40))
    def test_damaged_files_never_crash(self, tmp_path, at, junk):
        good = self.save(docx.Document(), tmp_path).read_bytes()
        broken = tmp_path / "broken.docx"
        broken.write_bytes(good[: at % len(good)] + junk + good[at % len(good) + len(junk) :])
        read_or_refused(broken)


def pdf(path, pages, **options):
    paper = canvas.Canvas(str(path), **options)
    for lines in pages:
        for at, line in enumerate(lines):
            paper.drawString(60, 780 - 18 * at, line)
        paper.showPage()
    paper.save()
    return path


class TestPdf:
    def test_text_without_what_is_printed_on_every_page(self, tmp_path):
        pages = [
            ["Northfield Homes complaints", f"What we do on day {word}.", f"Page {n} of 4"]
            for n, word in enumerate(("one", "two", "three", "four"), 1)
        ]
        document = read_document(pdf(tmp_path / "a.pdf", pages))
        assert texts(document) == [f"What we do on day {word}." for word in ("one", "two", "three", "four")]
        assert document.passages[2].where == "page 3"

    def test_a_table_over_pages_is_one_with_its_headings_once(self, tmp_path):
        words = getSampleStyleSheet()["BodyText"]
        rows = [["Provision", "Comply", "Evidence"]] + [
            [f"6.{n}", "Yes", Paragraph(f"We keep file {n}. " * 12, words)] for n in range(1, 31)
        ]
        grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
        path = tmp_path / "a.pdf"
        SimpleDocTemplate(str(path)).build([Table(rows, colWidths=[60, 60, 300], style=grid, repeatRows=1)])
        read = [p for p in read_document(path).passages if p.kind is PassageKind.ROW]
        assert [row.cells[0] for row in read] == ["Provision"] + [f"6.{n}" for n in range(1, 31)]
        assert {row.where.split(",")[0] for row in read} == {"table 1"}
        assert read[-1].where == "table 1, row 31 (page 3)"

    def test_two_hundred_pages_are_read(self, tmp_path):
        document = read_document(pdf(tmp_path / "a.pdf", [[f"Case {n} was answered in time."] for n in range(200)]))
        assert len(document.passages) == 200

    def test_a_password_a_scan_and_too_many_pages(self, tmp_path):
        locked = pdf(tmp_path / "locked.pdf", [["secret"]], encrypt=StandardEncryption("open me", ownerPassword="x"))
        assert "password" in refusal(locked)
        assert "text layer" in refusal(pdf(tmp_path / "scan.pdf", [[], []]))
        assert "pages" in refusal(pdf(tmp_path / "long.pdf", [["x"]] * (bounds.MAX_PAGES + 1)))

    @QUICK
    @given(at=st.integers(5, 5_000), junk=st.binary(min_size=1, max_size=40))
    def test_damaged_files_never_crash(self, tmp_path, at, junk):
        good = pdf(tmp_path / "good.pdf", [["Some words that can be read here."]]).read_bytes()
        broken = tmp_path / "broken.pdf"
        place = 5 + at % (len(good) - 5)
        broken.write_bytes(good[:place] + junk + good[place + len(junk) :])
        read_or_refused(broken)


class TestRefused:
    def test_missing_folder_and_empty(self, tmp_path, file):
        assert "no such file" in refusal(tmp_path / "gone.pdf")
        folder = tmp_path / "folder"
        folder.mkdir()
        assert "folder" in refusal(folder)
        assert "empty" in refusal(file("a.txt", b""))
        assert "empty" in refusal(file("b.txt", b" \n\n\x00"))

    def test_a_file_that_is_not_what_it_claims(self, tmp_path, file):
        assert "holds plain text" in refusal(file("a.pdf", "not a PDF"))
        assert "holds a web page" in refusal(file("a.docx", "<html><body>x</body></html>"))
        assert "holds a PDF" in refusal(file("a.txt", pdf(tmp_path / "x.pdf", [["Some words."]]).read_bytes()))
        assert read_document(file("page.txt", "<html><body><p>Yes</p></body></html>")).notes

    def test_old_office_locked_office_rtf_and_pictures(self, file):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600
        assert "old Office" in refusal(file("a.doc", ole))
        assert "password" in refusal(file("a.docx", ole + "EncryptedPackage".encode("utf-16-le")))
        assert "rich text" in refusal(file("a.rtf", "{\\rtf1 hello}"))
        assert "not text" in refusal(file("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40))

    def test_zip_bombs_are_not_unpacked(self, tmp_path, monkeypatch):
        path = tmp_path / "bomb.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("[Content_Types].xml", "wordprocessingml")
            packed.writestr("word/document.xml", b"0" * 30_000_000)
        assert "zip bomb" in refusal(path)
        monkeypatch.setattr("putright.documents.opening.MAX_UNPACKED_BYTES", 1_000_000)
        assert "unpacks to more" in refusal(path)
        monkeypatch.setattr("putright.documents.opening.MAX_PACKED_FILES", 1)
        assert "parts" in refusal(path)

    def test_other_packed_files_and_damaged_ones(self, tmp_path, file):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("hello.txt", "hello")
        assert "neither a Word document" in refusal(path)
        assert "damaged" in refusal(file("b.docx", b"PK\x03\x04" + b"\x00" * 100))

    def test_too_large(self, file, monkeypatch):
        monkeypatch.setattr("putright.documents.opening.MAX_FILE_BYTES", 1_000)
        assert "larger than" in refusal(file("a.txt", "x" * 1_001))
        monkeypatch.setattr("putright.documents.words.MAX_CHARACTERS", 100)
        assert "characters" in refusal(file("b.txt", "words " * 40))

    @QUICK
    @given(content=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.html", "a", "a.xlsx"]))
    def test_any_bytes_are_read_or_refused(self, file, content, name):
        read_or_refused(file(name, content))
