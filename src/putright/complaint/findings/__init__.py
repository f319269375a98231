"""Findings: where a complaint's record breaks, misses or departs from the Code or the policy."""

from putright.complaint.findings import acceptance, dates, file, people, points, promises
from putright.complaint.findings.model import Finding, Grade, View
from putright.complaint.findings.names import DESCRIPTIONS

__all__ = ["DESCRIPTIONS", "Finding", "Grade", "View", "find"]

_CHECKS = (dates.check, acceptance.check, points.check, people.check, promises.check, file.check)


def find(view: View) -> list[Finding]:
    """Everything there is to find, in the order of the complaint's life; at most once under each provision."""
    for check in _CHECKS:
        check(view)
    return view.found
