"""What of a complaint stands in a register, or in another list across complaints: one line each, without its words.

A line says where to look and by when. What happened is read out of the complaint itself, for the lines that are shown, so
that no list holds words about people that would have to be erased there too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from putright.complaint import events as e
from putright.complaint.state import Complaint

__all__ = ["Line", "Listing", "lines_in", "stands_restricted"]


class Listing(StrEnum):
    """The lists that complaints stand in by what happened in them."""

    REFUSALS = "refusals"
    EXTENSIONS = "extensions"
    CONFLICTS = "conflicts"
    ADJUSTMENTS = "adjustments"
    RESTRICTIONS = "restrictions"
    CONTRIBUTIONS = "contributions"
    ENQUIRIES = "enquiries"
    EVIDENCE = "evidence"
    DETERMINATIONS = "determinations"
    ORDERS = "orders"
    FAILURE_ORDERS = "failure_orders"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a complaint that a list names."""

    listing: Listing
    name: str
    """What it goes by within its complaint and listing: "q1", "stage 2", "2.1" for the first extension of stage 2."""
    on: date | None
    """The day it happened; None where nobody knows."""
    by_on: date | None = None
    """By when somebody has to see to it; None where no day was ever set."""
    waits: bool = False
    """Whether somebody still has to see to it."""
    whose: str = ""
    """The team or person it was asked of, by id."""


def lines_in(state: Complaint) -> tuple[Line, ...]:
    """The lines of a complaint, as it is known now."""
    if state.received is None:
        return ()  # an import that was taken back
    return (*_gates(state), *_asked(state), *_people(state), *_ombudsman(state))


def stands_restricted(state: Complaint) -> bool:
    """Whether a restriction recorded in a complaint is still in force."""
    review = state.restriction_review
    return state.restriction is not None and state.restriction_lifted is None and (review is None or review.kept)


def _gates(state: Complaint) -> Iterator[Line]:
    if state.refusal is not None:
        yield Line(Listing.REFUSALS, "complaint", state.refusal.on)
    for number, record in sorted(state.stages.items()):
        if record.refused is not None:
            yield Line(Listing.REFUSALS, f"stage {number}", record.refused.on)
        for nth, extended in enumerate(record.extensions, start=1):
            yield Line(Listing.EXTENSIONS, f"{number}.{nth}", extended.on, extended.new_due_on)


def _asked(state: Complaint) -> Iterator[Line]:
    for name, each in sorted(state.contributions.items()):
        asked, waits = each.asked, each.received is None
        yield Line(Listing.CONTRIBUTIONS, name[:80], asked.on, asked.due_on, waits, asked.team[:80])


def _people(state: Complaint) -> Iterator[Line]:
    for nth, (person, declared) in enumerate(state.conflicts.items(), start=1):
        waits = person not in state.conflicts_settled
        yield Line(Listing.CONFLICTS, str(nth), declared.on, declared.on, waits)
    latest = {agreed.name or agreed.adjustment: agreed for agreed in state.adjustments}
    for nth, agreed in enumerate(latest.values(), start=1):
        yield Line(Listing.ADJUSTMENTS, str(nth), agreed.on, agreed.review_on, waits=not state.over)
    if state.restriction is not None:
        review = state.restriction_review
        by_on = review.review_on if review is not None and review.review_on else state.restriction.review_on
        yield Line(Listing.RESTRICTIONS, "1", state.restriction.on, by_on, stands_restricted(state))


def _ombudsman(state: Complaint) -> Iterator[Line]:
    if state.ombudsman_enquiry is not None:
        yield Line(Listing.ENQUIRIES, "1", state.ombudsman_enquiry.on)
    if state.determination is not None:
        yield Line(Listing.DETERMINATIONS, "1", state.determination.on)
    kinds = {
        e.OmbudsmanEvidenceRequested: Listing.EVIDENCE,
        e.OrderMade: Listing.ORDERS,
        e.FailureOrderMade: Listing.FAILURE_ORDERS,
    }
    for name, order in sorted(state.orders.items()):
        yield Line(kinds[type(order.made)], name[:80], order.made.on, order.due_on, order.met is None)
