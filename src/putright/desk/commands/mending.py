"""Putting the record right: an entry that was wrong gets another in its place, or is left out. Nothing is edited."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import Http404

from putright.complaint import events as e
from putright.complaint.history import Entry
from putright.desk.commands.mending_fields import fields_of, replaced
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["Mend", "StrikeOut"]

_ABOUT_THE_RECORD = (e.EntryCorrected, e.EntryStruckOut, e.WordsErased, e.DepartureRecorded)
_LONGEST = 9
"""Digits of the number of an entry, at the most."""


class _OfEntry(DeskCommand):
    """What is done about one entry, which the address names (`?entry=4`)."""

    kind = Kind.RECORD
    ADDRESS: ClassVar[tuple[str, ...]] = ("entry",)
    template: ClassVar[str] = "desk/commands/mend.html"

    entry = forms.IntegerField(widget=forms.HiddenInput)
    mending_why = forms.CharField(
        label="What was wrong?",
        help_text="So that whoever reads the record later can follow it.",
        widget=forms.Textarea,
    )

    def prepare(self) -> None:
        """The entry, and what stands in its place now. Raises Http404 where there is none."""
        asked = str(self.data.get("entry") or self.initial.get("entry") or "")
        known = asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST
        numbered = {each.number: each for each in self.opened.entries}
        if not known or int(asked) not in numbered:
            raise Http404("There is no such entry.")
        self.initial["entry"] = int(asked)
        self.wrong: Entry = numbered[int(asked)]
        self.changed_by, self.standing = _stands(self.opened, self.wrong)

    @classmethod
    def fits(cls, opened: Opened) -> bool:  # noqa: ARG003
        """Never in the list of steps: it is reached from the entry."""
        return False

    def clean(self) -> dict[str, object]:
        """Nothing that cannot be done from here."""
        if self.barred:
            raise ValidationError(self.barred)
        return super().clean() or self.cleaned_data

    @property
    def told(self) -> str:
        """The entry as a sentence."""
        return self.opened.told(self.wrong)

    @property
    def recorded_by(self) -> str:
        """Who wrote it."""
        return self.opened.named(self.wrong.recorded_by)

    @property
    def barred(self) -> str:
        """Why it cannot be done from here, in a sentence; empty where it can."""
        if isinstance(self.wrong.event, e.WordsErased):
            return "What this entry erased is gone, and the record has to go on saying so: it cannot be taken back."
        standing = () if self.standing is None else (type(self.standing),)
        if not self.opened.may(type(self.wrong.event), *standing):
            return "Somebody may change only what they might have recorded: ask a complaints officer or a manager."
        return ""


def _stands(opened: Opened, wrong: Entry) -> tuple[int, e.Event | None]:
    """The number of the entry that changed it last (0 for none), and what stands in its place; None where nothing does."""
    number, standing = 0, wrong.event
    undone = {each.event.entry for each in opened.entries if isinstance(each.event, e.EntryStruckOut)}
    found: e.Event | None = standing
    for each in opened.entries:
        if each.number in undone:
            continue
        match each.event:
            case e.EntryCorrected(entry=entry, replacement=replacement) if entry == wrong.number:
                number, found = each.number, replacement
            case e.EntryStruckOut(entry=entry) if entry == wrong.number:
                number, found = each.number, None
            case _:
                pass
    return number, found


@command
class Mend(_OfEntry):
    """An earlier entry was wrong: the replacement takes its position."""

    slug = "mend"
    label = "Correct an entry"
    shapes = (e.EntryCorrected,)
    about = "The entry as it should have been takes its place. What was written first stays readable beneath it."
    button = "Correct it"
    SHOWN: ClassVar[dict[str, Shown]] = {}

    def prepare(self) -> None:
        """Every part of the fact that can be put right, as it stands now."""
        super().prepare()
        self.SHOWN = {"mending_why": Shown(rows=2)}  # type: ignore[misc]  # of this form, because its fields are
        self.parts: list[str] = []
        if self.barred or self.standing is None:
            return
        for name, (field, value, shown) in fields_of(self.opened, self.standing).items():
            self.fields[name] = field
            self.initial.setdefault(name, value)
            self.SHOWN[name] = shown
            self.parts.append(name)
            if isinstance(field, DateField):
                field.called = shown.called or "the date"
        self.order_fields([*self.parts, "mending_why"])

    @property
    def barred(self) -> str:
        """A correction is not corrected, and what is left out is brought back another way."""
        why = super().barred
        if not why and isinstance(self.wrong.event, _ABOUT_THE_RECORD):
            why = "This entry is about the record itself. Strike it out, and what it changed stands again as it did before."
        if not why and self.standing is None:
            why = f"This entry was struck out by entry {self.changed_by}: strike that one out to bring it back."
        return why

    def asked(self) -> Iterator[BoundField]:
        """The parts of the fact, then why."""
        return (self[name] for name in [*self.parts, "mending_why"])

    def facts(self) -> Iterable[e.Event]:
        """The entry as it should have been."""
        assert self.standing is not None
        given = self.cleaned_data
        fact = replaced(self.standing, {name: given.get(name) for name in self.parts})
        yield e.EntryCorrected(self.today, self.wrong.number, fact, given["mending_why"])

    def said(self) -> str:
        """That it was done."""
        return f"Entry {self.wrong.number} has been corrected."


@command
class StrikeOut(_OfEntry):
    """An earlier entry should not be there and is left out."""

    slug = "strike-out"
    label = "Strike out an entry"
    shapes = (e.EntryStruckOut,)
    about = "For what should not be there at all: on the wrong complaint, or twice. It stays readable, struck through."
    button = "Strike it out"
    SHOWN: ClassVar[dict[str, Shown]] = {"mending_why": Shown(rows=2)}

    @property
    def barred(self) -> str:
        """What is struck out already."""
        why = super().barred
        if not why and self.standing is None:
            why = (
                f"This entry was struck out already, by entry {self.changed_by}: strike that one out to bring it back."
            )
        return why

    def facts(self) -> Iterable[e.Event]:
        """Left out, with the reason."""
        given = self.cleaned_data
        yield e.EntryStruckOut(self.today, self.wrong.number, given["mending_why"])

    def said(self) -> str:
        """That it was done."""
        return f"Entry {self.wrong.number} has been struck out."
