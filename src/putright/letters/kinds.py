"""The kinds of letter and the parts they may have to hold, read from data."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field as Checked

from putright.rulebook.loading import read_toml
from putright.rulebook.written import Strict, Words

__all__ = ["Kind", "OwnPart", "Part", "all_kinds", "all_parts", "kind_named", "part_named"]

_ROOM = Path(__file__).parent

When = Literal["", "something_went_wrong", "last_stage", "building_safety"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something a letter may have to hold."""

    name: str
    says: str
    write: str
    """What to do where it is missing: a sentence to whoever writes the letter."""
    signs: tuple[str, ...]
    """Words by which a text that was finished elsewhere is taken to hold it; any one of them."""
    date: bool = False
    """Whether it needs a date as well."""
    contact: bool = False
    """Whether it needs one of the Ombudsman's current contacts as well."""


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part that we hold to be good practice, beyond what the edition asks."""

    part: str
    why: str
    when: When = ""
    finding: str = ""
    """The finding that watches over the same thing: its provision in the edition is then given with the part."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter."""

    name: str
    title: str
    stage: int | None = None
    """None where it may be written at any stage."""
    rulebook_letter: str = ""
    """The name of the letter in an edition; empty where no edition has it."""
    answers: bool = False
    """Whether it is a stage's answer, which some policies want approved before it goes."""
    approval: bool = False
    """Whether it should have a second pair of eyes in any case."""
    to: Literal["resident", "ombudsman"] = "resident"
    own: tuple[OwnPart, ...] = ()


class _OwnFile(Strict):
    part: Words
    why: Words
    when: When = ""
    finding: str = ""


class _KindFile(Strict):
    name: Words
    title: Words
    stage: int | None = None
    rulebook_letter: str = ""
    answers: bool = False
    approval: bool = False
    to: Literal["resident", "ombudsman"] = "resident"
    own: tuple[_OwnFile, ...] = ()


class _KindsFile(Strict):
    kind: Annotated[tuple[_KindFile, ...], Checked(min_length=1)]


class _PartFile(Strict):
    name: Words
    says: Words
    write: Words
    signs: tuple[str, ...]
    date: bool = False
    contact: bool = False


class _PartsFile(Strict):
    part: Annotated[tuple[_PartFile, ...], Checked(min_length=1)]


@lru_cache(maxsize=1)
def all_parts() -> dict[str, Part]:
    """Every part by its name."""
    written = read_toml(_ROOM / "parts.toml", _PartsFile)
    return {each.name: Part(**each.model_dump()) for each in written.part}


def part_named(name: str) -> Part:
    """The part of that name; one that only a landlord's policy knows has its name for words."""
    found = all_parts().get(name)
    if found is not None:
        return found
    words = name.replace("_", " ")
    return Part(name, words, f"Put in what the policy asks for: {words}.", (words,))


@lru_cache(maxsize=1)
def all_kinds() -> dict[str, Kind]:
    """Every kind of letter by its name."""
    written = read_toml(_ROOM / "kinds.toml", _KindsFile)
    found = {}
    for each in written.kind:
        own = tuple(OwnPart(**part.model_dump()) for part in each.own)
        found[each.name] = Kind(**{**each.model_dump(), "own": own})
    return found


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError whose text names those there are."""
    try:
        return all_kinds()[name]
    except KeyError:
        raise KeyError(f"There is no letter {name!r}: choose one of {', '.join(all_kinds())}.") from None
