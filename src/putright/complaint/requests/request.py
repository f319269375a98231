"""What is true of a service request, what needs somebody's attention, what a complaint begins with, and saying it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import assert_never

from putright.complaint import events as e
from putright.complaint.history import Entry, as_corrected
from putright.complaint.narrate import narrate
from putright.complaint.requests.events import (
    RequestAnswered,
    RequestAsked,
    RequestBecameComplaint,
    RequestDissatisfied,
    RequestDone,
    RequestEvent,
    RequestPromised,
    RequestReviewed,
)
from putright.workdays import in_words


@dataclass(slots=True)
class ServiceRequest:
    """Everything that is true of one request. Built by `fold_request`."""

    asked: RequestAsked | None = None
    promises: list[RequestPromised] = field(default_factory=list)
    answers: list[RequestAnswered] = field(default_factory=list)
    done: RequestDone | None = None
    dissatisfied: list[RequestDissatisfied] = field(default_factory=list)
    complaints: list[RequestBecameComplaint] = field(default_factory=list)
    reviews: list[RequestReviewed] = field(default_factory=list)
    unheard: list[RequestDissatisfied] = field(default_factory=list)
    """How the resident was unhappy since the last complaint was raised from it, if ever, and did not decline to complain."""

    @property
    def open(self) -> bool:
        """Whether it is still to be done. A complaint about it does not close it (1.5)."""
        return self.asked is not None and self.done is None

    @property
    def due_on(self) -> date | None:
        """The day the resident was last told."""
        return self.promises[-1].due_on if self.promises else None

    @property
    def review_on(self) -> date | None:
        """The day it is to be looked at next; None where no day was set, or it is done."""
        if not self.open:
            return None
        return self.reviews[-1].review_on if self.reviews else self.asked.review_on if self.asked else None


def request_from(entries: Sequence[Entry]) -> ServiceRequest:
    """What is true by these entries, as corrected. Raises HistoryError."""
    return fold_request(as_corrected(entries))


def fold_request(happenings: Iterable[e.Event]) -> ServiceRequest:
    """What is true after these events, in this order."""
    request = ServiceRequest()
    for happened in happenings:
        _apply(request, happened)
    return request


def _apply(request: ServiceRequest, happened: e.Event) -> None:
    match happened:
        case RequestAsked():
            request.asked = happened
        case RequestPromised():
            request.promises.append(happened)
        case RequestAnswered():
            request.answers.append(happened)
        case RequestDone():
            request.done = happened
        case RequestDissatisfied():
            request.dissatisfied.append(happened)
            if happened.wants_to_complain is not False and not any(
                _after(c.on, happened.on) for c in request.complaints
            ):
                request.unheard.append(happened)
        case RequestBecameComplaint():
            request.complaints.append(happened)
            request.unheard = [each for each in request.unheard if _after(each.on, happened.on)]
        case RequestReviewed():
            request.reviews.append(happened)
        case _:  # an entry about the record itself: what was asked for does not change by it
            return


@dataclass(frozen=True, slots=True)
class Attention:
    """Something about a request that somebody has to see to, with the provision it comes from."""

    name: str
    provision: str
    message: str


def attention(request: ServiceRequest, today: date) -> list[Attention]:
    """What needs somebody's attention on a day."""
    found: list[Attention] = []
    for unhappy in request.unheard:
        when = f" on {in_words(unhappy.on)}" if unhappy.on else ""
        if unhappy.wants_to_complain is None:
            said = (
                f"The resident was unhappy with the answer{when} and was not offered the choice to complain: offer it."
            )
            found.append(Attention("choice_not_offered", "1.3", said))
        else:
            said = f"The resident was unhappy with the answer{when} and wants to complain: raise the complaint now."
            found.append(Attention("complaint_not_raised", "1.5", said))
    if not request.open:
        return found
    review, due = request.review_on, request.due_on
    if review is None:
        found.append(Attention("no_review_set", "1.4", "No day is set to look whether it is in hand: set one."))
    elif review == today:
        found.append(Attention("review_due", "1.4", "It is to be looked at today."))
    elif review < today:
        found.append(Attention("review_overdue", "1.4", f"It was to be looked at on {in_words(review)}."))
    if due is not None and due < today:
        found.append(Attention("promise_missed", "1.4", f"The resident was told it would be done by {in_words(due)}."))
    return found


