"""Letters as PDF, DOCX, HTML and text: valid, the same words in each, and nothing in the words is ever run.

The PDFs are checked by `page` (page-validation), a validator of its own making: 104 rules of PDF/UA-1 and 154 of PDF/A-2a,
of which it checks what a program can. It is not veraPDF, and no validator says whether the words make sense.
"""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import page
import pdfplumber
import pypdfium2
import pytest

from putright.blocks import (
    Address,
    Bullets,
    Envelope,
    Figure,
    Heading,
    Image,
    KeyFacts,
    Layout,
    Letterhead,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Span,
    Table,
)
from putright.complaint.assess import Governing, assess
from putright.complaint.examples import read_example
from putright.complaint.history import complaint_from
from putright.documents import read_document
from putright.documents.writing import WritingError, write_docx, write_html, write_html_fragment, write_pdf, write_text
from putright.documents.writing.colour import contrast_with_white, heading_colour
from putright.documents.writing.coverage import shown, without_a_shape
from putright.letters import LandlordFacts, Person, Setting, Written, all_kinds, compose
from putright.letters.fields import Shape, all_fields
from putright.rulebook import rulebook
from putright.workdays import Nation, calendar_for

ROOT = Path(__file__).parents[2]
ON = date(2026, 5, 5)
SVG = Image(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3" fill="#0b5563"/></svg>',
    "image/svg+xml",
)
HEAD = Letterhead(
    "Harbour Row Homes", ("2 Quay Street", "Northport NP1 4AB"), ("020 7946 0100",), SVG, colour="#0b5563"
)
LANDLORD = LandlordFacts("Harbour Row Homes", HEAD, "020 7946 0100", "complaints@harbourrow.example")
SLOTS = {
    name: f"Written for {name}.\n\n- one\n- two" for name, each in all_fields().items() if each.shape is Shape.SLOT
}
WELSH = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
ARABIC = "\u0646\u0623\u0633\u0641 \u0644\u0623\u0646\u0646\u0627 \u062a\u0631\u0643\u0646\u0627 \u0627\u0644\u0631\u0637\u0648\u0628\u0629."
HOSTILE = '#read("/etc/passwd") $x^2$ *b* _i_ `c` @ref \\u{41} <script>alert(1)</script> & "q" \x00\x07\u202eevil\u202c {end} \U0001f600 \u4e2d'
PLAIN_ADDRESS = ("Asha Rahman", "14 Tern Court", "Harbour Row", "Northport", "NP1 6XY")


def papers():
    example = read_example(ROOT / "tests/core/letters/whole.toml")
    complaint, calendar = complaint_from(example.entries), calendar_for(Nation.ENGLAND_AND_WALES)
    assessment = assess(complaint, Governing(rulebook("2022"), ""), calendar, today=ON)
    setting = Setting(ON, calendar, None, {}, Person("Asha Rahman", "Ms Rahman", PLAIN_ADDRESS[1:]), "HR-2041")
    return {
        name: compose(kind, complaint, assessment, LANDLORD, Written(SLOTS), setting).paper
        for name, kind in all_kinds().items()
    }


PAPERS = papers()


def hostile_paper(words=HOSTILE):
    long = WELSH * 4
    blocks = (
        Paragraph(f"Dear {long},"),
        Heading(words),
        Paragraph(words),
        Paragraph((Span("strong", strong=True), Span(f" \u0175 \u0177 {words}", language="cy"))),
        Paragraph(ARABIC),
        Bullets((words, long, ARABIC)),
        Numbered((words, ARABIC)),
        Table((words, "", "B"), ((words, long), (ARABIC, "x", "y")), caption=words),
        Table((), ((words,),)),
        Address((words, long)),
        KeyFacts(((words, long), ("Post", ARABIC))),
        Figure(SVG, words, words),
        Signature("Yours,", words, (long, ARABIC)),
    )
    head = Letterhead(long, (words, long), (ARABIC,), SVG, words, colour=words)
    return Paper(
        words, blocks, "en-GB", words, head, Envelope((long, ARABIC, *[words] * 8), words, ((words, words),)), words
    )


def rules_broken(pdf):
    found = []
    for profile, rules in (("ua1", 104), ("2a", 154)):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.rules.total == rules
        found += [
            (profile, failure.rule_id, failure.message)
            for failure in report.failures
            if failure.rule_id != "PDFA2A-STREAM-LENGTH-001" or lengths_wrong(pdf)
        ]
    return found


def lengths_wrong(pdf):
    """The streams whose /Length is not their length.

    The validator takes a carriage return that is a stream's last byte for part of the line break after it, and then
    calls one letter in a dozen wrong: so this rule is looked at here, byte by byte.
    """
    found = []
    for match in re.finditer(rb"(\d+) 0 obj\s*<<((?:(?!endobj).)*?)>>\s*stream\r?\n", pdf, re.DOTALL):
        length = int(re.search(rb"/Length (\d+)", match[2])[1])
        if not re.match(rb"\r?\n?endstream", pdf[match.end() + length :]):
            found.append(match[1])
    return found


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("kind", all_kinds())
def test_every_letter_in_every_layout_is_accessible_and_for_keeping(kind, layout):
    assert rules_broken(write_pdf(PAPERS[kind], on=ON, layout=layout)) == []


