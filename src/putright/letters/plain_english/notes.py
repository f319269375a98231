"""What could be plainer in a text: each a note with its place and a suggestion."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from putright.letters.plain_english.reading_age import AIM, reading_age, sentences_in, words_in

__all__ = ["Note", "notes_on"]

_LONGEST_WORDS = 25
"""In one sentence: beyond this most readers have to begin again."""
_SHOWN_WORDS = 12

Sort = Literal["reading age", "long sentence", "passive", "jargon", "abbreviation", "hurts", "apology"]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that could be plainer."""

    sort: Sort
    at: int
    """Where it begins in the text, in characters from 0."""
    passage: str
    """The words it is about."""
    suggestion: str


def notes_on(text: str, language: str = "en") -> tuple[Note, ...]:
    """Every note, in the order of the text. Nothing for a text in another language than English."""
    if language.split("-", maxsplit=1)[0].lower() != "en":
        return ()
    found = [*_hurts(text), *_jargon(text), *_long(text), *_passive(text), *_abbreviations(text), *_apologies(text)]
    return (*_age(text), *sorted(found, key=lambda note: note.at))


def _age(text: str) -> Iterator[Note]:
    age = reading_age(text)
    if age is not None and round(age.years) >= AIM.stop:
        aim = f"{AIM.start} to {AIM.stop - 1}"
        suggestion = f"{age.sentence} Aim for {aim}: shorter sentences first, then shorter words."
        yield Note("reading age", 0, "", suggestion)


def _hurts(text: str) -> Iterator[Note]:
    for match, phrase in _listed(text, "hurts"):
        yield Note("hurts", match.start(), match[0], phrase)


def _jargon(text: str) -> Iterator[Note]:
    for match, instead in _listed(text, "jargon"):
        yield Note("jargon", match.start(), match[0], f"Try: {instead}.")


def _listed(text: str, which: str) -> Iterator[tuple[re.Match[str], str]]:
    pattern, entries = _compiled(which)
    for match in pattern.finditer(text):
        yield match, entries[" ".join(match[0].lower().split())]


@lru_cache(maxsize=4)
def _compiled(which: str) -> tuple[re.Pattern[str], dict[str, str]]:
    entries: dict[str, str] = _words()[which]
    longest_first = sorted(entries, key=len, reverse=True)
    joined = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest_first)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE), entries


def _long(text: str) -> Iterator[Note]:
    at = 0
    for sentence in sentences_in(text):
        at = max(at, text.find(sentence, at))
        count = len(words_in(sentence))
        if count > _LONGEST_WORDS:
            suggestion = f"{count} words in one sentence: make it two or three."
            yield Note("long sentence", at, _short(sentence), suggestion)
        at += len(sentence)


def _passive(text: str) -> Iterator[Note]:
    pattern, not_passive = _participles()
    for match in pattern.finditer(text):
        if match[2].lower() not in not_passive:
            yield Note("passive", match.start(), match[0], "Say who did it: “we sent”, rather than “it was sent”.")


@lru_cache(maxsize=1)
def _participles() -> tuple[re.Pattern[str], frozenset[str]]:
    written = _words()["participles"]
    irregular = "|".join(written["irregular"])
    pattern = rf"\b(?:was|were|is|are|been|being|be)\s+((?:not|never|\w+ly)\s+)?(\w+ed|{irregular})\b(?!\s+to\s+see)"
    return re.compile(pattern, re.IGNORECASE), frozenset(written["not_passive"])


_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}s?\b")
_IN_A_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")


def _abbreviations(text: str) -> Iterator[Note]:
    """Capitals that are not written out before their first use, as "Building Safety Regulator (BSR)" would be."""
    known = set(_words()["abbreviations"]["known"])
    postcodes = [range(*match.span()) for match in _IN_A_POSTCODE.finditer(text)]
    for match in _ABBREVIATION.finditer(text):
        short = match[0].removesuffix("s")
        inside = any(match.start() in span for span in postcodes)
        shouted = text[max(0, match.start() - 20) : match.end() + 20].isupper()
        if short in known or inside or shouted or text[max(0, match.start() - 1) : match.start()] == "(":
            known.add(short)
            continue
        known.add(short)
        yield Note("abbreviation", match.start(), match[0], "Write it out the first time, or leave it out.")


_APOLOGY = re.compile(r"\b(?:sorry|apologi[sz]e|apologies|apology)\b", re.IGNORECASE)
_NAMES_IT = re.compile(
    r"\b(?:sorry|apologi[sz]e)\s+(?:to you\s+)?(?:that|for|about|because)\s+"
    r"(?!(?:any|the|this|the inconvenience|you feel|your experience)\s*(?:inconvenience|delay|trouble|issues?|matter)?[.,])"
    r"(?:\w+[\s,']+){3,}",
    re.IGNORECASE,
)
_OFFERED = re.compile(r"\b(?:offer|an|written)\s+apology", re.IGNORECASE)


def _apologies(text: str) -> Iterator[Note]:
    """An apology that says "sorry" and not for what."""
    at = 0
    for sentence in sentences_in(text):
        at = max(at, text.find(sentence, at))
        said = _APOLOGY.search(sentence)
        if said and not _NAMES_IT.search(f"{sentence} ") and not _OFFERED.search(sentence):
            suggestion = "Name it in the same sentence: “We are sorry that we left the leak for six weeks.”"
            yield Note("apology", at + said.start(), _short(sentence), suggestion)
        at += len(sentence)


def _short(sentence: str) -> str:
    words = sentence.split()
    return sentence if len(words) <= _SHOWN_WORDS else f"{' '.join(words[:_SHOWN_WORDS])}\u2026"


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
