"""How complaints are handled at every stage, what an extension notice holds, refusing to escalate, and the Ombudsman."""

import re

from putright.policy.intake import Exclusion
from putright.policy.procedure import Escalation, ExtensionNotices, Handling
from putright.policy.reading.choosing import CLEAR, LIKELY, Candidate, chosen
from putright.policy.reading.durations import Duration, Unit, durations_in
from putright.policy.reading.grounds import grounds_in
from putright.policy.reading.prose import Prose
from putright.policy.reading.rules import Rule, stated_by
from putright.policy.standing import OmbudsmanAccess
from putright.policy.vocabulary import GroundKind, StatedNumber, Sure

__all__ = ["escalation_of", "extension_notices_of", "handling_of", "ombudsman_of"]

_HANDLING = (
    Rule("single_policy", r"\b(?:single|one)\s+(?:complaints? )?policy\b"),
    Rule("no_worse_treatment", r"\b(?:not (?:be )?(?:treat\w*|disadvantag\w*|penalis\w*|discriminat\w*)|no one (?:is|will be)|nobody (?:is|will be))\b[^.;]{0,60}\b(?:differently|less favourably|worse|complain\w*|because)", may_deny=True, unless=r"as a complaint"),
    Rule("complaint_definition", r"\bcomplaint definition\b|\b(?:set(?:ting)? out|confirm\w*|summar\w+)\b[^.;]{0,30}\b(?:our |your )?understanding of (?:the|your|their)|\bour understanding of (?:the|your) complaint"),
    Rule("outcomes_sought", r"\boutcomes?\b[^.;]{0,40}\b(?:you are|they are|resident is|customer is|sought|seeking|you want|they want|they would like|you would like|looking for)", unless=r"\bunreasonable|unrealistic|must\b[^.;]{0,50}set out|can set out"),
    Rule("clarification_asked", r"\b(?:unclear|not clear|unsure)\b[^.;]{0,90}\b(?:clarif\w*|contact|ask)|\bclarif\w*\b[^.;]{0,60}\b(?:unclear|areas?|aspects?|points?|not clear|complaint)", unless=r"\bpolicy\b|documents?"),
    Rule("responsibility_said", r"\b(?:which|what)\s+(?:parts?|aspects?|elements?|areas?)\b[^.;]{0,60}\b(?:we are|are we|responsible|responsibility)"),
    Rule("merits", r"\b(?:deal|consider|handle|treat)\w*\b[^.;]{0,30}\bcomplaints?\b[^.;]{0,20}\bon (?:their|its) (?:own )?merits?|\bact independently\b|\bopen mind\b", unless=r"anonymous"),
    Rule("fair_chance", r"\bfair chance\b|\b(?:opportunity|chance)\b[^.;]{0,40}\b(?:set out (?:their|your)|explain (?:their|your) (?:point|side|position|view)|state their)"),
    Rule("conflicts_dealt_with", r"\bconflicts? of interests?\b", unless=r"declare|board members? must"),
    Rule("evidence_considered", r"\b(?:consider|basing|based?|review|gather|look at|examin)\w*\b[^.;]{0,50}\bevidence\b", unless=r"restrict|insurance|claim|12 months|receipt"),
    Rule("full_record", r"\b(?:full|complete|accurate|clear)\s+records?\b|\brecords?\b[^.;]{0,40}\b(?:original complaint|all correspondence)", unless=r"medical|disabilit"),
    Rule("triage", r"\btriag\w*|\bidentify\b[^.;]{0,60}\bwithout (?:the )?need for\b[^.;]{0,30}\binvestigat|\bearly as possible\b[^.;]{0,60}\bfurther investigation", may_deny=True),
    Rule("vulnerability_considered", r"\b(?:consider|tak\w+ into account|take account|priorit)\w*\b[^.;]{0,70}\b(?:vulnerab\w*|at risk)\b", unless=r"restrict|vexatious|behaviou?r"),
    Rule("all_points", r"\b(?:address|answer|respond to|cover|deal with)\w*\b[^.;]{0,20}\b(?:all|every|each)\b[^.;]{0,15}\b(?:points?|issues?|aspects?|matters?|elements?|parts?)\b"),
    Rule("reasons_given", r"\b(?:clear |the |give |with |provide )?reasons?\b[^.;]{0,30}\b(?:for|behind)\b[^.;]{0,20}\b(?:our|any|the|each|its) decisions?|\b(?:how|why)\b[^.;]{0,30}\bdecisions?\b[^.;]{0,25}\b(?:made|reached|taken)|\bexplain\b[^.;]{0,30}\breasons?\b[^.;]{0,40}\bdecision", unless=r"not to accept|refus|unable to accept|not accept|extension"),
    Rule("answer_when_known", r"\b(?:response|reply|answer)\b[^.;]{0,80}\b(?:when|once|as soon as)\b[^.;]{0,20}\banswer\b[^.;]{0,30}\bknown\b|\bnot (?:wait|delay)\b[^.;]{0,60}\b(?:until|outstanding|actions|works?|repairs)\b[^.;]{0,40}\b(?:complete\w*|finish\w*|respond\w*)", may_deny=True),
    Rule("new_points_join", r"\b(?:additional|new|further|other)\b[^.;]{0,30}\b(?:complaints?|points?|issues?|matters?|concerns?)\b[^.;]{0,140}\b(?:added|incorporat\w*|included|joined|combined|considered as part|form part)\b", unless=r"vexatious|persist|not be (?:added|included|considered)|stage (?:2|two) (?:will|review)"),
    Rule("approval_before_sending", r"\b(?:responses?|letters?|repl(?:y|ies))\b[^.;]{0,60}\b(?:reviewed|approved|checked|signed off|quality (?:checked|assured))\b[^.;]{0,40}\bby\s+(?P<who>(?:an?|the|our|another)\s+[^.;,]{4,80}?)(?=\s+(?:before|prior|to ensure)|[.;,]|$)", "<who>"),
    Rule("final_stage_staff", r"\b(?:involve|include|consult)\w*\b[^.;]{0,40}\b(?:all )?(?:suitable|appropriate|relevant)\b[^.;]{0,30}\bstaff\b[^.;]{0,60}\b(?:response|stage)"),
    Rule("mediation", r"\bmediat(?:ion|or|ors)\b[^.;]{0,60}\b(?:may|can|will|offer\w*|available|consider\w*|use\w*|part)\b|\b(?:offer|use|consider|refer\w*)\b[^.;]{0,40}\bmediation\b", "Mediation may be offered.", unless=r"designated|neighbour|anti-social"),
    Rule("third_parties", r"\bcontractors?\b[^.;]{0,80}\b(?:respond|handle|investigate|reply|deal with)\b[^.;]{0,40}\bcomplaints?\b|\bcomplaints?\b[^.;]{0,40}\bhandled by (?:a |our )?(?:third part|contractor)", "Contractors or others may answer complaints.", unless=r"complain(?:ts?)? about|can (?:raise|make)|code|staff", strength=LIKELY),
    Rule("managing_agents", r"\bmanaging agents?\b[^.;]{0,120}", "Managing agents are spoken of; read the passage.", strength=LIKELY, may_deny=True),
    Rule("building_safety", r"\b(?:building safety)\b[^.;]{0,100}\b(?:complaints?|priorit\w*|escalat\w*|regulator)\b|\bpriorit\w*\b[^.;]{0,60}\bbuilding safety", "Complaints about the safety of a building have a lane of their own; read the passage.", unless=r"defin|Act 20\d\d\W*$", strength=LIKELY),
    Rule("retention", r"\b(?:retain|keep|kept|retained|stored|destroy\w*)\b[^.;]{0,50}\b(?:records?|complaints?|files?)\b[^.;]{0,50}\b(?P<n>\w+ years)|\brecords?\b[^.;]{0,50}\b(?:kept|retained)\b[^.;]{0,30}\b(?P<m>\w+ years)", "Records are kept for a set time; read the passage.", strength=LIKELY),
)  # fmt: skip

