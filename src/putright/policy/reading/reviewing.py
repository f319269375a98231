"""Who decides at a stage, how it is asked for, and what its answer holds."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, TypedDict

from putright.policy.reading.choosing import CLEAR, LIKELY, Candidate, chosen
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.reading.rules import word_list
from putright.policy.reading.stages import StageMap, Told
from putright.policy.vocabulary import StatedFlag, StatedWords, StatedWordsList, Sure

__all__ = ["StageFlags", "decided_by", "response_parts", "stage_flags"]


_Says: TypeAlias = Callable[[Sentence, int, tuple[int, ...]], bool | None]
"""What a sentence says of stage n, given the stages it is about; None where it says nothing."""


class StageFlags(TypedDict):
    """What a stage's yes-or-no statements are called in the model."""

    other_person: StatedFlag
    reasons_required: StatedFlag
    writing_required: StatedFlag
    reasons_sought: StatedFlag
    open_if_unsettled: StatedFlag
    final: StatedFlag


_PERSON = (
    r"(?P<who>(?:an?|the|our|another|one of our)\s+(?:[\w&'-]+\s+){0,5}?"
    r"(?:managers?(?:\s+or\s+directors?)?|directors?|officers?|heads?\s+of\s+[\w ]{3,30}|panel|case handler|complaints? team|resolution team|reviewer|executive(?:\s+directors?)?|investigator)"
    r"(?:\s+or\s+equivalent)?)"
)
_DECIDES = re.compile(
    rf"(?:investigat\w+|review\w*|carried out|considered|handled|dealt with|responded to|completed|conducted|heard|answered|undertaken|looked at|decided)\b[^.;]{{0,60}}?\bby\s+{_PERSON}",
    re.IGNORECASE,
)
_PERSON_ACTS = re.compile(
    rf"{_PERSON}\b[^.;]{{0,50}}\b(?:will|who (?:was|has|did) not)\b[^.;]{{0,40}}\b(?:investigat\w*|review|consider|respond|look into|look at|examine|reply|answer)",
    re.IGNORECASE,
)
_OTHER_PERSON = re.compile(
    r"\b(?:not|\w{1,8}n['\u2019]t|no|never|without|nobody|no one)\b[^.;]{0,50}\b(?:same (?:person|officer|manager|member|individual|handler|colleague)|(?:been |previously |earlier )?involve(?:d|ment)|(?:handled|considered|investigated|dealt with|responded to)[^.;]{0,30}stage (?:1|one))"
    r"|\b(?:different|independent of|someone else|took no part|another (?:manager|officer|member))\b[^.;]{0,60}\b(?:stage (?:1|one)|first stage|original|initial|previous)"
    r"|\bnot (?:be )?the same (?:person|officer|manager|member|individual)"
    r"|\ba (?:completely )?different\b[,\w ]{0,30}\b(?:manager|officer|person|member|colleague|director)\b",
    re.IGNORECASE,
)
_REASONS = re.compile(
    r"\b(?:explaining|stating|giving|setting out)\b[^.;]{0,24}\b(?:why|reasons?|grounds)\b"
    r"|\b(?:request|ask)\w*\b[^.;]{0,110},?\s+(?:setting out|stating|giving|explaining|specifying|saying)\b[^.;]{0,90}\b(?:why|reasons?|grounds|which|what|points)"
    r"|\b(?:must|need(?:s|ed)? to|should|have to|required to|asked to|will need|please|(?:need|require)s?\s+(?:you|the (?:resident|customer))\s+to)\b[^.;]{0,100}"
    r"\b(?:reasons?\b|why\b|explain\w*|grounds|set(?:ting)? out (?:their|your|the)|stat(?:e|ing) (?:what|which|their|your)|specify)",
    re.IGNORECASE,
)
_ABOUT_ESCALATING = re.compile(
    r"\b(?:escalat\w+|stage (?:2|two|3|three)|review|appeal|reconsider\w*|aggrieved|dissatisfied|unhappy|not (?:happy|satisfied)|disagree|second stage|failed to (?:fully )?address)\b",
    re.IGNORECASE,
)
_NO_REASONS = re.compile(
    r"\b(?:not|\w{1,8}n['\u2019]t|no|without|never)\b[^.;]{0,60}\b(?:explain|reasons?|why|justify|grounds)\b[^.;]{0,90}",
    re.IGNORECASE,
)
_RESIDENT = re.compile(
    r"\b(?:you|residents?|customers?|tenants?|complainants?|they|leaseholders?|requests?)\b", re.IGNORECASE
)
_LANDLORD_SUBJECT = re.compile(
    r"^\W*(?:we|our|the (?:landlord|council|association|group|manager|officer|case handler|response|letter|investigat\w+))\b",
    re.IGNORECASE,
)
_GIVING_REASONS = re.compile(
    r"explain|(?:a|any|give|the|your|their) reasons?|reasons? (?:for|why)|\bwhy\b|justify|grounds", re.IGNORECASE
)
_NEED = re.compile(r"required|have to|need|must|asked|expect|without", re.IGNORECASE)
_NOT_NEEDED = re.compile(r"\b(?:not|\w{1,8}n['\u2019]t)\b[^.;]{0,30}\b(?:have to|need|required)", re.IGNORECASE)
_WE_DO = re.compile(r"\bwe (?:must|will|need|should)\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\bplease\b|\byou\b", re.IGNORECASE)
_LANDLORD_SEEKS = re.compile(r"\bwe\b|\bour\b|\bwill\b|handler|manager", re.IGNORECASE)
_A_PERSON = re.compile(
    r"review|investigat|handl|consider|person|manager|officer|respond|involve|panel|part", re.IGNORECASE
)
_FIRST_ASKED_FOR = 2
"""The first stage that a resident asks for."""
_WRITING = re.compile(
    r"\b(?:must|need(?:s)? to|have to|required to|should|only)\b[^.;]{0,90}\bin writing\b|\b(?:must|need(?:s)? to|have to|required to)\s+(?:write to|put (?:it|this|their|your)[^.;]{0,20}in writing)|\bwritten request\b",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"\b(?:contact|speak|talk|discuss|ask|understand|find out|clarif\w+|reasonable efforts?)\b[^.;]{0,80}\b(?:why|remain\w* (?:unhappy|dissatisfied)|clarif\w+|unclear|reasons? for|what (?:is|remains) (?:outstanding|unresolved))",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:if|where|when)\b[^.;]{0,110}\b(?:not|\w{1,8}n['\u2019]t|unhappy|dissatisfied|unresolved|remain\w*|is not possible)\b[^.;]{0,110}\b(?:will be |is |can be |be )?(?:escalated|progressed|moved|taken|go(?:es)? to|passed)\b[^.;]{0,30}\bstage (?:2|two)"
    r"|\bstage (?:2|two)\b[^.;]{0,60}\bautomatically|\bmust be (?:escalated|progressed) to (?:stage (?:2|two)|the (?:second|next) stage)",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"(?<!before a )(?<!before the )\b(?:final|last)\s+(?:(?:internal|formal|stage\s+(?:2|two)|written)\s+)?(?:stage|response|decision|step|answer|reply|word)\b|\b(?:exhaust\w+|end|complet\w+|conclu\w+)\b[^.;]{0,30}\b(?:our|the|internal) complaints? (?:process|procedure|policy)",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:respon\w+|letter|reply|decision|outcome)\b[^.;]{0,70}\b(?:include\w*|confirm\w*|contain\w*|set(?:ting)? out|explain\w*|cover\w*|provide\w*|detail\w*|state)\b"
    r"|\b(?:set|setting) out in writing\b",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\b(?:extension|extend|acknowledg\w*|longer than|annual|report\b)", re.IGNORECASE)
# How the rulebook names the parts of an answer, and the words by which a policy promises each.
_PARTS = (
    ("stage", r"\bcomplaints? stage\b|which stage|\bstage (?:of|in) (?:the|our|your) complaint|^(?:the )?stage\W*$"),
    ("complaint_definition", r"complaint definition|what the complaint is about|definition of (?:the|your) complaint|(?:understanding|summary) of (?:the|your) complaint"),
    ("decision", r"\bdecision\b(?! made)|\boutcome\b|\bfindings?\b|whether (?:the|your) complaint (?:is|was|has been) upheld"),
    ("reasons", r"\breasons?\b(?! for (?:the )?(?:delay|extension))"),
    ("remedy", r"\bremed(?:y|ies)\b|put(?:ting)? (?:things|it|matters) right|\bredress\b|compensation"),
    ("learning", r"\blearn(?:ing|ed|t)\b|\blessons?\b"),
    ("outstanding_actions", r"outstanding actions?|actions? (?:that (?:are|remain) )?outstanding|further actions?"),
)  # fmt: skip
_ANSWERS = re.compile(
    r"\bour (?:responses?|repl(?:y|ies))|\b(?:complaint |final |written )?responses?\b|what (?:our|the) (?:response|reply|letter)",
    re.IGNORECASE,
)
_INCLUDES = re.compile(r"\b(?:include|contain|confirm|set out)\b", re.IGNORECASE)
_RESIDENT_ACTS = re.compile(
    r"\W*(?:if |when |once )?(?:you|customers?|residents?|tenants?|complainants?)\b", re.IGNORECASE
)
_OWN_STAGE = re.compile(r"for stage ([123])\b", re.IGNORECASE)
_AN_ANSWER = re.compile(r"\brespon\w+|\breply|\bdecision letter", re.IGNORECASE)
_PART_PATTERNS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _PARTS)
_HOW_TO_ESCALATE = re.compile(
    r"how to (?:escalate|request|ask|take)[^.;]{0,70}(?:stage (?:2|two)|review|next stage|further|matter)|(?:right|option) to (?:escalate|request a review)",
    re.IGNORECASE,
)
_OMBUDSMAN_DETAILS = re.compile(r"\bombudsman\b", re.IGNORECASE)


