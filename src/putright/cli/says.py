"""How the command line says things: one clear sentence for a no, aligned tables, colour only on a terminal."""

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import Any

_COLOURS = {"late": "31;1", "soon": "33", "fine": "32", "strong": "1", "soft": "2"}


class SaysNo(Exception):  # noqa: N818  it is an answer to a person, not a fault
    """The request cannot be done. The message is one sentence: what, where, why, the way out. Exit code 2."""


def coloured(text: str, colour: str) -> str:
    """`text` in one of the few colours that mean something (late, soon, fine, strong, soft), on a terminal only."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def width() -> int:
    """Columns to write in: the terminal's, but never wider than reads well, and 80 where there is none."""
    return max(40, min(100, get_terminal_size((80, 24)).columns))


def paragraph(text: str, *, indent: str = "") -> str:
    """`text` folded to the width, each line after `indent`."""
    return textwrap.fill(
        text, width(), initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def print_json(value: Any) -> None:  # noqa: ANN401  whatever JSON can say
    """`value` as JSON, dates as ISO 8601; in plain ASCII where the other end may not take more."""
    unicode = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    print(json.dumps(value, indent=2, ensure_ascii=not unicode, default=str))


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _seen(text: str) -> int:
    """How many columns a text takes: colours take none."""
    return len(_COLOUR.sub("", text))


def table(rows: Iterable[Sequence[str]], *, indent: str = "", gap: str = "  ") -> str:
    """Rows in aligned columns; the last column folds under itself when the line would be too long."""
    rows = [list(map(str, row)) for row in rows]
    if not rows:
        return ""
    columns = max(map(len, rows))
    widths = [max(_seen(row[n]) if n < len(row) else 0 for row in rows) for n in range(columns - 1)]
    lines = []
    for row in rows:
        cells = [*row, *[""] * (columns - len(row))]
        lead = (
            indent
            + gap.join(cell.ljust(size) for cell, size in zip(cells, widths, strict=False))
            + (gap if widths else "")
        )
        room = max(20, width() - len(lead))
        folded = [cells[-1]]
        if _seen(cells[-1]) > room:
            folded = textwrap.wrap(cells[-1], room, break_long_words=False, break_on_hyphens=False)
        lines.append((lead + folded[0]).rstrip())
        lines += [(" " * len(lead) + more).rstrip() for more in folded[1:]]
    return "\n".join(lines)
