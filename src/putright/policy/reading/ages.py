"""What is too old to be taken as a complaint: the months, from when they run, and whether there are exceptions."""

import re
from collections.abc import Iterator

from putright.passages import PassageKind
from putright.policy.intake import Exclusion
from putright.policy.reading.durations import as_months, durations_in
from putright.policy.reading.grounds import DISCRETION, REFUSES, short
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.vocabulary import GroundKind, Sure

__all__ = ["age_limits", "months_in", "too_old"]

_AGE = re.compile(
    r"\b(?:occurr\w*|happen\w*|took place|taken place|incident|event|arose|arisen|aris\w+|aware\w*|problem|started|old|ago|issue|matter|complaints?|concerns?|cause|after|since|date|service failures?)\b",
    re.IGNORECASE,
)
_NOT_AGE = re.compile(
    r"\b(?:review\w*|retain\w*|retention|destroy|ombudsman (?:within|no later|will|can)|to the (?:housing )?ombudsman|stage (?:1|one|2|two|3|three)\s+(?:response|decision|reply|complaint)|our (?:final|last) (?:response|decision|letter)|final (?:response|decision)|monitor\w*|warranty|defects?|restrict\w+|tenanc\w+|review of this|every|records? (?:will|are)|report(?:s|ed|ing)? to|past (?:two|three|\d+)|last \d+|annual\w*|train\w*)\b",
    re.IGNORECASE,
)
_AWARE = re.compile(
    r"\b(?:becom\w+|became|being|first|were|was|made)\s+(?:\w+\s+)?aware|\baware of (?:it|the|them)|\bknew\b|\bknowledge\b|come to (?:your|their) (?:attention|notice)",
    re.IGNORECASE,
)
_ONLY_LATELY = re.compile(
    r"\b(?:only|recently|later)\b[^.;]{0,40}\baware|\b(?:not|\w{1,8}n['\u2019]t)\b[^.;]{0,20}\baware", re.IGNORECASE
)
_NO_DISCRETION = re.compile(
    r"\bafter (?:then|that|this)\b[^.;]{0,60}\b(?:not|\w{1,8}n['\u2019]t|unable|cannot)\b|\bno exceptions?\b|\b(?:never|under no circumstances)\b",
    re.IGNORECASE,
)
_EXCEPTIONS_FOR = re.compile(
    r"\b(?:exceptions?[^.;()]{0,40}?(?:where|for|if|include)|unless|except (?:where|in|when)|discretion[^.;()]{0,40}?(?:where|when|if|for))\s+(?P<what>[^.;()]{4,140})",
    re.IGNORECASE,
)
_LIMITS = re.compile(r"\b(?:within|no later than|more than|over|older than|up to)\b", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:occurr|happen|took place|taken place|incident|event|aros|aris|aware|ago|old|service failure)", re.IGNORECASE
)
_ONLY_WITHIN = re.compile(
    r"\b(?:you|residents?|customers?|tenants?|complainants?) (?:will )?ha(?:ve|s)\b[^.;]{0,30}\bto (?:complain|make|raise|tell|report|bring)|\bonly (?:be able to )?(?:look|consider|accept|investigate|deal|take)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|,\s+(?=(?:or|and|where|if)\b)|\s(?=\([a-z]{1,3}\)\s)", re.IGNORECASE)


def age_limits(prose: Prose) -> Iterator[Exclusion]:
    """Every sentence of running text that sets a limit in months for raising a complaint."""
    for place, sentence in enumerate(prose.sentences):
        if sentence.heading or sentence.kind is not PassageKind.PARAGRAPH:
            continue
        months = months_in(sentence.text)
        if months is None:
            continue
        after = [
            s
            for s in prose.sentences[place + 1 : place + 3]
            if s.section == sentence.section and s.paragraph - sentence.paragraph <= 1
        ]
        if _sets_a_limit(sentence.text) or any(_NO_DISCRETION.search(s.text) for s in after[:1]):
            more = [s.text for s in after if DISCRETION.search(s.text) or _NO_DISCRETION.search(s.text)]
            yield too_old(sentence, " ".join([sentence.text, *more]), months, Sure.HIGH)


def _sets_a_limit(text: str) -> bool:
    if REFUSES.search(text) or _ONLY_WITHIN.search(text):
        return True
    return bool(_LIMITS.search(text) and _EVENT.search(text))


def months_in(text: str) -> int | None:
    """The months after which something is too old, if the text sets such a limit.

    Read clause by clause: a list of grounds may speak of the final response right beside.
    """
    found: set[int] = set()
    for clause in _CLAUSE.split(text):
        if _AGE.search(clause) and not _NOT_AGE.search(clause):
            found |= {months for duration in durations_in(clause) if (months := as_months(duration))}
    # "Cut from 12 months to six months" would give two: then neither is read.
    return found.pop() if len(found) == 1 else None


def too_old(sentence: Sentence, whole: str, months: int, sure: Sure) -> Exclusion:
    """The exclusion that a sentence makes; `whole` is the sentence with what qualifies it."""
    exceptions = _EXCEPTIONS_FOR.search(whole)
    lately = bool(_ONLY_LATELY.search(whole))
    may = True if DISCRETION.search(whole) else False if _NO_DISCRETION.search(whole) else None
    words = exceptions["what"] if exceptions else "who only lately learnt of it" if lately and may else ""
    return Exclusion(
        ground=GroundKind.TOO_OLD,
        name=f"what is more than {months} months old",
        section=sentence.cited,
        months=months,
        from_awareness=_from_awareness(sentence.text, whole),
        discretion=may,
        discretion_for=short(words, 140),
        passage=sentence.passage if len(whole) < len(sentence.text) + 5 else short(whole, 420),
        sure=sure,
    )


def _from_awareness(own: str, whole: str) -> bool | None:
    """Whether the months run from when the resident learnt of it: False where that is only a reason for discretion."""
    if _AWARE.search(own) and not _ONLY_LATELY.search(own):
        return True
    return False if _ONLY_LATELY.search(whole) and _AWARE.search(whole) else None
