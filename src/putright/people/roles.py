"""The words of this room: roles, posts, kinds of representative, of restriction, of training. Stored by value."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does for their landlord. Which role may do what is one table, in `permissions`."""

    HANDLER = "handler"
    COMPLAINTS_OFFICER = "complaints_officer"
    BUSINESS_REVIEWER = "business_reviewer"
    STAGE_2_REVIEWER = "stage_2_reviewer"
    CONTRIBUTOR = "contributor"
    """A team or contractor: answers what it is asked and sees nothing else."""
    MANAGER = "manager"
    MEMBER_RESPONSIBLE = "member_responsible"
    """Numbers, no names."""
    AUDITOR = "auditor"
    """Reads all, changes nothing."""
    ADMINISTRATOR = "administrator"
    """People and settings; no complaints."""


class Post(StrEnum):
    """The posts somebody has to be named for."""

    COMPLAINTS_OFFICER = "complaints_officer"
    """4.1: a person or team in charge of complaints."""
    SENIOR_LEAD = "senior_lead"
    """9.4: a senior person accountable for finding themes."""
    MEMBER_RESPONSIBLE = "member_responsible"
    """9.5: a member of the governing body."""


class Speaker(StrEnum):
    """Who may speak for a resident."""

    FAMILY_OR_FRIEND = "family_or_friend"
    COUNCILLOR_OR_MP = "councillor_or_mp"
    ADVICE_OR_SUPPORT = "advice_or_support"
    SOLICITOR = "solicitor"
    ATTORNEY_OR_DEPUTY = "attorney_or_deputy"
    OTHER = "other"


class Reach(StrEnum):
    """What an authority covers."""

    EVERYTHING = "everything"
    ONE_COMPLAINT = "one_complaint"
    NAMED_MATTERS = "named_matters"


class Limit(StrEnum):
    """Kinds of contact restriction."""

    SINGLE_CONTACT = "single_contact"
    IN_WRITING_ONLY = "in_writing_only"
    SET_TIMES = "set_times"
    NO_VISITS_ALONE = "no_visits_alone"
    OTHER = "other"


class Lesson(StrEnum):
    """Kinds of training."""

    INDUCTION = "induction"
    REFRESHER = "refresher"
