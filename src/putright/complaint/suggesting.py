"""Complaint or service request? A suggestion with its reasons, from signs that anybody can read. Pure.

It never decides. What it finds in somebody's words are signs with names, each with its reason in a sentence; a person says
what it is, and the record keeps what was suggested beside what was decided. Unhappiness is enough, however it is said and
whatever it is called (1.2); an answer to a survey is not by itself a complaint (1.6).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

__all__ = ["Said", "Sign", "Suggested", "Suggestion", "read_signs", "signs_from", "suggest"]

_KEYS = {"name", "for", "weight", "provision", "reason", "phrases", "unless"}
_WEIGHTS = ("decisive", "strong", "weak")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})  # noqa: RUF001  these are what is replaced
_ENOUGH_AGAINST_A_NO = 2
"""Strong signs that outweigh the answer that the resident is not unhappy."""
_READ = 8_000
"""Characters that are looked at: whatever is said later in a longer letter was said before."""


class Suggested(StrEnum):
    """What may be suggested."""

    COMPLAINT = "complaint"
    SERVICE_REQUEST = "service_request"
    NEITHER = ""
    """Nothing in it points either way, or a survey's answer: ask."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something in what was said that points somewhere, and why, in one sentence."""

    name: str
    points_to: str
    weight: str
    provision: str
    reason: str
    phrases: tuple[re.Pattern[str], ...] = ()
    unless: tuple[re.Pattern[str], ...] = ()

    def meets(self, text: str) -> bool:
        """Whether the words hold it."""
        for each in self.unless:
            text = each.sub(" ", text)
        return any(each.search(text) for each in self.phrases)


@dataclass(frozen=True, slots=True)
class Said:
    """What is known when the suggestion is made."""

    words: str
    unhappy: bool | None = None
    """What was answered to: is the resident unhappy with something we did or did not do? None where nobody asked."""
    told_before: str = ""
    """Whom they have spoken to about it already."""
    wanted: str = ""
    """What would put it right."""
    survey: bool = False
    """Whether it is an answer to a survey."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What it looks like, and the signs it rests on, the weightiest first."""

    what: Suggested
    signs: tuple[Sign, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the signs, as the record keeps them."""
        return tuple(each.name for each in self.signs)

    @property
    def offer(self) -> bool:
        """Whether there is any sign of unhappiness, so that the choice to complain is to be offered (1.3)."""
        return any(each.points_to == Suggested.COMPLAINT for each in self.signs)


_UNHAPPY = Sign(
    "unhappy",
    "complaint",
    "decisive",
    "1.2",
    "The resident is unhappy with something we did or did not do. That is a complaint, whatever it is called.",
)
_CONTENT = Sign(
    "not_unhappy",
    "service_request",
    "weak",
    "1.2",
    "The answer was that the resident is not unhappy with anything we did or did not do.",
)
_TOLD = Sign(
    "told_somebody_before",
    "complaint",
    "strong",
    "1.5",
    "They have spoken to somebody about it already, and come again.",
)
_SURVEY = Sign(
    "survey_answer",
    "neither",
    "decisive",
    "1.6",
    "An answer to a survey is not by itself a complaint: tell them how to make one.",
)
_NOBODY = re.compile(
    r"\s*(?:no(?:body|[- ]?one|ne|thing)?|n/?a|not yet|-+|not (?:told|spoken|said)\b.*|first.*)?\s*\.?\s*",
    re.IGNORECASE,
)


def suggest(said: Said) -> Suggestion:
    """What it looks like, by the signs in it. The same words always give the same answer."""
    found = tuple(sorted(_signs(said), key=lambda each: _WEIGHTS.index(each.weight)))
    return Suggestion(_weighed(said, found), found)


def _signs(said: Said) -> Iterable[Sign]:
    if said.unhappy is True:
        yield _UNHAPPY
    if said.unhappy is False:
        yield _CONTENT
    if said.survey:
        yield _SURVEY
    if not _NOBODY.fullmatch(said.told_before):
        yield _TOLD
    text = " ".join(f"{said.words}. {said.wanted}".translate(_STRAIGHT).split())[:_READ]
    yield from (each for each in read_signs() if each.meets(text))


def _weighed(said: Said, found: tuple[Sign, ...]) -> Suggested:
    complaint = [each for each in found if each.points_to == Suggested.COMPLAINT]
    names = {each.name for each in complaint}
    strong = [each for each in complaint if each.weight == "strong"]
    if names & {"unhappy", "says_complaint"}:
        return Suggested.COMPLAINT
    if said.survey:
        return Suggested.NEITHER
    if len(strong) >= (_ENOUGH_AGAINST_A_NO if said.unhappy is False else 1):
        return Suggested.COMPLAINT
    asks = [each for each in found if each.points_to == Suggested.SERVICE_REQUEST and each.name != _CONTENT.name]
    if asks:  # anger at a fault that is reported for the first time is not yet unhappiness with us
        return Suggested.SERVICE_REQUEST
    return Suggested.COMPLAINT if complaint and said.unhappy is None else Suggested.NEITHER


@cache
def read_signs() -> tuple[Sign, ...]:
    """The signs that ship. Raises ValueError for one that is not one, saying where."""
    text = files("putright.complaint").joinpath("suggesting.toml").read_text(encoding="utf-8")
    return signs_from(tomllib.loads(text).get("sign", []))


def signs_from(tables: Iterable[Mapping[str, object]]) -> tuple[Sign, ...]:
    """Signs out of tables. Raises ValueError where one has an unknown or missing field, or is there twice."""
    found: dict[str, Sign] = {}
    for number, table in enumerate(tables, start=1):
        where = f"suggesting.toml, sign {number}"
        if extra := set(table) - _KEYS:
            raise ValueError(f"{where}: there is no field “{min(extra)}”.")
        if missing := _KEYS - set(table):
            raise ValueError(f"{where}: “{min(missing)}” is missing.")
        sign = _sign(table, where)
        if sign.name in found:
            raise ValueError(f"{where}: “{sign.name}” is there twice.")
        found[sign.name] = sign
    return tuple(found.values())


def _sign(table: Mapping[str, object], where: str) -> Sign:
    name, points_to, weight, provision, reason = (
        str(table[key]) for key in ("name", "for", "weight", "provision", "reason")
    )
    if points_to not in {"complaint", "service_request", "neither"} or weight not in _WEIGHTS:
        raise ValueError(f"{where}: it points to nothing that there is, or has no weight.")
    if not (name and provision and reason and table["phrases"]):
        raise ValueError(f"{where}: a name, its provision, its reason and phrases are needed.")
    return Sign(
        name,
        points_to,
        weight,
        provision,
        reason,
        _patterns(table["phrases"], where),
        _patterns(table["unless"], where),
    )


def _patterns(texts: object, where: str) -> tuple[re.Pattern[str], ...]:
    if not isinstance(texts, list):
        raise ValueError(f"{where}: phrases are a list.")  # noqa: TRY004  every mistake in the file is a ValueError
    try:
        return tuple(re.compile(str(each), re.IGNORECASE) for each in texts)
    except re.error as error:
        raise ValueError(f"{where}: a phrase cannot be read ({error}).") from None
