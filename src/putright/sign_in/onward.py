"""Where somebody goes after signing in: where they wanted to go, if it is on this site."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

__all__ = ["checked", "first_page", "onward"]


def onward(request: HttpRequest) -> str:
    """The address asked for by `next`; "" where there is none, or it leads anywhere else."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return checked(request, asked)


def checked(request: HttpRequest, asked: str) -> str:
    """The address if it is on this very host, and not one of the door's own; else ""."""
    safe = asked.startswith("/") and url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe and not asked.startswith(reverse("sign_in:sign_in")) else ""


def first_page() -> str:
    """Where to go without a wish: the desk's first page."""
    for name in ("desk:work", "desk:home", "desk:administration:index"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("sign_in:mine")
