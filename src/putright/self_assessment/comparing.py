"""What changed between two self-assessments: two years of one landlord, or two landlords; across editions by the mapping.

And where an answer of yes is contradicted by what a check of the policy found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from putright.rulebook import maps_to, rulebook
from putright.self_assessment.model import Answer, Row, SelfAssessment

__all__ = ["Comparison", "PolicyFinding", "Step", "compare", "contradictions"]

_COMMON = "2024"
"""The edition that the others are mapped to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One provision before and after; under two editions the numbers differ."""

    before: str
    after: str
    was: Answer
    now: Answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two self-assessments side by side. A provision split over several of the other edition has a step for each."""

    before: SelfAssessment
    after: SelfAssessment
    changed: tuple[Step, ...]
    kept: tuple[Step, ...]
    only_before: tuple[Row, ...]
    """Provisions of the first alone: dropped between the editions, or not in the second document."""
    only_after: tuple[Row, ...]


class PolicyFinding(Protocol):
    """What a check of the policy found about one provision."""

    @property
    def provision(self) -> str:
        """Its number."""

    @property
    def grade(self) -> Any:  # noqa: ANN401  the policy room's own enum, or a plain word
        """breach, warning, not_stated, met or not_applicable."""

    @property
    def observation(self) -> str:
        """What the policy says, in a sentence."""


def compare(before: SelfAssessment, after: SelfAssessment) -> Comparison:
    """What changed from one self-assessment to another.

    Under one edition provisions are joined on their number; under two, never: only through the rulebook's mapping. A
    provision that a document does not have is in neither `changed` nor `kept`. Raises ValueError when either has no
    rows.
    """
    for which, assessment in (("first", before), ("second", after)):
        if not assessment.rows:
            raise ValueError(f"The {which} document has no answers to compare: read it on its own first.")
    same = before.edition == after.edition
    first, second = _by_common(before, same=same), _by_common(after, same=same)
    pairs = [(old, new) for number, olds in first.items() for old in olds for new in second.get(number, ())]
    steps = {
        (old.provision, new.provision): Step(old.provision, new.provision, old.answer, new.answer) for old, new in pairs
    }
    joined_before, joined_after = {old for old, _ in steps}, {new for _, new in steps}
    ordered = sorted(steps.values(), key=lambda step: (_order(step.after), _order(step.before)))
    return Comparison(
        before,
        after,
        tuple(step for step in ordered if step.was is not step.now),
        tuple(step for step in ordered if step.was is step.now),
        tuple(row for row in before.rows if row.where and row.provision not in joined_before),
        tuple(row for row in after.rows if row.where and row.provision not in joined_after),
    )


def _by_common(assessment: SelfAssessment, *, same: bool) -> dict[str, list[Row]]:
    """The rows by what joins them: their own number, or the provisions of 2024 that carry them on."""
    mapping: Mapping[str, tuple[str, ...]] = {} if same else _to_common(assessment.edition)
    found: dict[str, list[Row]] = {}
    for row in assessment.rows:
        if row.where:
            for number in mapping.get(row.provision, (row.provision,) if same else ()):
                found.setdefault(number, []).append(row)
    return found


def _to_common(edition: str) -> Mapping[str, tuple[str, ...]]:
    if edition == _COMMON:
        return {provision.id: (provision.id,) for provision in rulebook(_COMMON).assessed}
    return maps_to(edition)


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdecimal())


def contradictions(assessment: SelfAssessment, findings: Iterable[PolicyFinding]) -> list[str]:
    """A sentence for each provision that is answered yes although the check of the policy found a breach of it."""
    said: list[str] = []
    for finding in findings:
        row = assessment.row(finding.provision)
        grade = str(getattr(finding.grade, "value", finding.grade))
        if row is not None and row.answer is Answer.YES and grade == "breach":
            said.append(
                f"Provision {row.provision} is answered yes ({row.where}), but the policy does not keep to it: "
                f"{finding.observation}"
            )
    return said
