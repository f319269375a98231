"""What a letter has to hold: from the edition's own list, from the landlord's policy, and as good practice of ours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from putright.letters.kinds import Kind, OwnPart, part_named
from putright.policy import Policy
from putright.policy.vocabulary import StatedFlag
from putright.rulebook import PlaceKind, Rulebook

__all__ = ["Circumstances", "Required", "Source", "required"]


class Source(StrEnum):
    """Whose wish a part is."""

    CODE = "Code"
    POLICY = "policy section"
    GOOD_PRACTICE = "good practice"
    DRAFT = "this letter"
    """No rule: a gap still shows in it."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides whether a part with a condition is asked for."""

    something_went_wrong: bool = False
    last_stage: bool = False
    building_safety: bool = False
    extension_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Required:
    """One part a letter has to hold."""

    part: str
    source: Source
    provision: str
    """The edition's provision, or the policy's section; empty for good practice that no provision watches over."""
    summary: str
    """What it is: the edition's own summary where it is from there."""
    write: str
    """What to do where it is missing."""
    when: str = ""

    @property
    def place(self) -> str:
        """For example "Code 6.9", "policy section 6.4" or "good practice (Code 9.1)"."""
        if self.source is Source.GOOD_PRACTICE:
            return f"good practice (Code {self.provision})" if self.provision else "good practice"
        return f"{self.source} {self.provision}"

    @property
    def must(self) -> bool:
        """Whether the letter may not leave without it; good practice is a note."""
        return self.source is not Source.GOOD_PRACTICE


def required(
    kind: Kind, edition: Rulebook, policy: Policy | None = None, circumstances: Circumstances | None = None
) -> tuple[Required, ...]:
    """Every part that kind of letter has to hold, each once: the edition's first, then the policy's, then ours.

    Without `circumstances`, parts with a condition are all asked for: so a template is checked.
    """
    found: dict[str, Required] = {}
    for each in (*_code(kind, edition, circumstances), *_policy(kind, policy), *_own(kind, edition, circumstances)):
        found.setdefault(each.part, each)
    return tuple(found.values())


def _code(kind: Kind, edition: Rulebook, circumstances: Circumstances | None) -> Iterator[Required]:
    letter = edition.letter(kind.rulebook_letter) if kind.rulebook_letter else None
    for part in letter.parts if letter else ():
        if part.when and circumstances is not None and circumstances.extension_agreed:
            continue  # the one condition that editions have: "the longer time was not agreed"
        yield Required(part.name, Source.CODE, part.provision, part.summary, part_named(part.name).write, part.when)


def _policy(kind: Kind, policy: Policy | None) -> Iterator[Required]:
    if policy is None:
        return
    if kind.answers:
        for stage in policy.stage:
            if stage.number == kind.stage and stage.response_parts is not None:
                for name in stage.response_parts.value:
                    yield _asked(name, stage.response_parts.section)
        return
    for flag, name in _flags(kind, policy):
        if flag is not None and flag.value:
            yield _asked(name, flag.section)


def _flags(kind: Kind, policy: Policy) -> Iterable[tuple[StatedFlag, str]]:
    notices, handling, acceptance = policy.extension_notices, policy.handling, policy.acceptance
    match kind.rulebook_letter.rsplit("_", 1)[0]:
        case "acknowledgement":
            return (
                (handling.complaint_definition, "complaint_definition"),
                (handling.outcomes_sought, "outcomes_sought"),
                (handling.responsibility_said, "responsibility"),
            )
        case "extension":
            return (
                (notices.reason, "reason_for_extension"),
                (notices.new_date, "new_date"),
                (notices.ombudsman_details, "ombudsman_details"),
                (notices.updates, "update_intervals"),
            )
        case "not":
            return (
                (acceptance.refusal_explained, "reason_for_refusal"),
                (acceptance.refusal_right_to_ombudsman, "right_to_ombudsman"),
            )
        case "escalation":
            return (
                (policy.escalation.explained, "reason_for_refusal"),
                (policy.escalation.right_to_ombudsman, "right_to_ombudsman"),
            )
        case _:
            return ()


def _asked(name: str, section: str) -> Required:
    part = part_named(name)
    return Required(name, Source.POLICY, section, f"{part.says[0].upper()}{part.says[1:]}.", part.write)


def _own(kind: Kind, edition: Rulebook, circumstances: Circumstances | None) -> Iterator[Required]:
    for own in kind.own:
        if circumstances is None or _holds(own, circumstances):
            part = part_named(own.part)
            summary = f"{part.says[0].upper()}{part.says[1:]}. {own.why}"
            yield Required(own.part, Source.GOOD_PRACTICE, _provision(own, edition), summary, part.write, own.when)


def _holds(own: OwnPart, circumstances: Circumstances) -> bool:
    match own.when:
        case "something_went_wrong":
            return circumstances.something_went_wrong
        case "last_stage":
            return circumstances.last_stage
        case "building_safety":
            return circumstances.building_safety
        case _:
            return True


def _provision(own: OwnPart, edition: Rulebook) -> str:
    if not own.finding:
        return ""
    placed = edition.placed(PlaceKind.FINDING, own.finding) or edition.placed(
        PlaceKind.FINDING, f"stage_1.{own.finding}"
    )
    return ", ".join(provision.id for provision in placed)
