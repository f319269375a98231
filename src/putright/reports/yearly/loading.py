"""Reading the rules of yearly measures from TOML, and refusing what is not known there."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["Doubt", "Settings", "Version", "YearlyError", "parsed", "settings_read", "version_for"]

_FILE = Path(__file__).parent / "tenant_satisfaction.toml"


class YearlyError(ValueError):
    """The file of a yearly measure cannot be used, or no version of it is for that year. One sentence says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """The rules from a reporting year on."""

    name: str
    from_year_ending: date
    timescales: str
    source: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the rules do not settle: what may be chosen, and what is taken where nobody chose."""

    about: str
    choices: tuple[str, ...]
    default: str
    says: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What all versions share."""

    per_homes: int
    places: int
    tenures: tuple[str, ...]
    stages: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    versions: tuple[Version, ...]


def version_for(year_end: date) -> Version:
    """The rules of the reporting year that ends on a day. Raises YearlyError for a year before the first."""
    known = [each for each in settings_read().versions if each.from_year_ending <= year_end]
    if not known:
        first = settings_read().versions[0].from_year_ending
        raise YearlyError(
            f"There are no Tenant Satisfaction Measures for a year ending before {first:%d %B %Y}: choose a later year."
        )
    return known[-1]


@lru_cache(maxsize=1)
def settings_read() -> Settings:
    """The shipped rules."""
    return parsed(_FILE.read_text(encoding="utf-8"), _FILE.name)


def parsed(text: str, name: str) -> Settings:
    """Rules out of a text of TOML. Raises YearlyError naming what is wrong in it."""
    try:
        found: dict[str, Any] = tomllib.loads(text)
        _only(found, {"version", "settings", "doubt"}, name)
        versions = [_version(each, name) for each in found["version"]]
        doubts = [_doubt(each, name) for each in found["doubt"]]
        general = found["settings"]
        _only(general, {"per_homes", "places", "tenures", "stages"}, name)
        if [each.from_year_ending for each in versions] != sorted({each.from_year_ending for each in versions}):
            raise YearlyError(f"{name}: two versions are for the same year, or they are out of order: oldest first.")
        return Settings(
            general["per_homes"],
            general["places"],
            tuple(general["tenures"]),
            tuple(general["stages"]),
            tuple(doubts),
            tuple(versions),
        )
    except tomllib.TOMLDecodeError as error:
        raise YearlyError(f"{name} is not TOML: {error}; correct it there.") from None
    except KeyError as error:
        raise YearlyError(f"{name} says nothing of {error}: add it.") from None


def _version(given: dict[str, Any], name: str) -> Version:
    _only(given, {"name", "from_year_ending", "timescales", "source"}, name)
    if not given["source"]:
        raise YearlyError(f"{name}: version {given['name']} has no source: say where the rule is from.")
    return Version(given["name"], given["from_year_ending"], given["timescales"], given["source"])


def _doubt(given: dict[str, Any], name: str) -> Doubt:
    _only(given, {"about", "choices", "default", "says"}, name)
    if given["default"] not in given["choices"]:
        raise YearlyError(f"{name}: {given['about']} takes {given['default']}, which is none of its choices.")
    return Doubt(given["about"], tuple(given["choices"]), given["default"], given["says"])


def _only(given: dict[str, Any], known: set[str], name: str) -> None:
    strange = sorted(given.keys() - known)
    if strange:
        raise YearlyError(f"{name} has {strange[0]!r}, which nothing reads: correct its name or leave it out.")
