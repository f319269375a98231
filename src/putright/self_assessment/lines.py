"""Question and answer blocks: lines that name a provision, ask, answer and give evidence, in any of their usual forms."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from putright.passages import Passage, PassageKind
from putright.self_assessment.answers import plain_answer
from putright.self_assessment.form import Form, Place, number_of
from putright.self_assessment.found import Found
from putright.self_assessment.labels import Field, Label, line_label

__all__ = ["Line", "as_lines", "read_lines"]

_INNER_LABEL = re.compile(
    r"(?<=[.!?:;\u2019'\"\u201d)])\s+(?=(?:(?:Does\s[\w\s&'\u2019]{2,40}?\scomply|Comply|Complies|Compliance|Compliant)\s*(?:\(?[Yy]es\s*/\s*[Nn]o\)?)?\s*[:?]"
    r"\s*(?:Yes|YES|No|NO|N/A|Not applicable|Partial|In progress)\b)|(?:Evidence|Commentary)\s*:)"
)
_PAGE = re.compile(r"^(?:page\s+\d+(?:\s*(?:of|/)\s*\d+)?|\d{1,3}\s*\|\s*page|-\s*\d{1,3}\s*-)$", re.IGNORECASE)
_LIKE = 0.35
_MOST_SPLITS = 20


@dataclass(slots=True)
class Line:
    """One line, and what it is found to be."""

    text: str
    where: str
    bullet: bool = False
    label: Label | None = None
    leads_to: Place | None = None
    """For a heading: where it leads."""
    starts: str | None = None
    """The provision whose block begins here."""


def as_lines(passages: Iterable[Passage], form: Form, place: Place) -> tuple[list[Line], Place]:
    """The passages as lines with their headings and labels known, and the place reached at their end."""
    lines: list[Line] = []
    for passage in passages:
        for text in _pieces(passage):
            if not text or _PAGE.match(text):
                continue
            label = line_label(text)
            leads_to = None if label or passage.kind is PassageKind.BULLET else form.heading(text, place)
            place = leads_to or place
            lines.append(Line(text, passage.where, passage.kind is PassageKind.BULLET, label, leads_to))
    return lines, place


def _pieces(passage: Passage) -> Iterator[str]:
    """A passage's lines; a line that holds a label further on in two; a row of label and value as one line."""
    if passage.kind is PassageKind.ROW:
        filled = [" ".join(cell.split()) for cell in passage.cells if cell.strip()]
        if len(filled) >= 2 and line_label(filled[0]):  # noqa: PLR2004  a label and its value
            first = filled[0].rstrip(" :?")
            yield f"{first}: {' '.join(filled[1:])}"
            return
        yield " | ".join(filled)
        return
    yield from (piece.strip() for piece in _INNER_LABEL.split(passage.text, _MOST_SPLITS))


def mark_starts(lines: Sequence[Line], form: Form) -> None:
    """Finds the lines at which blocks begin by their numbers; a number inside evidence begins none.

    A line that begins with a provision's number is believed when the words after it are like that provision, or when
    an answer follows before the next number and it stands in order. "6.3 of our policy" is neither.
    """
    spots = [(at, number) for at, line in enumerate(lines) if (number := _numbered(line, form)) is not None]
    believed: dict[str, list[tuple[float, int]]] = {}
    doubtful: list[tuple[int, str]] = []
    for place, (at, number) in enumerate(spots):
        until = spots[place + 1][0] if place + 1 < len(spots) else len(lines)
        label = lines[at].label
        named = label is not None or not _after(lines[at])
        answered = any(_answers(line) for line in lines[at:until])
        alike = form.words.likeness(_asked(lines[at:until]), number)
        if alike >= _LIKE or (named and (answered or label is not None)):
            believed.setdefault(number, []).append((alike + 2 * answered + 2 * (label is not None), at))
        elif answered:
            doubtful.append((at, number))
    for number, found in believed.items():
        lines[max(found)[1]].starts = number
    _believe_in_order(lines, form, doubtful)
    started = {line.starts for line in lines if line.starts}
    _believe_again(lines, [(at, number) for at, number in spots if number in started])


def _believe_again(lines: Sequence[Line], spots: Sequence[tuple[int, str]]) -> None:
    """A number that comes again with an answer of its own is a block again: two answers must not pass for one."""
    for place, (at, number) in enumerate(spots):
        until = next((other for other, _ in spots[place + 1 :]), len(lines))
        own = next((line for line in lines[at:until] if line.starts or _answers(line)), None)
        if own is not None and _answers(own):
            lines[at].starts = number


def _believe_in_order(lines: Sequence[Line], form: Form, doubtful: Sequence[tuple[int, str]]) -> None:
    """Among doubtful starts, those whose number lies between the numbers of the blocks around them."""
    rank = {number: place for place, number in enumerate(form.orders[-1])}
    places = [at for at, line in enumerate(lines) if line.starts]
    started = {lines[at].starts for at in places}
    for at, number in doubtful:
        if number in started:
            continue
        here = bisect(places, at)
        before = rank[lines[places[here - 1]].starts or ""] if here else -1
        after = rank[lines[places[here]].starts or ""] if here < len(places) else len(rank)
        if before < rank[number] < after:
            lines[at].starts = number
            started.add(number)
            places.insert(here, at)


def _numbered(line: Line, form: Form) -> str | None:
    """The provision that a line's first number names, if it can be one."""
    text = line.text
    if line.label is not None:
        if line.label.field is not Field.PROVISION:
            return None
        text = line.label.value
    elif line.leads_to is not None:
        return None
    found = number_of(text)
    return found[0] if found and found[0] in form.numbers else None


def _after(line: Line) -> str:
    found = number_of(line.label.value if line.label else line.text)
    return found[1] if found else ""


def _answers(line: Line) -> bool:
    return (line.label is not None and line.label.field is Field.ANSWER) or plain_answer(line.text) is not None


def _asked(lines: Sequence[Line]) -> str:
    """The words from a number up to the place for the answer."""
    words = []
    for line in lines:
        if _answers(line) or line.leads_to or (line.label and line.label.field in {Field.EVIDENCE, Field.COMMENTARY}):
            break
        words.append(line.text)
        if len(words) > _MOST_SPLITS:
            break
    return " ".join(words)


def read_lines(lines: Sequence[Line], form: Form, place: Place) -> list[Found]:
    """The blocks of a run of lines, which begins at that place."""
    from putright.self_assessment.blocks import Blocks

    mark_starts(lines, form)
    blocks = Blocks(form, place)
    for at, line in enumerate(lines):
        if line.leads_to is not None and _is_weak(lines, at):
            blocks.text(line)
        elif line.leads_to is not None:
            blocks.heading(line.leads_to)
        elif line.starts:
            blocks.start(line.starts, line, _after(line))
        elif line.label is not None:
            blocks.label(line, line.label)
        else:
            blocks.text(line)
    return blocks.done()


def _is_weak(lines: Sequence[Line], at: int) -> bool:
    """Whether a line like "Stage 1" only heads a part of the evidence: plain words follow it and no new block."""
    if not re.match(r"(?:complaints?\s+)?stage", lines[at].text, re.IGNORECASE):
        return False
    if at + 1 >= len(lines):
        return True
    after = lines[at + 1]
    numbered = any(line.starts for line in lines)
    return numbered and not (after.starts or after.label or after.leads_to)
