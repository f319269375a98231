"""Who may open which of these pages. Reading and keeping are asked of the one table of permissions.

Who may not read a page is told that there is none. Who may read it and not change it is told whose work it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase

from putright import clock
from putright.people.finding import one
from putright.people.models import Landlord, Staff
from putright.people.permissions import KEEPS, READS
from putright.people.roles import Role

__all__ = ["ANY", "Admin", "admin_of", "theirs_or_404", "to_keep", "to_read"]

ANY = ("settings", "staff")
"""What makes somebody a reader of the administration at all."""
View = Callable[..., HttpResponseBase]
_M = TypeVar("_M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Admin:
    """Who asks, and when."""

    staff: Staff
    landlord: Landlord
    roles: frozenset[Role]
    today: date
    now: datetime

    def keeps(self, part: str) -> bool:
        """Whether they may change this part."""
        return any(part in KEEPS[role] for role in self.roles)

    def reads(self, part: str) -> bool:
        """Whether they may read it."""
        return any(part in READS[role] for role in self.roles)


def admin_of(request: HttpRequest) -> Admin:
    """Who asks, as the door has put them on the request."""
    asked: Any = request
    return Admin(asked.staff, asked.landlord, asked.roles, asked.today, clock.now())


def to_read(*parts: str) -> Callable[[View], View]:
    """A page for those who may read one of the parts; nobody else is told that it is there. Posting takes keeping it."""
    return _door(parts, keeping=False)


def to_keep(*parts: str) -> Callable[[View], View]:
    """A page for those who may change one of the parts."""
    return _door(parts, keeping=True)


def _door(parts: tuple[str, ...], *, keeping: bool) -> Callable[[View], View]:
    def only_for(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:  # noqa: ANN401  of an address
            by = admin_of(request)
            if not any(by.reads(part) for part in parts):
                raise Http404
            if (keeping or request.method == "POST") and not any(by.keeps(part) for part in parts):
                who = sorted(role.value.replace("_", " ") for role, kept in KEEPS.items() if kept & set(parts))
                raise PermissionDenied(f"That is not yours to change: it takes a {' or '.join(who)}.")
            return view(request, by, *args, **more)

        return shown

    return only_for


def theirs_or_404(model: type[_M], by: Admin, key: UUID) -> _M:
    """A row of the landlord's own. Another landlord's is not there."""
    found = one(model, by.landlord, key)
    if found is None:
        raise Http404
    return found
