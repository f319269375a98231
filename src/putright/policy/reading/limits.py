"""What a length of time in a sentence limits: the acknowledgement, the response, an extension, asking for more.

A sentence is read clause by clause: the words before a duration say what it is for, the words right after it what
starts it, and the stage named nearest to it whose it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from putright.policy.reading.durations import Duration, durations_in
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.reading.stages import Context, Mention, StageMap, Told, looks_back
from putright.policy.vocabulary import CountedFrom

__all__ = ["Role", "Timing", "anchor_in", "timings"]


class Role(StrEnum):
    """What is limited."""

    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    EXTEND = "extend"
    ASK = "ask"
    """The resident's own time for asking for the next stage."""
    PAY = "pay"
    PASS_ON = "pass_on"  # noqa: S105  a complaint passed on, no password
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Timing:
    """One duration, read."""

    duration: Duration
    role: Role
    stages: tuple[int, ...]
    told: Told
    anchor: CountedFrom | None
    sentence: Sentence
    place: int
    """Where the sentence stands in the prose."""
    head: str
    tail: str
    conditional: bool
    """Said only in passing: "if we could not answer within 10 working days"."""


# In order: an acknowledgement or an escalation is named more exactly than "receipt", which often stands beside it.
_ANCHORS = (
    (CountedFrom.ORIGINAL_DUE, r"original (?:\w+ ){0,2}(?:deadline|due date|target|timescale|date|time)|(?:original|initial) \d+|due date|response deadline"),
    (CountedFrom.ACKNOWLEDGED, r"acknowledg\w*|confirming\b"),
    (CountedFrom.ESCALATION_REQUESTED, r"escalat\w+|request(?:ed|s|ing)?\b(?! for service)|(?:your|the|an) appeal|appeal being|review being|you(?:r)? ask\w*|being asked"),
    (CountedFrom.PREVIOUS_RESPONSE, r"(?:response|decision|reply|outcome|answer|letter|resolution|findings)\b"),
    (CountedFrom.INVESTIGATION_STARTED, r"(?:start|beginning|commencement) of (?:the|our|an) investigation|investigation (?:starting|beginning|being)|(?:being )?(?:allocated|assigned)\b"),
    (CountedFrom.LOGGED, r"(?:being )?(?:logged|logging|registered|registering|recorded|recording|opened)\b|log date|registration"),
    (CountedFrom.RECEIVED, r"receipt|receiv\w+|(?:being )?(?:made|submitted|lodged|raised|reported)\b|mak(?:e|ing) (?:it|a|the|your)\b|you complain\w*|submi\w+|contact(?:ing)? us|telling us|(?:date )?(?:of )?(?:the|your|a) complaint\b"),
)  # fmt: skip
_ANCHOR_PATTERNS = tuple((anchor, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for anchor, words in _ANCHORS)
_STARTS = re.compile(
    r"\s*[(\[]?\s*(?:(?:for|at)\s+(?:a\s+)?stage\s+\w+(?:\s+complaints?)?\s*,?\s*)?(?:counted |starting |measured |running )?(?:of|from|after|following|since|once|on|upon|when)\b\s*(?P<what>[^,;.()]{1,110})",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:we|and|to (?:ask|request|appeal|tell|escalate|let|say|decide|confirm|acknowledge|provide)|with|setting|explaining|for (?:a )?stage|at stage|you will|you can|they will|unless|but|where|if)\b",
    re.IGNORECASE,
)
_FIRST_WORDS = 4
_ANCHOR_BEFORE = re.compile(
    r"\b(?:once|after|following|from|upon|when|date of|as soon as)\b(?:(?!\b(?:will|we'll|we\u2019ll|shall|must|aim)\b)[^,;.:]){0,60}?\b(?:acknowledg\w+|logg\w+|receiv\w+|receipt|escalat\w+ request)\b(?:\s+(?:of|for)\s+(?:the|your)\s+\w+)?",
    re.IGNORECASE,
)

