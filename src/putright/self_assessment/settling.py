"""From what was found to the rows: one for each provision, with what had to be decided said in notes."""

from collections.abc import Sequence

from putright.self_assessment.answers import plain_answer
from putright.self_assessment.form import Form
from putright.self_assessment.found import Found
from putright.self_assessment.model import Answer, Row
from putright.self_assessment.promises import promised_on

__all__ = ["settled"]

_MOST_NAMED = 8


def settled(matched: Sequence[tuple[Found, str | None]], form: Form) -> tuple[tuple[Row, ...], list[str]]:
    """The rows in the order of the form, and the notes on them."""
    blocks: dict[str, Found] = {}
    notes: list[str] = []
    for block, number in matched:
        if number is None:
            continue
        if number in blocks:
            _merge(blocks[number], block)
        else:
            blocks[number] = block
    rows = tuple(_row(provision.id, blocks.get(provision.id), notes) for provision in form.provisions)
    _note_missing([row.provision for row in rows if not row.where], notes)
    _note_loose([block for block, number in matched if number is None and block.answered], notes)
    return rows, notes


def _row(number: str, block: Found | None, notes: list[str]) -> Row:
    if block is None:
        return Row(number, Answer.NOT_STATED)
    notes.extend(f"Provision {number} {note}." for note in block.notes)
    evidence, commentary = "\n".join(block.evidence), "\n".join(block.commentary)
    answer = block.answer or _from_evidence(number, block, evidence, notes)
    if block.answer is Answer.YES and plain_answer(evidence) is Answer.NOT_APPLICABLE:
        notes.append(f"Provision {number} is answered yes, but its evidence says only {evidence!r}.")
    return Row(number, answer, evidence, commentary, promised_on(commentary, evidence), block.where)


def _from_evidence(number: str, block: Found, evidence: str, notes: list[str]) -> Answer:
    """An answer that stands alone in the evidence, one column too far; but a yes is never taken from there."""
    said = plain_answer(evidence) if not block.answered else None
    if said is None:
        notes.append(f"Provision {number} has no answer that can be read.")
        return Answer.NOT_STATED
    if said is Answer.YES:
        notes.append(
            f"Provision {number} has no answer in its place, only {evidence!r} as evidence: left as not stated."
        )
        return Answer.NOT_STATED
    notes.append(
        f"Provision {number} has no answer in its place; {evidence!r} in its evidence was taken as the answer."
    )
    return said


def _merge(first: Found, again: Found) -> None:
    """A provision that stands there twice: its words together, its answer only if it is the same."""
    if "stands in the document more than once" not in first.notes:
        first.notes.append("stands in the document more than once")
    if again.answered:
        first.takes_answer(again.answer, again.where)
    first.evidence += again.evidence
    first.commentary += again.commentary


def _note_missing(numbers: Sequence[str], notes: list[str]) -> None:
    if numbers:
        named = ", ".join(numbers[:_MOST_NAMED]) + (" and others" if len(numbers) > _MOST_NAMED else "")
        one = len(numbers) == 1
        notes.append(f"{len(numbers)} provision{' was' if one else 's were'} not found in the document: {named}.")


def _note_loose(blocks: Sequence[Found], notes: list[str]) -> None:
    """Answers that could not be given to a provision: said, with where they stand, rather than guessed."""
    if blocks:
        named = "; ".join(block.where for block in blocks[:_MOST_NAMED]) + (
            "; and others" if len(blocks) > _MOST_NAMED else ""
        )
        one = len(blocks) == 1
        notes.append(f"{len(blocks)} answer{'' if one else 's'} could not be matched to a provision: {named}.")
