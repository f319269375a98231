"""What comes before anything is looked into: the acknowledgement, and what the complaint is understood to be."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.complaint.deadlines import Deadline
from putright.desk.commands.choosing import CHANNELS, letter_parts
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["Acknowledge"]


def open_stage(opened: Opened) -> int:
    """The stage that is being worked on."""
    return opened.complaint.stage


def deadline(opened: Opened, what: str, stage: int) -> Deadline | None:
    """The date that counts at a stage: the earlier of the Code's and the policy's."""
    found = [each for each in opened.assessment.deadlines if each.what == what and each.stage == stage and each.due_on]
    return min(found, key=lambda each: each.due_on or each.calendar.add(opened.who.today, 0), default=None)


@command
class Acknowledge(DeskCommand):
    """The written acknowledgement of a stage was sent."""

    slug = "acknowledge"
    label = "Acknowledge"
    kind = Kind.ANSWERING
    shapes = (e.Acknowledged,)
    about = "The resident hears in writing that we have the complaint, how we understand it, and when we will answer."
    button = "Record the acknowledgement"
    SHOWN: ClassVar[dict[str, Shown]] = {"on": Shown(called="the day it was sent")}

    on = DateField(label="When was it sent?")
    channel = forms.ChoiceField(label="How was it sent?")
    answer_due_told_on = DateField(
        label="By which day does it say that we will answer?",
        help_text="Leave it empty if it names no day.",
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label="What does it hold?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Each is asked for by the Code or by our policy.",
    )

    def prepare(self) -> None:
        """Today, and the parts that the edition asks for."""
        self.happened(why="Record it once it is sent.")
        self.choose("channel", CHANNELS)
        self.initial.setdefault("channel", e.Channel.LETTER.value)
        self.choose("parts", letter_parts(self.opened, f"acknowledgement_{min(open_stage(self.opened), 2)}"))
        self.initial.setdefault("answer_due_told_on", self._answer_due())

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the present stage has neither been acknowledged nor answered."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return record is not None and record.acknowledged is None and not record.responses and not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """That it was sent, with what it held."""
        given = self.cleaned_data
        yield e.Acknowledged(
            given["on"],
            open_stage(self.opened),
            tuple(given["parts"]),
            given["answer_due_told_on"],
            e.Channel(given["channel"]),
            self.opened.who.key,
        )

    def _answer_due(self) -> object:
        """The day an answer would be due if it were acknowledged today."""
        due = deadline(self.opened, "respond", open_stage(self.opened))
        return due.calendar.add(self.today, due.limit.working_days) if due else None
