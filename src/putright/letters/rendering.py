"""A template and its values into blocks. What is filled in is words only: it is never read as a template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from putright.blocks import Block, Bullets, Heading, Numbered, Paragraph, Tone
from putright.letters.fields import Field, Shape, field_named
from putright.letters.matter import Value
from putright.letters.notation import Branch, Inline, Line, Piece, Put, Said

__all__ = ["Rendered", "render"]


@dataclass(slots=True)
class Rendered:
    """What came out of a template."""

    blocks: list[Block] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)
    used: dict[str, Value] = field(default_factory=dict)
    """Every field that was put, in order."""


def render(body: tuple[Line | Branch, ...], value: Callable[[str], Value], *, gap: Callable[[str], str]) -> Rendered:
    """The blocks of a template. `gap` says what a draft shows where a field is not filled."""
    rendering = _Rendering(value, gap, Rendered())
    rendering.body(body)
    rendering.done.blocks[:] = _tidy(rendering.done.blocks)
    return rendering.done


@dataclass(slots=True)
class _Rendering:
    value: Callable[[str], Value]
    gap: Callable[[str], str]
    done: Rendered

    def body(self, body: tuple[Line | Branch, ...]) -> None:
        for each in body:
            if isinstance(each, Branch):
                self.body(each.then if self.value(each.field).filled is not each.negated else each.otherwise)
            else:
                self.line(each)

    def line(self, line: Line) -> None:
        alone = line.pieces[0] if len(line.pieces) == 1 and not line.mark else None
        if isinstance(alone, Put):
            self.alone(_known(alone.field))
            return
        text = " ".join("".join(self.words(line.pieces)).split())
        if not text:
            return
        match line.mark:
            case "##" | "###":
                self.done.blocks.append(Heading(text, len(line.mark)))
            case "-":
                self.done.blocks.append(Bullets((text,)))
            case "1.":
                self.done.blocks.append(Numbered((text,)))
            case _:
                self.done.blocks.append(Paragraph(text))

    def alone(self, known: Field) -> None:
        value = self.put(known)
        if value.blocks:
            self.done.blocks.extend(value.blocks)
        elif value.words:
            self.done.blocks.append(Paragraph(value.words))
        if value.lacks or _is_gap(value, known):
            self.done.blocks.append(Paragraph(self.gap(value.lacks or known.says), Tone.TO_WRITE))

    def words(self, pieces: tuple[Piece, ...]) -> Iterator[str]:
        for piece in pieces:
            match piece:
                case Said(text=text):
                    yield text
                case Put(field=name):
                    yield self.within(_known(name))
                case Inline():
                    holds = self.value(piece.field).filled is not piece.negated
                    yield from self.words(piece.then if holds else piece.otherwise)

    def within(self, known: Field) -> str:
        value = self.put(known)
        if value.words:
            return value.words
        if value.lacks or _is_gap(value, known):
            return f"[{self.gap(value.lacks or known.says)}]"
        return ""

    def put(self, known: Field) -> Value:
        value = self.value(known.name)
        self.done.used[known.name] = value
        if value.filled:
            self.done.carried |= frozenset(known.carries) if value.carries is None else value.carries
        return value


def _is_gap(value: Value, known: Field) -> bool:
    """Whether somebody still has to write it: a slot that is neither written nor left out on purpose."""
    return known.shape is Shape.SLOT and not value.filled and not known.optional and not value.left_out


def _known(name: str) -> Field:
    known = field_named(name)
    assert known is not None, name
    return known


def _tidy(blocks: list[Block]) -> Iterator[Block]:
    """Items that follow each other are one list, and a heading that nothing follows is left out."""
    waiting: Block | None = None
    for block in [*_without_empty_headings(blocks)]:
        if isinstance(waiting, Bullets) and isinstance(block, Bullets):
            waiting = Bullets((*waiting.items, *block.items))
        elif isinstance(waiting, Numbered) and isinstance(block, Numbered):
            waiting = Numbered((*waiting.items, *block.items))
        else:
            if waiting is not None:
                yield waiting
            waiting = block
    if waiting is not None:
        yield waiting


def _without_empty_headings(blocks: list[Block]) -> Iterator[Block]:
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        empty = following is None or (
            isinstance(following, Heading) and isinstance(block, Heading) and following.level <= block.level
        )
        if not (isinstance(block, Heading) and empty):
            yield block
