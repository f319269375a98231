"""A paragraph cut into its sentences, for the layout that gives each a line of its own."""

import re

__all__ = ["sentences"]

_END = re.compile(r"(?<=[.!?])[\"\u201d')]*\s+(?=[A-Z\u00c0-\u00de\u201c\"(\d])")
_NOT_AN_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|e\.g|i\.e|approx|Flat)|\b[A-Z])\.$")


def sentences(text: str) -> list[str]:
    """Its sentences in order. A stop after a title, an initial or "No" does not end one."""
    found: list[str] = []
    at = 0
    for end in _END.finditer(text):
        piece = text[at : end.start()].strip()
        if piece and not _NOT_AN_END.search(piece):
            found.append(text[at : end.end()].strip())
            at = end.end()
    rest = text[at:].strip()
    return [*found, rest] if rest else found or [text]
