"""How residents can complain: each way the policy names, with its number, address or page."""

import re
from collections.abc import Iterator

from putright.passages import PassageKind
from putright.policy.intake import Channel
from putright.policy.reading.contacts import body_of_address
from putright.policy.reading.printed import EMAIL, PHONE, POSTCODE, WEB, tidy_web
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.vocabulary import ChannelKind, Sure

__all__ = ["channels_of"]

# What names each way; a sentence may name several.
_WAYS = (
    (ChannelKind.EMAIL, r"e-?mail(?:ing|ed|s)?\b"),
    (ChannelKind.TELEPHONE, r"(?:tele)?phon(?:e|ing)\b|call(?:ing)?\b(?! (?:at|in|into|round))|\bring(?:ing)?\b|\btel\b"),
    (ChannelKind.WEB_CHAT, r"(?:live|web|online)[\s-]?chat\b|\bchatbot\b"),
    (ChannelKind.PORTAL, r"\bportal\b|(?:my|your|online|customer|tenant|resident)\s+(?:\w+\s+)?(?:account|hub)\b|\bhub\b|self[\s-]service"),
    (ChannelKind.APP, r"\bapp\b"),
    (ChannelKind.ONLINE_FORM, r"(?:online|web|website|electronic|electronically|e-)[\w' -]{0,32}\bforms?\b|\bforms?\b[^.;]{0,30}\b(?:on|via|through)\s+(?:our|the)\s+(?:website\b|site\b)|complaints? form (?:on|via|at)(?: (?:our|the) website\b)?"),
    (ChannelKind.POST, r"writing to\b|\bwrite to\b|\bpost\b(?!\s+a)|\bletters?\b|\bby mail\b|\bin writing\b"),
    (ChannelKind.IN_PERSON, r"\bin person\b|face[\s-]to[\s-]face|\bvisit(?:ing)?\b[^.;]{0,40}\b(?:office|us|hub|reception)|call(?:ing)? (?:in|into|at)\b|at (?:any of )?our offices?|home visit"),
    (ChannelKind.TEXT_MESSAGE, r"\btext(?:[\s-](?:message|based)|ing|s)?\b(?! to speech)|\bsms\b|whatsapp"),
    (ChannelKind.SOCIAL_MEDIA, r"social media|facebook|twitter|instagram"),
    (ChannelKind.ANY_STAFF, r"\bany\s+(?:member|members|one)\s+of\b(?! the public)|\bany\s+(?:employee|colleague|staff|officer)|\b(?:speak(?:ing)?|talk(?:ing)?|tell(?:ing)?)\s+(?:to\s+)?(?:a|any|one of our)\s+(?:member|colleague|staff|housing officer)|member of (?:our )?staff|\bany of our (?:staff|colleagues|employees|team)"),
    (ChannelKind.CONTRACTOR, r"\bcontractors?\b"),
    (ChannelKind.PAPER_FORM, r"\b(?:paper|printed)\s+(?:complaints?\s+)?forms?\b|\bcomplaints?\s+(?:leaflet|form)\b(?!s? (?:on|via|at|online))"),
    (ChannelKind.WEBSITE, r"\b(?:our|the|via|through|using)\s+(?:[\w'\u2019]+\s+){0,2}website\b|\bon-?line\b(?!\s+(?:complaints?\s+|web\s*)?(?:form|portal|account|chat))"),
)  # fmt: skip
_WAY_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WAYS)
_ON_THE_WEBSITE = {ChannelKind.WEB_CHAT, ChannelKind.PORTAL, ChannelKind.ONLINE_FORM, ChannelKind.APP}
"""Ways that stand on the website: naming it with them names no further way."""
_PLACE = re.compile(
    r"\bcomplain to us|\btelling us|\bways to complain|\bget in touch|\bhow (?:to|do i|can (?:i|you)|you can|residents can|customers can|complaints can)\b[^>]{0,40}\bcomplain|making (?:a|your) complaint|make (?:a|your) complaint|reporting a complaint"
    r"|ways? (?:to|of|you can|in which)[^>]{0,40}\bcomplain|complaints?\s+(?:can|may) be (?:made|raised|submitted|reported|received)|raising (?:a|your) complaint|\bhow to contact us|receiving complaints|access(?:ing|ibility)?\b[^>]{0,20}\bcomplain|channels",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:they|this|it) (?:can|may) be (?:made|raised|submitted)\b[^.;]{0,30}\b(?:verbally|in|by|via)\b|\bcomplaints? (?:will be|are|can be) (?:accepted|made|received|taken|raised)\b|\b(?:ring|call|phone|e-?mail|write|fill in|complete|contact)\b[^.;]{0,140}\bto (?:make|raise|log|submit|register) (?:a|your) complaint\b|\b(?:you|customers|residents|tenants) can (?:tell us|complain)\b[^.;]{0,60}\b(?:by|in|via|through|using|on)\b|\b(?:complain(?:ts?)?|concerns?)\b[^.;]{0,70}\b(?:by|via|through|using|in the following ways|following (?:channels|ways|methods)|in any (?:way|of)|to any|with any|either)\b"
    r"|\b(?:by|via|through|including via|including through)\b[^.;]{0,80}\bcomplain|\b(?:can|may)\b[^.;]{0,30}\b(?:make|raise|submit|report|register|tell us|complain)\b[^.;]{0,80}\b(?:by|via|to|through|with|using|in|online|on)\b"
    r"|\braise complaints?\b|\branges? of ways|\b(?:ways|channels|methods)\b[^.;]{0,60}\bcomplain|\baccept complaints?\b[^.;]{0,50}\b(?:by|via|through|in|from social)",
    re.IGNORECASE,
)
_NOT_A_WAY = re.compile(
    r"\b(?:acknowledg\w*|we (?:will|may|can)(?: also)? (?:contact|call|email|write|respond|reply|send|telephone|phone)|ombudsman|extension|representative|third party|third-party|on (?:my|your|their|his|her) behalf|published|available on|policy is|copy of|printed copy|large print|translation|survey|alternative formats?|confirm\w*|repairs? (?:can|should)|service requests?|compensation|learning|if you (?:need|would like) (?:help|this)|stage (?:2|two)|escalat\w+|training|trained|appeal|review)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no provision|not|cannot|\w{1,8}n['\u2019]t|unable|no longer)\b[^.;]{0,60}$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"ombudsman|exclu|not a complaint|isn.t a complaint|service request|represent|third party|equality|adjust|ombudsman|stage|compensation|data protection|definition",
    re.IGNORECASE,
)
_SOCIAL_HANDLING = re.compile(
    r"\b(?:private\w*|privacy|offline|direct message|confidential\w*|personal (?:data|information|details)|inbox|publicly)\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\bpass(?:ed)?\b[^.;]{0,60}\bwithin\s+(?P<n>\d{1,2}|one|two|three)\s+working\s+days?", re.IGNORECASE
)
_LONGEST_HANDLING = 300
_LONGEST_WAY = 200
_ASKS_FOR_DETAILS = re.compile(r"\b(?:we need|tell us|include|what|details|will)\b", re.IGNORECASE)
_EVEN_SO = re.compile(r"social media|any (?:member|staff|employee|colleague)", re.IGNORECASE)
"""Ways that are often named together with what happens next."""
_GOES_ON = re.compile(r"(?:this|these|they|you can also)\b", re.IGNORECASE)
_BEGINS_A_WAY = re.compile(
    r"\W*(?:by |via |through |call|phone|telephone|e-?mail|write|visit|online|in person|text|post|using|speak)",
    re.IGNORECASE,
)
_DAYS = {"one": 1, "two": 2, "three": 3}


