"""Plain text: for the body of an e-mail, a screen reader's plainest page, or a text message's longer brother."""

import textwrap
from collections.abc import Iterator
from typing import assert_never

from putright.blocks import (
    Address,
    Block,
    Bullets,
    Figure,
    Heading,
    KeyFacts,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
    plain,
)
from putright.documents.writing.bounds import checked

__all__ = ["write_text"]

_WIDTH = 72
"""Columns: what an e-mail still shows unbroken when it has been quoted once."""


def write_text(paper: Paper, *, width: int = _WIDTH) -> str:
    """The paper as text in lines of at most `width` columns, longer words left whole. Raises WritingError."""
    paper = checked(paper)
    blocks = paper.blocks
    found: list[str] = []
    if paper.letterhead is not None:
        head = paper.letterhead
        found.append("\n".join((head.name, *head.address, *head.contact)))
    if paper.envelope is not None:
        found.append("\n".join(paper.envelope.to))
        found.append(
            "\n".join((paper.envelope.date, *(f"{name}: {value}" for name, value in paper.envelope.references)))
        )
        if blocks:
            found += _block(blocks[0], width)
            blocks = blocks[1:]
    found.append(f"{_fold(paper.title, width)}\n{'=' * min(width, len(paper.title))}")
    for block in blocks:
        found += _block(block, width)
    return "\n\n".join(each for each in found if each) + "\n"


def _fold(text: str, width: int, first: str = "", then: str | None = None) -> str:
    return textwrap.fill(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=first if then is None else then,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{_fold(block.text, width)}\n{'-' * min(width, len(block.text))}"
        case Paragraph():
            yield _fold(plain(block.words), width)
        case Bullets():
            yield "\n".join(_fold(plain(item), width, "- ", "  ") for item in block.items)
        case Numbered():
            items = enumerate(block.items, start=1)
            yield "\n".join(_fold(plain(item), width, f"{number}. ", "   ") for number, item in items)
        case Table():
            yield from _table(block, width)
        case Address():
            yield "\n".join(block.lines)
        case Signature():
            yield block.closing
            yield "\n".join((block.name, *block.lines))
        case Figure():
            yield _fold(f"[{block.alt}]", width)
            yield _fold(block.caption, width) if block.caption else ""
        case KeyFacts():
            yield "\n".join(_fold(f"{name}: {plain(value)}", width, "", "  ") for name, value in block.facts)
        case _:
            assert_never(block)


def _table(table: Table, width: int) -> Iterator[str]:
    """A row as a few lines, each cell after its heading: read aloud, columns are noise."""
    if table.caption:
        yield _fold(table.caption, width)
    for row in table.rows:
        cells = zip((*table.head, *[""] * len(row)), row, strict=False)
        yield "\n".join(
            _fold(f"{name}: {plain(cell)}" if name else plain(cell), width, "- " if n == 0 else "  ", "  ")
            for n, (name, cell) in enumerate(cells)
        )
