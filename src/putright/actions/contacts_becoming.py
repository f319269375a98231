"""What a contact becomes: a complaint, a service request, a part of one that is open, or nothing. One transaction with its row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID, uuid5

from putright.actions.carrying_out import LONDON, NotDone, no
from putright.actions.contacts_people import key_of
from putright.actions.perform import Ask, within
from putright.actions.requests import AskRequest, RaiseComplaint, perform_request, raise_complaint
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.complaint.history import complaint_from
from putright.complaint.requests import RequestAsked, RequestDissatisfied, RequestPromised, RequestReviewed
from putright.complaint.state import Complaint
from putright.people.finding import at_receipt
from putright.people.looking import visible
from putright.people.models import Landlord, Staff
from putright.people.permissions import NOT_THERE, REQUEST_NOT_THERE
from putright.records import store
from putright.records.contacts_models import Contact
from putright.records.models import Summary
from putright.records.requests_models import RequestSummary
from putright.workdays import in_words

__all__ = ["Became", "Decided", "Joining", "Outcome", "Rule", "become", "joining_rule"]

_MADE_FROM = UUID("0b8d7f52-3a41-4b0e-9c6d-1f2e7a9d5c30")
"""What the key of what a contact becomes is made from, with the contact's id."""


class Became(StrEnum):
    """What a person decided that it is."""

    COMPLAINT = "complaint"
    SERVICE_REQUEST = "service_request"
    JOINED = "joined"
    NOTHING = "nothing"


class Joining(StrEnum):
    """What it is to the complaint it is joined to."""

    MESSAGE = "message"
    """More about the same, or a question how it stands."""
    NEW_POINTS = "new_points"
    """Something more that they want answered (6.8)."""
    FURTHER = "further"
    """They are not content with the answer, and want it looked at again (6.10)."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided, and what goes with it."""

    became: Became
    to: UUID | None = None
    """The complaint or service request it is joined to."""
    joining: Joining = Joining.MESSAGE
    handler: str = ""
    """Who handles the new complaint."""
    review_on: date | None = None
    """When somebody looks whether the service request is in hand."""
    promised_on: date | None = None
    """By when they were told it would be done."""
    team: str = ""
    why: str = ""
    """Why it was decided so: needed for nothing, and where it is not what was suggested."""
    reason: str = ""
    """Why it is done in spite of what the Code says, after being stopped."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What it became, and where that is."""

    became: Became
    stream: UUID | None = None
    reference: str = ""
    new: bool = False
    """Whether a new complaint was opened, where it was to be joined to one that had been answered (6.8)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What 6.8 says of new points for one complaint today."""

    joins: bool
    said: str


def joining_rule(complaint: Complaint) -> Rule:
    """Whether new, related points are joined to a complaint or make a new one, in one sentence (6.8)."""
    if complaint.over:
        return Rule(joins=False, said="It is over, so new points make a new complaint, linked to it (Code 6.8).")
    first = complaint.stages.get(1)
    answered = first.response if first is not None else None
    # At a later stage the first one is over, whatever is on record of it.
    if answered is not None or complaint.stage > 1:
        when = f" on {in_words(answered.on)}" if answered is not None and answered.on else ""
        said = f"Stage 1 was answered{when}, so new points make a new complaint, linked to it (Code 6.8)."
        return Rule(joins=False, said=said)
    said = (
        "Stage 1 is not answered yet, so new points about the same matter join it, unless that would delay it unreasonably"
        " (Code 6.8)."
    )
    return Rule(joins=True, said=said)


def become(row: Contact, decided: Decided, by: Staff, at: datetime) -> Outcome | NotDone:
    """Carry it out, in the caller's transaction, who is on file already. A no leaves nothing, once the caller undoes it all."""
    match decided.became:
        case Became.COMPLAINT:
            return _complaint(row, decided, by, at)
        case Became.SERVICE_REQUEST:
            return _request(row, decided, by, at)
        case Became.JOINED:
            return _joined(row, decided, by, at)
        case Became.NOTHING:
            if not decided.why.strip():
                return no(RefusedBecause.IMPOSSIBLE, "Say why there is nothing to do: somebody may ask.")
            return Outcome(Became.NOTHING)
        case _:
            assert_never(decided.became)


def _key(row: Contact, what: str) -> UUID:
    return uuid5(_MADE_FROM, f"{row.pk}:{what}")


def _complaint(row: Contact, decided: Decided, by: Staff, at: datetime, *more: e.Event) -> Outcome | NotDone:
    facts = (*_facts(row, decided, at.astimezone(LONDON).date()), *more)
    done = within(Ask(by.landlord_id, facts, reason=decided.reason, key=_key(row, "complaint")), by, at)
    return done if isinstance(done, NotDone) else Outcome(Became.COMPLAINT, done.complaint, done.reference)