def channels_of(prose: Prose) -> tuple[Channel, ...]:
    """The ways to complain in the order of the document, each address once; none where the document names none."""
    found: dict[tuple[ChannelKind, str], Channel] = {}
    for place, sentence in enumerate(prose.sentences):
        sure = _is_about_complaining(sentence, prose, place)
        if sure is None:
            continue
        for channel in _ways(sentence, prose, place, sure):
            known = [key for key in found if key[0] is channel.kind]
            if not known or (channel.detail and (channel.kind, channel.detail.lower()) not in found):
                if known == [(channel.kind, "")]:
                    del found[channel.kind, ""]
                found[channel.kind, channel.detail.lower()] = channel
    return tuple(found.values())


def _is_about_complaining(sentence: Sentence, prose: Prose, place: int) -> Sure | None:
    """Whether a sentence lists ways to complain: it says so, or its list's lead does, or it stands under such a heading."""
    if sentence.heading or (sentence.kind is PassageKind.ROW and not _PLACE.search(sentence.around)):
        return None
    titled = any(_PLACE.search(title) for title in sentence.section.trail[-1:])
    if sentence.lead and sentence.kind is PassageKind.BULLET:
        return _in_a_list(sentence, titled=titled)
    own = bool(_SAYS.search(sentence.text))
    if _NOT_A_WAY.search(sentence.text) and not (own and _EVEN_SO.search(sentence.text)):
        return None
    if own and not _ELSEWHERE.search(sentence.section.title):
        return Sure.HIGH
    before = prose.sentences[place - 1] if place else None
    if (
        before
        and before.paragraph == sentence.paragraph
        and _SAYS.search(before.text)
        and _GOES_ON.match(sentence.text)
    ):
        return Sure.MEDIUM
    return Sure.MEDIUM if titled and _BEGINS_A_WAY.match(sentence.text) else None


def _in_a_list(sentence: Sentence, *, titled: bool) -> Sure | None:
    """A bullet: its lead says that these are ways to complain, or the heading does and the lead says nothing else."""
    if _SAYS.search(sentence.lead) or _PLACE.search(sentence.lead):
        return None if _NOT_A_WAY.search(sentence.lead) else Sure.HIGH
    if titled and len(sentence.text) < _LONGEST_WAY and not _ASKS_FOR_DETAILS.search(sentence.lead):
        return Sure.MEDIUM
    return None


