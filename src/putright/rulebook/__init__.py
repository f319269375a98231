"""Editions of the Complaint Handling Code as data: provisions, stages, letter parts, contacts, and which one governs.

This room must not know any complaint: it holds what the law says, with a source and any doubt beside every number.
"""

from putright.rulebook.choosing import Choice, choose
from putright.rulebook.loading import RulebookError, all_rulebooks, read_rulebook, rulebook
from putright.rulebook.model import (
    Anchor,
    Contact,
    Duty,
    Extension,
    Ground,
    Letter,
    LetterPart,
    Limit,
    Place,
    PlaceKind,
    Provision,
    Rulebook,
    StageRule,
)

__all__ = [
    "Anchor",
    "Choice",
    "Contact",
    "Duty",
    "Extension",
    "Ground",
    "Letter",
    "LetterPart",
    "Limit",
    "Place",
    "PlaceKind",
    "Provision",
    "Rulebook",
    "RulebookError",
    "StageRule",
    "all_rulebooks",
    "choose",
    "read_rulebook",
    "rulebook",
]
