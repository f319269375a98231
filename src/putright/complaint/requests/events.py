"""What can happen to a service request. Facts in the past tense; their names are stable, as those of complaints are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, dataclass_transform

from putright.complaint.events.vocabulary import Channel, Person, Words

PREFIX = "request_"
"""What every name begins with, so that the first entry of a stream tells its kind."""

REQUEST_EVENTS: dict[str, type[Any]] = {}
"""Stable name to class. Apart from those of complaints: a stream is of one kind, told by its first entry."""

REQUEST_VERSIONS: dict[type[Any], int] = {}
REQUEST_NAMES: dict[type[Any], str] = {}

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def _event(name: str, *, version: int = 1) -> Callable[[type[_T]], type[_T]]:
    def register(plain: type[_T]) -> type[_T]:
        frozen = dataclass(frozen=True, slots=True)(plain)
        if name in REQUEST_EVENTS or not name.startswith(PREFIX):
            raise ValueError(f"Two events are named {name}, or it does not begin with {PREFIX}.")
        REQUEST_EVENTS[name], REQUEST_NAMES[frozen], REQUEST_VERSIONS[frozen] = frozen, name, version
        return frozen

    return register


@_event("request_asked")
class RequestAsked:
    """A resident asked for something to be put right (1.4)."""

    on: date | None
    channel: Channel = Channel.NOT_KNOWN
    person: Person = ""
    home: Person = ""
    what: Words = ""
    review_on: date | None = None
    """When somebody looks whether it is in hand."""


@_event("request_promised")
class RequestPromised:
    """The resident was told by when it will be done."""

    on: date | None
    due_on: date | None
    by: str = ""
    """The team that does it."""


@_event("request_answered")
class RequestAnswered:
    """The resident was given an answer; work may still be to do."""

    on: date | None
    what: Words = ""


@_event("request_done")
class RequestDone:
    """What was asked for was done, or it was settled that it will not be."""

    on: date | None
    evidence: Words = ""


@_event("request_dissatisfied")
class RequestDissatisfied:
    """The resident was unhappy with the answer: that is a complaint, if they want it to be (1.3, 1.5)."""

    on: date | None
    what: Words = ""
    wants_to_complain: bool | None = None
    """What they said when they were offered the choice; None where nobody offered it."""


@_event("request_became_complaint")
class RequestBecameComplaint:
    """A complaint was raised from it. The request goes on (1.5)."""

    on: date | None
    complaint: str


@_event("request_reviewed")
class RequestReviewed:
    """Somebody looked whether it is in hand (1.4), and when to look again."""

    on: date | None
    review_on: date | None = None
    note: Words = ""


RequestEvent = (
    RequestAsked
    | RequestPromised
    | RequestAnswered
    | RequestDone
    | RequestDissatisfied
    | RequestBecameComplaint
    | RequestReviewed
)
