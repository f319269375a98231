"""Run by `serving.Site` after `seeding.py`: a landlord that wants answers read before they leave, and two complaints to it."""

import json
import sys

import django

django.setup()

from datetime import date, timedelta  # noqa: E402  after Django is set up

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from putright import clock  # noqa: E402
from putright.actions import Ask, Done, perform  # noqa: E402
from putright.complaint import events as e  # noqa: E402
from putright.people.models import Home, Landlord, Residency, Resident, Staff  # noqa: E402
from putright.people.roles import Role  # noqa: E402
from putright.sign_in.models import DoorRules  # noqa: E402
from putright.sign_in.sessions import admit  # noqa: E402
from putright.sign_in.words import How  # noqa: E402

NOW, TODAY = clock.now(), clock.today()
SINCE = date(2020, 1, 6)


def ago(days):
    return TODAY - timedelta(days=days)


def session(staff):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    admit(request, staff, How.PASSWORD, NOW)
    request.session.save()
    return request.session.session_key


def seed():
    elm = Landlord.objects.create(
        name="Elm Homes", code="EH", policy="thrive-2026", telephone="01632 960 300", email="complaints@elm.example",
        address="Elm House\nElmtown EL1 1AA", accent="#1d5c63",
    )  # fmt: skip
    DoorRules.objects.create(landlord=elm, second_factor_required=False)
    people = {
        "una": Staff.objects.create_staff(
            elm, "una@elm.example", "Una Byrne", [Role.COMPLAINTS_OFFICER], started_on=SINCE
        ),
        "rhys": Staff.objects.create_staff(
            elm, "rhys@elm.example", "Rhys Parry", [Role.BUSINESS_REVIEWER], started_on=SINCE
        ),
    }
    una = people["una"]
    asha = Resident.objects.create(landlord=elm, name="Asha Rahman", email="asha@example.org")
    home = Home.objects.create(landlord=elm, address="14 Tern Court\nElmtown", postcode="EL1 6XY")
    Residency.objects.create(landlord=elm, resident=asha, home=home)
    received = e.ComplaintReceived(ago(4), e.Channel.TELEPHONE, person=str(asha.pk), home=str(home.pk))
    handled = (e.ComplaintLogged(ago(3)), e.HandlerAssigned(ago(3), str(una.pk)))
    point = e.Point("p1", "The mould in the bedroom came back", e.Responsibility.OURS)
    decided = (
        e.DefinitionSet(ago(3), (point,), "A dry bedroom"),
        e.Acknowledged(ago(3), 1, ("complaint_definition", "outcomes_sought", "responsibility", "ombudsman_details")),
        e.PointDecided(ago(1), "p1", e.Decision.UPHELD, "The first repair did not last.", "", 1, str(una.pk)),
        e.RemedyOffered(ago(1), "r1", e.RemedyKind.MONEY, ("p1",), "For the wait.", amount_pence=4500),
    )
    named = {}
    for name, facts in (("answer", (received, *handled, *decided)), ("refusal", (received, *handled))):
        done = perform(Ask(elm.pk, facts, reason="The journeys want it so."), una, NOW)
        assert isinstance(done, Done), done
        named[name] = done.reference
    json.dump({"complaints": named, "sessions": {name: session(each) for name, each in people.items()}}, sys.stdout)


seed()
