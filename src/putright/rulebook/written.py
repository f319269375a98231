"""The shape of an edition's TOML file: what may be written in it, and nothing else.

The domain's own types are in `model`; these exist only while a file is read. A `source` names entries of `[sources]`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from putright.rulebook.model import Anchor, Duty, Place, PlaceKind
from putright.workdays import Convention

__all__ = ["EditionFile", "Sources", "Strict", "Words"]

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sources = Annotated[tuple[Words, ...], Field(min_length=1)]
_Kind = Literal["policy", "case", "process", "publication", "governance", "narrative"]
_PLACE_WORDS = (2, 3)


class Strict(BaseModel):
    """A table in which every key is known: a misspelt key would otherwise be a rule that is silently not applied."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProvisionFile(Strict):
    """`[[provision]]`."""

    id: Words
    section: Words
    duty: Duty
    kind: Annotated[tuple[_Kind, ...], Field(min_length=1)]
    who: Words
    summary: Words
    judged: Words
    parameter: str = ""
    maps_to_2024: tuple[Words, ...] | None = None
    source: Sources
    doubt: str = ""
    note: str = ""
    places: tuple[Place, ...] = ()

    @field_validator("places", mode="before")
    @classmethod
    def _places(cls, value: object) -> tuple[Place, ...]:
        if not isinstance(value, list):
            raise ValueError('places is a list such as ["finding acknowledged_late"]')  # noqa: TRY004  pydantic's way
        return tuple(_place(str(text)) for text in value)


def _place(text: str) -> Place:
    """A place as it is written: its kind, its name and, where it is still to be built, `later`."""
    words = text.split()
    kinds = [kind.value for kind in PlaceKind]
    if len(words) not in _PLACE_WORDS or words[2:] not in ([], ["later"]):
        raise ValueError(f"{text!r} is not a place: write the kind, the name and, if still to be built, 'later'")
    if words[0] not in kinds:
        raise ValueError(f"{words[0]!r} is not a kind of place: it is one of {', '.join(kinds)}")
    return Place(PlaceKind(words[0]), words[1], later=len(words) > _PLACE_WORDS[0])


class LimitFile(Strict):
    """`[stage.acknowledge]` and `[stage.respond]`."""

    working_days: Annotated[int, Field(ge=1)]
    counted_from: Annotated[tuple[Anchor, ...], Field(min_length=1)]
    provision: Words
    source: Sources
    doubt: str = ""


class ExtensionFile(Strict):
    """`[stage.extension]`."""

    working_days: Annotated[int, Field(ge=1)]
    provision: Words
    details_provision: Words | None = None
    agreement_beyond_working_days: Annotated[int, Field(ge=1)] | None = None
    agreement_provision: Words | None = None
    source: Sources
    doubt: str = ""


class StageFile(Strict):
    """`[[stage]]`."""

    number: int
    name: Words
    response_letter: Words
    optional: bool = False
    other_person_provision: Words | None = None
    acknowledge: LimitFile | None = None
    respond: LimitFile
    extension: ExtensionFile | None = None


class PartFile(Strict):
    """`[[letter.part]]`."""

    name: Words
    provision: Words
    summary: Words
    when: str = ""


class LetterFile(Strict):
    """`[[letter]]`."""

    kind: Words
    source: Sources
    doubt: str = ""
    part: Annotated[tuple[PartFile, ...], Field(min_length=1)]


class GroundFile(Strict):
    """`[[ground]]`."""

    name: Words
    provision: Words
    summary: Words
    months: Annotated[int, Field(ge=1)] | None = None
    source: Sources
    doubt: str = ""


class CountingFile(Strict):
    """`[counting]`."""

    convention: Convention
    source: Sources
    doubt: str = ""


class NoticeFile(Strict):
    """`[notice_of_extension]`."""

    in_time: bool
    source: Sources
    doubt: str = ""


class DefinitionFile(Strict):
    """`[definition]`: the wording of 1.2; `text` is left out where none is prescribed."""

    text: str = ""
    provision: Words | None = None
    source: Sources
    doubt: str = ""


class EditionFile(Strict):
    """A whole file."""

    family: Words
    edition: Words
    title: Words
    body: Words
    published_on: date | None = None
    published_doubt: str = ""
    published_source: Sources
    in_force_from: date | None = None
    governs_complaints_made_from: date
    governs_source: Sources
    governs_by: Words
    binds: Words
    status: Words
    sources: dict[str, Words]
    counting: CountingFile
    notice_of_extension: NoticeFile
    definition: DefinitionFile
    stage: Annotated[tuple[StageFile, ...], Field(min_length=1)]
    letter: tuple[LetterFile, ...] = ()
    ground: tuple[GroundFile, ...] = ()
    provision: Annotated[tuple[ProvisionFile, ...], Field(min_length=1)]

    @property
    def is_latest(self) -> bool:
        """Whether this is the edition that the others are mapped to."""
        return (self.family, self.edition) == ("housing-ombudsman", "2024")

    def cited(self, names: tuple[str, ...]) -> str:
        """The citations that the names of sources stand for, as one text."""
        return "; ".join(self.sources[name] for name in names)

    def sources_named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every place that names sources, with the names."""
        yield "published_source", self.published_source
        yield "governs_source", self.governs_source
        yield "counting", self.counting.source
        yield "notice_of_extension", self.notice_of_extension.source
        yield "definition", self.definition.source
        for stage in self.stage:
            for what in (stage.acknowledge, stage.respond, stage.extension):
                if what:
                    yield f"stage {stage.number}", what.source
        for letter in self.letter:
            yield f"letter {letter.kind}", letter.source
        for ground in self.ground:
            yield f"ground {ground.name}", ground.source
        for provision in self.provision:
            yield f"provision {provision.id}", provision.source

    def provisions_named(self) -> Iterator[tuple[str, str]]:
        """Every place that names a provision, with its number."""
        if self.definition.provision:
            yield "definition", self.definition.provision
        for stage in self.stage:
            for number in _named_by(stage):
                yield f"stage {stage.number}", number
        for letter in self.letter:
            for part in letter.part:
                yield f"letter {letter.kind}, part {part.name}", part.provision
        for ground in self.ground:
            yield f"ground {ground.name}", ground.provision


def _named_by(stage: StageFile) -> Iterator[str]:
    numbers = [stage.other_person_provision, stage.respond.provision]
    if stage.acknowledge:
        numbers.append(stage.acknowledge.provision)
    if stage.extension:
        numbers += [stage.extension.provision, stage.extension.details_provision, stage.extension.agreement_provision]
    yield from (number for number in numbers if number)
