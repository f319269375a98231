"""What a letter lacks: each missing part with its provision and what to write. And whether it may go.

A composed letter is checked by what is in it, not by looking for words. Only a text that was finished elsewhere is
searched, and there "not found" means "look", because no search can read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from putright.complaint.state import Complaint
from putright.complaint.terms import PolicyTerms
from putright.letters.fields import field_named
from putright.letters.kinds import Kind, Part, part_named
from putright.letters.letter import Letter
from putright.letters.required import Required, Source
from putright.rulebook import Contact, stale_phrases

__all__ = ["Found", "Missing", "check", "check_text", "may_go", "stale_in"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing from a letter, or stands in its way."""

    part: str
    source: Source
    place: str
    """For example "Code 6.9"."""
    sentence: str
    """What to write, or do, to mend it."""

    @property
    def must(self) -> bool:
        """Whether the letter may not go without it."""
        return self.source is not Source.GOOD_PRACTICE


def check(letter: Letter, complaint: Complaint, terms: PolicyTerms | None = None) -> tuple[Missing, ...]:
    """Everything that is missing: what the Code asks, what the policy asks, approval, then good practice."""
    gaps = [*letter.gaps, *((slot.name, f"Write it, or leave it out: {slot.prompt}") for slot in letter.unwritten)]
    shown = {part for field, _ in gaps for part in _carries(field)}
    found = [
        _missing(part, letter)
        for part in letter.required
        if part.part not in letter.carried and (part.must or part.part not in shown)  # the gap below says it already
    ]
    named = {each.part for each in found if each.must}
    found += [
        Missing(field, Source.DRAFT, str(Source.DRAFT), sentence)
        for field, sentence in gaps
        if not named & set(_carries(field))  # no gap may leave, even one in no required part
    ]
    found += _approval(letter.kind, letter.stage, complaint, terms)
    return tuple(sorted(found, key=lambda each: not each.must))


def may_go(missing: Iterable[Missing]) -> bool:
    """Whether nothing is missing that has to be there."""
    return not any(each.must for each in missing)


def _missing(part: Required, letter: Letter) -> Missing:
    """With the sentence of the field that lacks something, where there is one: it is closer to the matter."""
    gap = next((sentence for field, sentence in letter.gaps if part.part in _carries(field)), "")
    return Missing(part.part, part.source, part.place, gap or part.write)


def _carries(field: str) -> tuple[str, ...]:
    known = field_named(field)
    return known.carries if known else ()


def _approval(kind: Kind, stage: int, complaint: Complaint, terms: PolicyTerms | None) -> Iterator[Missing]:
    asked = terms.policy.handling.approval_before_sending if terms is not None else None
    if asked is None or not kind.answers:
        return
    record = complaint.stages.get(stage)
    if record is None or record.approval is None:
        who = asked.value.rstrip(".")
        sentence = f"The policy asks for approval before an answer is sent ({who}): have it approved first."
        yield Missing("approval", Source.POLICY, f"{Source.POLICY} {asked.section}", sentence)


@dataclass(frozen=True, slots=True)
class Found:
    """One required part, looked for in a text that was finished elsewhere."""

    required: Required
    found: bool
    sentence: str
    """Where it was found, in the text's own words; or what to look for."""


_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}\b"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_AROUND = 60


def check_text(text: str, parts: Iterable[Required], *, ombudsman: Iterable[Contact] = ()) -> tuple[Found, ...]:
    """Each part looked for in a text that was finished elsewhere, such as a DOCX. Not found means: look yourself.

    `ombudsman` are the contacts of the day: without one of them in the text, its details are not found.
    """
    flat = " ".join(text.split())
    values = [_digits(each.value) for each in ombudsman if each.kind == "telephone"]
    values += [each.value.lower() for each in ombudsman if each.kind != "telephone"]
    return tuple(_look(flat, each, part_named(each.part), values) for each in parts)


def _look(text: str, wanted: Required, part: Part, values: list[str]) -> Found:
    sign = next((match for sign in part.signs if (match := _sign(sign).search(text))), None)
    if sign is None:
        return Found(wanted, found=False, sentence=f"Nothing in the text looks like {part.says}. {wanted.write}")
    if part.date and not _DATE.search(text):
        return Found(wanted, found=False, sentence=f"There is no date in the text. {wanted.write}")
    if part.contact and values and not any(each in text.lower() or each in _digits(text) for each in values):
        return Found(wanted, found=False, sentence=f"None of the current contacts is in the text. {wanted.write}")
    start = max(0, sign.start() - _AROUND // 2)
    return Found(wanted, found=True, sentence=text[start : sign.end() + _AROUND].strip())


def _sign(sign: str) -> re.Pattern[str]:
    before = r"\b" if sign[0].isalnum() else ""
    return re.compile(before + re.escape(sign), re.IGNORECASE)


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())


def stale_in(text: str, on: date) -> tuple[str, ...]:
    """Old contacts and old rules that a letter of that day should no longer hold: a sentence for each."""
    low = text.lower()
    return tuple(f"“{each.text}”: {each.why}" for each in stale_phrases(on) if each.text.lower() in low)
