"""Templates: our own shipped sentences, and a landlord's in their place; and whether every required part survives.

A part survives an edit when the letter holds it whichever way the template's conditions go. A part that stands only
behind a condition is one that some resident will not get.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from putright.letters.fields import Shape, all_fields
from putright.letters.kinds import Kind
from putright.letters.notation import Branch, Inline, Line, NotationError, Piece, Put, parse
from putright.letters.phrases import WORDS
from putright.letters.required import Required, required
from putright.policy import Policy
from putright.rulebook import Rulebook, RulebookError
from putright.rulebook.loading import read_toml
from putright.rulebook.written import Strict, Words

__all__ = ["Template", "TemplateError", "check_template", "read_template", "shipped_template", "template_from"]

_FALLBACK = "en"


class TemplateError(ValueError):
    """A template cannot be used. One sentence: which template, where in it, why, the way out."""


@dataclass(frozen=True, slots=True)
class Template:
    """One version of the sentences of one kind of letter in one language."""

    name: str
    version: str
    language: str
    subject: tuple[Line | Branch, ...]
    body: tuple[Line | Branch, ...]
    written: str
    """The body as somebody wrote it."""
    written_subject: str


class _File(Strict):
    version: Words
    subject: Words
    body: Words


def shipped_template(kind: str, language: str = _FALLBACK) -> Template:
    """Our own template of that kind; the English one where there is none in the language. Raises TemplateError."""
    wanted = language.split("-", maxsplit=1)[0].lower()
    found = WORDS / wanted / "templates" / f"{kind}.toml" if wanted.isalpha() else WORDS
    return _shipped(kind, wanted if found.is_file() else _FALLBACK)


@lru_cache(maxsize=128)
def _shipped(kind: str, language: str) -> Template:
    return read_template(WORDS / language / "templates" / f"{kind}.toml", language)


def read_template(path: Path, language: str) -> Template:
    """The template in a TOML file. Raises TemplateError."""
    try:
        written = read_toml(path, _File)
    except RulebookError as error:
        raise TemplateError(str(error)) from None
    return template_from(path.stem, written.body, subject=written.subject, version=written.version, language=language)


def template_from(name: str, body: str, *, subject: str, version: str, language: str = _FALLBACK) -> Template:
    """A template from what somebody wrote, every field in it known. Raises TemplateError."""
    try:
        parsed, headline = parse(body), parse(subject)
    except NotationError as error:
        raise TemplateError(f"{name}, {error}") from None
    for use in (*_uses(parsed), *_uses(headline)):
        _refuse(name, body, use)
    return Template(name, version, language, headline, parsed, body, subject)


class _Use(NamedTuple):
    """One place in which a template names a field."""

    field: str
    line: int
    how: Literal["alone", "within", "asked"]
    """On a line of its own, within a sentence, or behind an `if`."""


def _refuse(name: str, body: str, use: _Use) -> None:
    known = all_fields()
    lines = body.split("\n")
    sentence = lines[use.line - 1].strip()[:80] if use.line <= len(lines) else ""
    where = f"{name}, line {use.line}"
    if use.field not in known:
        near = get_close_matches(use.field, known, n=1)
        hint = f"did you mean {{{near[0]}}}?" if near else "take it out, or see the list of fields."
        raise TemplateError(f"{where}: there is no field {{{use.field}}} in “{sentence}”; {hint}")
    shape = known[use.field].shape
    if shape is Shape.BLOCKS and use.how == "within":
        raise TemplateError(
            f"{where}: {{{use.field}}} makes paragraphs of its own and cannot stand within “{sentence}”; "
            "put it on a line alone, with empty lines around it."
        )
    if shape is Shape.YES_NO and use.how != "asked":
        raise TemplateError(
            f"{where}: {{{use.field}}} only says yes or no and has no words; write {{if {use.field}}} instead."
        )


def _uses(body: tuple[Line | Branch, ...]) -> Iterator[_Use]:
    for each in body:
        if isinstance(each, Branch):
            yield _Use(each.field, each.number, "asked")
            yield from _uses(each.then)
            yield from _uses(each.otherwise)
        else:
            yield from _uses_in(each.pieces, "within" if each.mark or len(each.pieces) > 1 else "alone")


def _uses_in(pieces: tuple[Piece, ...], how: Literal["alone", "within"]) -> Iterator[_Use]:
    for piece in pieces:
        if isinstance(piece, Put):
            yield _Use(piece.field, piece.line, how)
        elif isinstance(piece, Inline):
            yield _Use(piece.field, piece.line, "asked")
            yield from _uses_in((*piece.then, *piece.otherwise), "within")


def check_template(
    template: Template, kind: Kind, edition: Rulebook, policy: Policy | None = None
) -> tuple[Required, ...]:
    """The required parts that a letter made from it could lack; empty where every one survives.

    Parts that hang on a condition of their own (an apology where something went wrong) may stand behind one.
    """
    always = _carried(template.body, every_way=True)
    sometimes = _carried(template.body, every_way=False)
    return tuple(
        part for part in required(kind, edition, policy) if part.part not in (sometimes if part.when else always)
    )


def _carried(body: tuple[Line | Branch, ...], *, every_way: bool) -> frozenset[str]:
    found: set[str] = set()
    for each in body:
        if isinstance(each, Branch):
            then, otherwise = _carried(each.then, every_way=every_way), _carried(each.otherwise, every_way=every_way)
            found |= then & otherwise if every_way else then | otherwise
        else:
            found |= _carried_in(each.pieces, every_way=every_way)
    return frozenset(found)


def _carried_in(pieces: tuple[Piece, ...], *, every_way: bool) -> set[str]:
    found: set[str] = set()
    for piece in pieces:
        if isinstance(piece, Put):
            found |= set(all_fields()[piece.field].carries)
        elif isinstance(piece, Inline):
            then = _carried_in(piece.then, every_way=every_way)
            otherwise = _carried_in(piece.otherwise, every_way=every_way)
            found |= then & otherwise if every_way else then | otherwise
    return found