_ABOUT_EXTENDING = (
    r"exten(?:d|sion)|more time|longer|delay|not (?:be )?(?:possible|able to (?:respond|reply|meet))|further \d+"
)
_EXTENSION_NOTICE = r"extensions? (?:will|letter|notice|must|is|are)|all extensions|when (?:we )?extend|\b(?:additional|extra|further|another)\s+\d+|may (?:be )?extend|can (?:be )?extend|need an extension"
_NOTICES = (
    Rule("reason", rf"(?:{_ABOUT_EXTENDING})[^.]{{0,160}}\b(?:explain\w*|reasons?|why)\b|\b(?:explain\w*|reasons?|why)\b[^.]{{0,110}}(?:{_ABOUT_EXTENDING})", may_deny=True, unless=r"not accept|without good reason\W*$|escalat|refus|annual|stage (?:2|two) request"),
    Rule("reason", r"^(?:an? |the |a clear )?(?:clear )?(?:reasons?|explanation)\b", under=r"exten(?:d|sion)"),
    Rule("reason", r"\b(?:letter|writ\w+|tell|told|inform\w*|explain\w*)\b[^.;]{0,50}\b(?:reasons?|why)\b", under=_EXTENSION_NOTICE, unless=r"not accept|escalat|refus"),
    Rule("new_date", rf"(?:{_ABOUT_EXTENDING})[^.]{{0,180}}\b(?:when (?:you|they|the resident|the customer) (?:can|will|should)\b[^.]{{0,30}}\b(?:expect|receive|get)|new (?:date|deadline|timescale|target)|expected (?:date|timescale|response)|revised (?:date|deadline|timescale|target)|clear timeframe|by when|when we (?:will|expect|aim))", may_deny=True, unless=r"annual|refus"),
    Rule("new_date", r"\b(?:new|revised|expected) (?:deadline|date|timescale|target)|when (?:you|they) (?:can|will|should) (?:expect|receive) (?:a|the|our|their) (?:full )?(?:response|reply)", under=_EXTENSION_NOTICE + "|extension"),
    Rule("ombudsman_details", rf"(?:{_ABOUT_EXTENDING})[^.]{{0,240}}\bombudsman(?:'s|\u2019s)?\b[^.]{{0,40}}|\b(?:contact )?details\b[^.;]{{0,40}}\bombudsman\b[^.]{{0,80}}(?:{_ABOUT_EXTENDING})", may_deny=True, unless=r"compliance|annual|refus|evidence|12 months"),
    Rule("ombudsman_details", r"\bombudsman", under=_EXTENSION_NOTICE),
    Rule("updates", rf"(?:{_ABOUT_EXTENDING})[^.]{{0,200}}\b(?:updates?|updated|keep(?:ing)? (?:you|them|the \w+) (?:informed|up to date)|kept informed|intervals|regular contact)\b", may_deny=True, unless=r"annual|board"),
    Rule("updates", r"\b(?:further )?updates?\b|kept informed", under=_EXTENSION_NOTICE),
    Rule("updates_agreed", r"\bagree\w*\b[^.;]{0,60}\b(?:intervals?|how often|frequency|regular updates|when (?:we will|to) update)"),
    Rule("resident_may_ask", r"\b(?:customers?|residents?|tenants?|you|complainants?)\b[^.;]{0,20}\b(?:can|may)\b[^.;]{0,20}\b(?:request|ask for)\b[^.;]{0,20}\bextension|\bextension\b[^.;]{0,40}\b(?:requested by|at the request of) (?:the )?(?:customer|resident|you|tenant)"),
)  # fmt: skip

