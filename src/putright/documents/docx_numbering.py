"""The numbers that Word works out and does not store as text: "6.2" before a heading is often one of them."""

from dataclasses import dataclass
from typing import Any

from putright.documents.docx_words import W
from putright.passages import PassageKind

__all__ = ["Numbered", "Numbering"]

_LEVELS = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a paragraph is, and the number or letter in front of it."""

    kind: PassageKind
    level: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """The running numbers of one document's lists. `next` is called for each paragraph in order."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401  python-docx publishes no types
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles: dict[str, Any] = {
            style.get(f"{W}styleId"): style for style in document.styles.element.iterfind(f"{W}style")
        }
        self._read(document)

    def _read(self, document: Any) -> None:  # noqa: ANN401
        related = [
            part for part in document.part.rels.values() if part.reltype.endswith("/numbering") and not part.is_external
        ]
        if not related:
            return
        numbering = related[0].target_part.element
        for written in numbering.iterfind(f"{W}abstractNum"):
            for level in written.iterfind(f"{W}lvl"):
                depth = _number(level.get(f"{W}ilvl"))
                form, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
                self._levels[written.get(f"{W}abstractNumId"), depth] = _Level(
                    _value(form, "decimal"), _value(text), _number(_value(start, "1"))
                )
        for written in numbering.iterfind(f"{W}num"):
            self._lists[written.get(f"{W}numId")] = _value(written.find(f"{W}abstractNumId"))

    def next(self, paragraph: Any) -> Numbered:  # noqa: ANN401
        """What this paragraph is; a numbered one takes the next number of its list."""
        style = self._styles.get(_value(paragraph.find(f"{W}pPr/{W}pStyle")))
        heading = self._heading_level(paragraph, style)
        list_id, depth = self._list_of(paragraph, style)
        level = self._levels.get((self._lists.get(list_id, ""), depth))
        if level is None or list_id == "0":
            if heading:
                return Numbered(PassageKind.HEADING, heading)
            listed = "list" in _value(style.find(f"{W}name")).lower().split() if style is not None else False
            return Numbered(PassageKind.BULLET if listed else PassageKind.PARAGRAPH)
        mark = "" if level.form in {"bullet", "none"} else self._mark(self._lists[list_id], depth, level)
        if heading:
            return Numbered(PassageKind.HEADING, heading, mark)
        if level.form == "bullet":
            return Numbered(PassageKind.BULLET)
        plain = level.form.startswith("decimal") and level.text.count("%") > 1
        return Numbered(
            PassageKind.PARAGRAPH if plain or level.form.startswith("decimal") else PassageKind.BULLET, mark=mark
        )

    def _heading_level(self, paragraph: Any, style: Any) -> int:  # noqa: ANN401
        name = _value(style.find(f"{W}name")).lower() if style is not None else ""
        if name == "title":
            return 1
        if name.startswith("heading ") and name[8:].isdecimal():
            return max(1, min(int(name[8:10]), _LEVELS))
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if outline is None and style is not None:
            outline = style.find(f"{W}pPr/{W}outlineLvl")
        level = _number(_value(outline, "9"))
        return level + 1 if level < _LEVELS else 0

    def _list_of(self, paragraph: Any, style: Any) -> tuple[str, int]:  # noqa: ANN401
        """The list a paragraph belongs to and its depth there: its own, or its style's or that style's parents'."""
        for _ in range(_LEVELS):
            found = paragraph.find(f"{W}pPr/{W}numPr") if paragraph is not None else style.find(f"{W}pPr/{W}numPr")
            if found is not None and found.find(f"{W}numId") is not None:
                return _value(found.find(f"{W}numId")), _number(_value(found.find(f"{W}ilvl"), "0"))
            if paragraph is None:
                style = self._styles.get(_value(style.find(f"{W}basedOn")))
            paragraph = None
            if style is None:
                break
        return "", 0

    def _mark(self, name: str, depth: int, level: _Level) -> str:
        counts = self._counts.setdefault(name, [0] * (_LEVELS + 1))
        depth = min(depth, _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth)
        mark = level.text
        for above in range(_LEVELS):
            if f"%{above + 1}" in mark:
                form = self._levels.get((name, above), level).form
                mark = mark.replace(f"%{above + 1}", _written(max(1, counts[above]), form))
        return mark.strip()


def _written(number: int, form: str) -> str:
    """A running number in its form: 3, c, C, iii or III."""
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and number < 40:  # noqa: PLR2004  beyond that a list is not in Roman numbers
        written = ""
        for value, sign in _ROMAN:
            while number >= value:
                written, number = written + sign, number - value
        return written.upper() if form.startswith("upper") else written
    return str(number)


def _value(element: Any, otherwise: str = "") -> str:  # noqa: ANN401
    return element.get(f"{W}val", otherwise) if element is not None else otherwise


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 6 else 0  # noqa: PLR2004  digits
