"""What somebody sent after they had been signed out, or from a page that had grown old: kept, and sent again by them.

Nobody loses what they typed. The answer to such a POST is a page that holds every field of it: to be read, and as hidden
fields of a form that sends the same to the same address. Where signing in is needed, that page offers it in a new tab
(password, second factor, single sign-on: it does not matter how); then they come back to this tab and press "Send".
Signing in gives the browser a new token against forged forms, so the first "Send" may bring them here once more, now with
the new token in it; the second is accepted. `sent_once` goes along unchanged, so that nothing is done twice.

Nothing is kept on the server: who is not signed in could fill it, and what they wrote would lie about without an owner.
Three things are not kept: files, which browsers do not hand back (the page asks for them again, by name); passwords and
codes (such a form is only shown anew); and anything from another site, which is never offered for sending at all.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.csrf import requires_csrf_token

__all__ = ["csrf_failure", "keep"]

_SECRET = frozenset({"password", "code", "otp", "token", "credential", "secret"})
"""Words in the name of a field: "recovery_code" is a secret, "postcode" is none."""
_NOT_SHOWN = ("sent_once", "expected_number")
_OURS = ("csrfmiddlewaretoken",)


@requires_csrf_token
def keep(request: HttpRequest, *, sign_in: str | None = None, status: int = 403) -> HttpResponse:
    """The page that keeps a POST. `sign_in` is where to sign in; left out, it is the site's own where nobody is signed in."""
    if not _from_here(request):
        return render(request, "pages/errors/forged.html", status=403)
    if any(_SECRET & set(re.split(r"[^a-z]+|\d+", name.lower())) for name in request.POST if name not in _OURS):
        return render(request, "pages/errors/old_page.html", {"again": request.get_full_path()}, status=status)
    if sign_in is None:
        sign_in = "" if _is_signed_in(request) else resolve_url(settings.LOGIN_URL)
    fields = [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]
    shown = [(_readable(name), value) for name, value in fields if name not in _NOT_SHOWN and value.strip()]
    files = [
        (name, _readable(name), ", ".join(each.name or "" for each in request.FILES.getlist(name)))
        for name in request.FILES
    ]
    page: dict[str, Any] = {
        "fields": fields,
        "shown": shown,
        "files": files,
        "sign_in": sign_in,
        "back_to": request.get_full_path(),
    }
    return render(request, "pages/lost_session.html", page, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view for a form without a right token: an old page, a new session, or a forged one."""
    del reason  # written to the log by Django; to a person it says nothing
    return keep(request)


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _from_here(request: HttpRequest) -> bool:
    """Whether the form was a page of ours. Every browser in use says where a POST comes from; one that does not is not believed."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def _readable(name: str) -> str:
    words = name.rsplit("-", 1)[-1].replace("_", " ").strip()
    return words[:1].upper() + words[1:]
