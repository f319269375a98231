"""`putright demo`: a guided tour in the terminal, each step the real command on the shipped examples and policies."""

import argparse
import shlex
from pathlib import Path
from typing import Any, NamedTuple

from putright.cli import demo_load, demo_run
from putright.cli.says import SaysNo, coloured, paragraph

_ROOT = Path(__file__).parents[3]


class Step(NamedTuple):
    """One stop of the tour: what it is about, and the command that is run."""

    about: str
    command: str
    lines: int | None = None
    """How many lines of the answer are shown; None for all of them."""


STEPS = (
    Step(
        "A complaint came in on the Wednesday before Easter. By when does the Code want it acknowledged?",
        "deadline --from 2026-04-01 --working-days 5",
    ),
    Step(
        "Scotland had a holiday more that June, and was told of it in February. Every bank holiday knows when it became known.",
        "bank-holidays --nation scotland --from 2026 --to 2026",
    ),
    Step(
        "Somebody else counted 26 working days, we count 25. Which way of counting gives 26?",
        "deadline --from 2026-09-01 --to 2026-10-06 --count 26",
    ),
    Step(
        "A team's spreadsheet, as they come: three kinds of date, a slip of the finger, a complaint from before April 2024.",
        "timeline examples/spreadsheets/first-look.csv --today 2026-11-20",
    ),
    Step("What the Code says about the first answer, in our own words.", "rulebook show 2024 6.3"),
    Step(
        "One complaint under two editions of the Code, side by side.",
        "replay examples/dates/acknowledged-one-day-late.toml --edition 2022",
    ),
    Step(
        "A real policy of 2021 against the Code of 2024, in the four columns that the Ombudsman uses.",
        "policy check together-2021 --edition 2024",
        44,
    ),
    Step(
        "The same landlord's complaint under its own policy: fifteen working days, where the Code of the time gave twenty.",
        "replay examples/landlords/together/mediated.toml --policy thrive-2024",
    ),
)


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="a guided tour in the terminal; `demo load` makes a fictional landlord, `demo run` serves it",
        description="A guided tour.",
    )
    parser.add_argument("--json", action="store_true", help="the steps as JSON, without running them")
    parser.set_defaults(run=run)
    doing = parser.add_subparsers(dest="doing", metavar="load | run")
    demo_load.register(doing)
    demo_run.register(doing)


def run(options: argparse.Namespace) -> int:
    """Show the tour: each step says what it is about, then the command, then what the command prints."""
    from putright.cli import main
    from putright.cli.says import print_json

    if options.json:
        print_json([{"about": step.about, "command": f"putright {step.command}"} for step in STEPS])
        return 0
    if not (_ROOT / "examples").is_dir():
        raise SaysNo("The tour needs the project's examples folder: run it in a checkout, with `make tour`.")
    print(coloured("putright: complaints inside the Housing Ombudsman's Complaint Handling Code", "strong"))
    print(paragraph("A short tour. Every step is a command you can give yourself.") + "\n")
    for number, step in enumerate(STEPS, start=1):
        print(coloured(paragraph(f"{number}. {step.about}"), "strong"))
        print(f"\n$ putright {step.command}")
        _shown(main, step)
        print()
    print(paragraph("Next: put your own dates in with `putright timeline FILE.csv`, and see README.md for the rest."))
    return 0


def _shown(main: Any, step: Step) -> None:  # noqa: ANN401
    """Run the command where the examples are; a long answer is cut, and says so."""
    import contextlib
    import io

    said = io.StringIO()
    words = [str(_ROOT / word) if word.startswith("examples/") else word for word in shlex.split(step.command)]
    if step.lines is None:
        main(words)
        return
    with contextlib.redirect_stdout(said):
        main(words)
    lines = said.getvalue().splitlines()
    print("\n".join(lines[: step.lines]))
    if len(lines) > step.lines:
        print(coloured(f"... {len(lines) - step.lines} more lines", "soft"))
