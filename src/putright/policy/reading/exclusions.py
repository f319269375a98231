"""What a policy does not take as a complaint: the list, each entry with its ground, its age limit and its way out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from putright.passages import PassageKind
from putright.policy.intake import Exclusion
from putright.policy.reading.durations import Duration, as_months, durations_in
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.vocabulary import GroundKind, Proceedings, Sure

__all__ = ["exclusions_of", "grounds_in", "refuses"]

# How a policy names what it leaves out; the first that matches is the ground.
_GROUNDS = (
    (GroundKind.COUNCILLORS_AND_MPS, r"(?:correspondence|enquir\w+|letters?|contact)\b[^.;]{0,40}\b(?:councillors?|mps?\b|members? of parliament)|(?:councillors?|mps?)[^.;]{0,30}(?:correspondence|enquir\w+|letters?)"),
    (GroundKind.ENFORCEMENT_NOTICES, r"environmental health|hhsrs|housing health and safety|improvement notices?|enforcement notices?"),
    (GroundKind.LEASEHOLDER_CONSULTATION, r"leasehold\w*[^.;]{0,40}consultation|section 20\b|consultation (?:observations|responses)"),
    (GroundKind.ANTI_SOCIAL_BEHAVIOUR, r"anti-?\s?social behaviou?r|\basb\b|neighbour (?:nuisance|disputes?)|nuisance|noise complaints?"),
    (GroundKind.EXTERNAL_APPEALS, r"tribunal|external (?:appeals?|review)|(?:decisions?|orders?) (?:made )?(?:in|by|of) (?:a |the )?courts?(?: of law)?|statutory (?:right of )?appeal|right of appeal"),
    (GroundKind.LEGAL_PROCEEDINGS, r"legal (?:proceedings?|action|process|claim|case)|court proceedings?|proceedings|\bin court\b|before (?:a|the) courts?|litigation|solicitor|claim form|pre-action|disrepair (?:claim|protocol)|\bcourts?\b"),
    (GroundKind.INSURANCE, r"insur\w+|(?:personal injury|liability|compensation) claims?|claims? for (?:damage|personal injury)"),
    (GroundKind.DATA_PROTECTION, r"data protection|gdpr|data breach\w*|subject access|information commissioner|freedom of information|\bfoi\b|information requests?"),
    (GroundKind.PREVIOUSLY_CONSIDERED, r"(?:already|previously|before)\b[^.;]{0,60}\b(?:considered|investigated|responded|dealt with|been through|completed|determined|answered|exhausted|issued|resolved|addressed|closed|looked at)|repeat(?:ed)?\b|final response|been (?:fully )?(?:considered|investigated|exhausted|concluded|through)|exhausted"),
    (GroundKind.ONGOING_INVESTIGATION, r"(?:ongoing|current|live)\s+(?:\w+\s+)?investigat\w+|being investigated|or (?:an? )?(?:ongoing |police |other )?investigation|investigat\w+[^.;]{0,30}\b(?:ongoing|under way|police|another)"),
    (GroundKind.CRIMINAL, r"\bcrim(?:e|es|inal)\b|police matter|matters? for the police|fraud"),
    (GroundKind.LETTINGS, r"lettings?|allocations?|homelessness|housing register|waiting list|rehousing|banding"),
    (GroundKind.RENT_AND_SERVICE_CHARGES, r"(?:level|amount|setting|increase)s?\b[^.;]{0,40}\b(?:rent|service charge)|(?:rents?|service charges?)\b[^.;]{0,30}\b(?:level|increase|setting|amount|reasonable\w*|dispute)"),
    (GroundKind.SENIOR_OFFICERS, r"\b(?:directors?|board members?|chief executive|non-executive|councillors? conduct|member of the board)\b"),
    (GroundKind.STAFF_CONDUCT, r"\b(?:staff|employee|employment|colleague)s?\b[^.;]{0,40}\b(?:matters?|grievances?|conduct|disciplin\w+|behaviour|contracts?|terms)|grievance|disciplinary|\bhr matters|whistleblow\w*"),
    (GroundKind.ANONYMOUS, r"\banonymous"),
    (GroundKind.POLICY_DISAGREEMENT, r"disagree\w*[^.;]{0,50}\b(?:polic(?:y|ies)|decision|law)|(?:our|council|company|landlord) polic(?:y|ies)|statutory or regulatory"),
    (GroundKind.UNREASONABLE_BEHAVIOUR, r"vexatious|unreasonable|abusive|frivolous|malicious|persistent|unacceptable"),
    (GroundKind.APPEALS, r"\bappeals?\b"),
    (GroundKind.NO_SERVICE_FAILURE, r"no (?:evidence of )?service failure|no breach"),
    (GroundKind.NO_PURPOSE, r"no (?:useful )?purpose|unrealistic"),
    (GroundKind.ANOTHER_BODYS_SERVICE, r"(?:services?|matters?|issues?|homes|propert\w+|actions?|organisations?)\b[^.;]{0,60}\b(?:not (?:provided|contracted|responsible|owned|managed|within|under)|outside (?:of )?(?:our|the)|responsib\w+ of (?:another|other)|another (?:organisation|body|landlord|agency)|third part\w+|other (?:organisations|bodies|agencies|landlords))|not responsible|do not (?:own|manage|provide)|outside (?:of )?our (?:control|remit|responsib)"),
    (GroundKind.FIRST_REQUEST, r"(?:first|initial|new|routine)\b[^.;]{0,30}\b(?:requests?|time|reports?|contact|notification)\b|requests? for (?:a )?(?:service|information|repair|an explanation)|service requests?|report(?:ing|s)? (?:of )?(?:a )?(?:new )?(?:repair|fault)"),
)  # fmt: skip
_GROUND_PATTERNS = tuple((ground, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for ground, words in _GROUNDS)

_LIST_TITLE = re.compile(
    r"\b(?:exclusions?|excluded|not\s+(?:a\s+|classed\s+as\s+|treated\s+as\s+|considered\s+(?:as\s+)?)?(?:a\s+)?complaints?\b|(?:isn't|isn\u2019t|is not|aren't|are not|not) (?:a complaint|complaints|covered|included|cover)"
    r"|(?:can(?:not|'t|\u2019t)|won't|won\u2019t|will not|do not|don't|don\u2019t|unable to|may not)\s+(?:be\s+)?(?:deal|consider|accept|investigat|look|handl|treat|cover|take|respond|apply))",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:not|\w{1,8}n['\u2019]t|cannot|unable|won't|exclud\w+|fall outside|outside (?:of )?(?:the|this|our)|unless|refuse|decline)\b[^.;:]{0,70}"
    r"\b(?:accept\w*|consider\w*|deal\w*|investigat\w+|look(?:ed|ing)? (?:at|into)|handl\w+|treat\w*|class(?:ed|ify)|cover\w*|apply|applies|take on|taken|respond|regard\w*|process\w*|a complaint\b|complaints? (?:about|that|which|where|policy|process|procedure)|include\w*|scope|use this)"
    r"|\bexclud(?:e|es|ed|ing)\b|\bexclusions?\b|\bno(?:t| longer) (?:be )?able to (?:accept|consider|investigate)|\bmust be (?:made|raised|received|reported|brought|submitted)\b",
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
_AGE = re.compile(
    r"\b(?:occurr\w*|happen\w*|took place|taken place|incident|event|arose|arisen|aris\w+|aware\w*|problem|started|old|ago|issue|matter|complaints?|cause|after|since|date|service failures?)\b",
    re.IGNORECASE,
)
_NOT_AGE = re.compile(
    r"\b(?:review\w*|retain\w*|retention|destroy|ombudsman (?:within|no later|will|can)|to the (?:housing )?ombudsman|stage (?:1|one|2|two|3|three)\s+(?:response|decision|reply|complaint)|our (?:final|last) (?:response|decision|letter)|final (?:response|decision)|monitor\w*|warranty|defects?|restrict\w+|tenanc\w+|review of this|every|records? (?:will|are)|report(?:s|ed|ing)? to|past|last \d+|annual\w*|train\w*)\b",
    re.IGNORECASE,
)
_AWARE = re.compile(
    r"\b(?:becom\w+|became|being|first|were|was|made)\s+(?:\w+\s+)?aware|\baware of (?:it|the|them)|\bknew\b|\bknowledge\b|come to (?:your|their) (?:attention|notice)",
    re.IGNORECASE,
)
_ONLY_LATELY = re.compile(
    r"\b(?:only|recently|later)\b[^.;]{0,40}\baware|\b(?:not|\w{1,8}n['\u2019]t)\b[^.;]{0,20}\baware", re.IGNORECASE
)
_DISCRETION = re.compile(
    r"\bdiscretion\w*|\bexceptions?\b|\bexceptional(?:ly)?\b|\bgood reasons?\b|\bunless (?:there|you|the|it)\b|\bmay still (?:consider|accept|look|investigate)|\bstill consider|\bcase[- ]by[- ]case|\bextenuating|\bspecial circumstances|\breasonable (?:grounds|to)\b",
    re.IGNORECASE,
)
_NO_DISCRETION = re.compile(
    r"\bafter (?:then|that|this)\b[^.;]{0,60}\b(?:not|\w{1,8}n['\u2019]t|unable|cannot)\b|\bno exceptions?\b|\b(?:never|under no circumstances)\b",
    re.IGNORECASE,
)
_EXCEPTIONS_FOR = re.compile(
    r"\b(?:exceptions?[^.;()]{0,40}?(?:where|for|if|include)|unless|except (?:where|in|when)|discretion[^.;()]{0,40}?(?:where|when|if|for))\s+(?P<what>[^.;()]{4,140})",
    re.IGNORECASE,
)
_OTHER_LIMIT = 160
_WHERE_TO_GO = re.compile(r"\b(?:contact|instead|who|where|how|route|process|should|alternative|what)\b", re.IGNORECASE)


def exclusions_of(prose: Prose) -> tuple[Exclusion, ...]:
    """Everything the policy leaves out, each once for each section that says so differently."""
    found: list[Exclusion] = []
    for exclusion in (*_ages(prose), *_listed(prose), *_in_sentences(prose)):
        same = next((other for other in found if _says_the_same(other, exclusion)), None)
        if same is None:
            found.append(exclusion)
    return tuple(_with_disputes(found))


def grounds_in(text: str) -> list[GroundKind]:
    """The grounds a text names, the most exact first; one ground for words that could be several."""
    taken: list[tuple[int, int]] = []
    grounds: list[tuple[int, GroundKind]] = []
    for ground, pattern in _GROUND_PATTERNS:
        match = pattern.search(text)
        if match and not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            grounds.append((match.start(), ground))
    return list(dict.fromkeys(ground for _, ground in sorted(grounds, key=lambda each: each[0])))


def refuses(text: str) -> bool:
    """Whether a sentence says that something is not taken as a complaint."""
    return bool(_REFUSES.search(text))


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
        refusing = _LIST_TITLE.search(sentence.lead) or _REFUSES.search(sentence.lead)
        titled = any(_LIST_TITLE.search(title) for title in sentence.section.trail[-2:])
        if (refusing or (titled and not _POSITIVE_LEAD.search(sentence.lead))) and not _speaks_of_else(sentence.lead):
            yield from _entries(sentence, prose, sure=Sure.HIGH if refusing else Sure.MEDIUM)


def _speaks_of_else(lead: str) -> bool:
    """A lead that tells what is taken, or what is done about a refusal, not what is left out."""
    return bool(
        re.search(
            r"\b(?:if|where|when) we (?:decide|do) not|\bwe will (?:explain|tell|write|provide)|what we will (?:do|consider)|ways\b|you can\b",
            lead,
            re.IGNORECASE,
        )
        or (_POSITIVE_LEAD.search(lead) and not _REFUSES.search(lead))
    )


def _row(prose: Prose, place: int) -> Iterator[Exclusion]:
    sentence = prose.sentences[place]
    column = sentence.lead.split(": ")[0]
    label = sentence.lead.partition(": ")[2]
    first_of_row = place == 0 or prose.sentences[place - 1].paragraph != sentence.paragraph
    titled = any(_LIST_TITLE.search(title) for title in sentence.section.trail[-1:])
    if label or not first_of_row or not (_LIST_TITLE.search(column) or (titled and not column)):
        return
    instead = " ".join(
        other.text
        for other in prose.sentences[place + 1 : place + 12]
        if other.paragraph == sentence.paragraph and other.lead != sentence.lead
    )
    for exclusion in _entries(sentence, prose, sure=Sure.HIGH, beside=instead):
        yield replace(exclusion, instead=_short(instead, 200)) if instead else exclusion


def _entries(sentence: Sentence, prose: Prose, *, sure: Sure, beside: str = "") -> Iterator[Exclusion]:
    """One bullet or row as exclusions: by age, by the ground it names, else as the document words it."""
    months = _age(sentence.text)
    if months is not None:
        yield _too_old(sentence, f"{sentence.text} {beside}", months, sure)
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
    """Running text: "We do not consider complaints about insurance claims"."""
    for sentence in prose.sentences:
        if sentence.heading or sentence.kind is not PassageKind.PARAGRAPH or not _REFUSES.search(sentence.text):
            continue
        if _OFF_TOPIC.search(sentence.text) or not re.search(
            r"\bcomplain|\bpolicy|\bprocess|\bprocedure", sentence.text + sentence.section.path, re.IGNORECASE
        ):
            continue
        after = _REFUSES.search(sentence.text)
        assert after is not None
        months = _age(sentence.text)
        for ground in grounds_in(sentence.text):
            if ground in {
                GroundKind.NO_PURPOSE,
                GroundKind.UNREASONABLE_BEHAVIOUR,
                GroundKind.POLICY_DISAGREEMENT,
                GroundKind.ONGOING_INVESTIGATION,
            }:
                continue
            if (
                re.search(r"\b(?:definition|service request|surveys?)\b", sentence.section.path, re.IGNORECASE)
                and ground is not GroundKind.FIRST_REQUEST
            ):
                continue
            if months is None or ground is not GroundKind.PREVIOUSLY_CONSIDERED:
                yield _exclusion(ground, sentence, Sure.MEDIUM, "")


def _exclusion(ground: GroundKind, sentence: Sentence, sure: Sure, beside: str) -> Exclusion:
    whole = f"{sentence.text} {beside}"
    return Exclusion(
        ground=ground,
        name=_short(sentence.text, 120),
        section=sentence.cited,
        proceedings=_proceedings(whole) if ground is GroundKind.LEGAL_PROCEEDINGS else None,
        discretion=True if _DISCRETION.search(sentence.text) else None,
        passage=sentence.passage,
        sure=sure,
    )


def _proceedings(text: str) -> Proceedings:
    if re.search(r"claim form|particulars|\bfiled\b|issued (?:at|in|by) (?:the )?court", text, re.IGNORECASE):
        return Proceedings.FILED
    if re.search(
        r"\b(?:threat\w+|contemplat\w+|intend\w*|consider\w* (?:taking )?legal|plan\w* to|pre-action|may be taken)\b",
        text,
        re.IGNORECASE,
    ):
        return Proceedings.CONTEMPLATED
    if re.search(r"solicitor|legal representative|lawyer", text, re.IGNORECASE):
        return Proceedings.SOLICITOR
    return Proceedings.BEGUN


# ---- what is too old


def _ages(prose: Prose) -> Iterator[Exclusion]:
    """Every sentence that sets a limit in months for raising a complaint."""
    for place, sentence in enumerate(prose.sentences):
        if sentence.heading or sentence.kind is not PassageKind.PARAGRAPH or _NOT_AGE.search(sentence.text):
            continue
        months = _age(sentence.text)
        if months is None:
            continue
        after = [
            s
            for s in prose.sentences[place + 1 : place + 3]
            if s.section == sentence.section and s.paragraph - sentence.paragraph <= 1
        ]
        limits = bool(_REFUSES.search(sentence.text)) or any(_NO_DISCRETION.search(s.text) for s in after[:1])
        limits = limits or bool(
            re.search(r"\b(?:within|no later than|more than|over|older than|up to)\b", sentence.text, re.IGNORECASE)
            and re.search(
                r"\b(?:occurr|happen|took place|taken place|incident|event|aros|aris|aware|ago|old|service failure)",
                sentence.text,
                re.IGNORECASE,
            )
        )
        if limits:
            whole = " ".join(
                [sentence.text, *(s.text for s in after if _DISCRETION.search(s.text) or _NO_DISCRETION.search(s.text))]
            )
            yield _too_old(sentence, whole, months, Sure.HIGH)


def _age(text: str) -> int | None:
    """The months after which something is too old, if the text sets such a limit."""
    if not _AGE.search(text) or _NOT_AGE.search(text):
        return None
    found = {months for duration in durations_in(text) if (months := _months(duration))}
    # "Cut from 12 months to six" would give two: then neither is read.
    return found.pop() if len(found) == 1 else None


def _months(duration: Duration) -> int | None:
    months = as_months(duration)
    return months if months is not None and months >= 1 else None


def _too_old(sentence: Sentence, whole: str, months: int, sure: Sure) -> Exclusion:
    exceptions = _EXCEPTIONS_FOR.search(whole)
    lately = bool(_ONLY_LATELY.search(whole))
    may = True if _DISCRETION.search(whole) else False if _NO_DISCRETION.search(whole) else None
    words = exceptions["what"] if exceptions else "who only lately learnt of it" if lately and may else ""
    return Exclusion(
        ground=GroundKind.TOO_OLD,
        name=f"what is more than {months} months old",
        section=sentence.cited,
        months=months,
        from_awareness=_from_awareness(sentence.text, whole),
        discretion=may,
        discretion_for=_short(words, 140),
        passage=sentence.passage if len(whole) < len(sentence.text) + 5 else _short(whole, 420),
        sure=sure,
    )


def _from_awareness(own: str, whole: str) -> bool | None:
    """Whether the months run from when the resident learnt of it: False where that is only a reason for discretion."""
    if _AWARE.search(own) and not _ONLY_LATELY.search(own):
        return True
    return False if _ONLY_LATELY.search(whole) and _AWARE.search(whole) else None


def _short(text: str, most: int) -> str:
    text = " ".join(text.split()).strip(" .;,")
    return text if len(text) <= most else text[: most - 4].rstrip() + " ..."
