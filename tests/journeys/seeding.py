"""Run by `serving.Site`: an empty record with two landlords and the people of the tests, who can all sign in."""

import sys
from pathlib import Path

import django

django.setup()
sys.path.append(str(Path(__file__).parents[1] / "records"))

from datetime import date  # noqa: E402  after Django is set up

from django.conf import settings  # noqa: E402
from migrated import put_migrated  # noqa: E402

from putright.people.models import Landlord, Staff  # noqa: E402
from putright.people.roles import Role  # noqa: E402

PASSWORD = "Grey heron, seven steps 1"
PEOPLE = {
    "callum": ("Callum Reid", (Role.COMPLAINTS_OFFICER, Role.HANDLER)),
    "dilys": ("Dilys Pryce", (Role.STAGE_2_REVIEWER,)),
    "ezra": ("Ezra Cole", (Role.MEMBER_RESPONSIBLE,)),
    "mona": ("Mona Whitfield", (Role.MANAGER,)),
    "ada": ("Ada Lindqvist", (Role.ADMINISTRATOR,)),
    "audrey": ("Audrey Finch", (Role.AUDITOR,)),
    "rashid": ("Rashid Noor", (Role.CONTRIBUTOR,)),
}


def seed():
    put_migrated(Path(settings.HOME))
    alder = Landlord.objects.create(
        name="Alder Homes",
        code="AH",
        accent="#1d5c63",
        telephone="01632 960 117",
        telephone_hours="8am to 6pm, Monday to Friday",
        email="complaints@alder.example",
        address="Alder House\n1 Larch Court\nAldertown AL1 1AA",
    )
    fen = Landlord.objects.create(name="Fen Homes", code="FH", accent="#7a1f5c")
    for name, (called, roles) in PEOPLE.items():
        person(alder, f"{name}@alder.example", called, *roles)
    person(fen, "femi@fen.example", "Femi Ade", Role.COMPLAINTS_OFFICER)


def person(landlord, email, name, *roles):
    made = Staff.objects.create_staff(landlord, email, name, list(roles), started_on=date(2020, 1, 6))
    made.set_password(PASSWORD)
    made.save()


seed()
