"""Passages into prose: which section each sentence stands in, and what is only a table of contents or a change log.

Policies number their paragraphs, or only their headings, or neither; the number is the citation wherever there is one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from putright.passages import Document, Passage, PassageKind
from putright.policy.reading.prose import Prose, Section, Sentence
from putright.policy.reading.sentences import split_sentences, without_markup

__all__ = ["prose_of"]

_MOST_PASSAGES = 12_000
_MOST_LETTERS = 700_000
"""Some two hundred full pages."""
_LONGEST_PASSAGE = 6_000
_LONGEST_HEADING = 110
_MOST_SENTENCES = 9_000
_MOST_SKIPPED = 3
"""A numbered heading may follow the last by this many: some are lost in tables or pictures. More is no numbering."""
_UNKNOWN_LEVEL = 50
_SHORT_LINE = 40

_NUMBERED = re.compile(
    r"(?:section\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark>[.):]?)\s+(?P<rest>\S.*)$", re.IGNORECASE | re.DOTALL
)
_NO_TITLE = re.compile(
    r"(?:working|calendar|days?|weeks?|months?|years?|hours?|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\b|[-\u2013%\u00a3]|\d",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table\s+of\s+)?contents(?:\s+page)?\s*:?$|in this (?:section|policy|page)\s*:?$", re.IGNORECASE
)
_CONTENTS_LINE = re.compile(r".{2,100}?[\s.\u2026_]\s*\d{1,3}$", re.DOTALL)
_HISTORY = re.compile(
    r"(?:document |policy |version |revision |change )(?:version |change )?(?:history|control|log|record)"
    r"|(?:version|revision|amendment|change|review) (?:control|history|log)\b|document (?:history|control)\b"
    r"|amendment(?:s| record| history)\b|record of (?:amendments|changes)",
    re.IGNORECASE,
)
_HISTORY_COLUMNS = re.compile(r"\b(?:version|issue|rev(?:ision)?)\b", re.IGNORECASE)
_HISTORY_COMPANY = re.compile(r"\b(?:date|changes?|amendments?|author|summary|reason|approved)\b", re.IGNORECASE)
_HEADING_WORDS = re.compile(
    r"\b(?:stage|complain(?:t|ts|ing)|exclusions?|definitions?|timescales?|respon(?:se|ding)|acknowledg\w*|extensions?"
    r"|escalat\w+|ombudsman|compensation|remed(?:y|ies)|learning|monitoring|scope|purpose|aims?|policy|contact|introduction"
    r"|how|what|who|when|equality|adjustments?|confidential\w*|anonymous|behaviour|vexatious|informal|formal|appeals?"
    r"|reviews?|process|procedure|performance|training|represent\w+|advoca\w+|surveys?|redress|putting|reporting|records?"
    r"|history|legislation|appendix|responsibilit\w+|accessib\w+|feedback|compliments?|unhappy|panel|time limits?)\b",
    re.IGNORECASE,
)
_STEP_OF_A_STAGE = re.compile(
    r"(?:acknowledg\w*|responses?|responding|investigat\w*|our (?:response|investigation)|time ?scales?|time limits?"
    r"|extensions?|delays?|outcome|decision|escalation|what happens next|what we will do)\b",
    re.IGNORECASE,
)
_STAGE_WORD = re.compile(r"\bstage\b|\binformal\b|\bappeal\b", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\s*(\*\*|__)[^*_]{2,110}\1\s*:?\s*$")
_INTRODUCES = re.compile(r"(?::|\s[-\u2013\u2014])\s*$")
_QUESTION = re.compile(
    r"(?:what|how|who|when|where|why|which|can|do|does|is|are|will|should)\b[^.?!]{3,80}\?$", re.IGNORECASE
)
_STAGE_LINE = re.compile(
    r"(?:formal )?(?:stage|level|step|tier)\s+\w+[^.?!]{0,30}:?$|[A-Z][\w ,&/-]{2,30}\(\s*(?:stage|level|step)\s+\w+\s*\)\s*:?$",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(
    r"\b(?:will|must|should|may|can|shall|are|is|has|have|was|were) (?:be|not|\w{2,}(?:ed|ing|en))\b|\b(?:we|you|they)\b"
)
_ADDRESS = re.compile(r"(?:write to|call|phone|e-?mail|telephone|visit|by post|post(?:al)?)\b", re.IGNORECASE)
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;\"'\u201d\u2019)]\s*$")
_ROW_OF_A_TABLE = re.compile(r"(.*?table \d+)", re.IGNORECASE)


@dataclass(slots=True)
class _Reader:
    """Walks the passages once, keeping the headings above and what introduces a list."""

    repeated: Counter[str]
    stack: list[tuple[int, str]] = field(default_factory=list)
    number: str = ""
    title: str = ""
    lead: str = ""
    contents: bool = False
    in_history: bool = False
    header: tuple[str, ...] = ()
    table: str | None = None
    sentences: list[Sentence] = field(default_factory=list)
    history: list[Sentence] = field(default_factory=list)

    def section(self) -> Section:
        return Section(self.number, self.title, tuple(title for _, title in self.stack))


def prose_of(document: Document) -> Prose:
    """The document's sentences with their sections. Bounded: what lies beyond some two hundred pages is left out."""
    passages = list(_joined(_clean(_bounded(document.passages))))
    reader = _Reader(Counter(_bare(passage.text) for passage in passages))
    for at, passage in enumerate(passages):
        if passage.kind is PassageKind.ROW:
            _read_row(reader, at, passage)
        else:
            reader.table = None
            _read_passage(reader, at, passage)
    whole = len(_bounded(document.passages)) == len(document.passages)
    cut = not whole or len(reader.sentences) > _MOST_SENTENCES
    return Prose(document.name, tuple(reader.sentences[:_MOST_SENTENCES]), tuple(reader.history), cut)


