"""Keeping in touch: messages both ways, updates as agreed, mediation (5.9)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.desk.commands.answering import unanswered
from putright.desk.commands.choosing import CHANNELS, words_of
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["AgreeUpdates", "LetterArrived", "LetterReturned", "Mediation", "MediationHeld", "Message", "Update"]


@command
class Message(DeskCommand):
    """A letter, message or call with anybody about it (5.12)."""

    slug = "message"
    label = "Write down a letter, message or call"
    kind = Kind.IN_TOUCH
    shapes = (e.CorrespondenceRecorded,)
    about = "Everything that was said about it belongs on its record."
    button = "Put it on the record"
    SHOWN: ClassVar[dict[str, Shown]] = {"direction": Shown(inline=True)}

    direction = forms.ChoiceField(
        label="Which way?", widget=forms.RadioSelect, choices=[("in", "They to us"), ("out", "We to them")]
    )
    with_whom = forms.ChoiceField(label="Who?", choices=words_of(e.Correspondent))
    channel = forms.ChoiceField(label="How?")
    what = forms.CharField(label="What was said?", widget=forms.Textarea)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Today, the resident."""
        self.happened()
        self.choose("channel", CHANNELS)
        self.initial.setdefault("channel", e.Channel.TELEPHONE.value)

    def facts(self) -> Iterable[e.Event]:
        """What was said."""
        given = self.cleaned_data
        yield e.CorrespondenceRecorded(
            given["on"],
            e.Correspondent(given["with_whom"]),
            e.Direction(given["direction"]),
            e.Channel(given["channel"]),
            what=given["what"],
        )


@command
class Update(DeskCommand):
    """The resident was told how it stands (5.9)."""

    slug = "update"
    label = "Tell the resident how it stands"
    kind = Kind.IN_TOUCH
    shapes = (e.UpdateGiven,)
    about = "What has happened since they last heard, and when they will hear again."
    button = "Record the update"
    SHOWN: ClassVar[dict[str, Shown]] = {"next_on": Shown(called="the day they will hear again")}

    on = DateField(label="When were they told?")
    what = forms.CharField(label="What were they told?", widget=forms.Textarea)
    next_on = DateField(label="When will they hear again?", required=False)

    def prepare(self) -> None:
        """Today, and the next day by the interval that was agreed."""
        self.happened()
        self.ahead("next_on")
        record = self.opened.complaint.stages.get(self.opened.complaint.stage)
        every = record.updates_agreed[-1].every_days if record and record.updates_agreed else None
        if every:
            self.initial.setdefault("next_on", self.today + timedelta(days=every))

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        return unanswered(opened)

    def facts(self) -> Iterable[e.Event]:
        """What they were told."""
        given = self.cleaned_data
        yield e.UpdateGiven(given["on"], self.opened.complaint.stage, given["next_on"], given["what"])


@command
class AgreeUpdates(DeskCommand):
    """How often the resident is kept informed, agreed with them (5.9)."""

    slug = "agree-updates"
    label = "Agree when the resident hears from us"
    kind = Kind.IN_TOUCH
    shapes = (e.UpdatesAgreed,)
    about = "The days that are agreed here stand in the list of work until the resident has heard."
    button = "Record what was agreed"
    SHOWN: ClassVar[dict[str, Shown]] = {"every_days": Shown(width="2", after="days")}

    on = DateField(label="When was it agreed?")
    every_days = forms.IntegerField(label="How often?", min_value=1, max_value=60, required=False)
    next_on = DateField(label="When do they hear first?", required=False)
    how = forms.ChoiceField(label="How?")

    def prepare(self) -> None:
        """Today, a day that lies ahead."""
        self.happened()
        self.ahead("next_on")
        self.choose("how", CHANNELS)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        return unanswered(opened)

    def clean(self) -> dict[str, object]:
        """An interval, or a day."""
        given = super().clean() or self.cleaned_data
        if not given.get("every_days") and not given.get("next_on") and not self.errors:
            self.add_error("every_days", "Enter how often, or the day on which they hear first.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """What was agreed."""
        given = self.cleaned_data
        stage = self.opened.complaint.stage
        yield e.UpdatesAgreed(given["on"], stage, given["every_days"], given["next_on"], e.Channel(given["how"]))


@command
class Mediation(DeskCommand):
    """Mediation was offered; it never stands in front of a stage."""

    slug = "mediation"
    label = "Offer mediation"
    kind = Kind.IN_TOUCH
    shapes = (e.MediationOffered,)
    about = "It may help, and it never takes the place of an answer."
    button = "Record the offer"
    SHOWN: ClassVar[dict[str, Shown]] = {"taken": Shown(inline=True)}

    on = DateField(label="When was it offered?")
    taken = forms.ChoiceField(
        label="Did they take it?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not yet known")],
        required=False,
    )

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While it is not over."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The offer."""
        given = self.cleaned_data
        yield e.MediationOffered(given["on"], {"yes": True, "no": False}.get(given["taken"]))


@command
class MediationHeld(DeskCommand):
    """Mediation took place."""

    slug = "mediation-held"
    label = "Mediation took place"
    kind = Kind.IN_TOUCH
    shapes = (e.MediationHeld,)
    button = "Record what came of it"

    on = DateField(label="When?")
    outcome = forms.CharField(label="What came of it?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Once it was offered and taken."""
        return any(isinstance(each, e.MediationOffered) and each.taken for each in opened.complaint.mediation)

    def facts(self) -> Iterable[e.Event]:
        """What came of it."""
        given = self.cleaned_data
        yield e.MediationHeld(given["on"], given["outcome"])


class _OfLetter(DeskCommand):
    """What became of a letter that left."""

    kind = Kind.IN_TOUCH
    letter = forms.ChoiceField(label="Which letter?", widget=forms.RadioSelect)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """The letters nothing is known of yet."""
        self.happened()
        found = _under_way(self.opened)
        self.choose("letter", found)
        if len(found) == 1:
            self.initial.setdefault("letter", found[0][0])

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While a letter is under way."""
        return bool(_under_way(opened))


def _under_way(opened: Opened) -> list[tuple[str, str]]:
    letters = opened.complaint.letters.items()
    waiting = [(name, each.sent) for name, each in letters if each.delivered is None and each.returned is None]
    return [(name, f"{sent.kind.replace('_', ' ').capitalize()} ({name})") for name, sent in waiting]


@command
class LetterArrived(_OfLetter):
    """A letter is known to have arrived."""

    slug = "letter-arrived"
    label = "A letter arrived"
    shapes = (e.LetterDelivered,)
    button = "Record that it arrived"

    def facts(self) -> Iterable[e.Event]:
        """It arrived."""
        given = self.cleaned_data
        yield e.LetterDelivered(given["on"], given["letter"])


@command
class LetterReturned(_OfLetter):
    """A letter came back or bounced, and has to be sent another way."""

    slug = "letter-returned"
    label = "A letter came back"
    shapes = (e.LetterReturned,)
    about = "It has to be sent another way."
    button = "Record that it came back"

    returned_why = forms.CharField(label="Why did it come back?", required=False, max_length=200)

    def facts(self) -> Iterable[e.Event]:
        """It came back."""
        given = self.cleaned_data
        yield e.LetterReturned(given["on"], given["letter"], given["returned_why"])
