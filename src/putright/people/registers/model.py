"""What registers are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from putright.complaint.state import Complaint
from putright.people.models import Landlord, Staff
from putright.people.permissions import may_see

__all__ = ["Due", "Known", "seen_by"]


@dataclass(frozen=True, slots=True)
class Known:
    """A complaint as it is known outside the record: whose it is, its reference, and what is true of it."""

    landlord: UUID
    complaint: UUID
    reference: str
    state: Complaint


@dataclass(frozen=True, slots=True)
class Due:
    """Something in a register that has to be looked at."""

    on: date | None
    """By when; None where no day was ever set, which is itself what is wrong."""
    what: str
    whom: str
    """The resident, member of staff, post or survey it is about."""
    provision: str
    register: str
    row: str = ""
    """The id of the row, or the reference of the complaint."""

    def overdue(self, today: date) -> bool:
        """Whether the day has passed, or there never was one."""
        return self.on is None or self.on < today


def seen_by(complaints: Iterable[Known], landlord: Landlord, staff: Staff | None, today: date) -> Iterator[Known]:
    """Those complaints that are the landlord's and that somebody may see; without anybody, none that is confidential."""
    roles = staff.roles_on(today) if staff is not None else None
    for known in complaints:
        if known.landlord != landlord.pk:
            continue
        named = known.state.confidential.visible_to if known.state.confidential is not None else None
        if staff is None or roles is None:
            if named is None:
                yield known
        elif may_see(roles, str(staff.id), named, own=staff.landlord_id == landlord.pk):
            yield known
