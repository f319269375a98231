"""Registers that are read out of complaints: refusals, extensions, conflicts; and reviews that complaints ask for."""

from collections.abc import Iterable, Iterator
from typing import Any

from putright.complaint import events as e
from putright.people.registers.model import Due, Known

__all__ = ["conflicts", "extensions", "refusals", "refusals_by_ground", "restriction_stands", "reviews_in"]

Row = dict[str, Any]


def refusals(complaints: Iterable[Known]) -> list[Row]:
    """Every complaint that was not accepted and every stage that was not opened (2.1 to 2.5, 5.11)."""
    found = []
    for known in complaints:
        state = known.state
        if state.refusal is not None:
            found.append(_refusal(known, state.refusal, "2.1", 1, state.refusal_overturned))
        for number, record in sorted(state.stages.items()):
            if record.refused is not None:
                found.append(_refusal(known, record.refused, "5.11", number, record.refusal_overturned))
    return found


def _refusal(
    known: Known,
    refused: e.NotAccepted | e.EscalationRefused,
    provision: str,
    stage: int,
    after: e.RefusalWithdrawn | e.AcceptedOnOmbudsmansOrder | None,
) -> Row:
    overturned = {e.RefusalWithdrawn: "withdrawn", e.AcceptedOnOmbudsmansOrder: "on the Ombudsman's order"}
    return {
        "reference": known.reference,
        "provision": provision,
        "stage": stage,
        "on": refused.on,
        "ground": refused.ground,
        "reason": refused.reason,
        "circumstances_considered": refused.circumstances_considered,
        "overturned": overturned[type(after)] if after is not None else "",
        "overturned_on": after.on if after is not None else None,
    }


def refusals_by_ground(rows: Iterable[Row]) -> dict[str, int]:
    """How many refusals on each ground, for the annual report (8.1b): numbers, no names. "" where none was given."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["ground"]] = counted.get(row["ground"], 0) + 1
    return counted


def extensions(complaints: Iterable[Known]) -> list[Row]:
    """Every time an answer was put off (6.4, 6.15)."""
    return [
        {
            "reference": known.reference,
            "provision": "6.4" if number == 1 else "6.15",
            "stage": number,
            "on": extended.on,
            "new_due_on": extended.new_due_on,
            "reason": extended.reason,
            "asked_by": extended.asked_by.value,
            "agreed_by_resident": extended.agreed_by_resident,
            "approved_by": extended.approved_by,
        }
        for known in complaints
        for number, record in sorted(known.state.stages.items())
        for extended in record.extensions
    ]


def conflicts(complaints: Iterable[Known]) -> list[Row]:
    """Every conflict of interest that was declared, and what was done about it (5.8)."""
    found = []
    for known in complaints:
        for person, declared in known.state.conflicts.items():
            settled = known.state.conflicts_settled.get(person)
            found.append(
                {
                    "reference": known.reference,
                    "provision": "5.8",
                    "person": person,
                    "on": declared.on,
                    "nature": declared.nature,
                    "settled_on": settled.on if settled else None,
                    "measure": settled.measure if settled else "",
                    "settled": settled is not None,
                }
            )
    return found


def restriction_stands(known: Known) -> bool:
    """Whether a restriction recorded in a complaint is still in force."""
    review = known.state.restriction_review
    return (
        known.state.restriction is not None
        and known.state.restriction_lifted is None
        and (review is None or review.kept)
    )


def reviews_in(complaints: Iterable[Known]) -> Iterator[Due]:
    """What complaints ask to be looked at again: adjustments, restrictions, conflicts that nobody settled."""
    for known in complaints:
        state, whom = known.state, known.reference
        if not state.over:
            latest = {agreed.adjustment: agreed for agreed in state.adjustments}
            for agreed in latest.values():
                what = f"Review the adjustment “{agreed.adjustment}”"
                yield Due(agreed.review_on, what, whom, "5.10", "adjustments", known.reference)
        if state.restriction is not None and restriction_stands(known):
            review = state.restriction_review
            on = review.review_on if review is not None and review.review_on else state.restriction.review_on
            yield Due(on, "Review the contact restriction", whom, "5.14", "restrictions", known.reference)
        for person, declared in state.conflicts.items():
            if person not in state.conflicts_settled:
                what = f"Settle the conflict of interest declared by {person}"
                yield Due(declared.on, what, whom, "5.8", "conflicts", known.reference)
