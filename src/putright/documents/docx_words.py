"""The words of a Word paragraph as they read with changes accepted: deletions out, insertions in, ticks as ticks."""

from collections.abc import Iterator
from typing import Any

__all__ = ["ALTERNATIVE", "W", "body_parts", "paragraph_text"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same content again, for older programs: reading it would say everything twice."""

_LEFT_OUT = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}rPr",
    f"{W}pPr",
    f"{W}txbxContent",
    ALTERNATIVE,
}
_SYMBOLS = {
    ("wingdings", "FC"): "\u2713",
    ("wingdings", "FB"): "\u2717",
    ("wingdings", "FE"): "\u2611",
    ("wingdings", "FD"): "\u2612",
    ("wingdings", "A8"): "\u2610",
    ("wingdings 2", "50"): "\u2713",
    ("wingdings 2", "4F"): "\u2717",
    ("wingdings 2", "52"): "\u2611",
    ("wingdings 2", "51"): "\u2612",
    ("wingdings 2", "A3"): "\u2610",
}


def body_parts(container: Any) -> Iterator[Any]:  # noqa: ANN401  lxml publishes no types
    """The paragraphs and tables right inside a body or cell, also those in content controls and tracked changes."""
    waiting = list(reversed(list(container)))
    while waiting:
        part = waiting.pop()
        if part.tag in {f"{W}p", f"{W}tbl"}:
            yield part
        elif part.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"}:
            waiting.extend(reversed(list(part)))


def paragraph_text(paragraph: Any) -> str:  # noqa: ANN401
    """A paragraph's words, with a line break where it breaks a line."""
    words: list[str] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        part = waiting.pop()
        if part.tag in _LEFT_OUT or not isinstance(part.tag, str):
            continue
        if part.tag == f"{W}t":
            words.append(part.text or "")
        elif part.tag in {f"{W}tab", f"{W}ptab"}:
            words.append(" ")
        elif part.tag in {f"{W}br", f"{W}cr"}:
            words.append("\n")
        elif part.tag == f"{W}noBreakHyphen":
            words.append("-")
        elif part.tag == f"{W}sym":
            words.append(_symbol(part))
        elif part.tag == f"{W}checkBox":
            words.append(_box(part))
        else:
            waiting.extend(reversed(list(part)))
    return "".join(words)


def _symbol(part: Any) -> str:  # noqa: ANN401
    font, character = (part.get(f"{W}font") or "").lower(), (part.get(f"{W}char") or "")[-2:].upper()
    return _SYMBOLS.get((font, character), " ")


def _box(part: Any) -> str:  # noqa: ANN401
    """A form's tick box: ticked or not."""
    state = part.find(f"{W}checked")
    if state is None:
        state = part.find(f"{W}default")
    ticked = state is not None and state.get(f"{W}val", "1") not in {"0", "false", "off"}
    return "\u2611" if ticked else "\u2610"
