"""Which provisions of one edition of the Housing Ombudsman's Code carry on which of another.

The numbers do not line up (72 assessed provisions in each of 2022 and 2024 is chance), so editions are never joined on
the number, only through `maps_to_2024` in the data of the older edition.
"""

from collections.abc import Mapping

from putright.rulebook.loading import rulebook
from putright.rulebook.model import Rulebook

__all__ = ["maps_from", "maps_to"]

_LATEST = "housing-ombudsman 2024"


def maps_to(edition: str) -> Mapping[str, tuple[str, ...]]:
    """Each provision of an edition, with the provisions of the 2024 edition that carry it on; () where dropped."""
    return {provision.id: provision.maps_to_2024 for provision in rulebook(edition).provisions}


def maps_from(edition: str) -> Mapping[str, tuple[str, ...]]:
    """Each provision of the 2024 edition, with those of an edition that it carries on; () where it is new."""
    older: Rulebook = rulebook(edition)
    return {
        provision.id: tuple(old.id for old in older.provisions if provision.id in old.maps_to_2024)
        for provision in rulebook(_LATEST).provisions
    }
