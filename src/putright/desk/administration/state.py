"""The state of the system, as far as it concerns whoever looks after it. Only what is about this landlord, or about nobody."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright import __version__
from putright.background import queue
from putright.background.working import workers_alive
from putright.desk.administration.access import Admin, to_keep, to_read
from putright.people.row_security import held_apart

__all__ = ["job", "state"]

_SHOWN = 50


@never_cache
@require_safe
@to_read("settings")
def state(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Versions, what is waiting, when it was last backed up and verified."""
    done = _last_done()
    folder = Path(settings.DOCUMENTS)
    told = {
        "programs": [("putright", __version__), ("Django", django.get_version()), ("Database", _database())],
        "pending": _pending(),
        "apart": connection.vendor == "postgresql" and held_apart(),
        "postgresql": connection.vendor == "postgresql",
        "backup": _latest(_moment(done, "backup"), _nightly()),
        "verified": _moment(done, "verify"),
        "faults": done.get("verify", {}).get("faults", 0),
        "workers": workers_alive(by.now),
        "waiting": queue.waiting(by.landlord.pk).count(),
        "running": queue.running(by.landlord.pk).count(),
        "failed": queue.failed(by.landlord.pk).count(),
        "dead": list(queue.dead(by.landlord.pk)[:_SHOWN]),
        "documents": str(folder) if folder.is_dir() else "",
        "keeps": by.keeps("settings"),
    }
    return render(request, "desk/administration/state.html", told)


def _last_done() -> dict[str, Any]:
    """What the commands of the terminal leave beside the record about when they were last run."""
    try:
        known = json.loads((Path(settings.HOME) / "last-done.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _moment(done: dict[str, Any], what: str) -> datetime | None:
    try:
        return datetime.fromisoformat(done[what]["at"])
    except (KeyError, TypeError, ValueError):
        return None


def _nightly() -> datetime | None:
    """When the newest backup in the folder of nightly ones was written."""
    folder = Path(settings.BACKUPS) if settings.BACKUPS else None
    if folder is None or not folder.is_dir():
        return None
    newest = max((each.stat().st_mtime for each in folder.glob("putright-*.zip")), default=None)
    return datetime.fromtimestamp(newest, UTC) if newest is not None else None


def _latest(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each is not None), default=None)


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    number: int = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL's own
    return f"PostgreSQL {number // 10_000}.{number % 10_000}"


def _pending() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{each.app_label}.{each.name}" for each, _ in plan]


@require_POST
@to_keep("settings")
def job(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Have a job that failed for good tried again, or leave it."""
    doing: Any = queue.send_again if request.POST.get("do") == "again" else queue.give_up
    if not doing(by.landlord.pk, key, by=str(by.staff.pk), at=by.now):
        raise Http404
    messages.success(request, "It is tried again." if doing is queue.send_again else "It is left undone.")
    return redirect("desk:administration:state")
