"""A process that performs commands until it is killed, and says of each when it is acknowledged.

    python acting.py FIRST LAST

Command n has the same id and content whenever it is sent. It begins with the first that nobody has heard of, which may
have been done by a process that was killed before it could say so.
"""

import os
import sys
import uuid
from datetime import date

NAMESPACE = uuid.UUID("5c1f3d0e-6f0b-4c3e-9a55-0d7f6a2f0b11")


def key_of(n):
    """The id of a command."""
    return uuid.uuid5(NAMESPACE, str(n))


def say(*words):
    """A line for the test, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(first, last):
    """Say READY, then a line for each command: its number, DONE or AGAIN, complaint, number of its entry."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    import django

    django.setup()
    from cast import ASKED

    from putright.actions import Ask, NotDone, perform
    from putright.complaint import events as e
    from putright.people.models import Staff
    from putright.records.models import Request

    callum = Staff.objects.get(name="Callum")
    received = date(2026, 4, 2)
    say("READY")
    complaint = None
    for n in range(first, last):
        if n % 10 == 0:
            ask = Ask(callum.landlord_id, (e.ComplaintReceived(received, in_their_words="x" * 500),), key=key_of(n))
        else:
            if complaint is None:
                complaint = Request.objects.get(key=key_of(n - n % 10)).complaint
            ask = Ask(
                callum.landlord_id, (e.EvidenceRecorded(received, f"d{n}", what="y" * 200),), complaint, key=key_of(n)
            )
        try:
            done = perform(ask, callum, ASKED)
        except Exception as error:  # noqa: BLE001  the test reads what it says
            say("ERROR", type(error).__name__, error)
            return
        assert not isinstance(done, NotDone), done
        complaint = done.complaint
        say(n, "AGAIN" if done.again else "DONE", done.complaint, done.last_number)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
    main(int(sys.argv[1]), int(sys.argv[2]))
