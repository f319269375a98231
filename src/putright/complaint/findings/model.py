"""A finding: where the record breaks, misses or departs from the Code or the policy, said to a person."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from putright.complaint.deadlines import Deadline
from putright.complaint.findings.names import DESCRIPTIONS, LAST_STAGE, STAGED
from putright.complaint.state import Complaint
from putright.rulebook import Duty, PlaceKind, Rulebook
from putright.workdays import Calendar


class Grade(StrEnum):
    """How sure and how grave a finding is."""

    BREACH = "breach"
    """A must was not met."""
    WARNING = "warning"
    """A should was not met, or a person has to judge."""
    CANNOT_TELL = "cannot_tell"
    """The record does not say enough either way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `key` stays the same for the same matter, so that a reason given once is found again."""

    key: str
    name: str
    source: str
    """Whose rule it is: "Code" or "policy section"."""
    provision: str
    grade: Grade
    message: str
    stage: int = 0
    """0 where it concerns the whole complaint."""
    departure: str = ""
    """The reason somebody gave for going on in spite of it."""

    @property
    def place(self) -> str:
        """For example "Code 6.2"."""
        return f"{self.source} {self.provision}"


@dataclass(slots=True)
class View:
    """What the checks look at, and where they put what they find."""

    complaint: Complaint
    rulebook: Rulebook
    deadlines: list[Deadline]
    calendar: Calendar
    today: date
    policy_grounds: frozenset[str] = frozenset()
    """Names of the grounds that the landlord's policy lists beside the edition's."""
    found: list[Finding] = field(default_factory=list)

    def add(self, name: str, message: str, *, stage: int = 0, subject: str = "", grade: Grade | None = None) -> None:
        """Report a finding under every provision of this edition that has it; under none where it has no such rule.

        The grade follows the provision's duty (must: breach, should: warning) unless one is given.
        """
        full = f"stage_{min(stage, LAST_STAGE)}.{name}" if stage else name
        assert full in DESCRIPTIONS or (stage and name in STAGED), full
        for provision in self.rulebook.placed(PlaceKind.FINDING, full):
            graded = grade or (Grade.BREACH if provision.duty is Duty.MUST else Grade.WARNING)
            key = f"{full}{':' * bool(subject)}{subject}"
            reason = self.complaint.departures.get(key)
            self.found.append(
                Finding(
                    key, full, "Code", provision.id, graded, message, stage, departure=reason.reason if reason else ""
                )
            )

    def listed(self, ground: str) -> bool:
        """Whether a ground for not accepting is in the edition's list or the policy's."""
        return ground in self.policy_grounds or any(ground == known.name for known in self.rulebook.grounds)

    def deadline(self, what: str, stage: int) -> Deadline | None:
        """The edition's deadline of that kind at that stage."""
        for deadline in self.deadlines:
            if deadline.what == what and deadline.stage == stage and deadline.source == "Code":
                return deadline
        return None
