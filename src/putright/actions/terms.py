"""What governs a complaint of a landlord: the edition by the day it was made, and the landlord's policy beside it."""

from datetime import date
from functools import lru_cache

from putright.complaint.assess import Assessment, Governing, assess, governing, under_policy
from putright.complaint.state import Complaint
from putright.people.models import Landlord
from putright.policy import shipped_policies, shipped_policy
from putright.workdays import Calendar, Nation, calendar_for

__all__ = ["assessed", "calendar_of", "under_for"]


def calendar_of(landlord: Landlord) -> Calendar:
    """The working days of the landlord's nation."""
    return calendar_for(Nation(landlord.nation))


def under_for(landlord: Landlord, complaint: Complaint, today: date) -> Governing:
    """The edition and the policy for one complaint."""
    return _under(landlord.family, landlord.policy, complaint.received_on, today)


def assessed(landlord: Landlord, complaint: Complaint, today: date) -> Assessment:
    """What the Code and the policy say of it on a day."""
    return assess(complaint, under_for(landlord, complaint, today), calendar_of(landlord), today=today)


@lru_cache(maxsize=4096)
def _under(family: str, policy: str, received_on: date | None, today: date) -> Governing:
    from putright.complaint import events as e
    from putright.complaint.evolve import fold

    dated = fold([e.ComplaintReceived(received_on)])
    under = governing(dated, family=family, today=today)
    if not policy:
        return under
    return under_policy(under, shipped_policy(policy), shipped_policies().values(), received_on)
