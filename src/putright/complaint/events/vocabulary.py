"""The words that events are made of: enumerations and small values. Stored by value, so a value is never renamed."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Annotated

Words = Annotated[str, "personal"]
"""Free text that may say something about a person. Empty means that nothing was written.

The record keeps such text outside the event and puts its salted digest in its place, so that it can be erased
without breaking the chain.
"""

Person = Annotated[str, "person"]
"""Somebody on the resident's side, or their home: the id under which the landlord keeps them in its own tables; where it
keeps nobody there, their name. A name is kept as words are, so that it can be erased; an id says nothing by itself.
"""

Parts = tuple[str, ...] | None
"""The parts a letter was found to hold, by the names the rulebook gives them; None when nobody has looked."""


class Channel(StrEnum):
    """How something reached us, or we reached somebody."""

    TELEPHONE = "telephone"
    EMAIL = "email"
    LETTER = "letter"
    ONLINE_FORM = "online_form"
    PORTAL = "portal"
    LIVE_CHAT = "live_chat"
    TEXT_MESSAGE = "text_message"
    SOCIAL_MEDIA = "social_media"
    IN_PERSON = "in_person"
    SURVEY = "survey"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class Complainant(StrEnum):
    """Who complains."""

    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    GROUP = "group"
    NON_CUSTOMER = "non_customer"
    ANONYMOUS = "anonymous"


class Receiver(StrEnum):
    """Who first heard it. The true date received is theirs, whoever they are."""

    COMPLAINTS_TEAM = "complaints_team"
    STAFF = "staff"
    CONTRACTOR = "contractor"
    MANAGING_AGENT = "managing_agent"
    OMBUDSMAN = "ombudsman"
    COUNCILLOR_OR_MP = "councillor_or_mp"
    NOT_KNOWN = "not_known"


class Tenure(StrEnum):
    """How the home is held; decides which yearly measures a complaint counts in."""

    LOW_COST_RENTAL = "low_cost_rental"
    LOW_COST_HOME_OWNERSHIP = "low_cost_home_ownership"
    LEASEHOLD = "leasehold"
    MARKET_RENT = "market_rent"
    APPLICANT = "applicant"
    NONE = "none"
    NOT_KNOWN = "not_known"


class Level(StrEnum):
    """A judgement in triage."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Lane(StrEnum):
    """Whether the complaint goes by its risk instead of its date."""

    ORDINARY = "ordinary"
    BUILDING_SAFETY = "building_safety"
    HAZARD = "hazard"


class Responsibility(StrEnum):
    """Whose a point is to answer (5.7)."""

    OURS = "ours"
    NOT_OURS = "not_ours"
    UNCLEAR = "unclear"


class Asker(StrEnum):
    """At whose wish something was done."""

    LANDLORD = "landlord"
    RESIDENT = "resident"


class ErasureBasis(StrEnum):
    """Why words were erased."""

    TIME_OVER = "time_over"
    """The time for keeping them was over."""
    ASKED = "asked"
    """The person they are about asked for it, and had the right to."""
    NOT_OURS = "not_ours"
    """They should never have been written down here: somebody else's papers, or more than was needed."""


class Decision(StrEnum):
    """The landlord's answer to one point; a determination is the Ombudsman's."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"


class RemedyKind(StrEnum):
    """The eight kinds of putting right that 7.1 gives as examples."""

    APOLOGY = "apology"
    ADMISSION = "admission"
    EXPLANATION_OR_HELP = "explanation_or_help"
    ACTION_ON_DELAY = "action_on_delay"
    CHANGED_DECISION = "changed_decision"
    CORRECTED_RECORD = "corrected_record"
    MONEY = "money"
    CHANGED_POLICY = "changed_policy"


class RemedyAnswer(StrEnum):
    """What the resident said to an offer."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_REPLY = "no_reply"


class Outcome(StrEnum):
    """What the Ombudsman finds on one point."""

    NO_MALADMINISTRATION = "no_maladministration"
    SERVICE_FAILURE = "service_failure"
    MALADMINISTRATION = "maladministration"
    SEVERE_MALADMINISTRATION = "severe_maladministration"
    MEDIATION = "mediation"
    REDRESS = "redress"
    OUTSIDE_JURISDICTION = "outside_jurisdiction"
    WITHDRAWN = "withdrawn"


class FailureOrderType(IntEnum):
    """The Ombudsman's three kinds of complaint handling failure order."""

    DELAY_IN_HANDLING = 1
    DELAY_IN_INFORMATION = 2
    NOT_COMPLYING_WITH_THE_CODE = 3


class Correspondent(StrEnum):
    """Who is written to or heard from, beside the landlord's own people."""

    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    STAFF_MEMBER = "staff_member"
    CONTRACTOR = "contractor"
    OMBUDSMAN = "ombudsman"
    REGULATOR = "regulator"
    COUNCILLOR_OR_MP = "councillor_or_mp"
    OTHER = "other"


class Direction(StrEnum):
    """Which way a letter or message went."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Point:
    """One matter in a complaint definition; each gets its own decision with reasons (6.7)."""

    id: str
    text: Words = ""
    responsible: Responsibility | None = None
    """None where the acknowledgement did not say (5.7)."""
    who: str = ""
    """Who answers for it where the landlord does not."""


@dataclass(frozen=True, slots=True)
class PointFinding:
    """What the Ombudsman found on one point."""

    point: str
    outcome: Outcome
