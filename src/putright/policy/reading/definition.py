"""The definition of a complaint as printed, and what the policy sets beside it: service requests and surveys."""

import re
from collections.abc import Iterator

from putright.policy.intake import Definitions
from putright.policy.reading.choosing import CLEAR, LIKELY, Candidate, chosen
from putright.policy.reading.prose import Prose
from putright.policy.reading.rules import Rule, stated_by
from putright.policy.vocabulary import StatedWords

__all__ = ["definitions_of"]

_EXPRESSION = re.compile(
    r"\b(?:an?|any|the)?\s*expressions?\s+of\s+(?:\w+\s+){0,3}(?:dissatisfaction|discontent)\b", re.IGNORECASE
)
_DEFINES = re.compile(
    r"\bcomplaints?\b[^.;]{0,60}\b(?:is|are|as|means?|shall be|defined|be defined|definition|considered to be|constitutes)\b|\bdefin(?:e|es|ed|ition)\b",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(
    r"\b(?:a |we |formal )?complaints?\s+(?:is|are|means)\s+(?:defined as\s+)?(?P<what>(?:when|where|an?|any|something|about)\b[^.]{12,400})|\bdefine a complaint as\s*:?\s*(?P<as>[^.]{12,400})",
    re.IGNORECASE,
)
_NOT_DEFINING = re.compile(r"\b(?:survey|feedback form|service request|not (?:a |be )|isn't|informal)\b", re.IGNORECASE)
_QUOTES = "\"'\u201c\u201d\u2018\u2019 "
_SHORTEST = 20
_LONGEST_ITEM = 160

_RULES = (
    Rule("any_words", r"\b(?:not|\w{1,8}n['\u2019]t|no need|without)\b[^.;]{0,50}\b(?:us(?:e|ing)|mention|say(?:ing)?|contain|include|call(?:ed)?)\b[^.;]{0,30}\bcomplaint", may_deny=True),
    Rule("choice_offered", r"\b(?:express\w*|sounds?|shows?)\b[^.;]{0,40}\bdissatisf\w+[^.;]{0,80}\b(?:choice|option|opportunity|asked? (?:if|whether)|offer\w*)\b|\b(?:give|offer|provide)\w*\b[^.;]{0,40}\b(?:choice|option|opportunity)\b[^.;]{0,20}\b(?:to|of)\s+(?:mak|rais|complain|log)\w*", unless=r"survey"),
    Rule("dissatisfaction_set_aside", r"\b(?:record|note|log)\w*\b[^.;]{0,30}\bdissatisfaction\b[^.;]{0,140}|\bexpress\w*\b[^.;]{0,20}\bdissatisf\w+[^.;]{0,100}\bnot (?:be )?(?:record|log|treat|class)\w*", "Dissatisfaction may be noted without being taken as a complaint.", unless=r"survey|satisfaction level", may_deny=True, strength=LIKELY),
    Rule("dissatisfaction_set_aside", r"\bnot (?:every|all) expressions? of dissatisfaction\b|\bdissatisfaction\b[^.;]{0,70}\b(?:treated|dealt with|handled|recorded|logged) as (?:a |an )?(?:service |informal )?(?:request|query|concern|feedback)|\b(?:service request|query|concern|informal\w*)\b[^.;]{0,60}\brather than (?:as )?(?:a |through |our |the )*(?:formal )?complaint", "Dissatisfaction may be noted without being taken as a complaint.", unless=r"survey", may_deny=True, strength=LIKELY),
    Rule("service_request", r"\bservice requests?\b[^.;]{0,40}\b(?:is|are|means?|as|when|where)\b[^.;]{0,60}\b(?:request\w*|ask\w*|requir\w*|contact\w*|report\w*)\b", "Asking the landlord to put something right.", unless=r"unhappy|dissatisf|survey", strength=LIKELY),
    Rule("requests_recorded", r"\bservice requests?\b[^.;]{0,60}\b(?:recorded|logged)\b|\b(?:record|log)\w*\b[^.;]{0,40}\bservice requests?\b", may_deny=True, unless=r"subject access|stage|escalation|not (?:be )?(?:recorded|logged)"),
    Rule("requests_reviewed", r"\bservice requests?\b[^.;]{0,80}\b(?:reviewed|monitored)\b", may_deny=True, unless=r"not (?:be )?(?:reviewed|monitored)|subject access|stage|escalation|review request|complaints? (?:are|will)"),
    Rule("unhappy_request_becomes_complaint", r"\b(?:unhappy|dissatisf\w*|not satisfied|not happy)\b[^.;]{0,90}\b(?:service|their|your|the|a|initial) request\b[^.;]{0,140}\b(?:complaint|complain)\b|\bcomplaint\b[^.;]{0,90}\b(?:unhappy|dissatisf\w*|not satisfied|not happy)\b[^.;]{0,60}\b(?:response to|handling of|handled|progress)[^.;]{0,30}\brequest", unless=r"survey|stage|escalat|review|not (?:be )?(?:treated|recorded|logged|raised|taken)", may_deny=True),
    Rule("request_work_goes_on", r"\b(?:continue|carry on|not stop|keep (?:on )?working|go on|still (?:work|try))\w*\b[^.;]{0,70}\b(?:service )?request|\brequest\b[^.;]{0,70}\b(?:will (?:still )?(?:continue|carry on|go on)|not (?:be )?(?:stop|delay|paus)\w*)", may_deny=True, unless=r"stage|escalat|review request"),
    Rule("survey_is_complaint", r"\b(?:surveys?|questionnaires?)\b[^.;]{0,140}\b(?:not|\w{1,8}n['\u2019]t)\b[^.;]{0,40}\b(?:complaint|defin|record|treat|class|log)\w*|\b(?:not|\w{1,8}n['\u2019]t)\b[^.;]{0,60}\bcomplaints?\b[^.;]{0,80}\bsurvey|\b(?:not|\w{1,8}n['\u2019]t)\s+(?:define|treat|class|consider|record|log)\w*\b[^.;]{0,80}\bsurveys?\b[^.;]{0,40}\bcomplaint", False, may_deny=True),
    Rule("survey_is_complaint", r"\bsurveys?\b[^.;]{0,120}\b(?:will|is|are)\s+(?:automatically\s+|always\s+)?(?:be\s+)?(?:treat|log|record|register|rais|class)\w*\s+as\s+(?:a\s+)?(?:formal\s+)?complaints?", True),
    Rule("survey_signposted", r"\b(?:survey|questionnaire|feedback)\w*\b[^.;]{0,220}\b(?:guidance|inform\w*|told|made aware|signpost\w*|advis\w*|details? (?:of|on)|how (?:to|they can|you can))\b[^.;]{0,60}\b(?:complain\w*|raise|pursue|one\b)", may_deny=True),
)  # fmt: skip


def definitions_of(prose: Prose) -> Definitions:
    """What counts as a complaint, and what does not yet."""
    return Definitions(complaint=_definition(prose), **stated_by(_RULES, prose))


def _definition(prose: Prose) -> StatedWords:
    """The sentence that defines a complaint, from "an expression" on, with the list that finishes it."""
    found: list[Candidate[str]] = []
    for place, sentence in enumerate(prose.sentences):
        match = _EXPRESSION.search(sentence.text)
        if match is None or sentence.heading or _NOT_DEFINING.search(sentence.text[: match.start()]):
            continue
        defines = _DEFINES.search(_before(prose, place) + " " + sentence.text[: match.start()]) or re.search(
            r"definition", sentence.section.path, re.IGNORECASE
        )
        words = _printed(sentence.text[match.start() :].lstrip(), prose, place)
        if len(words) >= _SHORTEST and defines:
            found.append(Candidate(words, sentence, CLEAR))
    if not found:
        found = _in_other_words(prose)
    return chosen(found, agree=_alike, fuller=len)


def _before(prose: Prose, place: int) -> str:
    """The few words before: a definition often stands in quotes under "we define a complaint as:"."""
    near = prose.sentences[max(0, place - 2) : place]
    return " ".join([*(sentence.text[-160:] for sentence in near), prose.sentences[place].lead[-160:]])


def _printed(words: str, prose: Prose, place: int) -> str:
    """The definition to the end of its sentence; a list that it introduces belongs to it."""
    quoted = re.match(r"[^\"\u201d\u201c]{20,}?[\"\u201d]", words)
    words = quoted[0] if quoted else words
    if words.rstrip().endswith((":", ":-", "about")):
        words = f"{words.rstrip(' :-')} {'; '.join(_items(prose, place))}"
    return re.sub(r"[\"'\u201d\u2019]\.$", "", words.strip()).strip(_QUOTES).strip()


def _items(prose: Prose, place: int) -> Iterator[str]:
    own = prose.sentences[place]
    for other in prose.sentences[place + 1 : place + 10]:
        in_the_list = other.section == own.section and len(other.text) < _LONGEST_ITEM and other.kind is not own.kind
        if other.lead != own.text and not in_the_list:
            return
        yield other.text.strip(" ;,.")


def _in_other_words(prose: Prose) -> list[Candidate[str]]:
    """A definition that is not the usual sentence: only under a heading about definitions, or where it says "define"."""
    found = []
    for sentence in prose.sentences:
        match = _OTHER_WORDS.search(sentence.text)
        if match is None or sentence.heading or _NOT_DEFINING.search(sentence.text):
            continue
        asked = re.search(
            r"defin|what is (?:a |the )?complaint|what (?:we mean|counts|do we mean)|meaning",
            f"{sentence.section.path} {sentence.text}",
            re.IGNORECASE,
        )
        if asked:
            found.append(
                Candidate(
                    (match["what"] or match["as"]).strip(_QUOTES),
                    sentence,
                    LIKELY,
                    "Not the usual sentence: check that it is the definition.",
                )
            )
    return found


def _alike(one: str, other: str) -> bool:
    """The same words, whatever their quotes and stops; one may be cut short."""
    bare = ["".join(c for c in text.lower() if c.isalpha()) for text in (one, other)]
    return bare[0].startswith(bare[1]) or bare[1].startswith(bare[0])
