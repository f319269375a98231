"""The command line: `putright COMMAND ...`.

Each command is a module of this room with `register(commands)`, which adds its own parser and names the
function that runs it. Commands print; everything they say comes from the rooms below.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from putright import __version__
from putright.cli.says import SaysNo

_COMMANDS = ("demo", "deadline", "bank-holidays", "timeline", "replay", "rulebook", "policy", "self-assessment")
"""The commands in the order of the help; each is the module of that name in this room."""


class _Parser(argparse.ArgumentParser):
    """Says no in one sentence, like everything else."""

    def error(self, message: str) -> NoReturn:
        """A mistake in the words of the command."""
        print(f"{self.prog}: {message}: see `{self.prog} --help`.", file=sys.stderr)
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0; 1 when a check found a breach; 2 when the request could not be understood."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(arguments[:1]).parse_args(arguments)
    try:
        result: int = options.run(options)
    except SaysNo as no:
        print(f"putright: {no}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return result


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with only the command asked for: the others' rooms need not be loaded to refuse nothing."""
    parser = _Parser(
        prog="putright", description="Complaint handling inside the Housing Ombudsman's Complaint Handling Code."
    )
    parser.add_argument("--version", action="version", version=f"putright {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in [name for name in _COMMANDS if name in asked] or _COMMANDS:
        import_module(f"putright.cli.{command.replace('-', '_')}").register(commands)
    return parser
