"""The headings of a self-assessment's columns, found among placed lines by the few words that such headings are made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from putright.documents.placed import PlacedLine, Run, Sheet, Word

__all__ = ["Heads", "find_heads", "is_answer", "is_answer_head", "is_number_head", "is_of_heads"]

_WORDS = frozenset(
    [
        *(
            "code",
            "provision",
            "provisions",
            "requirement",
            "requirements",
            "section",
            "paragraph",
            "number",
            "ref",
            "no",
        ),
        *(
            "comply",
            "complies",
            "compliant",
            "compliance",
            "complied",
            "met",
            "yes",
            "n",
            "y",
            "na",
            "partial",
            "partially",
        ),
        *(
            "partly",
            "status",
            "evidence",
            "commentary",
            "comment",
            "comments",
            "explanation",
            "explanations",
            "any",
            "and",
        ),
        *(
            "or",
            "to",
            "of",
            "the",
            "we",
            "do",
            "does",
            "are",
            "is",
            "our",
            "with",
            "this",
            "how",
            "landlord",
            "answer",
            "in",
        ),
        *(
            "response",
            "position",
            "action",
            "actions",
            "required",
            "further",
            "mandatory",
            "best",
            "practice",
            "must",
            "not",
        ),
        *(
            "should",
            "reference",
            "item",
            "notes",
            "note",
            "documents",
            "supporting",
            "applicable",
            "progress",
            "planned",
        ),
        *("date", "target", "next", "steps", "improvements", "improvement", "provide", "additional", "text", "wording"),
    ]
)
_ANSWER = re.compile(
    r"\bcompl(?:y|ies|ied|iant|iance)\b|\byes\b.{0,5}\bno\b|\by ?/ ?n\b|^met\b|\bstatus\b", re.IGNORECASE
)
_WORDS_BESIDE = re.compile(r"evidence|comment|expla|requirement|provision|how we|response", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:the)?(?:code)?(?:provision|section|paragraph|ref|reference|item|number|no)s?(?:number|no|ref|reference)?"
)
_BREAKABLE = ("provision", "requirement", "compliance", "commentary", "explanation", "evidence")
_ANSWER_ALONE = re.compile(
    r"(?:yes|no|y|n|n/?a|partial(?:ly)?|partly|not applicable|in progress|(?:fully |partially |non-?)?compliant|(?:not |fully )?met|"
    r"[\u2713\u2714\u2705\u2717\u2718\u274c])\W*",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"(?:Code|Comply|Compliance|Compliant|Evidence|Commentary)\b")
_JOINING = frozenset({"/", "and", "&", "or", "of", "the", "we", "with"})
_MOST_LINES = 5
_MOST_HEADS = 100
"""Rows of headings on one page: even a text without page breaks has one for each section."""
_FEWEST, _MOST = 3, 9
_APART = 1.6
"""Lines of one heading follow each other within this many heights."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Headings of columns, from left to right, and the lines they stand in."""

    cells: tuple[Run, ...]
    first: int
    last: int
    """The places of their first and last line on the sheet."""


def find_heads(sheet: Sheet) -> list[Heads]:
    """Every row of headings on a page. A line counts only when it is made of such words and nothing else."""
    found: list[Heads] = []
    at = 0
    while at < len(sheet.lines) and len(found) < _MOST_HEADS:
        heads = _heads_at(sheet, at)
        if heads is None:
            at += 1
        else:
            found.append(heads)
            at = heads.last + 1
    return found


def _heads_at(sheet: Sheet, first: int) -> Heads | None:
    """The headings that begin with this line, over as many lines as make the most of them."""
    last = first - 1
    best: Heads | None = None
    for at in range(first, min(first + _MOST_LINES * 2, len(sheet.lines))):
        line = sheet.lines[at]
        if not is_of_heads(line) or (at > first and line.top - sheet.lines[at - 1].bottom > _APART * sheet.height):
            break
        last = at
    for end in range(first, last + 1):
        cells = _cells(sheet, sheet.lines[first : end + 1])
        if _FEWEST <= len(cells) <= _MOST and _are_heads(cells):
            best = Heads(cells, first, end)
    return best


def is_of_heads(line: PlacedLine) -> bool:
    """Whether a line is made of the words of headings and nothing else; an answer alone is not."""
    text = line.text
    if is_answer(text):
        return False
    words = re.findall(r"[a-z]+", text.lower().replace("n/a", "na"))
    return bool(words) and all(map(_is_word, words)) and not re.search(r"\d", text)


def _is_word(word: str) -> bool:
    """A word of headings, or a piece of one that a narrow column has broken: "provisi" and "on"."""
    pieces = len(word) > 1 and any(long.startswith(word) or long.endswith(word) for long in _BREAKABLE)
    return word in _WORDS or pieces


def _cells(sheet: Sheet, lines: Sequence[PlacedLine]) -> tuple[Run, ...]:
    """The runs of some lines put together where they stand over each other, each cell's in the order of its lines."""
    runs = sorted(
        ((at, run) for at, line in enumerate(lines) for run in _runs(sheet, line)), key=lambda one: one[1].left
    )
    spans: list[list[tuple[int, Run]]] = []
    right = 0.0
    for at, run in runs:
        if spans and run.left < right + (0.5 if sheet.spaced else sheet.space):
            spans[-1].append((at, run))
            right = max(right, run.right)
        else:
            spans.append([(at, run)])
            right = run.right
    return tuple(_one(span) for span in spans)


def _runs(sheet: Sheet, line: PlacedLine) -> Iterator[Run]:
    """A line's headings; in text, where only a space may part two columns, also by the words that headings begin with."""
    if not sheet.spaced:
        yield from line.runs(sheet.space)
        return
    held: list[Word] = []
    for word in line.words:
        apart = held and word.left - held[-1].right > sheet.space
        joined = held and held[-1].text in _JOINING and not _ANSWER.match(held[0].text)
        begins = held and _FIRST_WORD.match(word.text) and not joined
        if apart or begins:
            yield Run(held[0].left, held[-1].right, " ".join(one.text for one in held))
            held = []
        held.append(word)
    if held:
        yield Run(held[0].left, held[-1].right, " ".join(one.text for one in held))


def _one(span: list[tuple[int, Run]]) -> Run:
    text = " ".join(run.text for _, run in sorted(span, key=lambda one: (one[0], one[1].left)))
    return Run(min(run.left for _, run in span), max(run.right for _, run in span), text)


def _are_heads(cells: Sequence[Run]) -> bool:
    """Whether cells head a form: one for the answer (or one for yes and one for no) and one that asks or explains."""
    texts = [cell.text.lower().strip(" :.?*") for cell in cells]
    answers = sum(bool(_ANSWER.search(text)) for text in texts)
    ticked = "yes" in texts and "no" in texts
    beside = sum(bool(_WORDS_BESIDE.search(text)) and not _ANSWER.search(text) for text in texts)
    return (answers == 1 or (ticked and not answers)) and beside > 0 and len(set(texts)) == len(texts)


def is_answer(text: str) -> bool:
    """Whether words are an answer and nothing else."""
    return _ANSWER_ALONE.fullmatch(text.strip()) is not None


def is_answer_head(text: str) -> bool:
    """Whether a heading stands over the answers."""
    return _ANSWER.search(text) is not None


def is_number_head(text: str) -> bool:
    """Whether a heading stands over the provisions' numbers."""
    return _NUMBER.fullmatch(re.sub(r"[^a-z]", "", text.lower())) is not None
