"""`putright request`: service requests beside complaints, recorded, monitored and reviewed, and raised as complaints."""

import argparse
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.record_fields import day_asked, event_asked, words_asked
from putright.cli.record_perform import key_asked, say_no
from putright.cli.request_told import print_request, print_request_standing, read_request, request_as_data
from putright.cli.says import coloured, paragraph, print_json, table
from putright.cli.with_record import add_person, person_asked, request_asked, with_record
from putright.complaint import events as e
from putright.complaint.codec import StreamKind
from putright.complaint.requests.events import PREFIX, REQUEST_EVENTS
from putright.workdays import in_words

if TYPE_CHECKING:
    from putright.actions import NotDone, Recorded
    from putright.people.models import Staff

_FIELDS = "field=value for the rest; docs/events.md has the fields of each event"


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the command and its own."""
    request = commands.add_parser("request", help="service requests: ask, record, raise a complaint, show, list, find")
    inner = request.add_subparsers(dest="what", metavar="WHAT", required=True)

    ask = inner.add_parser("ask", help="a new service request")
    ask.add_argument("--on", required=True, metavar="DATE", help="the day it was asked for, or unknown")
    ask.add_argument("--words", default="", help="what was asked for; - reads it from standard input")
    ask.add_argument("fields", nargs="*", metavar="field=value", help=_FIELDS)
    _add_command(ask)
    ask.set_defaults(run=run_ask)

    record = inner.add_parser("record", help="anything that happened to a service request")
    record.add_argument("reference", metavar="REF", help="such as AH-S-2604-0007")
    record.add_argument("event", metavar="EVENT", help="promised, answered, done, dissatisfied, reviewed")
    record.add_argument("--on", required=True, metavar="DATE", help="the day it happened, or unknown")
    record.add_argument("fields", nargs="*", metavar="field=value", help=_FIELDS)
    record.add_argument("--expected", type=int, metavar="N", help="the last entry you saw: refused if there are more")
    _add_command(record)
    record.set_defaults(run=run_record)

    _register_raise(inner)

    show = inner.add_parser("show", help="one service request: where it stands and what happened")
    show.add_argument("reference", metavar="REF")
    add_person(show)
    show.set_defaults(run=run_show)

    listed = inner.add_parser("list", help="what is open, the next to be looked at first")
    which = listed.add_mutually_exclusive_group()
    which.add_argument("--due", action="store_true", help="only what somebody has to see to today, and why")
    which.add_argument("--all", action="store_true", help="what is done too, the newest first")
    add_person(listed)
    listed.set_defaults(run=run_list)

    find = inner.add_parser("find", help="service requests with these words on them")
    find.add_argument("words", metavar="WORDS", help="several words in quotation marks")
    add_person(find)
    find.set_defaults(run=run_find)


def _register_raise(inner: Any) -> None:  # noqa: ANN401  as above
    parser = inner.add_parser(
        "raise",
        help="a complaint from a service request, which stays open",
        description="Records a complaint with where it came from, received on the first day the resident was unhappy and "
        "did not decline to complain. The work on the request goes on (1.5).",
    )
    parser.add_argument("reference", metavar="REF")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day they said so, if no earlier is on record")
    parser.add_argument("--words", default="", help="what they said, if it is not on record; - reads standard input")
    parser.add_argument("--channel", default="not_known", help="telephone, email, letter, in_person and so on")
    parser.add_argument("--reason", default="", help="why it is done in spite of what the Code says")
    parser.add_argument("--expected", type=int, metavar="N", help="the last entry you saw: refused if there are more")
    _add_command(parser)
    parser.set_defaults(run=run_raise)


def _add_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", metavar="UUID", help="this command's own id: sent again, it is answered, not repeated")
    add_person(parser)


@with_record
def run_ask(options: argparse.Namespace) -> int:
    """Record a new service request."""
    from putright.actions import AskRequest, perform_request

    by = person_asked(options)
    words = words_asked(options.words)
    given = [*options.fields, *([f"what={words}"] if words else [])]
    fact = event_asked("request_asked", day_asked(options.on, "--on"), given, StreamKind.REQUEST)
    ask = AskRequest(by.landlord_id, (fact,), key=key_asked(options.key))
    return _answered(perform_request(ask, by, clock.now()), by, as_json=options.json)


@with_record
def run_record(options: argparse.Namespace) -> int:
    """Record an event of a service request."""
    from putright.actions import AskRequest, perform_request

    by = person_asked(options)
    name = options.event.strip().lower().replace("-", "_")
    name = PREFIX + name if PREFIX + name in REQUEST_EVENTS else name
    # What was typed is looked at before the reference, so that no answer tells whether there is such a request.
    fact = event_asked(name, day_asked(options.on, "--on"), options.fields, StreamKind.REQUEST)
    key = key_asked(options.key)
    row = request_asked(options.reference, by)
    ask = AskRequest(by.landlord_id, (fact,), row.request, options.expected, key=key)
    return _answered(perform_request(ask, by, clock.now()), by, as_json=options.json)


def _answered(done: "Recorded | NotDone", by: "Staff", *, as_json: bool) -> int:
    from putright.actions import NotDone

    if isinstance(done, NotDone):
        return say_no(done, by, as_json=as_json)
    each = read_request(request_asked(done.reference, by), by, clock.today())
    if as_json:
        answer = {"done": True, "reference": done.reference, "first_number": done.first_number,
                  "last_number": done.last_number, "again": done.again}  # fmt: skip
        print_json(answer | {"request": request_as_data(each)})
        return 0
    before = "This command was carried out before" if done.again else "Recorded"
    print(f"{before}: entry {done.last_number} of {coloured(done.reference, 'strong')}.\n")
    print_request_standing(each)
    return 0


@with_record
def run_raise(options: argparse.Namespace) -> int:
    """Raise a complaint."""
    from putright.actions import NotDone, RaiseComplaint, raise_complaint

    by = person_asked(options)
    said = event_asked("received", day_asked(options.on, "--on"), [f"channel={options.channel}"])
    channel = said.channel if isinstance(said, e.ComplaintReceived) else e.Channel.NOT_KNOWN
    key, row = key_asked(options.key), request_asked(options.reference, by)
    ask = RaiseComplaint(
        by.landlord_id,
        row.request,
        said.on,
        words_asked(options.words),
        channel,
        reason=words_asked(options.reason),
        expected_number=options.expected,
        key=key,
    )
    done = raise_complaint(ask, by, clock.now())
    if isinstance(done, NotDone):
        return say_no(done, by, as_json=options.json)
    if options.json:
        print_json({"done": True, "complaint": done.complaint.reference, "request": done.request.reference,
                    "again": done.request.again})  # fmt: skip
        return 0
    before = "This command was carried out before: complaint" if done.request.again else "Complaint"
    print(
        paragraph(
            f"{before} {done.complaint.reference} was raised from {done.request.reference}, which stays as it is until "
            f"the work is done. See `putright show {done.complaint.reference}`."
        )
    )
    return 0


@with_record
def run_show(options: argparse.Namespace) -> int:
    """Print one service request."""
    by = person_asked(options)
    each = read_request(request_asked(options.reference, by), by, clock.today())
    if options.json:
        print_json(request_as_data(each))
    else:
        print_request(each)
    return 0


@with_record
def run_list(options: argparse.Namespace) -> int:
    """Print the list."""
    from putright.people.row_security import theirs
    from putright.records.requests_list import requests_listed, requests_to_look_at

    by, today = person_asked(options), clock.today()
    roles = by.roles_on(today)
    with theirs(by.landlord_id):
        if options.due:
            found = [(each.row, each.why) for each in requests_to_look_at(by.landlord_id, today, roles=roles)]
        else:
            found = [(row, ()) for row in requests_listed(by.landlord_id, roles=roles, everything=options.all)]
    if options.json:
        print_json([
            {"reference": row.reference, "state": row.state, "asked_on": row.asked_on, "promised_on": row.promised_on,
             "review_on": row.review_on, "complaints": row.complaints, "what": row.what,
             "attention": [{"name": one.name, "provision": one.provision, "message": one.message} for one in why]}
            for row, why in found
        ])  # fmt: skip
        return 0
    if not found:
        print("Nothing has to be looked at today." if options.due else "There is no service request to list.")
        return 0
    for row, why in found:
        asked = f", asked for on {in_words(row.asked_on)}" if row.asked_on else ""
        print(f"{coloured(row.reference, 'strong')}  {row.state}{asked}")
        if row.what:
            print(paragraph(row.what, indent="  "))
        dates = [("promised", in_words(row.promised_on))] if row.promised_on else []
        dates += [("look again", in_words(row.review_on))] if row.review_on else []
        if dates:
            print(table(dates, indent="  "))
        for one in why:
            print(paragraph(f"{coloured(one.provision, 'late')}  {one.message}", indent="  "))
    return 0


@with_record
def run_find(options: argparse.Namespace) -> int:
    """Print what was found."""
    from putright.people.row_security import theirs
    from putright.records.search import find_requests

    by = person_asked(options)
    with theirs(by.landlord_id):
        found = find_requests(by.landlord_id, options.words, who=str(by.id), roles=by.roles_on(clock.today()))
    if options.json:
        told = [{"reference": each.reference, "entry": each.number, "snippet": each.snippet} for each in found.matches]
        print_json({"matches": told, "more": found.more})
        return 0
    for each in found.matches:
        print(f"{coloured(each.reference, 'strong')}  {each.snippet}")
    if not found.matches:
        print("No service request has these words on it.")
    elif found.more:
        print("There are more: add a word.")
    return 0
