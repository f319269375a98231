"""HTML: a page of its own that prints well, or a fragment to put into another page. Every word is escaped."""

import base64
from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from putright.blocks import (
    Address,
    Block,
    Bullets,
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
from putright.documents.writing.colour import heading_colour
from putright.documents.writing.sentences import sentences

__all__ = ["write_html", "write_html_fragment"]

_POINTS_IN_A_REM = 12
"""What a browser starts with: 16 pixels, which are 12 points."""

_STYLE = """\
body{margin:0;background:#fff;color:#1a1a1a;font-family:"Atkinson Hyperlegible Next",Verdana,Arial,sans-serif;
font-size:%(size)s;line-height:%(leading)s;overflow-wrap:break-word}
.sheet{max-width:42em;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.5em;line-height:1.25;color:%(colour)s}h2{font-size:1.2em;margin-top:1.8em;color:%(colour)s}
h3{font-size:1.05em;margin-top:1.4em;color:%(colour)s}
.letterhead{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;border-bottom:2px solid %(colour)s;
padding-bottom:1rem;margin-bottom:2rem}.letterhead img{height:4.5rem;width:auto;max-width:100%%}
.landlord{font-size:1.4em;font-weight:bold;color:%(colour)s;margin:0}address{font-style:normal}
.facts{border-left:4px solid %(colour)s;padding-left:1em;margin:1.4em 0}.facts dt{font-weight:bold}.facts dd{margin:0 0 .6em}
table{border-collapse:collapse;width:100%%}th,td{text-align:start;vertical-align:top;padding:.5em .6em .5em 0;border-bottom:1px solid #c8c8c8}
th{border-bottom-color:%(colour)s}caption{text-align:start;font-weight:bold;padding-bottom:.5em}
li{margin-bottom:.4em}figure{margin:1.4em 0}figure img{max-width:100%%}.small{font-size:.9em;color:#4a4a4a}
.to-write{border:2px dashed #b45309;color:#92400e;padding:.6em}.signature{margin-top:2em}.signature .room{height:3em}
@media print{.sheet{padding:0;max-width:none}h2,h3{break-after:avoid}.signature,.facts{break-inside:avoid}}
@page{size:A4;margin:22mm}"""


def write_html(paper: Paper, *, layout: Layout = Layout.STANDARD) -> str:
    """The paper as an HTML page of its own: no script, nothing fetched. Raises WritingError."""
    paper = checked(paper)
    look = LOOKS[layout]
    colour = heading_colour(paper.letterhead.colour if paper.letterhead else "")
    style = _STYLE % {
        "size": f"{look['size'] / _POINTS_IN_A_REM:g}rem",
        "leading": 1.9 if layout is Layout.EASY else 1.5,
        "colour": colour,
    }
    direction = "rtl" if runs_right_to_left(paper.title) else "ltr"
    body = "\n".join((*_letterhead(paper.letterhead), "<main>", *_content(paper, layout), "</main>"))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(paper.language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(paper.title)}</title>\n<style>{style}</style>\n</head>\n"
        f'<body>\n<div class="sheet">\n{body}\n</div>\n</body>\n</html>\n'
    )


def write_html_fragment(paper: Paper, *, layout: Layout = Layout.STANDARD) -> str:
    """The paper's own part, from its first heading, to put into another page. It brings no style. Raises WritingError."""
    paper = checked(paper)
    return f'<article lang="{escape(paper.language)}">\n' + "\n".join(_content(paper, layout)) + "\n</article>\n"


def _letterhead(head: Letterhead | None) -> Iterator[str]:
    if head is None:
        return
    logo = f'<img src="{_source(head.logo)}" alt="{escape(head.logo_alt or head.name)}">' if head.logo else ""
    name = logo or f'<p class="landlord"{_direction(head.name)}>{escape(head.name)}</p>'
    yield f'<header class="letterhead"><div>{name}</div><address>{_lines((*head.address, *head.contact))}</address></header>'


def _content(paper: Paper, layout: Layout) -> Iterator[str]:
    blocks = paper.blocks
    if paper.envelope is not None:
        yield f"<address>{_lines(paper.envelope.to)}</address>"
        references = "".join(f"<br>{escape(name)}: {escape(value)}" for name, value in paper.envelope.references)
        yield f"<p>{escape(paper.envelope.date)}{references}</p>"
        if blocks:
            yield from _block(blocks[0], layout)
            blocks = blocks[1:]
    yield f"<h1{_direction(paper.title)}>{escape(paper.title)}</h1>"
    for block in blocks:
        yield from _block(block, layout)


def _block(block: Block, layout: Layout) -> Iterator[str]:
    match block:
        case Heading():
            level = min(max(block.level, 2), 6)
            yield f"<h{level}{_direction(block.text)}>{escape(block.text)}</h{level}>"
        case Paragraph():
            yield from _paragraph(block, layout)
        case Bullets():
            yield f"<ul>{_items(block.items)}</ul>"
        case Numbered():
            yield f"<ol>{_items(block.items)}</ol>"
        case Table():
            yield _table(block)
        case Address():
            yield f"<address>{_lines(block.lines)}</address>"
        case Signature():
            yield _signature(block)
        case Figure():
            caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
            yield f'<figure><img src="{_source(block.image)}" alt="{escape(block.alt)}">{caption}</figure>'
        case KeyFacts():
            rows = "".join(f"<dt>{escape(name)}</dt><dd>{_words(value)}</dd>" for name, value in block.facts)
            yield f'<dl class="facts">{rows}</dl>'
        case _:
            assert_never(block)


def _paragraph(block: Paragraph, layout: Layout) -> Iterator[str]:
    names = {Tone.ORDINARY: "", Tone.SMALL: ' class="small"', Tone.TO_WRITE: ' class="to-write"'}
    easy = layout is Layout.EASY and isinstance(block.words, str)
    for words in sentences(plain(block.words)) if easy else (block.words,):
        yield f"<p{names[block.tone]}{_direction(plain(words))}>{_words(words)}</p>"


def _signature(block: Signature) -> str:
    lines = "".join(f"<br>{escape(line)}" for line in block.lines)
    return (
        f'<div class="signature"><p>{escape(block.closing)}</p><div class="room"></div>'
        f"<p><strong>{escape(block.name)}</strong>{lines}</p></div>"
    )


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.head)
    rows = "".join(f"<tr>{''.join(f'<td>{_words(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _items(items: Iterable[Words]) -> str:
    return "".join(f"<li{_direction(plain(item))}>{_words(item)}</li>" for item in items)


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in lines)


def _words(words: Words) -> str:
    if isinstance(words, str):
        return escape(words)
    found = []
    for span in words:
        text = f"<strong>{escape(span.text)}</strong>" if span.strong else escape(span.text)
        found.append(f'<span lang="{escape(span.language)}">{text}</span>' if span.language else text)
    return "".join(found)


def _direction(text: str) -> str:
    return ' dir="rtl"' if runs_right_to_left(text) else ""


def _source(image: Image) -> str:
    """The picture within the page. In an `img`, an SVG can run nothing and fetch nothing."""
    checked_image(image)
    return f"data:{image.media};base64,{base64.b64encode(image.content).decode('ascii')}"
