"""The options several commands share, read and checked once."""

import argparse
from datetime import date

from putright import clock
from putright.cli.says import SaysNo
from putright.policy import Policy
from putright.rulebook import Rulebook, RulebookError, rulebook
from putright.workdays import Nation, read_date


def add_nation(parser: argparse.ArgumentParser) -> None:
    """`--nation`, England and Wales where it is not given."""
    parser.add_argument(
        "--nation",
        default=Nation.ENGLAND_AND_WALES.value,
        help="england-and-wales (default), scotland or northern-ireland",
    )


def nation_asked(options: argparse.Namespace) -> Nation:
    """The nation whose bank holidays are skipped."""
    from putright.workdays.nations import read_nation

    try:
        return read_nation(options.nation)
    except ValueError as error:
        raise SaysNo(str(error)) from None


def today_asked(options: argparse.Namespace) -> date:
    """The day to assess on: `--today`, else today."""
    return date_asked(options.today, "--today") if options.today else clock.today()


def date_asked(text: str, option: str) -> date:
    """A date from an option."""
    try:
        return read_date(text)
    except ValueError as error:
        raise SaysNo(f"{option}: {error}") from None


def edition_asked(name: str | None) -> Rulebook | None:
    """The edition asked for, None where none was."""
    if name is None:
        return None
    try:
        return rulebook(name)
    except RulebookError as error:
        raise SaysNo(str(error)) from None


def policy_asked(name: str | None) -> Policy | None:
    """The policy asked for: a shipped one by its name, or a TOML file; None where none was."""
    from pathlib import Path

    from putright.policy import PolicyError, read_policy, shipped_policy

    if name is None:
        return None
    try:
        return read_policy(Path(name)) if name.endswith(".toml") else shipped_policy(name)
    except PolicyError as error:
        raise SaysNo(str(error)) from None
