"""The rows that lists and measures read, worked out from a complaint and its assessment. Written only here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from putright.complaint.assess import Assessment
from putright.complaint.findings import Grade
from putright.complaint.state import Complaint
from putright.records.models import PromiseSummary, StageSummary, Summary

__all__ = ["Projected", "project", "state_of", "stored", "write"]


@dataclass(frozen=True, slots=True)
class Projected:
    """Everything that is projected of one complaint, as plain values: what is stored has to equal it."""

    summary: dict[str, Any]
    stages: tuple[dict[str, Any], ...]
    promises: tuple[dict[str, Any], ...]


def project(complaint: Complaint, assessment: Assessment) -> Projected:
    """What the lists say of a complaint. `reference`, `last_number` and `last_digest` come from the stream."""
    step = assessment.next_step
    seen = complaint.confidential.visible_to if complaint.confidential else ()
    handlers = complaint.stages[complaint.stage].handlers if complaint.stages else []
    summary = {
        "received_on": complaint.received_on,
        "edition": f"{assessment.rulebook.edition}",
        "stage": complaint.stage,
        "state": state_of(complaint),
        "owed": step is not None,
        "next_step": step.what[:300] if step else "",
        "next_due_on": step.due_on if step else None,
        "handler": handlers[-1].person if handlers else "",
        "confidential_to": f",{','.join(seen)}," if complaint.confidential else "",
        "breaches": sum(1 for finding in assessment.findings if finding.grade is Grade.BREACH),
    }
    return Projected(summary, tuple(_stages(complaint, assessment)), tuple(_promises(complaint)))


def state_of(complaint: Complaint) -> str:
    """Where it stands, in one word."""
    if complaint.refused:
        return "refused"
    if complaint.withdrawn is not None:
        return "withdrawn"
    if complaint.closed is not None:
        return "closed"
    last = complaint.stages.get(complaint.stage)
    return "answered" if last is not None and last.responses else "open"


def _stages(complaint: Complaint, assessment: Assessment) -> list[dict[str, Any]]:
    found = []
    for number, record in sorted(complaint.stages.items()):
        acknowledge = next((d for d in _code(assessment) if d.stage == number and d.what == "acknowledge"), None)
        respond = next((d for d in _code(assessment) if d.stage == number and d.what == "respond"), None)
        found.append(
            {
                "stage": number,
                "from_on": record.requested.on if record.requested else complaint.received_on if number == 1 else None,
                "acknowledge_due_on": acknowledge.due_on if acknowledge else None,
                "acknowledged_on": acknowledge.met_on if acknowledge else None,
                "due_on": respond.due_on if respond else None,
                "strict_due_on": respond.strict_due_on if respond else None,
                "responded_on": respond.met_on if respond else None,
                "late_by": respond.late_by_working_days if respond else None,
                "strict_late_by": respond.strict_late_by_working_days if respond else None,
                "decided_by": record.decided_by if record.responses else "",
            }
        )
    return found


def _code(assessment: Assessment) -> list[Any]:
    return [deadline for deadline in assessment.deadlines if deadline.source == "Code"]


def _promises(complaint: Complaint) -> list[dict[str, Any]]:
    found = []
    for name, promise in sorted(complaint.promises.items()):
        if not promise.open and promise.resident_knows:
            continue
        state = "open" if promise.open else "done" if promise.done is not None else "dropped"
        found.append({"promise": name, "owner": promise.made.owner, "due_on": promise.due_on, "state": state})
    return found


def write(landlord: UUID, complaint: UUID, projected: Projected, *, reference: str, number: int, digest: str) -> None:
    """Put the projected rows in the place of the ones there are."""
    Summary.objects.update_or_create(
        complaint=complaint,
        defaults={
            "landlord": landlord,
            "reference": reference,
            "last_number": number,
            "last_digest": digest,
            **projected.summary,
        },
    )
    _replace(StageSummary, landlord, complaint, projected.stages)
    _replace(PromiseSummary, landlord, complaint, projected.promises)


def _replace(model: Any, landlord: UUID, complaint: UUID, wanted: Sequence[dict[str, Any]]) -> None:  # noqa: ANN401
    name = "stage" if model is StageSummary else "promise"
    model.objects.filter(landlord=landlord, complaint=complaint).exclude(
        **{f"{name}__in": [each[name] for each in wanted]}
    ).delete()
    for each in wanted:
        rest = {key: value for key, value in each.items() if key != name}
        model.objects.update_or_create(landlord=landlord, complaint=complaint, **{name: each[name]}, defaults=rest)


def stored(landlord: UUID, complaint: UUID) -> Projected | None:
    """What the tables say of a complaint now; None where they have no row of it."""
    row = Summary.objects.filter(landlord=landlord, complaint=complaint).first()
    if row is None:
        return None
    return Projected(
        {name: getattr(row, name) for name in _SUMMARY},
        tuple(_values(StageSummary, landlord, complaint, _STAGE)),
        tuple(_values(PromiseSummary, landlord, complaint, _PROMISE)),
    )


_SUMMARY = (
    "received_on", "edition", "stage", "state", "owed", "next_step", "next_due_on", "handler", "confidential_to", "breaches",
)  # fmt: skip
_STAGE = (
    "stage", "from_on", "acknowledge_due_on", "acknowledged_on", "due_on", "strict_due_on", "responded_on", "late_by",
    "strict_late_by", "decided_by",
)  # fmt: skip
_PROMISE = ("promise", "owner", "due_on", "state")


def _values(model: Any, landlord: UUID, complaint: UUID, names: tuple[str, ...]) -> list[dict[str, Any]]:  # noqa: ANN401
    found = model.objects.filter(landlord=landlord, complaint=complaint).order_by(names[0])
    return [{name: getattr(row, name) for name in names} for row in found]
