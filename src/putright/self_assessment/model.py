"""What a published self-assessment says, provision by provision. Values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Answer", "Row", "SelfAssessment"]


class Answer(StrEnum):
    """What the landlord answers to "do you comply"."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    IN_PROGRESS = "in_progress"
    NOT_APPLICABLE = "not_applicable"
    NOT_STATED = "not_stated"
    """No answer, two different ones, or words that do not say: never read as a yes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One provision and the landlord's answer to it, in the landlord's words."""

    provision: str
    answer: Answer
    evidence: str = ""
    commentary: str = ""
    """Words in the form's own commentary column; empty where the form has one column for both."""
    promised_on: date | None = None
    """The last day of a date promised in the evidence or commentary: "by February 2023" is 28 February 2023."""
    where: str = ""
    """Where in the file the answer stands; empty when the file does not have this provision at all."""


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """One self-assessment: a row for every provision of its edition's form, in the order of their numbers."""

    edition: str
    """"2024" for the Housing Ombudsman's; empty when nothing could be read."""
    landlord: str
    """As the document calls it; empty where it does not say."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """What had to be decided or left open, each in a sentence, for a person to check."""

    def row(self, provision: str) -> Row | None:
        """The row of one provision, None where the edition's form has none."""
        return next((row for row in self.rows if row.provision == provision), None)

    def count(self, answer: Answer) -> int:
        """How many provisions have this answer."""
        return sum(row.answer is answer for row in self.rows)
