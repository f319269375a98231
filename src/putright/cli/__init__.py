"""The command line: `putright COMMAND ...`.

Each command is a module of this room with `register(commands)`, which adds its own parser and names the
function that runs it. Commands print; everything they say comes from the rooms below.
"""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from putright import __version__
from putright.cli.says import SaysNo
from putright.workdays import BankHolidayError

_COMMANDS = {
    "demo": "demo",
    "deadline": "deadline",
    "bank-holidays": "bank_holidays",
    "timeline": "timeline",
    "replay": "replay",
    "rulebook": "rulebook",
    "policy": "policy",
    "self-assessment": "self_assessment",
    "letter": "letter",
    "setup": "record_people",
    "landlord": "record_people",
    "staff": "record_people",
    "receive": "record_perform",
    "perform": "record_perform",
    "request": "record_request",
    "show": "record_show",
    "as-of": "record_show",
    "verify": "record_check",
    "checkpoint": "record_check",
    "rebuild": "record_check",
    "import": "record_import",
    "export": "record_export",
    "backup": "record_backup",
    "restore": "record_backup",
    "erase-again": "record_backup",
    "serve": "serve",
    "worker": "worker",
    "doctor": "doctor",
}
"""The commands in the order of the help, each with the module of this room that has it."""


class _Parser(argparse.ArgumentParser):
    """Says no in one sentence, like everything else."""

    def error(self, message: str) -> NoReturn:
        """A mistake in the words of the command."""
        print(f"{self.prog}: {message}: see `{self.prog} --help`.", file=sys.stderr)
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns 0; 1 when a check found something; 2 when the request could not be understood or done; 3 when it was stopped
    because it departs from the Code and no reason was given.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks a letter is no reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = _parser(arguments[:1])
    options, rest = parser.parse_known_args(arguments)
    if rest and hasattr(options, "fields") and not any(word.startswith("-") for word in rest):
        options.fields += rest  # argparse takes no further words once an option has come between
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        result: int = options.run(options)
        sys.stdout.flush()
    except (SaysNo, BankHolidayError) as no:
        print(f"putright: {no}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _give_up_printing()
        return 0
    except OSError as trouble:
        if trouble.filename is not None:  # not what is printed: a fault that has to be seen
            raise
        _give_up_printing()
        print(f"putright: The answer cannot be written: {trouble.strerror or trouble}.", file=sys.stderr)
        return 2
    return result


def _give_up_printing() -> None:
    """Nobody takes what is still to be printed: let the interpreter's last flush go nowhere."""
    with contextlib.suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with only the command asked for: the others' rooms need not be loaded to refuse nothing."""
    parser = _Parser(
        prog="putright", description="Complaint handling inside the Housing Ombudsman's Complaint Handling Code."
    )
    parser.add_argument("--version", action="version", version=f"putright {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked_for = [_COMMANDS[name] for name in asked if name in _COMMANDS]
    for module in dict.fromkeys(asked_for or _COMMANDS.values()):
        import_module(f"putright.cli.{module}").register(commands)
    return parser
