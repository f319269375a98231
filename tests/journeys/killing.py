"""Commands sent to the real server while it is killed at random; each is sent again, unchanged, until it is answered.

`python tests/journeys/killing.py 10000 100` does it with ten thousand commands and a hundred kills, on its own record.
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

FORM = {"direction": "in", "with_whom": "resident", "channel": "telephone"}
_PEOPLE = 4
_PATIENCE = 120.0


def killed_while_asked(site, desk, *, commands, kills, seed=5):
    """Gives the words of every command that was acknowledged, and how many had to be sent more than once."""
    waiting = [f"Killed {number} {uuid4()}" for number in range(commands)]
    done, again, chance, lock = [], [], random.Random(seed), threading.Lock()
    today = time.localtime()
    on = {"on_day": today.tm_mday, "on_month": today.tm_mon, "on_year": today.tm_year}
    address = f"/desk/complaints/{desk['complaints']['busy']}/message/"

    def one():
        visitor = Visitor(site.url, desk["sessions"]["callum"])
        while True:
            with lock:
                if not waiting:
                    return
                words = waiting.pop()
            fields = {**FORM, **on, "what": words, "sent_once": str(uuid4())}
            until, tries = time.monotonic() + _PATIENCE, 0
            while True:
                tries += 1
                try:
                    status, leads, text = visitor.post(address, **fields)
                except (Lost, TypeError):  # no answer, or half a page: it is down
                    assert time.monotonic() < until, "the server did not come back"
                    time.sleep(0.05)
                    continue
                if status == 503:
                    continue
                assert (status, leads != "") == (302, True), (status, re.sub("<[^>]+>", " ", text)[-600:])
                break
            with lock:
                done.append(words)
                again.extend([words] * (tries > 1))

    people = [threading.Thread(target=one) for _ in range(_PEOPLE)]
    for each in people:
        each.start()
    step = commands / (kills + 1)
    for number in range(1, kills + 1):
        while any(each.is_alive() for each in people) and len(done) < step * number:
            time.sleep(0.005)
        time.sleep(chance.random() / 20)
        site.kill(signal.SIGKILL)
        site.open_again()
    for each in people:
        each.join()
    return done, again


if __name__ == "__main__":
    from serving import Site

    with tempfile.TemporaryDirectory(prefix="putright-kill-") as home:
        running = Site(home)
        try:
            running.start()
            about = running.run("desk_seeding.py")
            begun = time.monotonic()
            told, repeated = killed_while_asked(running, about, commands=int(sys.argv[1]), kills=int(sys.argv[2]))
            print(f"{len(told)} acknowledged, {len(repeated)} sent again, in {time.monotonic() - begun:.0f} s")
            print(running.run("counting.py", "Killed "))
        finally:
            running.stop()
