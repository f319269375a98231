"""References that people read out on the telephone: AH-2604-0117, the landlord, the month, the number in it."""

from datetime import date, datetime

from django.db.models import F

from putright.people.models import Landlord
from putright.records.models import Counter


def next_reference(landlord: Landlord, received_on: date | None, at: datetime) -> str:
    """The next reference of the month the complaint was received in. Inside the transaction that uses it."""
    month = f"{received_on or at:%y%m}"
    Counter.objects.get_or_create(landlord=landlord.id, month=month)
    Counter.objects.filter(landlord=landlord.id, month=month).update(last=F("last") + 1)
    number = Counter.objects.get(landlord=landlord.id, month=month).last
    return f"{landlord.code}-{month}-{number:04d}"
