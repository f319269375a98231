"""Which edition of the Code governs a complaint: the one in force on the day the complaint was made."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from putright.rulebook.loading import RulebookError, all_rulebooks
from putright.rulebook.model import Rulebook
from putright.workdays import in_words

__all__ = ["Choice", "choose"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition, and in one plain sentence why it governs."""

    rulebook: Rulebook
    because: str


@lru_cache(maxsize=4096)  # a report asks for the same few days again and again
def choose(made_on: date, family: str = "housing-ombudsman") -> Choice:
    """The edition that governs a complaint made on that day.

    The editions themselves say from which day they govern, and where that is written. A complaint made before the first
    of them gets that first edition for comparison only, and the sentence says so. Raises RulebookError for an unknown
    family.
    """
    editions = sorted(
        (edition for edition in all_rulebooks() if edition.family == family),
        key=lambda edition: edition.governs_complaints_made_from,
    )
    if not editions:
        families = ", ".join(dict.fromkeys(edition.family for edition in all_rulebooks()))
        raise RulebookError(f"There is no Code of {family!r} here: choose one of {families}.")
    in_force = [edition for edition in editions if edition.governs_complaints_made_from <= made_on]
    if not in_force:
        return Choice(editions[0], _before_any(made_on, editions[0]))
    chosen = in_force[-1]
    later = editions[len(in_force)] if len(in_force) < len(editions) else None
    return Choice(chosen, _because(made_on, chosen, later))


def _because(made_on: date, chosen: Rulebook, later: Rulebook | None) -> str:
    since = in_words(chosen.governs_complaints_made_from, weekday=False)
    if later:
        end = in_words(later.governs_complaints_made_from, weekday=False)
        span = f"on or after {since} and before {end}, so the {chosen.edition} edition governs it"
    else:
        span = f"on or after {since}, so the {chosen.edition} edition governs it"
    return f"The complaint was made on {in_words(made_on)}, {span}, by {chosen.governs_by}."


def _before_any(made_on: date, first: Rulebook) -> str:
    since = in_words(first.governs_complaints_made_from, weekday=False)
    return (
        f"The complaint was made on {in_words(made_on)}, when no edition was yet in force: the {first.edition} "
        f"edition, counted here from {since}, is used for comparison only (by {first.governs_by})."
    )
