"""The draft as TOML: the values, under a comment that says what the file is and what is missing from it."""

import textwrap

from putright.policy.reading.draft import Reading
from putright.policy.writing import as_toml

__all__ = ["as_draft"]

_WIDTH = 110


def as_draft(reading: Reading, source: str) -> str:
    """The draft's text. `source` is the name of the document it was read from."""
    unsure = [f"{found.field} (section {found.section})" for found in reading.unsure]
    heading = [
        f"DRAFT, read by putright from {source}: not checked by a person.",
        "Every value carries the passage it was read from and how sure the reading is: high, medium or low.",
        "Compare each with the document, correct it, and take this comment out when that is done.",
        *_block("To know first:", list(reading.notes)),
        *_block("Look at these first, they are hardly sure:", unsure),
        *_block(
            "Not found in the document (not the same as not being there):",
            [f"{part}: {', '.join(names)}" for part, names in reading.not_found_by_part.items()],
        ),
    ]
    return as_toml(reading.policy, heading="\n".join(heading))


def _block(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    folded = [
        piece
        for line in lines
        for piece in textwrap.wrap(
            line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    ]
    return ["", title, *folded]
