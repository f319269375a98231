"""Service requests at the desk: the log, one of them, and the short forms of what happens to it."""
