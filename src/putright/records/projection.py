"""The rows that lists and measures read, worked out from a complaint and its assessment. Written only here."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from putright.complaint.assess import Assessment
from putright.complaint.at_a_glance import Glance, glance
from putright.complaint.findings import Grade
from putright.complaint.state import Complaint
from putright.people.registers.lines import lines_in
from putright.records import plain
from putright.records.lines_models import ListedLine
from putright.records.models import PromiseSummary, StageSummary, Summary

__all__ = ["Projected", "project", "state_of", "stored", "stored_all", "write"]


@dataclass(frozen=True, slots=True)
class Projected:
    """Everything that is projected of one complaint, as plain values: what is stored has to equal it."""

    summary: dict[str, Any]
    stages: tuple[dict[str, Any], ...]
    promises: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...] = ()


_LONGEST = {"person": 200, "home": 200, "category": 60, "area": 60, "next_provision": 60, "waiting_for": 200}
"""As much as the columns of a summary hold; entries hold the whole."""
_WHAT = 200
"""The same for what was promised."""


def project(complaint: Complaint, assessment: Assessment) -> Projected:
    """What the lists say of a complaint. `reference`, `last_number` and `last_digest` come from the stream."""
    step = assessment.next_step
    seen = complaint.confidential.visible_to if complaint.confidential else ()
    handlers = complaint.stages[complaint.stage].handlers if complaint.stages else []
    at_a_glance = asdict(glance(complaint, assessment))
    at_a_glance |= {name: at_a_glance[name][:longest] for name, longest in _LONGEST.items()}
    summary = {
        **at_a_glance,
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
    stages, promises = tuple(_stages(complaint, assessment)), tuple(_promises(complaint))
    return Projected(summary, stages, promises, _lines(complaint))


def state_of(complaint: Complaint) -> str:
    """Where it stands, in one word."""
    if complaint.received is None:
        return "struck_out"  # an import that was taken back
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
        what = " ".join(promise.made.what.split())[:_WHAT]
        found.append(
            {
                "promise": name,
                "owner": promise.made.owner,
                "due_on": promise.due_on,
                "state": state,
                "what": what,
                "stage": promise.made.stage,
            }
        )
    return found


def _lines(complaint: Complaint) -> tuple[dict[str, Any], ...]:
    found = [asdict(line) | {"listing": line.listing.value} for line in lines_in(complaint)]
    return tuple(sorted(found, key=_place))


def _place(line: dict[str, Any]) -> tuple[str, str]:
    return line["listing"], line["name"]


def write(  # noqa: PLR0913  a summary is made of this many facts
    landlord: UUID,
    complaint: UUID,
    projected: Projected,
    *,
    reference: str,
    number: int,
    digest: str,
    on: date,
    before: Complaint | None = None,
) -> None:
    """Put the projected rows, worked out for a day, in the place of the ones there are.

    `before` is the complaint that the rows were made of, so that only what is gone since has to be looked for; without
    it nothing is taken for granted.
    """
    row = Summary(
        complaint=complaint,
        landlord=landlord,
        reference=reference,
        last_number=number,
        last_digest=digest,
        assessed_on=on,
        **projected.summary,
    )
    plain.put([row], ("complaint",))
    stages_now = {each["stage"] for each in projected.stages}
    if before is None or before.stages.keys() - stages_now:
        StageSummary.objects.filter(landlord=landlord, complaint=complaint).exclude(stage__in=stages_now).delete()
    promises_now = {each["promise"] for each in projected.promises}
    if before is None or {each["promise"] for each in _promises(before)} - promises_now:
        PromiseSummary.objects.filter(landlord=landlord, complaint=complaint).exclude(promise__in=promises_now).delete()
    stages = [StageSummary(landlord=landlord, complaint=complaint, **each) for each in projected.stages]
    promises = [PromiseSummary(landlord=landlord, complaint=complaint, **each) for each in projected.promises]
    plain.put(stages, ("landlord", "complaint", "stage"))
    plain.put(promises, ("landlord", "complaint", "promise"))
    _write_lines(landlord, complaint, projected, before)


def _write_lines(landlord: UUID, complaint: UUID, projected: Projected, before: Complaint | None) -> None:
    now = {_place(each) for each in projected.lines}
    if before is None or {_place(each) for each in _lines(before)} - now:
        rows = ListedLine.objects.filter(landlord=landlord, complaint=complaint)
        gone = [pk for pk, *place in rows.values_list("pk", "listing", "name") if tuple(place) not in now]
        if gone:
            ListedLine.objects.filter(pk__in=gone).delete()
    lines = [ListedLine(landlord=landlord, complaint=complaint, **each) for each in projected.lines]
    plain.put(lines, ("landlord", "complaint", "listing", "name"))


def stored(landlord: UUID, complaint: UUID) -> Projected | None:
    """What the tables say of a complaint now; None where they have no row of it."""
    row = Summary.objects.filter(landlord=landlord, complaint=complaint).first()
    return None if row is None else stored_all([row])[complaint]


def stored_all(rows: Sequence[Summary]) -> dict[UUID, Projected]:
    """What the tables say of some complaints of one landlord, by complaint: three queries, however many."""
    if not rows:
        return {}
    landlord, complaints = rows[0].landlord, [row.complaint for row in rows]
    stages = _values(StageSummary, landlord, complaints, _STAGE)
    promises = _values(PromiseSummary, landlord, complaints, _PROMISE)
    lines = _values(ListedLine, landlord, complaints, _LINE)
    return {
        row.complaint: Projected(
            {name: getattr(row, name) for name in _SUMMARY},
            tuple(stages.get(row.complaint, ())),
            tuple(promises.get(row.complaint, ())),
            tuple(sorted(lines.get(row.complaint, ()), key=_place)),
        )
        for row in rows
    }


_SUMMARY = (
    *(each.name for each in fields(Glance)),
    "received_on", "edition", "stage", "state", "owed", "next_step", "next_due_on", "handler", "confidential_to", "breaches",
)  # fmt: skip
_STAGE = (
    "stage", "from_on", "acknowledge_due_on", "acknowledged_on", "due_on", "strict_due_on", "responded_on", "late_by",
    "strict_late_by", "decided_by",
)  # fmt: skip
_PROMISE = ("promise", "owner", "due_on", "state", "what", "stage")
_LINE = ("listing", "name", "on", "by_on", "waits", "whose")


def _values(model: Any, landlord: UUID, complaints: list[UUID], names: tuple[str, ...]) -> dict[UUID, list[Any]]:  # noqa: ANN401
    found: dict[UUID, list[Any]] = {}
    for row in model.objects.filter(landlord=landlord, complaint__in=complaints):
        found.setdefault(row.complaint, []).append({name: getattr(row, name) for name in names})
    for rows in found.values():  # in Python: the two engines sort texts differently
        rows.sort(key=lambda row: row[names[0]])
    return found
