"""What of a web page can be read by a person: which elements are left out, and the words inside one."""

import re
from typing import Any

from putright.documents.words import clean

__all__ = ["DROPPED", "Node", "hidden", "inner_text", "panels"]

Node = Any
"""A selectolax node: the library publishes no types."""

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "head",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "datalist",
        "map",
        "math",
        "applet",
        "link",
        "meta",
        "-comment",
    ]
)
_BREAKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "ul",
        "ol",
        "table",
        "section",
        "article",
        "blockquote",
    ]
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def panels(tree: Any) -> frozenset[str]:  # noqa: ANN401  the library publishes no types
    """The ids of parts that a button or link opens: closed now, but meant to be read."""
    found: set[str] = set()
    for opener in tree.css("[aria-controls], [data-target], [data-bs-target], a[href^='#']"):
        for name in ("aria-controls", "data-target", "data-bs-target", "href"):
            value = opener.attributes.get(name) or ""
            found.update(part.removeprefix("#") for part in value.split())
    return frozenset(found)


def hidden(node: Node, opened: frozenset[str]) -> bool:
    """Whether an element is kept from the reader: hidden, not shown, navigation or the page's footer."""
    attributes = node.attributes
    if node.tag == "footer":
        return node.parent is None or node.parent.tag not in {"article", "main", "section", "blockquote", "figure"}
    if not attributes:
        return False
    if attributes.get("role") in {"navigation", "search", "dialog", "alertdialog"}:
        return True
    if (attributes.get("id") or "-") in opened:
        return False
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    return attributes.get("aria-hidden") == "true" or bool(_INVISIBLE.search(attributes.get("style") or ""))


def inner_text(node: Node, opened: frozenset[str], *, skip_tables: bool = False) -> str:
    """The words inside an element, a line for each of its paragraphs."""
    words: list[str] = []
    ends: list[tuple[Node, bool]] = [(node, False)]
    while ends:
        current, leaving = ends.pop()
        tag = current.tag
        if leaving:
            words.append("\n")
        elif tag == "-text":
            words.append(re.sub(r"\s+", " ", current.text(deep=False)))
        elif tag == "img":
            words.append(_mark(current.attributes.get("alt") or ""))
        elif tag in DROPPED or (current is not node and hidden(current, opened)) or (skip_tables and tag == "table"):
            continue
        else:
            if tag in _BREAKS:
                words.append("\n")
                ends.append((current, True))
            elif tag in {"td", "th"}:
                words.append(" ")
            child = current.last_child
            while child is not None:
                ends.append((child, False))
                child = child.prev
    return clean("".join(words))


def _mark(alternative: str) -> str:
    """A picture's own words where they are an answer, such as the tick in a "comply" column; nothing for others."""
    said = alternative.strip().lower().rstrip(".")
    return f" {said} " if said in {"yes", "no", "n/a", "tick", "cross", "not applicable", "partial"} else " "
