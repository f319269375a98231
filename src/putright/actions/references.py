"""References that people read out on the telephone: AH-2604-0117, the landlord, the month, the number in it."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, models

from putright.people.models import Landlord
from putright.records.models import Counter

__all__ = ["count_again", "next_reference"]

_NEXT = """
INSERT INTO counter (landlord, month, last) VALUES (%s, %s, 1)
ON CONFLICT (landlord, month) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def next_reference(landlord: Landlord, received_on: date | None, today: date) -> str:
    """The next reference of the month the complaint was received in. Inside the transaction that uses it.

    One statement that makes, counts and locks the row: two of these at once wait for each other and never agree.
    """
    month = f"{received_on or today:%y%m}"
    owner = models.UUIDField().get_db_prep_value(landlord.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [owner, month])
        (number,) = cursor.fetchone()
    return f"{landlord.code}-{month}-{number:04d}"


def count_again(landlord: Landlord, references: Iterable[str]) -> None:
    """See that no counter stands below the references there are, or the next complaint would be given one of them."""
    highest: dict[str, int] = {}
    for reference in references:
        _, month, number = reference.rsplit("-", 2)
        highest[month] = max(highest.get(month, 0), int(number))
    for month, last in highest.items():
        Counter.objects.get_or_create(landlord=landlord.pk, month=month)
        Counter.objects.filter(landlord=landlord.pk, month=month, last__lt=last).update(last=last)
