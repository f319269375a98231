"""What a policy says of those who answer for it: roles, reports, the Ombudsman, how it is made known.

Values only.
"""

from dataclasses import dataclass

from putright.policy.vocabulary import (
    ContactBody,
    ContactKind,
    StatedFlag,
    StatedNumber,
    StatedWords,
    StatedWordsList,
    Sure,
)

__all__ = [
    "OmbudsmanAccess",
    "PrintedContact",
    "Publicity",
    "Reports",
    "Roles",
]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who answers for complaints."""

    complaints_officer: StatedWords = None
    access_to_all_staff: StatedFlag = None
    authority_to_settle: StatedFlag = None
    senior_lead: StatedWords = None
    senior_lead_finds_themes: StatedFlag = None
    members_responsible: StatedNumber = None
    """How many members of the governing body have the lead responsibility."""
    member_responsible: StatedWords = None
    """Who, by role."""
    member_informs_governing_body: StatedFlag = None
    oversight: StatedWords = None
    """A team or panel that watches over the handling."""
    standard_objective: StatedFlag = None
    trained: StatedFlag = None
    training_times_a_year: StatedNumber = None
    training_at_induction: StatedFlag = None


@dataclass(frozen=True, slots=True)
class Reports:
    """What is reported, to whom, and how the landlord checks itself."""

    annual_report: StatedFlag = None
    annual_parts: StatedWordsList = None
    """self_assessment, analysis, refusals, non_compliance, improvements, ombudsman_report, ombudsman_publications."""
    to_governing_body: StatedFlag = None
    published: StatedFlag = None
    governing_body_response: StatedFlag = None
    governing_body_receives: StatedWordsList = None
    """volumes, trends, ombudsman_outcomes, annual_report."""
    times_a_year: StatedNumber = None
    learning: StatedFlag = None
    """Looking past the single complaint."""
    learning_times_a_year: StatedNumber = None
    learning_shared_with: StatedWordsList = None
    self_assessment_yearly: StatedFlag = None
    self_assessment_after: StatedWordsList = None
    """restructure, merger, change_of_procedures, ombudsman_investigation."""
    non_compliance_explained: StatedFlag = None


@dataclass(frozen=True, slots=True)
class OmbudsmanAccess:
    """What a resident is told about going to the Ombudsman."""

    at_any_time: StatedFlag = None
    after_final_response: StatedFlag = None
    in_acknowledgements: StatedFlag = None
    in_responses: StatedFlag = None
    designated_person: StatedFlag = None
    """Whether an MP, councillor or panel is given as the way there."""
    weeks_to_wait: StatedNumber = None
    """After the last answer, before going there directly."""


@dataclass(frozen=True, slots=True)
class PrintedContact:
    """How to reach somebody, as the document prints it."""

    body: ContactBody
    kind: ContactKind
    value: str
    section: str
    passage: str = ""
    sure: Sure | None = None


@dataclass(frozen=True, slots=True)
class Publicity:
    """How the policy, the Ombudsman and the Code are made known."""

    website: StatedWords = None
    told_in: StatedWordsList = None
    """newsletter, letters, emails, surveys, leaflet, magazine, video, reports."""
    ombudsman_and_code: StatedFlag = None
