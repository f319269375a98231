"""`putright worker`: the work nobody waits for, done in a process of its own."""

import argparse
import signal
from types import FrameType
from typing import Any

from putright import clock
from putright.cli.says import SaysNo, print_json, table
from putright.cli.with_record import add_json, many, with_record


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command."""
    parser = commands.add_parser(
        "worker",
        help="do the work nobody waits for: reminders, nightly checks, imports",
        description="Takes jobs from the queue until it is told to stop; then it finishes what it has in hand. As many as "
        "wanted may run, on one machine or several. `putright serve` runs one already.",
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--failed", action="store_true", help="show the jobs that failed for good, and why")
    asked.add_argument("--again", metavar="JOB", help="have one of them done again")
    asked.add_argument("--give-up", metavar="JOB", help="leave one of them undone")
    parser.add_argument("--queues", default="", metavar="NAMES", help="only these: quick, long (with a comma for both)")
    parser.add_argument("--name", default="", help=argparse.SUPPRESS)
    parser.add_argument("--poll", type=float, default=1.0, help=argparse.SUPPRESS)
    add_json(parser)
    parser.set_defaults(run=run)


@with_record
def run(options: argparse.Namespace) -> int:
    """Work. Returns 0 when it was asked to stop, or when everything due is done."""
    from putright.background.kinds import QUEUES
    from putright.background.lifeline import end_with_parent
    from putright.background.working import Working
    from putright.people.row_security import HeldApart

    if options.failed or options.again or options.give_up:
        return _failed(options)
    asked = [each.strip() for each in options.queues.split(",") if each.strip()]
    unknown = [each for each in asked if each not in QUEUES]
    if unknown:
        raise SaysNo(f"--queues {unknown[0]}: there are {' and '.join(QUEUES)}.")
    working = Working(now=clock.now, queues=asked or QUEUES, name=options.name, poll=options.poll)

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        working.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    end_with_parent()
    try:
        if options.once:
            number = working.once()
            print_json({"done": number}) if options.json else print(f"Done: {many(number, 'job')}.")
        else:
            working.run()
    except HeldApart as no:
        raise SaysNo(str(no)) from None
    return 0


def _failed(options: argparse.Namespace) -> int:
    """The jobs that failed for good; or what is decided about one of them."""
    from uuid import UUID

    from putright.background import queue

    if options.failed:
        dead = list(queue.dead())
        if options.json:
            told = [
                {"job": str(each.pk), "kind": each.kind, "tries": each.tries, "since": each.ticket.finished_at, "problem": each.problem}
                for each in dead
            ]  # fmt: skip
            print_json({"failed": told})
        elif dead:
            tries = {each.pk: many(each.tries, "try", "tries") for each in dead}
            print(table([(str(each.pk), f"{each.kind}, {tries[each.pk]}: {each.problem}") for each in dead]))
        else:
            print("No job has failed for good.")
        return 1 if dead else 0
    named = options.again or options.give_up
    decide = queue.send_again if options.again else queue.give_up
    try:
        done = decide(None, UUID(named), by="the terminal", at=clock.now())
    except ValueError:
        done = False
    if not done:
        raise SaysNo(f"No job {named} has failed for good: see `putright worker --failed`.")
    if options.json:
        print_json({"job": named, "decided": "again" if options.again else "given up"})
    else:
        print("It is done again as soon as a worker is free." if options.again else "It is left undone.")
    return 0
