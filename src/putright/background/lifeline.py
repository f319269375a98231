"""A child that does not outlive its parent, however that one ended."""

import os
import signal
import threading

__all__ = ["PARENT", "end_with_parent"]

PARENT = "PUTRIGHT_PARENT"
"""The process that has to stay alive, in the child's environment."""
_LOOK_EVERY_SECONDS = 0.5


def end_with_parent() -> None:
    """Have this process told to stop (SIGTERM) once its parent is gone. Nothing where it was started by itself.

    Looked for and not asked of the system: every system has parents, and only Linux has a signal for their death.
    """
    named = os.environ.get(PARENT, "")
    if not named.isdigit():
        return
    parent = int(named)

    def look() -> None:
        waited = threading.Event()
        while os.getppid() == parent:
            waited.wait(_LOOK_EVERY_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, name="lifeline", daemon=True).start()
