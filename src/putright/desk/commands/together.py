"""Residents who complain together, and adjustments that make dealing with us easier for somebody."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from putright.complaint import events as e
from putright.desk.commands.beside import WithRows, is_id
from putright.desk.commands.choosing import resident_of
from putright.desk.commands.promising import free_name
from putright.desk.commands.registry import Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.finding import find_residents, of
from putright.people.models import Adjustment, Group, GroupMember, Landlord, Resident
from putright.people.names import folded

__all__ = ["AdjustmentAgreed", "GroupFormed", "GroupSigned"]

_NEW = "new"
_MOST = 100
_LONGEST = 200
"""Characters of a name, at the most."""


def residents_named(landlord: Landlord, text: str) -> list[Resident]:
    """The residents that lines of text name, by name or by the landlord's number. Raises ValidationError naming the line."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > _MOST:
        raise ValidationError(f"That is {len(lines)} people: record at most {_MOST} at a time.")
    if too_long := next((line for line in lines if len(line) > _LONGEST), ""):
        raise ValidationError(f"“{too_long[:40]}…” is too long for a name: write one person on each line.")
    found = [_one(landlord, line) for line in lines]
    return list({each.pk: each for each in found}.values())


def _one(landlord: Landlord, line: str) -> Resident:
    fit = list(find_residents(landlord, line).order_by("name")[:20])
    exact = [each for each in fit if folded(line) in (folded(each.name), folded(each.reference))]
    match exact or fit:
        case [only]:
            return only
        case []:
            raise ValidationError(f"Nobody called “{line}” is on file: check the name, or put them on file first.")
        case several:
            told = ", ".join(f"{each.name} ({each.reference})" if each.reference else each.name for each in several[:5])
            raise ValidationError(f"“{line}” may be {told}: write their number or their whole name.")


