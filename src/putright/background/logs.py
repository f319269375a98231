"""What the program writes about itself: one calm line a thing on standard error, or the same as JSON for a log collector.

Nothing about people: addresses of pages are logged by their pattern, never with what stood in them.
"""

import json
import logging
from typing import Any

from putright.records.chain import moment

__all__ = ["Json", "NoAddresses", "Plain", "settings_for"]

_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request", "taskName"}


class Plain(logging.Formatter):
    """Hour, what happened."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s", "%H:%M:%S")


class Json(logging.Formatter):
    """One object a line: at, level, logger, message, and whatever was given beside it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        from datetime import UTC, datetime

        told: dict[str, Any] = {
            "at": moment(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class NoAddresses(logging.Filter):
    """Put the pattern of a page in the place of the address that was asked for, which may hold a key or a name."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        request = record.__dict__.get("request")
        if request is not None and record.args:
            record.msg, record.args = f"{record.msg.split(':')[0]}: {route(request)}", ()
        return True


def route(request: Any) -> str:  # noqa: ANN401  Django's, or what stands in for it
    """The pattern of the page that was asked for, such as /desk/complaint/<reference>."""
    found = getattr(request, "resolver_match", None)
    return f"/{found.route}" if found is not None else "(no such page)"


def settings_for(kind: str) -> dict[str, Any]:
    """Django's LOGGING: `kind` is plain or json."""
    form = "putright.background.logs.Json" if kind == "json" else "putright.background.logs.Plain"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"own": {"()": form}},
        "filters": {"no_addresses": {"()": "putright.background.logs.NoAddresses"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "own", "filters": ["no_addresses"]}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "putright": {"level": "INFO"},
            # Every request has its own line already; these are left to say what broke.
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