def _facts(row: Contact, decided: Decided, today: date) -> Iterator[e.Event]:
    """What a complaint begins with."""
    yield _receipt(row)
    if row.receiver not in {e.Receiver.COMPLAINTS_TEAM, e.Receiver.NOT_KNOWN}:
        yield e.PassedToComplaintsTeam(today)
    if row.choice_offered:
        yield e.ChoiceToComplainOffered(_offered_on(row), taken=row.choice_taken)
    because = tuple(each for each in row.because.split(",") if each)
    yield e.TakenAsComplaint(today, row.suggested, because, decided.why)
    if row.began_on is not None:
        yield e.MatterDated(today, began_on=row.began_on)
    if row.representative:
        yield e.RepresentativeNamed(row.arrived_on, row.representative, authority_given=row.authority_given)
    if said := _beside(row):
        yield _message(row, said)
    if row.adjustment:
        yield e.AdjustmentAgreed(today, row.adjustment, name="first_contact")
    yield from _hazard(row, today)
    if decided.handler:
        yield e.HandlerAssigned(today, decided.handler)


def _receipt(row: Contact) -> e.ComplaintReceived:
    home = key_of(row.home)
    held = at_receipt_of(row, home) if home else None
    who = e.Complainant.RESIDENT
    if row.representative:
        who = e.Complainant.REPRESENTATIVE
    elif row.anonymous or not row.person:
        who = e.Complainant.ANONYMOUS
    receipt = e.ComplaintReceived(
        row.arrived_on,
        e.Channel(row.channel),
        e.Receiver(row.receiver),
        who,
        person=row.person,
        home=row.home,
        in_their_words=row.words,
    )
    return replace(receipt, tenure=held[0], higher_risk_building=held[1]) if held else receipt


def at_receipt_of(row: Contact, home: UUID) -> tuple[e.Tenure, bool | None] | None:
    """How the home was held on the day it arrived, and whether its building is a higher-risk one."""
    held = at_receipt(Landlord(pk=row.landlord), home, row.arrived_on)
    return (held.tenure, held.higher_risk_building) if held else None


def _offered_on(row: Contact) -> date:
    """The day it was written down that the choice was offered: whoever took the call offered it then."""
    return row.recorded_at.astimezone(LONDON).date()


def _beside(row: Contact) -> str:
    """What they told beside their words: kept as the message it was part of, so that nothing of it is lost."""
    reach = ", ".join(each for each in (row.telephone, row.email, row.representative_reach) if each)
    told = (
        ("Since when", row.since),
        ("Has spoken to", row.spoken_to),
        ("What would put it right", row.wanted),
        ("What makes dealing with us harder", row.needs),
        ("How to hear from us", row.prefers.replace("_", " ").replace("email", "e-mail")),
        ("How to reach whoever got in touch", reach),
    )
    return "\n".join(f"{name}: {text}" for name, text in told if text)


def _message(row: Contact, what: str, on: date | None = None) -> e.CorrespondenceRecorded:
    whom = e.Correspondent.REPRESENTATIVE if row.representative else e.Correspondent.RESIDENT
    return e.CorrespondenceRecorded(on or row.arrived_on, whom, e.Direction.IN, e.Channel(row.channel), what=what)


_SAID = {
    "damp_mould": "damp or mould",
    "danger": "danger to somebody",
    "fire_structure": "fire safety or the structure of the building",
}


def _hazard(row: Contact, today: date) -> Iterator[e.Event]:
    """What cannot wait goes by its risk and not by its date."""
    told = [each for each in row.dangers.split(",") if each]
    if not told:
        return
    lane = e.Lane.BUILDING_SAFETY if "fire_structure" in told else e.Lane.HAZARD
    risk = e.Level.MEDIUM if told == ["damp_mould"] else e.Level.HIGH
    said = f"Told at first contact: {', '.join(_SAID[each] for each in told)}."
    yield e.Triaged(today, risk=risk, vulnerable=True if row.needs else None, lane=lane, why=said)


def _request(row: Contact, decided: Decided, by: Staff, at: datetime) -> Outcome | NotDone:
    today = at.astimezone(LONDON).date()
    what = "\n\n".join(each for each in (row.words, _beside(row)) if each)
    asked = RequestAsked(row.arrived_on, e.Channel(row.channel), row.person, row.home, what, decided.review_on)
    facts: list[e.Event] = [asked]
    if decided.promised_on is not None:
        facts.append(RequestPromised(today, decided.promised_on, decided.team))
    if row.unhappy:  # it stays in sight until somebody has offered the choice (1.3)
        facts.append(RequestDissatisfied(_offered_on(row), wants_to_complain=_wants(row)))
    ask = AskRequest(by.landlord_id, tuple(facts), key=_key(row, "request"))
    done = perform_request(ask, by, at)
    return done if isinstance(done, NotDone) else Outcome(Became.SERVICE_REQUEST, done.request, done.reference)


def _wants(row: Contact) -> bool | None:
    """What they said when they were offered the choice to complain; None where nobody offered it, or they have not said."""
    return row.choice_taken if row.choice_offered else None


