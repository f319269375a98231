"""A door to knock at: Django's own client in front of the whole program, on real databases of both engines."""

import re
from datetime import UTC, date, datetime

from django.test import Client

from putright.people.models import Landlord, Staff
from putright.people.roles import Role
from putright.sign_in import totp
from putright.sign_in.models import DoorRules

PASSWORD = "Grey heron, seven steps 1"
OWN = "a kettle for the north star"
AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)


class House:
    """Two landlords with somebody of every role; nobody needs a second step until a test says so."""

    def __init__(self):
        self.landlord = Landlord.objects.create(name="Ash Homes", code="AH")
        self.other = Landlord.objects.create(name="Fen Homes", code="FH")
        for each in (self.landlord, self.other):
            DoorRules.objects.create(landlord=each, second_factor_required=False)
        self.by_role = {role: self.person(role.value, role) for role in Role}
        self.ada = self.by_role[Role.ADMINISTRATOR]
        self.callum = self.by_role[Role.COMPLAINTS_OFFICER]
        self.femi = self.person("femi", Role.ADMINISTRATOR, landlord=self.other)

    def person(self, name, *roles, landlord=None, **more):
        at = landlord or self.landlord
        more = {"started_on": date(2020, 1, 6), **more}
        person = Staff.objects.create_staff(at, f"{name}@{at.code.lower()}.example", name.title(), list(roles), **more)
        person.set_password(PASSWORD)
        person.save()
        return person

    def require(self, *, second=True):
        DoorRules.objects.filter(landlord=self.landlord).update(second_factor_required=second)


def browser(**more):
    """A browser of its own, with the checks against forged forms left on where `enforce_csrf_checks` says so."""
    return Client(REMOTE_ADDR=more.pop("address", "203.0.113.7"), **more)


def knock(client, person, password=PASSWORD, **more):
    """Send an address and a password."""
    email = person if isinstance(person, str) else person.email
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def signed_in(person, **more):
    """A browser in which somebody is signed in."""
    client = browser(**more)
    answer = knock(client, person)
    assert answer.status_code == 302, answer.content.decode()
    assert inside(client)
    return client


def inside(client):
    """Whether a browser is let in."""
    return client.get("/sign-in/mine/").status_code == 200


def text_of(answer):
    """The words of a page, without its markup."""
    words = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(words.replace("&#x27;", "'").replace("&amp;", "&").split())


def code_shown(client, address="/sign-in/set-up/"):
    """The secret on the page, as an app takes it in."""
    return re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(address).content.decode())[1].replace(" ", "")


def code_now(secret, steps=0):
    from putright import clock

    return totp.code_at(secret, totp.step_of(clock.now()) + steps)
