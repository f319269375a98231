"""Two addresses for machines: is this process there, and can it serve? They say nothing about anybody."""

from contextlib import suppress

from django import db
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright import clock
from putright.background.working import workers_alive

__all__ = ["healthz", "readyz"]

_UP_TO_DATE: list[bool] = []
"""Remembered once it was so: a process never sees its tables grow older."""


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database is there and its tables are those of this program; 503 where not.

    That no worker is alive is said, and is no reason to send people away: pages work without one. `?worker` makes it one,
    for whoever watches over the whole.
    """
    told = {"database": "no answer", "tables": "unknown", "worker": "unknown"}
    ready = False
    with suppress(db.Error):
        connection.ensure_connection()
        told["database"] = "ok"
        ready = _current()
        told["tables"] = "ok" if ready else "not those of this version"
        if ready:
            told["worker"] = "ok" if workers_alive(clock.now()) else "none alive"
    wanted = ready and ("worker" not in request.GET or told["worker"] == "ok")
    return JsonResponse(told, status=200 if wanted else 503)


def _current() -> bool:
    if not _UP_TO_DATE:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _UP_TO_DATE.append(True)
    return bool(_UP_TO_DATE)
