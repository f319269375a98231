"""Which registers there are: what each is for, by which provision, what it is made of, and who may read and keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q, QuerySet

from putright.people.finding import of
from putright.people.models import Adjustment, Landlord, NamedRole, Restriction, SurveyTemplate, Training
from putright.people.permissions import KEEPS, READS
from putright.people.registers.lines import Listing
from putright.people.roles import Role
from putright.records.keyset import Order

__all__ = ["REGISTERS", "Kept", "Register", "keeps", "reads"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A register's own table: its rows, which of them still stand on a day, and their order."""

    model: type[models.Model]
    standing: Callable[[date], Q]
    order: Order
    with_names: tuple[str, ...] = ()
    """What its rows refer to and name."""

    def rows(self, landlord: Landlord) -> "QuerySet[models.Model]":
        """All of a landlord's."""
        return of(self.model, landlord).select_related(*self.with_names)


@dataclass(frozen=True, slots=True)
class Register:
    """One register."""

    name: str
    title: str
    about: str
    """What it is for, with its provision."""
    kept: Kept | None = None
    listing: Listing | None = None
    """The list of complaints that belong in it."""
    reviewed: bool = False
    """Whether what stands in complaints has to be looked at again: shown first due first, else newest first."""
    past: str = ""
    """What the rows that stand no longer are called; empty where the register has no end."""
    adding: str = ""
    """The words of the link for a new row; empty where rows are added elsewhere."""
    closed: bool = False
    """Read only by those who say why."""
    looked_at: bool = True
    """Whether its rows are looked at again by a day."""
    column: str = "Look at it again"
    undated: str = "no day set"
    """What stands in that column where there is no day."""


_REVIEW = Order("review_on", undated_first=True)
REGISTERS: dict[str, Register] = {
    each.name: each
    for each in (
        Register(
            "adjustments",
            "Adjustments",
            "What was agreed with residents who need to be dealt with differently, kept under review (Code 5.10).",
            Kept(Adjustment, lambda _: Q(ended_on=None), _REVIEW, ("resident",)),
            Listing.ADJUSTMENTS,
            reviewed=True,
            past="Ended",
        ),
        Register(
            "restrictions",
            "Contact restrictions",
            "Limits on how somebody may be in touch: warned of, evidenced, reviewed, with a way to appeal (Code 5.14, 5.15).",
            Kept(Restriction, lambda _: Q(lifted_on=None), _REVIEW, ("resident", "representative")),
            Listing.RESTRICTIONS,
            reviewed=True,
            past="Lifted",
        ),
        Register(
            "refusals",
            "Refusals",
            "Complaints that were not accepted and stages that were not opened, with the reason (Code 2.1 to 2.5, 5.11).",
            listing=Listing.REFUSALS,
            looked_at=False,
        ),
        Register(
            "extensions",
            "Extensions",
            "Answers that were put off: by how much, why, and whether the resident agreed (Code 6.4, 6.15).",
            listing=Listing.EXTENSIONS,
            looked_at=False,
        ),
        Register(
            "conflicts",
            "Conflicts of interest",
            "Interests that somebody declared in a complaint, and what was done about each (Code 5.8).",
            listing=Listing.CONFLICTS,
            reviewed=True,
            past="Settled",
            looked_at=False,
        ),
        Register(
            "training",
            "Training",
            "Who was trained in handling complaints, and when (Code 4.3).",
            Kept(Training, lambda _: Q(), Order("on", newest=True), ("staff",)),
            adding="Add training somebody had",
            looked_at=False,
        ),
        Register(
            "posts",
            "Named roles",
            "Who is named as complaints officer, as senior lead and as Member Responsible (Code 4.1, 9.4, 9.5).",
            Kept(NamedRole, lambda day: Q(until_on=None) | Q(until_on__gte=day), Order("from_on", newest=True)),
            past="Past",
            adding="Name somebody",
            column="Term ends",
            undated="no end",
        ),
        Register(
            "surveys",
            "Surveys",
            "The surveys that are sent out, and whether each says how to complain (Code 1.6).",
            Kept(SurveyTemplate, lambda day: Q(until_on=None) | Q(until_on__gte=day), _REVIEW),
            past="No longer used",
            adding="Add a survey",
        ),
        Register(
            "disclosures",
            "Disclosures",
            "What residents told about disability and health. Every reading is noted with its reason (Code 5.10).",
            closed=True,
        ),
    )
}
"""In the order of the page of all registers. Their names are also those in the table of permissions."""


def reads(roles: frozenset[Role], register: str) -> bool:
    """Whether somebody may read a register on these pages: a contributor sees the question they were asked, and no more."""
    return any(register in READS[role] for role in roles - {Role.CONTRIBUTOR})


def keeps(roles: frozenset[Role], register: str) -> bool:
    """Whether somebody may change its own table."""
    return any(register in KEEPS[role] for role in roles)
