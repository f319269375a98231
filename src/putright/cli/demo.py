"""`putright demo`: a guided tour in the terminal, on the shipped policies and examples."""

import argparse
from typing import Any


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser("demo", help="a guided tour in the terminal")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the tour."""
    del options
    return 0
