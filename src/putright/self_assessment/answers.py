"""Reading one answer: "Yes", "NO - In progress", "N/A", a tick. What is not plainly an answer is none: never a guess."""

import re
from functools import lru_cache

from putright.self_assessment.choices import chosen_word, is_choice
from putright.self_assessment.model import Answer

__all__ = ["plain_answer", "split_answer"]

_TICKS = "\u2713\u2714\u2705\U0001f5f8\U0001f5f9"
_CROSSES = "\u2717\u2718\u274c\u2715\u2716"
_BOX_EMPTY = "\u2610\u25a1\u25fb\u2b1c"
_BOX_CHOSEN = "\u2611\u2612\u25a0\u25fc\u2b1b\u22a0"
_PLACEHOLDER = re.compile(
    r"^[(\[]?\s*(?:yes|y)\s*[/|]\s*(?:no|n)\b(?:\s*(?:[/|]|or)\s*(?:n/?a|not applicable|partial(?:ly)?|partly|in progress)\b)*\s*[)\]]?[\s:?.\u2013-]*",
    re.IGNORECASE,
)
_BOXED = re.compile(rf"([{_BOX_EMPTY}{_BOX_CHOSEN}])\s*(yes|no|n/?a|not applicable|partial(?:ly)?)\b", re.IGNORECASE)
_BOXED_AFTER = re.compile(
    rf"\b(yes|no|n/?a|not applicable|partial(?:ly)?)\s*([{_BOX_EMPTY}{_BOX_CHOSEN}])", re.IGNORECASE
)

_UNTICKED = re.compile(rf"(?:[{_BOX_EMPTY}]|yes|no|n/?a|not applicable|partial(?:ly)?|[\s,/|])*", re.IGNORECASE)

