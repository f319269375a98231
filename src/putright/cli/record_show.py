"""`putright show` and `putright as-of`: one complaint from the record, now and as it stood at a moment."""

import argparse
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from putright import clock
from putright.cli.asking import date_asked
from putright.cli.complaint_told import Told, as_data, in_london, print_told, told
from putright.cli.request_told import show_request
from putright.cli.says import SaysNo, paragraph, print_json
from putright.cli.with_record import (
    add_person,
    complaint_to_see,
    is_request,
    names_of,
    person_asked,
    request_asked,
    with_record,
)

if TYPE_CHECKING:
    from putright.people.models import Staff
    from putright.records.models import Summary


def register(commands: Any) -> None:  # noqa: ANN401  argparse gives its subparsers no public type
    """Add the commands."""
    show = commands.add_parser("show", help="one complaint: where it stands, its dates, what happened")
    show.add_argument("reference", metavar="REF", help="such as AH-2604-0117")
    add_person(show)
    show.set_defaults(run=run_show)

    as_of = commands.add_parser(
        "as-of",
        help="one complaint as the record had it at a moment",
        description="Only what had been written down by then, whatever was recorded or corrected later.",
    )
    as_of.add_argument("reference", metavar="REF")
    as_of.add_argument(
        "moment", metavar="MOMENT", help="2026-05-03 (the end of that day) or 2026-05-03T14:30, in London"
    )
    add_person(as_of)
    as_of.set_defaults(run=run_as_of)


@with_record
def run_show(options: argparse.Namespace) -> int:
    """Print one complaint."""
    by = person_asked(options)
    if is_request(options.reference, by):
        return show_request(request_asked(options.reference, by), by, as_json=options.json)
    each = read_told(complaint_to_see(options.reference, by, "putright show"), by, clock.today())
    if options.json:
        print_json(as_data(each))
    else:
        print_told(each)
    return 0


@with_record
def run_as_of(options: argparse.Namespace) -> int:
    """Print one complaint as it stood."""
    by, moment = person_asked(options), moment_asked(options.moment)
    if is_request(options.reference, by):
        return show_request(request_asked(options.reference, by), by, as_json=options.json, until=moment)
    row = complaint_to_see(options.reference, by, "putright as-of")
    each = read_told(row, by, moment.astimezone(clock.LONDON).date(), until=moment)
    if not each.entries:
        if options.json:
            print_json({"reference": row.reference, "moment": moment, "on_record": False})
        else:
            print(paragraph(f"{row.reference} was not on record yet on {in_london(moment)}."))
        return 0
    if options.json:
        print_json({"moment": moment, "on_record": True, **as_data(each)})
    else:
        print(f"As the record stood on {in_london(moment)}:\n")
        print_told(each)
    return 0


def read_told(row: "Summary", by: "Staff", today: date, *, until: datetime | None = None) -> Told:
    """A complaint with its entries, by `until` where that is given."""
    from putright.actions.importing import said_of_import
    from putright.complaint.history import as_it_stood
    from putright.records import store

    rows = store.rows(row.landlord, row.complaint)
    entries = store.as_told(rows, store.words_of(row.landlord, row.complaint))
    if until is not None:
        entries = as_it_stood(entries, until)
    imports = {each.number: said for each in rows if (said := said_of_import(each.on_behalf_of))}
    return told(by.landlord, row.reference, entries, today, names_of(by.landlord), imports)


def moment_asked(text: str) -> datetime:
    """A moment: a day means its end, a time without a zone is London's. Raises SaysNo."""
    try:
        moment = datetime.fromisoformat(text.strip())
        only_day = len(text.strip()) <= len("2026-05-03")
    except ValueError:
        moment, only_day = datetime.combine(date_asked(text, "MOMENT"), time.min), True
    if only_day:
        moment = datetime.combine(moment.date(), time.max)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.LONDON)
    if moment > clock.now() and not (only_day and moment.date() == clock.today()):
        raise SaysNo(f"{text} has not come yet: give a moment that is past.")
    return moment
