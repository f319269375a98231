"""Representatives, groups, anonymous complaints, adjustments, and limits on contact."""

import re

from putright.policy.intake import People, Representatives, Restrictions
from putright.policy.reading.choosing import CLEAR, LIKELY, Candidate, chosen
from putright.policy.reading.prose import Prose
from putright.policy.reading.rules import Rule, gathered, stated_by
from putright.policy.vocabulary import Authority, Stated

__all__ = ["people_of", "representatives_of", "restrictions_of"]

_ACTING = r"(?:representatives?|advocates?|third part(?:y|ies)|someone else|somebody else|another person|friend|family member|relative|someone acting|somebody acting|on (?:your|their|behalf|a resident's|another)|on behalf of)"

_REPRESENTATIVES = (
    Rule("allowed", rf"\b(?:can|may|will|accept\w*|able to|welcome|appoint|nominate|choose|opportunity)\b[^.;]{{0,90}}\b{_ACTING}", unless=r"ombudsman|those acting on|its own staff|contractor|designated|vexatious|restrict|abusive"),
    Rule("allowed", rf"\b{_ACTING}\b[^.;]{{0,60}}\b(?:can|may)\b[^.;]{{0,40}}\b(?:complain|make|raise|act|submit|bring|deal)", unless=r"ombudsman|its own staff|designated|vexatious|restrict|abusive"),
    Rule("meetings", r"\b(?:accompan(?:y|ied)|represented|come along|bring (?:someone|somebody|a friend|a representative))\b[^.;]{0,60}\bmeeting|\bmeetings?\b[^.;]{0,60}\b(?:accompanied|represented|bring (?:someone|a))"),
    Rule("group_lead", r"\bgroup\b[^.]{0,160}\b(?:lead|nominated|single|one)\b[^.;]{0,20}\b(?:representative|person|contact|spokes\w+|complainant)|\b(?:lead|nominated)\s+(?:\w+\s+)?(?:representative|contact)\b[^.;]{0,80}\bgroup"),
    Rule("group_signed_authority", r"\bsigned\b[^.;]{0,40}\b(?:authority|consent|permission)\b[^.;]{0,60}\b(?:group|members?|others?|residents)|\bgroup\b[^.;]{0,80}\bsigned\b"),
    Rule("group_bound", r"\b(?:decision|response|outcome)\b[^.;]{0,30}\b(?:will |shall )?appl(?:y|ies)\b[^.;]{0,30}\b(?:all|every|whole|each)\b[^.;]{0,30}\b(?:group|member)"),
)  # fmt: skip
_FORMS = (
    Rule("form", r"(?:third party authorisation|authority|authorisation|consent|mandate|representative|third party consent)['\u2019\"]?\s+form", "a form that the resident fills in", unless=r"social media|website terms"),
    Rule("form", r"\b(?:written|signed|in writing)\b[^.;]{0,25}\b(?:permission|consent|authori\w+|authority)|\b(?:permission|consent|authori\w+|authority)\b[^.;]{0,20}\bin writing", "written permission", unless=r"group|written authorisation from the manager"),
)  # fmt: skip
_CONSENT = re.compile(r"\b(?:permission|consent|authori[sz]\w+|authority|mandate)\b", re.IGNORECASE)
_REPRESENTS = re.compile(rf"\b{_ACTING}", re.IGNORECASE)
_ONLY_DISCLOSURE = re.compile(
    r"\b(?:before (?:we (?:can )?)?(?:shar|disclos|discuss|releas)\w*|(?:not|cannot|can't|unable to) (?:share|disclose|discuss|release)|(?:share|disclose|discuss)\w* (?:any )?(?:personal |your |their )?(?:information|details|data)|data protection)\b",
    re.IGNORECASE,
)
_BEFORE_ACTING = re.compile(
    r"\b(?:must|need(?:s)?|require\w*|only|unless|once|until|by completing|with (?:written|signed|the|your|their)|provided|before (?:we can )?(?:act|accept|investigat|proceed|progress|deal)\w*|authori[sz]ed)\b",
    re.IGNORECASE,
)