def decided_by(number: int, prose: Prose, stages: StageMap) -> StatedWords:
    """Who decides at a stage, in the document's words for the role."""
    found: list[Candidate[str]] = []
    for place, sentence in enumerate(prose.sentences):
        context = stages.contexts[place]
        if number not in context.stages or sentence.heading or len(context.stages) > 1:
            continue
        match = _DECIDES.search(sentence.text) or _PERSON_ACTS.search(sentence.text)
        if match and not re.search(r"\b(?:designated|housing ombudsman)\b", match[0], re.IGNORECASE):
            who = " ".join(match["who"].split()).lower()
            # The first words that look like a role end at the role; "or equivalent" belongs to it.
            after = re.match(r"\s+or\s+equivalent", sentence.text[match.end("who") :])
            found.append(Candidate(who + (after[0] if after else ""), sentence, LIKELY))
    return chosen(found, agree=lambda one, other: one in other or other in one, fuller=len)


def stage_flags(number: int, prose: Prose, stages: StageMap) -> StageFlags:
    """The yes-or-no statements about one stage."""
    first = number == 1
    last = number == max((n for n in stages.numbers if n), default=2)
    return StageFlags(
        other_person=None if first else _flag(number, prose, stages, _says_other_person),
        reasons_required=None if first else _flag(number, prose, stages, _says_reasons),
        writing_required=None if first else _flag(number, prose, stages, _says_writing),
        reasons_sought=None if first else _flag(number, prose, stages, _says_sought),
        open_if_unsettled=None if first else _flag(number, prose, stages, _says_opens),
        final=_flag(number, prose, stages, _says_final) if last else None,
    )


