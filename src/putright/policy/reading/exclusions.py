"""What a policy does not take as a complaint: the list, each entry with its ground, its age limit and its way out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from putright.passages import PassageKind
from putright.policy.intake import Exclusion
from putright.policy.reading.ages import age_limits, months_in, too_old
from putright.policy.reading.grounds import DISCRETION, REFUSES, grounds_in, proceedings_in, short
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.vocabulary import GroundKind, Sure

__all__ = ["exclusions_of"]

_LIST_TITLE = re.compile(
    r"\b(?:exclusions?|excluded|not\s+(?:a\s+|classed\s+as\s+|treated\s+as\s+|considered\s+(?:as\s+)?)?(?:a\s+)?complaints?\b|(?:isn't|isn\u2019t|is not|aren't|are not|not) (?:a complaint|complaints|covered|included|cover)"
    r"|(?:can(?:not|'t|\u2019t)|won't|won\u2019t|will not|do not|don't|don\u2019t|unable to|may not)\s+(?:be\s+)?(?:deal|consider|accept|investigat|look|handl|treat|cover|take|respond|apply))",
    re.IGNORECASE,
)
_POSITIVE_LEAD = re.compile(
    r"\b(?:will|can|do) (?:be )?(?:consider|accept|treat|deal|cover)\w*\b(?!.{0,60}\bnot\b)|\bexamples? of (?:what|complaints?)\b(?!.{0,60}\bnot\b)",
    re.IGNORECASE,
)
_OFF_TOPIC = re.compile(
    r"\b(?:stage (?:2|two)|escalat\w+|survey|anonymous complaints? will|compensation (?:will|is|may)|ombudsman (?:will|may|can|has))\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"\b(?:issues?|types?|matters?|complaints?|exclusions?|examples?|reasons?|subjects?|categor\w+|areas?)\b",
    re.IGNORECASE,
)
_NOT_A_GROUND_ALONE = frozenset(
    {
        GroundKind.NO_PURPOSE,
        GroundKind.UNREASONABLE_BEHAVIOUR,
        GroundKind.POLICY_DISAGREEMENT,
        GroundKind.ONGOING_INVESTIGATION,
    }
)
"""What running text speaks of for many other reasons: only a list of exclusions makes a ground of it."""
_ITEM = re.compile(r";\s*(?:or|and)?\s*|\s*\((?:[a-h]|[ivx]{1,4})\)\s+", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:definition|service request|surveys?)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:this|these|they) (?:include|cover|are)s?\b|examples (?:include|are)\b", re.IGNORECASE)
_A_LIST = 2
_OTHER_LIMIT = 160


def exclusions_of(prose: Prose) -> tuple[Exclusion, ...]:
    """Everything the policy leaves out, each once for each section that says so differently."""
    found: list[Exclusion] = []
    for exclusion in (*age_limits(prose), *_listed(prose), *_in_sentences(prose)):
        same = next((other for other in found if _says_the_same(other, exclusion)), None)
        if same is None:
            found.append(exclusion)
    return tuple(_with_disputes(found))


def _says_the_same(one: Exclusion, other: Exclusion) -> bool:
    if one.ground is not other.ground:
        return False
    if one.ground is GroundKind.OTHER:
        return one.name == other.name
    if one.ground is GroundKind.TOO_OLD:
        return (
            (one.months, one.discretion) == (other.months, other.discretion)
            or (other.months is None)
            or (one.months == other.months and other.discretion is None)
        )
    return True


def _with_disputes(found: list[Exclusion]) -> Iterator[Exclusion]:
    """Two different age limits dispute each other: both are kept, neither is sure."""
    ages = [exclusion for exclusion in found if exclusion.ground is GroundKind.TOO_OLD]
    for exclusion in found:
        others = [
            other for other in ages if exclusion in ages and other is not exclusion and other.months != exclusion.months
        ]
        if others:
            also = f"Another passage disagrees (section {others[0].section}): {others[0].passage[:160]}"
            yield replace(exclusion, sure=Sure.LOW, note=" ".join(filter(None, [exclusion.note, also])))
        else:
            yield exclusion


def _listed(prose: Prose) -> Iterator[Exclusion]:
    """Bullets and rows under a lead, a heading or a column that says what is left out."""
    for place, sentence in enumerate(prose.sentences):
        if sentence.heading or sentence.kind is PassageKind.PARAGRAPH:
            continue
        if sentence.kind is PassageKind.ROW:
            yield from _row(prose, place)
            continue
        if place and prose.sentences[place - 1].paragraph == sentence.paragraph:
            continue  # the bullet's first sentence names the ground; the others only qualify it
        refusing = _LIST_TITLE.search(sentence.lead) or REFUSES.search(sentence.lead)
        titled = any(_LIST_TITLE.search(title) for title in sentence.section.trail[-2:])
        if (refusing or (titled and not _POSITIVE_LEAD.search(sentence.lead))) and not _speaks_of_else(sentence.lead):
            rest = [s.text for s in prose.sentences[place + 1 : place + 4] if s.paragraph == sentence.paragraph]
            yield from _entries(sentence, sure=Sure.HIGH if refusing else Sure.MEDIUM, beside=" ".join(rest))


def _speaks_of_else(lead: str) -> bool:
    """A lead that tells what is taken, or what is done about a refusal, not what is left out."""
    return bool(
        re.search(
            r"\b(?:if|where|when) we (?:decide|do) not|\bwe will (?:explain|tell|write|provide)|what we will (?:do|consider)|ways\b|you can\b",
            lead,
            re.IGNORECASE,
        )
        or (_POSITIVE_LEAD.search(lead) and not REFUSES.search(lead))
    )


def _row(prose: Prose, place: int) -> Iterator[Exclusion]:
    sentence = prose.sentences[place]
    column = sentence.lead.split(": ")[0]
    label = sentence.lead.partition(": ")[2]
    first_of_row = place == 0 or prose.sentences[place - 1].paragraph != sentence.paragraph
    titled = any(_LIST_TITLE.search(title) for title in sentence.section.trail[-1:])
    if (
        label
        or not first_of_row
        or not (_LIST_TITLE.search(column) or (titled and (not column or _COLUMN.search(column))))
    ):
        return
    instead = " ".join(
        other.text
        for other in prose.sentences[place + 1 : place + 12]
        if other.paragraph == sentence.paragraph and other.lead != sentence.lead
    )
    for exclusion in _entries(sentence, sure=Sure.HIGH, beside=instead):
        yield replace(exclusion, instead=short(instead, 200)) if instead else exclusion


def _entries(sentence: Sentence, *, sure: Sure, beside: str = "") -> Iterator[Exclusion]:
    """One bullet or row as exclusions: by age, by the ground it names, else as the document words it."""
    months = months_in(sentence.text)
    if months is not None:
        yield too_old(sentence, f"{sentence.text} {beside}", months, sure)
        return
    grounds = grounds_in(sentence.text)
    for ground in grounds[:2] if _is_two(grounds) else grounds[:1]:
        yield _exclusion(ground, sentence, sure, beside)
    if not grounds and 8 < len(sentence.text) < _OTHER_LIMIT:  # noqa: PLR2004
        yield _exclusion(GroundKind.OTHER, sentence, Sure.MEDIUM, beside)


def _is_two(grounds: list[GroundKind]) -> bool:
    """Some pairs stand in one bullet and are two grounds; most others are one ground in many words."""
    return set(grounds[:2]) in (
        {GroundKind.LEGAL_PROCEEDINGS, GroundKind.ONGOING_INVESTIGATION},
        {GroundKind.LEGAL_PROCEEDINGS, GroundKind.INSURANCE},
    )


def _in_sentences(prose: Prose) -> Iterator[Exclusion]:
    """Running text: "We do not consider complaints about insurance claims", a list within a sentence among it."""
    for place, sentence in enumerate(prose.sentences):
        if sentence.heading or sentence.kind is not PassageKind.PARAGRAPH or _OFF_TOPIC.search(sentence.text):
            continue
        refusing = REFUSES.search(sentence.text)
        if not refusing and place and _GOES_ON.match(sentence.text) and REFUSES.search(prose.sentences[place - 1].text):
            refusing = _GOES_ON.match(sentence.text)  # "There are things we cannot deal with. These include ..."
        if not refusing or not _about_complaints(sentence):
            continue
        items = [item for item in _ITEM.split(sentence.text[refusing.end() :]) if item]
        if len(items) > _A_LIST:
            lead = sentence.text[: refusing.end()]
            for item in items:
                own = replace(sentence, text=item.strip(" ,:"), lead=lead, kind=PassageKind.BULLET)
                yield from (one for one in _entries(own, sure=Sure.MEDIUM) if one.ground is not GroundKind.OTHER)
            continue
        months = months_in(sentence.text)
        for ground in grounds_in(sentence.text):
            elsewhere = _ELSEWHERE.search(sentence.section.path) and ground is not GroundKind.FIRST_REQUEST
            doubled = (
                months is not None and ground is GroundKind.PREVIOUSLY_CONSIDERED and "already" not in sentence.text
            )
            if ground not in _NOT_A_GROUND_ALONE and not elsewhere and not doubled:
                yield _exclusion(ground, sentence, Sure.MEDIUM, "")


def _about_complaints(sentence: Sentence) -> bool:
    """Whether a sentence that refuses something refuses a complaint: it says so, or its heading does."""
    words = f"{sentence.text} {sentence.section.path}"
    if any(_LIST_TITLE.search(title) for title in sentence.section.trail[-1:]):
        return True
    return bool(re.search(r"\bcomplain|\bpolicy|\bprocess|\bprocedure", words, re.IGNORECASE))


def _exclusion(ground: GroundKind, sentence: Sentence, sure: Sure, beside: str) -> Exclusion:
    whole = f"{sentence.text} {beside}"
    return Exclusion(
        ground=ground,
        name=short(sentence.text, 120),
        section=sentence.cited,
        proceedings=proceedings_in(whole) if ground is GroundKind.LEGAL_PROCEEDINGS else None,
        discretion=True if DISCRETION.search(whole if sentence.kind is PassageKind.BULLET else sentence.text) else None,
        passage=sentence.passage,
        sure=sure,
    )