_ESCALATION = (
    Rule("may_be_refused", r"\b(?:refus\w*|declin\w*)\b[^.;]{0,40}\b(?:to escalate|escalations?|to review|stage (?:2|two)|(?:a |the |your |an )?(?:review|escalation) request|a request|an appeal)|\bnot (?:be )?(?:able to )?(?:escalate|review your complaint|progress (?:a |your |the )?complaint)\b|\bescalations?\b[^.;]{0,30}\b(?:may be |can be |is |will be )?(?:refused|declined|rejected|denied)|\bwhy escalation\b[^.;]{0,60}\bno purpose", may_deny=True, unless=r"not (?:unreasonably )?refuse|never refuse|refuse to accept a complaint|extension request|freedom"),
    Rule("explained", r"\b(?:refus\w*|declin\w*|not (?:be )?(?:able to )?escalate)\b[^.;]{0,120}\b(?:explain\w*|reasons? (?:for|why)|our reasons|the reasons?|why)\b|\b(?:explain|reasons?|why)\b[^.;]{0,60}\b(?:escalation|escalate)\b[^.;]{0,60}\b(?:no purpose|refus\w*|declin\w*|not)\b", may_deny=True, unless=r"not required|do not (?:need|have) to|without (?:having to )?(?:explain|giv)"),
    Rule("right_to_ombudsman", r"\b(?:refus\w*|declin\w*|not (?:be )?(?:able to )?escalate)\b[^.]{0,60}\b(?:escalat\w*|review|stage (?:2|two))\b[^.]{0,160}\bombudsman", may_deny=True),
    Rule("same_grounds_as_exclusions", r"\b(?:same (?:reasons|grounds|exclusions|criteria)|exclusions? (?:above|list\w*|set out))\b[^.;]{0,80}\bescalat\w*|\bescalat\w*\b[^.;]{0,100}\b(?:same (?:reasons|grounds|criteria)|exclusions?|section 2|reasons (?:set out|given|listed))", may_deny=True),
)  # fmt: skip
_REFUSES_ESCALATION = re.compile(
    r"\b(?:refus\w*|declin\w*|not (?:be )?(?:able to )?(?:escalate|progress))\b[^.;]{0,90}\b(?:escalat\w*|stage (?:2|two)|review)|\bescalation\b[^.;]{0,60}\b(?:refused|declined|no purpose)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:already|previously|repeat\w*)\b", re.IGNORECASE)
