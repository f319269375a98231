"""One service request as the terminal tells it: where it stands, what somebody has to see to, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from putright.cli.complaint_told import changes, in_london, with_names
from putright.cli.says import coloured, paragraph, print_json, table
from putright.cli.with_record import names_of
from putright.complaint.codec import write_event
from putright.complaint.history import Entry, as_it_stood
from putright.complaint.requests import Attention, ServiceRequest, attention, narrate_request, request_from
from putright.workdays import in_words

if TYPE_CHECKING:
    from putright.people.models import Staff
    from putright.records.requests_models import RequestSummary


@dataclass(frozen=True, slots=True)
class ToldRequest:
    """A service request read from the record, on a day."""

    reference: str
    entries: Sequence[Entry]
    request: ServiceRequest
    why: Sequence[Attention]
    names: dict[str, str]
    today: date

    @property
    def state(self) -> str:
        """Where it stands, in one word."""
        from putright.records.requests_projection import state_of_request

        return state_of_request(self.request)


def read_request(row: "RequestSummary", by: "Staff", today: date, *, until: datetime | None = None) -> ToldRequest:
    """A service request with its entries, by `until` where that is given."""
    from putright.people.row_security import theirs
    from putright.records import store
    from putright.records.requests_list import as_read_by

    with theirs(by.landlord_id):
        entries = as_read_by(row.landlord, store.read(row.landlord, row.request), str(by.id))
        names = names_of(by.landlord)
    if until is not None:
        entries = as_it_stood(entries, until)
    request = request_from(entries)
    return ToldRequest(row.reference, entries, request, attention(request, today), names, today)


def show_request(row: "RequestSummary", by: "Staff", *, as_json: bool, until: datetime | None = None) -> int:
    """Print a service request as it is, or as the record had it at a moment."""
    from putright import clock

    today = until.astimezone(clock.LONDON).date() if until is not None else clock.today()
    each = read_request(row, by, today, until=until)
    at = {"moment": until, "on_record": bool(each.entries)} if until is not None else {}
    if as_json:
        print_json(at | (request_as_data(each) if each.entries else {"reference": row.reference}))
        return 0
    if until is not None and not each.entries:
        print(paragraph(f"{row.reference} was not on record yet on {in_london(until)}."))
        return 0
    if until is not None:
        print(f"As the record stood on {in_london(until)}:\n")
    print_request(each)
    return 0


def print_request(each: ToldRequest) -> None:
    """All of it."""
    print_request_standing(each)
    print(coloured("\nWhat happened", "strong"))
    changed = changes(each.entries)
    for entry in each.entries:
        happened = in_words(entry.event.on) if entry.event.on else "Day not known"
        how, by = changed.get(entry.number, ("", 0))
        note = coloured(f", {how} by entry {by}", "soon") if how else ""
        print(f"  {entry.number:>3}  {happened}{note}")
        print(paragraph(with_names(narrate_request(entry.event), each.names), indent="       "))
        who = each.names.get(entry.recorded_by, entry.recorded_by or "nobody named")
        print(coloured(paragraph(f"recorded {in_london(entry.recorded_at)} by {who}", indent="       "), "soft"))


def print_request_standing(each: ToldRequest) -> None:
    """The reference, the state, the dates, and what somebody has to see to."""
    request = each.request
    print(coloured(each.reference, "strong") + f"  service request, {each.state}")
    asked = request.asked
    rows = [("asked for", in_words(asked.on) if asked and asked.on else "on a day that is not known")]
    if request.due_on:
        rows.append(("promised", f"by {in_words(request.due_on)}"))
    if request.review_on:
        rows.append(("look again", in_words(request.review_on)))
    if request.complaints:
        rows.append(("complaints", ", ".join(raised.complaint or "one" for raised in request.complaints)))
    print(table(rows, indent="  "))
    for why in each.why:
        print(paragraph(f"{coloured(why.provision, 'late')}  {why.message}", indent="  "))


def request_as_data(each: ToldRequest) -> dict[str, Any]:
    """The same as plain values."""
    request, changed = each.request, changes(each.entries)
    return {
        "reference": each.reference,
        "kind": "service request",
        "state": each.state,
        "as_at": each.today,
        "asked_on": request.asked.on if request.asked else None,
        "promised_on": request.due_on,
        "review_on": request.review_on,
        "complaints": [raised.complaint for raised in request.complaints],
        "attention": [{"name": why.name, "provision": why.provision, "message": why.message} for why in each.why],
        "last_number": len(each.entries),
        "entries": [
            {
                "number": entry.number,
                "sentence": with_names(narrate_request(entry.event), each.names),
                "recorded_at": entry.recorded_at,
                "recorded_by": each.names.get(entry.recorded_by, entry.recorded_by),
                "changed": changed.get(entry.number, (None, 0))[0],
                "changed_by": changed.get(entry.number, (None, None))[1],
                "event": write_event(entry.event),
            }
            for entry in each.entries
        ],
    }
