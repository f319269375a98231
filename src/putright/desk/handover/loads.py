"""How much each handler has, for whoever shares work out, with the way to hand it over."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from putright.actions.naming import names_behind
from putright.background.notices import notices_for
from putright.desk.opened import Who
from putright.people.permissions import MAY
from putright.records.work_list import Asked, Days, Group, loads

__all__ = ["HandlerLoad", "handler_loads", "new_notices"]

_MOST = 100


@dataclass(frozen=True, slots=True)
class HandlerLoad:
    """One handler's line."""

    name: str
    late: int
    total: int
    work_at: str
    """The address of their work."""
    hand_over_at: str
    """Where it is handed to others; empty where nobody has it yet."""


def handler_loads(by: Who, asked: Asked, days: Days) -> list[HandlerLoad]:
    """The handlers with work among what is asked for, the one with most that is late first; for those who hand over."""
    if not any("gatekeeping" in MAY[role] for role in by.roles):
        return []
    found = loads(asked, days)[:_MOST]
    names = names_behind(by.landlord, {each.handler for each in found})
    return [
        HandlerLoad(
            names.get(each.handler, each.handler) or "Nobody yet",
            each.counted[Group.LATE],
            each.total,
            f"?{urlencode({'whose': 'all', 'handler': each.handler or 'nobody'})}",
            reverse("desk:handover", args=[UUID(each.handler)]) if each.handler in names else "",
        )
        for each in found
    ]


def new_notices(by: Who) -> int:
    """How many notices somebody has not seen yet."""
    return notices_for(by.staff, by.today).count()