_GROUNDS_OF_REFUSAL = {
    GroundKind.NO_PURPOSE,
    GroundKind.UNREASONABLE_BEHAVIOUR,
    GroundKind.NO_SERVICE_FAILURE,
    GroundKind.PREVIOUSLY_CONSIDERED,
    GroundKind.LEGAL_PROCEEDINGS,
}

_OMBUDSMAN = (
    Rule("at_any_time", r"\bombudsman\b[^.;]{0,90}\b(?:at any (?:time|point|stage)|throughout|during (?:the|your|any stage)|any stage)\b|\bat any (?:time|point|stage)\b[^.;]{0,110}\bombudsman", unless=r"not (?:contact|at any)"),
    Rule("after_final_response", r"\b(?:final response|stage (?:2|two)|completed?|exhausted|end of|once|after|remain\w* (?:unhappy|dissatisfied)|still (?:unhappy|dissatisfied)|not satisfied)\b[^.]{0,150}\b(?:contact|refer|ask|escalat\w*|take|approach|complain to|investigate|right)\b[^.]{0,60}\bombudsman|\brefer\b[^.;]{0,40}\bombudsman\b[^.;]{0,90}\b(?:completion|completed|exhausted|final response|end of)", unless=r"building safety regulator|not accept|extension"),
    Rule("in_acknowledgements", r"\backnowledg\w*\b[^.;]{0,120}\b(?:contact )?details\b[^.;]{0,40}\bombudsman|\bombudsman\b[^.;]{0,70}\b(?:in|with) (?:our|the|all|every|each)\b[^.;]{0,20}\backnowledg"),
    Rule("in_responses", r"\b(?:respons\w*|letters?|repl(?:y|ies)|correspondence)\b[^.;]{0,120}\b(?:details?|how to|contact|information|right|referral)\b[^.;]{0,90}\bombudsman", unless=r"extension|acknowledg"),
    Rule("in_responses", r"\binclude\b[^.;]{0,60}\b(?:details?|how to)\b[^.;]{0,90}\bombudsman", under=r"respon|repl", unless=r"extension|acknowledg"),
    Rule("designated_person", r"\bdesignated (?:persons?|tenant panel|complaints? panel|panel)\b", unless=r"no longer|not (?:need|required|have to)|abolish|removed"),
    Rule("designated_person", r"\b(?:mp|member of parliament|councillor)\b[^.;]{0,60}\b(?:tenant|complaints?)[\w ]{0,12}panel\b", unless=r"no longer|not (?:need|required|have to)|removed|correspondence"),
)  # fmt: skip
_NO_WAIT = re.compile(r"\bno longer\b|\bnot (?:need|have) to\b", re.IGNORECASE)
_SHORTEST_WAIT, _LONGEST_WAIT = 4, 26
_WAIT = re.compile(r"\b(?:wait\w*|until|after|at least|once|more than|from|following|passed|elapsed)\b", re.IGNORECASE)