def test_the_validator_can_say_no():
    import typst

    pdf = typst.compile(b"Words without a title or tags", pdf_tags=False)
    assert {profile for profile, *_ in rules_broken(pdf)} == {"ua1", "2a"}


@pytest.mark.parametrize("layout", Layout)
def test_hostile_words_are_words_in_a_pdf(layout):
    pdf = write_pdf(hostile_paper(), on=ON, layout=layout)
    assert rules_broken(pdf) == []
    text = words_of(pdf)
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert "(grinning face)" in text


@pytest.mark.parametrize("layout", Layout)
def test_no_word_however_long_leaves_the_page(layout):
    with pdfplumber.open(io.BytesIO(write_pdf(hostile_paper(), on=ON, layout=layout))) as opened:
        for sheet in opened.pages:
            assert max(char["x1"] for char in sheet.chars) <= float(sheet.width) - 40
            assert min(char["x0"] for char in sheet.chars) >= 40


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    finally:
        document.close()


@pytest.mark.parametrize("layout", Layout)
def test_the_address_stands_where_the_window_of_a_dl_envelope_always_shows_it(layout):
    """A window of 90 by 35 mm, 20 mm from the left and 18 mm from the foot of 220 by 110 mm, on a sheet of 210 by 99 mm.

    The sheet slips 10 mm sideways and 11 mm up or down: 20 to 100 mm across, 57 to 81 mm down show however it lies.
    """
    millimetre = 72 / 25.4
    with pdfplumber.open(io.BytesIO(write_pdf(PAPERS["acknowledgement_1"], on=ON, layout=layout))) as opened:
        shown_ = opened.pages[0].crop([20 * millimetre, 57 * millimetre, 100 * millimetre, 81 * millimetre])
        assert (shown_.extract_text() or "").split("\n") == list(PLAIN_ADDRESS)
        above = opened.pages[0].crop([20 * millimetre, 46 * millimetre, 110 * millimetre, 57 * millimetre])
        below = opened.pages[0].crop([20 * millimetre, 81 * millimetre, 110 * millimetre, 92 * millimetre])
        assert (above.extract_text() or "", below.extract_text() or "") == ("", "")  # nothing private beside it


def test_the_same_words_give_the_same_bytes():
    first, second = (write_pdf(PAPERS["response_1"], on=ON) for _ in range(2))
    assert first == second
    assert write_pdf(PAPERS["response_1"], on=date(2026, 5, 6)) != first


def test_several_threads_may_write_at_once():
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: write_pdf(PAPERS["response_1"], on=ON), range(12)))
    assert len(set(made)) == 1


def test_large_print_is_as_large_as_it_says():
    for layout, points in ((Layout.STANDARD, 12), (Layout.EASY, 16), (Layout.LARGE_18, 18), (Layout.LARGE_24, 24)):
        with pdfplumber.open(io.BytesIO(write_pdf(PAPERS["survey"], on=ON, layout=layout))) as opened:
            sizes = [round(char["size"], 1) for sheet in opened.pages for char in sheet.chars]
        assert max(set(sizes), key=sizes.count) == points
        assert f"font-size:{points / 12:g}rem" in write_html(PAPERS["survey"], layout=layout)


def test_the_easy_layout_gives_each_sentence_a_line_of_its_own():
    html = write_html_fragment(
        Paper("T", (Paragraph("We came. Mrs. Rahman was out. We came again."),)), layout=Layout.EASY
    )
    assert re.findall(r"<p>(.*?)</p>", html) == ["We came.", "Mrs. Rahman was out.", "We came again."]


# ---- HTML


class Strict(HTMLParser):
    """Tags, nested as they should be."""

    VOID = frozenset({"meta", "br", "img"})

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.words = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)


def read_html(html):
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("layout", Layout)
def test_html_escapes_everything_and_runs_and_fetches_nothing(layout):
    parser = read_html(
        write_html(hostile_paper("\"><script>alert(1)</script><img src=x onerror=y> ' " + HOSTILE), layout=layout)
    )
    assert not {tag for tag, _ in parser.seen} & {"script", "iframe", "object", "link", "form", "a"}
    for _, attributes in parser.seen:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("src", "data:").startswith("data:")
    assert "<script>alert(1)</script>" in "".join(parser.words)
    assert any(attributes.get("dir") == "rtl" for _, attributes in parser.seen)


@pytest.mark.parametrize("kind", all_kinds())
def test_html_has_a_language_one_title_and_headings_in_order(kind):
    html = write_html(PAPERS[kind])
    seen = read_html(html).seen
    assert seen[0] == ("html", {"lang": "en-GB", "dir": "ltr"})
    levels = [int(tag[1]) for tag, _ in seen if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attributes.get("alt") for tag, attributes in seen if tag == "img")
    fragment = write_html_fragment(PAPERS[kind])
    assert "<style" not in fragment
    assert "<html" not in fragment


