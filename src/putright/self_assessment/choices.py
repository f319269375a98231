"""A cell in which all possible answers are printed and one is marked: "[x] Yes [ ] No", "Yes \u2713 / No".

Only a mark that plainly belongs to one word chooses it. A lone cross may choose or strike out, and a tick before or after
"Yes / No" may stand for either: they say nothing.
"""

import re

__all__ = ["chosen_word", "is_choice"]

_WORD = re.compile(
    r"yes|no|n\s*/\s*a|not applicable|not compliant|non-?compliant|part(?:ly|ially|ial)(?: (?:compliant|met))?|"
    r"(?:fully )?compliant|in progress",
    re.IGNORECASE,
)
_MARK = re.compile(
    "[\\[(]\\s*[xX\u2713\u2714\u2611]\\s*[\\])]|[\\[(]\\s*[\\])]|[\u2713\u2714\u2705\U0001f5f8\U0001f5f9\u2717\u2718\u274c\u2715\u2716"
    "\u2610\u25a1\u25fb\u2b1c\u2611\u2612\u25a0\u25fc\u2b1b\u22a0]|\\b[xX]\\b"
)
_TOKEN = re.compile(
    rf"(?P<mark>{_MARK.pattern})|(?P<word>\b(?:{_WORD.pattern})\b)|(?P<parted>[/|,;\n]|\bor\b)|\s+", re.IGNORECASE
)
_TICKED = re.compile("[\u2713\u2714\u2705\U0001f5f8\U0001f5f9]")
_BOXED = re.compile("[\\[(]\\s*[xX\u2713\u2714\u2611]\\s*[\\])]|[\u2611\u2612\u25a0\u25fc\u2b1b\u22a0]")
_LONGEST = 120

_Tokens = list[tuple[str, str]]


def is_choice(text: str) -> bool:
    """Whether a text is two or more different answers with marks beside them, and nothing else."""
    tokens = _tokens(text) or []
    words = {_kind(token) for kind, token in tokens if kind == "word"}
    return len(words) > 1 and any(kind == "mark" for kind, _ in tokens)


def _kind(word: str) -> str:
    """Words that answer the same are one choice: "Yes" and "compliant"."""
    said = word.lower()
    return "yes" if said in {"compliant", "fully compliant"} else said


def chosen_word(text: str) -> str | None:
    """The one word of a choice that is marked; None where none is, or more than one, or it is not plain which."""
    tokens = _tokens(text) or []
    pairs = _by_parts(tokens) or _in_turn(tokens)
    boxes = [mark for _, mark in pairs if mark and not _TICKED.fullmatch(mark)]
    ticked = [word for word, mark in pairs if _TICKED.fullmatch(mark)]
    if ticked:
        return ticked[0] if len(ticked) == 1 else None
    chosen = [word for word, mark in pairs if _BOXED.fullmatch(mark)]
    return chosen[0] if len(chosen) == 1 and len(boxes) == len(pairs) else None


def _tokens(text: str) -> _Tokens | None:
    """The words, marks and partings of a choice; None for a text that holds anything else."""
    if len(text) > _LONGEST:
        return None
    tokens: _Tokens = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        if found.lastgroup:
            tokens.append((found.lastgroup, found[0]))
        at = found.end()
    return tokens


def _by_parts(tokens: _Tokens) -> list[tuple[str, str]]:
    """Each word with the mark in its own part, of "Yes \u2713 / No"; none for one mark before or after the whole."""
    parts: list[_Tokens] = [[]]
    for kind, token in tokens:
        if kind == "parted":
            parts.append([])
        else:
            parts[-1].append((kind, token))
    pairs: list[tuple[str, str]] = []
    for part in parts:
        words = [token for kind, token in part if kind == "word"]
        marks = [token for kind, token in part if kind == "mark"]
        if len(words) != 1 or len(marks) > 1:
            return []
        pairs.append((words[0], marks[0] if marks else ""))
    outside = tokens[0][0] == "mark" or tokens[-1][0] == "mark"
    return [] if outside and sum(bool(mark) for _, mark in pairs) == 1 else pairs


def _in_turn(tokens: _Tokens) -> list[tuple[str, str]]:
    """Each word with its mark where words and marks take turns: "[x] Yes [ ] No", or "Yes [x] No [ ]"."""
    kinds = [(kind, token) for kind, token in tokens if kind != "parted"]
    words = [token for kind, token in kinds if kind == "word"]
    marks = [token for kind, token in kinds if kind == "mark"]
    order = [kind for kind, _ in kinds]
    if len(words) == len(marks) and order in (["mark", "word"] * len(words), ["word", "mark"] * len(words)):
        return list(zip(words, marks, strict=True))
    return []
