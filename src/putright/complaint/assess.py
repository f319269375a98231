"""What does the Code say about it? Deadlines, findings and the next step, for one complaint on one day.

The edition, the calendar, the policy and the day are arguments: another edition, or another landlord's policy, is
another call, not a migration.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from putright.complaint.deadlines import Deadline, deadlines
from putright.complaint.findings import Finding, View, find
from putright.complaint.next_step import NextStep, next_step
from putright.complaint.state import Complaint
from putright.rulebook import Rulebook, choose
from putright.workdays import Calendar


class Assessment(NamedTuple):
    """Everything there is to say about a complaint on one day. A tuple, because reports make a great many."""

    rulebook: Rulebook
    because: str
    """Why this edition governs."""
    deadlines: list[Deadline]
    findings: list[Finding]
    next_step: NextStep | None


@dataclass(frozen=True, slots=True)
class Governing:
    """The edition a complaint is assessed under, and why."""

    rulebook: Rulebook
    because: str


def governing(complaint: Complaint, *, family: str = "housing-ombudsman", today: date) -> Governing:
    """The edition in force when the complaint was made; where that day is unknown, the edition in force today."""
    made_on = complaint.received_on
    if made_on is None:
        choice = choose(today, family=family)
        return Governing(
            choice.rulebook,
            f"The day it was received is not known, so the {choice.rulebook.edition} edition, the one for complaints made "
            "now, is used: check it against the file.",
        )
    choice = choose(made_on, family=family)
    return Governing(choice.rulebook, choice.because)


def assess(complaint: Complaint, under: Governing, calendar: Calendar, *, today: date) -> Assessment:
    """The deadlines, findings and next step of a complaint on `today`, under one edition.

    Raises YearNotKnown where a date needs a year whose bank holidays are not known.
    """
    edition = under.rulebook
    due = deadlines(complaint, edition.stages, calendar)
    view = View(complaint, edition, due, calendar.statutory, today)
    return Assessment(edition, under.because, due, find(view), next_step(complaint, due, today))
