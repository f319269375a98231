"""The web server: gunicorn with threads, started by `serve` as a process of its own."""

import json
import os
import sys
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from putright.background.lifeline import end_with_parent

__all__ = ["Web", "main"]

_SECONDS_TO_STOP = 8


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    """The program behind gunicorn."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Our settings; gunicorn's own logs say only what is wrong, because every request has its line already."""
        known = {
            "worker_class": "gthread",
            "graceful_timeout": _SECONDS_TO_STOP,
            "timeout": 60,
            "keepalive": 5,
            "loglevel": "warning",
            "proc_name": "putright",
            "control_socket_disable": True,
            "limit_request_line": 8190,
            **self._options,
        }
        for name, value in known.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401  a WSGI application
        """The program, loaded in each process after it was forked: no connection is shared."""
        from django.core.wsgi import get_wsgi_application

        return get_wsgi_application()


def main() -> None:
    """Serve, as the environment says."""
    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
    Web(json.loads(sys.argv[1])).run()


if __name__ == "__main__":
    main()
