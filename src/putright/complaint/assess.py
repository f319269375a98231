"""What does the Code say about it? Deadlines, findings and the next step, for one complaint on one day.

The edition, the calendar, the policy and the day are arguments: another edition, or another landlord's policy, is
another call, not a migration.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from putright.complaint.deadlines import Deadline, deadlines
from putright.complaint.findings import Finding, View, find
from putright.complaint.findings.policy import SOURCE, check_policy, stricter
from putright.complaint.next_step import NextStep, next_step
from putright.complaint.state import Complaint
from putright.complaint.terms import PolicyTerms, policy_governing, terms_of
from putright.policy import Policy
from putright.rulebook import Rulebook, choose
from putright.workdays import Calendar


class Assessment(NamedTuple):
    """Everything there is to say about a complaint on one day. A tuple, because reports make a great many."""

    rulebook: Rulebook
    because: str
    """Why this edition governs."""
    deadlines: list[Deadline]
    """The Code's, and the policy's where it is stricter."""
    findings: list[Finding]
    next_step: NextStep | None


@dataclass(frozen=True, slots=True)
class Governing:
    """The edition a complaint is assessed under, and why; and the landlord's policy, where it is known."""

    rulebook: Rulebook
    because: str
    terms: PolicyTerms | None = None


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


def under_policy(under: Governing, named: Policy, versions: Iterable[Policy], received_on: date | None) -> Governing:
    """The same edition with the version of that landlord's policy that governs; without one where none was in force."""
    policy, why = policy_governing(named, versions, received_on)
    if policy is None:
        return replace(under, because=f"{under.because} {why}")
    return replace(under, because=f"{under.because} {why}", terms=terms_of(policy, under.rulebook, why))


def assess(complaint: Complaint, under: Governing, calendar: Calendar, *, today: date) -> Assessment:
    """The deadlines, findings and next step of a complaint on `today`, under one edition and perhaps one policy.

    Raises YearNotKnown where a date needs a year whose bank holidays are not known.
    """
    edition, terms = under.rulebook, under.terms
    notice = edition.extensions_needing_notice_in_time
    due = deadlines(complaint, edition.stages, calendar, notice_in_time=notice)
    if terms is None:
        view = View(complaint, edition, due, calendar.statutory, today)
        return Assessment(edition, under.because, due, find(view), next_step(complaint, due, today))
    own = deadlines(complaint, terms.stages, calendar, source=SOURCE, notice_in_time=notice)
    view = View(complaint, edition, due, calendar.statutory, today, terms.grounds)
    find(view)
    check_policy(view, terms, own)
    both = sorted([*due, *stricter(own, due)], key=lambda deadline: (deadline.stage, deadline.what))
    return Assessment(edition, under.because, both, view.found, next_step(complaint, both, today))
