"""Finding out what happened: asking teams, hearing people, putting papers on file."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.complaint.state import Contribution
from putright.desk.commands.answering import unanswered
from putright.desk.commands.choosing import teams, words_of
from putright.desk.commands.promising import free_name
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["AskTeam", "CommentInvited", "CommentReceived", "Heard", "Meeting", "TeamAnswered"]


@command
class AskTeam(DeskCommand):
    """A team or contractor is asked a question, to answer by a day."""

    slug = "ask-team"
    label = "Ask a team or contractor"
    kind = Kind.FINDING_OUT
    shapes = (e.ContributionAsked,)
    about = "They see the question and its date, and nothing else of the complaint. The date of the answer goes on."
    button = "Ask them"
    SHOWN: ClassVar[dict[str, Shown]] = {"question": Shown(rows=4)}

    team = forms.ChoiceField(label="Who is asked?")
    question = forms.CharField(
        label="What do you need to know?", help_text="They read just this: say what it is about.", widget=forms.Textarea
    )
    due_on = DateField(label="By when?")
    on = DateField(label="When were they asked?")

    def prepare(self) -> None:
        """The teams, and a day that lies ahead."""
        self.happened()
        self.choose("team", [("", "Choose"), *teams(self.opened)])
        self.ahead("due_on")

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While it is not over."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The question, under a name of its own."""
        given = self.cleaned_data
        name = free_name("q", self.opened.complaint.contributions)
        yield e.ContributionAsked(given["on"], name, given["team"], given["question"], given["due_on"])


@command
class TeamAnswered(DeskCommand):
    """The team or contractor answered."""

    slug = "team-answered"
    label = "A team answered"
    kind = Kind.FINDING_OUT
    shapes = (e.ContributionReceived,)
    about = "For an answer that came by telephone or e-mail; a team that signs in answers by itself."
    button = "Record the answer"

    contribution = forms.ChoiceField(label="Which question?", widget=forms.RadioSelect)
    answer = forms.CharField(label="What did they answer?", widget=forms.Textarea)
    on = DateField(label="When did they answer?")

    def prepare(self) -> None:
        """The questions that are open."""
        self.happened()
        found = [(each.asked.contribution, self._said(each)) for each in _open(self.opened)]
        self.choose("contribution", found)
        if len(found) == 1:
            self.initial.setdefault("contribution", found[0][0])

    def _said(self, each: Contribution) -> str:
        return f"{self.opened.named(each.asked.team)}: {each.asked.question or each.asked.contribution}"

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While a question is open."""
        return bool(_open(opened))

    def facts(self) -> Iterable[e.Event]:
        """The answer."""
        given = self.cleaned_data
        yield e.ContributionReceived(given["on"], given["contribution"], given["answer"])


def _open(opened: Opened) -> list[Contribution]:
    return [each for each in opened.complaint.contributions.values() if each.received is None]


@command
class Heard(DeskCommand):
    """The resident had a fair chance to set out their position (5.8)."""

    slug = "heard"
    label = "The resident was heard"
    kind = Kind.FINDING_OUT
    shapes = (e.ResidentHeard,)
    about = "Before anything is decided, the resident has had a fair chance to say how they see it."
    button = "Record it"

    on = DateField(label="When?")
    what = forms.CharField(label="What did they say?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        return unanswered(opened)

    def facts(self) -> Iterable[e.Event]:
        """What they said."""
        given = self.cleaned_data
        yield e.ResidentHeard(given["on"], self.opened.complaint.stage, given["what"])


@command
class Meeting(DeskCommand):
    """The landlord met the resident, who may bring somebody (3.6)."""

    slug = "meeting"
    label = "We met the resident"
    kind = Kind.FINDING_OUT
    shapes = (e.MeetingHeld,)
    about = "They may bring somebody, and are told so beforehand."
    button = "Record the meeting"
    SHOWN: ClassVar[dict[str, Shown]] = {"accompanied": Shown(inline=True)}

    on = DateField(label="When?")
    accompanied = forms.ChoiceField(
        label="Were they told that somebody may come with them?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
    )
    what = forms.CharField(label="What was said?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While it is not over."""
        return not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The meeting."""
        given = self.cleaned_data
        yield e.MeetingHeld(given["on"], given["accompanied"] == "yes", given["what"])


@command
class CommentInvited(DeskCommand):
    """Somebody was asked to comment on what is said against them, before the decision."""

    slug = "comment-invited"
    label = "Ask somebody to comment"
    kind = Kind.FINDING_OUT
    shapes = (e.CommentInvited,)
    about = "Whoever is criticised has a chance to say how they see it, before it is decided."
    button = "Record that they were asked"

    whom = forms.ChoiceField(label="Who?", choices=words_of(e.Correspondent))
    due_on = DateField(label="By when?", required=False)
    on = DateField(label="When were they asked?")

    def prepare(self) -> None:
        """Today, and a day that lies ahead."""
        self.happened()
        self.ahead("due_on")
        self.initial.setdefault("whom", e.Correspondent.STAFF_MEMBER.value)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        return unanswered(opened)

    def facts(self) -> Iterable[e.Event]:
        """Who was asked."""
        given = self.cleaned_data
        yield e.CommentInvited(
            given["on"], e.Correspondent(given["whom"]), given["due_on"], self.opened.complaint.stage
        )


@command
class CommentReceived(DeskCommand):
    """They commented."""

    slug = "comment-received"
    label = "Somebody commented"
    kind = Kind.FINDING_OUT
    shapes = (e.CommentReceived,)
    button = "Record what they said"

    whom = forms.ChoiceField(label="Who?", choices=words_of(e.Correspondent))
    comment = forms.CharField(label="What did they say?", widget=forms.Textarea)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Once somebody was asked."""
        return any(record.comments_invited for record in opened.complaint.stages.values())

    def facts(self) -> Iterable[e.Event]:
        """What they said."""
        given = self.cleaned_data
        yield e.CommentReceived(
            given["on"], e.Correspondent(given["whom"]), given["comment"], self.opened.complaint.stage
        )
