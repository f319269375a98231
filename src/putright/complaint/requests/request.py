"""What is true of a service request, what may happen to it, what needs somebody's attention, and saying it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from putright.complaint import events as e
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


def fold_request(happenings: Iterable[RequestEvent]) -> ServiceRequest:
    """What is true after these events, in this order."""
    request = ServiceRequest()
    for happened in happenings:
        _apply(request, happened)
    return request


def _apply(request: ServiceRequest, happened: RequestEvent) -> None:
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
        case RequestBecameComplaint():
            request.complaints.append(happened)
        case RequestReviewed():
            request.reviews.append(happened)
        case _:
            assert_never(happened)


def impossible_for(request: ServiceRequest, happened: RequestEvent, today: date) -> str:
    """Why the fact cannot be, as one sentence with the way out; "" when it can."""
    if happened.on is not None and happened.on > today:
        return f"That cannot have happened on {in_words(happened.on)}, because today is {in_words(today)}: give the day it happened."
    if isinstance(happened, RequestAsked):
        return "" if request.asked is None else "It has been asked for already: record what happened since."
    if request.asked is None:
        return "A service request begins with the day it was asked for: record that first."
    begun = request.asked.on
    if happened.on is not None and begun is not None and happened.on < begun:
        return f"That cannot have happened before it was asked for on {in_words(begun)}: check the day."
    return ""


@dataclass(frozen=True, slots=True)
class Attention:
    """Something about a request that somebody has to see to, with the provision it comes from."""

    name: str
    provision: str
    message: str


def attention(request: ServiceRequest, today: date) -> list[Attention]:
    """What needs somebody's attention on a day."""
    found: list[Attention] = []
    for unhappy in request.dissatisfied:
        when = f" on {in_words(unhappy.on)}" if unhappy.on else ""
        raised = any(_not_before(each.on, unhappy.on) for each in request.complaints)
        if unhappy.wants_to_complain is None and not raised:
            said = (
                f"The resident was unhappy with the answer{when} and was not offered the choice to complain: offer it."
            )
            found.append(Attention("choice_not_offered", "1.3", said))
        elif unhappy.wants_to_complain and not raised:
            said = f"The resident was unhappy with the answer{when} and wants to complain: raise the complaint now."
            found.append(Attention("complaint_not_raised", "1.5", said))
    if not request.open:
        return found
    review, due = request.review_on, request.due_on
    if review is None:
        found.append(Attention("no_review_set", "1.4", "No day is set to look whether it is in hand: set one."))
    elif review < today:
        found.append(Attention("review_overdue", "1.4", f"It was to be looked at on {in_words(review)}."))
    if due is not None and due < today:
        found.append(Attention("promise_missed", "1.4", f"The resident was told it would be done by {in_words(due)}."))
    return found


def _not_before(day: date | None, other: date | None) -> bool:
    return day is None or other is None or day >= other


def raise_complaint(
    request: ServiceRequest, name: str, complaint: str, on: date, in_their_words: str = ""
) -> tuple[tuple[e.Event, ...], RequestBecameComplaint]:
    """What a complaint raised from a request begins with, and what the request says of it. The request stays open.

    The complaint is received on the day the resident was unhappy, whenever it is raised: its clock started then.
    """
    unhappy = request.dissatisfied[-1] if request.dissatisfied else None
    received_on = unhappy.on if unhappy is not None and unhappy.on is not None else on
    asked = request.asked
    receipt = e.ComplaintReceived(
        received_on,
        person=asked.person if asked else "",
        home=asked.home if asked else "",
        in_their_words=in_their_words or (unhappy.what if unhappy else ""),
    )
    raised = e.RaisedFromServiceRequest(received_on, name, work_continues=request.open or None)
    return (receipt, raised), RequestBecameComplaint(on, complaint)


def narrate_request(happened: RequestEvent) -> str:
    """One event as a sentence, without its date."""
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
            return f"The resident was unhappy with the answer{_words(happened.what)}."
        case RequestBecameComplaint():
            return f"Complaint {happened.complaint} was raised from it, and work on the request goes on."
        case RequestReviewed():
            again = f" and will be again on {in_words(happened.review_on)}" if happened.review_on else ""
            return f"It was looked at{again}{_words(happened.note)}."
        case _:
            assert_never(happened)


def _words(text: str) -> str:
    text = " ".join(text.split()).removesuffix(".")
    return f": “{text}”" if text else ""
