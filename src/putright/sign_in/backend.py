"""The part of signing in that Django asks for: who belongs to a browser's session. Passwords are looked at in `door`."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import ValidationError

from putright.people.models import Staff

__all__ = ["DoorBackend"]


class DoorBackend(BaseBackend):
    """Finds the person of a session, and opens the door for nobody."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # noqa: ANN401  Django's signature
        """Nobody comes in this way: `door` counts tries, asks for the second step and leaves a line of history."""

    def get_user(self, user_id: Any) -> Staff | None:  # noqa: ANN401  the same
        """The person of a session. On PostgreSQL they are shown only inside their landlord's transaction."""
        try:
            return Staff.objects.select_related("landlord").filter(pk=UUID(str(user_id))).first()
        except (ValueError, ValidationError):
            return None