_ANOTHERS_CONSENT = re.compile(r"\bgroup\b|ombudsman|manager", re.IGNORECASE)
_WITHOUT_CONSENT = re.compile(
    r"\b(?:not|\w{1,8}n['\u2019]t|without)\b[^.;]{0,40}\b(?:permission|consent|authori\w+)\b", re.IGNORECASE
)
_PLAINLY = re.compile(r"\bmust|need|only|before|until|written permission|by completing", re.IGNORECASE)

_PEOPLE = (
    Rule("anonymous", r"\banonymous\b[^.;]{0,80}\b(?:consider\w*|accept\w*|investigat\w*|look\w*|treat\w*|respond\w*|record\w*|log\w*|merit)", "They are considered; read the passage for limits.", unless=r"\bnot (?:be )?(?:accept|consider|investigat|deal)"),
    Rule("anonymous", r"\banonymous\b[^.;]{0,60}\b(?:not|\w{1,8}n['\u2019]t|unable|cannot)\b[^.;]{0,30}\b(?:accept|consider|investigat|deal|treat|respond|look)\w*|\b(?:not|cannot|unable)\b[^.;]{0,30}\b(?:accept|consider|investigate|deal with)\b[^.;]{0,20}\banonymous", "They are not taken as complaints.", may_deny=True),
    Rule("non_customers", r"\b(?:not|never|non-?)\b[^.;]{0,50}\b(?:customers?|tenants?|residents?)\b[^.;]{0,120}\b(?:complain\w*|in line with|same|welcome|process|policy)\b", "Their complaints are taken too; read the passage for limits.", under=r"", may_deny=True, unless=r"treated|differently|required|use the word|have to|satisfied|resolved|respond|ombudsman'?s? jurisdiction|accept(?:ed)? a complaint", strength=LIKELY),
    Rule("staff_conduct_accepted", r"\b(?:complaints?|concerns?|dissatisf\w+)\b[^.;]{0,60}\b(?:about|regarding|of|include|covers?)\b[^.;]{0,40}\b(?:staff|employee|colleague)s?(?:'s|\u2019s|s')?\s*(?:behaviou?r|conduct|attitude)|\b(?:unprofessional |poor |rude )?(?:behaviou?r|conduct|attitude)\s+(?:of|by|from)\s+(?:a |our |an )?(?:member of )?(?:staff|employees?|colleagues?)", unless=r"exclu|grievance|separate (?:policy|procedure)|recruit|to any (?:member|staff)|with any|abus|toward|threat|their own staff|its own staff", strength=LIKELY),
    Rule("staff_conduct_confidential", r"\b(?:staff|employee|colleague)s?\b[^.]{0,140}\bconfidential\w*|\bconfidential\w*\b[^.]{0,100}\b(?:staff|employee|colleague)s? (?:conduct|behaviou?r|complaint)", unless=r"data|training"),
    Rule("comment_on_adverse_findings", r"\bcomment\b[^.;]{0,40}\b(?:adverse|negative) (?:findings?|comments?)"),
    Rule("adjustments_made", r"\b(?:mak(?:e|ing)|agree|offer|provide|put in place|consider)\w*\b[^.;]{0,60}\b(?:reasonable )?adjustments?|\breasonable adjustments?\b[^.;]{0,40}\b(?:will|can|are) (?:be )?(?:made|agreed|offered|available|considered)"),
    Rule("adjustments_recorded", r"\brecord\w*\b[^.;]{0,50}\badjustments?|\badjustments?\b[^.;]{0,60}\b(?:record|log)ged|\badjustments?\b[^.;]{0,60}\brecorded"),
    Rule("disabilities_recorded", r"\brecord\w*\b[^.;]{0,110}\bdisabilit(?:y|ies)|\bdisabilit(?:y|ies)\b[^.;]{0,60}\brecorded", unless=r"equality (?:data )?monitoring"),
    Rule("adjustments_reviewed", r"\badjustments?\b[^.;]{0,80}\b(?:under (?:regular|active|constant )?\s*review|reviewed|regular review)|\breview\w*\b[^.;]{0,30}\badjustments?"),
)  # fmt: skip
_FORMATS = (
    ("large print", r"large[\s-]print"),
    ("braille", r"braille"),
    ("audio", r"\baudio\b|\btape\b|text to speech|read aloud"),
    ("translation", r"translat(?:ion|ed|e)\b|other languages|different languages|alternative languages"),
    ("an interpreter", r"interpret(?:er|ation|ing)|translator"),
    ("easy read", r"easy[\s-]read"),
    ("British Sign Language", r"\bbsl\b|sign language"),
    ("printed copy", r"printed cop|hard cop|paper cop"),
    ("other formats on request", r"(?:range of|other|alternative|different|accessible) formats?"),
)

