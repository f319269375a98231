"""A desk to work at, on a real SQLite file: made and filled once, copied for every test."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "records"))

from desk_house import House
from engines import in_use
from migrated import put_migrated

from putright import clock
from putright.sign_in.models import OpenSession


@pytest.fixture(scope="session")
def filled(tmp_path_factory, django_db_blocker):
    """A folder with a database in it that somebody has worked on, and the house that knows what is in it."""
    folder = tmp_path_factory.mktemp("desk")
    with django_db_blocker.unblock():
        put_migrated(folder)
    with django_db_blocker.unblock(), in_use("", folder):
        house = House().seed()
    return folder, house


@pytest.fixture
def house(filled, tmp_path, settings, django_db_blocker):
    """The house, with a database of this test's own."""
    folder, house = filled
    shutil.copy(folder / "putright.sqlite3", tmp_path / "putright.sqlite3")
    settings.DOCUMENTS = tmp_path / "documents"
    with django_db_blocker.unblock(), in_use("", tmp_path):
        # As if they had all just been here: a page that writes down when somebody was last seen asks one question more.
        OpenSession.objects.update(seen_at=clock.now())
        yield house
