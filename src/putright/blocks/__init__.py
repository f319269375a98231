"""Pages and letters as blocks: headings, paragraphs, lists, tables. Text is data here, never markup.

The pure rooms make papers of these; the documents room writes each as HTML, plain text, PDF and DOCX. This room must not
know any format, nor what a complaint is.
"""

from putright.blocks.cleaning import clean, cleaned
from putright.blocks.direction import runs_right_to_left
from putright.blocks.model import (
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
)
from putright.blocks.plain import blocks_from, plain, text_of

__all__ = [
    "Address",
    "Block",
    "Bullets",
    "Envelope",
    "Figure",
    "Heading",
    "Image",
    "KeyFacts",
    "Layout",
    "Letterhead",
    "Numbered",
    "Paper",
    "Paragraph",
    "Signature",
    "Span",
    "Table",
    "Tone",
    "Words",
    "blocks_from",
    "clean",
    "cleaned",
    "plain",
    "runs_right_to_left",
    "text_of",
]
