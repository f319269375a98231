"""Who handles it, how it is weighed, and what it is about."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.actions.terms import under_for
from putright.complaint import events as e
from putright.desk.commands.choosing import people, teams, words_of
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.models import Contractor
from putright.records.models import Summary

__all__ = ["Assign", "Categorise", "Triage"]


@command
class Assign(DeskCommand):
    """The person who handles it at the present stage from this day on."""

    slug = "assign"
    label = "Give it to a handler"
    kind = Kind.PEOPLE
    shapes = (e.HandlerAssigned,)
    about = "One person handles it. Whoever had it before stays in the record."
    button = "Give it to them"
    SHOWN: ClassVar[dict[str, Shown]] = {"handover_note": Shown(rows=4)}

    person = forms.ChoiceField(label="Who handles it?")
    on = DateField(label="From when?")
    handover_note = forms.CharField(
        label="What do they need to know?",
        help_text="What has been said to the resident, what is promised, what is being waited for.",
        widget=forms.Textarea,
        required=False,
    )

    def prepare(self) -> None:
        """Those who may handle it; at stage 2 whoever decided stage 1 is marked, because the Code wants somebody else."""
        first = self.opened.complaint.stages.get(1)
        before = first.decided_by if first and self.opened.complaint.stage > 1 else ""
        has_it = self._has_it()
        found = [(key, self._called(key, name, before)) for key, name in people(self.opened) if key != has_it]
        self.choose("person", [("", "Choose"), *found])
        self.happened(why="Somebody can be given it today, or have had it since an earlier day.")

    def _called(self, key: str, name: str, before: str) -> str:
        mine = " (you)" if key == self.opened.who.key else ""
        return f"{name}{mine} - decided stage 1" if key == before else f"{name}{mine}"

    def _has_it(self) -> str:
        record = self.opened.complaint.stages.get(self.opened.complaint.stage)
        return record.handlers[-1].person if record and record.handlers else ""

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While anything is to be done on it."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """Who has it now."""
        given = self.cleaned_data
        yield e.HandlerAssigned(given["on"], given["person"], self.opened.complaint.stage, given["handover_note"])


@command
class Triage(DeskCommand):
    """Risk, vulnerability and complexity were weighed (6.1)."""

    slug = "triage"
    label = "Weigh risk and complexity"
    kind = Kind.PEOPLE
    shapes = (e.Triaged,)
    about = "What is dangerous or urgent goes by its risk and not by its date; what is simple can be answered early."
    button = "Record how it was weighed"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "risk": Shown(inline=True),
        "complexity": Shown(inline=True),
        "vulnerable": Shown(inline=True),
        "answer_early": Shown(inline=True),
        "lane": Shown(
            hints={
                e.Lane.HAZARD.value: "Damp, mould or another danger in the home: act first, then answer.",
                e.Lane.BUILDING_SAFETY.value: "Fire or structure of a building.",
            }
        ),
        "why": Shown(rows=3),
    }

    on = DateField(label="When was it weighed?")
    risk = forms.ChoiceField(label="Risk to anybody in the home", widget=forms.RadioSelect, choices=words_of(e.Level))
    complexity = forms.ChoiceField(label="Complexity", widget=forms.RadioSelect, choices=words_of(e.Level))
    vulnerable = forms.ChoiceField(
        label="Is anybody in the home vulnerable?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")],
        required=False,
    )
    lane = forms.ChoiceField(
        label="Does it go by risk instead of its date?",
        widget=forms.RadioSelect,
        choices=[
            (e.Lane.ORDINARY.value, "No"),
            (e.Lane.HAZARD.value, "Yes, a hazard"),
            (e.Lane.BUILDING_SAFETY.value, "Yes, building safety"),
        ],
    )
    answer_early = forms.ChoiceField(
        label="Can it be answered at once?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No, it needs looking into")],
    )
    why = forms.CharField(label="Why?", widget=forms.Textarea, required=False)

    def prepare(self) -> None:
        """As it was weighed before, where it was."""
        self.happened()
        before = self.opened.complaint.triage
        self.initial.setdefault("lane", before.lane.value if before else e.Lane.ORDINARY.value)
        if before is not None:
            self.initial.setdefault("risk", before.risk.value if before.risk else "")
            self.initial.setdefault("complexity", before.complexity.value if before.complexity else "")
            self.initial.setdefault("vulnerable", {True: "yes", False: "no", None: ""}[before.vulnerable])
            self.initial.setdefault("answer_early", {True: "yes", False: "no", None: ""}[before.answer_early])
            self.initial.setdefault("why", before.why)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While anything is to be done on it."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """How it was weighed."""
        given = self.cleaned_data
        answers = {"yes": True, "no": False}
        yield e.Triaged(
            given["on"],
            e.Level(given["complexity"]),
            e.Level(given["risk"]),
            answers.get(given["vulnerable"]),
            answers.get(given["answer_early"]),
            e.Lane(given["lane"]),
            given["why"],
        )


@command
class Categorise(DeskCommand):
    """What it is about, by the landlord's own list, and whose work it concerns."""

    slug = "categorise"
    label = "Say what it is about"
    kind = Kind.PEOPLE
    shapes = (e.Categorised,)
    about = "What complaints are about is what the landlord learns from: the lists of the board begin here."
    button = "Put it there"
    SHOWN: ClassVar[dict[str, Shown]] = {"new_category": Shown(width="two-thirds"), "area": Shown(width="two-thirds")}

    category = forms.ChoiceField(label="What is it about?", required=False)
    new_category = forms.CharField(label="Something that is not in the list", max_length=60, required=False)
    area = forms.CharField(label="Which area or estate?", max_length=60, required=False)
    team = forms.ChoiceField(label="Whose work does it concern?", required=False)
    contractor = forms.ChoiceField(label="Was a contractor part of it?", required=False)

    def prepare(self) -> None:
        """The policy's list, what is in use already, the teams and the contractors."""
        known = self.opened.complaint.category
        self.choose("category", [("", "Choose"), *((each, _words(each)) for each in categories(self.opened))])
        self.choose("team", [("", "Not said"), *teams(self.opened)])
        firms = Contractor.objects.filter(landlord=self.opened.who.landlord).order_by("name")
        self.choose("contractor", [("", "None"), *((str(each.pk), each.name) for each in firms)])
        if known is not None:
            for name in ("category", "area", "team", "contractor"):
                self.initial.setdefault(name, getattr(known, name))

    def clean(self) -> dict[str, object]:
        """One of the two."""
        given = super().clean() or self.cleaned_data
        if not given.get("category") and not str(given.get("new_category") or "").strip():
            self.add_error("category", "Choose what it is about, or write it below.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """Where it belongs."""
        given = self.cleaned_data
        new = given["new_category"].strip().lower().replace(" ", "_")
        yield e.Categorised(
            self.today, new or given["category"], given["area"].strip(), given["team"], given["contractor"]
        )


def categories(opened: Opened) -> list[str]:
    """The policy's own list, and whatever is in use already; in the order of the alphabet."""
    under = under_for(opened.who.landlord, opened.complaint, opened.who.today)
    stated = under.terms.policy.handling.categories if under.terms else None
    listed = {each.lower().replace(" ", "_") for each in stated.value} if stated else set()
    used = Summary.objects.filter(landlord=opened.who.landlord.pk).exclude(category="")
    return sorted(listed | set(used.order_by("category").values_list("category", flat=True).distinct()[:200]))


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
