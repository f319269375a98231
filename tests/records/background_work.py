"""Kinds of work for the tests, and workers that know them: `python background_work.py NAME ...`.

What a job does is a line in a file: a line is appended whole, whoever else appends at the same moment.
"""

import os
import signal
import sys
import time
from pathlib import Path

MARKS = "marks"


def mark(home, word):
    """Append a line."""
    with (Path(home) / MARKS).open("a") as file:
        file.write(f"{word}\n")


def marks(home):
    """Every line there is."""
    path = Path(home) / MARKS
    return path.read_text().splitlines() if path.exists() else []


def home():
    """Where the marks of this test are."""
    from django.conf import settings

    return os.environ.get("PUTRIGHT_TEST_MARKS") or settings.HOME


def _mark(work):
    mark(home(), work.subject)


def _notice(work):
    from putright.background.models import Notice

    Notice.objects.create(landlord=work.landlord, kind="test", key=work.subject, at=work.at)
    if work.arguments.get("wait"):
        mark(home(), "in the middle")
        time.sleep(work.arguments["wait"])
    if work.arguments.get("fail"):
        raise RuntimeError


def _slow(work):
    mark(home(), f"begun {work.subject}")
    time.sleep(work.arguments["wait"])
    mark(home(), f"ended {work.subject}")


def _poison(work):
    mark(home(), f"poison {work.subject}")
    os.kill(os.getpid(), signal.SIGKILL)


def _bad(work):
    raise RuntimeError(work.landlord, "Asha")


def _hopeless(work):
    from putright.background.kinds import Hopeless

    raise Hopeless(f"There is no file {work.subject}: send it again.")


def _long(work):
    for n in range(100):
        work.told(n, 100, "rows")


def register():
    """The kinds, once."""
    from putright.background.kinds import job, kind

    if kind("t_mark") is not None:
        return
    job("t_mark")(_mark)
    job("t_notice", whole=True)(_notice)
    job("t_slow")(_slow)
    job("t_poison", tries=3)(_poison)
    job("t_bad", tries=3)(_bad)
    job("t_hopeless")(_hopeless)
    job("t_long", queue="long")(_long)


def work(name):
    """Work until SIGTERM."""
    from putright import clock
    from putright.background.lifeline import end_with_parent
    from putright.background.working import Working

    working = Working(now=clock.now, name=name, poll=0.2)
    signal.signal(signal.SIGTERM, lambda *_: working.stop())
    end_with_parent()
    working.run()


def main(names):
    """A worker of each name, forked off one process that has loaded everything; one that is killed is forked again."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    import django

    django.setup()
    register()
    os.environ["PUTRIGHT_PARENT"] = str(os.getpid())
    running, stopping = {}, []

    def stop(*_):
        stopping.append(True)
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    def fork(name):
        pid = os.fork()
        if not pid:
            try:
                work(name)
            finally:
                os._exit(0)
        running[pid] = name

    signal.signal(signal.SIGTERM, stop)
    for name in names:
        fork(name)
    while running:
        pid, _ = os.wait()
        name = running.pop(pid)
        if not stopping:
            fork(name)


if __name__ == "__main__":
    main(sys.argv[1:])
