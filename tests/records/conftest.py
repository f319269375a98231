"""Both engines, for every test that asks for `record`."""

import os
from pathlib import Path

import pytest
from cast import House
from engines import ENGINES, Databases, in_use
from postgres import NoServer, start

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def postgres():
    """A server of this process's own, started when the first test asks for it."""
    try:
        server = start()
    except NoServer as error:
        if os.environ.get("CI") == "true":
            raise  # a build that leaves half of the tests out has proved nothing
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def databases(request, tmp_path_factory, django_db_blocker):
    """By engine, made when first asked for."""
    made = {}

    def of(engine):
        if engine not in made:
            server = request.getfixturevalue("postgres") if engine == "postgresql" else None
            with django_db_blocker.unblock():
                made[engine] = Databases(engine, tmp_path_factory.mktemp(engine), server)
        return made[engine]

    return of


@pytest.fixture(params=ENGINES)
def engine(request):
    """The engine a test runs on; a test is run on each."""
    return request.param


@pytest.fixture
def record(engine, databases, tmp_path, django_db_blocker):
    """An empty record on one engine, with two landlords and the people who work for them."""
    with django_db_blocker.unblock(), databases(engine).one(tmp_path) as (url, home), in_use(url, home):
        yield House(engine, url, home)
