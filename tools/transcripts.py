"""The terminal transcripts in README.md: run each command again, and compare or rewrite what it prints.

A block that opens with ```console holds commands after `$ ` and below each what it prints at 80 columns. A line `...`
stands for any number of lines left out.
"""

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

from putright.cli import main as putright

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)


def blocks(text: str) -> list[str]:
    """The transcripts in a document."""
    return _BLOCK.findall(text)


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a transcript with what stands below it."""
    parts = re.split(r"^\$ (.+)$", block, flags=re.MULTILINE)
    return [(parts[n], parts[n + 1].strip("\n")) for n in range(1, len(parts), 2)]


def printed(command: str) -> str:
    """What a command prints, at 80 columns, run where the project is."""
    words = shlex.split(command)
    if words[0] != "putright":
        raise SystemExit(f"Only putright's own commands can be shown, not {command!r}.")
    said, before = io.StringIO(), (Path.cwd(), os.environ.get("COLUMNS"))
    os.environ["COLUMNS"] = "80"
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            putright(words[1:])
    finally:
        os.chdir(before[0])
        if before[1] is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before[1]
    return said.getvalue().strip("\n")


def agrees(shown: str, real: str) -> bool:
    """Whether what is shown is what is printed, `...` standing for lines left out."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ ]*\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, real + "\n") is not None


def can_run(command: str) -> bool:
    """Whether it can be run here at once.

    The real documents stand beside the project, where there are any; `make run` takes a while and is compared with what the
    README shows by tests/journeys/test_make_run.py.
    """
    return command.startswith("putright ") and all(
        (ROOT / word).exists() for word in shlex.split(command) if word.startswith("../")
    )


def stale(text: str) -> list[str]:
    """The commands of a document that print something else than it shows; those whose files are not here are left out."""
    told = [each for block in blocks(text) for each in commands(block)]
    return [command for command, shown in told if can_run(command) and not agrees(shown, printed(command))]


def rewritten(text: str) -> str:
    """The document with every transcript that leaves nothing out made anew."""

    def anew(match: re.Match[str]) -> str:
        lines = []
        for command, shown in commands(match[1]):
            cut = not can_run(command) or any(line.strip() == "..." for line in shown.splitlines())
            lines.append(f"$ {command}\n{shown if cut else printed(command)}\n")
        return "```console\n" + "\n".join(lines) + "```"

    return _BLOCK.sub(anew, text)


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(rewritten(readme.read_text(encoding="utf-8")), encoding="utf-8")
    left = stale(readme.read_text(encoding="utf-8"))
    print("\n".join(f"Mend by hand: {command}" for command in left))
    sys.exit(1 if left else 0)