def handling_of(prose: Prose) -> Handling:
    """How a complaint is handled at every stage."""
    return Handling(**stated_by(_HANDLING, prose))


def extension_notices_of(prose: Prose) -> ExtensionNotices:
    """What a resident is told when a response is put off."""
    return ExtensionNotices(**stated_by(_NOTICES, prose))


def escalation_of(prose: Prose) -> Escalation:
    """Refusing to take a complaint further."""
    found: dict[GroundKind, Exclusion] = {}
    for sentence in prose.sentences:
        if sentence.heading or not _REFUSES_ESCALATION.search(sentence.text):
            continue
        near = f"{sentence.text} {' '.join(s.text for s in prose.sentences if s.paragraph == sentence.paragraph)}"
        for ground in grounds_in(sentence.text) or grounds_in(near):
            # "The process has been exhausted" is what a refusal ends with, not its ground.
            considered = ground is not GroundKind.PREVIOUSLY_CONSIDERED or _BEFORE.search(sentence.text)
            if ground in _GROUNDS_OF_REFUSAL and considered:
                found.setdefault(
                    ground,
                    Exclusion(ground, sentence.text[:120], sentence.cited, passage=sentence.passage, sure=Sure.MEDIUM),
                )
    return Escalation(grounds=tuple(found.values()), **stated_by(_ESCALATION, prose))


def ombudsman_of(prose: Prose) -> OmbudsmanAccess:
    """What a resident is told about going to the Ombudsman."""
    return OmbudsmanAccess(weeks_to_wait=_weeks(prose), **stated_by(_OMBUDSMAN, prose))


def _weeks(prose: Prose) -> StatedNumber:
    """The weeks a resident is told to wait after the last answer before going to the Ombudsman."""
    found = []
    for place, sentence in enumerate(prose.sentences):
        near = " ".join(s.text for s in prose.sentences[max(0, place - 1) : place + 2] if s.section == sentence.section)
        if not re.search(r"\bombudsman|designated person", near, re.IGNORECASE) or not _WAIT.search(sentence.text):
            continue
        strength = CLEAR if "ombudsman" in sentence.text.lower() else LIKELY
        weeks = next(filter(None, map(_as_weeks, durations_in(sentence.text))), None)
        if weeks and not _NO_WAIT.search(sentence.text):
            found.append(Candidate(weeks, sentence, strength))
    return chosen(found)


def _as_weeks(duration: Duration) -> int | None:
    """A wait that was once asked for: some weeks, or the same in days."""
    weeks = {Unit.WEEKS: duration.number, Unit.DAYS: duration.number // 7 if duration.number % 7 == 0 else 0}.get(
        duration.unit, 0
    )
    return weeks if _SHORTEST_WAIT <= weeks <= _LONGEST_WAIT else None
