"""The year of the Code that a document names near its beginning: a hint at the edition, never proof."""

import re

from putright.passages import Document

__all__ = ["year_hint"]

_FIRST = 30
_ABOUT = re.compile(r"self[ -]?assess|\bcode\b|updated|date|april|assessment", re.IGNORECASE)
_YEAR = re.compile(r"\b20(\d{2})(?:\s*[/\u2013-]\s*(?:20)?(\d{2}))?\b")
_HINT = 4.0
_IN_FORCE = {"2022": range(2022, 2024), "2024": range(2024, 2100)}


def year_hint(document: Document, edition: str) -> float:
    """What the years named in the title and introduction are worth for this edition: at most 4 points."""
    worth = 0.0
    for text in (document.name, *(passage.text for passage in document.passages[:_FIRST])):
        if text != document.name and not _ABOUT.search(text):
            continue
        years = {2000 + int(found[1]) for found in _YEAR.finditer(text)}
        worth += sum(year in _IN_FORCE.get(edition, ()) for year in years)
    return min(_HINT, worth)
