"""What a command of the desk is, and which of them a complaint has a use for now."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse

from putright.actions import Ask, Done, NotDone, perform
from putright.complaint import events as e
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.forms import CommandForm

__all__ = ["COMMANDS", "DeskCommand", "Kind", "command", "offered"]


class Kind(StrEnum):
    """What commands are listed under, in this order."""

    ANSWERING = "Answering"
    FINDING_OUT = "Finding out"
    IN_TOUCH = "Keeping in touch"
    PUTTING_RIGHT = "Putting it right"
    PEOPLE = "People"
    GATES = "Not taking it on, more time"
    OMBUDSMAN = "The Ombudsman and the regulator"
    AFTERWARDS = "Afterwards"
    RECORD = "The record"


class DeskCommand(CommandForm):
    """The form of one command. A subclass says what it is, when it is of use, and which facts it makes.

    `about` is one sentence for the top of the page. `shapes` are the kinds of facts it may make, by which the table of
    permissions decides who is offered it. `fits` says whether the complaint has a use for it now: what is not offered
    can still be asked for by its address, and is then decided by `perform` like everything else.
    """

    do_not_call_in_templates = True  # a list of steps is a list of these classes

    slug: ClassVar[str]
    label: ClassVar[str]
    kind: ClassVar[Kind]
    shapes: ClassVar[tuple[type[Any], ...]]
    about: ClassVar[str] = ""
    button: ClassVar[str] = ""
    """The words on the button; the label where it is empty."""
    template: ClassVar[str] = "desk/commands/command.html"
    ADDRESS: ClassVar[tuple[str, ...]] = ()
    """First values that may stand in the address beside the fields the class has: for fields made in `prepare`."""

    reason = forms.CharField(
        required=False, widget=forms.Textarea, label="Why it is done all the same", max_length=4000
    )
    """Asked for only once it was stopped because it departs from the Code or the policy."""
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """Set once somebody has confirmed that what is on record already happened a second time."""

    def __init__(self, opened: Opened, *args: Any, **more: Any) -> None:  # noqa: ANN401  Django's own
        """For one complaint, as somebody has it open."""
        super().__init__(*args, expected_number=opened.number, **more)
        self.opened = opened
        self.prepare()

    def happened(self, name: str = "on", *, why: str = "Record it once it has happened.") -> None:
        """A day on which something happened: today unless somebody says otherwise, and never one that lies ahead."""
        field = self.fields[name]
        assert isinstance(field, DateField)
        field.bounds(not_after=self.today, why=why)
        self.initial.setdefault(name, self.today)

    def ahead(self, name: str, *, first: date | None = None, why: str = "") -> None:
        """A day that lies ahead: not before today, or another first day."""
        field = self.fields[name]
        assert isinstance(field, DateField)
        field.bounds(not_before=first or self.today, why=why)

    def choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Give a field of choices what there is to choose from."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def asked(self) -> Iterator[BoundField]:
        """The fields to be shown: all but the reason, which stands by itself where it is asked for."""
        return (each for each in self.shown_fields() if each.name != "reason")

    def prepare(self) -> None:
        """Give the fields their choices, bounds and first values, from the complaint."""

    @classmethod
    def fits(cls, opened: Opened) -> bool:  # noqa: ARG003  a subclass looks
        """Whether the complaint has a use for it now."""
        return True

    def facts(self) -> Iterable[e.Event]:
        """The facts it makes of what was filled in. Asked only when the form is valid."""
        raise NotImplementedError

    def ask(self, facts: tuple[e.Event, ...], complaint: UUID | None = None) -> Ask:
        """What is asked of the record: these facts, seen as they stood on the page, once."""
        given = self.cleaned_data
        return Ask(
            self.opened.who.landlord.pk,
            facts,
            complaint or self.opened.row.complaint,
            given.get("expected_number"),
            given.get("reason", ""),
            key=self.key,
            again=given.get("again", False),
        )

    def carry_out(self, facts: tuple[e.Event, ...]) -> Done | NotDone:
        """Put the facts on record. A command with more to do than that (files, rows beside the record) says how here."""
        return perform(self.ask(facts), self.opened.who.staff, self.opened.who.now)

    def said(self) -> str:
        """What the banner says when it is done; empty for the sentences of the facts themselves."""
        return ""

    def also(self) -> Iterable[str]:
        """What it changes beside this complaint: sentences under "What this changes". Asked only of a valid form."""
        return ()

    def leads_to(self) -> str:
        """The page that follows when it is done."""
        return reverse("desk:complaint", args=[self.opened.reference])

    @property
    def pressed(self) -> str:
        """The words on the button."""
        return self.button or self.label

    @property
    def today(self) -> date:
        """The day it is at the desk."""
        return self.opened.who.today


COMMANDS: dict[str, type[DeskCommand]] = {}
"""Slug to form, in the order they were registered: the order they are offered in."""

_F = TypeVar("_F", bound=type[DeskCommand])


def command(form: _F) -> _F:
    """Register a form under its slug."""
    assert form.slug not in COMMANDS, form.slug
    COMMANDS[form.slug] = form
    return form


def offered(opened: Opened) -> list[type[DeskCommand]]:
    """The commands that the complaint has a use for now and that are theirs to give, in the order of the registry."""
    return [each for each in COMMANDS.values() if opened.may(*each.shapes) and each.fits(opened)]


def by_kind(found: Iterable[type[DeskCommand]]) -> Iterator[tuple[Kind, list[type[DeskCommand]]]]:
    """The same in groups, for the list of other steps."""
    listed = list(found)
    for kind in Kind:
        inside = [each for each in listed if each.kind is kind]
        if inside:
            yield kind, inside