def next_look(request: ServiceRequest, begun: date) -> date | None:
    """The first day on which `attention` finds anything; None where nothing that is known will bring one.

    `begun` is the day it came on record, which counts where the day of what happened is not known.
    """
    asked = request.asked
    days = [each.on or begun for each in request.unheard]
    if request.open and asked is not None:
        days.append(request.review_on or asked.on or begun)
        if request.due_on is not None:
            days.append(request.due_on + timedelta(days=1))
    return min(days, default=None)


def _after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def complaint_begins_with(
    request: ServiceRequest,
    name: str,
    on: date | None,
    in_their_words: str = "",
    channel: e.Channel = e.Channel.NOT_KNOWN,
) -> tuple[e.ComplaintReceived, e.RaisedFromServiceRequest]:
    """What a complaint raised from a request begins with; `name` is the request's reference.

    The complaint is received on the first day the resident was unhappy and did not decline to complain, whenever it is
    raised: its clock started then (1.5). `on` counts where they never said so before.
    """
    first = request.unheard[0] if request.unheard else None
    received_on = first.on if first is not None and first.on is not None else on
    asked = request.asked
    words = [each.what.strip() for each in request.unheard] if not in_their_words else [in_their_words]
    receipt = e.ComplaintReceived(
        received_on,
        channel,
        person=asked.person if asked else "",
        home=asked.home if asked else "",
        in_their_words="\n\n".join(each for each in words if each),
    )
    return receipt, e.RaisedFromServiceRequest(received_on, name, work_continues=request.open or None)


def narrate_request(happened: e.Event) -> str:
    """One event of a service request as a sentence, without its date."""
    match happened:
        case e.EntryCorrected(entry=entry, replacement=right, reason=reason):
            dated = f" on {in_words(right.on)}" if right.on else ""
            return f"Entry {entry} was wrong{_words(reason)}. It should read{dated}: {narrate_request(right)}"
        case e.EntryStruckOut() | e.WordsErased():
            return narrate(happened)
        case _ if isinstance(happened, RequestEvent):
            return _narrate(happened)
        case _:
            raise TypeError(f"{type(happened).__name__} does not happen to a service request.")


def _narrate(happened: RequestEvent) -> str:
    match happened:
        case RequestAsked():
            return f"A resident asked for something to be put right{_words(happened.what)}."
        case RequestPromised():
            by = f" by {in_words(happened.due_on)}" if happened.due_on else ""
            return f"The resident was told it would be done{by}."
        case RequestAnswered():
            return f"The resident was given an answer{_words(happened.what)}."
        case RequestDone():
            return f"What was asked for was done{_words(happened.evidence)}."
        case RequestDissatisfied():
            return (
                f"The resident was unhappy with the answer{_choice(happened.wants_to_complain)}{_words(happened.what)}."
            )
        case RequestBecameComplaint():
            which = f"Complaint {happened.complaint}" if happened.complaint else "A complaint"
            return f"{which} was raised from it; the request itself goes on as before."
        case RequestReviewed():
            again = f" and will be again on {in_words(happened.review_on)}" if happened.review_on else ""
            return f"It was looked at{again}{_words(happened.note)}."
        case _:
            assert_never(happened)


def _choice(wants: bool | None) -> str:  # noqa: FBT001  three values of one answer
    return "" if wants is None else " and wants to complain" if wants else " and does not want to complain"


def _words(text: str) -> str:
    text = " ".join(text.split()).removesuffix(".")
    return f": “{text}”" if text else ""
