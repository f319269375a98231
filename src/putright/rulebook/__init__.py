"""Editions of the Complaint Handling Code as data: provisions, stages, letter parts, contacts, and which one governs.

This room must not know any complaint: it holds what the law says, with a source and any doubt beside every number.
"""

from putright.rulebook.choosing import Choice, choose
from putright.rulebook.contact_details import StalePhrase, contacts, stale_contacts, stale_phrases
from putright.rulebook.loading import RulebookError, all_rulebooks, read_rulebook, rulebook
from putright.rulebook.mapping import maps_from, maps_to
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
from putright.rulebook.wording import Wording, is_of_the_code, looks_like, wording_in
from putright.rulebook.wording_store import keep_wording, kept_wording, user_folder

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
    "StalePhrase",
    "Wording",
    "all_rulebooks",
    "choose",
    "contacts",
    "is_of_the_code",
    "keep_wording",
    "kept_wording",
    "looks_like",
    "maps_from",
    "maps_to",
    "read_rulebook",
    "rulebook",
    "stale_contacts",
    "stale_phrases",
    "user_folder",
    "wording_in",
]