def _flag(number: int, prose: Prose, stages: StageMap, says: _Says) -> StatedFlag:
    found: list[Candidate[bool]] = []
    for place, sentence in enumerate(prose.sentences):
        context = stages.contexts[place]
        answer = None if sentence.heading else says(sentence, number, context.stages)
        if answer is not None:
            plain = number in context.stages and context.told >= Told.BY_HEADING
            found.append(Candidate(answer, sentence, CLEAR if plain else LIKELY))
    return chosen(found)


def _says_other_person(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool | None:
    return (
        True if number in stages and _OTHER_PERSON.search(sentence.text) and _A_PERSON.search(sentence.text) else None
    )


def _says_reasons(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool | None:
    """Whether reasons have to be given: False where the policy says that they need not be."""
    text = sentence.text
    if number not in stages and (stages or not _ABOUT_ESCALATING.search(text)):
        return None
    if _frees_of_reasons(sentence):
        return False
    asked = _REASONS.search(text)
    if not asked or not _ABOUT_ESCALATING.search(text) or _LANDLORD_SUBJECT.match(text):
        return None
    if _WE_DO.search(text[max(0, asked.start() - 8) : asked.end()]):
        return None
    resident = _RESIDENT.search(text[: asked.start()][-90:]) or _TO_YOU.search(asked[0])
    return True if resident else None


def _frees_of_reasons(sentence: Sentence) -> bool:
    refused = _NO_REASONS.search(sentence.text)
    if not refused or not _RESIDENT.search(sentence.text[: refused.end()]) or not _GIVING_REASONS.search(refused[0]):
        return False
    about = _ABOUT_ESCALATING.search(f"{sentence.lead} {sentence.text}") or "stage" in sentence.section.title.lower()
    return bool(about and (_NEED.search(refused[0]) or "need not" in sentence.text))


def _says_writing(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool | None:
    text = sentence.text
    match = _WRITING.search(text)
    if number not in stages or not match or not _ABOUT_ESCALATING.search(text) or _LANDLORD_SUBJECT.match(text):
        return None
    if _NOT_NEEDED.search(text[: match.end()]):
        return False
    return True if _RESIDENT.search(text[: match.start() + 1]) else None


def _says_sought(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool | None:
    match = _SOUGHT.search(sentence.text)
    if not match or number not in stages or not _ABOUT_ESCALATING.search(sentence.text):
        return None
    return True if _LANDLORD_SEEKS.search(sentence.text[: match.start() + 12]) else None


def _says_opens(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool | None:
    return True if number in stages and number == _FIRST_ASKED_FOR and _OPENS.search(sentence.text) else None


def _says_final(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool | None:
    if not _FINAL.search(sentence.text) or re.search(r"\bnot (?:the )?final\b", sentence.text, re.IGNORECASE):
        return None
    return True if stages == (number,) else None


def response_parts(number: int, prose: Prose, stages: StageMap) -> StatedWordsList:
    """What the answer at a stage is promised to hold, as the rulebook names it."""
    parts: dict[str, Sentence] = {}
    last = ("how_to_escalate", _HOW_TO_ESCALATE) if number == 1 else ("ombudsman_details", _OMBUDSMAN_DETAILS)
    patterns = (*_PART_PATTERNS, last)
    for place, sentence in enumerate(prose.sentences):
        if _tells_parts(sentence, number, stages.contexts[place].stages):
            for name, pattern in patterns:
                if pattern.search(sentence.text):
                    parts.setdefault(name, sentence)
    named = word_list(parts, [name for name, _ in patterns])
    return replace(named, sure=Sure.LOW) if named and len(parts) == 1 else named


def _tells_parts(sentence: Sentence, number: int, stages: tuple[int, ...]) -> bool:
    """Whether a sentence says what the answer at this stage holds."""
    whole = f"{sentence.lead} {sentence.text}"
    if sentence.heading or _RESIDENT_ACTS.match(sentence.text) or _EXTENSION.search(whole):
        return False
    under_answers = bool(_ANSWERS.search(sentence.section.title)) and bool(_INCLUDES.search(whole))
    if not (_HOLDS.search(whole) or under_answers):
        return False
    own = _OWN_STAGE.match(sentence.text)
    if own:
        return number == int(own[1])
    if stages:
        return number in stages
    return under_answers or bool(_AN_ANSWER.search(sentence.lead or sentence.text))
