"""A paper as plain data for the typesetter: strings, numbers and lists, and nothing that it could run."""

import re
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
    Span,
    Table,
    Tone,
    Words,
    plain,
    runs_right_to_left,
)
from putright.documents.writing.bounds import checked_image
from putright.documents.writing.colour import heading_colour
from putright.documents.writing.coverage import shown
from putright.documents.writing.sentences import sentences

__all__ = ["LOOKS", "paper_as_data"]

_STANDARD = {
    "size": 12, "leading": 0.68, "spacing": 1.2, "item-spacing": 0.8, "margin": 22, "columns": True, "beside": True,
    "heading": [1.35, 1.1, 1.0], "before-heading": 1.6, "small": 0.85, "sign": 15,
}  # fmt: skip
_LARGE = {
    **_STANDARD, "columns": False, "beside": False, "leading": 0.62, "heading": [1.25, 1.1, 1.0], "margin": 20, "small": 1.0,
}  # fmt: skip
LOOKS: dict[Layout, dict[str, Any]] = {
    Layout.STANDARD: _STANDARD,
    Layout.LARGE_18: {**_LARGE, "size": 18},
    Layout.LARGE_24: {**_LARGE, "size": 24, "before-heading": 1.4, "sign": 18},
    Layout.EASY: {
        **_LARGE,
        "size": 16,
        "leading": 0.9,
        "spacing": 1.5,
        "item-spacing": 1.3,
        "margin": 30,
        "before-heading": 2.2,
    },
}
"""Sizes in points, distances in em, margins and the room to sign in millimetres."""

_UNBROKEN = re.compile(r"[^\s/\-\u2010\u200b]{25,}")
_MAY_BREAK = "\u200b"
_WHOLE_UNTIL = 12
"""Letters of a very long word that stay together at its front."""
_NARROW = 28
"""Characters up to which a column is as wide as what stands in it; a wider one shares what is left."""
_LONG_LABEL, _LONG_REFERENCE = 16, 40

_FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def paper_as_data(paper: Paper, layout: Layout) -> dict[str, Any]:
    """The paper for `paper.typ`. Raises WritingError for a picture that cannot be used."""
    language, _, region = paper.language.partition("-")
    easy = layout is Layout.EASY
    look = dict(LOOKS[layout])
    if paper.envelope and any(len(text) > _LONG_REFERENCE for pair in paper.envelope.references for text in pair):
        look["beside"] = False
    return {
        "title": shown(paper.title),
        "headline": _words(paper.title),
        "author": shown(paper.author),
        "lang": language.lower() if language.isalpha() else "en",
        "region": region.upper() if len(region) == len("GB") and region.isalpha() else None,
        "colour": heading_colour(paper.letterhead.colour if paper.letterhead else ""),
        "look": look,
        "letterhead": _letterhead(paper.letterhead) if paper.letterhead else None,
        "envelope": _envelope(paper.envelope) if paper.envelope else None,
        "running": _words(paper.running),
        "page-of": shown(paper.page_of),
        "blocks": [each for block in paper.blocks for each in (_easily(block) if easy else (_block(block),))],
    }


def _letterhead(head: Letterhead) -> dict[str, Any]:
    return {
        "name": _words(head.name),
        "address": [_words(line) for line in head.address],
        "contact": [_words(line) for line in head.contact],
        "logo": _image(head.logo) if head.logo else None,
        "logo-alt": shown(head.logo_alt or head.name),
    }


def _envelope(envelope: Envelope) -> dict[str, Any]:
    return {
        "to": [_words(line) for line in envelope.to] or [_words(" ")],
        "date": shown(envelope.date),
        "references": [[_words(name), _words(value)] for name, value in envelope.references],
    }


def _image(image: Image) -> dict[str, Any]:
    checked_image(image)
    content = list(image.content) if image.media != "image/svg+xml" else image.content.decode("utf-8", "replace")
    return {"content": content, "format": _FORMATS[image.media]}


def _words(words: Words) -> dict[str, Any]:
    """Stretches of words, each shown and broken where a line needs it."""
    stretches = (Span(words),) if isinstance(words, str) else words
    spans = [
        {
            "text": _breakable(shown(each.text)),
            "strong": each.strong,
            "lang": each.language.partition("-")[0].lower() if each.language.partition("-")[0].isalpha() else None,
        }
        for each in stretches or (Span(""),)
    ]
    return {"spans": spans, "rtl": runs_right_to_left(plain(words))}


def _breakable(text: str) -> str:
    """Room to break in a word that no line could hold, as the longest Welsh names are; other words stay as they are."""
    if len(text) <= _WHOLE_UNTIL:
        return text
    return _UNBROKEN.sub(
        lambda found: found[0][:_WHOLE_UNTIL] + _MAY_BREAK + _MAY_BREAK.join(found[0][_WHOLE_UNTIL:]), text
    )


def _easily(block: Block) -> list[dict[str, Any]]:
    """One sentence to a paragraph, where a block is sentences."""
    if isinstance(block, Paragraph) and isinstance(block.words, str):
        return [_block(Paragraph(each, block.tone)) for each in sentences(block.words)]
    return [_block(block)]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": min(max(block.level, 2), 3), "words": _words(block.text)}
        case Paragraph():
            kinds = {Tone.ORDINARY: "paragraph", Tone.SMALL: "small", Tone.TO_WRITE: "to-write"}
            return {"kind": kinds[block.tone], "words": _words(block.words)}
        case Bullets():
            return {"kind": "bullets", "items": [_words(item) for item in block.items]}
        case Numbered():
            return {"kind": "numbered", "items": [_words(item) for item in block.items]}
        case Table():
            return _table(block)
        case Address():
            return {"kind": "address", "lines": [_words(line) for line in block.lines]}
        case Signature():
            lines = [_words(line) for line in block.lines]
            return {"kind": "signature", "closing": _words(block.closing), "name": _words(block.name), "lines": lines}
        case Figure():
            caption = _words(block.caption) if block.caption else None
            return {"kind": "figure", "image": _image(block.image), "alt": shown(block.alt), "caption": caption}
        case KeyFacts():
            items = [{"name": _words(name), "value": _words(value)} for name, value in block.facts]
            return {"kind": "facts", "items": items, "stacked": any(len(name) > _LONG_LABEL for name, _ in block.facts)}
        case _:
            assert_never(block)


def _table(table: Table) -> dict[str, Any]:
    width = max([len(table.head), *map(len, table.rows)])
    longest = [max([len(plain(row[n])) for row in table.rows if n < len(row)], default=0) for n in range(width)]
    return {
        "kind": "table",
        "widths": [None if each <= _NARROW else min(each, 120) for each in longest],
        "head": [_words(each) for each in (*table.head, *[""] * (width - len(table.head)))],
        "rows": [[_words(each) for each in (*row, *[""] * (width - len(row)))] for row in table.rows],
        "caption": _words(table.caption) if table.caption else None,
    }
