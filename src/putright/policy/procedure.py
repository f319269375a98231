"""What a policy says happens to a complaint: the steps, their limits, how each is handled, what puts it right.

Values only.
"""

from dataclasses import dataclass

from putright.policy.intake import Exclusion
from putright.policy.vocabulary import (
    AskWithin,
    ExtensionLimit,
    PreStageKind,
    Stated,
    StatedFlag,
    StatedNumber,
    StatedWords,
    StatedWordsList,
    Sure,
    TimeLimit,
)

__all__ = [
    "Escalation",
    "ExtensionNotices",
    "Handling",
    "PreStage",
    "Remedies",
    "Stage",
]


@dataclass(frozen=True, slots=True)
class PreStage:
    """A step in front of stage 1, or an early settlement in its place."""

    name: str
    kind: PreStageKind
    section: str
    working_days: int | None = None
    may_end_the_complaint: bool | None = None
    """Whether the landlord may end the matter here, or refuse stage 1."""
    instead_of_investigation: bool | None = None
    """Whether settling here takes the place of the investigation."""
    right_to_go_on: bool | None = None
    """Whether the resident may still take it further."""
    passage: str = ""
    sure: Sure | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the procedure."""

    number: int
    section: str
    name: str = ""
    """The landlord's own name for it; empty where it only has its number."""
    passage: str = ""
    sure: Sure | None = None
    acknowledge: Stated[TimeLimit] | None = None
    respond: Stated[TimeLimit] | None = None
    extension: Stated[ExtensionLimit] | None = None
    decided_by: StatedWords = None
    other_person: StatedFlag = None
    """Nobody decides here who decided before."""
    ask_within: Stated[AskWithin] | None = None
    """How long the resident has to ask for this stage."""
    reasons_required: StatedFlag = None
    """Whether the resident has to say why."""
    writing_required: StatedFlag = None
    """Whether the resident has to ask in writing."""
    reasons_sought: StatedFlag = None
    """Whether the landlord tries to find out why the resident is unhappy."""
    open_if_unsettled: StatedFlag = None
    """Whether whatever was not settled before comes here."""
    final: StatedFlag = None
    """Whether it is the landlord's last word."""
    response_parts: StatedWordsList = None
    """What the answer holds, as the rulebook names letter parts; more names where there is more ("learning")."""


@dataclass(frozen=True, slots=True)
class ExtensionNotices:
    """What a resident is told when a response is put off."""

    reason: StatedFlag = None
    new_date: StatedFlag = None
    ombudsman_details: StatedFlag = None
    updates: StatedFlag = None
    """When the resident will next hear."""
    updates_agreed: StatedFlag = None
    """The intervals are agreed with the resident, not only told."""
    resident_may_ask: StatedFlag = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """Refusing to take a complaint further."""

    may_be_refused: StatedFlag = None
    grounds: tuple[Exclusion, ...] = ()
    same_grounds_as_exclusions: StatedFlag = None
    explained: StatedFlag = None
    right_to_ombudsman: StatedFlag = None


@dataclass(frozen=True, slots=True)
class Handling:
    """How a complaint is handled at every stage."""

    single_policy: StatedFlag = None
    no_worse_treatment: StatedFlag = None
    complaint_definition: StatedFlag = None
    """The landlord writes down what it understands the complaint to be (5.6)."""
    outcomes_sought: StatedFlag = None
    clarification_asked: StatedFlag = None
    responsibility_said: StatedFlag = None
    merits: StatedFlag = None
    fair_chance: StatedFlag = None
    conflicts_dealt_with: StatedFlag = None
    evidence_considered: StatedFlag = None
    full_record: StatedFlag = None
    triage: StatedFlag = None
    """Sorting what can be answered early from what needs investigation."""
    vulnerability_considered: StatedFlag = None
    all_points: StatedFlag = None
    reasons_given: StatedFlag = None
    answer_when_known: StatedFlag = None
    """The answer does not wait for the work to be finished."""
    new_points_join: StatedFlag = None
    approval_before_sending: StatedWords = None
    """Who has to see an answer before it goes out."""
    final_stage_staff: StatedFlag = None
    """Everybody needed for the last answer is brought in."""
    mediation: StatedWords = None
    third_parties: StatedWords = None
    """Contractors or adjudicators answering complaints."""
    managing_agents: StatedWords = None
    building_safety: StatedWords = None
    """The lane for complaints about the safety of a building."""
    retention: StatedWords = None
    categories: StatedWordsList = None


@dataclass(frozen=True, slots=True)
class Remedies:
    """Putting things right."""

    acknowledged: StatedFlag = None
    """What went wrong is said."""
    kinds: StatedWordsList = None
    at_any_stage: StatedFlag = None
    fit_impact: StatedFlag = None
    guidance: StatedWords = None
    """Whose guidance is used."""
    compensation: StatedWords = None
    """The landlord's own rules for money, by name."""
    payment_working_days: StatedNumber = None
    by_when_agreed: StatedFlag = None
    """What will happen and by when is settled with the resident."""
    promises_monitored: StatedFlag = None
    resident_updated: StatedFlag = None
    satisfaction: StatedWords = None
    """How residents are asked about the handling."""
