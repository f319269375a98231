"""Reading editions of the Code from TOML, and refusing what is wrong with one, saying where and what to do.

A mistake in these files becomes a wrong date or a missing sentence in somebody's letter, so a key that is not known,
a number without a source and a reference to nothing are all refused.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from putright.rulebook.building import built
from putright.rulebook.model import Rulebook
from putright.rulebook.written import EditionFile

__all__ = ["RulebookError", "all_rulebooks", "read_rulebook", "read_toml", "rulebook"]

_EDITIONS = Path(__file__).parent / "editions"
_FAMILY = "housing-ombudsman"
_LATEST = "housing-ombudsman-2024"
"""The edition that the others are mapped to."""

_Shape = TypeVar("_Shape", bound=BaseModel)


class RulebookError(ValueError):
    """A rulebook cannot be used. The message is one sentence: which file, where in it, why, the way out."""


def rulebook(name: str) -> Rulebook:
    """The shipped edition of that name: "2024", "housing-ombudsman 2024" or "lgsco 2024".

    A year alone is the Housing Ombudsman's. Raises RulebookError naming the editions there are.
    """
    found = _shipped().get(" ".join(name.replace("-", " ").lower().split()))
    if found is None:
        known = ", ".join(edition.name for edition in all_rulebooks())
        raise RulebookError(f"There is no edition {name!r} of a Code here: choose one of {known}.")
    return found


def all_rulebooks() -> tuple[Rulebook, ...]:
    """Every shipped edition: the Housing Ombudsman's by year, then the others."""
    return tuple({id(edition): edition for edition in _shipped().values()}.values())


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Rulebook]:
    found: dict[str, Rulebook] = {}
    for path in sorted(_EDITIONS.glob("*.toml")):
        edition = read_rulebook(path)
        found[f"{edition.family} {edition.edition}".replace("-", " ")] = edition
        if edition.family == _FAMILY:
            found[edition.edition] = edition
    return found


def read_rulebook(path: Path) -> Rulebook:
    """The edition in a TOML file, with everything in it checked. Raises RulebookError."""
    written = read_toml(path, EditionFile)
    for where, why in _mistakes(written):
        raise RulebookError(f"{path.name}, {where}: {why}")
    return built(written)


def read_toml(path: Path, shape: type[_Shape]) -> _Shape:
    """A TOML file as `shape`. Raises RulebookError for a file that cannot be read or does not have that shape."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RulebookError(f"{path} cannot be read ({error.strerror}): check the name and try again.") from None
    except UnicodeDecodeError:
        raise RulebookError(f"{path.name} is not UTF-8 text: save it as UTF-8 and try again.") from None
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{path.name} is not TOML: {error}; correct it there.") from None
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        where, why = _first(error, content)
        raise RulebookError(f"{path.name}, {where}: {why}") from None


_SAID = {
    "extra_forbidden": "this key is not known; check its spelling or take it out.",
    "missing": "this key is missing; add it.",
    "string_too_short": "this is empty; write it in.",
    "too_short": "this is empty; at least one is needed.",
}


def _first(error: ValidationError, content: dict[str, Any]) -> tuple[str, str]:
    """Where the first mistake is, in the file's own words, and what it is."""
    first = error.errors()[0]
    where: list[str] = []
    at: Any = content
    for step in first["loc"]:
        if isinstance(step, int):
            at = at[step]
            where.append(_called(at, step))
        else:
            at = at.get(step) if isinstance(at, dict) else None
            where.append(step)
    reason = _SAID.get(first["type"], first["msg"].removeprefix("Value error, ") + "; correct it.")
    return " ".join(where) or "the file", reason


def _called(entry: object, position: int) -> str:
    """An entry of a list by its own name where it has one, otherwise by where it stands."""
    if isinstance(entry, dict):
        for key in ("id", "number", "value", "text", "kind", "name"):
            if key in entry:
                return str(entry[key])
    return f"number {position + 1}"


def _mistakes(written: EditionFile) -> Iterator[tuple[str, str]]:
    """What is wrong between the parts of an edition, in the order a person would put it right."""
    yield from _repeated("provision", (provision.id for provision in written.provision))
    yield from _repeated("stage", (str(stage.number) for stage in written.stage))
    yield from _repeated("letter", (letter.kind for letter in written.letter))
    yield from _repeated("ground", (ground.name for ground in written.ground))
    for letter in written.letter:
        yield from _repeated(f"letter {letter.kind}, part", (part.name for part in letter.part))
    yield from _unsourced(written)
    yield from _numbers_of_stages(written)
    yield from _references(written)
    yield from _mappings(written)


def _repeated(what: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name}", f"it stands there {times} times; keep one."


def _unsourced(written: EditionFile) -> Iterator[tuple[str, str]]:
    known = ", ".join(written.sources)
    for where, names in written.sources_named():
        for name in names:
            if name not in written.sources:
                yield where, f"its source {name!r} is not in [sources]; add it there or name one of {known}."


def _numbers_of_stages(written: EditionFile) -> Iterator[tuple[str, str]]:
    numbers = [stage.number for stage in written.stage]
    if numbers != list(range(1, len(numbers) + 1)):
        order = ", ".join(map(str, numbers))
        yield "stage", f"the stages stand as {order}; number them 1, 2, 3 in that order, none left out."
    kinds = {letter.kind for letter in written.letter}
    for stage in written.stage:
        if stage.response_letter not in kinds:
            yield f"stage {stage.number}", f"there is no letter {stage.response_letter!r}; describe it or name another."


def _references(written: EditionFile) -> Iterator[tuple[str, str]]:
    known = {provision.id for provision in written.provision}
    for where, number in written.provisions_named():
        if number not in known:
            yield where, f"it names provision {number}, which this edition does not have; correct the number."


def _mappings(written: EditionFile) -> Iterator[tuple[str, str]]:
    own = written.is_latest
    known = {provision.id for provision in written.provision} if own else _latest_ids()
    for provision in written.provision:
        if provision.maps_to_2024 is None and not own:
            yield f"provision {provision.id}", "maps_to_2024 is missing; write [] where 2024 dropped it."
        for number in provision.maps_to_2024 or ():
            if number not in known:
                yield f"provision {provision.id}", f"maps_to_2024 names {number}, which the 2024 edition does not have."


@lru_cache(maxsize=1)
def _latest_ids() -> frozenset[str]:
    latest = read_toml(_EDITIONS / f"{_LATEST}.toml", EditionFile)
    return frozenset(provision.id for provision in latest.provision)
