"""The complaint: the list of things that happened to it, and everything that can be computed from that list.

Four pure functions. `decide`: may this be recorded now? `fold` (with `evolve`, one step of it): what is now
true? `assess`: what do the Code and the policy say about it? `narrate`: say it to a person. Nothing here knows a
clock, a database, a file format or a web page.
"""
