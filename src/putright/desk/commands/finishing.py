"""What may follow the answer: taking it further, withdrawing, closing, learning, what the resident thought."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.desk.commands.promising import free_name
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["Close", "Escalate", "Learn", "Reopen", "Satisfaction", "Withdraw"]


@command
class Escalate(DeskCommand):
    """The resident asked to take it further; no reason is needed (6.10, 6.12)."""

    slug = "escalate"
    label = "The resident takes it further"
    kind = Kind.AFTERWARDS
    shapes = (e.EscalationRequested,)
    about = "No reason is needed. The time runs from the day they asked, whoever they asked."
    button = "Open the next stage"
    SHOWN: ClassVar[dict[str, Shown]] = {"reasons": Shown(rows=4)}

    on = DateField(label="When did they ask?")
    points = forms.MultipleChoiceField(
        label="Which points are not settled?",
        help_text="Leave all of them empty where they did not say.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = forms.CharField(label="What they said, if they said anything", widget=forms.Textarea, required=False)

    def prepare(self) -> None:
        """The points of the complaint."""
        self.happened()
        points = self.opened.complaint.points.values()
        self.choose("points", [(point.id, point.text or point.id) for point in points])

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While there is a further stage that was not asked for."""
        numbers = [rule.number for rule in opened.assessment.rulebook.stages if not rule.optional]
        return bool(opened.complaint.stages) and opened.complaint.stage < max(numbers, default=0)

    def facts(self) -> Iterable[e.Event]:
        """What was asked, and nothing demanded."""
        given = self.cleaned_data
        stage = self.opened.complaint.stage + 1
        yield e.EscalationRequested(
            given["on"], stage, tuple(given["points"]), given["reasons"], reasons_demanded=False
        )


@command
class Withdraw(DeskCommand):
    """The resident wants it to go no further."""

    slug = "withdraw"
    label = "The resident withdraws it"
    kind = Kind.AFTERWARDS
    shapes = (e.ComplaintWithdrawn,)
    about = "Only the resident can withdraw it. Promises made to them stay."
    button = "Record that they withdraw it"
    SHOWN: ClassVar[dict[str, Shown]] = {"said_why": Shown(rows=3)}

    on = DateField(label="When did they say so?")
    said_why = forms.CharField(label="What they said, if they said anything", widget=forms.Textarea, required=False)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While it is not over."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """Withdrawn by the resident."""
        given = self.cleaned_data
        yield e.ComplaintWithdrawn(given["on"], e.Asker.RESIDENT, given["said_why"])


@command
class Close(DeskCommand):
    """The landlord closes it. Promises stay open until they are kept."""

    slug = "close"
    label = "Close it"
    kind = Kind.AFTERWARDS
    shapes = (e.ComplaintClosed,)
    about = "Closing answers nothing and ends no promise: what is owed stays in the list."
    button = "Close it"
    SHOWN: ClassVar[dict[str, Shown]] = {"closing_why": Shown(rows=3)}

    on = DateField(label="When?")
    closing_why = forms.CharField(label="Why is it closed?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While it is neither closed nor withdrawn."""
        return opened.complaint.closed is None and opened.complaint.withdrawn is None

    def facts(self) -> Iterable[e.Event]:
        """Closed, with the reason."""
        given = self.cleaned_data
        yield e.ComplaintClosed(given["on"], given["closing_why"])


@command
class Reopen(DeskCommand):
    """It is opened again."""

    slug = "reopen"
    label = "Open it again"
    kind = Kind.AFTERWARDS
    shapes = (e.ComplaintReopened,)
    button = "Open it again"
    SHOWN: ClassVar[dict[str, Shown]] = {"opening_why": Shown(rows=3)}

    on = DateField(label="When?")
    opening_why = forms.CharField(label="Why?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Once it is closed or withdrawn."""
        return opened.complaint.closed is not None or opened.complaint.withdrawn is not None

    def facts(self) -> Iterable[e.Event]:
        """Open again, with the reason."""
        given = self.cleaned_data
        yield e.ComplaintReopened(given["on"], given["opening_why"])


@command
class Learn(DeskCommand):
    """What the landlord learns from it, "nothing" included (9.1)."""

    slug = "learning"
    label = "What we learn from it"
    kind = Kind.AFTERWARDS
    shapes = (e.LearningRecorded,)
    about = "What went wrong underneath, and what will be done differently. That there is nothing to learn is an answer too."
    button = "Record it"
    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=4), "cause": Shown(width="two-thirds")}

    on = DateField(label="When?")
    cause = forms.CharField(label="What was the cause?", max_length=200, required=False)
    what = forms.CharField(label="What do we learn, or change?", widget=forms.Textarea, required=False)
    nothing = forms.BooleanField(label="There is nothing to learn from it", required=False)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    def clean(self) -> dict[str, object]:
        """Something, or that there is nothing."""
        given = super().clean() or self.cleaned_data
        if not given.get("nothing") and not str(given.get("what") or "").strip():
            self.add_error("what", "Write what is learnt, or tick that there is nothing.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """The lesson, under a name of its own."""
        given = self.cleaned_data
        name = free_name("l", (each.learning for each in self.opened.complaint.learning))
        yield e.LearningRecorded(given["on"], name, given["cause"], given["what"], nothing=given["nothing"])


@command
class Satisfaction(DeskCommand):
    """What the resident said about how it was handled; not a complaint by itself (1.6)."""

    slug = "satisfaction"
    label = "What the resident thought of how it was handled"
    kind = Kind.AFTERWARDS
    shapes = (e.SatisfactionRecorded,)
    about = "An unhappy answer is no new complaint by itself. Whoever is unhappy is told how to complain."
    button = "Record their answer"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "satisfied": Shown(inline=True),
        "told": Shown(inline=True),
        "what": Shown(rows=3),
    }

    on = DateField(label="When did they answer?")
    satisfied = forms.ChoiceField(
        label="Were they satisfied with how it was handled?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("asked", "Asked, no answer")],
    )
    what = forms.CharField(label="What they said", widget=forms.Textarea, required=False)
    told = forms.ChoiceField(
        label="Were they told how to complain?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
        required=False,
    )

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Once a stage has been answered."""
        return any(record.responses for record in opened.complaint.stages.values())

    def facts(self) -> Iterable[e.Event]:
        """Their answer."""
        given = self.cleaned_data
        answers = {"yes": True, "no": False}
        yield e.SatisfactionRecorded(
            given["on"],
            max(self.opened.complaint.stage, 1),
            answers.get(given["satisfied"]),
            given["what"],
            answers.get(given["told"]),
        )
