"""Every page needs somebody signed in unless it says otherwise: a page that was forgotten is shut, not open.

Sets on each request: `today` (in London), and for somebody signed in `staff`, `landlord` and `roles` (those that count
today); else None and none. On PostgreSQL the whole request is then one transaction in which the database shows this
landlord's rows and nobody else's.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django_htmx.http import HttpResponseClientRedirect

from putright import clock
from putright.pages.lost_session import keep
from putright.people.row_security import theirs
from putright.sign_in.sessions import ENDED, LANDLORD, current

__all__ = ["DoorMiddleware", "lost"]

_FAULT = 500


class DoorMiddleware(LoginRequiredMiddleware):
    """Stands after the session and Django's own AuthenticationMiddleware."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say who asks, then let the page answer."""
        asked: Any = request  # what is put on a request, its type does not know
        asked.staff, asked.landlord, asked.roles, asked.today = None, None, frozenset(), clock.today()
        landlord = request.session.get(LANDLORD)
        if landlord is None or _open_to_all(request):
            return self._answer(request)
        with _shown(UUID(landlord)):
            self._admit(asked, UUID(landlord))
            response = self._answer(request)
            if response.status_code >= _FAULT and connection.in_atomic_block:
                transaction.set_rollback(True)  # Django made an answer of the error; what was half done goes with it
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        assert isinstance(response, HttpResponseBase)  # this program has no asynchronous pages
        return response

    def _admit(self, request: Any, landlord: UUID) -> None:  # noqa: ANN401  see above
        found = current(request, landlord, clock.now(), request.today)
        if found is None:
            request.session.flush()
            request.session[ENDED] = True
            request.user = AnonymousUser()
            return
        row, request.roles = found
        request.staff, request.landlord = row.staff, row.landlord
        row.staff.let_in_with(request.today, request.roles)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: object,
        view_kwargs: object,
    ) -> HttpResponseBase | None:
        """Let nobody in who is not signed in."""
        del view_args, view_kwargs
        if not getattr(view_func, "login_required", True) or getattr(request, "staff", None) is not None:
            return None
        return lost(request)


def lost(request: HttpRequest) -> HttpResponseBase:
    """Send somebody to the door, and back to where they were afterwards. What they had typed is kept for them."""
    if request.method not in {"GET", "HEAD"}:
        return keep(request, sign_in=reverse("sign_in:sign_in"))
    door = f"{reverse('sign_in:sign_in')}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(door)
    return HttpResponseRedirect(door)


def _open_to_all(request: HttpRequest) -> bool:
    try:
        return not getattr(resolve(request.path_info).func, "login_required", True)
    except Resolver404:
        return False


def _shown(landlord: UUID) -> AbstractContextManager[None]:
    """One transaction that is the landlord's, on PostgreSQL; SQLite has no such lock, and one writer at a time."""
    return theirs(landlord) if connection.vendor == "postgresql" else nullcontext()
