"""What is said about refusing: how each complaint is considered, and what a resident is told."""

from putright.policy.intake import Acceptance
from putright.policy.reading.exclusions import exclusions_of
from putright.policy.reading.prose import Prose
from putright.policy.reading.rules import Rule, stated_by

__all__ = ["acceptance_of"]

_NOT_ACCEPTED = r"(?:not (?:to )?(?:be )?accept\w*|(?:un|not )able to (?:accept|consider|investigate)|can(?:not|'t|\u2019t) (?:accept|consider|investigate)|(?:won't|won\u2019t|will not|do not|don't|don\u2019t) (?:accept|consider|investigate|take)|refus\w+ (?:to accept|a complaint|complaints?)|declin\w+|reject\w*|exclud\w+)"

_RULES = (
    Rule("own_merits", r"\b(?:each|every|all)\b[^.;]{0,40}\b(?:case|complaint|request|circumstances?)s?\b[^.;]{0,70}\b(?:(?:own|its|their) merits?|individual (?:basis|circumstances|merits?)|facts of|case[- ]by[- ]case|individually)", unless=r"anonymous|compensation"),
    Rule("own_merits", r"\b(?:consider|assess)\w*\b[^.;]{0,40}\b(?:each (?:case|complaint)|individual circumstances|on (?:its|their) own merits?|case[- ]by[- ]case)", unless=r"anonymous|compensation"),
    Rule("refusal_explained", rf"{_NOT_ACCEPTED}[^.;]{{0,140}}\b(?:explain|explanation|reasons?|why)\b", may_deny=True, unless=r"escalat|stage (?:2|two)|not (?:be )?(?:explain|give)"),
    Rule("refusal_explained", rf"\b(?:explain|explanation|reasons?|why)\b[^.;]{{0,100}}{_NOT_ACCEPTED}", may_deny=True, unless=r"escalat|stage (?:2|two)|good reason"),
    Rule("refusal_right_to_ombudsman", rf"{_NOT_ACCEPTED}[^.]{{0,260}}\b(?:right|can|may|able|option|how)\b[^.;]{{0,60}}\bombudsman", may_deny=True),
    Rule("refusal_right_to_ombudsman", r"\b(?:right|can|may)\b[^.;]{0,30}\b(?:take|challenge|appeal|refer)\b[^.;]{0,30}\b(?:this|that|our|the) (?:decision|refusal)\b[^.;]{0,40}\bombudsman", under=r"exclu|not (?:a )?complaint|accept|refus|isn.t|deal with"),
    Rule("ombudsman_may_overrule", r"\bombudsman\b[^.;]{0,60}\b(?:may|can|could|does|do)\b[^.;]{0,20}\b(?:not agree|disagree|tell us|instruct|require us|ask us|direct|overrule|order)\b", may_deny=True, under=r"exclu|not|accept|refus|isn.t|deal"),
)  # fmt: skip


def acceptance_of(prose: Prose) -> Acceptance:
    """What is taken, what is not, and what the resident is told."""
    return Acceptance(exclusions=exclusions_of(prose), **stated_by(_RULES, prose))
