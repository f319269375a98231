"""A landlord's complaints policy as data: what its document says, each statement with the section it came from.

Values only. None means that the document does not say; nothing here has a value of its own. A self-assessment read
this way holds only what the landlord says there about its policy.
"""

from dataclasses import dataclass, field

from putright.policy.intake import (
    Acceptance,
    Channel,
    Channels,
    Definitions,
    Exclusion,
    People,
    Representatives,
    Restrictions,
)
from putright.policy.procedure import Escalation, ExtensionNotices, Handling, PreStage, Remedies, Stage
from putright.policy.standing import OmbudsmanAccess, PrintedContact, Publicity, Reports, Roles
from putright.policy.vocabulary import Jurisdiction, ReadFrom, Stated, StatedDate, StatedWords

__all__ = [
    "About",
    "Acceptance",
    "Channel",
    "Channels",
    "Definitions",
    "Escalation",
    "Exclusion",
    "ExtensionNotices",
    "Handling",
    "OmbudsmanAccess",
    "People",
    "Policy",
    "PreStage",
    "PrintedContact",
    "Publicity",
    "Remedies",
    "Reports",
    "Representatives",
    "Restrictions",
    "Roles",
    "Stage",
]


@dataclass(frozen=True, slots=True)
class About:
    """Whose policy it is, which version, and when it is in force."""

    landlord: Stated[str]
    title: Stated[str]
    read_from: ReadFrom = ReadFrom.POLICY
    version: StatedWords = None
    jurisdiction: Stated[Jurisdiction] | None = None
    follows: StatedWords = None
    """The edition it says it follows, as the rulebook names it: "housing-ombudsman 2024"."""
    effective_from: StatedDate = None
    effective_until: StatedDate = None
    next_review: StatedDate = None


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of one landlord's complaints policy."""

    about: About
    definitions: Definitions = field(default_factory=Definitions)
    channels: Channels = field(default_factory=Channels)
    acceptance: Acceptance = field(default_factory=Acceptance)
    pre_stage: tuple[PreStage, ...] = ()
    stage: tuple[Stage, ...] = ()
    extension_notices: ExtensionNotices = field(default_factory=ExtensionNotices)
    escalation: Escalation = field(default_factory=Escalation)
    handling: Handling = field(default_factory=Handling)
    representatives: Representatives = field(default_factory=Representatives)
    people: People = field(default_factory=People)
    restrictions: Restrictions = field(default_factory=Restrictions)
    remedies: Remedies = field(default_factory=Remedies)
    roles: Roles = field(default_factory=Roles)
    reports: Reports = field(default_factory=Reports)
    ombudsman: OmbudsmanAccess = field(default_factory=OmbudsmanAccess)
    publicity: Publicity = field(default_factory=Publicity)
    contact: tuple[PrintedContact, ...] = ()

    @property
    def name(self) -> str:
        """For example "Thrive Homes, Complaints Policy V3"."""
        version = f" {self.about.version.value}" if self.about.version else ""
        return f"{self.about.landlord.value}, {self.about.title.value}{version}"
