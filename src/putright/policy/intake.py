"""What a policy says about making a complaint: what counts, how, by whom, and what is not taken.

Values only.
"""

from dataclasses import dataclass

from putright.policy.vocabulary import (
    Authority,
    ChannelKind,
    GroundKind,
    Proceedings,
    Stated,
    StatedFlag,
    StatedWords,
    StatedWordsList,
    Sure,
)

__all__ = [
    "Acceptance",
    "Channel",
    "Channels",
    "Definitions",
    "Exclusion",
    "People",
    "Representatives",
    "Restrictions",
]


@dataclass(frozen=True, slots=True)
class Definitions:
    """What counts as a complaint, and what does not yet."""

    complaint: StatedWords = None
    """The sentence as it is printed: the one text that is kept word for word (1.2)."""
    any_words: StatedFlag = None
    """Nobody has to use the word complaint."""
    choice_offered: StatedFlag = None
    """Whoever sounds dissatisfied is offered a complaint."""
    dissatisfaction_set_aside: StatedWords = None
    """When dissatisfaction is noted but not taken as a complaint, in our words."""
    service_request: StatedWords = None
    """What a service request is."""
    requests_recorded: StatedFlag = None
    requests_reviewed: StatedFlag = None
    """Watched and looked at again regularly."""
    unhappy_request_becomes_complaint: StatedFlag = None
    """Dissatisfaction with how a request was answered opens a complaint, even while it is being worked on."""
    request_work_goes_on: StatedFlag = None
    survey_is_complaint: StatedFlag = None
    """Whether a bad survey answer is by itself a complaint."""
    survey_signposted: StatedFlag = None
    """People surveyed learn how to complain."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to complain."""

    kind: ChannelKind
    section: str
    detail: str = ""
    """The number, address or page."""
    handling: str = ""
    """What happens to a complaint made this way (social media: taken out of public view)."""
    pass_on_working_days: int | None = None
    """Within how many it reaches the complaints team."""
    passage: str = ""
    sure: Sure | None = None


@dataclass(frozen=True, slots=True)
class Channels:
    """How to complain."""

    ways: tuple[Channel, ...] = ()
    must_be_in_writing: StatedFlag = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A ground on which a complaint is not accepted, or not escalated."""

    ground: GroundKind
    name: str
    """What it is, in a few of our own words."""
    section: str
    months: int | None = None
    """For what is too old: how old."""
    from_awareness: bool | None = None
    """Counted from when the resident learnt of it."""
    proceedings: Proceedings | None = None
    discretion: bool | None = None
    """Whether it may still be accepted; False where the document rules that out."""
    discretion_for: str = ""
    instead: str = ""
    """Where to go instead."""
    passage: str = ""
    sure: Sure | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is taken, what is not, and what the resident is told."""

    exclusions: tuple[Exclusion, ...] = ()
    own_merits: StatedFlag = None
    """Each complaint, and its circumstances, is considered by itself."""
    refusal_explained: StatedFlag = None
    refusal_right_to_ombudsman: StatedFlag = None
    ombudsman_may_overrule: StatedFlag = None


@dataclass(frozen=True, slots=True)
class Representatives:
    """Somebody acting for a resident, or for several."""

    allowed: StatedFlag = None
    authority: Stated[Authority] | None = None
    form: StatedWords = None
    """How the authority is shown."""
    meetings: StatedFlag = None
    """Somebody may come along to, or speak at, any meeting."""
    group_lead: StatedFlag = None
    group_signed_authority: StatedFlag = None
    group_bound: StatedFlag = None
    """Whether one decision stands for all of the group."""


@dataclass(frozen=True, slots=True)
class People:
    """Whose complaints are taken, and what they can expect."""

    anonymous: StatedWords = None
    non_customers: StatedWords = None
    staff_conduct_accepted: StatedFlag = None
    staff_conduct_confidential: StatedFlag = None
    comment_on_adverse_findings: StatedFlag = None
    adjustments_made: StatedFlag = None
    adjustments_recorded: StatedFlag = None
    disabilities_recorded: StatedFlag = None
    adjustments_reviewed: StatedFlag = None
    formats: StatedWordsList = None
    """Large print, braille, translation and the like."""


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Behaviour, and limits on contact."""

    policy: StatedWords = None
    """Where the rules on behaviour are."""
    warning: StatedFlag = None
    evidence: StatedFlag = None
    reviewed: StatedFlag = None
    proportionate: StatedFlag = None
    equality: StatedFlag = None
    complaint_may_be_suspended: StatedFlag = None
