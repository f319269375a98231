"""How long a complaint is kept, and what forbids erasing it. Rules are data; the judgement is of the facts alone. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from putright.complaint import events as e
from putright.complaint.history import Entry, complaint_from
from putright.complaint.requests import request_from
from putright.complaint.state import Complaint
from putright.workdays import in_words

__all__ = [
    "BUILDING_SAFETY",
    "COMPLAINT",
    "Keeping",
    "RetentionRule",
    "after",
    "forbids",
    "forbids_request",
    "keeping",
    "keeping_of_request",
    "read_rules",
    "rules_with",
]

BUILDING_SAFETY = "building_safety"
COMPLAINT = "complaint"
_KINDS = (BUILDING_SAFETY, COMPLAINT)
_LONDON = ZoneInfo("Europe/London")
_ABOUT_THE_RECORD = (e.WordsErased, e.EntryCorrected, e.EntryStruckOut, e.DepartureRecorded)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One kind of record and the years it is kept after it was over."""

    kind: str
    what: str
    years: int
    law: bool
    """Whether the number is the law's, so that nobody may keep it for less."""
    source: str
    doubt: str = ""
    """What was not certain about it when it was written down."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long one complaint is kept."""

    rule: RetentionRule
    over_on: date | None
    """The day the last thing happened; None where it is not over."""
    until: date | None
    """The first day on which it may be looked at for erasing; None where it is not over."""


@cache
def read_rules() -> dict[str, RetentionRule]:
    """The rules that ship. Raises ValueError for a rule that is not one, saying where."""
    written = tomllib.loads(files("putright.records").joinpath("retention.toml").read_text(encoding="utf-8"))
    return rules_from(written.get("rule", []))


def rules_from(tables: Iterable[Mapping[str, object]]) -> dict[str, RetentionRule]:
    """Rules by their kind. Raises ValueError where one has an unknown field, no source, or is there twice."""
    known = {field.name for field in fields(RetentionRule)}
    found: dict[str, RetentionRule] = {}
    for number, table in enumerate(tables, start=1):
        where = f"retention.toml, rule {number}"
        if extra := set(table) - known:
            raise ValueError(f"{where}: there is no field “{min(extra)}”.")
        if missing := known - {"doubt"} - set(table):
            raise ValueError(f"{where}: “{min(missing)}” is missing.")
        if table["kind"] not in _KINDS or table["kind"] in found:
            raise ValueError(f"{where}: “{table['kind']}” is not a kind of record, or is there twice.")
        years = table["years"]
        if not isinstance(years, int) or years < 1 or not table["source"]:
            raise ValueError(f"{where}: a whole number of years and where it stands are needed.")
        rule = RetentionRule(**table)  # type: ignore[arg-type]  # checked above, as far as anything depends on it
        found[rule.kind] = rule
    if gone := set(_KINDS) - set(found):
        raise ValueError(f"retention.toml: there is no rule for “{min(gone)}”.")
    return found


def rules_with(own: Mapping[str, tuple[int, str]]) -> dict[str, RetentionRule]:
    """The rules with a landlord's own years and sources in them. Raises ValueError for fewer years than the law's."""
    found = dict(read_rules())
    for kind, (years, source) in own.items():
        if kind not in found:
            raise ValueError(f"“{kind}” is not a kind of record: there is {', '.join(sorted(found))}.")
        rule = found[kind]
        if years < 1 or not source.strip():
            raise ValueError("Give a whole number of years, and where it stands: a number without a source is no rule.")
        if rule.law and years < rule.years:
            raise ValueError(f"{rule.years} years is the law's number for {rule.what}: it can be more, not less.")
        found[kind] = replace(rule, years=years, source=source, doubt="")
    return found


