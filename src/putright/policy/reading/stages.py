"""Which stage a sentence is about: by its own words, its table's labels, its headings, or the sentence before.

Stage 0 stands here for whatever comes before stage 1: an informal stage, "early resolution", or the landlord's own name
for it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from putright.policy.reading.prose import Prose, Sentence

__all__ = ["Context", "Mention", "StageMap", "Told", "looks_back", "mentions_in", "stage_map"]

_NUMBER = {
    **dict.fromkeys(("0", "zero"), 0),
    **dict.fromkeys(("1", "one", "i", "first", "1st"), 1),
    **dict.fromkeys(("2", "two", "ii", "second", "2nd"), 2),
    **dict.fromkeys(("3", "three", "iii", "third", "3rd"), 3),
    **dict.fromkeys(("4", "four", "iv", "fourth", "4th"), 4),
}
_N = r"(?:0|1|2|3|4|zero|one|two|three|four|iii|ii|iv|i)"
_STAGE = re.compile(
    rf"""\b(?:stages?|levels?|tiers?|steps?)\s*[-:]?\s*(?P<n>{_N})(?![\w.]*\d|\w)
            (?:\s*(?:and|&|or|/|,|to)\s*(?:(?:at|of|the|a|for|stage|level|tier|step)\s+){{0,2}}(?P<m>{_N})(?![\w.]*\d|\w))?
       |\b(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)(?:\s+and\s+(?P<other>second|third))?
            [\s-]+(?:formal[\s-]+)?(?:stages?|levels?|tiers?|steps?)\b(?!\s+(?:of\s+contact|contact))
       |\b(?P<all>(?:both|each|every|either|all|any)(?:\s+of\s+the)?(?:\s+(?:two|formal|three))?\s+stages?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Names that landlords give their stages. A review, an appeal or an escalated complaint is the second, a panel the last.
_INFORMAL = re.compile(
    r"""\b(?:informal\s+(?:stage|complaint|resolution|process|approach|procedure)s?|informally
        |early\s+(?:resolution|settlement)|local\s+resolution|first[\s-](?:point\s+of\s+)?contact\s+resolution
        |quick\s+(?:fix|resolution)(?:es|s)?|pre[\s-]complaint|pre[\s-]stage|frontline\s+fix)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_NAMES = re.compile(
    r"\b(?:formal\s+(?:complaint|stage|investigation)|investigation\s+stage|(?:initial|first)\s+(?:response|investigation))\b",
    re.IGNORECASE,
)
_SECOND_NAMES = re.compile(
    r"""\b(?:escalation\s+(?:request|stage|review)s?|escalated\s+complaints?|request(?:s|ed|ing)?\s+(?:a|for\s+a)\s+review
        |(?:appeal|review)\s+(?:stage|request)|(?:your|the|an|our)\s+(?:appeal|review)|(?:complaint|formal)\s+review|appeals?\b
        |request\s+to\s+escalate|request\s+for\s+escalation|(?:you|our|the)\s+final\s+(?:response|decision)|review\s+it
        |escalat(?:e|ed|ion)|reconsideration)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PANEL = re.compile(
    r"\b(?:(?:complaints?|review|appeals?|tenant|customer|board)\s+panel|panel\s+(?:hearing|review|stage))\b",
    re.IGNORECASE,
)
_NO_THIRD = re.compile(
    r"\b(?:no|not|n't|without|removed|longer)\b[^.]{0,40}(?:third|stage\s*(?:3|three))", re.IGNORECASE
)
_COUNT = re.compile(
    r"\b(?P<n>one|two|three|four|single|1|2|3|4)(?:[\s-]+(?:formal|internal|main|distinct))?[\s-]+(?:stage|step|tier)(?:s|d)?\b"
    r"(?!\s*(?:1|2|one|two)\b)",
    re.IGNORECASE,
)


class Told(IntEnum):
    """How the stage is known."""

    BY_WORDS = 4
    BY_HEADING = 3
    BY_NAME = 2
    """A name that usually means that stage: "appeal"."""
    BY_NEIGHBOUR = 1
    """The sentence before it, in the same paragraph or section."""
    NOT_TOLD = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """The stages named at one place in a text."""

    stages: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """The stages a sentence is about when its own words do not say."""

    stages: tuple[int, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class StageMap:
    """The stages of one document: how many, the landlord's names, and what every sentence is about."""

    numbers: tuple[int, ...]
    names: dict[int, str]
    first_seen: dict[int, Sentence]
    informal_names: tuple[str, ...]
    contexts: dict[int, Context]
    """By the place of the sentence in the prose."""

    def mentions(self, text: str) -> list[Mention]:
        """The stages named in a text, in order; the landlord's own name for an informal stage counts as stage 0."""
        return mentions_in(text, self.numbers, self.informal_names)


# A stage that is only looked back at: "unhappy with our stage 1 response", "who dealt with it at stage 1".
_LOOKS_BACK = re.compile(
    r"""\b(?:unhappy|dissatisf\w+|disagree\w*|not\s+(?:be\s+|been\s+)?(?:satisfied|happy|resolved?|resolving|content)
        |unresolved|unable\s+to\s+resolve|fail(?:ed|ure|s)?|involve\w*|handled|dealt|considered|investigated|reviewed
        |responded|of\s+(?:the|our|your)|after\s+(?:the|our|your)|following\s+(?:the|our|your|a)|from\s+(?:the|our|your)
        |receiv\w+|receipt|outcome|decision|remain\w*|resolution|aggrieved|t(?:ake|aken|ook)\s+(?:no\s+)?part)\b[^.;,]{0,70}$""",
    re.IGNORECASE | re.VERBOSE,
)
_ITS_ANSWER = re.compile(
    r"""\s*(?:complaints?\s+)?(?:determination|response|decision|reply|outcome|answer|letter|findings|resolution|investigation
        |officer|handler)\b|\W*(?:and|you|they|we|then|or|has|have|can|may)\b|\s*$|\s*[,.;:)]""",
    re.IGNORECASE | re.VERBOSE,
)


def looks_back(text: str, mention: Mention) -> bool:
    """Whether a stage is only the one before: it was answered, and what is said is about the next."""
    return (
        len(mention.stages) == 1
        and mention.stages[0] in {1, 2}
        and bool(_LOOKS_BACK.search(text[max(0, mention.start - 100) : mention.start]))
        and bool(_ITS_ANSWER.match(text[mention.end :]))
    )


def mentions_in(text: str, numbers: tuple[int, ...] = (1, 2), informal: tuple[str, ...] = ()) -> list[Mention]:
    """Every place in a text where a stage is named by its number, or as informal."""
    found: list[Mention] = []
    for match in _STAGE.finditer(text):
        if match["all"]:
            named: tuple[int, ...] = tuple(n for n in numbers if n)
        else:
            words = (match["n"] or match["ordinal"], match["m"] or match["other"])
            named = tuple(_NUMBER[word.lower()] for word in words if word)
        found.append(Mention(tuple(dict.fromkeys(named)), match.start(), match.end()))
    found += [Mention((0,), match.start(), match.end()) for match in _INFORMAL.finditer(text)]
    lowered = text.lower()
    for name in informal:
        at = lowered.find(name.lower())
        if at >= 0:
            found.append(Mention((0,), at, at + len(name)))
    return sorted(found, key=lambda mention: mention.start)


def stage_map(prose: Prose) -> StageMap:
    """The stages of a document and the context of each of its sentences."""
    informal = _informal_names(prose)
    numbers = _numbers(prose)
    names, first = _names(prose)
    contexts: dict[int, Context] = {}
    before: tuple[Sentence, Context] | None = None
    for place, sentence in enumerate(prose.sentences):
        context = _context(sentence, numbers, informal)
        if context.told is Told.NOT_TOLD and before and _next_to(before[0], sentence):
            context = Context(before[1].stages, Told.BY_NEIGHBOUR)
        contexts[place] = context
        if context.stages and not sentence.heading:
            before = (sentence, context)
        elif sentence.heading:
            before = None
    return StageMap(numbers, names, first, informal, contexts)


def _context(sentence: Sentence, numbers: tuple[int, ...], informal: tuple[str, ...]) -> Context:
    back: list[Mention] = []
    for text in (sentence.text, sentence.lead):
        named = mentions_in(text, numbers, informal)
        back += [mention for mention in named if looks_back(text, mention)]
        named = [mention for mention in named if mention not in back]
        if named:
            return Context(_merged(named), Told.BY_WORDS)
    for title in reversed(sentence.section.trail):
        named = mentions_in(title, numbers, informal)
        if named:
            return Context(_merged(named), Told.BY_HEADING)
    if back:
        return Context((back[0].stages[0] + 1,), Told.BY_NAME)
    for text, told in (
        (sentence.text, Told.BY_NAME),
        *((title, Told.BY_NAME) for title in reversed(sentence.section.trail)),
    ):
        if _PANEL.search(text) and 3 in numbers:  # noqa: PLR2004  the third stage
            return Context((3,), told)
        if _SECOND_NAMES.search(text):
            return Context((2,), told)
        if _FIRST_NAMES.search(text):
            return Context((1,), told)
    return Context((), Told.NOT_TOLD)


def _merged(mentions: list[Mention]) -> tuple[int, ...]:
    return tuple(sorted({number for mention in mentions for number in mention.stages}))


def _next_to(before: Sentence, sentence: Sentence) -> bool:
    """Whether what was said of the sentence before still holds: the same place, and not far off."""
    return before.section == sentence.section and sentence.paragraph - before.paragraph <= 2  # noqa: PLR2004


def _informal_names(prose: Prose) -> tuple[str, ...]:
    """The landlord's own name for a step it calls informal: 'We call this process "Sorting it"'."""
    called = re.compile(
        r"(?:call(?:ed)?|known as|refer(?:red)? to (?:this )?as)(?: this| it| the \w+)?(?: process| stage| step)?(?: as)?\s*[\"'\u201c\u2018]([^\"'\u201d\u2019]{3,40})"
    )
    names: list[str] = []
    for place, sentence in enumerate(prose.sentences):
        match = called.search(sentence.text)
        near = " ".join(each.text for each in prose.sentences[place : place + 2])
        if match and re.search(r"\binformal|\bbefore (?:the |a )?(?:formal|stage)", near, re.IGNORECASE):
            names.append(match[1])
            names += [title for title in sentence.section.trail[-1:] if _alike(title, match[1])]
    short = [re.sub(r"\s*\([^)]*\)\s*$", "", name).strip() for name in names]
    return tuple(dict.fromkeys(name for name in (*names, *short) if len(name) > 2))  # noqa: PLR2004


def _alike(one: str, other: str) -> bool:
    """Whether two names begin with the same letters: "Get It Sorted" is "Getting it sorted"."""
    letters = [re.sub(r"[^a-z]", "", text.lower())[:3] for text in (one, other)]
    return letters[0] == letters[1]


_AT_THE_START = 6
_SHORT = 80


def _numbers(prose: Prose) -> tuple[int, ...]:
    """The stages there are: those that head a section or are often named; a third only where it is not denied."""
    named: Counter[int] = Counter()
    headed: set[int] = set()
    counted: Counter[int] = Counter()
    for sentence in prose.sentences:
        mentions = mentions_in(sentence.text)
        numbers = {number for mention in mentions for number in mention.stages if number}
        if "ombudsman" not in sentence.text.lower() and any(
            looks_back(sentence.text, one) for one in mentions if one.stages == (1,)
        ):
            headed.add(2)
            named[2] += 1
        if _NO_THIRD.search(sentence.text):
            numbers.discard(3)
        named.update(numbers)
        begins = next((m for m in mentions_in(sentence.text[:40]) if m.start < _AT_THE_START), None)
        if "ombudsman" in sentence.text.lower():
            begins = None
            numbers -= {3, 4}
        if sentence.heading or len(sentence.text) < _SHORT or begins:
            headed |= numbers if not begins or sentence.heading else set(begins.stages)
        for match in _COUNT.finditer(sentence.text):
            counted[_NUMBER.get(match["n"].lower(), 1)] += 1
    said = counted.most_common(1)[0][0] if counted else 0
    there = {number for number, times in named.items() if number in headed or times > 1 or number <= said}
    if said > 1 and there:
        there |= set(range(1, said + 1))
    kept = {number for number in there if not said or number <= max(said, 2) or number in headed}
    return tuple(range(1, max(kept) + 1)) if kept else ()


_NAME = re.compile(
    rf"(?:stage|level|tier|step)\s*{_N}\s*(?:[-\u2013\u2014:.]|\()\s*(?P<name>[A-Z][^.:;()]{{2,60}}?)\)?\s*$",
    re.IGNORECASE,
)


def _names(prose: Prose) -> tuple[dict[int, str], dict[int, Sentence]]:
    """The name each stage has in its heading, and where each is first spoken of."""
    names: dict[int, str] = {}
    first: dict[int, Sentence] = {}
    for sentence in prose.sentences:
        mentions = mentions_in(sentence.text)
        for number in {number for mention in mentions for number in mention.stages}:
            if number not in first or (sentence.heading and not first[number].heading and len(mentions) == 1):
                first[number] = sentence
        named = _NAME.match(sentence.text) if sentence.heading else None
        if named and mentions and not re.search(r"\d|\bdays\b", named["name"]):
            names.setdefault(mentions[0].stages[0], named["name"].strip(" -\u2013"))
    return names, first
