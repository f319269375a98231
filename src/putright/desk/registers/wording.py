"""A row of a register as a page and a file say it: what it is, what is known of it, and what is wrong in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from putright.pages.says import day
from putright.people.models import Adjustment, NamedRole, Restriction, SurveyTemplate, Training
from putright.people.registers.due import restriction_gaps
from putright.people.registers.lines import Listing

__all__ = ["Said", "of_complaint", "of_row", "spoken"]


@dataclass(frozen=True, slots=True)
class Said:
    """One row in words."""

    title: str
    facts: list[tuple[str, str]]
    """Names and values; those without a value are left out where it is shown."""
    wrong: list[str] = field(default_factory=list)
    """What is wrong, each a sentence with its provision."""
    by_on: date | None = None
    """By when it is to be looked at again."""
    stands: bool = True


_NO_DAY = "No day was set for looking at it again (Code {})."


def spoken(value: object) -> str:
    """A stored word, a day, yes or no, as it is read."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return day(value)
        case _:
            return str(value).replace("_", " ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _overdue(by_on: date | None, today: date, provision: str) -> list[str]:
    if by_on is None:
        return [_NO_DAY.format(provision)]
    return [f"It was to be looked at again by {day(by_on)} (Code {provision})."] if by_on < today else []


def of_row(row: Any, today: date) -> Said:  # noqa: ANN401  a row of one of the registers' tables
    """A row of a register's own table."""
    return _TABLES[type(row)](row, today)


def _adjustment(row: Adjustment, today: date) -> Said:
    facts = [("For", row.resident.name), ("Agreed", spoken(row.agreed_on)), ("Looked at", spoken(row.reviewed_on))]
    if row.ended_on is not None:
        return Said(row.what, [*facts, ("Ended", spoken(row.ended_on))], stands=False)
    return Said(row.what, facts, _overdue(row.review_on, today, "5.10"), row.review_on)


def _restriction(row: Restriction, today: date) -> Said:
    person = row.resident or row.representative
    facts = [
        ("How", f"{_sentence(spoken(row.limit))}{': ' if row.terms else ''}{row.terms}"),
        ("Why", row.reason),
        ("Warned", spoken(row.warned_on)),
        ("From", spoken(row.from_on)),
        ("Told how to appeal", spoken(row.told_of_appeal_on)),
        ("Appealed", spoken(row.appealed_on)),
    ]
    name = person.name if person is not None else ""
    if row.lifted_on is not None:
        return Said(name, [*facts, ("Lifted", spoken(row.lifted_on))], stands=False)
    wrong = _overdue(row.review_on, today, "5.14")
    if row.from_on <= today:
        wrong += [f"{gap} (Code {provision})." for provision, gap in restriction_gaps(row)]
    if row.appealed_on is not None and row.appeal_answered_on is None:
        wrong.append(f"Their appeal of {day(row.appealed_on)} has not been answered (Code 5.14).")
    return Said(name, facts, wrong, row.review_on)


def _training(row: Training, today: date) -> Said:
    del today
    return Said(row.staff.name, [("What", _sentence(spoken(row.lesson))), ("About", row.about), ("On", spoken(row.on))])


def _post(row: NamedRole, today: date) -> Said:
    facts = [("Named as", _sentence(spoken(row.post)).replace("Member responsible", "Member Responsible")),
             ("From", spoken(row.from_on)), ("Until", spoken(row.until_on))]  # fmt: skip
    stands = row.until_on is None or row.until_on >= today
    return Said(row.name, facts, [], row.until_on if stands else None, stands)


def _survey(row: SurveyTemplate, today: date) -> Said:
    facts = [
        ("Says how to complain", spoken(row.carries_signpost)),
        ("Wider feedback exercise", spoken(row.wider_feedback)),
        ("Why it does not", row.why_not),
        ("Used from", spoken(row.from_on)),
        ("Until", spoken(row.until_on)),
    ]
    stands = row.until_on is None or row.until_on >= today
    wrong = []
    if stands and not row.carries_signpost and (row.wider_feedback or not row.why_not.strip()):
        wrong.append("It does not say how to complain (Code 1.6).")
    if stands and row.review_on is not None and row.review_on < today:
        wrong += _overdue(row.review_on, today, "1.6")
    return Said(row.name, facts, wrong, row.review_on if stands else None, stands)


_TABLES: dict[type[Any], Callable[[Any, date], Said]] = {
    Adjustment: _adjustment,
    Restriction: _restriction,
    Training: _training,
    NamedRole: _post,
    SurveyTemplate: _survey,
}


def of_complaint(listing: Listing, row: Mapping[str, Any], today: date, *, waits: bool, by_on: date | None) -> Said:
    """A row out of a complaint."""
    match listing:
        case Listing.REFUSALS:
            return _refusal(row)
        case Listing.EXTENSIONS:
            return _extension(row)
        case Listing.CONFLICTS:
            return _conflict(row, waits=waits)
        case Listing.ADJUSTMENTS:
            facts = [("Agreed", spoken(row["agreed_on"]))]
            wrong = _overdue(by_on, today, "5.10") if waits else []
            return Said(row["what"] or "An adjustment", facts, wrong, by_on if waits else None, waits)
        case _:
            return _restricted(row, today, waits=waits, by_on=by_on)


def _refusal(row: Mapping[str, Any]) -> Said:
    title = "The complaint was not accepted" if row["provision"] == "2.1" else f"Stage {row['stage']} was not opened"
    facts = [
        ("When", spoken(row["on"])),
        ("Ground", _sentence(spoken(row["ground"]))),
        ("Reason", row["reason"]),
        ("Circumstances considered", spoken(row["circumstances_considered"])),
        (
            "Overturned",
            f"{row['overturned']}, {spoken(row['overturned_on'])}".rstrip(", ") if row["overturned"] else "",
        ),
    ]
    wrong = []
    if not row["reason"]:
        wrong.append(f"No reason is on record (Code {'2.4' if row['stage'] == 1 else '5.11'}).")
    return Said(title, facts, wrong, stands=not row["overturned"])


def _extension(row: Mapping[str, Any]) -> Said:
    facts = [
        ("Told", spoken(row["on"])),
        ("New date", spoken(row["new_due_on"])),
        ("Why", row["reason"]),
        ("Asked by", spoken(row["asked_by"])),
        ("Agreed by the resident", spoken(row["agreed_by_resident"])),
    ]
    wrong = [] if row["reason"] else [f"No reason is on record (Code {row['provision']})."]
    return Said(f"The stage {row['stage']} answer was put off", facts, wrong)


def _conflict(row: Mapping[str, Any], *, waits: bool) -> Said:
    facts = [
        ("Declared", spoken(row["on"])),
        ("What it is", row["nature"]),
        ("Settled", spoken(row["settled_on"])),
        ("How", row["measure"]),
    ]
    wrong = ["Nobody has settled it (Code 5.8)."] if waits else []
    return Said(row["person"], facts, wrong, stands=waits)


def _restricted(row: Mapping[str, Any], today: date, *, waits: bool, by_on: date | None) -> Said:
    facts = [
        ("How", _sentence(spoken(row["limit"]))),
        ("Why", row["reason"]),
        ("Warned", spoken(row["warned_on"])),
        ("From", spoken(row["from_on"])),
        ("Lifted", spoken(row["lifted_on"])),
    ]
    wrong = _overdue(by_on, today, "5.14") if waits else []
    if waits:
        wrong += [f"{gap} (Code 5.14, 5.15)." for gap in row["missing"].split("; ") if gap]
    return Said(row["whom"] or "Somebody", facts, wrong, by_on if waits else None, waits)
