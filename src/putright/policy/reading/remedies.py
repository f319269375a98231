"""Putting things right: kinds of remedy, whose guidance, money, and how promises are kept."""

from putright.policy.procedure import Remedies
from putright.policy.reading.choosing import LIKELY, Candidate, chosen
from putright.policy.reading.durations import as_days
from putright.policy.reading.limits import Role, Timing
from putright.policy.reading.prose import Prose
from putright.policy.reading.rules import Rule, gathered, stated_by
from putright.policy.vocabulary import DayKind, StatedNumber

__all__ = ["remedies_of"]

_KINDS = (
    ("apology", r"apolog(?:y|ise|ize|ising|izing|ies)\b"),
    ("admission", r"acknowledg\w+\s+(?:where|that|when|what)\b[^.;]{0,30}\b(?:wrong|mistake|fault|failure|responsib)"),
    (
        "explanation or help",
        r"(?:providing|giving|offering|provide|give|offer)\s+(?:an\s+)?(?:explanation|assistance|reasons)",
    ),
    ("acting on delay", r"(?:acting|taking action|take action)\b[^.;]{0,20}\bdelay"),
    (
        "changing a decision",
        r"(?:reconsider\w*|chang(?:e|ing)|review\w*)\s+(?:or\s+\w+\s+)?(?:a|our|the|its)\s+decision",
    ),
    ("correcting a record", r"(?:amend\w*|correct\w*)\s+(?:a|the|our|your)?\s*records?"),
    (
        "money",
        r"financial\s+(?:remedy|compensation|redress|payment)|\bcompensation\b|goodwill (?:payment|gesture)|discretionary payment",
    ),
    (
        "changing a policy or practice",
        r"(?:chang|review|improv)\w*\s+(?:our\s+|a\s+)?(?:polic\w+|procedures?|practices?)",
    ),
)
_PUTTING_RIGHT = r"remed|put(?:ting)? (?:things|it|matters) right|redress|compensat|resolution|action we may|we (?:may|can|will) (?:offer|do)|wrong"

_RULES = (
    Rule("acknowledged", r"\backnowledg\w+\b[^.;]{0,40}\b(?:gone wrong|went wrong|mistake|fault|failure|things wrong|errors?)|\b(?:admit|accept responsibility|own up)\b", unless=r"deadline"),
    Rule("at_any_stage", r"\b(?:remed\w*|resol\w*|put(?:ting)? (?:things|it) right|redress|settle)\b[^.;]{0,70}\b(?:at|during) (?:any|every|each|all) (?:stage|point|time)s?|\b(?:at|during) (?:any|every|each) stage\b[^.;]{0,60}\b(?:remed\w*|resol\w*|put (?:things|it) right|redress|settle)", unless=r"mediation"),
    Rule("fit_impact", r"\b(?:remed\w*|redress|compensation|offer)\b[^.;]{0,60}\b(?:reflect|proportionate|appropriate to|match|take (?:into )?account)\w*\b[^.;]{0,60}\b(?:impact|effect|extent|detriment|distress|failure|inconvenience)"),
    Rule("guidance", r"\bombudsman(?:'s|\u2019s)?\b[^.;]{0,50}\bguidance\b|\bguidance\b[^.;]{0,50}\bombudsman", "Housing Ombudsman", under="", unless=r"contact the|for guidance|advice and guidance|information,? guidance|guidance,? (?:information|and support|or support)|seek guidance|guidance from"),
    Rule("compensation", r"\bcompensation\b[^.;]{0,20}\b(?:policy|procedure|guidance|guidelines|scheme|statement|framework|matrix)\b", "its own compensation policy", unless=r"ombudsman'?s?\b[^.;]{0,40}compensation guidance|associated|related (?:documents|policies)"),
    Rule("by_when_agreed", r"\b(?:agreed|agree)\b[^.;]{0,60}\b(?:time ?(?:frame|scale)s?|dates?|deadline|by when|what will happen)|\bwhat will happen and (?:by )?when\b", under=_PUTTING_RIGHT, unless=r"extension|extend|update|respond"),
    Rule("promises_monitored", r"\b(?:action|remed|promise|commitment|resolution|work|agreed)\w*\b[^.;]{0,90}\b(?:monitor|track|follow(?:ed)? (?:up|through)|seen through|log(?:ged)? and)\w*|\b(?:monitor|track|follow up|follow through)\b[^.;]{0,50}\b(?:action|remed|promise|commitment)\w*", unless=r"service request|theme|trend|performance|self-assessment"),
    Rule("resident_updated", r"\b(?:regular(?:ly)?|appropriate|kept?|keep(?:ing)?)\b[^.;]{0,50}\b(?:updates?|updated|informed|up to date)\b[^.;]{0,70}\b(?:until|completed?|completion|actions?|progress|works?)", unless=r"board|governing|committee|extension|survey"),
    Rule("satisfaction", r"\bsatisfaction\b[^.;]{0,80}\b(?:complaints?|handl\w+|handled)|\b(?:complaints?|handl\w+)\b[^.;]{0,60}\bsatisfaction (?:survey|level)s?|\bsurvey\w*\b[^.;]{0,50}\b(?:after|once|following)\b[^.;]{0,30}\bcomplaint", "Residents are asked how satisfied they are with the handling.", unless=r"tenant satisfaction measures|not (?:be )?(?:a|record)|expression of|dissatisf", strength=LIKELY),
)  # fmt: skip


def remedies_of(prose: Prose, read: list[Timing]) -> Remedies:
    """What is done to put things right."""
    return Remedies(
        kinds=gathered(_KINDS, prose, where=_PUTTING_RIGHT),
        payment_working_days=_payment(read),
        **stated_by(_RULES, prose),
    )


def _payment(read: list[Timing]) -> StatedNumber:
    found = []
    for timing in read:
        days = as_days(timing.duration)
        if timing.role is Role.PAY and days and days[1] is not DayKind.CALENDAR:
            note = "The document says days without saying which." if days[1] is DayKind.NOT_SAID else days[2]
            found.append(Candidate(days[0], timing.sentence, LIKELY, note))
    return chosen(found)
