"""Tables with a row for each provision: four or five columns, in any order, with rows that go on over a page."""

import re
from collections.abc import Sequence

from putright.passages import Passage
from putright.self_assessment.answers import plain_answer, split_answer
from putright.self_assessment.columns import Columns, guessed_columns, headed_columns, ticked_columns
from putright.self_assessment.form import Form, Place, number_of
from putright.self_assessment.found import Found
from putright.self_assessment.labels import Field, line_label
from putright.self_assessment.model import Answer

__all__ = ["Grid", "is_label_and_value"]

_TICK_COLUMNS = (
    (Field.YES, Answer.YES),
    (Field.NO, Answer.NO),
    (Field.PARTIAL, Answer.PARTIAL),
    (Field.NOT_APPLICABLE, Answer.NOT_APPLICABLE),
)
_BLANK = re.compile(r"[\s.\u2013\u2014_-]*|\u2610|\u25a1")
_ALIKE = 0.35
_FEWEST_LABELS = 2


def is_label_and_value(rows: Sequence[Passage]) -> bool:
    """Whether a table stands on its side: each row a label of the form and its value."""
    labelled = 0
    for row in rows:
        filled = [cell for cell in row.cells if cell.strip()]
        first = line_label(" ".join(filled[0].split())) if filled else None
        if first is not None and len(filled) <= 2 and not (len(filled) == 2 and headed_columns(filled)):  # noqa: PLR2004
            labelled += 1
    return labelled >= _FEWEST_LABELS and labelled * 2 >= len(rows)


class Grid:
    """The rows read so far. It stays open from table to table, as one form is often printed as many tables."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._columns: Columns | None = None
        self._open: Found | None = None

    def close(self) -> None:
        """A heading: the next row without a number goes on with nothing."""
        self._open = None

    def reads(self, rows: Sequence[Passage], *, straight_on: bool = True) -> bool:
        """Whether these rows are part of a form: their columns are known, or can be told.

        Rows that do not come `straight_on` after the form's own have to name a provision: a list of contacts with as
        many columns is no part of it.
        """
        if any(headed_columns(row.cells) for row in rows):
            return True
        cells = [row.cells for row in rows]
        if self._columns is not None and (self._numbers(cells, self._columns) or (straight_on and self._fits(cells))):
            return True
        return guessed_columns(cells, self._form) is not None

    def _fits(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether rows can stand under the columns of the table before."""
        assert self._columns is not None
        return self._numbers(rows, self._columns) or all(len(row) == len(self._columns.fields) for row in rows)

    def _numbers(self, rows: Sequence[Sequence[str]], columns: Columns) -> bool:
        return any(self._number(row, columns)[0] for row in rows)

    def read(self, rows: Sequence[Passage], place: Place) -> tuple[list[Found], Place]:
        """The entries of a table's rows, and the place that headings inside it lead to."""
        found: list[Found] = []
        cells = [row.cells for row in rows]
        if not any(map(headed_columns, cells)) and not (self._columns and self._fits(cells)):
            self._columns = guessed_columns(cells, self._form)
        for row in rows:
            headed = headed_columns(row.cells) or ticked_columns(row.cells, self._columns)
            if headed is not None:
                self._columns = headed
                continue
            leads_to = self._heading(row.cells, place)
            if leads_to is not None:
                place = leads_to
                self.close()
            elif self._columns is not None:
                self._row(row, self._columns, place, found)
        return found, place

    def _heading(self, cells: Sequence[str], place: Place) -> Place | None:
        """Where a row leads that holds a heading alone, over all its columns."""
        filled = {" ".join(cell.split()) for cell in cells if cell.strip()}
        return self._form.heading(filled.pop(), place) if len(filled) == 1 else None

    def _row(self, row: Passage, columns: Columns, place: Place, found: list[Found]) -> None:
        cells = [("" if _BLANK.fullmatch(cell) else cell) for cell in row.cells]
        if not any(cells):
            return
        number, asks = self._number(cells, columns)
        answer, answered, rest = self._answer(cells, columns)
        goes_on = number is None or (self._open is not None and number == self._open.number)
        new_unnumbered = (
            number is None and answered and asks and not self._awaits(asks, columns.words(cells, Field.ANSWER))
        )
        if goes_on and not new_unnumbered and self._open is not None:
            entry = self._open
        elif number is not None or (answered and asks):
            entry = self._open = Found(number, where=row.where, place=place)
            found.append(entry)
        else:
            return
        self._fill(entry, row, columns, cells, (asks, answer, answered, rest))

    def _awaits(self, asks: str, said: str) -> bool:
        """Whether the open entry is still without its whole answer, and these words go on in the midst of its sentence.

        A row without a number that begins a sentence may be another provision's: its answer is not the open one's.
        """
        if self._open is None or self._open.finished_by(said) is not None:
            return self._open is not None
        if self._open.answered:
            return False
        before = self._open.asks.rstrip()
        return not before or not before.endswith((".", ":", ";", "?")) or not asks[:1].isupper()

    @staticmethod
    def _fill(
        entry: Found, row: Passage, columns: Columns, cells: Sequence[str], said: tuple[str, Answer | None, bool, str]
    ) -> None:
        asks, answer, answered, rest = said
        if asks:
            entry.requirement.append(asks)
        written = columns.words(cells, Field.ANSWER)
        finished = entry.finished_by(written)
        if finished is not None:
            entry.answer, entry.said, rest = finished, f"{entry.said} {written}", ""
        elif answered:
            entry.takes_answer(answer, row.where)
            entry.said = entry.said or written
        for words in (rest, columns.words(cells, Field.EVIDENCE)):
            if words:
                entry.evidence.append(words)
        commentary = columns.words(cells, Field.COMMENTARY)
        if commentary:
            entry.commentary.append(commentary)

    def _number(self, cells: Sequence[str], columns: Columns) -> tuple[str | None, str]:
        """The provision a row names, in its own column or before the requirement; and the requirement's words."""
        asks = columns.words(cells, Field.REQUIREMENT)
        for field in (Field.PROVISION, Field.REQUIREMENT):
            named = number_of(columns.words(cells, field))
            if named is None or named[0] not in self._form.numbers:
                continue
            if field is Field.PROVISION:
                return named[0], "\n".join(filter(None, (named[1], asks)))
            if not columns.of(Field.PROVISION) or self._form.words.likeness(named[1], named[0]) >= _ALIKE:
                return named
        return None, asks or columns.words(cells, Field.PROVISION)

    @staticmethod
    def _answer(cells: Sequence[str], columns: Columns) -> tuple[Answer | None, bool, str]:
        """The answer, whether anything stands in its place, and words that stand there beside it."""
        said = columns.words(cells, Field.ANSWER)
        if said:
            answer, rest = split_answer(said)
            return answer, True, rest
        ticked = [(answer, columns.words(cells, field)) for field, answer in _TICK_COLUMNS]
        chosen = [(answer, words) for answer, words in ticked if words and _is_tick(words, answer)]
        if not chosen:
            return None, False, ""
        return (chosen[0][0] if len(chosen) == 1 else None), True, ""


def _is_tick(words: str, column: Answer) -> bool:
    """Whether a mark in a column of its own chooses that column: a tick, a cross for a pen's X, or the word itself."""
    said = plain_answer(words)
    return words.strip().lower() in {"x", "\u2612", "\u2717", "\u2718", "\u2611", "\u2713", "\u2714", "1"} or said in {
        Answer.YES,
        column,
    }
