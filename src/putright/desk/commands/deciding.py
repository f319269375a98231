"""The decision on each point, with its reasons, and more time where it is needed."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.desk.commands.acknowledging import deadline
from putright.desk.commands.choosing import letter_parts, words_of
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.workdays import in_words

__all__ = ["DecidePoint", "Extend"]


@command
class DecidePoint(DeskCommand):
    """One point is decided, with reasons (6.7, 6.18)."""

    slug = "decide"
    label = "Decide a point"
    kind = Kind.ANSWERING
    shapes = (e.PointDecided,)
    about = "Each point gets its own decision, with reasons that the resident can follow."
    button = "Record the decision"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "reasons": Shown(rows=6),
        "referring_to": Shown(rows=2),
        "decision": Shown(inline=True),
    }

    point = forms.ChoiceField(label="Which point?", widget=forms.RadioSelect)
    decision = forms.ChoiceField(label="What is decided?", widget=forms.RadioSelect, choices=words_of(e.Decision))
    reasons = forms.CharField(
        label="Why?",
        help_text="What happened, what should have happened, and where they differ.",
        widget=forms.Textarea,
    )
    referring_to = forms.CharField(
        label="Which policy, law or good practice is it held against?", widget=forms.Textarea, required=False
    )
    on = DateField(label="When was it decided?")

    def prepare(self) -> None:
        """The points of this stage, the undecided ones first."""
        points = self._points()
        self.choose("point", points)
        self.happened()
        if points:
            self.initial.setdefault("point", points[0][0])

    def _points(self) -> list[tuple[str, str]]:
        complaint = self.opened.complaint
        record = complaint.stages.get(complaint.stage)
        listed = record.definition.points if record and record.definition else tuple(complaint.points.values())
        decided = record.decisions if record else {}
        rows = sorted(listed, key=lambda point: point.id in decided)
        return [(p.id, f"{p.text or p.id}{' (decided; this replaces it)' if p.id in decided else ''}") for p in rows]

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Once there are points, while the stage is not answered."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return (
            bool(opened.complaint.points) and record is not None and not record.responses and not opened.complaint.over
        )

    def facts(self) -> Iterable[e.Event]:
        """The decision, by whoever records it."""
        given = self.cleaned_data
        yield e.PointDecided(
            given["on"],
            given["point"],
            e.Decision(given["decision"]),
            given["reasons"],
            given["referring_to"],
            self.opened.complaint.stage,
            self.opened.who.key,
        )


@command
class Extend(DeskCommand):
    """The answer is put off, and the resident told why, by when, and of the Ombudsman (6.4, 6.5, 6.15)."""

    slug = "extend"
    label = "Take more time for the answer"
    kind = Kind.GATES
    shapes = (e.Extended,)
    about = "Only for a good reason, told to the resident in writing before the date passes."
    button = "Record the extension"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "reason_why": Shown(rows=4),
        "beyond": Shown(rows=3),
        "agreed_by_resident": Shown(inline=True),
        "asked_by": Shown(inline=True),
        "new_due_on": Shown(called="the new date"),
    }

    on = DateField(label="When was the resident told?")
    new_due_on = DateField(label="By which day will we answer now?")
    reason_why = forms.CharField(label="Why is more time needed?", widget=forms.Textarea)
    asked_by = forms.ChoiceField(
        label="Whose wish was it?",
        widget=forms.RadioSelect,
        choices=[("landlord", "Ours"), ("resident", "The resident's")],
    )
    agreed_by_resident = forms.ChoiceField(
        label="Did the resident agree?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not asked")],
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label="What does the letter hold?", widget=forms.CheckboxSelectMultiple, required=False
    )
    beyond = forms.CharField(
        label="Why does it go beyond the longest time the Code gives?",
        help_text="Only where it does.",
        widget=forms.Textarea,
        required=False,
    )

    def prepare(self) -> None:
        """The last day that the Code gives, and the parts that the letter needs."""
        stage = self.opened.complaint.stage
        self.happened(why="Record it once the resident has been told.")
        self.choose("parts", letter_parts(self.opened, f"extension_{min(stage, 2)}"))
        self.initial.setdefault("asked_by", "landlord")
        last = self._last()
        if last is not None:
            self.fields["new_due_on"].help_text = f"The Code gives until {in_words(last)} at the longest."

    def _last(self) -> date | None:
        """The last day of an extension under the edition; None where it sets none."""
        stage = self.opened.complaint.stage
        rule = next((each for each in self.opened.assessment.rulebook.stages if each.number == stage), None)
        due = deadline(self.opened, "respond", stage)
        if rule is None or due is None or due.base_due_on is None or rule.extension is None:
            return None
        return due.calendar.add(due.base_due_on, rule.extension.working_days)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is not answered."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return record is not None and not record.responses and not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The extension."""
        given = self.cleaned_data
        yield e.Extended(
            given["on"],
            self.opened.complaint.stage,
            given["new_due_on"],
            given["reason_why"],
            good_reason_beyond_limit=given["beyond"],
            asked_by=e.Asker(given["asked_by"]),
            agreed_by_resident={"yes": True, "no": False}.get(given["agreed_by_resident"]),
            parts=tuple(given["parts"]),
            approved_by=self.opened.who.key,
        )
