"""DOCX: to be finished in Word, in real styles, with the address where the envelope's window is."""

import io
from typing import Any, assert_never

from putright.blocks import (
    Address,
    Block,
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
    Table,
    Tone,
    Words,
    plain,
    runs_right_to_left,
)
from putright.documents.writing.as_data import LOOKS
from putright.documents.writing.bounds import checked, checked_image
from putright.documents.writing.docx_parts import (
    colour_of,
    direct,
    in_window,
    number_pages,
    set_language,
    set_styles,
    start_numbering,
)
from putright.documents.writing.sentences import sentences

__all__ = ["write_docx"]

_LOGO_HEIGHT_MM, _FIGURE_WIDTH_MM = 17, 160


def write_docx(paper: Paper, *, layout: Layout = Layout.STANDARD) -> bytes:
    """The paper as DOCX. Raises WritingError for one that is too big or has a picture that cannot be used."""
    import docx

    paper = checked(paper)
    document = docx.Document()
    set_styles(document, LOOKS[layout], colour_of(paper))
    set_language(document, paper.language)
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title[:255], paper.author[:255], paper.language
    properties.comments = ""
    writing = _Writing(document, layout)
    writing.paper(paper)
    number_pages(document, paper)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


class _Writing:
    """One document while it is being written."""

    def __init__(self, document: Any, layout: Layout) -> None:  # noqa: ANN401  python-docx publishes no types
        self.document, self.layout = document, layout
        self.styles = {style.name: style.style_id for style in document.styles}

    def add(self, style: str) -> Any:  # noqa: ANN401  as above
        """A paragraph in a style, by the style's id: python-docx searches all styles for each name."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]  # noqa: SLF001  no other way
        return paragraph

    def paper(self, paper: Paper) -> None:
        blocks = paper.blocks
        if paper.letterhead is not None:
            self.letterhead(paper.letterhead)
        if paper.envelope is not None:
            self.envelope(paper.envelope)
            if blocks:
                self.block(blocks[0])
                blocks = blocks[1:]
        self.words(self.add("Title"), paper.title)
        for block in blocks:
            self.block(block)

    def letterhead(self, head: Letterhead) -> None:
        if head.logo is not None:
            self.picture(head.logo, head.logo_alt or head.name, height_mm=_LOGO_HEIGHT_MM)
        else:
            self.words(self.add("Landlord"), head.name)
        if head.address or head.contact:
            self.lines((", ".join(head.address), " \u00b7 ".join(head.contact)), "Letterhead")

    def envelope(self, envelope: Envelope) -> None:
        for number, line in enumerate(envelope.to):
            paragraph = self.add("Window address")
            self.words(paragraph, line)
            in_window(paragraph, last=number == len(envelope.to) - 1)
        self.words(self.add("Letter date"), envelope.date)
        for name, value in envelope.references:
            self.words(self.add("Letterhead"), f"{name}: {value}")

    def lines(self, lines: tuple[str, ...], style: str) -> None:
        for line in lines:
            if line:
                self.words(self.add(style), line)

    def words(self, paragraph: Any, words: Words, *, strong: bool = False) -> None:  # noqa: ANN401  as above
        direct(paragraph, right_to_left=runs_right_to_left(plain(words)))
        for span in (
            ((words, False, ""),) if isinstance(words, str) else ((s.text, s.strong, s.language) for s in words)
        ):
            run = paragraph.add_run(span[0])
            run.bold = True if span[1] or strong else None
            direct(run, right_to_left=runs_right_to_left(span[0]), language=span[2])

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                style = f"Heading {min(max(block.level, 2), 4) - 1}"
                self.words(self.add(style), block.text)
            case Paragraph():
                self.paragraph(block)
            case Bullets() | Numbered():
                self.items(block)
            case Table():
                self.table(block)
            case Address():
                self.lines(block.lines, "Address lines")
            case Signature():
                self.signature(block)
            case Figure():
                self.picture(block.image, block.alt, width_mm=_FIGURE_WIDTH_MM)
                self.lines((block.caption,), "Caption")
            case KeyFacts():
                self.facts(block)
            case _:
                assert_never(block)

    def items(self, block: Bullets | Numbered) -> None:
        numbering = start_numbering(self.document) if isinstance(block, Numbered) else None
        for item in block.items:
            paragraph = self.add("List Number" if numbering else "List Bullet")
            if numbering:
                numbering(paragraph)
            self.words(paragraph, item)

    def facts(self, block: KeyFacts) -> None:
        for name, value in block.facts:
            paragraph = self.add("Key fact")
            self.words(paragraph, f"{name}: ", strong=True)
            self.words(paragraph, value)

    def paragraph(self, block: Paragraph) -> None:
        styles = {Tone.ORDINARY: "Normal", Tone.SMALL: "Letterhead", Tone.TO_WRITE: "To write"}
        easy = self.layout is Layout.EASY and isinstance(block.words, str)
        for words in sentences(plain(block.words)) if easy else (block.words,):
            self.words(self.add(styles[block.tone]), words)

    def signature(self, block: Signature) -> None:
        self.words(self.add("Closing"), block.closing)
        self.words(self.add("Signature"), block.name, strong=True)
        self.lines(block.lines, "Address lines")

    def table(self, table: Table) -> None:
        from docx.oxml import OxmlElement

        if table.caption:
            self.words(self.add("Caption"), table.caption)
        width = max([len(table.head), *map(len, table.rows)])
        made = self.document.add_table(rows=1, cols=width, style="Table Grid")
        for name, cell in zip(table.head, made.rows[0].cells, strict=False):
            self.words(cell.paragraphs[0], name, strong=True)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  python-docx has no other way
        for row in table.rows:
            for words, cell in zip(row, made.add_row().cells, strict=False):
                self.words(cell.paragraphs[0], words)
        self.add("Normal")

    def picture(self, image: Image, alt: str, *, height_mm: int | None = None, width_mm: int | None = None) -> None:
        """Word needs a picture in points: an SVG is drawn first."""
        from docx.shared import Mm

        from putright.documents.writing.pictures import as_png

        size = {"height": Mm(height_mm)} if height_mm else {"width": Mm(width_mm or _FIGURE_WIDTH_MM)}
        run = self.document.add_paragraph().add_run()
        drawn = run.add_picture(io.BytesIO(as_png(checked_image(image))), **size)
        drawn._inline.docPr.set("descr", alt)  # noqa: SLF001  python-docx has no other way
