"""Commands sent to the real server while it is killed at random; each is sent again, unchanged, until it is answered.

`python tests/journeys/killing.py 10000 40` does it with ten thousand commands and forty kills, on a record of its own.
"""

import random
import re
import signal
import sys
import tempfile
import threading
import time
from uuid import uuid4

from visiting import Lost, Visitor

_PEOPLE = 4
_PATIENCE = 120.0
_UNAVAILABLE = 503


class Commands:
    """So many calls to be written down, on complaints in turn, by four people at once."""

    def __init__(self, url, session, complaints, number):
        self.url, self.session = url, session
        self.waiting = [(f"Killed {n} {uuid4()}", complaints[n % len(complaints)]) for n in range(number)]
        self.done, self.again, self.wrong = [], [], []
        self._lock = threading.Lock()
        self.people = [threading.Thread(target=self._one) for _ in range(_PEOPLE)]

    def _one(self):
        visitor = Visitor(self.url, self.session)
        try:
            while True:
                with self._lock:
                    if not self.waiting or self.wrong:
                        return
                    words, reference = self.waiting.pop()
                tries = self._sent(visitor, words, reference)
                with self._lock:
                    self.done.append(words)
                    self.again.extend([words] * (tries > 1))
        except AssertionError as error:
            self.wrong.append(str(error))
        finally:
            visitor.forget()

    def _sent(self, visitor, words, reference):
        """Send one until it is answered; how often it was sent."""
        today, key, until, tries = time.localtime(), str(uuid4()), time.monotonic() + _PATIENCE, 0
        while True:
            tries += 1
            try:
                status, leads, text = visitor.post(
                    f"/desk/complaints/{reference}/message/",
                    direction="in", with_whom="resident", channel="telephone", what=words, sent_once=key,
                    on_day=today.tm_mday, on_month=today.tm_mon, on_year=today.tm_year,
                )  # fmt: skip
            except Lost:
                assert time.monotonic() < until, "the server did not come back"
                time.sleep(0.05)
                continue
            if status != _UNAVAILABLE:
                assert (status, bool(leads)) == (302, True), (status, re.sub("<[^>]+>|\\s+", " ", text)[-900:])
                return tries


def killed_while_asked(site, desk, *, commands, kills, complaints):
    """Gives the commands, with the words of each that was acknowledged and of each that had to be sent again."""
    asked = Commands(site.url, desk["sessions"]["callum"], complaints, commands)
    chance = random.Random(5)
    for each in asked.people:
        each.start()
    for number in range(1, kills + 1):
        while any(each.is_alive() for each in asked.people) and len(asked.done) < commands * number / (kills + 1):
            time.sleep(0.002)
        time.sleep(chance.random() / 20)
        site.kill(signal.SIGKILL)
        site.open_again()
    for each in asked.people:
        each.join()
    assert not asked.wrong, asked.wrong[0]
    return asked


def _new(visitor, number):
    """A complaint to write on, as a contact brings it."""
    today = time.localtime()
    leads = visitor.post(
        "/desk/new-contact/",
        person="nobody", words=f"The gate number {number} is broken.", unhappy="yes", choice_offered="yes",
        choice_taken="yes", became="complaint", channel="telephone", receiver="complaints_team",
        sent_once=str(uuid4()), arrived_on_day=today.tm_mday, arrived_on_month=today.tm_mon,
        arrived_on_year=today.tm_year,
    )[1]  # fmt: skip
    return leads.strip("/").rpartition("/")[2]


def main(commands, kills):
    from serving import Site

    with tempfile.TemporaryDirectory(prefix="putright-kill-") as home:
        running = Site(home)
        try:
            running.start()
            desk = running.run("desk_seeding.py")
            visitor = Visitor(running.url, desk["sessions"]["callum"])
            there = [_new(visitor, number) for number in range(max(1, commands // 25))]
            visitor.forget()
            begun = time.monotonic()
            asked = killed_while_asked(running, desk, commands=commands, kills=kills, complaints=there)
            taken = time.monotonic() - begun
            counted = running.run("counting.py", "Killed ")
            sys.stdout.write(
                f"{len(asked.done)} acknowledged, {len(asked.again)} sent again, {taken:.0f} s, {counted}\n"
            )
        finally:
            running.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
