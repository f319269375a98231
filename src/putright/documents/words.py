"""Cleaning the words of a document: bytes to text, odd characters, and what a line is on its page."""

import re

from putright.documents.bounds import MAX_CHARACTERS, DocumentError
from putright.passages import Passage, PassageKind

__all__ = ["BULLET", "as_passage", "cell_words", "clean", "decoded", "one_line", "unhyphenated"]

_REPLACED = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\uf0b7": "\u2022",  # what Symbol and Wingdings leave behind: bullets, ticks and boxes
        "\uf0a7": "\u2022",
        "\uf0d8": "\u2022",
        "\uf0fc": "\u2713",
        "\uf0fb": "\u2717",
        "\uf0fe": "\u2611",
        "\uf0fd": "\u2612",
        "\uf0a8": "\u2610",
        "\u2028": "\n",
        "\u2029": "\n",
        "\x0b": "\n",
        "\x85": "\n",
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_INLINE_TAGS = re.compile(r"</?(?:u|b|i|em|strong|sup|sub|span|mark)\s*/?>", re.IGNORECASE)
BULLET = re.compile(
    r"^\s*(?:[-\u2013\u2014*\u2022\u25aa\u25cf\u25cb\u25e6\u2023\u00b7\u2043\u27a2\u25ba]|o(?=\s{2,}|\t))\s+(?=\S)"
)
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NUMBERED = re.compile(
    r"^(?:(?:Section|Part|Appendix|SECTION|APPENDIX)\s+)?((?:\d{1,2}|(?<=[xX] )[A-Z])(?:\.\d{1,2})*)\s*[.:)\u2013-]?\s+(?=[A-Z])"
)
_LONGEST_HEADING = 90
_MARKED = re.compile(r"^(?:[a-z][.)]|\(?[ivx]{1,4}[.)]|\d{1,2}[.)])\s")


def decoded(name: str, content: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The bytes as text, and a note where the encoding had to be guessed. Raises DocumentError for what is not text."""
    text, notes = _decoded(name, content, declared)
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name} holds more than {MAX_CHARACTERS:,} characters: save the part that matters on its own."
        )
    odd = len(_CONTROL.findall(text[:20_000]))
    if odd > len(text[:20_000]) // 50:
        raise DocumentError(f"{name} is not text: give putright the document itself, as text, .html, .docx or .pdf.")
    return _CONTROL.sub("", text), notes


def _decoded(name: str, content: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    start = content[:4000]
    if len(start) > 1 and start[1::2].count(0) > len(start) // 5 and start[0::2].count(0) * 10 < len(start):
        return content.decode("utf-16-le", errors="replace"), (
            f"{name} was read as UTF-16, which it does not say it is.",
        )
    if len(start) > 1 and start[0::2].count(0) > len(start) // 5 and start[1::2].count(0) * 10 < len(start):
        return content.decode("utf-16-be", errors="replace"), (
            f"{name} was read as UTF-16, which it does not say it is.",
        )
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    encoding = "cp1252"
    if declared and declared.lower() not in {"utf-8", "utf8", "iso-8859-1", "latin1", "ascii", "us-ascii"}:
        try:
            return content.decode(declared), ()
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return content.decode(encoding, errors="replace"), (
        f"{name} is not UTF-8 and was read as Windows text: check its quotes and pounds.",
    )


def clean(text: str) -> str:
    """Odd spaces, ligatures, symbol-font bullets and control characters made plain; line breaks kept, each line tidy."""
    text = _CONTROL.sub("", _INLINE_TAGS.sub("", text.translate(_REPLACED)))
    lines = (" ".join(line.split()) for line in re.split(r"[\r\n\f]+", text))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """`clean` text on one line."""
    return " ".join(clean(text).split())


def unhyphenated(first: str, second: str) -> str:
    """Two lines of one paragraph as one; a word broken with a hyphen keeps it, as the landlord may have meant it.

    "well-" and "publicised" become "well-publicised": whether the hyphen belongs cannot be known without a dictionary.
    """
    if re.search(r"[a-z]-$", first) and re.match(r"[a-z]", second):
        return first + second
    return f"{first} {second}"


def cell_words(cell: str) -> str:
    """A cell's lines as its paragraphs: a margin's breaks undone, a bullet or a lettered part on a line of its own."""
    paragraphs: list[str] = []
    for line in clean(cell).split("\n"):
        if not paragraphs or BULLET.match(line) or _MARKED.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = unhyphenated(paragraphs[-1], line)
    return "\n".join(filter(None, paragraphs))


def as_passage(line: str, where: str) -> Passage:
    """One cleaned line as a heading, a bullet or a paragraph, judged by its form alone."""
    marked = _MARKDOWN_HEADING.match(line)
    if marked:
        return Passage(PassageKind.HEADING, marked[2], where, level=len(marked[1]))
    bullet = BULLET.match(line)
    if bullet:
        return Passage(PassageKind.BULLET, line[bullet.end() :].strip(), where)
    numbered = _NUMBERED.match(line)
    if numbered and len(line) <= _LONGEST_HEADING and not line.endswith((".", ",", ";", ":", "?")) and _is_title(line):
        return Passage(PassageKind.HEADING, line, where, level=numbered[1].count(".") + 1)
    return Passage(PassageKind.PARAGRAPH, line, where)


def _is_title(line: str) -> bool:
    """Whether a numbered line reads as a title: no "must", "we" and the like, which make it a sentence."""
    return not re.search(
        r"\b(?:must|should|will|shall|may|is|are|was|has|have|can|we|you|they|comply)\b", line, re.IGNORECASE
    )
