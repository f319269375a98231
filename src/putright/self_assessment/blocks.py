"""Putting lines together to blocks: which words are the requirement, which the answer, which the landlord's evidence."""

from typing import TYPE_CHECKING

from putright.self_assessment.answers import plain_answer, split_answer
from putright.self_assessment.form import Form, Place
from putright.self_assessment.found import Found
from putright.self_assessment.labels import Field, Label
from putright.self_assessment.voice import Spoken, requirement_starts

if TYPE_CHECKING:
    from putright.self_assessment.lines import Line

__all__ = ["Blocks"]


class Blocks:
    """The blocks read so far. Lines are handed over one by one; `done` gives the blocks."""

    def __init__(self, form: Form, place: Place) -> None:
        self._form = form
        self._place = place
        self._found: list[Found] = []
        self._current: Found | None = None
        self._field = Field.REQUIREMENT
        self._loose: list[Spoken] = []
        """Lines that may be the landlord's on the last block or the form's on the next."""

    def heading(self, place: Place) -> None:
        """A heading of the form: what stands before it belongs to the block before it."""
        self._settle()
        self._current, self._place = None, place

    def start(self, number: str, line: "Line", rest: str) -> None:
        """A line that names its provision."""
        self._settle()
        self._open(number, line.where)
        self._field = Field.REQUIREMENT
        asked, said = self._one_line(rest)
        if asked and self._current is not None:
            self._current.requirement.append(asked)
        if said:
            self._answer(said, line.where)

    @staticmethod
    def _one_line(rest: str) -> tuple[str, str]:
        """A number's own line: words of the requirement, or the answer itself ("6.3 Yes")."""
        return ("", rest) if rest and split_answer(rest)[0] is not None else (rest, "")

    def label(self, line: "Line", label: Label) -> None:
        """A line that begins with a label of the form; "Compliant" under the answer's own label is the answer."""
        if self._field is Field.ANSWER and label.field is Field.ANSWER and plain_answer(line.text) is not None:
            self.text(line)
            return
        if self._field is Field.ANSWER and label.field is Field.ANSWER and not label.value:
            return  # the template's own "Yes / No", left under its label
        match label.field:
            case Field.ANSWER:
                self._answer(label.value, line.where)
            case Field.PROVISION | Field.REQUIREMENT:
                if self._current is None or self._current.answered:
                    self._settle()
                    self._open(None, line.where)
                self._field = Field.REQUIREMENT
                if label.value and label.field is Field.REQUIREMENT:
                    self.text_of(label.value, line.where, bullet=False)
            case _:
                self._to_evidence(label.field)
                if label.value:
                    self.text_of(label.value, line.where, bullet=False)

    def text(self, line: "Line") -> None:
        """A line of plain words."""
        self.text_of(line.text, line.where, bullet=line.bullet)

    def text_of(self, text: str, where: str, *, bullet: bool) -> None:
        """Plain words, to the field they stand in."""
        current = self._current
        if self._field is Field.ANSWER and current is not None:
            self._field = Field.EVIDENCE
            answer, rest = split_answer(text)
            current.takes_answer(answer, where)
            if rest:
                self._loose.append((rest, bullet))
        elif current is not None and not current.answered and self._field is Field.REQUIREMENT and plain_answer(text):
            current.takes_answer(plain_answer(text), where)
            self._field = Field.EVIDENCE
        elif current is not None and self._field is Field.REQUIREMENT and not current.answered:
            current.requirement.append(text)
        else:
            self._loose.append((text, bullet))

    def done(self) -> list[Found]:
        """The blocks, in the order they stand."""
        self._settle()
        self._current = None
        return [block for block in self._found if block.number or block.answered or block.requirement]

    def _answer(self, value: str, where: str) -> None:
        answer, rest = split_answer(value)
        if self._current is None or self._current.answered:
            if value and answer is None:
                self._loose.append((value, False))
                return
            asked = self._take_requirement()
            self._settle()
            self._open(None, where)
            assert self._current is not None
            self._current.requirement = asked
        else:
            self._settle_into(self._current)
        self._field = Field.EVIDENCE
        if value:
            self._current.takes_answer(answer, where)
            if rest:
                self._loose.append((rest, False))
        else:
            self._current.answered = True
            self._field = Field.ANSWER

    def _open(self, number: str | None, where: str) -> None:
        self._current = Found(number, where=where, place=self._place)
        self._found.append(self._current)

    def _to_evidence(self, field: Field) -> None:
        if self._current is None:
            self._open(None, "")
        else:
            self._settle_into(self._current)
        self._field = field

    def _take_requirement(self) -> list[str]:
        """The end of the loose lines that is the next requirement, taken from them."""
        section = self._place.section
        among = tuple(n for n, place in self._form.places.items() if section in {None, place.section})
        start = requirement_starts(self._loose, self._form.words, among or None)
        taken = [text for text, _ in self._loose[start:]]
        del self._loose[start:]
        return taken

    def _settle(self) -> None:
        if self._current is not None:
            self._settle_into(self._current)
        self._loose.clear()
        self._field = Field.REQUIREMENT

    def _settle_into(self, block: Found) -> None:
        """The loose lines are the landlord's words on this block."""
        lines = [f"- {text}" if bullet else text for text, bullet in self._loose]
        (block.commentary if self._field is Field.COMMENTARY else block.evidence).extend(lines)
        self._loose.clear()