_COMPLY = r"(?:comply|complies|compl[iy]ance|compliant|meet this(?: requirement)?)"
_WHO = r"(?:we|this|the landlord|it)"
_NOT_APPLICABLE = r"(?:not applicable|n\s*/\s*a|n\.a\.?|na|not relevant|does not apply|doesn.t apply)"
_IN_PROGRESS = (
    r"(?:in[ -]progress|under ?way|work in progress|on ?going work|working towards(?: compliance)?|"
    r"(?:being|to be) (?:implemented|developed)|we will comply|will comply|not yet(?: compliant| in place| complete)?[\s,\u2013-]+in progress)"
)
_PARTIAL = (
    r"(?:partial(?:ly)?|partly|in part|part(?:ial|ially|ly) (?:met|compliant|complies|comply|compliance)|partial compliance|"
    r"mostly|largely|some(?:times)?|yes and no|yes\s*/\s*partial(?:ly)?|mostly compliant|largely compliant)"
)
_NO = (
    rf"(?:no|n|not yet(?: compliant| in place| complete)?|non[ -]?compliant|non[ -]?compliance|not compliant|not met|{_WHO} (?:do|does|did) not (?:currently )?{_COMPLY}|"
    rf"(?:do|does) not (?:currently )?{_COMPLY}|{_WHO} (?:don.t|doesn.t) {_COMPLY}|not fully(?: compliant| met)?)"
)
_YES = (
    rf"(?:yes|y|yes,? {_WHO} (?:do|does|are|is)|yes,? {_WHO} (?:fully )?{_COMPLY}|{_WHO} (?:fully )?{_COMPLY}(?: with this(?: provision| requirement)?)?|"
    rf"{_WHO} (?:are|is) (?:fully )?compliant|(?:yes,? ?)?(?:fully )?compliant|(?:fully )?complies|fully comply|(?:fully )?met|full compliance)"
)
_AND = r"[\s,;:.()\u2013\u2014-]+"
_WHOLE = (
    (re.compile(rf"(?:(?:{_NO}|{_PARTIAL}|{_YES}){_AND})?{_IN_PROGRESS}", re.IGNORECASE), Answer.IN_PROGRESS),
    (re.compile(rf"{_IN_PROGRESS}{_AND}{_PARTIAL}", re.IGNORECASE), Answer.IN_PROGRESS),
    (re.compile(rf"(?:(?:{_NO}|{_YES}){_AND})?{_PARTIAL}", re.IGNORECASE), Answer.PARTIAL),
    (re.compile(rf"(?:no{_AND})?{_NOT_APPLICABLE}(?:{_AND}{_NOT_APPLICABLE})?", re.IGNORECASE), Answer.NOT_APPLICABLE),
    (re.compile(rf"{_NO}(?:{_AND}{_NO})?", re.IGNORECASE), Answer.NO),
    (re.compile(rf"{_YES}(?:{_AND}{_YES})?", re.IGNORECASE), Answer.YES),
)
_FIRST_WORD = re.compile(
    rf"^(?P<said>yes|no|{_NOT_APPLICABLE}|partial(?:ly)?|partly|in progress|[{_TICKS}{_CROSSES}])"
    r"(?P<then>\s*[.,:;\u2013\u2014-]+\s+|\s*(?=\()|\s*\n\s*|\s+(?=[A-Z]))(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PHRASE_END = re.compile(r"[.;:]\s+|\s*\n\s*|\s+[\u2013\u2014-]\s+")
_DOUBTED = re.compile(
    r"^\(?(?:but|except|however|subject to|with the exception|apart from|in part|partial|partly|although|only|not (?:yet|fully|always))\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(rf"^\(?(?:but )?(?:(?:we are|this is|it is) )?(?:currently )?{_IN_PROGRESS}\b", re.IGNORECASE)
_LONGEST = 80


@lru_cache(maxsize=4096)
def plain_answer(text: str) -> Answer | None:
    """The answer when the whole text is one and nothing else; None when it is empty or says anything more.

    A template's own "Yes / No" left as it stands is no answer.
    """
    if is_choice(text.strip()):
        chosen = chosen_word(text.strip())
        return plain_answer(chosen) if chosen else None
    said = _without_placeholder(text)
    if not said or len(said) > _LONGEST:
        return None
    boxed = _from_boxes(said)
    if boxed is not None:
        return boxed
    marks = {Answer.YES for sign in said if sign in _TICKS} | {Answer.NO for sign in said if sign in _CROSSES}
    bare = "".join(sign for sign in said if sign not in _TICKS + _CROSSES).strip(
        " \t\n.,;:!*\"'\u2018\u2019\u201c\u201d()[]\u2013\u2014-"
    )
    words = " ".join(bare.split())
    if not words:
        return marks.pop() if len(marks) == 1 else None
    found = next((answer for pattern, answer in _WHOLE if pattern.fullmatch(words)), None)
    return None if found is None or (marks and marks != {found}) else found


def split_answer(text: str) -> tuple[Answer | None, str]:
    """The answer that a text begins with, and the words after it: "Yes. We publish it" is yes and "We publish it".

    "No complaints were refused" begins with a word that is no answer; "Yes, but not at stage 2" is a partial one.
    """
    whole = plain_answer(text)
    if whole is not None:
        return whole, ""
    if is_choice(text.strip()):
        return None, ""
    said = _without_placeholder(text)
    if not said or _UNTICKED.fullmatch(said):
        return None, ""
    first, rest = _first_phrase(said)
    answer = plain_answer(first)
    if answer is None or plain_answer(rest) not in {None, answer}:
        return _both(answer, plain_answer(rest)), said
    if _GOING_ON.match(rest) and answer in {Answer.YES, Answer.NO}:
        answer = Answer.IN_PROGRESS
    elif _DOUBTED.match(rest) and answer is Answer.YES:
        answer = Answer.PARTIAL
    return answer, rest


def _both(first: Answer | None, second: Answer | None) -> Answer | None:
    """Two answers one after the other say nothing, but for "No. In progress" and the like."""
    return second if first is not None and second in {Answer.IN_PROGRESS, Answer.PARTIAL} else None


def _first_phrase(said: str) -> tuple[str, str]:
    """A text in two after its first phrase, which a sign, a new line or a capital letter ends."""
    found = _FIRST_WORD.match(said)
    if found is not None and _ends_the_answer(found):
        return found["said"], found["rest"].strip()
    parts = _PHRASE_END.split(said, maxsplit=1)
    return (parts[0], parts[1].strip()) if len(parts) > 1 else (said, "")


def _ends_the_answer(found: re.Match[str]) -> bool:
    """Whether what follows the first word begins something new: a sign, a new line, or a capital letter."""
    return bool(found["then"].strip()) or "\n" in found["then"] or found["rest"][0].isupper() or found["rest"][0] == "("


def _without_placeholder(text: str) -> str:
    said = text.strip()
    unfilled = _PLACEHOLDER.match(said)
    return said[unfilled.end() :].strip() if unfilled else said


def _from_boxes(said: str) -> Answer | None:
    """The one ticked box of "☒ Yes ☐ No"; None where there are no boxes or not just one is ticked.

    A crossed box beside a word is a chosen one, as Word draws it; alone it could mean either, and says nothing.
    """
    before = [(found[2], found[1]) for found in _BOXED.finditer(said)]
    after = [(found[1], found[2]) for found in _BOXED_AFTER.finditer(said)]
    pairs = before if said[0] in _BOX_EMPTY + _BOX_CHOSEN else after
    chosen = [word for word, box in pairs if box in _BOX_CHOSEN]
    if len(chosen) == 1:
        return plain_answer(chosen[0])
    return Answer.YES if said == "\u2611" else None
