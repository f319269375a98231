"""Promises: what was said would be done, by when, how it goes on, and that the resident heard the end of it (7.3)."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.complaint.state import Promise
from putright.desk.commands.choosing import everybody, teams
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.workdays import in_words

__all__ = ["PromiseAction", "PromiseDropped", "PromiseKept", "PromiseLater", "PromiseProgress", "PromiseTold"]


def free_name(letter: str, taken: Iterable[str]) -> str:
    """The first of a1, a2, a3 that nothing goes by."""
    there = set(taken)
    return next(name for n in range(1, len(there) + 2) if (name := f"{letter}{n}") not in there)


def _open(opened: Opened) -> list[Promise]:
    return [each for each in opened.complaint.promises.values() if each.open]


def _untold(opened: Opened) -> list[Promise]:
    return [each for each in opened.complaint.promises.values() if not each.open and not each.resident_knows]


def _listed(opened: Opened, promises: Iterable[Promise]) -> list[tuple[str, str]]:
    return [
        (each.made.promise, f"{opened.named(each.made.what) or each.made.promise}{_by(each)}")
        for each in sorted(promises, key=lambda each: (each.due_on is None, each.due_on))
    ]


def _by(promise: Promise) -> str:
    return f", by {in_words(promise.due_on)}" if promise.due_on else ""


@command
class PromiseAction(DeskCommand):
    """The resident was told that something would be done, and by when (7.3)."""

    slug = "promise"
    label = "Promise something"
    kind = Kind.PUTTING_RIGHT
    shapes = (e.ActionPromised,)
    about = "What the resident is told will be done. It stays in the list of promises until they hear that it was."
    button = "Record the promise"
    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=2), "agreed": Shown(inline=True)}

    what = forms.CharField(label="What will be done?", widget=forms.Textarea)
    due_on = DateField(label="By which day?")
    owner = forms.ChoiceField(label="Who does it?")
    on = DateField(label="When was the resident told?")
    agreed = forms.ChoiceField(
        label="Was it agreed with the resident?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
        required=False,
    )

    def prepare(self) -> None:
        """Who may do it: a team, or a person."""
        self.happened(why="Record it once the resident has been told.")
        self.choose("owner", [("", "Choose"), *teams(self.opened), *everybody(self.opened)])

    def also(self) -> Iterable[str]:
        """That the day is one on which nobody works."""
        due = self.cleaned_data["due_on"]
        if not self.opened.calendar.is_working_day(due):
            yield f"{in_words(due)} is no working day."

    def facts(self) -> Iterable[e.Event]:
        """The promise, under a name of its own."""
        given = self.cleaned_data
        yield e.ActionPromised(
            given["on"],
            free_name("a", self.opened.complaint.promises),
            given["what"],
            given["owner"],
            given["due_on"],
            max(self.opened.complaint.stage, 1),
            {"yes": True, "no": False}.get(given["agreed"]),
        )


class _OfPromise(DeskCommand):
    """What is said of a promise that is still open."""

    kind = Kind.PUTTING_RIGHT
    promise = forms.ChoiceField(label="Which promise?", widget=forms.RadioSelect)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """The promises there are; chosen already where there is one."""
        self.happened()
        found = _listed(self.opened, self.about_these(self.opened))
        self.choose("promise", found)
        if len(found) == 1:
            self.initial.setdefault("promise", found[0][0])

    @classmethod
    def about_these(cls, opened: Opened) -> list[Promise]:
        """The promises that it can be said of."""
        return _open(opened)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where there is such a promise."""
        return bool(cls.about_these(opened))


@command
class PromiseKept(_OfPromise):
    """A promised action was carried through (7.3)."""

    slug = "promise-kept"
    label = "A promise was kept"
    shapes = (e.ActionDone,)
    about = "It stays in sight until the resident has been told as well."
    button = "Record that it was done"
    SHOWN: ClassVar[dict[str, Shown]] = {"evidence": Shown(rows=3), "told": Shown(inline=True)}

    evidence = forms.CharField(label="What shows that it was done?", widget=forms.Textarea)
    told = forms.ChoiceField(
        label="Has the resident been told?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "Not yet")]
    )

    def facts(self) -> Iterable[e.Event]:
        """Done, with what shows it."""
        given = self.cleaned_data
        yield e.ActionDone(given["on"], given["promise"], given["evidence"], resident_told=given["told"] == "yes")


@command
class PromiseProgress(_OfPromise):
    """How a promised action is getting on."""

    slug = "promise-progress"
    label = "How a promise is getting on"
    shapes = (e.ActionProgressed,)
    button = "Record how it stands"
    SHOWN: ClassVar[dict[str, Shown]] = {"note": Shown(rows=3), "told": Shown(inline=True)}

    note = forms.CharField(label="How does it stand?", widget=forms.Textarea)
    told = forms.ChoiceField(
        label="Has the resident been told?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "Not yet")]
    )

    def facts(self) -> Iterable[e.Event]:
        """How it stands."""
        given = self.cleaned_data
        yield e.ActionProgressed(given["on"], given["promise"], given["note"], resident_told=given["told"] == "yes")


@command
class PromiseLater(_OfPromise):
    """The resident was told a new date for a promised action."""

    slug = "promise-later"
    label = "A promise has a new date"
    shapes = (e.ActionRescheduled,)
    about = "The first date stays in the record: a promise that moved is a promise that moved."
    button = "Record the new date"
    SHOWN: ClassVar[dict[str, Shown]] = {"why_later": Shown(rows=3)}

    due_on = DateField(label="By which day will it be done now?")
    why_later = forms.CharField(label="Why later?", widget=forms.Textarea)

    def prepare(self) -> None:
        """A day that lies ahead."""
        super().prepare()
        self.ahead("due_on", why="Give the day the resident was told.")
        self.fields["on"].label = "When was the resident told?"

    def facts(self) -> Iterable[e.Event]:
        """The new date."""
        given = self.cleaned_data
        yield e.ActionRescheduled(given["on"], given["promise"], given["due_on"], given["why_later"])


@command
class PromiseDropped(_OfPromise):
    """A promised action will not be done; the reason stands in the record."""

    slug = "promise-dropped"
    label = "A promise cannot be kept"
    shapes = (e.ActionDropped,)
    about = "It counts as not kept. The resident still has to be told, and why."
    button = "Record that it will not be done"
    SHOWN: ClassVar[dict[str, Shown]] = {"why_not": Shown(rows=3)}

    why_not = forms.CharField(label="Why will it not be done?", widget=forms.Textarea)

    def facts(self) -> Iterable[e.Event]:
        """Given up, with the reason."""
        given = self.cleaned_data
        yield e.ActionDropped(given["on"], given["promise"], given["why_not"])


@command
class PromiseTold(_OfPromise):
    """The resident was told what became of a promise."""

    slug = "promise-told"
    label = "The resident was told about a promise"
    shapes = (e.ResidentTold,)
    button = "Record that they were told"

    @classmethod
    def about_these(cls, opened: Opened) -> list[Promise]:
        """Those that are over, and the resident does not know."""
        return _untold(opened)

    def facts(self) -> Iterable[e.Event]:
        """They were told."""
        given = self.cleaned_data
        yield e.ResidentTold(given["on"], given["promise"])