def keeping(entries: Sequence[Entry], rules: Mapping[str, RetentionRule], *, owed: bool) -> Keeping:
    """Which rule a complaint falls under and until when it is kept. `owed`: whether anything is still due."""
    complaint = complaint_from(entries)
    rule = rules[_kind(complaint)]
    answered = bool(complaint.stages) and bool(complaint.stages[complaint.stage].responses)
    # What was closed, withdrawn or refused is over even where something was owed: it must not be kept for ever for that.
    if not complaint.over and (owed or not answered):
        return Keeping(rule, None, None)
    over_on = _last_day(entries)
    return Keeping(rule, over_on, after(over_on, rule.years))


def keeping_of_request(entries: Sequence[Entry], rules: Mapping[str, RetentionRule], *, live: bool) -> Keeping:
    """The same for a service request, by the rule for complaints. `live`: whether anything is still to be seen to."""
    rule = replace(rules[COMPLAINT], what="service requests, as for complaints")
    if live or request_from(entries).done is None:
        return Keeping(rule, None, None)
    over_on = _last_day(entries)
    return Keeping(rule, over_on, after(over_on, rule.years))


def _last_day(entries: Sequence[Entry]) -> date:
    return max(
        entry.event.on or entry.recorded_at.astimezone(_LONDON).date()
        for entry in entries
        if not isinstance(entry.event, _ABOUT_THE_RECORD)
    )


def _kind(complaint: Complaint) -> str:
    """Building safety where anything says so: what is kept too long can be erased later, and not the reverse."""
    received, triage = complaint.received, complaint.triage
    safety = (
        (received is not None and bool(received.higher_risk_building))
        or (triage is not None and triage.lane is e.Lane.BUILDING_SAFETY)
        or complaint.regulator is not None
        or complaint.occurrence is not None
    )
    return BUILDING_SAFETY if safety else COMPLAINT


def after(day: date, years: int) -> date:
    """The same day so many years later; 1 March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def forbids(complaint: Complaint, kept: Keeping, basis: e.ErasureBasis, holds: Sequence[str], today: date) -> str:
    """Why it must not be erased, in one sentence with the way out; "" where it may be."""
    return _held(holds) or _ombudsman(complaint) or _too_early(kept, basis, today)


def forbids_request(
    complaints: Sequence[str], kept: Keeping, basis: e.ErasureBasis, holds: Sequence[str], today: date
) -> str:
    """The same for a service request; `complaints`: why each complaint raised from it must not be erased, "" where it may."""
    if any(complaints) and not holds:
        return "It must be kept, because a complaint that was raised from it has to be kept: look at that one."
    return _held(holds) or _too_early(kept, basis, today)


def _held(holds: Sequence[str]) -> str:
    if not holds:
        return ""
    return f"It must be kept, because it is held: {holds[0].rstrip('.')}. Whoever is responsible can lift the hold."


def _too_early(kept: Keeping, basis: e.ErasureBasis, today: date) -> str:
    if basis is e.ErasureBasis.NOT_OURS:
        return ""
    if basis is e.ErasureBasis.ASKED and not kept.rule.law:
        return ""
    if kept.until is None:
        return "It is not over: something is still open or owed on it, so the time for keeping it has not begun."
    if today < kept.until:
        return (
            f"It is kept until {in_words(kept.until, weekday=False)}: {kept.rule.years} years for {kept.rule.what}, "
            f"counted from {in_words(kept.over_on or kept.until, weekday=False)} ({kept.rule.source})."
        )
    return ""


def _ombudsman(complaint: Complaint) -> str:
    asked = complaint.ombudsman_enquiry is not None or any(
        isinstance(order.made, e.OmbudsmanEvidenceRequested) for order in complaint.orders.values()
    )
    if asked and complaint.determination is None:
        return "It must be kept, because the Ombudsman has asked about it and has not determined it: wait for that."
    unmet = [name for name, order in sorted(complaint.orders.items()) if order.met is None]
    if unmet:
        return f"It must be kept, because the Ombudsman's order {unmet[0]} has not been complied with: comply and record it."
    return ""