_RESTRICTIONS = (
    Rule("policy", r"(?P<name>(?-i:(?:[A-Z][a-z]+\s+){0,2}(?:Unacceptable|Unreasonable|Vexatious|Persistent|Challenging|Acceptable|Habitual|Managing)\b[\w\s,'&-]{0,50}?(?:Policy|Procedure|Guidance)))", "<name>"),
    Rule("warning", r"\b(?:warn\w*|inform\w*|told|tell|advis\w*|write to)\b[^.;]{0,90}\b(?:restrict\w*|limit\w*|behaviou?r\b[^.;]{0,40}continu)", under=r"behavio|vexatious|unreasonable|persist|unaccept|restrict|abus|conduct", may_deny=True, unless=r"appeal"),
    Rule("evidence", r"\bevidence\b[^.;]{0,60}\b(?:restrict\w*|reasons)|\b(?:restrict\w*|decision)\b[^.;]{0,50}\b(?:evidence\w*|record\w*|document\w*)", under=r"behavio|vexatious|unreasonable|persist|unaccept|restrict|abus"),
    Rule("reviewed", r"\brestrict\w*\b[^.;]{0,90}\breview\w*|\breview\w*\b[^.;]{0,50}\brestrict\w*"),
    Rule("proportionate", r"\b(?:restrict\w*|action\w*|approach)\b[^.;]{0,90}\bproportionate|\bproportionate\b[^.;]{0,60}\brestrict\w*", under=r"behavio|vexatious|unreasonable|persist|unaccept|restrict|abus"),
    Rule("equality", r"\bequality act\b|\bprotected characteristic|\bvulnerab\w*\b", under=r"behavio|vexatious|unreasonable|persist|unaccept|restrict"),
    Rule("complaint_may_be_suspended", r"\bcomplaint\b[^.;]{0,40}\b(?:may|can|could|will) be (?:suspended|stopped|closed|terminated|paused)|\b(?:suspend|stop (?:dealing|investigating)|refuse to (?:deal|continue|consider)|terminate|close)\b[^.;]{0,60}\bcomplaint", under=r"behavio|vexatious|unreasonable|persist|unaccept|restrict|abus", may_deny=True),
)  # fmt: skip


def representatives_of(prose: Prose) -> Representatives:
    """Somebody acting for a resident, or for several."""
    return Representatives(authority=_authority(prose), **stated_by((*_REPRESENTATIVES, *_FORMS), prose))


def _authority(prose: Prose) -> Stated[Authority] | None:
    found = []
    for place, sentence in enumerate(prose.sentences):
        if sentence.heading or not _CONSENT.search(sentence.text) or _ANOTHERS_CONSENT.search(sentence.text):
            continue
        near = [s for s in prose.sentences[max(0, place - 1) : place + 2] if s.section == sentence.section]
        before = [s.text for s in near if s.paragraph == sentence.paragraph and s is not near[-1]]
        if not _REPRESENTS.search(" ".join([sentence.section.title, *before, sentence.text])):
            continue
        after = [s.text for s in near[near.index(sentence) :]]
        authority = _authority_said(sentence.text, " ".join(after))
        if authority is not None:
            found.append(Candidate(authority, sentence, CLEAR if _PLAINLY.search(sentence.text) else LIKELY))
    return chosen(found)


def _authority_said(text: str, near: str) -> Authority | None:
    if _WITHOUT_CONSENT.search(text) and not _BEFORE_ACTING.search(text):
        return Authority.NOT_NEEDED
    if _ONLY_DISCLOSURE.search(near):
        return Authority.BEFORE_DISCLOSURE
    return Authority.BEFORE_ACTING if _BEFORE_ACTING.search(text) else None


def people_of(prose: Prose) -> People:
    """Whose complaints are taken, and what they can expect."""
    return People(formats=gathered(_FORMATS, prose), **stated_by(_PEOPLE, prose))


def restrictions_of(prose: Prose) -> Restrictions:
    """Behaviour, and limits on contact."""
    return Restrictions(**stated_by(_RESTRICTIONS, prose))
