"""The grounds on which policies leave things out: what each is called, and the words that say something is left out."""

import re

from putright.policy.vocabulary import GroundKind, Proceedings

__all__ = ["DISCRETION", "REFUSES", "grounds_in", "proceedings_in", "short"]

# How a policy names what it leaves out; the first that matches is the ground.
_GROUNDS = (
    (GroundKind.COUNCILLORS_AND_MPS, r"(?:correspondence|enquir\w+|letters?|contact)\b[^.;]{0,40}\b(?:councillors?|mps?\b|members? of parliament)|(?:councillors?|mps?)[^.;]{0,30}(?:correspondence|enquir\w+|letters?)"),
    (GroundKind.ENFORCEMENT_NOTICES, r"environmental health|hhsrs|housing health and safety|improvement notices?|enforcement notices?"),
    (GroundKind.LEASEHOLDER_CONSULTATION, r"leasehold\w*[^.;]{0,40}consultation|section 20\b|consultation (?:observations|responses)"),
    (GroundKind.ANTI_SOCIAL_BEHAVIOUR, r"anti-?\s?social behaviou?r|\basb\b|neighbour (?:nuisance|disputes?)|nuisance|noise complaints?"),
    (GroundKind.EXTERNAL_APPEALS, r"(?<!court or )tribunal|external (?:appeals?|review)|(?:decisions?|orders?) (?:made )?(?:in|by|of) (?:a |the )?courts?(?: of law)?|statutory (?:right of )?appeal|right of appeal"),
    (GroundKind.LEGAL_PROCEEDINGS, r"legal (?:proceedings?|action|process|claim|case)|court proceedings?|proceedings|\bin court\b|before (?:a|the) courts?|litigation|solicitor|claim form|pre-action|disrepair (?:claim|protocol)|\bcourts?\b"),
    (GroundKind.INSURANCE, r"insur\w+|(?:personal injury|liability|compensation) claims?|claims? for (?:damage|personal injury)"),
    (GroundKind.DATA_PROTECTION, r"data protection|gdpr|data breach\w*|subject access|information commissioner|freedom of information|\bfoi\b|information requests?"),
    (GroundKind.ONGOING_INVESTIGATION, r"(?:already |being )+(?:dealt with|considered|investigated|looked at) by (?:the |an )?(?:housing )?ombudsman"),
    (GroundKind.PREVIOUSLY_CONSIDERED, r"(?:already|previously|before)\b[^.;]{0,60}\b(?:considered|investigated|responded|dealt with|been through|completed|determined|answered|exhausted|issued|resolved|addressed|closed|looked at)|repeat(?:ed)?\b|final response|been (?:fully )?(?:considered|investigated|exhausted|concluded|through)|exhausted|finally determined|completed (?:the|our|this) (?:complaints? )?(?:procedure|process|policy)"),
    (GroundKind.ONGOING_INVESTIGATION, r"(?:ongoing|current|live)\s+(?:\w+\s+)?investigat\w+|being investigated|or (?:an? )?(?:ongoing |police |other )?investigation|investigat\w+[^.;]{0,30}\b(?:ongoing|under way|police|another)"),
    (GroundKind.CRIMINAL, r"\bcrim(?:e|es|inal)\b|police matter|matters? for the police|fraud"),
    (GroundKind.LETTINGS, r"lettings?|allocations?|homelessness|housing register|waiting list|rehousing|banding"),
    (GroundKind.RENT_AND_SERVICE_CHARGES, r"(?:level|amount|setting|increase)s?\b[^.;]{0,40}\b(?:rent|service charge)|challenges? to (?:the |our )?(?:rents?|service charges?)|(?:rents?|service charges?)\b[^.;]{0,30}\b(?:level|increase|setting|amount|reasonable\w*|dispute)"),
    (GroundKind.SENIOR_OFFICERS, r"\b(?:directors?|board members?|chief executive|non-executive|councillors? conduct|member of the board)\b"),
    (GroundKind.STAFF_CONDUCT, r"\b(?:staff|employee|employment|colleague)s?\b[^.;]{0,40}\b(?:matters?|grievances?|conduct|disciplin\w+|behaviour|contracts?|terms)|grievance|disciplinary|\bhr matters|whistleblow\w*"),
    (GroundKind.ANONYMOUS, r"\banonymous"),
    (GroundKind.POLICY_DISAGREEMENT, r"disagree\w*[^.;]{0,50}\b(?:polic(?:y|ies)|decision|law)|complaints? about (?:any|our|a) polic(?:y|ies)|(?:our|council|company|landlord) polic(?:y|ies)|statutory or regulatory"),
    (GroundKind.UNREASONABLE_BEHAVIOUR, r"vexatious|unreasonable|abusive|frivolous|malicious|persistent|unacceptable"),
    (GroundKind.APPEALS, r"\bappeals?\b"),
    (GroundKind.NO_SERVICE_FAILURE, r"no (?:evidence of )?service failure|no breach"),
    (GroundKind.NO_PURPOSE, r"no (?:useful )?purpose|unrealistic"),
    (GroundKind.ANOTHER_BODYS_SERVICE, r"(?:services?|matters?|issues?|homes|propert\w+|actions?|organisations?)\b[^.;]{0,60}\b(?:not (?:provided|contracted|responsible|owned|managed|within|under)|outside (?:of )?(?:our|the)|responsib\w+ of (?:another|other)|another (?:organisation|body|landlord|agency)|third part\w+|other (?:organisations|bodies|agencies|landlords))|not responsible|do not (?:own|manage|provide)|outside (?:of )?our (?:control|remit|responsib)"),
    (GroundKind.FIRST_REQUEST, r"(?:first|initial|new|routine)\b[^.;]{0,30}\b(?:requests?|time|reports?|contact|notification)\b|requests? for (?:a )?(?:service|information|repair|an explanation)|service requests?|report(?:ing|s)? (?:of )?(?:a )?(?:new )?(?:repair|fault)"),
)  # fmt: skip
_GROUND_PATTERNS = tuple((ground, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for ground, words in _GROUNDS)

REFUSES = re.compile(
    r"\b(?:not|\w{1,8}n['\u2019]t|cannot|unable|won't|exclud\w+|fall outside|outside (?:of )?(?:the|this|our)|refuse|decline)\b[^.;:]{0,70}"
    r"\b(?:accept\w*|entertain|consider\w*|deal\w*|investigat\w+|look(?:ed|ing)? (?:at|into)|handl\w+|treat\w*|class(?:ed|ify)|cover\w*|apply|applies|take on|taken|respond|regard\w*|process\w*|a complaint\b|complaints? (?:about|that|which|where|policy|process|procedure)|include\w*|scope|use this)"
    r"|\bexclud(?:e|es|ed|ing)\b|\bexclusions?\b|\bno(?:t| longer) (?:be )?able to (?:accept|consider|investigate)|\bmust be (?:made|raised|received|reported|brought|submitted)\b"
    r"|\b(?:fall|falls|are|is) outside (?:of )?(?:this|the|our) (?:policy|procedure|process|scope)|\bdo(?:es)? not (?:cover|apply to|include)\b",
    re.IGNORECASE,
)
"""Says that something is not taken as a complaint."""
DISCRETION = re.compile(
    r"\bdiscretion\w*|\bexceptions?\b|\bexceptional(?:ly)?\b|\bgood reasons?\b|\bunless (?:there|you|the|it)\b|\bmay still (?:consider|accept|look|investigate)|\bstill consider|\bcase[- ]by[- ]case|\bextenuating|\bspecial circumstances|\breasonable (?:grounds|to)\b",
    re.IGNORECASE,
)
"""Says that it may be taken all the same."""


def grounds_in(text: str) -> list[GroundKind]:
    """The grounds a text names, in the order of the text; one ground for words that could be several."""
    taken: list[tuple[int, int]] = []
    grounds: list[tuple[int, GroundKind]] = []
    for ground, pattern in _GROUND_PATTERNS:
        match = pattern.search(text)
        if match and not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            grounds.append((match.start(), ground))
    return list(dict.fromkeys(ground for _, ground in sorted(grounds, key=lambda each: each[0])))


def proceedings_in(text: str) -> Proceedings:
    """How far legal proceedings have to be, by the words used."""
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


def short(text: str, most: int) -> str:
    """`text` on one line, cut where it is too long."""
    text = " ".join(text.split()).strip(" .;,")
    return text if len(text) <= most else text[: most - 4].rstrip() + " ..."
