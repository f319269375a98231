"""What may be recorded of a service request, a short form each: promised, answered, looked at, unhappy, done."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from putright.actions.terms import calendar_of
from putright.complaint import events as e
from putright.complaint.requests import (
    RequestAnswered,
    RequestDissatisfied,
    RequestDone,
    RequestPromised,
    RequestReviewed,
)
from putright.desk.commands.choosing import CHANNELS
from putright.desk.requests.opened import OpenedRequest
from putright.pages.fields import DateField
from putright.pages.forms import CommandForm
from putright.pages.shown import Shown
from putright.people.models import Team

__all__ = ["STEPS", "Raise", "RequestStep"]

_REVIEW_AFTER = 5
"""Working days after which a form proposes the next look. A proposal: the Code sets no number (1.4)."""


class RequestStep(CommandForm):
    """One step. `fits` says whether it is of use now; `facts` makes what is recorded."""

    do_not_call_in_templates = True
    slug: ClassVar[str]
    label: ClassVar[str]
    about: ClassVar[str] = ""
    button: ClassVar[str]

    on = DateField(label="When was it?")

    def __init__(self, opened: OpenedRequest, *args: Any, **more: Any) -> None:  # noqa: ANN401  Django's own
        """For one request, as somebody has it open."""
        super().__init__(*args, expected_number=opened.number, **more)
        self.opened = opened
        self.set_bounds("on", not_after=opened.who.today, why="Record it once it has happened.")
        self.initial.setdefault("on", opened.who.today)
        self.prepare()

    def prepare(self) -> None:
        """Give the fields their choices and first values."""

    @classmethod
    def fits(cls, opened: OpenedRequest) -> bool:
        """Whether it is of use now: while the work is still to be done."""
        return opened.request.open

    def facts(self) -> Iterable[e.Event]:
        """The facts it makes of what was filled in."""
        raise NotImplementedError


class Promise(RequestStep):
    """They were told by when."""

    slug, label, button = "promise", "They were told by when", "Record what they were told"
    about = "The resident was told by when it will be done. If it is not, it stands at the top of the log."
    SHOWN: ClassVar[dict[str, Shown]] = {"due_on": Shown(called="the day they were told")}

    on = DateField(label="When were they told?")
    due_on = DateField(label="By which day will it be done?")
    by = forms.ChoiceField(label="Who does it?", required=False)

    def prepare(self) -> None:
        """The teams there are."""
        teams = Team.objects.filter(landlord=self.opened.who.landlord, ended_on=None).order_by("name")
        self.set_choices("by", [("", "Nobody named"), *((str(each.pk), each.name) for each in teams)])

    def facts(self) -> Iterable[e.Event]:
        """The promise."""
        given = self.cleaned_data
        yield RequestPromised(given["on"], given["due_on"], given["by"])


class Answer(RequestStep):
    """They were answered."""

    slug, label, button = "answer", "They were answered", "Record the answer"
    about = "The resident was given an answer. The work may still be to do."

    on = DateField(label="When were they answered?")
    what = forms.CharField(label="What were they told?", widget=forms.Textarea, max_length=20_000)

    def facts(self) -> Iterable[e.Event]:
        """The answer."""
        yield RequestAnswered(self.cleaned_data["on"], self.cleaned_data["what"])


class Review(RequestStep):
    """Somebody looked."""

    slug, label, button = "review", "It was looked at", "Record the look"
    about = "Somebody looked whether it is in hand, and when to look again (Code 1.4)."
    SHOWN: ClassVar[dict[str, Shown]] = {"review_on": Shown(called="the day to look again")}

    on = DateField(label="When was it looked at?")
    note = forms.CharField(label="How does it stand?", widget=forms.Textarea, required=False, max_length=20_000)
    review_on = DateField(label="When do we look again?")

    def prepare(self) -> None:
        """A day to look again."""
        today = self.opened.who.today
        self.set_bounds("review_on", not_before=today)
        self.initial.setdefault("review_on", calendar_of(self.opened.who.landlord).add(today, _REVIEW_AFTER))

    def facts(self) -> Iterable[e.Event]:
        """The look."""
        given = self.cleaned_data
        yield RequestReviewed(given["on"], given["review_on"], given["note"])


class Unhappy(RequestStep):
    """They are not content."""

    slug, label, button = "unhappy", "They are unhappy with it", "Record it"
    about = "Whoever is unhappy with how a request was answered is offered the choice to complain (Code 1.3, 1.5)."
    SHOWN: ClassVar[dict[str, Shown]] = {"wants": Shown()}

    on = DateField(label="When did they say so?")
    what = forms.CharField(label="What did they say?", widget=forms.Textarea, required=False, max_length=20_000)
    wants = forms.ChoiceField(
        label="Were they offered the choice to complain?",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "Yes, and they want to complain"), ("no", "Yes, and they do not want to"), ("unasked", "Not yet"),
        ],
    )  # fmt: skip

    @classmethod
    def fits(cls, opened: OpenedRequest) -> bool:
        """Always: also when the work is done."""
        return opened.request.asked is not None

    def facts(self) -> Iterable[e.Event]:
        """That they were unhappy, and what they said to the choice."""
        given = self.cleaned_data
        wants = {"yes": True, "no": False, "unasked": None}[given["wants"]]
        yield RequestDissatisfied(given["on"], given["what"], wants_to_complain=wants)


class Finished(RequestStep):
    """It is done."""

    slug, label, button = "done", "It is done", "Record that it is done"
    about = "What was asked for was done, or it was settled that it will not be."

    on = DateField(label="When was it done?")
    evidence = forms.CharField(label="How do we know?", widget=forms.Textarea, required=False, max_length=20_000)

    def facts(self) -> Iterable[e.Event]:
        """That it is done."""
        yield RequestDone(self.cleaned_data["on"], self.cleaned_data["evidence"])


class Raise(RequestStep):
    """A complaint is raised from it."""

    slug, label, button = "raise", "Raise a complaint", "Raise the complaint"
    about = "The complaint begins now; this request stays open until the work is done (Code 1.5)."

    on = DateField(label="When did they say that they are unhappy?")
    channel = forms.ChoiceField(label="How did they say it?", choices=CHANNELS)
    words = forms.CharField(
        label="What did they say?",
        help_text="Leave it empty where it is on record already.",
        widget=forms.Textarea,
        required=False,
        max_length=20_000,
    )
    reason = forms.CharField(
        label="Why it is done all the same", widget=forms.Textarea, required=False, max_length=4000
    )

    def prepare(self) -> None:
        """The first day they were unhappy, where it is on record: the clock started then."""
        unheard = self.opened.request.unheard
        if unheard and unheard[0].on is not None:
            self.initial["on"] = unheard[0].on

    @classmethod
    def fits(cls, opened: OpenedRequest) -> bool:
        """Always: nobody has to wait for the work."""
        return opened.request.asked is not None


STEPS: dict[str, type[RequestStep]] = {each.slug: each for each in (Promise, Answer, Review, Unhappy, Finished, Raise)}
"""Slug to form, in the order they are offered."""
