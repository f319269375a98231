"""What has to stay in sight whoever works on a complaint: who it is, what they need, who speaks for them, what is at risk."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from putright.complaint.events.vocabulary import Channel, Lane
from putright.complaint.state import Complaint
from putright.desk.opened import Opened
from putright.people.disclosing import means_for
from putright.people.finding import at_receipt, homes_of, may_disclose, of, one
from putright.people.looking import visible
from putright.people.models import Adjustment, Home, Resident, Restriction
from putright.people.permissions import READS
from putright.records.models import Summary

__all__ = ["Needs", "Speaker", "needs"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks for the resident, and what they may be told."""

    name: str
    told: bool
    why: str
    only: str = ""


@dataclass(slots=True)
class Needs:
    """The band beside the complaint. Empty where nothing is known, which the page then says."""

    name: str = ""
    resident: UUID | None = None
    called: str = ""
    """How they wish to be addressed."""
    home: str = ""
    home_id: UUID | None = None
    tenure: str = ""
    higher_risk: bool = False
    telephone: str = ""
    email: str = ""
    write_to: str = ""
    prefers: str = ""
    not_by: str = ""
    language: str = ""
    interpreter: bool = False
    formats: list[str] = field(default_factory=list)
    needs: str = ""
    means: list[str] = field(default_factory=list)
    """What disabilities they told of mean for dealing with them, without the disabilities themselves."""
    adjustments: list[tuple[str, date | None]] = field(default_factory=list)
    """What was agreed, and by when it is reviewed."""
    restrictions: list[tuple[str, date | None]] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    group: int = 0
    """How many complain together; 0 where it is one person."""
    lane: str = ""
    risk: str = ""
    vulnerable: bool | None = None
    why: str = ""
    confidential_to: list[str] = field(default_factory=list)
    ombudsman_told_on: date | None = None
    also: list[Summary] = field(default_factory=list)
    """Other complaints of theirs that are not over, as far as who looks may see them."""


def needs(opened: Opened) -> Needs:
    """Everything the band shows, for the day it is shown on."""
    found = Needs()
    complaint = opened.complaint
    resident, home = _people(opened, found)
    if resident is not None:
        _contact(resident, found)
        _kept(opened, resident, found)
    if home is not None:
        _home(opened, home, found)
    _risk(complaint, found)
    _speakers(opened, resident, found)
    seen = [(each.adjustment, each.review_on) for each in complaint.adjustments]
    found.adjustments += [each for each in seen if each not in found.adjustments]
    found.group = len(complaint.group.members) + 1 if complaint.group else 0
    if complaint.confidential is not None:
        found.confidential_to = [opened.named(each) for each in complaint.confidential.visible_to]
    acknowledged = [record.acknowledged for record in complaint.stages.values() if record.acknowledged]
    told = [each.on for each in acknowledged if each.parts and "ombudsman_details" in each.parts and each.on]
    found.ombudsman_told_on = min(told, default=None)
    found.also = _also(opened)
    return found


def _people(opened: Opened, found: Needs) -> tuple[Resident | None, Home | None]:
    received, landlord = opened.complaint.received, opened.who.landlord
    if received is None:
        return None, None
    found.name, found.home = opened.named(received.person), opened.named(received.home)
    resident = one(Resident, landlord, key) if (key := _key(received.person)) else None
    home = one(Home, landlord, key) if (key := _key(received.home)) else None
    if home is None and resident is not None and not received.home:
        home = next(iter(homes_of(landlord, resident.pk, opened.who.today)), None)
    return resident, home


def _contact(resident: Resident, found: Needs) -> None:
    found.resident, found.name, found.called = resident.pk, resident.name, resident.addressed_as
    found.telephone, found.email, found.write_to = resident.telephone, resident.email, resident.write_to
    found.prefers = (
        Channel(resident.prefers).value.replace("_", " ").replace("email", "e-mail") if resident.prefers else ""
    )
    found.not_by = resident.not_by.replace("_", " ").replace(",", ", ")
    found.language = resident.language
    found.interpreter = resident.interpreter
    found.formats = [each.strip().replace("_", " ") for each in resident.formats.split(",") if each.strip()]
    found.needs = resident.needs


def _kept(opened: Opened, resident: Resident, found: Needs) -> None:
    """What the registers keep of somebody, for those whose role reads them."""
    by = opened.who
    reads = frozenset[str]().union(*(READS[role] for role in by.roles))
    if "adjustments" in reads:
        rows = of(Adjustment, by.landlord).filter(resident=resident, ended_on=None)
        found.adjustments = [(each.what, each.review_on) for each in rows]
    if "restrictions" in reads:
        bans = of(Restriction, by.landlord).filter(resident=resident, lifted_on=None)
        found.restrictions = [(each.terms or each.limit.replace("_", " "), each.review_on) for each in bans]
    if "disclosures" in reads:
        found.means = means_for(by.staff, resident.pk, by.today)


def _home(opened: Opened, home: Home, found: Needs) -> None:
    found.home_id, found.home = home.pk, home.address
    held = at_receipt(opened.who.landlord, home.pk, opened.complaint.received_on or opened.who.today)
    if held is not None:
        found.tenure = held.tenure.value.replace("_", " ") if held.tenure.value != "not_known" else ""
        found.higher_risk = bool(held.higher_risk_building)


def _risk(complaint: Complaint, found: Needs) -> None:
    triage = complaint.triage
    if triage is None:
        return
    found.lane = triage.lane.value.replace("_", " ") if triage.lane is not Lane.ORDINARY else ""
    found.risk = triage.risk.value if triage.risk else ""
    found.vulnerable, found.why = triage.vulnerable, triage.why


def _speakers(opened: Opened, resident: Resident | None, found: Needs) -> None:
    for name, each in opened.complaint.representatives.items():
        if each.ended is not None or each.refused is not None:
            continue
        key = _key(name)
        if resident is not None and key is not None:
            known = may_disclose(
                opened.who.landlord, key, resident.pk, opened.who.today, complaint=opened.row.complaint
            )
            told, why, only = known.told or each.authorised, known.why, known.only
            if each.authorised and not known.told:
                why = "The resident gave authority for this complaint."
        else:
            told, only = each.authorised, each.named.scope
            why = "The resident gave authority." if told else "The resident's authority has not arrived."
        found.speakers.append(Speaker(opened.named(name), told, why, only))


def _also(opened: Opened) -> list[Summary]:
    """Their other open complaints; none where nobody knows who it is."""
    person = opened.row.person
    if _key(person) is None:
        return []
    rows = Summary.objects.filter(landlord=opened.who.landlord.pk, person=person, state__in=["open", "answered"])
    others = visible(rows.exclude(complaint=opened.row.complaint), opened.who.staff, opened.who.today)
    return list(others.order_by("-received_on")[:10])


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
