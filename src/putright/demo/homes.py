"""The homes of the demonstration and who lives in them: invented streets, and a postcode area that does not exist."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from putright.complaint.events.vocabulary import Tenure
from putright.demo.stories import Person, Place
from putright.demo.wording import people, town_of
from putright.people.changing import add
from putright.people.models import Building, HeldAs, Home, Landlord, LandlordSize, Residency, Resident

__all__ = ["HOMES", "make_homes"]

HOMES = 5000
BY = "demonstration"
_TENURES = (
    (Tenure.LOW_COST_RENTAL, "general needs", 76),
    (Tenure.LOW_COST_RENTAL, "supported", 8),
    (Tenure.LOW_COST_HOME_OWNERSHIP, "shared ownership", 8),
    (Tenure.LEASEHOLD, "", 6),
    (Tenure.MARKET_RENT, "", 2),
)
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_HIGH_METRES, _HIGH_STOREYS = 18, 7
_ROWS = 500


def make_homes(landlord: Landlord, chance: Random, today: date, at: datetime) -> list[Place]:
    """Buildings, homes, how they are held, residents and where they live; as the places that stories are told about.

    They come with the landlord, as from another system, and have one line of history: that of the landlord.
    """
    buildings = {each["name"]: add(_building(landlord, each), by=BY, at=at) for each in people()["places"]["blocks"]}
    homes, held, tenants, lived, places = [], [], [], [], []
    names = _names(chance)
    for number, (street, line, building) in enumerate(_addresses(chance, buildings), start=1):
        home = Home(
            landlord=landlord, reference=f"H{number:05d}", address=f"{line}\n{town_of(street)}",
            postcode=_postcode(street), building=building,
        )  # fmt: skip
        home.clean()
        tenure, stock, _ = chance.choices(_TENURES, [weight for *_, weight in _TENURES])[0]
        since = today - timedelta(days=chance.randint(800, 9000))
        resident = _resident(landlord, next(names), number, chance)
        homes.append(home)
        held.append(HeldAs(landlord=landlord, home=home, tenure=tenure.value, stock=stock, from_on=since))
        tenants.append(resident)
        lived.append(Residency(landlord=landlord, resident=resident, home=home, from_on=since))
        tall = building is not None and _tall(building)
        places.append(Place(str(home.pk), street, tenure, tall, Person(str(resident.pk), resident.name)))
    with transaction.atomic():
        Home.objects.bulk_create(homes, batch_size=_ROWS)
        HeldAs.objects.bulk_create(held, batch_size=_ROWS)
        Resident.objects.bulk_create(tenants, batch_size=_ROWS)
        Residency.objects.bulk_create(lived, batch_size=_ROWS)
    _sizes(landlord, held, today, at)
    return places


def _building(landlord: Landlord, each: dict[str, object]) -> Building:
    storeys, metres = int(str(each["storeys"])), Decimal(str(each["metres"]))
    high = storeys >= _HIGH_STOREYS or metres >= _HIGH_METRES
    registered = f"HRB{sum(map(ord, str(each['name']))):07d}" if high else ""
    return Building(
        landlord=landlord, name=str(each["name"]), storeys=storeys, metres=metres, homes=int(str(each["homes"])),
        higher_risk=high, registered_as=registered,
    )  # fmt: skip


def _tall(building: Building) -> bool:
    return bool(building.higher_risk)


def _addresses(chance: Random, buildings: dict[str, Building]) -> list[tuple[str, str, Building | None]]:
    found: list[tuple[str, str, Building | None]] = []
    for name, building in buildings.items():
        found += [(name, f"Flat {number}, {name}", building) for number in range(1, (building.homes or 0) + 1)]
    streets = people()["places"]["streets"]
    number = 0
    while len(found) < HOMES:
        number += 1
        found += [(street, f"{number} {street}", None) for street in streets]
    del found[HOMES:]
    chance.shuffle(found)
    return found


def _postcode(street: str) -> str:
    """ZA is no postcode area: a letter that is sent there by mistake comes back."""
    mark = sum(map(ord, street))
    return f"ZA{mark % 9 + 1} {mark % 7 + 1}{_LETTERS[mark % 20]}{_LETTERS[mark * 7 % 20]}"


def _names(chance: Random) -> Iterator[tuple[str, str, str]]:
    """Names of residents: the whole name, and its parts where it has two. One in fifty is written in another way."""
    words = people()["names"]
    while True:
        if chance.randrange(50) == 0:
            yield chance.choice(words["whole"]), "", ""
        else:
            given, family = chance.choice(words["given"]), chance.choice(words["family"])
            yield f"{given} {family}", given, family


def _resident(landlord: Landlord, name: tuple[str, str, str], number: int, chance: Random) -> Resident:
    whole, given, family = name
    arabic = any("\u0600" <= sign <= "\u06ff" for sign in whole)
    made = Resident(
        landlord=landlord, reference=f"R{number:05d}", name=whole, given_names=given, family_name=family,
        email=f"r{number:05d}@residents.example" if chance.randrange(10) < 7 else "",  # noqa: PLR2004  seven in ten have one
        telephone=f"07700 900{number % 1000:03d}",
        prefers=chance.choice(("telephone", "email", "email", "letter", "text_message", "")),
        language="ar" if arabic else chance.choice(("", "", "", "", "", "", "", "", "cy", "pl")),
        interpreter=arabic,
    )  # fmt: skip
    made.clean()
    return made


def _sizes(landlord: Landlord, held: list[HeldAs], today: date, at: datetime) -> None:
    """How many homes of each tenure there were at the end of each of the last three years to 31 March."""
    ended = date(today.year if today >= date(today.year, 4, 1) else today.year - 1, 3, 31)
    for tenure in dict.fromkeys(each.tenure for each in held):
        homes = sum(each.tenure == tenure for each in held)
        for back in range(3):
            on = date(ended.year - back, 3, 31)
            row = LandlordSize(
                landlord=landlord,
                on=on,
                tenure=tenure,
                homes=homes - back * (homes // 80),
                source="Stock count at year end",
            )
            add(row, by=BY, at=at)
