"""Whose words a line is: the form's requirement or the landlord's own. Needed where a file does not part the two."""

import re
from collections.abc import Sequence

from putright.self_assessment.telling import Telling

__all__ = ["Spoken", "requirement_starts"]

Spoken = tuple[str, bool]
"""A line's words, and whether it is a bullet."""

_OWN = re.compile(
    r"\b(?:we|we.ve|we.re|we.ll|our|us|ours|i|colleagues|customers?|tenants?)\b|"
    r"\b(?:this|the) (?:code )?(?:requirement|statement|self-assessment|action|is included|is in progress|forms part)\b|"
    r"\bcode requirement|^(?:yes|no|n/a)\b|\b(?:included|reflected|contained|detailed|stated|set out) (?:in|within) (?:the|our)\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\b(?:landlords?|must|should)\b|\bhandlers? (?:must|should)\b|\bcode will refer\b",
    re.IGNORECASE,
)
_LIKE_ENOUGH = 0.3
_FIRM = 0.5
_MOST_LINES = 60
"""A requirement has at most a dozen lines; looking back further would take the time of the square of the file."""


def requirement_starts(lines: Sequence[Spoken], words: Telling, among: tuple[str, ...] | None = None) -> int:
    """From which of these lines on the next requirement is printed; their number when none of them is one.

    The lines stand between one answer and the next: first the landlord's words on the one, then perhaps the form's on
    the other. The end is taken that is most like a provision and least like the landlord speaking.
    """
    offset = max(0, len(lines) - _MOST_LINES)
    recent = lines[offset:]
    voices = _voices(recent)
    best, start = 0.0, len(recent)
    gained = 0.0
    said = ""
    for at in range(len(recent) - 1, -1, -1):
        gained += voices[at]
        said = f"{recent[at][0]} {said}"
        if voices[at] < -1 or recent[at][1]:
            continue
        likeness = words.best(said, among)
        if likeness < (_LIKE_ENOUGH if voices[at] > 0 else _FIRM):
            continue
        score = 3 * likeness + gained / 2
        if score > best:
            best, start = score, at
    return offset + start


def _voices(lines: Sequence[Spoken]) -> list[float]:
    """For each line: 1 the form speaks, -1.5 the landlord, a little below 0 where nothing tells; a bullet as its lead."""
    voices: list[float] = []
    lead = -0.2
    for text, bullet in lines:
        if bullet:
            voices.append(min(lead, 0.2))
            continue
        lead = -1.5 if _OWN.search(text) else 1.0 if _FORM.search(text) else -0.2
        voices.append(lead)
    return voices
