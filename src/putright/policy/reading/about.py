"""Whose policy it is, which version, and when it is in force."""

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from putright.policy.model import About
from putright.policy.reading.choosing import CLEAR, HINT, LIKELY, Candidate, chosen
from putright.policy.reading.prose import Prose, Sentence
from putright.policy.vocabulary import Jurisdiction, Stated, StatedDate, StatedWords, Sure
from putright.workdays import read_date

__all__ = ["NOT_FOUND", "about_of"]

NOT_FOUND = "(not found)"
"""Stands where the file must have a value and the document gives none."""
_OF_SOMETHING_ELSE = re.compile(r"\b(?:unacceptable|compensation policy|this)\b", re.IGNORECASE)
_COVER = 12
_LABEL = 50
_LONGEST_TITLE = 110
_A_QUESTION = re.compile(r"(?:what|how|who|when|where|why|the two stage|if|our stages)\b", re.IGNORECASE)
_FRONT = 60
"""How many sentences at the start are looked at for what stands on a cover."""

_KIND = r"(?:Housing Association|Housing Group|Housing Trust|Housing Society|Housing Partnership|Housing Co-?operative|Borough Council|City Council|District Council|County Council|Metropolitan Borough Council|Homes|Housing|Council|Group|Living|Communities|Almshouses?|Trust|Association)"
_NAME = re.compile(
    rf"\b(?:the\s+)?(?P<name>[A-Z][A-Za-z'&\u2019-]+\s+(?:[A-Z][A-Za-z'&\u2019-]+\s+|&\s+|and\s+(?=[A-Z])|of\s+(?=[A-Z])){{0,4}}{_KIND})\b"
)
_COUNCIL_OF = re.compile(
    r"\b(?P<name>(?:London Borough|Royal Borough|City) of [A-Z][a-z]+(?: and [A-Z][a-z]+)?(?: Council)?)\b"
)
_NOT_A_LANDLORD = re.compile(
    r"\b(?:Housing Ombudsman|Ombudsman|Regulator|Social Housing|Complaint|Policy|Act|Code|Equality|Tenant Panel|Customer|National Housing|Chartered|Building Safety|Local Government|Housing Health|Affordable|Private|Public|Citizens|Resident|Scottish Housing|Leadership|Members?|Executive|Board|Working|Focus|Steering|Scrutiny|Your Home|Supported|Independent|Housing Options|Better|Decent|Data|Our|This|Each|Any|All|Where|If|When)\b|^(?:The|A|An|Your|Their|Its|His|Her)\b"
)
_TITLE = re.compile(
    r"^(?P<title>(?:[\w&',/()-]+\s+){0,7}?(?:complain\w*|redress|feedback)\b[\w\s&',/()-]{0,60}?(?:policy|procedure)(?:\s+(?:and|&)\s+(?:policy|procedure))?)(?:\s+(?:20\d\d|v\.?\s?\d[\d.]*|version\s+\d[\d.]*))?\W*$",
    re.IGNORECASE,
)
_TITLE_INSIDE = re.compile(
    r"\b(?P<title>(?:[A-Z][\w']+,?\s+(?:and\s+|&\s+)?){0,4}Complaints?(?:\s+[A-Z]\w+|\s+and\s+[A-Z]\w+){0,3}?\s+(?:Policy|Procedure))\b"
)
_VERSION = re.compile(
    r"(?:\bversion(?:\s+(?:no|number))?\.?\s*[:|]?\s*|^v(?:ersion)?\.?\s?)(?P<v>\d{1,2}(?:\.\d{1,2})?)\b|^(?P<lone>V\s?\d{1,2}(?:\.\d{1,2})?)$",
    re.IGNORECASE,
)
_MONTHS = "|".join([*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"])
_DATE = re.compile(
    rf"\b(?P<full>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\.?,?\s+(?:20)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:20)?\d\d|20\d\d-\d\d-\d\d)|\b(?P<month>{_MONTHS})\.?,?\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_LABELS = (
    # What is written before a date, and which date that makes it; an approval is a hint at the start, no more.
    ("effective_until", r"effective (?:to|until)|valid (?:to|until)|expir(?:y|es)|end date", CLEAR),
    ("next_review", r"next (?:policy )?review(?: date| due)?|review(?: due)?(?: date)?(?: by)?\s*(?::|\||$)|date (?:of|for) (?:next )?review|(?:due for|to be) review(?:ed)?|will be reviewed (?:in|by)", CLEAR),
    ("effective_from", r"effective (?:from|date)|date effective|effective\s*:|in force from|comes? into (?:force|effect)|implementation date|valid from|start date|policy date|with effect from|applies from", CLEAR),
    ("effective_from", r"(?:date )?(?:approved|adopted|of approval|of issue|issued|published)(?: on| date)?|approval date|issue date|publication date|last (?:updated|reviewed|revised|amended)|date of (?:last )?(?:review|revision|publication)|updated", LIKELY),
)  # fmt: skip
_LABEL_PATTERNS = tuple(
    (name, re.compile(rf"\b(?:{words})", re.IGNORECASE), strength) for name, words, strength in _LABELS
)
_NATIONS = (
    (Jurisdiction.SCOTLAND, r"scottish public services ombudsman|\bspso\b|scottish housing regulator|scottish social housing charter|scottish secure tenan"),
    (Jurisdiction.WALES, r"public services ombudsman for wales|\bpsow\b|renting homes \(wales\)|welsh government|ombudsman wales"),
    (Jurisdiction.NORTHERN_IRELAND, r"\bnipso\b|northern ireland (?:public services )?ombudsman|northern ireland housing executive"),
    (Jurisdiction.ENGLAND, r"housing ombudsman|regulator of social housing|social housing \(regulation\) act|local government (?:and social care )?ombudsman"),
)  # fmt: skip
_NATION_PATTERNS = tuple((nation, re.compile(words, re.IGNORECASE)) for nation, words in _NATIONS)
_OTHERS_ARE_PLAIN = 3
"""One nation's bodies named this many times as often as another's settle it."""
_CODE = re.compile(r"complaint(?:s)? handling code", re.IGNORECASE)
_CODE_YEAR = re.compile(
    r"complaints? handling code[^.;]{0,50}?\b(?P<after>2020|2022|2024)\b|\b(?P<before>2020|2022|2024)\s+(?:statutory\s+)?(?:housing ombudsman'?s?\s+)?complaints? handling code|\bcode of (?P<of>2020|2022|2024)",
    re.IGNORECASE,
)


_KEEPS_TO = re.compile(
    r"in line with|\bwe compl(?:y|ied)|(?:policy|it) compl(?:y|ies)|compl(?:y|ies|iant|iance) with|accordance|follow|adhere|meets?\b|adopt",
    re.IGNORECASE,
)


def about_of(prose: Prose) -> About:
    """What the cover, the version table and the first pages say of the document itself."""
    dates = _dates(prose)
    return About(
        landlord=_landlord(prose) or _none("the landlord's name"),
        title=_title(prose) or _none("the document's title"),
        version=_version(prose),
        jurisdiction=_jurisdiction(prose),
        follows=_follows(prose),
        effective_from=dates.get("effective_from") or _last_of_history(prose),
        effective_until=dates.get("effective_until"),
        next_review=dates.get("next_review"),
    )


def _none(what: str) -> Stated[str]:
    return Stated(
        NOT_FOUND,
        "not found",
        "",
        Sure.LOW,
        f"The document does not say {what} in a way that was found: write it here.",
    )


def _landlord(prose: Prose) -> StatedWords:
    """The proper name that looks like a landlord's and stands most often."""
    counted: Counter[str] = Counter()
    first: dict[str, Sentence] = {}
    for sentence in (*prose.sentences, *prose.history):
        for pattern in (_NAME, _COUNCIL_OF):
            for match in pattern.finditer(sentence.text):
                name = " ".join(match["name"].split())
                if not _NOT_A_LANDLORD.search(name):
                    counted[name] += 1
                    first.setdefault(name, sentence)
    if not counted:
        return None
    best, times = max(counted.items(), key=lambda each: (each[1], len(each[0])))
    # The full name at the start of a document is written once and then shortened.
    longer = [name for name in counted if name.startswith(best) and name != best]
    name = max(longer, key=len) if longer and counted[max(longer, key=len)] * 3 >= times else best
    early = first[name] in prose.sentences[:_COVER]
    return chosen([Candidate(name, first[name], LIKELY if times > 1 or early else HINT)])


def _title(prose: Prose) -> StatedWords:
    """The title on the cover; else the name that the text most often gives the policy."""
    for place, sentence in enumerate(prose.sentences[:_FRONT]):
        match = _TITLE.match(sentence.text) if _may_be_title(sentence.text) else None
        if match and not _OF_SOMETHING_ELSE.search(match["title"]):
            title = match["title"].strip(" -\u2013:").removeprefix("Our ")
            return chosen([Candidate(title, sentence, CLEAR if place < _COVER else LIKELY)])
    counted: Counter[str] = Counter()
    where: dict[str, Sentence] = {}
    for sentence in prose.sentences:
        for match in _TITLE_INSIDE.finditer(sentence.text):
            title = re.sub(r"^(?:The|Our|This|In|Their)\s+", "", " ".join(match["title"].split()))
            counted[title] += 1
            where.setdefault(title, sentence)
    if not counted:
        return None
    best = counted.most_common(1)[0][0]
    return chosen([Candidate(best, where[best], HINT, "Taken from the text: no title was found.")])


def _may_be_title(text: str) -> bool:
    """A title is no sentence, asks nothing and begins in capitals."""
    short = len(text) < _LONGEST_TITLE and text[:1].isupper()
    return short and not text.endswith((".", "?")) and not _A_QUESTION.match(text)


def _version(prose: Prose) -> StatedWords:
    found = []
    for sentence in prose.sentences[:_FRONT]:
        match = _VERSION.search(
            f"{sentence.lead.rpartition(': ')[2]} {sentence.text}".strip() if sentence.lead else sentence.text
        )
        if match and len(sentence.text) < 60:  # noqa: PLR2004
            found.append(Candidate(match["lone"] or f"V{match['v']}", sentence, CLEAR))
    if found:
        return chosen(found[:1])
    last = [
        (m, s)
        for s in prose.history
        if (m := re.fullmatch(r"v?(?:ersion)?\s?(\d{1,2}(?:\.\d{1,2})?)", s.text, re.IGNORECASE))
    ]
    if not last:
        return None
    match, sentence = max(last, key=lambda each: float(each[0][1]))
    return chosen([Candidate(sentence.text if sentence.text[0] in "vV" else f"V{match[1]}", sentence, LIKELY)])


def _jurisdiction(prose: Prose) -> Stated[Jurisdiction] | None:
    counted: Counter[Jurisdiction] = Counter()
    first: dict[Jurisdiction, Sentence] = {}
    for sentence in prose.sentences:
        for nation, pattern in _NATION_PATTERNS:
            if pattern.search(sentence.text):
                counted[nation] += 1
                first.setdefault(nation, sentence)
                break
    if not counted:
        return None
    (best, times), *others = counted.most_common()
    plain = not others or times >= _OTHERS_ARE_PLAIN * others[0][1]
    note = "" if plain else f"Bodies of {others[0][0].value.replace('_', ' ')} are named too."
    return chosen(
        [Candidate(best, first[best], LIKELY if plain else HINT, note or "Told by the bodies that are named.")]
    )


def _follows(prose: Prose) -> StatedWords:
    """The Code it says it follows, with its year where the document gives one."""
    named = [s for s in prose.sentences if _CODE.search(s.text) and not s.heading]
    years = [
        Candidate(f"housing-ombudsman {m['after'] or m['before'] or m['of']}", s, LIKELY)
        for s in named
        if (m := _CODE_YEAR.search(s.text))
    ]
    if years:
        return chosen(years)
    ours = [
        sentence
        for place, sentence in enumerate(prose.sentences)
        if sentence in named and _KEEPS_TO.search(near := _with_next(prose, place)) and "ombudsman" in near.lower()
    ]
    return chosen([Candidate("housing-ombudsman", ours[0], LIKELY, "No edition is named.")]) if ours else None


def _with_next(prose: Prose, place: int) -> str:
    """A sentence and the next of its passage: "The Code sets out ... We comply with that code."."""
    own = prose.sentences[place]
    return " ".join(s.text for s in prose.sentences[place : place + 2] if s.paragraph == own.paragraph)


# ---- dates


def _dates(prose: Prose) -> dict[str, StatedDate]:
    found: dict[str, list[Candidate[date]]] = {}
    front = (
        prose.sentences[:_FRONT] + prose.sentences[-_FRONT:] if len(prose.sentences) > 2 * _FRONT else prose.sentences
    )
    for place, sentence in enumerate(front):
        for name, day, note, strength in _dated(_labelled(front, place)):
            found.setdefault(name, []).append(Candidate(day, sentence, strength, note))
    return {name: _plainest(candidates) for name, candidates in found.items()}


def _labelled(front: Sequence[Sentence], place: int) -> str:
    """A line with what names it: its row's label, or the short line just above."""
    own, before = front[place], front[place - 1] if place else None
    label = f"{own.lead} {own.text}" if own.lead else own.text
    above = (
        before is not None and before.paragraph == own.paragraph - 1 and max(len(before.text), len(own.text)) < _LABEL
    )
    return f"{before.text}: {label}" if above and before else label


def _plainest(candidates: list[Candidate[date]]) -> StatedDate:
    """A date that says "effective" is not disputed by one that says "approved"."""
    strongest = max(candidate.strength for candidate in candidates)
    return chosen([candidate for candidate in candidates if candidate.strength == strongest])


def _dated(label: str) -> Iterator[tuple[str, date, str, int]]:
    """The dates in a line, each named by the label that stands last before it."""
    for match in _DATE.finditer(label[:400]):
        head = label[: match.start()]
        labels = [
            (found.end(), name, strength)
            for name, pattern, strength in _LABEL_PATTERNS
            for found in pattern.finditer(head)
        ]
        if not labels:
            continue
        end, name, strength = max(labels, key=lambda each: each[0])
        day = _day(match, last=name != "effective_from")
        if day is not None and len(head) - end < 45:  # noqa: PLR2004
            yield name, day, "" if match["full"] else "Only the month is given.", strength


def _day(match: re.Match[str], *, last: bool) -> date | None:
    """The day; for a month alone its first, or its last for an end."""
    try:
        if match["full"]:
            return read_date(match["full"])
        first = read_date(f"1 {match['month'][:3]} {match['year']}")
    except ValueError:
        return None
    return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if last else first


def _last_of_history(prose: Prose) -> StatedDate:
    """The date of the last version in the version table, where nothing else says from when it is in force."""
    found = []
    for sentence in prose.history:
        match = _DATE.fullmatch(sentence.text.strip())
        day = _day(match, last=False) if match else None
        if day is not None and not re.search(r"review", sentence.lead, re.IGNORECASE):
            note = "The date of this version; no other is given."
            found.append(
                Candidate(
                    day, sentence, LIKELY, note if match and match["full"] else f"{note} Only the month is given."
                )
            )
    return chosen([max(found, key=lambda one: one.value)]) if found else None
