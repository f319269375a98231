"""Whether a building is higher-risk: what the landlord has it down as, beside what its measures say.

The numbers are in `higher_risk.toml` with their source, not here.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from putright.people.models import Building

__all__ = ["HigherRiskRule", "Standing", "rules", "rules_of", "stands_as"]


@dataclass(frozen=True, slots=True)
class HigherRiskRule:
    """From which height a building is higher-risk, in one country, from a day on."""

    country: str
    storeys: int
    metres: int
    homes: int
    from_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a building stands on a day. None: nobody can tell from what is known."""

    higher_risk: bool | None
    by_measure: bool | None
    doubt: str = ""
    """Where the landlord's word and the measures differ, or a measure is missing."""


def rules_of(text: str) -> tuple[HigherRiskRule, ...]:
    """The rules of a TOML text. Raises ValueError for a key that is not known, or one that is missing."""
    found = []
    wanted = {field.name for field in fields(HigherRiskRule)}
    for number, written in enumerate(tomllib.loads(text).get("rule", []), start=1):
        given: dict[str, Any] = {("from_on" if key == "from" else key): value for key, value in written.items()}
        if set(given) != wanted:
            odd = ", ".join(sorted(set(given) ^ wanted))
            raise ValueError(f"Rule {number} of the higher-risk buildings: {odd} is missing or not known.")
        if not given["source"].strip():
            raise ValueError(f"Rule {number} of the higher-risk buildings names no source.")
        found.append(HigherRiskRule(**given))
    return tuple(found)


@cache
def rules() -> tuple[HigherRiskRule, ...]:
    """The rules that came with the program."""
    return rules_of(files("putright.people").joinpath("higher_risk.toml").read_text(encoding="utf-8"))


def stands_as(building: Building, on: date) -> Standing:
    """Whether a building is higher-risk on a day.

    The safer answer counts: where the landlord's word and the measures differ, it is higher-risk, and that is said.
    """
    rule = next((each for each in rules() if each.country == building.country and each.from_on <= on), None)
    measured = _measured(building, rule) if rule is not None else None
    said = building.higher_risk
    if said is None or measured is None or said == measured:
        missing = said is None and measured is None
        doubt = f"It is not known whether {building.name} is higher-risk: give its storeys, metres and homes."
        return Standing(measured if said is None else said, measured, doubt if missing else "")
    word, measure = ("is", "is not") if said else ("is not", "is")
    return Standing(
        higher_risk=True,
        by_measure=measured,
        doubt=f"{building.name} is down as one that {word} higher-risk, and by its measures it {measure}: check which.",
    )


def _measured(building: Building, rule: HigherRiskRule) -> bool | None:
    """Tall enough by either measure, with enough homes; None where what is missing could change the answer."""
    by_storeys = None if building.storeys is None else building.storeys >= rule.storeys
    by_metres = None if building.metres is None else building.metres >= rule.metres
    enough = None if building.homes is None else building.homes >= rule.homes
    if enough is False or (by_storeys is False and by_metres is False):
        return False
    tall = True if by_storeys or by_metres else None
    return True if tall and enough else None