@command
class GroupFormed(WithRows):
    """Several residents complain together, through one lead."""

    slug = "group"
    label = "Several residents complain together"
    kind = Kind.PEOPLE
    shapes = (e.GroupFormed,)
    about = "One of them leads and hears from us; one answer stands for everybody who has signed."
    button = "Record the group"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "lead": Shown(width="two-thirds", called="who leads"),
        "members": Shown(rows=6),
    }

    lead = forms.CharField(label="Who leads?", max_length=200, help_text="Their name, or our number for them.")
    members = forms.CharField(
        label="Who else?", help_text="One on each line: the name, or our number for them.", widget=forms.Textarea
    )
    on = DateField(label="Since when?")

    def prepare(self) -> None:
        """Whoever complained first is likely to lead."""
        self.happened()
        resident = resident_of(self.opened)
        if resident is not None:
            self.initial.setdefault("lead", resident.reference or resident.name)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While no group is on record."""
        return opened.complaint.group is None and not opened.complaint.over

    def clean_lead(self) -> Resident:
        """The one resident it names."""
        found = residents_named(self.opened.who.landlord, self.cleaned_data["lead"])
        if len(found) != 1:
            raise ValidationError("Enter one name: one person leads.")
        return found[0]

    def clean_members(self) -> list[Resident]:
        """The residents it names."""
        found = residents_named(self.opened.who.landlord, self.cleaned_data["members"])
        lead = self.cleaned_data.get("lead")
        return [each for each in found if lead is None or each.pk != lead.pk]

    def facts(self) -> Iterable[e.Event]:
        """Who leads, and who is in it."""
        given = self.cleaned_data
        yield e.GroupFormed(given["on"], str(given["lead"].pk), tuple(str(each.pk) for each in given["members"]))

    def said(self) -> str:
        """With the names, which the page has only just learnt."""
        given = self.cleaned_data
        return f"{given['lead'].name} leads a group of {len(given['members']) + 1}."

    def keep(self) -> None:
        """The group and its members."""
        given, landlord = self.cleaned_data, self.opened.who.landlord
        group = Group(
            id=self.row_id("group"),
            landlord=landlord,
            name=self.opened.reference,
            lead=given["lead"],
            formed_on=given["on"],
            complaint=self.opened.row.complaint,
        )
        self.put(group)
        for each in given["members"]:
            self.put(GroupMember(id=self.row_id(str(each.pk)), landlord=landlord, group=group, resident=each))


@command
class GroupSigned(WithRows):
    """A member of the group gave the lead signed authority."""

    slug = "group-signed"
    label = "Somebody in the group has signed"
    kind = Kind.PEOPLE
    shapes = (e.GroupMemberSigned,)
    about = "From this day the answer to the group stands for them as well."
    button = "Record that they signed"

    member = forms.ChoiceField(label="Who signed?", widget=forms.RadioSelect)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Those who have not."""
        self.happened()
        self.choose("member", [(each, self.opened.named(each)) for each in _unsigned(self.opened)])

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While somebody has not."""
        return bool(_unsigned(opened))

    def facts(self) -> Iterable[e.Event]:
        """They signed."""
        given = self.cleaned_data
        yield e.GroupMemberSigned(given["on"], given["member"])

    def keep(self) -> None:
        """Their row."""
        given = self.cleaned_data
        if is_id(given["member"]):
            rows = of(GroupMember, self.opened.who.landlord).filter(group__complaint=self.opened.row.complaint)
            for row in rows.filter(resident=UUID(given["member"]), signed_on=None):
                self.alter(row, signed_on=given["on"])


def _unsigned(opened: Opened) -> list[str]:
    group = opened.complaint.group
    return [each for each in group.members if each not in opened.complaint.signed_members] if group else []


@command
class AdjustmentAgreed(WithRows):
    """A reasonable adjustment was agreed, or one that there is was looked at again (5.10)."""

    slug = "adjustment"
    label = "Agree an adjustment"
    kind = Kind.PEOPLE
    shapes = (e.AdjustmentAgreed,)
    about = "What we do differently so that dealing with us is no harder for them than for others. What we do, not why."
    button = "Record the adjustment"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "adjustment": Shown(rows=3),
        "review_on": Shown(called="the day of the review"),
    }

    which = forms.ChoiceField(label="Is it a new one?", widget=forms.RadioSelect)
    adjustment = forms.CharField(
        label="What do we do differently?",
        help_text="Such as large print, a call before every visit, or a longer time to reply. Say nothing of their health.",
        widget=forms.Textarea,
    )
    review_on = DateField(
        label="When do we look at it again?", help_text="An adjustment without such a day is forgotten.", required=False
    )
    on = DateField(label="When was it agreed?")

    def prepare(self) -> None:
        """Those that stand, to be looked at again; or a new one."""
        self.happened()
        self.ahead("review_on")
        self.choose(
            "which", [(_NEW, "Yes"), *((name, f"No, it changes: {what}") for name, what in _agreed(self.opened))]
        )
        self.initial.setdefault("which", _NEW)

    def _name(self) -> str:
        which = str(self.cleaned_data["which"])
        return free_name("adjustment ", dict(_agreed(self.opened))) if which == _NEW else which

    def facts(self) -> Iterable[e.Event]:
        """What was agreed."""
        given = self.cleaned_data
        yield e.AdjustmentAgreed(given["on"], given["adjustment"], given["review_on"], self._name())

    def keep(self) -> None:
        """The row in the register of adjustments, where the resident is on file."""
        given, resident = self.cleaned_data, resident_of(self.opened)
        if resident is None:
            return
        before = dict(_agreed(self.opened)).get(str(given["which"]))
        rows = of(Adjustment, self.opened.who.landlord).filter(resident=resident, ended_on=None, what=before or "")
        row = rows.first() if before else None
        if row is not None:
            values = {"what": given["adjustment"], "reviewed_on": given["on"], "review_on": given["review_on"]}
            self.alter(row, **values)
            return
        self.put(
            Adjustment(
                id=self.row_id("adjustment"),
                landlord=self.opened.who.landlord,
                resident=resident,
                what=given["adjustment"],
                agreed_on=given["on"],
                complaint=self.opened.row.complaint,
                review_on=given["review_on"],
            )
        )


def _agreed(opened: Opened) -> list[tuple[str, str]]:
    """The adjustments of this complaint that have a name, as they were agreed last."""
    return list({each.name: each.adjustment for each in opened.complaint.adjustments if each.name}.items())
