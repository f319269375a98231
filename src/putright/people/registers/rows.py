"""Registers as rows, for the page and for writing out: a list of plain dicts, one a line, every key the same."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from putright.people.changing import NotYours
from putright.people.disclosing import disclosure_register
from putright.people.finding import of
from putright.people.models import Adjustment, Landlord, NamedRole, Restriction, Staff, SurveyTemplate, Training
from putright.people.permissions import READS
from putright.people.registers import complaints as projected
from putright.people.registers.due import restriction_gaps
from putright.people.registers.model import Known, seen_by

__all__ = ["REGISTERS", "register_rows"]

Row = dict[str, Any]


def register_rows(
    register: str, landlord: Landlord, staff: Staff, *, at: datetime, today: date, complaints: Iterable[Known] = (),
    why: str = "",
) -> list[Row]:  # fmt: skip
    """The rows of a register, for somebody who may read it. Rows out of complaints they do not see are left out.

    `why` is needed for disclosures, where the reading is noted. Raises NotYours, KeyError for a register there is not.
    """
    if register not in REGISTERS:
        raise KeyError(f"There is no register of {register}: there is {', '.join(REGISTERS)}.")
    own = staff.landlord_id == landlord.pk
    if not own or not any(register in READS[role] for role in staff.roles_on(today)):
        raise NotYours("That register is not yours to read.")
    if register == "disclosures":
        return disclosure_register(staff, at=at, why=why)
    return _MADE[register](landlord, today, list(seen_by(complaints, landlord, staff, today)))


def _adjustments(landlord: Landlord, today: date, complaints: list[Known]) -> list[Row]:
    del today
    rows = list(of(Adjustment, landlord).select_related("resident").order_by("agreed_on", "id"))
    kept = {(each.complaint, each.what) for each in rows}
    found = [
        _adjustment(each.resident.name, "", each.what, each.agreed_on, each.review_on, each.reviewed_on, each.ended_on)
        for each in rows
    ]
    for known in complaints:
        found += [each for each in projected.adjustments([known]) if (known.complaint, each["what"]) not in kept]
    return found


def _adjustment(whom: str, reference: str, *rest: object) -> Row:
    names = ("what", "agreed_on", "review_on", "reviewed_on", "ended_on")
    return {"provision": "5.10", "whom": whom, "reference": reference, **dict(zip(names, rest, strict=True))}


def _restrictions(landlord: Landlord, today: date, complaints: list[Known]) -> list[Row]:
    del today
    found: list[Row] = []
    for each in of(Restriction, landlord).select_related("resident", "representative").order_by("from_on", "id"):
        person = each.resident or each.representative
        found.append(
            {
                "provision": "5.14, 5.15",
                "whom": person.name if person else "",
                "reference": "",
                "limit": each.limit,
                "reason": each.reason,
                "warned_on": each.warned_on,
                "evidenced": bool(each.evidence.strip()),
                "equality_considered": each.equality_considered_on is not None,
                "from_on": each.from_on,
                "review_on": each.review_on,
                "appealed_on": each.appealed_on,
                "appeal_upheld": each.appeal_upheld,
                "lifted_on": each.lifted_on,
                "missing": "; ".join(gap for _, gap in restriction_gaps(each)),
            }
        )
    return found + projected.restrictions(complaints)


def _training(landlord: Landlord, today: date, complaints: list[Known]) -> list[Row]:
    del today, complaints
    rows = of(Training, landlord).select_related("staff").order_by("on", "id")
    return [
        {"provision": "4.3", "whom": each.staff.name, "on": each.on, "lesson": each.lesson, "about": each.about}
        for each in rows
    ]


def _posts(landlord: Landlord, today: date, complaints: list[Known]) -> list[Row]:
    del complaints
    provisions = {"complaints_officer": "4.1", "senior_lead": "9.4", "member_responsible": "9.5"}
    return [
        {
            "provision": provisions[each.post],
            "post": each.post,
            "whom": each.name,
            "from_on": each.from_on,
            "until_on": each.until_on,
            "now": each.held_on(today),
        }
        for each in of(NamedRole, landlord).order_by("post", "from_on", "id")
    ]


def _surveys(landlord: Landlord, today: date, complaints: list[Known]) -> list[Row]:
    del complaints
    return [
        {
            "provision": "1.6",
            "name": each.name,
            "carries_signpost": each.carries_signpost,
            "wider_feedback": each.wider_feedback,
            "why_not": each.why_not,
            "in_use": each.until_on is None or each.until_on >= today,
            "review_on": each.review_on,
        }
        for each in of(SurveyTemplate, landlord).order_by("name", "id")
    ]


_MADE: dict[str, Callable[[Landlord, date, list[Known]], list[Row]]] = {
    "adjustments": _adjustments,
    "restrictions": _restrictions,
    "training": _training,
    "posts": _posts,
    "surveys": _surveys,
    "refusals": lambda _landlord, _today, complaints: projected.refusals(complaints),
    "extensions": lambda _landlord, _today, complaints: projected.extensions(complaints),
    "conflicts": lambda _landlord, _today, complaints: projected.conflicts(complaints),
}
REGISTERS = (*_MADE, "disclosures")
"""Every register by its name, which is also its name in the permission table."""
