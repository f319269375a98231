"""Between blocks and plain words: what a person typed into a box as blocks, and the words that a block holds."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from putright.blocks.cleaning import clean
from putright.blocks.model import (
    Address,
    Block,
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Numbered,
    Paragraph,
    Signature,
    Table,
    Words,
)

__all__ = ["blocks_from", "plain", "text_of"]

_BULLET = re.compile(r"[-*\u2022]\s+(?=\S)")


def blocks_from(text: str) -> tuple[Block, ...]:
    """What somebody typed, as paragraphs; lines that begin with a dash or a bullet are a list. Nothing else means anything."""
    found: list[Block] = []
    for stretch in re.split(r"\n[ \t]*\n", clean(text)):
        lines = [line.strip() for line in stretch.split("\n") if line.strip()]
        sentences: list[str] = []
        bullets: list[str] = []
        for line in lines:
            marked = _BULLET.match(line)
            if marked:
                _end(found, sentences)
                bullets.append(line[marked.end() :])
            else:
                _end_list(found, bullets)
                sentences.append(line)
        _end(found, sentences)
        _end_list(found, bullets)
    return tuple(found)


def _end(found: list[Block], sentences: list[str]) -> None:
    if sentences:
        found.append(Paragraph(" ".join(sentences)))
        sentences.clear()


def _end_list(found: list[Block], bullets: list[str]) -> None:
    if bullets:
        found.append(Bullets(tuple(bullets)))
        bullets.clear()


def plain(words: Words) -> str:
    """The words without what marks them."""
    return words if isinstance(words, str) else "".join(span.text for span in words)


def text_of(blocks: Iterable[Block]) -> str:
    """All the words of some blocks, a line for each paragraph, item or cell: to search in, not to send."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(words=words):
            yield plain(words)
        case Bullets(items=items) | Numbered(items=items):
            yield from (plain(item) for item in items)
        case Table():
            yield from (block.caption, *block.head) if block.caption else block.head
            yield from (plain(cell) for row in block.rows for cell in row)
        case Address(lines=lines):
            yield from lines
        case Signature():
            yield from (block.closing, block.name, *block.lines)
        case Figure():
            yield from (each for each in (block.alt, block.caption) if each)
        case KeyFacts(facts=facts):
            yield from (f"{name}: {plain(value)}" for name, value in facts)
        case _:
            assert_never(block)
