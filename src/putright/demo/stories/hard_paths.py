"""The rarer ways: not taken on, against the Code with a reason, confidential, groups, high buildings, the Ombudsman."""

from datetime import timedelta

from putright.complaint import events as e
from putright.demo.stories.afterwards import after, escalate, learn, second_stage
from putright.demo.stories.answer import answer
from putright.demo.stories.beginning import acknowledge, letter_parts, not_accept, receive
from putright.demo.stories.middle import extend, extend_badly, investigate
from putright.demo.stories.ombudsman import determined, enquired, failure_order
from putright.demo.stories.paths import Path, respond, usual
from putright.demo.stories.telling import MANAGER, OFFICER, Telling

__all__ = ["HARD"]

_O = e.Outcome
_TAKEN_ON = "Its dates run from the day it came, and some have passed while it was not taken on."
_WENT_ON = "The officer is on leave, and the resident asked us on the telephone not to wait."


# Not taken on


def _too_old(t: Telling) -> None:
    receive(t)
    why = "It began more than a year before it was raised, and nobody has been in touch about it since."
    not_accept(t, "over_twelve_months", why=why, evidence="Letters of the time; nothing since.", began=560)


def _at_court(t: Telling) -> None:
    receive(t)
    why = "A claim about the same matter has been filed at court."
    not_accept(t, "legal_proceedings", why=why, evidence="The claim form and its particulars.")


def _had_its_answer(t: Telling) -> None:
    receive(t)
    why = "It had its final answer last year, and nothing is new."
    not_accept(t, "previously_considered", why=why, evidence="The final answer, with its date.")


def _another_ground(t: Telling) -> None:
    receive(t)
    why = "We said that staff conduct is dealt with by another department."
    not_accept(t, "staff_matter", why=why, evidence="The e-mail.", reason="The manager asked for it to be sent on.")


def _taken_on_after_all(t: Telling) -> None:
    receive(t)
    why = "We took it to be before a court; it was a letter before a claim."
    day = not_accept(t, "legal_proceedings", why=why, evidence="A letter from a solicitor.")
    day = t.day(t.add(day, 3))
    t.do(
        day,
        MANAGER,
        e.RefusalWithdrawn(day, "Nothing has been filed. We were wrong and have said so."),
        reason=_TAKEN_ON,
    )
    acknowledge(t, late_by=2)
    investigate(t)
    respond(t)
    after(t)


def _taken_on_by_order(t: Telling) -> None:
    receive(t)
    why = "It is more than a year old."
    day = not_accept(t, "over_twelve_months", why=why, evidence="The date of the first letter.", began=400)
    day = t.day(day + timedelta(days=35))
    t.do(day, OFFICER, e.AcceptedOnOmbudsmansOrder(day, f"{day:%Y%m}0417"), reason=_TAKEN_ON)
    acknowledge(t, late_by=t.world.calendar.count(t.received, day))
    investigate(t)
    respond(t, 3)
    after(t)


# Against the Code, and gone on with


def _extended_badly(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t, slow=True)
    answer(t, extend_badly(t, "Nobody looked at the list while the officer was away. The resident has been rung."))
    after(t)


def _no_ombudsman(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t)
    new = extend(
        t, but="ombudsman_details", reason="The old form was used; a second letter with the details is on its way."
    )
    answer(t, new)
    after(t)


def _same_person(t: Telling) -> None:
    usual(t)
    escalate(t)
    second_stage(
        t, by=t.handler, reason="Both reviewers are away until the day has passed. The manager has read it through."
    )
    after(t)


def _unapproved(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t)
    answer(t, t.due(1), approved=False, reason=_WENT_ON)
    after(t)


def _part_missing(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t)
    answer(t, t.due(1), but="how_to_escalate", reason="The leaflet on taking it further goes in the envelope.")
    after(t)


def _half_answered(t: Telling) -> None:
    while len(t.matters) < 2:  # noqa: PLR2004  one that is answered and one that is not
        t.matters.append(next(each for each in t.theme.matters if each not in t.matters))
    receive(t)
    acknowledge(t)
    investigate(t)
    answer(
        t, t.due(1), undecided=True, reason="The last point waits for the contractor; the resident wanted the rest now."
    )
    answer(t, t.add(t.answered[1], 6), again=True)
    after(t)


def _reasons_demanded(t: Telling) -> None:
    usual(t)
    escalate(t, demanded=True, reason="An old form was used, which asked why. It has been withdrawn.")
    second_stage(t)
    after(t)


def _not_taken_further(t: Telling) -> None:
    usual(t)
    day = escalate(t)
    refused = e.EscalationRefused(
        day, 2, "previously_considered", "The same matter had its final answer in the spring.",
        circumstances_considered=True, parts=letter_parts(t, "escalation_refused"),
    )  # fmt: skip
    t.do(t.day(day), MANAGER, refused)
    learn(t, day)


# People


def _confidential(t: Telling) -> None:
    t.alone, t.handler = True, OFFICER
    named = (t.who(OFFICER), t.who(MANAGER))
    receive(t, e.MarkedConfidential(t.received, named, "It is about a member of staff."))
    acknowledge(t)
    investigate(t)
    day = t.day(t.steps[-1].at.date())
    t.do(day, OFFICER, e.CommentInvited(day, e.Correspondent.STAFF_MEMBER, t.add(day, 3)))
    came = t.day(t.add(day, 2))
    said = "I was short with her. I had had a bad call before. I am sorry and would like to say so."
    t.do(came, OFFICER, e.CommentReceived(came, e.Correspondent.STAFF_MEMBER, said))
    respond(t)
    after(t)


