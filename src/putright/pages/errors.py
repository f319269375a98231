"""The pages for when there is none to show. They say what happened, that nothing was half done, and the way out.

A page that is not there and a page that is somebody else's get the same answer, to the letter: nobody learns from it
that another landlord, or a confidential complaint, exists.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

__all__ = ["not_there", "not_understood", "not_yours", "our_fault"]


@dataclass(frozen=True, slots=True)
class _Bare:
    """A shell that asks nobody: the database may be what went wrong."""

    service: str = "Complaints"
    name: str = ""
    home: str = "/"
    logo: str = ""
    appearance: str = ""
    person: None = None
    landlord: None = None
    navigation: tuple[()] = ()
    ombudsman: dict[str, str] = field(default_factory=dict)


@requires_csrf_token
def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours to see."""
    del exception  # what it says is for whoever writes the program
    return render(request, "pages/errors/404.html", status=404)


@requires_csrf_token
def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a page that everybody knows is there, for people with another role. The exception's words say which."""
    words = str(exception) if exception.args else ""
    return render(request, "pages/errors/403.html", {"words": words}, status=403)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. What arrived is not trusted, so nothing is asked about it."""
    del request, exception
    return _bare("pages/errors/400.html", 400)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500."""
    del request
    return _bare("pages/errors/500.html", 500)


def _bare(template: str, status: int) -> HttpResponse:
    page: dict[str, Any] = {"shell": _Bare()}
    return HttpResponse(render_to_string(template, page), status=status)