def _joined(row: Contact, decided: Decided, by: Staff, at: datetime) -> Outcome | NotDone:
    if decided.to is None:
        return no(RefusedBecause.IMPOSSIBLE, "Choose which complaint or service request it belongs to.")
    today = at.astimezone(LONDON).date()
    held = visible(Summary.objects.filter(complaint=decided.to), by, today).first()
    if held is not None:
        return _joined_to_complaint(row, decided, by, at, held)
    request = RequestSummary.objects.filter(landlord=by.landlord_id, request=decided.to).first()
    if request is None:
        return no(RefusedBecause.NOT_YOURS, NOT_THERE)
    return _joined_to_request(row, decided, by, at, request)


def _joined_to_complaint(row: Contact, decided: Decided, by: Staff, at: datetime, held: Summary) -> Outcome | NotDone:
    complaint = complaint_from(store.read(held.landlord, held.complaint))
    words = "\n\n".join(each for each in (row.words, _beside(row)) if each)
    on = max(row.arrived_on, held.received_on or row.arrived_on)
    if decided.joining is Joining.NEW_POINTS:
        if not joining_rule(complaint).joins:
            return _new_and_linked(row, decided, by, at, held, complaint)
        points = (e.Point(_free(complaint), row.words),)
        beside = _beside(row)
        more = (_message(row, beside, on),) if beside else ()
        facts: tuple[e.Event, ...] = (e.NewPointsRaised(on, points, related=True, stage=1), *more)
    elif decided.joining is Joining.FURTHER:
        facts = (e.EscalationRequested(on, stage=complaint.stage + 1, reasons=words),)
    else:
        facts = (_message(row, words, on),)
    facts += tuple(_hazard(row, at.astimezone(LONDON).date())) if complaint.triage is None else ()
    ask = Ask(by.landlord_id, facts, held.complaint, reason=decided.reason, key=_key(row, "joined"), again=True)
    done = within(ask, by, at)
    return done if isinstance(done, NotDone) else Outcome(Became.JOINED, done.complaint, done.reference)


def _new_and_linked(
    row: Contact, decided: Decided, by: Staff, at: datetime, held: Summary, complaint: Complaint
) -> Outcome | NotDone:
    """New points on what has been answered: a complaint of their own, each naming the other (6.8)."""
    today = at.astimezone(LONDON).date()
    link = e.ComplaintLinked(today, held.reference, "related, and raised after it was answered")
    made = _complaint(row, decided, by, at, link)
    if isinstance(made, NotDone):
        return made
    if complaint.over:
        said: e.Event = e.ComplaintLinked(today, made.reference, "raised after it was over")
    else:
        on = max(row.arrived_on, held.received_on or row.arrived_on)
        point = e.Point(_free(complaint), row.words)
        said = e.NewPointsRaised(
            on,
            (point,),
            related=True,
            joined=False,
            reason="Stage 1 had been answered.",
            new_complaint=made.reference,
            stage=complaint.stage,
        )
    ask = Ask(by.landlord_id, (said,), held.complaint, reason=decided.reason, key=_key(row, "link"), again=True)
    done = within(ask, by, at)
    return done if isinstance(done, NotDone) else replace(made, new=True)


def _free(complaint: Complaint) -> str:
    """A name for a point that the complaint does not have yet."""
    taken = set(complaint.points) | {
        point.id for record in complaint.stages.values() for raised in record.new_points for point in raised.points
    }
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def _joined_to_request(
    row: Contact, decided: Decided, by: Staff, at: datetime, request: RequestSummary
) -> Outcome | NotDone:
    """More about a service request: unhappiness with it is heard at once, and raised where they want to complain (1.5)."""
    if request.landlord != by.landlord_id:
        return no(RefusedBecause.NOT_YOURS, REQUEST_NOT_THERE)
    words = "\n\n".join(each for each in (row.words, _beside(row)) if each)
    on = max(row.arrived_on, request.asked_on or row.arrived_on)
    fact: e.Event = RequestReviewed(on, decided.review_on or request.review_on, words)
    if row.unhappy:
        fact = RequestDissatisfied(on, words, wants_to_complain=_wants(row))
    ask = AskRequest(by.landlord_id, (fact,), request.request, key=_key(row, "joined"))
    done = perform_request(ask, by, at)
    if isinstance(done, NotDone):
        return done
    if row.unhappy and _wants(row):
        ask_raise = RaiseComplaint(
            by.landlord_id,
            request.request,
            on,
            channel=e.Channel(row.channel),
            reason=decided.reason,
            key=_key(row, "raised"),
        )
        raised = raise_complaint(ask_raise, by, at)
        if isinstance(raised, NotDone):
            return raised
        return Outcome(Became.JOINED, raised.complaint.complaint, raised.complaint.reference, new=True)
    return Outcome(Became.JOINED, done.request, done.reference)
