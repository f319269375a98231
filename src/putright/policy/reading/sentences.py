"""Cutting a passage into sentences, and taking the leftovers of markup out of it."""

import re

__all__ = ["split_sentences", "without_markup"]

_LONGEST_SENTENCE = 1_600
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_MARK = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|^#{1,6}\s+|`")
_STOP = re.compile(
    r"(?<=[.!?])[\"'\u201d\u2019)]?\s+(?=[\"'\u2018\u201c(\[]?[A-Z0-9])|\s+[\u2022\u25cf\u25aa\uf0b7]\s+|\n+"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|mr|mrs|ms|dr|st|para|sec|tel|ext|approx|inc|ltd|vs|cf|[A-Z])\.)$", re.IGNORECASE
)


def without_markup(text: str) -> str:
    """`text` without tags, stars and odd quotes' doubling, its spaces single and its line breaks kept."""
    # A list inside a table's cell comes as tags from some converters: its items are lines.
    text = re.sub(r"</?(?:ul|ol|li|p|br)\s*/?>", "\n", text, flags=re.IGNORECASE)
    text = _MARK.sub("", _TAG.sub(" ", text)).replace("\u00a0", " ").replace("\u2011", "-").replace("\u2010", "-")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in (line.strip("\u2022\u25cf\u25aa\uf0b7 ").strip() for line in lines) if line)


def split_sentences(text: str) -> list[str]:
    """The sentences of a passage in order; at least one, unless it is empty."""
    sentences: list[str] = []
    for part in filter(None, (piece.strip() for piece in _STOP.split(text) if piece)):
        if sentences and _ABBREVIATION.search(sentences[-1][-12:]):
            sentences[-1] = f"{sentences[-1]} {part}"
        else:
            sentences.append(part)
    return [piece for sentence in sentences for piece in _bounded(sentence)] or [text.strip()]


def _bounded(sentence: str) -> list[str]:
    """A sentence without an end is cut, so that looking through it stays quick."""
    return [sentence[at : at + _LONGEST_SENTENCE] for at in range(0, len(sentence), _LONGEST_SENTENCE)]