def _ways(sentence: Sentence, prose: Prose, place: int, sure: Sure) -> Iterator[Channel]:
    text = sentence.text
    named = [(kind, match) for kind, pattern in _WAY_PATTERNS if (match := pattern.search(text))]
    exact = [match.span() for kind, match in named if kind in _ON_THE_WEBSITE]
    named = [
        (kind, m)
        for kind, m in named
        if kind is not ChannelKind.WEBSITE or not any(a <= m.start() < b for a, b in exact)
    ]
    kinds = {kind for kind, match in named if not _DENIED.search(text[: match.start()])}
    settled = _settled(kinds, text)
    for kind in settled:
        for detail in _details(kind, text, prose, place, alone=len(settled) == 1):
            yield Channel(
                kind=kind,
                section=sentence.cited,
                detail=detail,
                handling=_handling(kind, sentence, prose, place),
                pass_on_working_days=_passed_on(kind, prose, place),
                passage=sentence.passage,
                sure=sure,
            )


def _settled(kinds: set[ChannelKind], text: str) -> list[ChannelKind]:
    """One way for words that could name two: a chat on the website is a chat, a form there a form."""
    exact = {ChannelKind.WEB_CHAT, ChannelKind.PORTAL, ChannelKind.ONLINE_FORM, ChannelKind.APP}
    if kinds & exact and not re.search(r"[,;]", text):
        kinds = kinds - {ChannelKind.WEBSITE}
    if ChannelKind.ONLINE_FORM in kinds:
        kinds = kinds - {ChannelKind.PAPER_FORM} if "paper" not in text.lower() else kinds
    if (
        ChannelKind.PORTAL in kinds
        and re.search(r"\bportal\b|\bhub\b", text, re.IGNORECASE)
        and not re.search(r"[,;]", text)
    ):
        kinds = kinds & {ChannelKind.PORTAL}
    return [kind for kind, _ in _WAY_PATTERNS if kind in kinds]


def _details(kind: ChannelKind, text: str, prose: Prose, place: int, *, alone: bool) -> list[str]:
    match kind:
        case ChannelKind.EMAIL:
            return [m[0].rstrip(".") for m in EMAIL.finditer(text) if body_of_address(m[0]) is None] or [""]
        case ChannelKind.TELEPHONE:
            return [" ".join(m[0].split()) for m in PHONE.finditer(text)] or [""]
        case ChannelKind.POST:
            return [_postal(text, prose, place)]
        case ChannelKind.WEB_CHAT | ChannelKind.PORTAL | ChannelKind.ONLINE_FORM | ChannelKind.WEBSITE if alone:
            return [tidy_web(m[0]) for m in WEB.finditer(EMAIL.sub(" ", text)) if body_of_address(m[0]) is None][
                :1
            ] or [""]
        case _:
            return [""]


def _postal(text: str, prose: Prose, place: int) -> str:
    """The address that follows "writing to us at", down to its postcode, when it comes within a few lines."""
    here = prose.sentences[place]
    start = re.search(
        r"(?:writing|write|post|letter)[^:]{0,40}?(?:\bto\b[^:,]{0,12}(?:\bat\b)?|\bat\b)\s*:?\s*", text, re.IGNORECASE
    )
    lines = [text[start.end() :]] if start else []
    for sentence in prose.sentences[place + 1 : place + 7]:
        if lines and POSTCODE.search(" ".join(lines)):
            break
        if len(sentence.text) > 90 or (sentence.section.number != here.section.number):  # noqa: PLR2004
            break
        if not start:
            return ""
        lines.append(sentence.text)
    whole = ", ".join(line.strip(" ,:") for line in lines if line.strip(" ,:"))
    code = POSTCODE.search(whole)
    return whole[: code.end()] if code and code.end() < 200 else ""  # noqa: PLR2004


def _handling(kind: ChannelKind, sentence: Sentence, prose: Prose, place: int) -> str:
    """What the policy says happens to a complaint made on social media, in its words."""
    if kind is not ChannelKind.SOCIAL_MEDIA:
        return ""
    near = [s for s in prose.sentences[place : place + 4] if s.section == sentence.section]
    told = [s for s in near if _SOCIAL_HANDLING.search(s.text)]
    if told:
        return " ".join(s.text for s in near if s in told or s.paragraph == told[0].paragraph)[:_LONGEST_HANDLING]
    for other in prose.sentences:
        if re.search(r"social media", f"{other.text} {other.section.title}", re.IGNORECASE) and _SOCIAL_HANDLING.search(
            other.text
        ):
            return other.text[:_LONGEST_HANDLING]
    return ""


def _passed_on(kind: ChannelKind, prose: Prose, place: int) -> int | None:
    if kind not in {ChannelKind.ANY_STAFF, ChannelKind.CONTRACTOR}:
        return None
    for other in prose.sentences[place : place + 4]:
        match = _PASSED_ON.search(other.text)
        if match:
            return _DAYS.get(match["n"].lower()) or int(match["n"])
    return None
