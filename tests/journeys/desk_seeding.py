"""Run by `serving.Site` after `seeding.py`: more people, homes and residents, and a complaint for each journey.

Prints the references and ids by short name. What happened lies a few working days back from today, as in an office.
"""

import json
import sys

import django

django.setup()

from datetime import date, timedelta  # noqa: E402  after Django is set up

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from putright import clock  # noqa: E402
from putright.actions import Ask, Done, perform  # noqa: E402
from putright.actions.terms import calendar_of  # noqa: E402
from putright.complaint import events as e  # noqa: E402
from putright.people.changing import add  # noqa: E402
from putright.people.models import Home, Landlord, Resident, Staff, Team, TeamMember  # noqa: E402
from putright.people.roles import Role  # noqa: E402
from putright.sign_in.sessions import admit  # noqa: E402
from putright.sign_in.words import How  # noqa: E402

NOW, TODAY = clock.now(), clock.today()
BY = "the tests"
ALDER, FEN = Landlord.objects.get(code="AH"), Landlord.objects.get(code="FH")
CALENDAR = calendar_of(ALDER)
CALLUM, FEMI = (Staff.objects.get(email__startswith=f"{name}@") for name in ("callum", "femi"))
NAMES = {
    "asha": "Asha Begum",
    "long": "N" * 199 + "x",
    "mononym": "Suresh",
    "welsh": "Siân ŵyr Llŷr Ffrŵd-y-Môr",
    "arabic": "محمد العلي",
    "hostile": '<script>alert("name")</script>',
    "other": "Rhodri Kaur",
}
SOMEBODY = ("Ifeoma Grant", "Tom Ellery", "Ewa Nowak", "Greta Holm", "Sam Pike", "Una Moss", "Pavel Hora", "Ines Prado")
ONE_EACH = ("keyboard", "no_script", "stale", "lost", "refused", "twice", "busy", "print")


def back(days):
    """The working day so many working days before the last one, which is today on a working day."""
    day = TODAY
    while days or not CALENDAR.is_working_day(day):
        days -= CALENDAR.is_working_day(day)
        day -= timedelta(days=1)
    return day


def record(facts, complaint=None, by=CALLUM, landlord=ALDER):
    answer = perform(Ask(landlord.pk, tuple(facts), complaint, reason="The journeys want it so.", again=True), by, NOW)
    assert isinstance(answer, Done), answer
    return answer


def person(name, called, *roles):
    made = Staff.objects.create_staff(ALDER, f"{name}@alder.example", called, list(roles), started_on=date(2020, 1, 6))
    Staff.objects.filter(pk=made.pk).update(password=CALLUM.password)  # the same one; hashing is slow on purpose
    return made


def session(staff):
    """The key of a session in which somebody is signed in."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    admit(request, staff, How.PASSWORD, NOW)
    request.session.save()
    return request.session.session_key


def complaint(resident, home, handler, *, days=4, words="The bathroom fan has not worked since March.", facts=()):
    """One that is in, triaged and handled; then what else happened to it."""
    received = back(days)
    done = record(
        [
            e.ComplaintReceived(
                received, e.Channel.TELEPHONE, person=str(resident.pk), home=str(home.pk), in_their_words=words
            ),
            e.ComplaintLogged(received),
            e.Triaged(received, e.Level.LOW, e.Level.LOW, vulnerable=False),
            e.HandlerAssigned(received, str(handler.pk)),
        ]
    )
    for fact in facts:
        record([fact], done.complaint)
    return done.reference


def answered(handler):
    """What happens up to the answer at stage 1."""
    points = (e.Point("p1", "The fan in the bathroom does not work", e.Responsibility.OURS),)
    return [
        e.DefinitionSet(back(11), points, "A fan that works"),
        e.Acknowledged(back(11), channel=e.Channel.EMAIL, by=str(handler.pk)),
        e.ResidentHeard(back(8)),
        e.PointDecided(back(4), "p1", e.Decision.UPHELD, "It was reported in March and nobody came."),
        e.ResponseIssued(back(4), 1, str(handler.pk)),
    ]


def seed():
    person("owen", "Owen Hartley", Role.BUSINESS_REVIEWER)
    nia, lena = person("nia", "Nia Bowen", Role.HANDLER), person("lena", "Lena Marsh", Role.HANDLER)
    homes = [
        add(Home(landlord=ALDER, address=f"{n} Larch Court, Aldertown", postcode="ZA1 1AA"), by=BY, at=NOW)
        for n in range(1, 9)
    ]
    people = {
        key: add(Resident(landlord=ALDER, name=name, telephone="01632 960 200"), by=BY, at=NOW)
        for key, name in NAMES.items()
    }
    repairs = add(Team(landlord=ALDER, name="Repairs"), by=BY, at=NOW)
    rashid = Staff.objects.get(email__startswith="rashid@")
    add(TeamMember(landlord=ALDER, team=repairs, staff=rashid, from_on=date(2020, 1, 6)), by=BY, at=NOW)
    asha, callum = people["asha"], CALLUM

    named = {
        key: complaint(people[key], homes[n % 8], callum)
        for n, key in enumerate(("long", "mononym", "welsh", "arabic", "hostile"))
    }
    for n, (key, name) in enumerate(zip(ONE_EACH, SOMEBODY, strict=True)):
        resident = add(Resident(landlord=ALDER, name=name, email="somebody@residents.example"), by=BY, at=NOW)
        named[key] = complaint(resident, homes[n], callum)
    named["late"] = complaint(people["mononym"], homes[1], callum, days=9)
    fifteen = [
        e.DefinitionSet(back(8), (e.Point("p1", "The lift stands still", e.Responsibility.OURS),), "A lift that works")
    ]
    named["extended"] = complaint(
        people["welsh"], homes[2], callum, days=10, facts=[*fifteen, e.Acknowledged(back(8), by=str(callum.pk))]
    )
    asked = e.ContributionAsked(back(3), "c1", str(repairs.pk), "What did the surveyor find?", CALENDAR.add(TODAY, 3))
    named["asked"] = complaint(people["long"], homes[3], nia, days=4, facts=[asked])
    named["whole"] = complaint(asha, homes[4], callum, days=15, facts=answered(callum))
    secret = e.MarkedConfidential(back(2), (str(callum.pk),), "It is about a member of staff.")
    named["confidential"] = complaint(
        people["other"], homes[5], callum, words="Zephyrine was rude to me on the stairs.", facts=[secret]
    )
    for n in range(3):
        named[f"leaver_{n}"] = complaint(people["other"], homes[6], lena, words=f"The gate is broken, part {n}.")
    there = record(
        [e.ComplaintReceived(back(3), in_their_words="Fen Homes only.", person="Ola")], by=FEMI, landlord=FEN
    )
    fen_person = add(Resident(landlord=FEN, name="Ola Fen"), by=BY, at=NOW)
    named["other_landlord"] = there.reference
    staff = {each.email.split("@")[0]: str(each.pk) for each in Staff.objects.all()}
    json.dump(
        {
            "complaints": named,
            "staff": staff,
            "residents": {key: str(each.pk) for key, each in people.items()} | {"fen": str(fen_person.pk)},
            "team": str(repairs.pk),
            "sessions": {each.email.split("@")[0]: session(each) for each in Staff.objects.all()},
        },
        sys.stdout,
    )


seed()
