"""What somebody is told whose tries were too many."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from putright import clock

__all__ = ["locked"]


def locked(request: HttpRequest, until: datetime) -> HttpResponse:
    """Too many tries: 429, and when there is room for another."""
    answer = render(request, "sign_in/locked.html", {"until": until}, status=429)
    answer["Retry-After"] = str(max(1, int((until - clock.now()).total_seconds())))
    return answer