_CUES = (
    # The nearest to the duration decides; what stands in an extension is looked for first.
    (Role.ACKNOWLEDGE, r"acknowledg\w*|confirm(?:ing|ation)?\s+(?:that\s+)?(?:we\s+have\s+|we(?:'|\u2019)ve\s+|of\s+)?(?:receipt|received|receiving|got|your\s+request)|hear\s+(?:back\s+)?from\s+us\s+to\s+confirm|let\s+(?:you|them)\s+know\s+(?:that\s+)?(?:we|they)(?:'ve|\u2019ve| have)\s+(?:got|received)"),
    (Role.RESPOND, r"respon\w+|repl(?:y|ies|ied)|answer\w*|decision|outcome|findings|resol(?:ve|ved|ution|ving)|conclu\w+|complet\w+|investigat\w+|review(?:ed)?\b|determin\w+|close[ds]?\b|write\s+(?:back\s+)?to\s+(?:you|the)"),
    (Role.PAY, r"(?:pay|paid|payment|compensation|credited|cheque|refund)\w*"),
    (Role.PASS_ON, r"pass(?:ed|ing)?\b[^.]{0,40}\b(?:to|on)|forward(?:ed)?\b|referred\s+(?:directly\s+)?to\s+(?:the|our)\s+complaints?\s+team"),
    (Role.OTHER, r"contact(?:ing|ed)?\s+(?:you|them|the|each|every|residents?|customers?|complainants?)|call(?:ed)?\s+(?:you|back)|speak|updat\w*|visit\w*|meet\w*|repair\w*|appoint\w*|allocat\w*|assign\w*|inspect\w*|panel\s+(?:will|hearing|meeting)|train\w*|survey\w*|retain\w*|publish\w*|report(?:s|ed)?\s+to"),
)  # fmt: skip
# "Acknowledged and logged within": part of acknowledging where that is said, otherwise a step of its own.
_LOGGED = re.compile(
    r"\b(?:logg(?:ed|ing)?|log|record(?:ed|ing)?|register(?:ed|ing)?|defin(?:e|ed|ing))\b", re.IGNORECASE
)
_CLOCK_SAID = re.compile(
    r"\s*(?:period|limit|target|deadline|timescale)?\s*(?:will\s+)?(?:starts?|begins?|runs?|is\s+counted|commences?)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(r"\bwait\b", re.IGNORECASE)
_TO_OMBUDSMAN = re.compile(
    r"\b(?:before|to|and)\b[^.;]{0,40}\b(?:refer|contact|approach|go|take|complain)\w*\b[^.;]{0,30}\bombudsman",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\s*(?:target|deadline|timescale|response\s+time|limit)\b", re.IGNORECASE)
# Said of an acknowledgement as well as of an answer: these tell only where nothing else does.
_TO_CONFIRM = re.compile(r"\s*,?\s*to\s+(?:acknowledge|confirm|say)\b", re.IGNORECASE)
_HEARS = re.compile(r"\bhear\s+(?:back\s+)?from\s+us\b", re.IGNORECASE)
_WRITTEN = re.compile(r"\b(?:in\s+writing|written|by\s+letter)\b", re.IGNORECASE)
_CUE_PATTERNS = tuple((role, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for role, words in _CUES)
_EXTENDS = re.compile(
    r"\b(?:exten(?:d|ds|ded|ding|sions?)\b|enlarge\w*|prolong\w*|lengthen\w*|(?:further|additional|extra)\s+(?:time|period|\d|up\s+to|maximum)|more\s+time\b)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:a\s+)?(?:further|additional|extra|another)\s*(?:maximum\s+(?:of\s+)?)?$", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:\b(?:if|where|when|unless|in the event)\b|(?:^|[,;.]\s*)should\b)(?:(?!\bwe will\b|\bwe(?:'|\u2019)ll\b)[^,;.]){0,140}\b(?:unable|not|cannot|\w{1,8}n['\u2019]t|fail\w*|impossible|longer than|more than|beyond|outside|exceed\w*)\b[^,;.]*$",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:every|each|per|once\s+(?:a|in))\s*$|\b(?:every|at\s+least\s+every)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_RESIDENT_ASKS = re.compile(
    r"\b(?:you|residents?|customers?|tenants?|complainants?|they|leaseholders?|requests?|appeals?|escalation)\b[^.;]{0,120}"
    r"\b(?:request|ask|escalat\w+|appeal|tell us|let us know|contact(?:ing)? us|write to|writing to|inform us|notify|respond|reply|made|submitted|received|come)\b",
    re.IGNORECASE,
)
_TO_ASK = re.compile(
    r"\s*[^.;]{0,60}?\bto\s+(?:request|ask|escalate|appeal|tell|let|contact|notify|inform|respond|reply)\b",
    re.IGNORECASE,
)
_OMBUDSMAN = re.compile(r"\bombudsman\b", re.IGNORECASE)
_RESIDENT = re.compile(r"\b(?:you|residents?|customers?|tenants?|complainants?|they|requests?)\b", re.IGNORECASE)
_LANDLORD_ACTS = re.compile(
    r"\bwe\b(?!\s+(?:receive|ask))|\backnowledg\w*|\bour\s+(?:response|reply)\s+will\b|\bwill\s+(?:be\s+)?(?:receive\s+a|acknowledg|respond|repl|sen[dt]|issue|review)",
    re.IGNORECASE,
)


def timings(prose: Prose, stages: StageMap) -> Iterator[Timing]:
    """Every duration in the policy with what it limits, at which stage, and from when."""
    for place, sentence in enumerate(prose.sentences):
        yield from _in_sentence(sentence, place, stages)


def _in_sentence(sentence: Sentence, place: int, stages: StageMap) -> Iterator[Timing]:
    text, shift = _with_labels(sentence)
    durations = durations_in(text)
    if not durations or (sentence.heading and len(durations) > 4):  # noqa: PLR2004
        return
    mentions = [mention for mention in stages.mentions(text) if not looks_back(text, mention)]
    context = stages.contexts[place]
    clause_start = 0
    read: list[Timing] = []
    for at, duration in enumerate(durations):
        until = durations[at + 1].start if at + 1 < len(durations) else len(text)
        if duration.end <= shift:
            continue
        head, tail = text[clause_start : duration.start], text[duration.end : until]
        anchor, used = _anchor_after(tail)
        anchor = anchor or _anchor_before(head)
        clause_start = duration.end + used
        whose, told = _whose(duration, at, durations, mentions, context, text)
        role = _role(head, tail, used, anchor)
        if role is None:
            # "10 working days at stage 1 and 20 working days at stage 2": said once, meant twice.
            role = read[-1].role if read else Role.OTHER
        read.append(
            Timing(duration, role, whose, told, anchor, sentence, place, head, tail, bool(_CONDITION.search(head)))
        )
    yield from _sharing_anchor(read)


def _sharing_anchor(read: list[Timing]) -> Iterator[Timing]:
    """A start named once, after the last of several limits of the same kind, is that of all of them."""
    for at, timing in enumerate(read):
        later = read[at + 1 :]
        if timing.anchor is None and later and all(other.role is timing.role for other in later) and later[-1].anchor:
            yield replace(timing, anchor=later[-1].anchor)
        else:
            yield timing


def _with_labels(sentence: Sentence) -> tuple[str, int]:
    """A table's cell with its labels before it, and where its own words begin; any other sentence as it is.

    A bullet takes its lead too where it is no sentence of its own: "At stage 1 we will: - reply within 10 working days".
    """
    if not sentence.lead or len(sentence.lead) > 300 or durations_in(sentence.lead):  # noqa: PLR2004
        return sentence.text, 0
    return f"{sentence.lead}: {sentence.text}", len(sentence.lead) + 2


def _anchor_after(tail: str) -> tuple[CountedFrom | None, int]:
    """What the words right after a duration count it from, and how many letters that takes."""
    match = _STARTS.match(tail)
    if not match:
        return None, 0
    what = match["what"]
    # "of when we receive it" begins with the word that elsewhere begins the next clause.
    stop = _STOPS.search(what, _FIRST_WORDS)
    what = what[: stop.start()] if stop else what
    return anchor_in(what), match.start("what") + len(what)


def _anchor_before(head: str) -> CountedFrom | None:
    found = list(_ANCHOR_BEFORE.finditer(head))
    return anchor_in(found[-1][0]) if found else None


def anchor_in(what: str) -> CountedFrom | None:
    """The event that some words name, None where they name none that is known."""
    for anchor, pattern in _ANCHOR_PATTERNS:
        if pattern.search(what):
            return anchor
    return None


def _whose(
    duration: Duration, at: int, durations: list[Duration], mentions: list[Mention], context: Context, text: str
) -> tuple[tuple[int, ...], Told]:
    """The stage a duration belongs to: named before it where sentences begin with the stage, after it where they end so."""
    if not mentions:
        return context.stages, context.told
    together = sorted({number for mention in mentions for number in mention.stages})
    if re.search(r"\brespectively\b", text, re.IGNORECASE) and len(together) == len(durations):
        return (together[at],), Told.BY_WORDS
    before = [mention for mention in mentions if mention.end <= duration.start]
    after = [mention for mention in mentions if mention.start >= duration.end]
    stage_first = mentions[0].start < durations[0].start
    if stage_first and before:
        return before[-1].stages, Told.BY_WORDS
    if after:
        return after[0].stages, Told.BY_WORDS
    return (before[-1].stages, Told.BY_WORDS) if before else (context.stages, context.told)


def _role(head: str, tail: str, used: int, anchor: CountedFrom | None) -> Role | None:
    if _limits_nothing(head, tail):
        return Role.OTHER
    if _HEARS.search(head[-40:]) and _TO_CONFIRM.match(tail):
        return Role.ACKNOWLEDGE
    if not head.strip() and _TARGET.match(tail):
        return Role.RESPOND
    if head.strip(" ,;/&") in {"", "and", "or", "to"}:
        return None
    if _is_asking(head, tail, used, anchor):
        return Role.OTHER if _OMBUDSMAN.search(head[-160:]) or _OMBUDSMAN.search(tail[:120]) else Role.ASK
    bare = _ANCHOR_BEFORE.sub(" ", head)
    if _FURTHER.search(head) or (_EXTENDS.search(bare) and not _later_cue(bare)) or anchor is CountedFrom.ORIGINAL_DUE:
        return Role.EXTEND
    return _told(bare, tail[used:])


def _limits_nothing(head: str, tail: str) -> bool:
    """An interval, a wait before the Ombudsman, or "the 10 days start when ...", which only says what starts them."""
    if _EVERY.search(head) or _CLOCK_SAID.match(tail):
        return True
    return bool(_WAITS.search(head[-60:]) or _TO_OMBUDSMAN.search(tail[:90]))


def _told(head: str, tail: str) -> Role | None:
    """What the words before the duration say it is for; where they do not say, the words after."""
    role = _nearest(head)
    if role in {None, Role.OTHER}:
        after = _first(tail)
        if after is not None and (role is None or _TO_CONFIRM.match(tail)):
            return after
    return role


def _is_asking(head: str, tail: str, used: int, anchor: CountedFrom | None) -> bool:
    if anchor is None and _TO_ASK.match(tail[: used + 80]) and _RESIDENT.search(head[-120:]):
        return True
    asks = bool(_RESIDENT_ASKS.search(head)) and not _LANDLORD_ACTS.search(head[-70:])
    if anchor is CountedFrom.PREVIOUS_RESPONSE:
        return asks or not _LANDLORD_ACTS.search(head[-90:])
    return (
        asks
        and anchor is None
        and bool(re.search(r"\b(?:must|should|have|can|may|need)\b", head))
        and bool(
            re.search(
                r"escalat|appeal|review|reconsider|stage\s*(?:2|two|3|three)|dissatisf|unhappy|not happy|not satisfied|disagree|next stage",
                head,
                re.IGNORECASE,
            )
        )
    )


def _nearest(head: str) -> Role | None:
    """The cue that stands last before the duration."""
    found = [(match.end(), role) for role, pattern in _CUE_PATTERNS for match in pattern.finditer(head)]
    logged = [match.end() for match in _LOGGED.finditer(head)]
    if found:
        end, role = max(found, key=lambda each: each[0])
        told = any(cue is Role.ACKNOWLEDGE for _, cue in found)
        return Role.OTHER if logged and logged[-1] > end and not told else role
    if logged:
        return Role.OTHER
    return Role.RESPOND if _WRITTEN.search(head) or _HEARS.search(head) else None


def _first(tail: str) -> Role | None:
    """The cue that comes first after it: "Within 5 working days we will acknowledge ..."."""
    found = [(match.start(), role) for role, pattern in _CUE_PATTERNS for match in pattern.finditer(tail[:140])]
    return min(found, key=lambda each: each[0])[1] if found else None


def _later_cue(head: str) -> bool:
    """Whether something else is limited after the words about extending: "... may be extended. We respond within"."""
    last = [match.end() for match in _EXTENDS.finditer(head)][-1]
    return bool(re.search(r"[;]|,?\s+and\s+(?:we\s+will\s+)?(?:acknowledg|respond|repl)", head[last:], re.IGNORECASE))
