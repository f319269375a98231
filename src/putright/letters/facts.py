"""What composing needs beside the complaint: the landlord, the people, the day, and what somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from putright.blocks import Letterhead
from putright.complaint.terms import PolicyTerms
from putright.letters.templates import Template
from putright.workdays import Calendar

__all__ = ["LandlordFacts", "Person", "Setting", "Written"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a letter names them."""

    name: str
    salutation: str = ""
    """As they like to be addressed, such as "Ms Rahman"; the whole name where it is empty."""
    address: tuple[str, ...] = ()
    language: str = ""
    """The language they chose, as a tag; empty for the landlord's own."""
    layout: str = ""
    """The format they chose: a value of `blocks.Layout`; empty for the standard one."""
    role: str = ""
    """For the landlord's people: what they do."""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LandlordFacts:
    """The landlord as its letters show it, from its settings."""

    name: str
    letterhead: Letterhead
    telephone: str = ""
    email: str = ""
    web: str = ""
    post: str = ""
    language: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Setting:
    """When and for whom a letter is written."""

    on: date
    """The day it bears: dates are worked out as if it left then."""
    calendar: Calendar
    terms: PolicyTerms | None = None
    """The landlord's policy, where it is known."""
    people: Mapping[str, Person] = field(default_factory=dict)
    """By the names the record gives them; whoever is not in it is called as the record calls them."""
    resident: Person | None = None
    """The resident, where the record gives no name for them."""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote for this letter, and the choices they made."""

    slots: Mapping[str, str] = field(default_factory=dict)
    """By the name of the slot. What is here goes before what the record holds."""
    by: str = ""
    """Who signs; the handler of the stage where it is empty."""
    template: Template | None = None
    """The landlord's own; ours where it is None."""
    language: str = ""
    """Overrides the person's choice."""
    stage: int | None = None
    """For letters of any stage; the complaint's own stage where it is None."""
    promise: str = ""
    """Which promise the letter is about; the last one kept where it is empty."""
    to_resident: bool = False
    """Written to the resident although somebody acts for them, as when their authority is asked for."""
