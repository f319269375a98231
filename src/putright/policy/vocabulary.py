"""The words a policy is written in as data: who it may name, from when it may count, on what grounds it may refuse.

Values only. `Stated` wraps every one of them: what a document says, and where it says it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

__all__ = [
    "Agreement",
    "AskWithin",
    "Authority",
    "ChannelKind",
    "ContactBody",
    "ContactKind",
    "CountedFrom",
    "DayKind",
    "ExtensionLimit",
    "GroundKind",
    "Jurisdiction",
    "PeriodUnit",
    "PreStageKind",
    "Proceedings",
    "ReadFrom",
    "Stated",
    "StatedDate",
    "StatedFlag",
    "StatedNumber",
    "StatedWords",
    "StatedWordsList",
    "Sure",
    "TimeLimit",
]

T = TypeVar("T")


class Sure(StrEnum):
    """How sure a reader of prose is of a value."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """Something the document says. What it does not say is None, never a default."""

    value: T
    section: str
    """Where: "6.3", or "self-assessment 6.3" for what a landlord says of its policy there."""
    passage: str = ""
    """The words it was read from, where it was read out of prose."""
    sure: Sure | None = None
    """How sure the reader of prose was; None where a person wrote it down."""
    note: str = ""
    """What had to be assumed: "only the month is given"."""


StatedFlag: TypeAlias = Stated[bool] | None
"""False where the document says the opposite; None where it says nothing."""
StatedWords: TypeAlias = Stated[str] | None
"""In our own words, but for proper names and the definition of a complaint."""
StatedNumber: TypeAlias = Stated[int] | None
StatedDate: TypeAlias = Stated[date] | None
StatedWordsList: TypeAlias = Stated[tuple[str, ...]] | None


class ReadFrom(StrEnum):
    """What kind of document the data was taken from."""

    POLICY = "policy"
    SELF_ASSESSMENT = "self_assessment"
    """Only what the landlord says about its policy there; the policy itself was not seen."""


class Jurisdiction(StrEnum):
    """The nation whose rules the landlord answers to."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern_ireland"


class CountedFrom(StrEnum):
    """The event that a policy counts a limit from."""

    RECEIVED = "received"
    LOGGED = "logged"
    ACKNOWLEDGED = "acknowledged"
    ESCALATION_REQUESTED = "escalation_requested"
    INVESTIGATION_STARTED = "investigation_started"
    PREVIOUS_RESPONSE = "previous_response"
    """The answer to the stage before."""
    ORIGINAL_DUE = "original_due"
    """The date the response was due before it was put off."""


class DayKind(StrEnum):
    """Which days are counted."""

    WORKING = "working"
    CALENDAR = "calendar"
    NOT_SAID = "not_said"
    """The document says "days" and no more."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long something may take."""

    days: int
    day_kind: DayKind = DayKind.WORKING
    counted_from: CountedFrom | None = None
    """None where the document does not say."""


class Agreement(StrEnum):
    """The resident's part in an extension."""

    NEEDED = "needed"
    SOUGHT = "sought"
    NEEDED_BEYOND_LIMIT = "needed_beyond_limit"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ExtensionLimit:
    """By how much a response may be put off."""

    days: int | None = None
    """None where the document allows an extension without saying how long."""
    day_kind: DayKind = DayKind.WORKING
    counted_from: CountedFrom | None = None
    agreement: Agreement | None = None
    approval: str = ""
    """Who inside the landlord has to approve it; empty where nobody is named."""
    longer_with_good_reason: bool | None = None


class PeriodUnit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class AskWithin:
    """How long a resident has for asking."""

    number: int
    unit: PeriodUnit


class ChannelKind(StrEnum):
    """A way to complain."""

    TELEPHONE = "telephone"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    ONLINE_FORM = "online_form"
    WEBSITE = "website"
    WEB_CHAT = "web_chat"
    PORTAL = "portal"
    APP = "app"
    TEXT_MESSAGE = "text_message"
    SOCIAL_MEDIA = "social_media"
    ANY_STAFF = "any_staff"
    CONTRACTOR = "contractor"
    PAPER_FORM = "paper_form"
    OTHER = "other"


class GroundKind(StrEnum):
    """What kind of thing a policy does not take as a complaint, or does not escalate."""

    TOO_OLD = "too_old"
    LEGAL_PROCEEDINGS = "legal_proceedings"
    PREVIOUSLY_CONSIDERED = "previously_considered"
    FIRST_REQUEST = "first_request"
    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    INSURANCE = "insurance"
    CRIMINAL = "criminal"
    LETTINGS = "lettings"
    APPEALS = "appeals"
    EXTERNAL_APPEALS = "external_appeals"
    COUNCILLORS_AND_MPS = "councillors_and_mps"
    ENFORCEMENT_NOTICES = "enforcement_notices"
    """Environmental health or housing health and safety notices."""
    LEASEHOLDER_CONSULTATION = "leaseholder_consultation"
    RENT_AND_SERVICE_CHARGES = "rent_and_service_charges"
    DATA_PROTECTION = "data_protection"
    SENIOR_OFFICERS = "senior_officers"
    """Complaints about directors or board members, dealt with in another way."""
    STAFF_CONDUCT = "staff_conduct"
    ANOTHER_BODYS_SERVICE = "another_bodys_service"
    POLICY_DISAGREEMENT = "policy_disagreement"
    NO_SERVICE_FAILURE = "no_service_failure"
    NO_PURPOSE = "no_purpose"
    """Because going on would change nothing, or the outcome sought is thought unrealistic."""
    UNREASONABLE_BEHAVIOUR = "unreasonable_behaviour"
    ANONYMOUS = "anonymous"
    NO_REASONS_GIVEN = "no_reasons_given"
    ASKED_TOO_LATE = "asked_too_late"
    """The request to escalate came after the policy's own time limit."""
    ONGOING_INVESTIGATION = "ongoing_investigation"
    OTHER = "other"


class Proceedings(StrEnum):
    """How far legal proceedings have to be before a policy steps back."""

    FILED = "filed"
    """Claim form and particulars filed at court."""
    BEGUN = "begun"
    """The document says that proceedings have begun, are going on, or that the matter is before a court."""
    SOLICITOR = "solicitor"
    """A solicitor is involved or has written."""
    CONTEMPLATED = "contemplated"
    """Proceedings are threatened or thought of."""


class PreStageKind(StrEnum):
    """What stands in front of stage 1."""

    NAMED_STAGE = "named_stage"
    """A step with a name or place of its own: "informal stage", "stage 0"."""
    EARLY_SETTLEMENT = "early_settlement"
    """An attempt to settle, not called a stage."""


class Authority(StrEnum):
    """When a representative has to show that the resident agrees."""

    NOT_NEEDED = "not_needed"
    BEFORE_DISCLOSURE = "before_disclosure"
    """The complaint is logged at once; only personal information waits."""
    BEFORE_ACTING = "before_acting"
    """Nothing happens until it is shown."""


class ContactBody(StrEnum):
    """Whose contact details a document prints."""

    LANDLORD = "landlord"
    HOUSING_OMBUDSMAN = "housing_ombudsman"
    BUILDING_SAFETY_REGULATOR = "building_safety_regulator"
    LGSCO = "lgsco"
    SPSO = "spso"
    PSOW = "psow"
    NIPSO = "nipso"
    OTHER = "other"


class ContactKind(StrEnum):
    """What kind of contact detail it is."""

    POST = "post"
    TELEPHONE = "telephone"
    EMAIL = "email"
    WEB = "web"
    FORM = "form"
