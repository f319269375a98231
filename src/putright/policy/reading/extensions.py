"""Extensions: by how much each stage's response may be put off, who has to agree, and what the resident is told."""

import re
from collections.abc import Sequence

from putright.policy.reading.choosing import CLEAR, HINT, LIKELY, Candidate, chosen
from putright.policy.reading.durations import as_days
from putright.policy.reading.limits import Role, Timing
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.reading.stages import StageMap, Told
from putright.policy.vocabulary import Agreement, DayKind, ExtensionLimit, Stated

__all__ = ["extension_of"]

_WHOM = r"(?:resident|customer|tenant|complainant|you|them|leaseholder|both parties)"
# What is looked for around the sentence that gives the length, most exact first.
_AGREEMENT = (
    (
        Agreement.NEEDED_BEYOND_LIMIT,
        (
            rf"(?:longer|beyond (?:that|this|\d+)|any further|more than (?:this|that))[^.;]{{0,50}}\b(?:agree|consent)\w*"
            rf"|further extension[^.;]{{0,60}}\bagree\w*[^.;]{{0,30}}\b{_WHOM}"
        ),
    ),
    (Agreement.NOT_NEEDED, r"(?:without|not (?:need|require)|no need for)[^.;]{0,30}\b(?:agreement|consent)"),
    (
        Agreement.SOUGHT,
        rf"\bagreement\b[^.;]{{0,30}}\bsought\b|\bask(?:ing)?\s+for\s+(?:your|the\s+\w+['\u2019]s|their)\s+(?:agreement|consent)|\b(?:seek|try|aim|attempt|discuss)\w*\s+(?:to\s+)?(?:agree|get|obtain|your|the|an?|with)\b[^.;]{{0,50}}\b(?:agree\w*|extension|{_WHOM})",
    ),
    (
        Agreement.NEEDED,
        (
            rf"\b(?:with|by|only with|subject to|requires?|need)\s+(?:the\s+|your\s+|their\s+|mutual\s+)?(?:{_WHOM}(?:'s|\u2019s|s'|s\u2019)?\s+)?(?:written\s+|prior\s+)?(?:agreement|consent)\b"
            rf"|\b(?:agreed|agree)\b[^.;]{{0,40}}\bwith\s+(?:the\s+)?{_WHOM}\b|\bif\s+(?:the\s+)?{_WHOM}\s+agrees?\b"
        ),
    ),
)
_AGREEMENTS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _AGREEMENT)
_APPROVAL = re.compile(
    r"(?:approv(?:ed|al)|authori[sz](?:ed|ation)|signed off|sign-off|agreed)\s+(?:by|from|of)\s+(?:the\s+|our\s+|an?\s+)?"
    r"(?P<who>(?!resident|customer|complainant|tenant|you)(?:head of [\w ]{3,30}|[A-Za-z][\w&' -]{1,60}?(?:manager|director|officer|team|executive|lead)))\b",
    re.IGNORECASE,
)
_GOOD_REASON = re.compile(
    r"\bwithout\s+(?:a\s+)?good\s+reason|unless\s+there\s+(?:is|are)\s+(?:a\s+)?good\s+reasons?",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:no (?:longer|more) than|not (?:be\s+)?(?:exceed|longer|more)|never|maximum|will not exceed|must not exceed|cannot exceed|up to)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\s*(?:working days\s*)?(?:in\s+(?:total|all)|overall|altogether|from the (?:date|start))\b|\(?\s*(?:in total|total)\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(r"\b(?:total|overall|in all|altogether)\b[^.;]{0,20}$", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\bexten(?:d|ds|ded|ding|sions?)\b|\b(?:further|additional|extra)\s+(?:time|\d+|ten|twenty)\b|\bmore time\b",
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:may|can|might|could|will|able to|need to|necessary to|agree)\b[^.;]{0,50}\bextend|\bextensions?\b[^.;]{0,40}\b(?:may|can|is|are|will|needed|required|necessary)",
    re.IGNORECASE,
)


def extension_of(number: int, read: Sequence[Timing], prose: Prose, stages: StageMap) -> Stated[ExtensionLimit] | None:
    """By how much stage `number` may be extended: the length where one is given, else only that it may be."""
    sized = [candidate for timing in read for candidate in _sized(number, timing, prose, stages)]
    whole = chosen(sized, agree=_alike, fuller=_fullness)
    if whole is not None:
        return whole
    unsized = [
        Candidate(_limit(None, DayKind.WORKING, place, prose), sentence, LIKELY, "No length is given.")
        for place, sentence in enumerate(prose.sentences)
        if number in stages.contexts[place].stages and _ALLOWS.search(sentence.text) and not sentence.heading
    ]
    return chosen(unsized, agree=_alike, fuller=_fullness)


def _sized(number: int, timing: Timing, prose: Prose, stages: StageMap) -> list[Candidate[ExtensionLimit]]:
    days = as_days(timing.duration)
    if timing.role is not Role.EXTEND or days is None:
        return []
    numbers = tuple(n for n in stages.numbers if n) or (1, 2)
    whose = timing.stages or numbers
    if number not in whose:
        return []
    strength = CLEAR if timing.told >= Told.BY_HEADING else LIKELY
    note = days[2]
    if not timing.stages:
        # Where the limits are told stage by stage, an extension told once may be meant for the first stage only.
        strength = LIKELY if number == 1 else HINT
        note = "No stage is named; read as meant for every stage."
    if _IN_ALL.match(timing.tail) or _TOTAL_BEFORE.search(timing.head):
        return [
            Candidate(
                _limit(None, days[1], timing.place, prose),
                timing.sentence,
                HINT,
                f"{days[0]} days in all are given, not the length of the extension.",
            )
        ]
    limit = _limit(days[0], days[1], timing.place, prose, timing)
    return [Candidate(limit, timing.sentence, strength, note)]


def _limit(days: int | None, kind: DayKind, place: int, prose: Prose, timing: Timing | None = None) -> ExtensionLimit:
    near = _near(place, prose)
    text = prose.sentences[place].text
    approval = _APPROVAL.search(near)
    absolute = False if _ABSOLUTE.search(text) and days and not re.search(r"\bup to\b", text) else None
    agreement = next((found for found, pattern in _AGREEMENTS if pattern.search(near)), None)
    if agreement is Agreement.NEEDED_BEYOND_LIMIT:
        absolute = None
    return ExtensionLimit(
        days=days,
        day_kind=kind,
        counted_from=timing.anchor if timing else None,
        agreement=agreement,
        approval=" ".join(approval["who"].split()) if approval else "",
        longer_with_good_reason=True if _GOOD_REASON.search(near) else absolute,
    )


def _near(place: int, prose: Prose) -> str:
    """The sentence with the ones around it that still speak of extending, in the same section."""
    here = prose.sentences[place]

    def belongs(other: Sentence) -> bool:
        return (
            other.section == here.section
            and abs(other.paragraph - here.paragraph) <= 1
            and bool(_SPEAKS.search(other.text) or re.search(r"\bagree", other.text))
        )

    around = [s for s in prose.sentences[max(0, place - 1) : place] if belongs(s)]
    after = [s for s in prose.sentences[place + 1 : place + 3] if belongs(s)]
    return " ".join(sentence.text for sentence in (*around, here, *after))


def _alike(one: ExtensionLimit, other: ExtensionLimit) -> bool:
    return one.days == other.days or one.days is None or other.days is None


def _fullness(limit: ExtensionLimit) -> int:
    stated = (limit.agreement, limit.approval, limit.counted_from, limit.longer_with_good_reason)
    return 10 * (limit.days is not None) + sum(bool(part) for part in stated)
