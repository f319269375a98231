"""Whose front door it is, and that what comes through it may come: the first thing on every residents' page.

The landlord follows from the name of the host (`PUTRIGHT_FRONT_DOORS`), from the letters at the beginning of the address, or
from there being one only. On PostgreSQL the page is then one transaction in which the database shows that landlord's rows and
nobody else's; which landlords there are is asked of a function of its own, which gives ids and letters and nothing else.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from putright import clock
from putright.front_door.saying import ENGLISH, speaking
from putright.people.models import Landlord
from putright.people.row_security import theirs

__all__ = ["Doorway", "doors", "doorway", "open_door"]

MOST_BYTES = 32 * 1024 * 1024
"""As much as one sending may hold: three photos at the limit, or ten as telephones make them."""
_FAULT = 500


@dataclass(frozen=True, slots=True)
class Doorway:
    """Where somebody stands: at which landlord's door, and when."""

    landlord: Landlord
    code: str
    """The letters in the address; "" where the address has none."""
    today: date
    now: datetime
    language: str = ENGLISH

    def address(self, name: str, *args: object) -> str:
        """The address of one of this room's pages at this door."""
        path = reverse(f"front_door:{name}", args=args)
        before = f"/{self.code}" if self.code else ""
        return f"{before}/{self.language}{path}" if self.language != ENGLISH else f"{before}{path}"


def doorway(request: HttpRequest) -> Doorway:
    """Where who asks is standing. `open_door` has put it on the request."""
    found: Doorway = request.doorway  # type: ignore[attr-defined]
    return found


def doors() -> dict[str, UUID]:
    """The landlords of this installation, by their letters in lower case."""
    if connection.vendor != "postgresql":
        return {code.lower(): key for key, code in Landlord.objects.values_list("id", "code")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, id FROM front_doors()")
        return {code.lower(): key for code, key in cursor.fetchall()}


def _asked_for(request: HttpRequest, code: str) -> tuple[UUID, str] | None:
    """The landlord, and the letters that stand in the address; None where it cannot be told."""
    found = doors()
    named = settings.FRONT_DOORS.get(urlsplit(f"//{request.get_host()}").hostname or "", "").lower()
    if named:  # a host that is one landlord's shows no other
        return (found[named], code) if named in found and code in {"", named} else None
    if code:
        return (found[code], code) if code in found else None
    return (next(iter(found.values())), "") if len(found) == 1 else None


Rest = ParamSpec("Rest")
_View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def open_door(*methods: str) -> Callable[[_View[Rest]], Callable[..., HttpResponseBase]]:
    """Makes a residents' page of a view: open to everybody, at one landlord's door, for these methods.

    There is no cookie, so nothing a browser sends by itself gives anybody a right, and no other site can make use of it: what
    may be done is told from what stands in the address. That another site's page sends a form here is refused all the same.
    """

    def made(view: _View[Rest]) -> Callable[..., HttpResponseBase]:
        @login_not_required
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Rest.args, **named: Rest.kwargs) -> HttpResponseBase:
            code, language = str(named.pop("code", "")), str(named.pop("language", ENGLISH))
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if code != code.lower() or (found := _asked_for(request, code)) is None:
                raise Http404
            with _shown(found[0]):
                _stand(request, *found, language)
                before = speaking.set(language)
                try:
                    response = _refused(request) or view(request, *args, **named)
                finally:
                    speaking.reset(before)
                if response.status_code >= _FAULT and connection.in_atomic_block:
                    transaction.set_rollback(True)
            return response

        return answer

    return made


def _stand(request: HttpRequest, key: UUID, code: str, language: str) -> None:
    landlord = Landlord.objects.get(pk=key)
    asked: Any = request  # what is put on a request, its type does not know
    asked.landlord = landlord
    asked.doorway = Doorway(landlord, code, clock.today(), clock.now(), language)


def _shown(landlord: UUID) -> AbstractContextManager[None]:
    """One transaction that is the landlord's, on PostgreSQL; SQLite has no such lock, and one writer at a time."""
    return theirs(landlord) if connection.vendor == "postgresql" else nullcontext()


def _refused(request: HttpRequest) -> HttpResponse | None:
    """What is not even read: a form that another site's page sent, or more than is taken at once."""
    if request.method != "POST":
        return None
    if _from_elsewhere(request):
        return render(request, "front_door/elsewhere.html", status=403)
    sent = request.META.get("CONTENT_LENGTH") or "0"
    if not sent.isdecimal() or int(sent) > MOST_BYTES:
        return render(request, "front_door/too_much.html", {"most": MOST_BYTES // (1024 * 1024)}, status=413)
    return None


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page sent it. One that says nothing has nothing to misuse."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()
