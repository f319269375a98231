"""In whose name the residents' pages write: a person on the list of staff who is nobody, and can never sign in.

What a resident does is on record as done through these pages, for that resident. The rights are given here, in the program, and
by no role that anybody could hold, hand on or forget to end: to the list of staff it is a name without a role, so it is in no
list of handlers, and a password made for it opens nothing.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from putright.people.models import Landlord, Staff
from putright.people.roles import Role
from putright.people.staffing import engage

__all__ = ["Clerk", "clerk_of"]

NAME = "Residents' pages"


class Clerk(Staff):
    """The one who writes for residents, with the rights that takes."""

    class Meta:
        """No table of its own."""

        proxy = True

    def roles_on(self, day: date) -> frozenset[Role]:
        """Whoever takes in complaints and writes down what residents say may do this."""
        del day
        return frozenset({Role.HANDLER})


def clerk_of(landlord: Landlord, at: datetime) -> Staff:
    """The clerk of a landlord's front door; put on the list when first needed."""
    email = f"front-door@{landlord.code.lower()}.invalid"  # a name that can never be a mailbox (RFC 2606)
    rows = Clerk.objects.select_related("landlord")
    found = rows.filter(landlord=landlord, email=email).first()
    if found is None:
        try:
            with transaction.atomic():
                engage(landlord, email=email, name=NAME, roles=[], started_on=None, by="front door", at=at)
        except IntegrityError:  # somebody else was quicker
            pass
        found = rows.get(landlord=landlord, email=email)
    if TYPE_CHECKING:
        assert isinstance(found, Staff)
    return found
