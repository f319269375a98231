"""The labels of the form: which field a column's heading or a line's first words stand for."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from putright.self_assessment.answers import plain_answer, split_answer

__all__ = ["Field", "Label", "column_label", "line_label"]


class Field(Enum):
    """A field of the form."""

    PROVISION = auto()
    REQUIREMENT = auto()
    ANSWER = auto()
    EVIDENCE = auto()
    COMMENTARY = auto()
    YES = auto()
    """A column to be ticked when the answer is yes; the next three likewise."""
    NO = auto()
    PARTIAL = auto()
    NOT_APPLICABLE = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line, and what follows it there."""

    field: Field
    value: str


_LONGEST = 90
_PROVISION = re.compile(
    r"(?:the)?(?:code)?(?:provision|section|paragraph|para|clause|reference|ref|item)s?(?:of(?:the)?code)?(?:number|no|ref|reference)?|"
    r"codenumber|codeno|provisionnumber|number"
)
_REQUIREMENT = re.compile(
    r"(?:the)?(?:housingombudsman)?(?:code)?(?:provisionand|and)?(?:code)?(?:mandatory|bestpractice)?requirements?(?:ofthecode|text|\(?must\)?|\(?should\)?)?|"
    r"whatthecode(?:says|requires)|thecodesays|(?:code|provision)(?:text|wording)|criteri(?:a|on)|standard|provisionandrequirement|"
    r"codeprovisionandrequirement|question|description|code"
)
_ANSWER = re.compile(
    r"(?:do(?:es)?|are|is)?(?:we|you|thelandlord|.{2,60})?(?:compl[iy](?:es)?|compliant|compliance)(?:yesno|yn|status|withthecode|withthis|yesornopartial|yesnopartial(?:ly)?|yesnona)*|"
    r"(?:requirement|standard)?met(?:yesno)?|yesno(?:na|partial(?:ly)?)*|yn|yesorno|(?:compliance)?status"
)
_ANSWER_START = re.compile(
    r"^(?:(?:does|do|are|is)\s.{2,60}?\s(?:comply|compliant)|comply|complies|compliance|compliant|(?:requirement|standard) met|met|yes\s*/\s*no|y\s*/\s*n|status)\b",
    re.IGNORECASE,
)
_WEAK_ANSWER = re.compile(r"(?:our)?(?:response|answer|position|selfassessment|assessment)")
_EVIDENCE = re.compile(
    r"(?:our|supporting)?evidence(?:commentary|and|any|explanations?|comments?|ofcompliance|supporting|links?|documents?|to|of|with|the)*|"
    r"how(?:do)?we(?:comply|meetthis)|whatwedo|details?|assurance"
)
_COMMENTARY = re.compile(
    r"(?:our|further|any)?(?:commentary|comments?|explanations?|notes?|narrative)(?:and|any|or|explanations?|comments?|notes?|actions?)*|"
    r"(?:further|required|improvement|planned)?actions?(?:required|needed|plan|planned|tobetaken|point|points)?|nextsteps|improvements?|(?:target|completion|due)dates?"
)
_TICKED = {"yes": Field.YES, "no": Field.NO, "na": Field.NOT_APPLICABLE, "notapplicable": Field.NOT_APPLICABLE}
_TICKED |= {"partial": Field.PARTIAL, "partially": Field.PARTIAL, "partly": Field.PARTIAL}
_TICKED |= dict.fromkeys(("notcompliant", "noncompliant", "doesnotcomply", "donotcomply", "notmet"), Field.NO)
_TICKED |= dict.fromkeys(("partiallycompliant", "partlycompliant", "partiallymet", "partlymet"), Field.PARTIAL)


def _squeezed(text: str) -> str:
    """Lower case letters alone: a heading broken over a narrow column ("Code pr ovision") is still itself."""
    return re.sub(r"[^a-z]", "", text.lower())


@lru_cache(maxsize=4096)
def column_label(cell: str) -> Field | None:
    """What a column's heading says the column holds; None when it is no heading."""
    if not cell.strip() or len(cell) > _LONGEST:
        return None
    said = _squeezed(cell)
    if cell.strip() in {"#", "No.", "Nr", "No:"}:
        return Field.PROVISION
    if said in _TICKED:
        return _TICKED[said]
    if cell.rstrip().endswith("."):
        return None
    for pattern, found in (
        (_EVIDENCE, Field.EVIDENCE),
        (_COMMENTARY, Field.COMMENTARY),
        (_REQUIREMENT, Field.REQUIREMENT),
    ):
        if pattern.fullmatch(said):
            return found
    if _PROVISION.fullmatch(said):
        return Field.PROVISION
    if _ANSWER.fullmatch(said) or _WEAK_ANSWER.fullmatch(said):
        return Field.ANSWER
    return None


def line_label(line: str) -> Label | None:
    """The label that a line begins with, or is; None for a line of plain words."""
    answer = _answer_label(line)
    if answer is not None:
        return answer
    head, sign, rest = _parted(line)
    if len(head) > _LONGEST or not head:
        return None
    said = _squeezed(head)
    if _EVIDENCE.fullmatch(said) and (sign or said.startswith(("evidence", "supportingevidence", "how"))):
        return Label(Field.EVIDENCE, rest)
    if _COMMENTARY.fullmatch(said) and (sign or said.startswith(("commentary", "comment", "explanation", "action"))):
        return Label(Field.COMMENTARY, rest)
    if _REQUIREMENT.fullmatch(said) and ("requirement" in said or "code" in said) and said != "code":
        return Label(Field.REQUIREMENT, rest)
    if _PROVISION.fullmatch(said) and (not rest or rest[0].isdigit()):
        return Label(Field.PROVISION, rest)
    if _WEAK_ANSWER.fullmatch(said) and sign and plain_answer(rest) is not None:
        return Label(Field.ANSWER, rest)
    return None


def _answer_label(line: str) -> Label | None:
    found = _ANSWER_START.match(line)
    if found is None:
        return None
    rest = line[found.end() :]
    signed = re.match(
        r"\s*(?:\(\s*(?:yes\s*/\s*no|y\s*/\s*n)[^)]*\)\s*)?(?:with (?:the code|this (?:provision|requirement)))?\s*[:?\u2013\u2014-]+\s*",
        rest,
        re.IGNORECASE,
    )
    value = rest[signed.end() :] if signed else rest.strip()
    placeholder = re.match(r"^\(?\s*yes\s*/\s*no[^):]*\)?\s*[:?]?\s*$", value, re.IGNORECASE)
    if placeholder:
        return Label(Field.ANSWER, "")
    if signed or not value or plain_answer(value) is not None:
        if value and split_answer(value)[0] is None and len(value) > _LONGEST:
            return None
        return Label(Field.ANSWER, value)
    return None


def _parted(line: str) -> tuple[str, str, str]:
    """A line in two at its first colon, question mark or dash between spaces; the sign is empty where it has none."""
    found = re.search(r"\s*[:?]\s*|\s+[\u2013\u2014-]\s+", line)
    if found is None:
        return line.strip(), "", ""
    return line[: found.start()].strip(), found[0].strip(), line[found.end() :].strip()
