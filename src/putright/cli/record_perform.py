"""`putright receive` and `putright perform`: put something on record, through the one door that there is."""

import argparse
from typing import TYPE_CHECKING, Any
from uuid import UUID

from putright import clock
from putright.cli.complaint_told import as_data, print_standing, with_names
from putright.cli.record_fields import day_asked, event_asked, words_asked
from putright.cli.record_show import read_told
from putright.cli.says import SaysNo, coloured, paragraph, print_json
from putright.cli.with_record import add_person, complaint_asked, names_of, person_asked, with_record

if TYPE_CHECKING:
    from putright.actions import Ask, NotDone
    from putright.people.models import Staff

STOPPED = 3
"""The exit code where it departs from the Code and no reason was given."""

_FIELDS = "field=value for the rest; docs/events.md has the fields of each event"


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the commands."""
    receive = commands.add_parser(
        "receive",
        help="a new complaint",
        description="Records that somebody complained. The day is the day anybody at the landlord first heard it.",
    )
    receive.add_argument("--on", required=True, metavar="DATE", help="the day it was received, or unknown")
    receive.add_argument("--channel", default="not_known", help="telephone, email, letter, in_person and so on")
    receive.add_argument("--words", default="", help="in the resident's own words; - reads them from standard input")
    receive.add_argument("fields", nargs="*", metavar="field=value", help=_FIELDS)
    _add_request(receive)
    receive.set_defaults(run=run_receive)

    perform = commands.add_parser(
        "perform",
        help="record anything that happened to a complaint",
        description="Records an event by its name. What departs from the Code is stopped once, with the provision, and "
        "goes on with --reason.",
    )
    perform.add_argument("reference", metavar="REF")
    perform.add_argument("event", metavar="EVENT", help="such as acknowledged; docs/events.md lists them all")
    perform.add_argument("--on", required=True, metavar="DATE", help="the day it happened, or unknown")
    perform.add_argument("fields", nargs="*", metavar="field=value", help=_FIELDS)
    perform.add_argument("--expected", type=int, metavar="N", help="the last entry you saw: refused if there are more")
    perform.add_argument("--again", action="store_true", help="it is on record already, and happened a second time")
    _add_request(perform)
    perform.set_defaults(run=run_perform)


def _add_request(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", default="", help="why it is done in spite of what the Code says")
    parser.add_argument(
        "--key", metavar="UUID", help="this request's own id: sent again, it is answered and not repeated"
    )
    add_person(parser)


@with_record
def run_receive(options: argparse.Namespace) -> int:
    """Record a new complaint."""
    from putright.actions import Ask

    by = person_asked(options)
    given = [f"channel={options.channel}", *options.fields]
    words = words_asked(options.words)
    if words:
        given.append(f"in_their_words={words}")
    fact = event_asked("received", day_asked(options.on, "--on"), given)
    ask = Ask(by.landlord_id, (fact,), reason=words_asked(options.reason), key=key_asked(options.key))
    return _perform(ask, by, as_json=options.json)


@with_record
def run_perform(options: argparse.Namespace) -> int:
    """Record an event of a complaint."""
    from putright.actions import Ask

    by = person_asked(options)
    # What was typed is looked at before the reference, so that no answer tells whether there is such a complaint.
    fact, key = event_asked(options.event, day_asked(options.on, "--on"), options.fields), key_asked(options.key)
    row = complaint_asked(options.reference, by)
    ask = Ask(
        by.landlord_id,
        (fact,),
        complaint=row.complaint,
        expected_number=options.expected,
        reason=words_asked(options.reason),
        again=options.again,
        key=key,
    )
    return _perform(ask, by, as_json=options.json)


def key_asked(text: str | None) -> UUID | None:
    """The id of a command, as it was typed. Raises SaysNo."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise SaysNo(f"--key {text} is not a UUID: write it as 8-4-4-4-12 hexadecimal digits.") from None


def _perform(ask: "Ask", by: "Staff", *, as_json: bool) -> int:
    from putright.actions import NotDone, perform
    from putright.people.looking import visible
    from putright.records.models import Summary

    done = perform(ask, by, clock.now())
    if isinstance(done, NotDone):
        return say_no(done, by, as_json=as_json)
    today = clock.today()
    row = visible(Summary.objects.filter(complaint=done.complaint), by, today).first()
    each = read_told(row, by, today) if row is not None else None
    if as_json:
        answer = {"done": True, "reference": done.reference, "first_number": done.first_number,
                  "last_number": done.last_number, "again": done.again}  # fmt: skip
        print_json(answer | ({"complaint": as_data(each)} if each else {}))
        return 0
    many = done.first_number != done.last_number
    entries = f"entries {done.first_number} to {done.last_number}" if many else f"entry {done.first_number}"
    before = "This request was carried out before" if done.again else "Recorded"
    print(f"{before}: {entries} of {coloured(done.reference, 'strong')}.")
    if each is not None:
        print()
        print_standing(each, working=True)
    return 0


def say_no(no: "NotDone", by: "Staff", *, as_json: bool) -> int:
    """Say no: a departure with its provision and the way on (3), anything else in one sentence (2)."""
    from putright.complaint.decide import RefusedBecause

    refused = no.refused
    stopped = refused.because is RefusedBecause.AGAINST_THE_CODE
    message = with_names(refused.message, names_of(by.landlord))
    if as_json:
        stops = [
            {"finding": each.finding, "provision": each.provision, "message": each.message} for each in refused.stops
        ]
        print_json({"done": False, "because": refused.because.value, "message": message, "stops": stops})
        return STOPPED if stopped else 2
    if refused.because is RefusedBecause.TWICE:
        message += " To confirm it: the same command with --again."
    if not stopped:
        raise SaysNo(message)
    print("Nothing has been recorded yet, because it departs from:\n")
    for each in refused.stops:
        print(f"  {coloured(each.provision, 'late')}")
        print(paragraph(each.message, indent="    "))
    print()
    print(
        paragraph(
            'To go on all the same, say why: the same command with --reason "...". The reason stays in the record.'
        )
    )
    return STOPPED
