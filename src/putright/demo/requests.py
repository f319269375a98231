"""Service requests of the demonstration: things asked for, promised, answered and done; some became complaints.

Those that became one of the stories are written as `raise_complaint` writes them, beside the complaint that is there
already; all others come through the one door.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from putright.actions import AskRequest, NotDone, perform_request
from putright.actions.carrying_out import digest_of
from putright.actions.references import count_again
from putright.complaint import events as e
from putright.complaint.requests import (
    RequestAnswered,
    RequestAsked,
    RequestBecameComplaint,
    RequestDissatisfied,
    RequestDone,
    RequestPromised,
    RequestReviewed,
    fold_request,
)
from putright.demo.bulk import Written
from putright.demo.deciding import Desk
from putright.demo.performing import DemoRefused
from putright.demo.plan import Plan
from putright.demo.stories import Cast, Place
from putright.demo.wording import people
from putright.records import search, store
from putright.records.models import Entry, new_id
from putright.records.requests_projection import project_request, write_request

__all__ = ["ask_for_things", "became_complaint"]

_LONDON = ZoneInfo("Europe/London")
_MOST = 70
_DAYS = 240
_WAYS = (e.Channel.TELEPHONE, e.Channel.PORTAL, e.Channel.EMAIL, e.Channel.IN_PERSON)
_Batch = tuple[datetime, str, tuple[e.Event, ...]]


def ask_for_things(plan: Plan, desk: Desk, cast: Cast, places: Sequence[Place]) -> int:
    """Requests of the last months through the one door, some still open. How many. Raises DemoRefused."""
    chance = Random(f"{plan.seed}:requests")  # noqa: S311  the same requests each time, nothing secret
    number = min(_MOST, plan.size // 4)
    for _ in range(number):
        request: UUID | None = None
        for at, by, facts in _told(plan.today, cast, chance.choice(places), chance):
            answer = perform_request(AskRequest(desk.landlord.pk, facts, request), desk.staff[by], at)
            if isinstance(answer, NotDone):
                raise DemoRefused(f"A service request of {at:%Y-%m-%d}: {answer.refused.message}")
            request = answer.request
    return number


def _told(today: date, cast: Cast, place: Place, chance: Random) -> list[_Batch]:
    """One request: asked and promised, looked at, answered, done; as far as it has come by the day."""
    asked = today - timedelta(days=chance.randint(1, _DAYS))
    team, what, done = chance.choice(_THINGS)
    due = asked + timedelta(days=chance.randint(7, 40))
    by = chance.choice(("nia", "tomasz", "farah"))
    looked = asked + timedelta(days=14)
    begins = RequestAsked(asked, chance.choice(_WAYS), place.resident.id, place.id, what, looked)
    steps: list[tuple[date, tuple[e.Event, ...]]] = [
        (asked, (begins, RequestPromised(asked, due, cast.teams[team]))),
        (
            looked,
            (RequestReviewed(looked, looked + timedelta(days=21), "It is with the team, and the day still holds."),),
        ),
    ]
    finished = due + timedelta(days=chance.choice((-3, -1, 0, 0, 2, 9)))
    if chance.randrange(8):
        finished = max(finished, looked + timedelta(days=1))
        steps.append(
            (
                finished,
                (
                    RequestAnswered(finished, "It is done; ring us if it is not as you wanted it."),
                    RequestDone(finished, done),
                ),
            )
        )
    return [(_at(on, chance.randint(0, 400)), by, facts) for on, facts in steps if on < today]


_THINGS = (
    ("repairs", "The bathroom tap drips.", "Washer renewed."),
    ("repairs", "A new key for the meter cupboard.", "Two keys handed over."),
    ("repairs", "The side gate has dropped and drags on the ground.", "Hinges renewed."),
    ("contractor", "One radiator stays cold at the top.", "Bled, and the pressure topped up."),
    ("contractor", "Would like the boiler controls explained.", "Shown, and a card left by the boiler."),
    ("neighbourhoods", "The bin store light is out.", "Lamp renewed."),
    ("neighbourhoods", "A mattress has been left by the garages.", "Taken away."),
    ("neighbourhoods", "Asks for a bench by the green.", "On the list for the spring walkabout."),
    ("income", "Wants to pay on the fifteenth and not on the first.", "Changed from next month."),
    ("income", "Asks for a rent statement for the last year.", "Posted."),
    ("lettings", "Asks how to add her son to the application.", "Form sent and filled in with her."),
    ("surveying", "Asks for a grab rail by the back step.", "Fitted."),
)


def became_complaint(written: Written, desk: Desk, today: date) -> None:
    """The request that a complaint was raised from, where its story has one."""
    for table, values in written.decided.story.beside:
        if table == "request":
            _write(written, dict(values), desk, today)


def _write(written: Written, values: dict[str, Any], desk: Desk, today: date) -> None:
    story, first = written.decided.story, written.decided.steps[0]
    asked: date = values["asked_on"]
    raised = first.step.at.astimezone(_LONDON)
    received = written.decided.projected.summary["received_on"]
    begins = RequestAsked(
        asked, e.Channel.TELEPHONE, story.place.resident.id, story.place.id, values["what"], asked + timedelta(days=14)
    )
    unhappy = RequestDissatisfied(received, wants_to_complain=True)
    batches: list[_Batch] = [
        (
            _at(asked, 95),
            "nia",
            (begins, RequestPromised(asked, asked + timedelta(days=10), people()["teams"][values["team"]])),
        ),
        (raised, first.step.by, (unhappy, RequestBecameComplaint(raised.date(), written.reference))),
    ]
    done = raised.date() + timedelta(days=30)
    if done < today:
        batches.append((_at(done, 30), "farah", (RequestDone(done, "Done, and the resident knows."),)))
    _put(desk, values["reference"], batches)


def _put(desk: Desk, reference: str, batches: Sequence[_Batch]) -> None:
    landlord, stream = desk.landlord, new_id()
    facts: list[e.Event] = []
    with transaction.atomic():
        end: list[Entry] = []
        for at, by, events in batches:
            person = desk.staff[by]
            asked = digest_of(events, person, str(stream) if end else "", "")
            added = store.append(
                landlord.pk,
                stream,
                end,
                events,
                at=at,
                by=str(person.pk),
                key=new_id(),
                reference=reference,
                asked=asked,
            )
            facts += events
            end = [Entry(number=added.last_number, digest=added.last_digest)]  # all that the next needs to know
        request = fold_request(facts)
        begun = batches[0][0].astimezone(_LONDON).date()
        write_request(
            landlord.pk, stream, project_request(request, begun), reference=reference, number=added.last_number,
            digest=added.last_digest,
        )  # fmt: skip
        search.index(landlord.pk, stream, reference=reference)
        count_again(landlord, [reference])


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(9, 5), _LONDON) + timedelta(minutes=minutes)
