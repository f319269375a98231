"""`serve` from above: the web and one worker as children, the worker started again when it dies, both stopped together."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from putright.background.lifeline import PARENT

__all__ = ["PortTaken", "Serving", "free_port", "take"]

_SECONDS_TO_STOP = 12.0
"""How long children may take to finish what they have in hand, before they are ended."""
_AGAIN_AFTER = (0.2, 1.0, 5.0, 30.0)
"""Seconds before a worker that died is started again; the last for ever."""
_STEADY_SECONDS = 60.0
_LOOK_EVERY_SECONDS = 0.2


class PortTaken(Exception):  # noqa: N818  it is an answer
    """The address cannot be listened on. One sentence."""


def take(host: str, port: int) -> None:
    """See whether an address can be listened on. Raises PortTaken."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(kind, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
            tried.listen(1)
    except PermissionError:
        raise PortTaken(f"Port {port} takes rights that this user has not: give one above 1023 with --port.") from None
    except OSError as error:
        if error.errno == 98 or "in use" in str(error):  # noqa: PLR2004  EADDRINUSE
            raise PortTaken(
                f"Port {port} on {host} is taken by another program, perhaps by another `putright serve`: stop that one, "
                f"or give another port with --port."
            ) from None
        raise PortTaken(f"{host} cannot be listened on ({error.strerror or error}): see --host.") from None


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody uses just now."""
    with socket.socket() as tried:
        tried.bind((host, 0))
        return int(tried.getsockname()[1])


@dataclass(slots=True)
class Serving:
    """The children of one `serve`."""

    web: dict[str, Any]
    """Gunicorn's settings."""
    worker: Sequence[str]
    """The words of the worker's command; empty for none."""
    say: Callable[[str], None]
    ready: Callable[[], None]
    """Called once the web answers."""
    _children: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> int:
        """Serve until a signal, or until the web ends by itself. Returns its code, 0 where it was asked to stop."""
        signal.signal(signal.SIGTERM, self._asked)
        signal.signal(signal.SIGINT, self._asked)
        try:
            self._start("web", [sys.executable, "-m", "putright.background.web", json.dumps(self.web)])
            return self._watch()
        finally:
            self._end()

    def _asked(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._stop.set()

    def _start(self, name: str, command: Sequence[str]) -> None:
        env = {**os.environ, PARENT: str(os.getpid())}
        # A session of its own: Ctrl+C is for us, and we tell the children.
        self._children[name] = subprocess.Popen(command, env=env, start_new_session=True)  # noqa: S603  our own words

    def _watch(self) -> int:
        answered, died, begun, again = False, 0, 0.0, 0.0
        while not self._stop.is_set():
            code = self._children["web"].poll()
            if code is not None:
                self.say("The web server ended by itself; what it said stands above.")
                return code or 1
            if not answered and self._answers():
                answered = True
                self.ready()
            child = self._children.get("worker")
            now = time.monotonic()
            if self.worker and child is not None and child.poll() is not None:
                died = 0 if now - begun > _STEADY_SECONDS else died
                again = now + _AGAIN_AFTER[min(died, len(_AGAIN_AFTER) - 1)]
                died += 1
                del self._children["worker"]
                self.say("The worker ended and is started again; what it had in hand is done again.")
            elif self.worker and child is None and now >= again:
                begun = now
                self._start("worker", self.worker)
            self._stop.wait(_LOOK_EVERY_SECONDS)
        return 0

    def _answers(self) -> bool:
        host, _, port = self.web["bind"].rpartition(":")
        host = host.strip("[]")
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  asked of ourselves
        try:
            with socket.create_connection((host, int(port)), timeout=1):
                return True
        except OSError:
            return False

    def _end(self) -> None:
        """Ask both to finish, wait, and end what has not."""
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        last = time.monotonic() + _SECONDS_TO_STOP
        for child in self._children.values():
            try:
                child.wait(max(0.1, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
