"""What a resident can do about their complaint: each a short form, the facts it makes, and when it is of use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from putright.complaint import events as e
from putright.front_door.follow.opened import Followed
from putright.front_door.follow.standing import remedies, standing
from putright.front_door.saying import lazy as _
from putright.pages.forms import CommandForm
from putright.pages.shown import Shown

__all__ = ["ACTS", "Act", "ActForm"]

_SOME = 20_000


class ActForm(CommandForm):
    """The form of one act."""

    followed: Followed

    def prepare(self, followed: Followed) -> None:
        """What is only known with the complaint."""
        self.followed = followed


class Tell(ActForm):
    """A message, and files."""

    SHOWN: ClassVar[dict[str, Shown]] = {"words": Shown(rows=8, called="what you want to tell us")}
    words = forms.CharField(label=_("What do you want to tell us?"), max_length=_SOME, widget=forms.Textarea)


class NotRight(ActForm):
    """What is wrong with what we understood."""

    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=6, called="what is not right")}
    what = forms.CharField(label=_("What is not right, or missing?"), max_length=_SOME, widget=forms.Textarea)


class Updates(ActForm):
    """How often they want to hear from us."""

    every = forms.ChoiceField(
        label=_("How often do you want to hear from us?"),
        widget=forms.RadioSelect,
        choices=[("7", _("Every week")), ("14", _("Every two weeks")), ("28", _("Every four weeks"))],
    )
    how = forms.ChoiceField(
        label=_("How?"),
        widget=forms.RadioSelect,
        choices=[("email", _("By e-mail")), ("telephone", _("By phone")), ("letter", _("By letter"))],
    )


class Remedy(ActForm):
    """Yes or no to an offer."""

    remedy = forms.ChoiceField(label=_("Which offer?"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Do you accept it?"),
        widget=forms.RadioSelect,
        choices=[(e.RemedyAnswer.ACCEPTED.value, _("Yes")), (e.RemedyAnswer.DECLINED.value, _("No"))],
    )

    def prepare(self, followed: Followed) -> None:
        """The offers that wait for an answer."""
        super().prepare(followed)
        self.set_choices("remedy", [(each.name, each.what) for each in remedies(followed) if not each.answer])


class Further(ActForm):
    """Taking it further. No reason is asked for."""

    SHOWN: ClassVar[dict[str, Shown]] = {"reasons": Shown(rows=5)}
    reasons = forms.CharField(
        label=_("If you want to, tell us why"),
        help_text=_("You can leave this empty."),
        max_length=_SOME,
        required=False,
        widget=forms.Textarea,
    )


class Stop(ActForm):
    """Stopping."""

    SHOWN: ClassVar[dict[str, Shown]] = {"reason": Shown(rows=3)}
    reason = forms.CharField(
        label=_("If you want to, tell us why"), max_length=_SOME, required=False, widget=forms.Textarea
    )


class Speaker(ActForm):
    """Whether somebody may act for them."""

    who = forms.ChoiceField(label=_("Who?"), widget=forms.RadioSelect)
    may = forms.ChoiceField(
        label=_("May they act for you, and may we talk to them about this complaint?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No, not or no longer"))],
    )

    def prepare(self, followed: Followed) -> None:
        """Those who have come forward."""
        super().prepare(followed)
        known = followed.complaint.representatives.items()
        self.set_choices("who", [(key, followed.named(key)) for key, each in known if each.ended is None])


class Handled(ActForm):
    """How we dealt with the complaint."""

    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=4)}
    satisfied = forms.ChoiceField(
        label=_("Are you happy with how we dealt with your complaint?"),
        help_text=_("Not whether you like the answer: how we went about it."),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )
    what = forms.CharField(
        label=_("What should we do better?"), max_length=_SOME, required=False, widget=forms.Textarea
    )


Facts = Callable[[Followed, dict[str, Any]], tuple[e.Event, ...]]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done."""

    title: str
    form: type[ActForm]
    facts: Facts
    button: str
    then: str
    """What happens when the button is pressed, said before."""
    done: str
    fits: Callable[[Followed], bool]
    files: bool = False
    without_authority: bool = False
    """Whether somebody who speaks for the resident may do it before the resident has agreed."""
    own: bool = False
    """Whether only the resident may do it."""


