"""The answer: who reads it before it leaves, settling it early, when it was known, and that it was sent."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.desk.commands.choosing import everybody, letter_parts
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.models import Staff
from putright.people.permissions import MAY

__all__ = ["AnswerKnown", "Approve", "AskApproval", "Respond", "SendBack", "SettleEarly", "unanswered"]

_APPROVERS = frozenset(role for role, groups in MAY.items() if "approving" in groups)


def unanswered(opened: Opened) -> bool:
    """Whether the present stage is open and still to be answered."""
    record = opened.complaint.stages.get(opened.complaint.stage)
    return record is not None and not record.responses and not opened.complaint.over


@command
class AskApproval(DeskCommand):
    """A draft response goes to whoever approves it."""

    slug = "ask-approval"
    label = "Ask for the answer to be approved"
    kind = Kind.ANSWERING
    shapes = (e.ApprovalAsked,)
    about = "Somebody else reads it before it leaves. The date goes on meanwhile."
    button = "Ask them"

    of = forms.ChoiceField(label="Who reads it?")
    on = DateField(label="When did they get it?")

    def prepare(self) -> None:
        """Those who may approve, and not who asks."""
        self.happened()
        readers = [(key, name) for key, name in everybody(self.opened) if key != self.opened.who.key]
        able = _able(self.opened)
        self.choose("of", [(key, name) for key, name in readers if key in able])

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While nobody has been asked, or it came back."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return (
            unanswered(opened) and record is not None and (record.approval_asked is None or record.approval is not None)
        )

    def facts(self) -> Iterable[e.Event]:
        """Who was asked."""
        given = self.cleaned_data
        yield e.ApprovalAsked(given["on"], self.opened.complaint.stage, given["of"])


def _able(opened: Opened) -> set[str]:
    rows = Staff.objects.filter(landlord=opened.who.landlord, left_on=None)
    return {str(each.pk) for each in rows if each.has_roles & _APPROVERS}


class _Judging(DeskCommand):
    """What somebody who was asked says of a draft."""

    kind = Kind.ANSWERING
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While an approval is waited for."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return (
            unanswered(opened) and record is not None and record.approval_asked is not None and record.approval is None
        )


@command
class Approve(_Judging):
    """The draft is approved for sending."""

    slug = "approve"
    label = "Approve the answer"
    shapes = (e.ApprovalGiven,)
    about = "It may then be sent."
    button = "Approve it"

    def facts(self) -> Iterable[e.Event]:
        """Approved, by whoever records it."""
        yield e.ApprovalGiven(self.cleaned_data["on"], self.opened.complaint.stage, self.opened.who.key)


@command
class SendBack(_Judging):
    """The draft goes back with a reason."""

    slug = "send-back"
    label = "Send the answer back"
    shapes = (e.ApprovalRefused,)
    button = "Send it back"
    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=4)}

    what = forms.CharField(label="What has to change?", widget=forms.Textarea)

    def facts(self) -> Iterable[e.Event]:
        """Sent back, and why."""
        given = self.cleaned_data
        yield e.ApprovalRefused(given["on"], self.opened.complaint.stage, self.opened.who.key, given["what"])


@command
class SettleEarly(DeskCommand):
    """It was settled with the resident without a full investigation; taking it further stays open."""

    slug = "settle-early"
    label = "It was settled with the resident"
    kind = Kind.ANSWERING
    shapes = (e.EarlyResolutionAgreed,)
    about = "The resident still gets the written answer of the stage, and can still take it further."
    button = "Record what was settled"
    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=4)}

    on = DateField(label="When was it settled?")
    what = forms.CharField(label="What was agreed?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        return unanswered(opened)

    def facts(self) -> Iterable[e.Event]:
        """What was agreed."""
        given = self.cleaned_data
        yield e.EarlyResolutionAgreed(given["on"], given["what"], self.opened.complaint.stage)


@command
class Respond(DeskCommand):
    """The written answer of the stage was sent (6.3, 6.14)."""

    slug = "respond"
    label = "Send the answer"
    kind = Kind.ANSWERING
    shapes = (e.ResponseIssued,)
    about = "The letter that answers every point. It cannot leave with a part missing without that being said."
    button = "Record that it was sent"

    on = DateField(label="When was it sent?")
    decided_by = forms.ChoiceField(label="Who decided it?")
    parts = forms.MultipleChoiceField(label="What does it hold?", widget=forms.CheckboxSelectMultiple, required=False)

    def prepare(self) -> None:
        """The parts that the edition asks of this stage's answer."""
        self.happened(why="Record it once it is sent.")
        stage = self.opened.complaint.stage
        rule = next((each for each in self.opened.assessment.rulebook.stages if each.number == stage), None)
        self.choose("parts", letter_parts(self.opened, rule.response_letter if rule else ""))
        self.choose("decided_by", everybody(self.opened))
        self.initial.setdefault("decided_by", self.opened.who.key)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        return unanswered(opened)

    def facts(self) -> Iterable[e.Event]:
        """The answer, with what it held."""
        given = self.cleaned_data
        yield e.ResponseIssued(given["on"], self.opened.complaint.stage, given["decided_by"], tuple(given["parts"]))


@command
class AnswerKnown(DeskCommand):
    """The answer was known, whether or not the work was finished (6.6, 6.17)."""

    slug = "answer-known"
    label = "The answer is known"
    kind = Kind.ANSWERING
    shapes = (e.AnswerKnown,)
    about = (
        "The resident gets the answer once it is known. What is still to be done becomes a promise, and is followed up."
    )
    button = "Record that it is known"

    on = DateField(label="When was it known?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open and nobody has said so."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return unanswered(opened) and record is not None and record.answer_known is None

    def facts(self) -> Iterable[e.Event]:
        """It was known."""
        yield e.AnswerKnown(self.cleaned_data["on"], self.opened.complaint.stage)