def _bounded(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """As many passages as are read: the patterns take time for every letter, and no policy is as long as this."""
    letters = 0
    for place, passage in enumerate(passages[:_MOST_PASSAGES]):
        letters += min(len(passage.text), _LONGEST_PASSAGE)
        if letters > _MOST_LETTERS:
            return passages[:place]
    return passages[:_MOST_PASSAGES]


def _clean(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    for passage in passages:
        kind = passage.kind
        text = passage.text[:_LONGEST_PASSAGE]
        if kind is PassageKind.PARAGRAPH and _BOLD_LINE.match(text):
            kind = PassageKind.HEADING
        text = without_markup(text)
        cells = tuple(without_markup(cell[:_LONGEST_PASSAGE]) for cell in passage.cells)
        if text or any(cells):
            yield replace(passage, kind=kind, text=text, cells=cells)


def _joined(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Paragraphs that a page or a line break cut in two are put together again: the second half starts small."""
    held: Passage | None = None
    for passage in passages:
        if (
            held is not None
            and held.kind in {PassageKind.PARAGRAPH, PassageKind.BULLET}
            and passage.kind is PassageKind.PARAGRAPH
            and passage.text[:1].islower()
            and len(held.text) > _SHORT_LINE
            and not _ENDS.search(held.text)
            and len(held.text) + len(passage.text) < _LONGEST_PASSAGE
        ):
            held = replace(held, text=f"{held.text} {passage.text}")
            continue
        if held is not None:
            yield held
        held = passage
    if held is not None:
        yield held


def _bare(text: str) -> str:
    """A line without its number, its page and its dots, to know it again."""
    text = re.sub(r"^(?:section\s+)?[\d.]{1,9}\s*", "", text[:200].lower())
    return re.sub(r"[\s.\u2026_]*\d{0,3}$", "", text).strip(" :*")


def _is_contents(reader: _Reader, passage: Passage) -> bool:
    """A line of the table of contents: it ends in a page number, or stands again as a heading further on."""
    if not reader.contents:
        return False
    cells = [cell for cell in passage.cells if cell]
    if cells and (cells[-1].isdigit() or reader.repeated[_bare(cells[0])] > 1):
        return True
    if len(passage.text) <= _LONGEST_HEADING and (
        _CONTENTS_LINE.match(passage.text) or reader.repeated[_bare(passage.text)] > 1
    ):
        # Once the contents are through, the first heading stands there a second time.
        reader.repeated[_bare(passage.text)] -= 1
        return True
    reader.contents = False
    return False


def _read_passage(reader: _Reader, at: int, passage: Passage) -> None:
    if _CONTENTS.match(passage.text):
        reader.contents = True
        return
    if _is_contents(reader, passage):
        return
    numbered = _numbered(reader, passage)
    text = numbered[1] if numbered else passage.text
    headed = passage.kind is PassageKind.HEADING
    if numbered:
        headed = headed or _reads_like_heading(text, known=True)
        _open(reader, numbered[0], text if headed else _run_in_title(text), numbered[0].count(".") + 1)
    elif headed or (passage.kind is PassageKind.PARAGRAPH and _reads_like_heading(text, known=False)):
        headed = True
        _open(reader, "", text, passage.level or _UNKNOWN_LEVEL)
    if headed:
        _add(reader, at, passage, text, heading=True)
        reader.lead = text if text.endswith(":") else ""
    else:
        _read_words(reader, at, passage, text, numbered=bool(numbered))


def _read_words(reader: _Reader, at: int, passage: Passage, text: str, *, numbered: bool) -> None:
    """A paragraph or a bullet: what it says, and what it introduces."""
    lettered = _LETTERED.match(text) if reader.lead and not numbered else None
    if lettered:
        passage, text = replace(passage, kind=PassageKind.BULLET), text[lettered.end() :]
    if passage.kind is PassageKind.BULLET and not numbered:
        _add(reader, at, passage, text)
        if _INTRODUCES.search(text):
            reader.lead = split_sentences(text)[-1]
        return
    _add(reader, at, replace(passage, kind=PassageKind.PARAGRAPH), text, lead="")
    # The lines of an address, or a word on its own, do not end a list that was begun above them.
    if _INTRODUCES.search(text) or len(text) > _SHORT_LINE or numbered:
        reader.lead = _lead(text)


def _lead(text: str) -> str:
    """The words that introduce a list: the last sentence, with the one before where it only says "These include:"."""
    *before, last = split_sentences(text)
    return f"{before[-1]} {last}" if before and len(last) < _SHORT_LINE else last


def _numbered(reader: _Reader, passage: Passage) -> tuple[str, str] | None:
    """The number a passage begins with, if it is the section's and not a list's, a date's or a limit's."""
    match = _NUMBERED.match(passage.text)
    if not match or _NO_TITLE.match(match["rest"]):
        return None
    number, rest = match["number"], match["rest"]
    last = [int(part) for part in reader.number.split(".")] if reader.number else []
    top = int(number.split(".")[0])
    if last and not last[0] <= top <= last[0] + _MOST_SKIPPED:
        return None
    if "." not in number and not _whole_number_fits(passage, match, last, top):
        return None
    return number, rest


def _whole_number_fits(passage: Passage, match: re.Match[str], last: list[int], top: int) -> bool:
    """Whether "3" is a section: lists count in whole numbers too, and sentences begin with them."""
    rest = match["rest"]
    titled = rest[0].isupper() and len(rest) <= _LONGEST_HEADING
    if passage.kind is PassageKind.BULLET or not (match["mark"] or titled):
        return False
    if not last:
        return top <= _MOST_SKIPPED
    if top == last[0]:
        return False
    return len(last) == 1 or passage.kind is PassageKind.HEADING or _reads_like_heading(rest, known=True)


def _reads_like_heading(text: str, *, known: bool) -> bool:
    """A short line that is no sentence; where its form says nothing (`known` false), with a word headings have."""
    if _HISTORY.search(text) and len(text) < _SHORT_LINE and text[:1].isupper():
        return True
    numbered_title = known and text.endswith(".") and len(text) < _SHORT_LINE
    if len(text) > _LONGEST_HEADING or not text[:1].isupper():
        return False
    if text.endswith((".", ",", ";", ":-", "!")) and not numbered_title:
        return False
    if _SAYS_SOMETHING.search(text) and not text.endswith("?"):
        return False
    if re.search(
        r"\b(?:we|you|they|it|this|customers?|residents?|tenants?) (?:will|can|may|must|should|are|have|has|is)\b", text
    ) and not text.endswith("?"):
        return False
    if _ADDRESS.match(text):
        return False
    if re.search(r"[@\d]{4,}|@|www\.|\bdays?\b|\bmonths\b", text, re.IGNORECASE):
        return False
    if _QUESTION.match(text) or (_STAGE_LINE.match(text) and len(text) < _SHORT_LINE):
        return True
    return known or (len(text) <= 70 and not text.endswith(":") and bool(_HEADING_WORDS.search(text)))  # noqa: PLR2004


def _run_in_title(text: str) -> str:
    """The title of a paragraph that begins with one: "Stage 1 - We will ...", "Mediation: ..."."""
    match = re.match(r"([A-Z][^.:\u2013]{2,60}?)\s*(?::|\s[-\u2013]\s|\.\s+(?=[A-Z]))\s*\S", text)
    return match[1] if match and _HEADING_WORDS.search(match[1]) else ""


def _open(reader: _Reader, number: str, title: str, level: int) -> None:
    reader.lead = ""
    reader.header = ()
    while reader.stack and reader.stack[-1][0] >= level and not _stays_open(reader.stack[-1], title, level):
        reader.stack.pop()
    if number:
        reader.number = number
    elif level == 1:
        reader.number = ""
    if title:
        reader.stack.append(
            (level if not reader.stack or reader.stack[-1][0] < level else reader.stack[-1][0] + 1, title)
        )
    reader.title = title or (reader.stack[-1][1] if reader.stack else "")
    reader.in_history = any(_HISTORY.search(each) and len(each) < _LONGEST_HEADING for _, each in reader.stack[-2:])


def _stays_open(above: tuple[int, str], title: str, level: int) -> bool:
    """Whether a heading is a step of the stage above it though nothing shows its level: "Response" after "Stage 2"."""
    return (
        above[0] == level == _UNKNOWN_LEVEL
        and bool(_STAGE_WORD.search(above[1]))
        and not _STAGE_WORD.search(title)
        and bool(_STEP_OF_A_STAGE.match(title))
    )


def _add(
    reader: _Reader, at: int, passage: Passage, text: str, *, heading: bool = False, lead: str | None = None
) -> None:
    kept = reader.history if reader.in_history else reader.sentences
    lead = (reader.lead if passage.kind is PassageKind.BULLET else "") if lead is None else lead
    for words in [text] if heading else split_sentences(text):
        kept.append(Sentence(words, reader.section(), passage.where, at, passage.kind, lead, heading))


def _read_row(reader: _Reader, at: int, passage: Passage) -> None:
    if _is_contents(reader, passage):
        return
    cells = passage.cells or tuple(passage.text.split(" | "))
    named = _ROW_OF_A_TABLE.match(passage.where)
    table = named[1] if named else "rows"
    if reader.table != table:
        reader.table = table
        reader.header = cells if _is_header(cells) else ()
        if _is_history(cells):
            reader.in_history = True
        elif reader.in_history and not any(_HISTORY.search(title) for _, title in reader.stack[-2:]):
            reader.in_history = False
        if reader.header and not reader.in_history:
            _keep_cells(reader, at, passage, cells, labels=False)
            return
    laid_out = len(cells) > 1 and not reader.in_history and max(map(len, cells[1:])) > _SHORT_LINE
    number = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?", cells[0]) if laid_out else None
    if number:
        # The landlord lays its paragraphs out in a table: number, text.
        _open(reader, number[1], "", number[1].count(".") + 1)
        cells = cells[1:]
    _keep_cells(reader, at, passage, cells, labels=True)


def _is_header(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(len(cell) < 60 and not re.search(r"\d{2,}|\bdays?\b|@", cell) for cell in filled)  # noqa: PLR2004


def _is_history(cells: tuple[str, ...]) -> bool:
    whole = " | ".join(cells)
    return len(whole) < 200 and bool(_HISTORY_COLUMNS.search(whole)) and bool(_HISTORY_COMPANY.search(whole))  # noqa: PLR2004


def _keep_cells(reader: _Reader, at: int, passage: Passage, cells: tuple[str, ...], *, labels: bool) -> None:
    """Each cell as sentences of its own, led by its column's and its row's label."""
    kept = reader.history if reader.in_history else reader.sentences
    for column, cell in enumerate(cells):
        head = reader.header[column] if labels and column < len(reader.header) else ""
        row = cells[0] if labels and column and cells[0] != cell and len(cells[0]) < 200 else ""  # noqa: PLR2004
        lead = ": ".join(part for part in (head, row) if part)
        for line in cell.split("\n"):
            for words in split_sentences(line):
                kept.append(
                    Sentence(words, reader.section(), passage.where, at, PassageKind.ROW, lead, heading=not labels)
                )
