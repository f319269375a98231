"""One line for each request: what was asked by its pattern, the answer's number, how long it took. Nobody's name, no address."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from putright.background.logs import route

__all__ = ["RequestLog"]

_LOG = logging.getLogger("putright.request")
_QUIET = frozenset({"/healthz", "/readyz"})
"""Asked for every few seconds by a machine."""


class RequestLog:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then say so."""
        began = time.perf_counter()
        response = self.get_response(request)
        if request.path not in _QUIET and not request.path.startswith(settings.STATIC_URL):
            took = round((time.perf_counter() - began) * 1000)
            method, status, asked = request.method, response.status_code, route(request)
            more = {"method": method, "route": asked, "status": status, "ms": took}
            _LOG.info("%s %s %s %s ms", method, asked, status, took, extra=more)
        return response