def _group(t: Telling) -> None:
    others = [each for each in t.world.places if each.street == t.place.street and each is not t.place][:6]
    lead, members = t.place.resident.id, tuple(each.resident.id for each in others)
    receive(t, e.GroupFormed(t.received, lead, (lead, *members)), complainant=e.Complainant.GROUP)
    acknowledge(t)
    day = t.day(t.acknowledged[1])
    t.do(day, t.handler, *(e.GroupMemberSigned(day, each) for each in members))
    t.beside.append(("group", {"name": f"Residents of {t.place.street}", "members": members, "formed_on": t.received, "signed_on": day}))  # fmt: skip
    investigate(t)
    respond(t)
    after(t)


def _told_twice(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    day = t.day(t.acknowledged[1])
    t.do(
        day, t.handler, e.ComplaintLinked(day, "the one of the household", "the same matter, from two of the household")
    )
    investigate(t)
    respond(t)
    after(t)


def _high_building(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    day = t.day(t.acknowledged[1])
    occurs = e.OccurrenceDecided(
        day, is_occurrence=False, reason="One door, made safe the same day; nobody was at risk."
    )
    t.do(day, OFFICER, occurs)
    investigate(t)
    respond(t)
    day = t.day(t.answered[1])
    t.do(day, OFFICER, e.ReferredToRegulator(day, reason="The resident was shown the way for the safety part."))
    after(t)


# The Ombudsman


def _to_the_ombudsman(t: Telling, outcomes: tuple[e.Outcome, ...], *, orders: int = 0, late: bool = False) -> None:
    t.matters = list(t.theme.matters[: max(len(outcomes), 2)])
    usual(t, late_by=4 if late else 0)
    escalate(t)
    second_stage(t, late_by=6 if late else 0)
    after(t, closes=False)
    enquired(t, evidence_late=late)
    determined(t, outcomes, orders=orders, late=late)


def _maladministration(t: Telling) -> None:
    _to_the_ombudsman(t, (_O.MALADMINISTRATION, _O.SERVICE_FAILURE), orders=2)


def _severe(t: Telling) -> None:
    _to_the_ombudsman(t, (_O.SEVERE_MALADMINISTRATION, _O.MALADMINISTRATION), orders=3, late=True)


def _service_failure(t: Telling) -> None:
    _to_the_ombudsman(t, (_O.SERVICE_FAILURE, _O.REDRESS), orders=1)


def _no_maladministration(t: Telling) -> None:
    _to_the_ombudsman(t, (_O.NO_MALADMINISTRATION, _O.REDRESS))


def _outside(t: Telling) -> None:
    _to_the_ombudsman(t, (_O.OUTSIDE_JURISDICTION, _O.NO_MALADMINISTRATION))


def _mediation(t: Telling) -> None:
    _to_the_ombudsman(t, (_O.MEDIATION, _O.WITHDRAWN))


def _enquiry(t: Telling) -> None:
    usual(t)
    escalate(t)
    second_stage(t)
    after(t, closes=False)
    enquired(t, until_evidence=False)


def _failure_order(t: Telling) -> None:
    receive(t)
    acknowledge(t)
    investigate(t, slow=True)
    failure_order(t)
    day = t.day(t.add(t.steps[-1].at.date(), 6))
    answer(t, day)
    t.do(t.day(day), OFFICER, e.FailureOrderComplied(t.day(day), "failure-order"))
    after(t)


_YEAR = 365
HARD = (
    Path("too_old", 8, _too_old),
    Path("at_court", 4, _at_court),
    Path("had_its_answer", 3, _had_its_answer),
    Path("another_ground", 1, _another_ground, theme="staff"),
    Path("taken_on_after_all", 3, _taken_on_after_all),
    Path("taken_on_by_order", 1, _taken_on_by_order, age=150),
    Path("extended_badly", 5, _extended_badly),
    Path("no_ombudsman", 3, _no_ombudsman),
    Path("same_person", 1, _same_person, age=120),
    Path("unapproved", 2, _unapproved, approving=True),
    Path("part_missing", 3, _part_missing),
    Path("half_answered", 3, _half_answered),
    Path("reasons_demanded", 2, _reasons_demanded, age=100),
    Path("not_taken_further", 4, _not_taken_further, age=80),
    Path("confidential", 7, _confidential, theme="staff"),
    Path("group", 4, _group, theme="cleaning"),
    Path("told_twice", 4, _told_twice),
    Path("high_building", 9, _high_building, theme="building_safety"),
    Path("maladministration", 4, _maladministration, age=_YEAR + 60),
    Path("severe", 1, _severe, age=_YEAR + 90),
    Path("service_failure", 3, _service_failure, age=_YEAR + 60),
    Path("no_maladministration", 2, _no_maladministration, age=_YEAR + 60),
    Path("outside", 1, _outside, age=_YEAR + 60),
    Path("mediation", 1, _mediation, age=_YEAR + 60),
    Path("enquiry", 5, _enquiry, age=150),
    Path("failure_order", 1, _failure_order, age=150),
)
"""What happens to few."""
