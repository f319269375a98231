"""What python-docx has no words for: styles of a letter, the window's frame, page numbers, language and direction."""

from collections.abc import Callable
from typing import Any

from putright.blocks import Paper
from putright.documents.writing.colour import heading_colour

__all__ = ["colour_of", "direct", "in_window", "number_pages", "set_language", "set_styles", "start_numbering"]

_FONT = "Arial"
"""In every Word. The PDF's own font is not on the machines where a letter is finished."""
_TWIPS = 56.7
"""In a millimetre: Word's own unit."""
_WINDOW_MM = {"x": 22, "y": 58, "w": 78}
"""As in the PDF: what always shows in the window of a DL envelope, the sheet folded in three."""


def colour_of(paper: Paper) -> str:
    """The heading colour, as rrggbb."""
    return heading_colour(paper.letterhead.colour if paper.letterhead else "").removeprefix("#")


def set_styles(document: Any, look: dict[str, Any], colour: str) -> None:  # noqa: ANN401  python-docx publishes no types
    """Sizes, spaces and colours, all in styles, so that whoever finishes the letter changes a style and not a word."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(look["margin"])
    section.top_margin, section.bottom_margin = Mm(18), Mm(22)
    styles, size = document.styles, look["size"]
    small = min(max(9.5, size * 0.8), 14)
    for name in ("Landlord", "Letterhead", "Window address", "Letter date", "Key fact", "To write", "Address lines"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name in ("Closing", "Signature"):
        if name not in [style.name for style in styles]:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    sizes = {
        "Normal": size, "Title": size * look["heading"][0], "Heading 1": size * look["heading"][1],
        "Heading 2": size * look["heading"][2], "Heading 3": size, "Landlord": 18, "Letterhead": small, "Caption": size,
        "Window address": min(size, 11), "List Bullet": size, "List Number": size,
    }  # fmt: skip
    after = {
        "Letterhead": 2,
        "Window address": 0,
        "Address lines": 0,
        "Key fact": 3,
        "Closing": look["sign"] * 2.8,
        "Title": 12,
    }
    for name in [style.name for style in styles if style.type == WD_STYLE_TYPE.PARAGRAPH]:
        style = styles[name]
        _font(style, _FONT)
        if name in sizes:
            style.font.size = Pt(sizes[name])
        if name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Landlord"):
            style.font.color.rgb, style.font.bold, style.font.italic = RGBColor.from_string(colour.upper()), True, False
            style.paragraph_format.keep_with_next = True
        elif name == "Caption":
            style.font.color.rgb, style.font.bold = RGBColor.from_string("1A1A1A"), True
    for name, points in {"Normal": 9, **after}.items():
        styles[name].paragraph_format.space_after = Pt(points)
    styles["Normal"].paragraph_format.line_spacing = 1.6 if look["leading"] > _WIDE else 1.2
    styles["Letter date"].paragraph_format.space_before = Mm(look["sign"])
    styles["Closing"].paragraph_format.space_before = Pt(18)
    styles["Key fact"].paragraph_format.left_indent = Mm(6)
    styles["To write"].font.color.rgb = RGBColor.from_string("92400E")
    _no_line_under(styles["Title"])


_WIDE = 0.8
"""Leading in em from which the layout is the wide one."""


def _font(style: Any, name: str) -> None:  # noqa: ANN401  as above
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def _no_line_under(style: Any) -> None:  # noqa: ANN401  as above
    from docx.oxml.ns import qn

    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        return


def set_language(document: Any, language: str) -> None:  # noqa: ANN401  as above
    """The language that Word checks the spelling in, and a screen reader speaks."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles["Normal"].element.get_or_add_rPr()
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    properties.append(tag)


def direct(part: Any, *, right_to_left: bool, language: str = "") -> None:  # noqa: ANN401  as above
    """Mark a paragraph or a run as running from right to left, and a run's own language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    is_paragraph = hasattr(part, "runs")
    if right_to_left:
        properties = part._p.get_or_add_pPr() if is_paragraph else part._r.get_or_add_rPr()  # noqa: SLF001  no other way
        properties.append(OxmlElement("w:bidi" if is_paragraph else "w:rtl"))
    if language and not is_paragraph:
        tag = OxmlElement("w:lang")
        tag.set(qn("w:val"), language)
        part._r.get_or_add_rPr().append(tag)  # noqa: SLF001  no other way


def in_window(paragraph: Any, *, last: bool) -> None:  # noqa: ANN401  as above
    """Stand where the window of a DL envelope is. Lines that follow each other share the frame."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    frame = OxmlElement("w:framePr")
    values = {
        "w": str(round(_WINDOW_MM["w"] * _TWIPS)), "hSpace": "0", "wrap": "notBeside", "vAnchor": "page", "hAnchor": "page",
        "x": str(round(_WINDOW_MM["x"] * _TWIPS)), "y": str(round(_WINDOW_MM["y"] * _TWIPS)),
    }  # fmt: skip
    for name, value in values.items():
        frame.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert(1, frame)  # noqa: SLF001  right after the style, as the schema wants
    if last:
        paragraph.paragraph_format.space_after = Mm(4)


def number_pages(document: Any, paper: Paper) -> None:  # noqa: ANN401  as above
    """The running line and the page's number at the foot of each page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    before, _, rest = paper.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    lead = f"{paper.running} \u00b7 " if paper.running else ""
    paragraph.add_run(f"{lead}{before}")
    _number(paragraph, "PAGE")
    paragraph.add_run(between)
    _number(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _number(paragraph: Any, which: str) -> None:  # noqa: ANN401  as above
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), which)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001  no other way


def start_numbering(document: Any) -> Callable[[Any], None]:  # noqa: ANN401  as above
    """Numbering that begins at 1 again: returns what gives a paragraph its number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style = document.styles["List Number"].element
    used = style.find(f".//{qn('w:numId')}")
    numbering = document.part.numbering_part.element
    known = numbering.find(f"{qn('w:num')}[@{qn('w:numId')}='{used.get(qn('w:val'))}']")
    made = numbering.add_num(int(known.find(qn("w:abstractNumId")).get(qn("w:val"))))
    made.add_lvlOverride(ilvl=0).add_startOverride(1)

    def give(paragraph: Any) -> None:  # noqa: ANN401  as above
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001  no other way
        level = OxmlElement("w:ilvl")
        level.set(qn("w:val"), "0")
        properties.append(level)
        properties.get_or_add_numId().val = made.numId

    return give
