"""The shapes of an edition of the Code. Values only: reading them from TOML is `loading`'s work."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from putright.workdays import Convention


class Duty(StrEnum):
    """How binding a provision is."""

    MUST = "must"
    SHOULD = "should"
    NONE = "none"
    """A scene-setting paragraph: not a row of the self-assessment."""


class Anchor(StrEnum):
    """The event, or date, that a limit is counted from."""

    RECEIVED = "received"
    LOGGED = "logged"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGE_DUE = "acknowledge_due"
    """The last day for the acknowledgement: stands in where there was none (an inference; see the doubt)."""
    ESCALATION_REQUESTED = "escalation_requested"


class PlaceKind(StrEnum):
    """Where in putright a provision is kept."""

    GUARD = "guard"
    """A person is stopped once before recording something that departs from it."""
    FINDING = "finding"
    """Assessing a complaint says when it was not met."""
    LETTER_PART = "letter_part"
    """A letter cannot be complete without it."""
    POLICY_CHECK = "policy_check"
    """Checking a landlord's policy looks for it."""
    MEASURE = "measure"
    """A figure shows how often it is met."""
    REGISTER = "register"
    """A dated list kept by the landlord shows it."""
    ATTESTATION = "attestation"
    """The landlord says so, with evidence, in its self-assessment."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a provision is kept: the kind, and the name it has there."""

    kind: PlaceKind
    name: str
    later: bool = False
    """Whether the place is named but still to be built."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered provision, in our own words."""

    id: str
    section: str
    summary: str
    duty: Duty
    kind: tuple[str, ...]
    """policy, case, process, publication, governance or narrative."""
    who: str
    judged: str
    """How it can be judged whether it was met."""
    parameter: str
    maps_to_2024: tuple[str, ...]
    """The provisions of the Housing Ombudsman's 2024 edition that carry it on; for another body's Code, those on the
    same matter. Empty where there are none."""
    source: str
    doubt: str
    note: str
    places: tuple[Place, ...]

    @property
    def assessed(self) -> bool:
        """Whether it is a row of the self-assessment form."""
        return self.duty is not Duty.NONE


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit in working days."""

    working_days: int
    counted_from: tuple[Anchor, ...]
    """In order: the first of these whose date is known starts the count."""
    provision: str
    source: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a response may be put off, measured from the original due date."""

    working_days: int
    provision: str
    details_provision: str | None
    """The provision that asks for the Ombudsman's contact details in the notice."""
    agreement_beyond_working_days: int | None
    """In all (limit and extension), beyond which both parties should agree; None where no consent is needed."""
    agreement_provision: str | None
    source: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class StageRule:
    """One stage of the complaints procedure."""

    number: int
    name: str
    acknowledge: Limit | None
    """None where the edition sets no limit for it at this stage."""
    respond: Limit
    extension: Extension | None
    other_person_provision: str | None
    """The provision by which nobody may decide here who decided at an earlier stage."""
    response_letter: str
    """The kind of letter that answers at this stage."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One thing a letter has to hold."""

    name: str
    provision: str
    summary: str
    when: str = ""
    """In words, the only case in which it has to be there; empty where it always has to."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one kind of letter has to hold under an edition."""

    kind: str
    parts: tuple[LetterPart, ...]
    source: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for not accepting a complaint that the edition gives as an acceptable example."""

    name: str
    provision: str
    summary: str
    months: int | None
    source: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How a body could be reached, between two dates. Never template text: these change."""

    body: str
    """housing_ombudsman, building_safety_regulator or lgsco."""
    kind: str
    """post, telephone, web, form or email."""
    value: str
    valid_from: date | None
    valid_until: date | None
    """The last day it could be used; None while it can."""
    new_cases: bool
    """Whether a new case may be brought this way."""
    source: str
    doubt: str = ""
    signs: tuple[str, ...] = ()
    """Words by which a document that still prints it is recognised."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One edition of one body's Code."""

    family: str
    edition: str
    title: str
    body: str
    published_on: date | None
    published_doubt: str
    published_source: str
    in_force_from: date | None
    """From when it binds; None where it is given only roughly (`published_doubt` says how)."""
    governs_complaints_made_from: date
    governs_source: str
    governs_by: str
    """In a few words, whose word that is: "the Ombudsman's page on the 2024 Code"."""
    binds: str
    status: str
    convention: Convention
    convention_source: str
    convention_doubt: str
    extensions_needing_notice_in_time: bool
    """Whether a notice of extension has to be sent before the original date has passed."""
    extensions_notice_source: str
    extensions_notice_doubt: str
    stages: tuple[StageRule, ...]
    letters: tuple[Letter, ...]
    grounds: tuple[Ground, ...]
    provisions: tuple[Provision, ...]
    definition_of_a_complaint: str
    """The prescribed wording of 1.2, the one official sentence that is shipped; empty where none is prescribed."""
    definition_provision: str | None
    definition_source: str
    definition_doubt: str
    _by_id: dict[str, Provision]
    _by_place: dict[tuple[PlaceKind, str], tuple[Provision, ...]]

    @property
    def name(self) -> str:
        """For example "housing-ombudsman 2024"."""
        return f"{self.family} {self.edition}"

    def provision(self, number: str) -> Provision:
        """The provision with that number. Raises KeyError whose text names the edition."""
        try:
            return self._by_id[number]
        except KeyError:
            raise KeyError(f"The {self.edition} edition of {self.family} has no provision {number}.") from None

    def stage(self, number: int) -> StageRule | None:
        """The rules of one stage, None where the edition has no such stage."""
        for stage in self.stages:  # a loop, because every complaint in a report asks
            if stage.number == number:
                return stage
        return None

    def letter(self, kind: str) -> Letter | None:
        """What a kind of letter has to hold, None where the edition does not say."""
        return next((letter for letter in self.letters if letter.kind == kind), None)

    def placed(self, kind: PlaceKind, name: str) -> tuple[Provision, ...]:
        """The provisions kept in that place: empty where this edition has no such rule."""
        return self._by_place.get((kind, name), ())

    @property
    def assessed(self) -> tuple[Provision, ...]:
        """The provisions that are rows of the self-assessment."""
        return tuple(provision for provision in self.provisions if provision.assessed)