# ---- DOCX and text


def bare(text):
    """Words alone, in order: no marks of lists, no lines drawn under headings."""
    return [
        word for word in re.sub(r"(?m)^[-=]{2,}$|^- |\d+\. ", " ", text).split() if word not in ("|", "-", "\u00b7")
    ]


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("kind", all_kinds())
def test_a_docx_read_again_by_our_own_reader_gives_the_same_words(kind, layout, tmp_path):
    path = tmp_path / "letter.docx"
    paper = PAPERS[kind]
    path.write_bytes(write_docx(paper, layout=layout))
    passages = read_document(path).passages
    read = " ".join(each.text for each in passages)
    for word in set(bare(write_text(paper).split("Dear", maxsplit=1)[1])) - {"What", "Who", "By"}:
        assert word.strip(":,") in read, word
    assert paper.title in [each.text for each in passages if each.kind == "heading"]


def test_a_docx_is_in_real_styles_says_its_language_and_runs_nothing():
    made = write_docx(hostile_paper())
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        names = packed.namelist()
        body, styles = packed.read("word/document.xml").decode(), packed.read("word/styles.xml").decode()
    assert not [name for name in names if "vba" in name.lower() or name.endswith(".bin")]
    assert 'w:val="en-GB"' in styles
    assert "w:framePr" in body
    assert "<w:bidi/>" in body
    assert "w:tblHeader" in body
    assert 'descr="' in body
    assert "<script>" not in body


def test_text_is_folded_and_says_tables_in_words():
    text = write_text(PAPERS["response_1"])
    assert max(map(len, text.split("\n"))) <= 72
    assert (
        "- What we will do: Treat the damp and fit a fan\n  Who does it: Repairs team\n  By when: Friday 22 May 2026"
        in text
    )


# ---- pictures, colours, letters without a shape


@pytest.mark.parametrize(
    ("image", "says"),
    [
        (Image(b"MZ not a picture", "image/png"), "is not image/png"),
        (Image(b"<html>", "image/svg+xml"), "is not image/svg+xml"),
        (Image(b"GIF89a", "image/gif"), "use PNG, JPEG or SVG"),
        (Image(b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_001, "image/png"), "make it smaller"),
    ],
)
@pytest.mark.parametrize("write", [lambda paper: write_pdf(paper, on=ON), write_html, write_docx])
def test_a_picture_that_is_none_is_refused_in_a_sentence(write, image, says):
    with pytest.raises(WritingError, match=re.escape(says)):
        write(Paper("T", (Figure(image, "a picture"),)))


@pytest.mark.parametrize("write", [lambda paper: write_pdf(paper, on=ON), write_docx])
def test_a_broken_picture_is_refused_in_a_sentence(write):
    with pytest.raises(WritingError):
        write(Paper("T", (Figure(Image(b"<svg", "image/svg+xml"), "a picture"),)))


def test_an_svg_that_names_a_file_reads_none():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><image x:href="file:///etc/hostname" width="9" height="9"/><rect width="1" height="1"/></svg>'
    with pytest.raises(WritingError, match="absolute paths are not allowed"):
        write_pdf(Paper("T", (Figure(Image(svg, "image/svg+xml"), "a picture"),)), on=ON)


def test_a_colour_that_cannot_be_read_is_not_used():
    assert round(contrast_with_white("#000000"), 1) == 21.0
    assert round(contrast_with_white("#767676"), 2) == 4.54  # the well-known lightest grey that passes
    assert heading_colour("#767676") == "#767676"
    assert heading_colour("#777777") == heading_colour("red; }") == heading_colour("") == "#1a1a1a"


def test_letters_that_no_font_has_are_told_and_emoji_are_named():
    assert shown("\u0175\u0177 \u0416 \u03b1 \u0141 \u0645") == "\u0175\u0177 \u0416 \u03b1 \u0141 \u0645"
    assert shown("\U0001f600\ufe0f") == "(grinning face)"
    assert without_a_shape("a \u4e2d\u4e2d \U0001f600") == ("\u4e2d",)


def test_a_paper_beyond_the_bounds_is_refused():
    with pytest.raises(WritingError, match="split it in two"):
        write_text(Paper("T", (Paragraph("x" * 2_000_001),)))


def test_the_fonts_are_small_and_their_licences_lie_beside_them():
    fonts = ROOT / "src/putright/documents/writing/typst/fonts"
    assert sum(path.stat().st_size for path in fonts.iterdir()) < 3_000_000
    for path in fonts.glob("*.ttf"):
        licence = fonts / f"OFL-{path.stem.split('-')[0]}.txt"
        assert "SIL Open Font License, Version 1.1" in licence.read_text(encoding="utf-8")