def _today(followed: Followed) -> Any:  # noqa: ANN401  a date
    return followed.here.today


def _tell(followed: Followed, told: dict[str, Any]) -> tuple[e.Event, ...]:
    return (
        e.CorrespondenceRecorded(
            _today(followed), followed.channel, e.Direction.IN, e.Channel.ONLINE_FORM, what=told["words"]
        ),
    )


def _speaker(followed: Followed, told: dict[str, Any]) -> tuple[e.Event, ...]:
    if told["may"] == "yes":
        return (e.RepresentativeAuthorised(_today(followed), told["who"], "this complaint"),)
    return (e.RepresentativeEnded(_today(followed), told["who"]),)


def _under_way(followed: Followed) -> bool:
    record = followed.complaint.stages.get(followed.complaint.stage)
    return not followed.complaint.over and record is not None and not record.responses


def _understood(followed: Followed) -> bool:
    record = followed.complaint.stages.get(followed.complaint.stage)
    return _under_way(followed) and record is not None and record.definition is not None


def _offered(followed: Followed) -> bool:
    return any(not each.answer for each in remedies(followed))


ACTS: dict[str, Act] = {
    "tell": Act(
        _("Write to us, or add something"), Tell, _tell, _("Send"),
        _("It goes to whoever has your complaint."), _("We have your message."),
        lambda _followed: True, files=True, without_authority=True,
    ),
    "not-right": Act(
        _("This is not right"), NotRight,
        lambda f, told: (e.DefinitionDisputed(_today(f), told["what"], stage=f.complaint.stage),), _("Send"),
        _("We read it, and write to you about it."), _("Thank you. We look at it again."),
        _understood,
    ),
    "updates": Act(
        _("How often you hear from us"), Updates,
        lambda f, told: (
            e.UpdatesAgreed(_today(f), f.complaint.stage, int(told["every"]), how=e.Channel(told["how"])),
        ), _("Agree this"),
        _("Until you have our answer, you hear from us as often as you choose here."), _("Agreed."),
        _under_way,
    ),
    "offer": Act(
        _("Answer our offer"), Remedy,
        lambda f, told: (e.RemedyAnswered(_today(f), told["remedy"], e.RemedyAnswer(told["answer"])),), _("Send"),
        _("You can take your complaint further whatever you say to it."), _("Thank you. We have your answer."),
        _offered,
    ),
    "further": Act(
        _("Take it further"), Further,
        lambda f, told: (e.EscalationRequested(_today(f), f.complaint.stage + 1, reasons=told["reasons"]),),
        _("Take it further"),
        _("Somebody who did not decide before looks at all of it again. You do not have to say why."),
        _("It goes further. We write to you."),
        lambda f: standing(f).can_go_further,
    ),
    "stop": Act(
        _("Stop this complaint"), Stop,
        lambda f, told: (e.ComplaintWithdrawn(_today(f), e.Asker.RESIDENT, told["reason"]),), _("Stop it"),
        _("We do no more about it. What we have promised, we still do. You can complain again at any time."),
        _("We stopped it, as you asked."), lambda f: not f.complaint.over,
    ),
    "speaker": Act(
        _("Who can act for you"), Speaker, _speaker, _("Save"),
        _("Whoever you say yes to sees this complaint and can speak with us about it."), _("We wrote that down."),
        lambda f: any(each.ended is None for each in f.complaint.representatives.values()), own=True,
    ),
    "handled": Act(
        _("Tell us how we handled it"), Handled,
        lambda f, told: (
            e.SatisfactionRecorded(_today(f), f.complaint.stage, satisfied=told["satisfied"] == "yes", what=told["what"]),
        ), _("Send"),
        _("It helps us to do better. It changes nothing about your complaint."), _("Thank you."),
        lambda f: any(record.responses for record in f.complaint.stages.values()),
    ),
}  # fmt: skip
"""By the name that stands in the address, in the order they are offered."""
