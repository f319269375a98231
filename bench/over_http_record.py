"""Run by `over_http.py` as its own process: make the record with its people, or count what reached it."""

import json
import random
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402  after Django is set up
from django.core.management import call_command  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from putright import clock  # noqa: E402
from putright.people.models import Landlord, Staff  # noqa: E402
from putright.people.roles import Role  # noqa: E402
from putright.records.integrity import verify  # noqa: E402
from putright.records.models import Content, Summary  # noqa: E402
from putright.sign_in.sessions import admit  # noqa: E402
from putright.sign_in.words import How  # noqa: E402


def make(number: int) -> None:
    """So many complaints, their forty handlers, and a session of each."""
    from many import HANDLERS, fill

    call_command("migrate", verbosity=0, interactive=False)
    landlord = Landlord.objects.create(name="Ash Homes", code="AH")
    people = [
        Staff.objects.create_staff(
            landlord, f"handler{n}@ah.example", f"Handler {n}", [Role.COMPLAINTS_OFFICER],
            started_on=date(2020, 1, 6), id=UUID(key),
        )
        for n, key in enumerate(HANDLERS)
    ]  # fmt: skip
    fill(landlord.id, landlord.code, str(people[0].id), number)
    chance = random.Random(7)
    rows = Summary.objects.filter(landlord=landlord.pk)
    every = list(rows.values_list("reference", flat=True)[: min(number, 20_000)])
    there = list(rows.filter(owed=True).values_list("reference", flat=True)[:5_000])
    told = {
        "complaints": chance.sample(every, min(1000, len(every))),
        "open": chance.sample(there, min(1000, len(there))),
        "sessions": [_session(each) for each in people],
    }
    print(json.dumps(told))


def _session(person: Staff) -> str:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    admit(request, person, How.PASSWORD, clock.now())
    request.session.save()
    return str(request.session.session_key)


def count() -> None:
    """How many of the acknowledged commands are on record, how many twice, and whether it verifies."""
    asked = sys.stdin.read().split("\n")
    found: dict[str, int] = {}
    for text in Content.objects.filter(text__startswith="Load ").values_list("text", flat=True):
        found[text] = found.get(text, 0) + 1
    lost = [each for each in asked if each and each not in found]
    twice = [each for each, times in found.items() if times > 1]
    number = Summary.objects.count()
    said = f"{len(asked):,} commands acknowledged, {len(lost)} lost, {len(twice)} twice"
    if number <= 20_000:
        faults = list(verify(Landlord.objects.get().pk))
        said += f"; verify: {len(faults)} faults"
    print(said)


if __name__ == "__main__":
    make(int(sys.argv[2])) if sys.argv[1] == "make" else count()
