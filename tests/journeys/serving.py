"""The real program for the journeys: its own database in a folder, its own server on a free port, people who can sign in.

Used by the tests and by `tools/screenshots.py`. Nothing here is in this process: the database and the server belong to
children, as in an installation.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
NAMED = "PUTRIGHT_CHROMIUM"
"""The browser to use, for trying another one."""
ARGUMENTS = [
    "--no-sandbox",  # a container's root may not make one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
]
_PATIENCE = 60.0


class NotServing(Exception):  # noqa: N818  it is an answer
    """The program did not come up, with what it said."""


def chromium():
    """Where a browser is; None where there is none."""
    named = os.environ.get(NAMED)
    if named:
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


class Site:
    """One installation that is running. `url` is its address, without a slash at the end."""

    def __init__(self, home, **environment):
        self.home = Path(home)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DJANGO_"))}
        self.environment = kept | {
            "PUTRIGHT_HOME": str(self.home),
            "PUTRIGHT_GALLERY": "1",
            "DJANGO_SETTINGS_MODULE": "putright.config.settings",
            **environment,
        }
        self._server = None

    def start(self):
        """Make the database, put the people in, open the door."""
        self.run("seeding.py")
        self._log = (self.home / "server.log").open("w+")
        self.open_again()
        return self

    def open_again(self):
        """Open the door: the first time, or after `kill`."""
        command = [sys.executable, "-m", "gunicorn", "putright.config.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        self._server = subprocess.Popen(
            [*command, "--threads", "4", "--log-level", "warning"],
            env=self.environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait()

    def kill(self, number):
        """End the server and what it started, as a fault of the machine would: nothing is finished, nothing is said."""
        os.killpg(self._server.pid, number)
        self._server.wait(10)

    def run(self, script, *words):
        """What a script beside this file says, with Django set up as the server has it; read as JSON where it is."""
        done = subprocess.run(
            [sys.executable, str(HERE / script), *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE * 2,
        )
        if done.returncode:
            raise NotServing(f"{script} failed:\n{done.stderr[-4000:]}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def cookies(self, who):
        """The cookies of somebody who has just signed in, as the browser wants them; `who` as in `seeding.py`."""
        return [
            {**each, "url": self.url, "httpOnly": True, "sameSite": "Lax"} for each in self.run("admitting.py", who)
        ]

    def log(self):
        """What the server has said."""
        self._log.seek(0)
        return self._log.read()

    def stop(self):
        """Close the door."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(10)
            except subprocess.TimeoutExpired:
                self._server.kill()
            self._log.close()

    def _wait(self):
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self._server.poll() is not None:
                raise NotServing(f"The server stopped at once:\n{self.log()[-4000:]}")
            try:
                urllib.request.urlopen(f"{self.url}/gallery/", timeout=5).close()
            except urllib.error.HTTPError as error:
                raise NotServing(f"The gallery answers {error.code}:\n{self.log()[-4000:]}") from error
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise NotServing(f"The server did not come up within {_PATIENCE:.0f} seconds.")
