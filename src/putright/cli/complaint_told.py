"""One complaint as the terminal tells it: where it stands, its dates, its findings, its entries with their corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from putright.cli.assessed import dates_table, findings_text
from putright.cli.says import coloured, paragraph, table
from putright.clock import LONDON
from putright.complaint import events as e
from putright.complaint.as_data import assessment_as_data
from putright.complaint.assess import Assessment
from putright.complaint.codec import write_event
from putright.complaint.history import Entry, complaint_from
from putright.complaint.narrate import narrate
from putright.complaint.state import Complaint
from putright.workdays import in_words

if TYPE_CHECKING:
    from putright.people.models import Landlord

STRUCK_OUT = "struck out"


@dataclass(frozen=True, slots=True)
class Told:
    """A complaint read from the record, on a day."""

    reference: str
    entries: Sequence[Entry]
    complaint: Complaint
    assessment: Assessment
    names: dict[str, str]
    """People's names by the ids that entries hold."""
    imports: dict[int, str]
    """Which entries were imported, and by which import."""
    today: date

    def named(self, text: str) -> str:
        """A sentence with people's names in the place of their ids."""
        return with_names(text, self.names)


def with_names(text: str, names: dict[str, str]) -> str:
    """A sentence with people's names in the place of their ids."""
    for key, name in names.items():
        text = text.replace(key, name)
    return text


def told(
    landlord: "Landlord",
    reference: str,
    entries: Sequence[Entry],
    today: date,
    names: dict[str, str],
    imports: dict[int, str] | None = None,
) -> Told:
    """The complaint that these entries make, assessed on a day."""
    from putright.actions.terms import assessed

    complaint = complaint_from(entries)
    return Told(reference, entries, complaint, assessed(landlord, complaint, today), names, imports or {}, today)


def standing(each: Told) -> str:
    """Where it stands, in a word or two."""
    from putright.records.projection import state_of

    return state_of(each.complaint) if each.complaint.received is not None else STRUCK_OUT


def changes(entries: Sequence[Entry]) -> dict[int, tuple[str, int]]:
    """The entries that another one corrected or struck out: how, and by which; the last word counts."""
    found: dict[int, tuple[str, int]] = {}
    for entry in entries:
        if isinstance(entry.event, e.EntryCorrected):
            found[entry.event.entry] = ("corrected", entry.number)
        elif isinstance(entry.event, e.EntryStruckOut):
            found[entry.event.entry] = (STRUCK_OUT, entry.number)
    return {wrong: (how, by) for wrong, (how, by) in found.items() if found.get(by, ("", 0))[0] != STRUCK_OUT}


def print_told(each: Told, *, working: bool = True) -> None:
    """All of it."""
    print_standing(each, working=working)
    if each.assessment.findings:
        print(coloured("\nFindings", "strong"))
        print(findings_text(each.assessment.findings))
    print(coloured("\nWhat happened", "strong"))
    print_entries(each)


def print_standing(each: Told, *, working: bool) -> None:
    """The reference, the state, the next step with its working, the dates."""
    complaint, assessment = each.complaint, each.assessment
    stage = f", stage {complaint.stage}" if complaint.stage else ""
    print(coloured(each.reference, "strong") + f"  {standing(each)}{stage}, {assessment.rulebook.edition} edition")
    if complaint.received is None:
        print(paragraph("Its receipt was struck out: there is no such complaint any more.", indent="  "))
        return
    on = in_words(complaint.received_on) if complaint.received_on else "on a day that is not known"
    step = assessment.next_step
    due = f", by {in_words(step.due_on)}" if step and step.due_on else ""
    late = coloured(", which is past", "late") if step and step.due_on and step.due_on < each.today else ""
    doing = each.named(step.what) + due + late if step else "nothing is owed"
    print(table([("received", on), ("next", doing)], indent="  "))
    if working and step is not None and step.deadline is not None:
        print(paragraph(step.deadline.explanation, indent="    "))
    if assessment.deadlines:
        print(coloured("\nDates", "strong"))
        print(dates_table(assessment, each.today))


def print_entries(each: Told) -> None:
    """Every entry in the order it was written down: the day it happened, and when and by whom it was recorded."""
    changed = changes(each.entries)
    for entry in each.entries:
        happened = in_words(entry.event.on) if entry.event.on else "Day not known"
        how, by = changed.get(entry.number, ("", 0))
        note = coloured(f", {how} by entry {by}", "soon") if how else ""
        print(f"  {entry.number:>3}  {happened}{note}")
        print(paragraph(each.named(narrate(entry.event)), indent="       "))
        who = each.names.get(entry.recorded_by, entry.recorded_by or "nobody named")
        came = f", {each.imports[entry.number]}" if entry.number in each.imports else ""
        print(coloured(paragraph(f"recorded {in_london(entry.recorded_at)} by {who}{came}", indent="       "), "soft"))


def in_london(at: datetime | str) -> str:
    """A moment, or one as the record writes it, as people where the landlord is would say it."""
    there = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(LONDON)
    return f"{in_words(there.date())}, {there:%H:%M}"


def as_data(each: Told) -> dict[str, Any]:
    """The same as plain values."""
    changed = changes(each.entries)
    return {
        "reference": each.reference,
        "state": standing(each),
        "stage": each.complaint.stage,
        "received_on": each.complaint.received_on,
        "as_at": each.today,
        **{
            name: value
            for name, value in assessment_as_data(each.reference, each.assessment).items()
            if name != "complaint"
        },
        "last_number": len(each.entries),
        "entries": [
            {
                "number": entry.number,
                "sentence": each.named(narrate(entry.event)),
                "recorded_at": entry.recorded_at,
                "recorded_by": each.names.get(entry.recorded_by, entry.recorded_by),
                "changed": changed.get(entry.number, (None, 0))[0],
                "changed_by": changed.get(entry.number, (None, None))[1],
                "imported": each.imports.get(entry.number),
                "event": write_event(entry.event),
            }
            for entry in each.entries
        ],
    }
