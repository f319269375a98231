"""Who may see it, and who has an interest in it."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms
from django.urls import reverse

from putright.complaint import events as e
from putright.desk.commands.choosing import everybody
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.models import Staff
from putright.people.permissions import SEES

__all__ = ["ConflictDeclared", "ConflictSettled", "MarkConfidential"]


@command
class MarkConfidential(DeskCommand):
    """Only the people named may see it: usually a complaint about staff."""

    slug = "confidential"
    label = "Decide who may see it"
    kind = Kind.PEOPLE
    shapes = (e.MarkedConfidential,)
    about = "For everybody else it does not exist: not in lists, not in search, not by its address. Every look at it is noted."
    button = "Make it confidential"
    SHOWN: ClassVar[dict[str, Shown]] = {"confiding_why": Shown(rows=3)}

    visible_to = forms.MultipleChoiceField(
        label="Who may see it?",
        help_text="Not whoever it is about. A second person, so that leave does not leave it alone.",
        widget=forms.CheckboxSelectMultiple,
    )
    confiding_why = forms.CharField(label="Why?", widget=forms.Textarea)
    on = DateField(label="From when?")

    def prepare(self) -> None:
        """Everybody who may see complaints; ticked those who may now, or who asks and who handles it."""
        self.happened()
        rows = Staff.objects.filter(landlord=self.opened.who.landlord, left_on=None).order_by("name")
        self.choose("visible_to", [(str(each.pk), each.name) for each in rows if each.has_roles & SEES])
        now = self.opened.complaint.confidential
        record = self.opened.complaint.stages.get(self.opened.complaint.stage)
        handlers = [record.handlers[-1].person] if record and record.handlers else []
        self.initial.setdefault("visible_to", list(now.visible_to) if now else [self.opened.who.key, *handlers])

    def facts(self) -> Iterable[e.Event]:
        """Who may see it from now on."""
        given = self.cleaned_data
        yield e.MarkedConfidential(given["on"], tuple(given["visible_to"]), given["confiding_why"])

    def also(self) -> Iterable[str]:
        """That somebody shuts themselves out."""
        if self.opened.who.key not in self.cleaned_data["visible_to"]:
            yield "You are not among them: you will not be able to open it again."

    def leads_to(self) -> str:
        """Somewhere else, for whoever may not see it any more."""
        if self.opened.who.key not in self.cleaned_data["visible_to"]:
            return reverse("desk:work")
        return super().leads_to()


@command
class ConflictDeclared(DeskCommand):
    """Somebody handling it has an interest in it, real or as others may see it (5.8)."""

    slug = "conflict"
    label = "Declare a conflict of interest"
    kind = Kind.PEOPLE
    shapes = (e.ConflictDeclared,)
    about = (
        "Real, or as somebody else may see it. Declaring it is no fault; a complaints officer then says what is done."
    )
    button = "Declare it"
    SHOWN: ClassVar[dict[str, Shown]] = {"nature": Shown(rows=3)}

    person = forms.ChoiceField(label="Whose interest is it?")
    nature = forms.CharField(
        label="What is it?", help_text="Such as a relative, a neighbour, or work of their own.", widget=forms.Textarea
    )
    on = DateField(label="When was it declared?")

    def prepare(self) -> None:
        """Everybody who may see it; whoever asks, first."""
        self.happened()
        self.choose("person", everybody(self.opened))
        self.initial.setdefault("person", self.opened.who.key)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While anything is to be done on it."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The declaration."""
        given = self.cleaned_data
        yield e.ConflictDeclared(given["on"], given["person"], given["nature"])


@command
class ConflictSettled(DeskCommand):
    """What was done about a conflict of interest (5.8)."""

    slug = "conflict-settled"
    label = "Say what is done about a conflict of interest"
    kind = Kind.PEOPLE
    shapes = (e.ConflictSettled,)
    about = "Usually somebody else takes it over; give it to them as well."
    button = "Record what is done"
    SHOWN: ClassVar[dict[str, Shown]] = {"measure": Shown(rows=3)}

    person = forms.ChoiceField(label="Whose conflict?", widget=forms.RadioSelect)
    measure = forms.CharField(label="What is done about it?", widget=forms.Textarea)
    on = DateField(label="Since when?")

    def prepare(self) -> None:
        """Those that nothing was done about."""
        self.happened()
        found = [(each, self.opened.named(each)) for each in _unsettled(self.opened)]
        self.choose("person", found)
        if len(found) == 1:
            self.initial.setdefault("person", found[0][0])

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While there is one."""
        return bool(_unsettled(opened))

    def facts(self) -> Iterable[e.Event]:
        """What was done."""
        given = self.cleaned_data
        yield e.ConflictSettled(given["on"], given["person"], given["measure"])


def _unsettled(opened: Opened) -> list[str]:
    return [each for each in opened.complaint.conflicts if each not in opened.complaint.conflicts_settled]
