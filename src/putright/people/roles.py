"""The roles there are. Which role may do what is one table, in `permissions`."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does for their landlord."""

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
