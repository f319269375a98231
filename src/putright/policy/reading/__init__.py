"""Reading a complaints policy out of prose: a draft in which every value carries the passage it was read from.

Small rules, no model of language: each says what words it looks for. What no rule finds is listed as not found, and
what two passages say differently is marked as unsure. This room must not know any file format: it reads passages.
"""

from putright.policy.reading.draft import Found, Reading, read_prose
from putright.policy.reading.heading import as_draft

__all__ = ["Found", "Reading", "as_draft", "read_prose"]
