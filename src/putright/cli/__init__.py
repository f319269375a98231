"""The command line: `putright COMMAND ...`.

Each command is a module of this room with `register(commands)`, which adds its own parser and names the
function that runs it. Commands print; everything they say comes from the rooms below.
"""

import argparse
import sys
from collections.abc import Sequence

from putright import __version__
from putright.cli.says import SaysNo


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0; 1 when a check found a breach; 2 when the request could not be understood."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        result: int = options.run(options)
    except SaysNo as no:
        print(f"putright: {no}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return result


def _parser() -> argparse.ArgumentParser:
    from putright.cli import bank_holidays, deadline, rulebook

    parser = argparse.ArgumentParser(
        prog="putright", description="Complaint handling inside the Housing Ombudsman's Complaint Handling Code."
    )
    parser.add_argument("--version", action="version", version=f"putright {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in (deadline, bank_holidays, rulebook):
        command.register(commands)
    return parser
