"""Which column of a table is which: by its heading, or by what stands in it where it has none."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from putright.self_assessment.answers import split_answer
from putright.self_assessment.form import Form, number_of
from putright.self_assessment.labels import Field, column_label

__all__ = ["Columns", "guessed_columns", "headed_columns", "ticked_columns"]

_TICK_FIELDS = {Field.YES, Field.NO, Field.PARTIAL, Field.NOT_APPLICABLE}
_LONG = 25
_HALF = 0.5


@dataclass(frozen=True)
class Columns:
    """The fields of a table's columns, in order; None for a column that means nothing here."""

    fields: tuple[Field | None, ...]

    def of(self, field: Field) -> list[int]:
        """The places of the columns that hold a field."""
        return [at for at, found in enumerate(self.fields) if found is field]

    def words(self, cells: Sequence[str], field: Field) -> str:
        """What a row says in a field."""
        return "\n".join(cells[at].strip() for at in self.of(field) if at < len(cells) and cells[at].strip())

    @property
    def answers(self) -> bool:
        """Whether there is a place for the answer."""
        return Field.ANSWER in self.fields or Field.YES in self.fields


def headed_columns(cells: Sequence[str]) -> Columns | None:
    """The columns under a row of headings; None for a row that is none.

    A column headed "No" is a number where there is no column "Yes", and a heading over several columns holds for the
    first of them.
    """
    fields = [column_label(cell) for cell in cells]
    filled = [field for field, cell in zip(fields, cells, strict=True) if cell.strip()]
    if any(field is None and len(cell) > _LONG for field, cell in zip(fields, cells, strict=True) if cell.strip()):
        return None
    if any(number_of(cell) for cell in cells):
        return None
    if Field.NO in fields and fields.count(Field.ANSWER) == 1 and len(cells[fields.index(Field.NO)]) > len("No."):
        fields[fields.index(Field.ANSWER)] = Field.YES
    if Field.NO in fields and Field.YES not in fields:
        fields[fields.index(Field.NO)] = Field.PROVISION
    kinds = {field for field in fields if field is not None}
    enough = len(kinds) >= 2 and (kinds & {Field.ANSWER, Field.YES} or {Field.EVIDENCE, Field.COMMENTARY} & kinds)  # noqa: PLR2004
    if not enough or len(kinds) * 2 < len(filled) or not kinds - _TICK_FIELDS:
        return None
    return Columns(_one_requirement(fields))


def _one_requirement(fields: list[Field | None]) -> tuple[Field | None, ...]:
    """Two columns that both look like the requirement: the first is the number's ("Code provision", "Requirement")."""
    places = [at for at, field in enumerate(fields) if field is Field.REQUIREMENT]
    if len(places) > 1 and Field.PROVISION not in fields:
        fields[places[0]] = Field.PROVISION
    return tuple(fields)


def ticked_columns(cells: Sequence[str], above: Columns | None) -> Columns | None:
    """The columns when a second row of headings parts the answer into "Yes" and "No"; None for any other row."""
    filled = [(at, column_label(cell)) for at, cell in enumerate(cells) if cell.strip()]
    kinds = {field for _, field in filled}
    if above is None or len(kinds) < 2 or len(kinds) != len(filled) or not kinds <= _TICK_FIELDS:  # noqa: PLR2004
        return None
    fields = list(above.fields) + [None] * (len(cells) - len(above.fields))
    for at, field in filled:
        fields[at] = field
    return Columns(tuple(None if field is Field.ANSWER else field for field in fields))


def guessed_columns(rows: Sequence[Sequence[str]], form: Form) -> Columns | None:
    """The columns of a table without headings, from its numbers and answers; None when it has neither.

    The number, then the longest text before the answer is the requirement; what follows the answer is evidence, then
    commentary.
    """
    width = max(map(len, rows), default=0)
    columns = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(width)]
    numbers = [_share(column, lambda cell: _is_number(cell, form)) for column in columns]
    answers = [_share(column, lambda cell: split_answer(cell)[0] is not None) for column in columns]
    number = max(range(width), key=lambda at: numbers[at], default=-1)
    answer = max(
        (at for at in range(width) if at != number or numbers[at] < _HALF), key=lambda at: answers[at], default=-1
    )
    if answer < 0 or answers[answer] < _HALF:
        return None
    fields: list[Field | None] = [None] * width
    fields[answer] = Field.ANSWER
    if numbers[number] >= _HALF:
        short = Counter(len(cell) <= _LONG for cell in columns[number]).most_common(1)[0][0]
        fields[number] = Field.PROVISION if short else Field.REQUIREMENT
    return _rest(fields, columns, answer, numbered=numbers[number] >= _HALF)


def _rest(fields: list[Field | None], columns: list[list[str]], answer: int, *, numbered: bool) -> Columns | None:
    before = [at for at in range(answer) if fields[at] is None and columns[at]]
    if before and Field.REQUIREMENT not in fields:
        fields[max(before, key=lambda at: sum(map(len, columns[at])))] = Field.REQUIREMENT
    after = [at for at in range(answer + 1, len(fields)) if fields[at] is None]
    for at, field in zip(after, (Field.EVIDENCE, Field.COMMENTARY), strict=False):
        fields[at] = field
    return Columns(tuple(fields)) if numbered or Field.REQUIREMENT in fields else None


def _is_number(cell: str, form: Form) -> bool:
    found = number_of(cell)
    return found is not None and found[0] in form.numbers


def _share(column: list[str], judge: Callable[[str], bool]) -> float:

    return sum(1 for cell in column if judge(cell)) / len(column) if column else 0.0
