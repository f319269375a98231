"""One answer as it was found, before it is known for certain which provision it belongs to."""

from dataclasses import dataclass, field

from putright.self_assessment.answers import plain_answer
from putright.self_assessment.form import NOWHERE, Place
from putright.self_assessment.model import Answer

__all__ = ["Found"]


@dataclass
class Found:
    """A block or row of the document: filled in while it is read."""

    number: str | None = None
    requirement: list[str] = field(default_factory=list)
    answer: Answer | None = None
    said: str = ""
    """The words in the answer's place, as far as they have been read."""
    answered: bool = False
    """Whether the place for the answer was there, even if empty."""
    evidence: list[str] = field(default_factory=list)
    commentary: list[str] = field(default_factory=list)
    where: str = ""
    place: Place = NOWHERE
    notes: list[str] = field(default_factory=list)

    @property
    def asks(self) -> str:
        """The requirement's words."""
        return " ".join(self.requirement)

    def finished_by(self, words: str) -> Answer | None:
        """The answer that words make of one that broke off at the end of a page: "No - in" and "progress"."""
        if not self.said or self.answer is Answer.NOT_STATED or not words or plain_answer(words) is not None:
            return None
        return plain_answer(f"{self.said} {words}")

    def takes_answer(self, answer: Answer | None, where: str) -> None:
        """Notes an answer; two different ones are none."""
        self.answered = True
        if answer is None:
            return
        if self.answer not in {None, answer}:
            self.notes.append(f"has two answers, {self.answer} and {answer}, and was left as not stated")
            self.answer = Answer.NOT_STATED
            return
        self.answer, self.where = answer, self.where or where
