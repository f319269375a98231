"""The real server killed in the middle: what was acknowledged is on record, once, and the record verifies."""

import pytest
from killing import killed_while_asked
from serving import Site


@pytest.fixture
def own_site(tmp_path):
    """A server that may be killed, because nobody else is using it."""
    running = Site(tmp_path)
    try:
        yield running.start()
    finally:
        running.stop()


def test_every_acknowledged_command_is_there_once_however_often_the_server_is_killed(own_site):
    desk = own_site.run("desk_seeding.py")
    names = [desk["complaints"][each] for each in ("busy", "late", "stale")]
    asked = killed_while_asked(own_site, desk, commands=120, kills=3, complaints=names)
    assert len(asked.done) == len(set(asked.done)) == 120
    assert asked.again  # a kill did come between
    told = own_site.run("counting.py", "Killed ", "each")
    assert told["faults"] == []
    assert told["there"] == dict.fromkeys(asked.done, 1)
