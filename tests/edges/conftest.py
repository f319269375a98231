"""A house to knock at, on real databases of both engines."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "records"))

from engines import ENGINES, Databases, in_use
from front import House
from postgres import NoServer, start


@pytest.fixture(scope="session")
def made(tmp_path_factory, django_db_blocker):
    """Databases of one engine, made when first asked for."""
    import os

    found, servers = {}, []

    def of(engine):
        if engine not in found:
            server = None
            if engine == "postgresql":
                try:
                    server = start()
                except NoServer as error:
                    if os.environ.get("CI") == "true":
                        raise
                    pytest.skip(str(error))
                servers.append(server)
            with django_db_blocker.unblock():
                found[engine] = Databases(engine, tmp_path_factory.mktemp(f"door-{engine}"), server)
        return found[engine]

    yield of
    for server in servers:
        server.stop()


@pytest.fixture
def quick(settings):
    """Hashing that takes no time, for tests about something else."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def house(made, tmp_path, django_db_blocker, quick):  # noqa: ARG001  a fixture that only sets
    with django_db_blocker.unblock(), made("sqlite").one(tmp_path) as (url, home), in_use(url, home):
        yield House()


@pytest.fixture(params=ENGINES)
def either(request, made, tmp_path, django_db_blocker, quick):  # noqa: ARG001  a fixture that only sets
    """The same on each engine."""
    with django_db_blocker.unblock(), made(request.param).one(tmp_path) as (url, home), in_use(url, home):
        yield House()
