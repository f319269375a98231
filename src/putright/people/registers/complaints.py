"""Registers that are read out of complaints: refusals, extensions, conflicts; and reviews that complaints ask for."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from putright.complaint import events as e
from putright.people.registers.lines import Listing, lines_in, stands_restricted
from putright.people.registers.model import Due, Known

__all__ = [
    "adjustments",
    "conflicts",
    "extensions",
    "latest_adjustments",
    "refusals",
    "refusals_by_ground",
    "restriction_stands",
    "restrictions",
    "reviews_in",
    "rows_by_line",
]

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


def adjustments(complaints: Iterable[Known]) -> list[Row]:
    """Every adjustment as it was last agreed in a complaint (5.10)."""
    return [
        {
            "provision": "5.10",
            "whom": _person(known),
            "reference": known.reference,
            "what": agreed.adjustment,
            "agreed_on": agreed.on,
            "review_on": agreed.review_on,
            "reviewed_on": None,
            "ended_on": None,
        }
        for known in complaints
        for agreed in latest_adjustments(known)
    ]


def latest_adjustments(known: Known) -> list[e.AdjustmentAgreed]:
    """The adjustments of a complaint; one that was agreed again under its name counts as it was agreed last."""
    return list({agreed.name or agreed.adjustment: agreed for agreed in known.state.adjustments}.values())


def restrictions(complaints: Iterable[Known]) -> list[Row]:
    """Every restriction on contact that was recorded in a complaint, with what it lacks (5.14, 5.15)."""
    return [_restricted_in(known) for known in complaints if known.state.restriction is not None]


def _restricted_in(known: Known) -> Row:
    state = known.state
    restriction, review = state.restriction, state.restriction_review
    assert restriction is not None
    missing = [] if restriction.evidence else ["Nothing on file evidences the reason for the restriction"]
    if state.behaviour_warned is None:
        missing.insert(0, "Contact was restricted and no warning came first")
    if not restriction.equality_considered:
        missing.append("Nothing shows regard to the Equality Act")
    lifted = state.restriction_lifted.on if state.restriction_lifted else None
    return {
        "provision": "5.14, 5.15",
        "whom": _person(known),
        "reference": known.reference,
        "limit": restriction.kind,
        "reason": restriction.reason,
        "warned_on": state.behaviour_warned.on if state.behaviour_warned else None,
        "evidenced": bool(restriction.evidence),
        "equality_considered": bool(restriction.equality_considered),
        "from_on": restriction.on,
        "review_on": review.review_on if review is not None and review.review_on else restriction.review_on,
        "appealed_on": None,
        "appeal_upheld": None,
        "lifted_on": review.on if review is not None and not review.kept else lifted,
        "missing": "; ".join(missing),
    }


def _person(known: Known) -> str:
    return known.state.received.person if known.state.received else ""


_ROWS: dict[Listing, Callable[[Iterable[Known]], list[Row]]] = {
    Listing.REFUSALS: refusals,
    Listing.EXTENSIONS: extensions,
    Listing.CONFLICTS: conflicts,
    Listing.ADJUSTMENTS: adjustments,
    Listing.RESTRICTIONS: restrictions,
}


def rows_by_line(known: Known, listing: Listing) -> dict[str, Row]:
    """The rows of one complaint in a register, by the name its line goes by."""
    names = [line.name for line in lines_in(known.state) if line.listing is listing]
    return dict(zip(names, _ROWS[listing]([known]), strict=True))


def restriction_stands(known: Known) -> bool:
    """Whether a restriction recorded in a complaint is still in force."""
    return stands_restricted(known.state)


def reviews_in(complaints: Iterable[Known]) -> Iterator[Due]:
    """What complaints ask to be looked at again: adjustments, restrictions, conflicts that nobody settled."""
    for known in complaints:
        state, whom = known.state, known.reference
        if not state.over:
            for agreed in latest_adjustments(known):
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
