"""What a template may name: the fields and slots, read from data."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field as Checked

from putright.rulebook.loading import read_toml
from putright.rulebook.written import Strict, Words

__all__ = ["Field", "Shape", "all_fields", "field_named"]

_FILE = Path(__file__).parent / "fields.toml"


class Shape(StrEnum):
    """What a field gives."""

    WORDS = "words"
    BLOCKS = "blocks"
    YES_NO = "yes_no"
    SLOT = "slot"
    """What a person writes: paragraphs, or within a sentence when it is short."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something a template may name."""

    name: str
    shape: Shape
    says: str
    """What it gives; for a slot, the prompt to whoever writes it."""
    carries: tuple[str, ...] = ()
    optional: bool = False
    """Whether a letter is whole without it."""


class _FieldFile(Strict):
    name: Words
    shape: Shape
    says: Words
    carries: tuple[str, ...] = ()


class _SlotFile(Strict):
    name: Words
    prompt: Words
    carries: tuple[str, ...] = ()
    optional: bool = False


class _File(Strict):
    field: Annotated[tuple[_FieldFile, ...], Checked(min_length=1)]
    slot: tuple[_SlotFile, ...]


@lru_cache(maxsize=1)
def all_fields() -> dict[str, Field]:
    """Every field and slot by its name. A slot and a field of one name are one thing: the slot fills in for the field."""
    written = read_toml(_FILE, _File)
    found = {each.name: Field(each.name, each.shape, each.says, each.carries) for each in written.field}
    for slot in written.slot:
        if slot.name in found:
            raise ValueError(f"{_FILE.name}: {slot.name!r} is a field and a slot; give one of them another name.")
        found[slot.name] = Field(slot.name, Shape.SLOT, slot.prompt, slot.carries, slot.optional)
    return found


def field_named(name: str) -> Field | None:
    """The field or slot of that name, None where there is none."""
    return all_fields().get(name)
