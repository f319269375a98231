"""The tables of people. Every row belongs to one landlord; none refers across.

Rows are written by `putright.people.changing`, which keeps the history and checks both of that.
"""

from putright.people.models.history import Change, Look
from putright.people.models.homes import Building, HeldAs, Home
from putright.people.models.landlord import Landlord, LandlordLogo, LandlordSize
from putright.people.models.registers import Adjustment, NamedRole, Restriction, SurveyTemplate, Training
from putright.people.models.residents import Authority, Group, GroupMember, Representative, Residency, Resident
from putright.people.models.sensitive import Disclosure
from putright.people.models.staff import Contractor, RoleHeld, Staff, StaffManager, Team, TeamMember

__all__ = [
    "Adjustment",
    "Authority",
    "Building",
    "Change",
    "Contractor",
    "Disclosure",
    "Group",
    "GroupMember",
    "HeldAs",
    "Home",
    "Landlord",
    "LandlordLogo",
    "LandlordSize",
    "Look",
    "NamedRole",
    "Representative",
    "Residency",
    "Resident",
    "Restriction",
    "RoleHeld",
    "Staff",
    "StaffManager",
    "SurveyTemplate",
    "Team",
    "TeamMember",
    "Training",
]
