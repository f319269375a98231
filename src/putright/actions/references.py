"""References that people read out on the telephone: AH-2604-0117, the landlord, the month, the number in it.

A service request has an S before the month, AH-S-2604-0007, and its own numbers, so that nobody takes it for a complaint.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.db import connection, models

from putright.people.models import Landlord
from putright.records.models import Counter

__all__ = ["count_again", "next_reference", "next_request_reference"]

_MONTH_AND_NUMBER = re.compile(r"-((?:S-)?\d{4})-(\d{4,})$")

_NEXT = """
INSERT INTO counter (landlord, month, last) VALUES (%s, %s, 1)
ON CONFLICT (landlord, month) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def next_reference(landlord: Landlord, received_on: date | None, today: date) -> str:
    """The next reference of the month the complaint was received in. Inside the transaction that uses it.

    One statement that makes, counts and locks the row: two of these at once wait for each other and never agree.
    """
    return _next(landlord, f"{received_on or today:%y%m}")


def next_request_reference(landlord: Landlord, asked_on: date | None, today: date) -> str:
    """The next reference of a service request, of the month it was asked for in. Inside the transaction that uses it."""
    return _next(landlord, f"S-{asked_on or today:%y%m}")


def _next(landlord: Landlord, month: str) -> str:
    owner = models.UUIDField().get_db_prep_value(landlord.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [owner, month])
        (number,) = cursor.fetchone()
    return f"{landlord.code}-{month}-{number:04d}"


def count_again(landlord: Landlord, references: Iterable[str]) -> None:
    """See that no counter stands below the references there are, or the next complaint would be given one of them."""
    highest: dict[str, int] = {}
    for reference in references:
        found = _MONTH_AND_NUMBER.search(reference)
        if found is None:
            continue
        month, number = found.groups()
        highest[month] = max(highest.get(month, 0), int(number))
    for month, last in highest.items():
        Counter.objects.get_or_create(landlord=landlord.pk, month=month)
        Counter.objects.filter(landlord=landlord.pk, month=month, last__lt=last).update(last=last)
