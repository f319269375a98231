"""The notation of templates: named fields and conditions, and nothing else. There is no code in it to run.

    {field}                      what the field says; one that makes several paragraphs stands on a line of its own
    {if field} ... {else} ... {end}   said only where the field has something to say; {if not field} the other way round
    ## Heading       - item      1. numbered item      an empty line ends a paragraph

What is filled in is never read as notation: a resident who writes "{end}" or "## " gets exactly those words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Branch", "Inline", "Line", "NotationError", "Piece", "Put", "Said", "parse"]


class NotationError(ValueError):
    """A template cannot be read. One sentence: which line, what is wrong there, the way out."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that stand in the template."""

    text: str


@dataclass(frozen=True, slots=True)
class Put:
    """A field put here."""

    field: str
    line: int


@dataclass(frozen=True, slots=True)
class Inline:
    """A condition within a sentence."""

    field: str
    negated: bool
    then: "tuple[Piece, ...]"
    otherwise: "tuple[Piece, ...]"
    line: int


Piece: TypeAlias = Said | Put | Inline


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or item."""

    mark: str
    """"" for a paragraph, "##", "###", "-" or "1."."""
    pieces: tuple[Piece, ...]
    number: int
    """Of its first line in the template, from 1."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition over whole paragraphs."""

    field: str
    negated: bool
    then: "tuple[Line | Branch, ...]"
    otherwise: "tuple[Line | Branch, ...]"
    number: int


_TOKEN = re.compile(r"\{([^{}\n]*)\}")
_CONDITION = re.compile(r"if (not )?([a-z][a-z0-9_]*)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MARK = re.compile(r"(###|##|-|\d{1,2}\.)\s+(?=\S)")
_MAX_DEPTH = 8
"""Conditions in conditions: nobody can read more, and a hostile template cannot exhaust the stack."""
_MAX_CHARACTERS = 100_000


def parse(text: str) -> tuple[Line | Branch, ...]:
    """A template's body in order. Raises NotationError."""
    if len(text) > _MAX_CHARACTERS:
        raise NotationError(f"The template is longer than {_MAX_CHARACTERS:,} characters: shorten it.")
    lines = _Lines(text.split("\n"))
    found, ended = _body(lines, 0)
    if ended:
        raise NotationError(f"line {lines.at}: {{{ended}}} stands here without an {{if}} before it; take it out.")
    return found


class _Lines:
    """The lines of a template, taken one after the other."""

    def __init__(self, lines: list[str]) -> None:
        self.lines, self.at = lines, 0

    def take(self) -> str | None:
        if self.at == len(self.lines):
            return None
        self.at += 1
        return self.lines[self.at - 1].strip()


def _body(lines: _Lines, depth: int) -> tuple[tuple[Line | Branch, ...], str]:
    """Paragraphs and conditions up to {else}, {end} or the end of the text; and which of the three it was."""
    found: list[Line | Branch] = []
    gathered: list[str] = []
    start = 0

    def end_paragraph() -> None:
        if gathered:
            found.append(_line(gathered, start))
            gathered.clear()

    while (line := lines.take()) is not None:
        whole = _TOKEN.fullmatch(line)
        inside = whole[1].strip() if whole else ""
        if inside in ("else", "end"):
            end_paragraph()
            return tuple(found), inside
        condition = _CONDITION.fullmatch(inside)
        if condition:
            end_paragraph()
            found.append(_branch(lines, condition, depth))
        elif not line:
            end_paragraph()
        else:
            if gathered and (_MARK.match(line) or _MARK.match(gathered[0])):
                end_paragraph()
            if not gathered:
                start = lines.at
            gathered.append(line)
    end_paragraph()
    return tuple(found), ""


def _branch(lines: _Lines, condition: re.Match[str], depth: int) -> Branch:
    number = lines.at
    if depth >= _MAX_DEPTH:
        raise NotationError(
            f"line {number}: there are more than {_MAX_DEPTH} conditions inside each other; simplify it."
        )
    then, ended = _body(lines, depth + 1)
    otherwise: tuple[Line | Branch, ...] = ()
    if ended == "else":
        otherwise, ended = _body(lines, depth + 1)
    if ended != "end":
        problem = "has a second {else}" if ended == "else" else "has no {end}"
        raise NotationError(
            f"line {number}: the {{if {condition[2]}}} that begins here {problem}; put {{end}} after it."
        )
    return Branch(condition[2], condition[1] is not None, then, otherwise, number)


def _line(gathered: list[str], number: int) -> Line:
    text = " ".join(gathered)
    marked = _MARK.match(text)
    mark = ""
    if marked:
        mark = "1." if marked[1][0].isdigit() else marked[1]
        text = text[marked.end() :]
    pieces, ended = _pieces(_tokens(text, number), number, 0)
    if ended:
        raise NotationError(f"line {number}: {{{ended}}} stands here without an {{if}} in the same paragraph; move it.")
    return Line(mark, pieces, number)


def _tokens(text: str, number: int) -> Iterator[tuple[str, str]]:
    """("said", words) and ("token", what stands between braces), in order."""
    at = 0
    for match in _TOKEN.finditer(text):
        yield from _said(text[at : match.start()], number)
        yield "token", match[1].strip()
        at = match.end()
    yield from _said(text[at:], number)


def _said(text: str, number: int) -> Iterator[tuple[str, str]]:
    if "{" in text or "}" in text:
        raise NotationError(
            f"line {number}: a brace stands alone in “{text.strip()[:60]}”; write {{field}}, or take it out."
        )
    if text:
        yield "said", text


def _pieces(tokens: Iterator[tuple[str, str]], number: int, depth: int) -> tuple[tuple[Piece, ...], str]:
    found: list[Piece] = []
    for kind, text in tokens:
        if kind == "said":
            found.append(Said(text))
            continue
        if text in ("else", "end"):
            return tuple(found), text
        condition = _CONDITION.fullmatch(text)
        if condition:
            found.append(_inline(tokens, condition, number, depth))
        elif _NAME.fullmatch(text):
            found.append(Put(text, number))
        else:
            raise NotationError(
                f"line {number}: “{{{text[:60]}}}” is no field: a field is a name such as {{reference}}."
            )
    return tuple(found), ""


def _inline(tokens: Iterator[tuple[str, str]], condition: re.Match[str], number: int, depth: int) -> Inline:
    if depth >= _MAX_DEPTH:
        raise NotationError(
            f"line {number}: there are more than {_MAX_DEPTH} conditions inside each other; simplify it."
        )
    then, ended = _pieces(tokens, number, depth + 1)
    otherwise: tuple[Piece, ...] = ()
    if ended == "else":
        otherwise, ended = _pieces(tokens, number, depth + 1)
    if ended != "end":
        raise NotationError(
            f"line {number}: the {{if {condition[2]}}} in this paragraph does not end in it; put {{end}} after it."
        )
    return Inline(condition[2], condition[1] is not None, then, otherwise, number)
