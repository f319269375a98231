"""The questions, one thing on each page: who, how to reach you, where, what, before, what would put it right, what we should know."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from putright.actions.contacts import Danger
from putright.front_door.saying import lazy as _
from putright.pages.fields import written
from putright.pages.forms import PageForm
from putright.pages.shown import Shown
from putright.people.roles import Speaker

__all__ = ["PAGES", "REQUEST_PAGES", "FactForm", "Question", "began_on"]

_LONG = 20_000
_SOME = 4_000


class Question(PageForm):
    """One page. What is typed on it is kept as it was typed."""

    def told(self) -> dict[str, Any]:
        """What was answered, as it is kept."""
        return dict(self.cleaned_data)


class Who(Question):
    """For whom it is."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "whose": Shown(reveals={"other": ("your_name", "speaker", "your_telephone", "your_email")}),
        "your_name": Shown(autocomplete="name"),
        "your_telephone": Shown(width="20", autocomplete="tel"),
        "your_email": Shown(autocomplete="email"),
    }
    whose = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=[("me", _("Me, or my household")), ("other", _("Somebody else: I am speaking for them"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it is for.")},
    )
    your_name = forms.CharField(label=_("Your name"), max_length=200, required=False)
    speaker = forms.ChoiceField(
        label=_("Who are you to them?"),
        required=False,
        choices=[
            ("", _("Choose")),
            (Speaker.FAMILY_OR_FRIEND.value, _("Family or a friend")),
            (Speaker.ADVICE_OR_SUPPORT.value, _("An advice or support worker")),
            (Speaker.COUNCILLOR_OR_MP.value, _("A councillor or MP")),
            (Speaker.SOLICITOR.value, _("A solicitor")),
            (Speaker.ATTORNEY_OR_DEPUTY.value, _("I have power of attorney")),
            (Speaker.OTHER.value, _("Somebody else")),
        ],
    )
    your_telephone = forms.CharField(label=_("Your phone number"), max_length=40, required=False)
    your_email = forms.EmailField(label=_("Your e-mail"), required=False)

    def clean(self) -> dict[str, Any]:
        """Who speaks for somebody says who they are."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("whose") == "other" and not told.get("your_name"):
            self.add_error("your_name", _("Enter your name, so that we know who we are talking to."))
        return told


class You(Question):
    """The resident's name, and how to reach them."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "name": Shown(autocomplete="name", called="a name"),
        "telephone": Shown(width="20", autocomplete="tel"),
        "email": Shown(autocomplete="email"),
        "prefers": Shown(),
    }
    name = forms.CharField(label=_("Name"), max_length=200)
    telephone = forms.CharField(label=_("Phone number, if there is one"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail, if there is one"), required=False)
    prefers = forms.ChoiceField(
        label=_("How should we get in touch?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("letter", _("By letter")),
            ("email", _("By e-mail")),
            ("telephone", _("By phone")),
            ("text_message", _("By text message")),
            ("", _("Any of these")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """Whoever wants to be rung needs a number."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("prefers") == "email" and not told.get("email"):
            self.add_error("email", _("Enter an e-mail, or choose another way."))
        if told.get("prefers") in {"telephone", "text_message"} and not told.get("telephone"):
            self.add_error("telephone", _("Enter a phone number, or choose another way."))
        return told


class Where(Question):
    """The home."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "address": Shown(rows=3, autocomplete="street-address", called="the address"),
        "postcode": Shown(width="10", autocomplete="postal-code", called="the postcode"),
    }
    address = forms.CharField(label=_("Address"), max_length=380, widget=forms.Textarea)
    postcode = forms.CharField(label=_("Postcode, if you know it"), max_length=10, required=False)


class What(Question):
    """What happened."""

    SHOWN: ClassVar[dict[str, Shown]] = {"words": Shown(rows=10, called="what happened"), "dangers": Shown()}
    words = forms.CharField(
        label=_("Tell us in your own words"),
        help_text=_("It does not have to be long, and the spelling does not matter."),
        max_length=_LONG,
        widget=forms.Textarea,
    )
    dangers = forms.MultipleChoiceField(
        label=_("Is any of this so?"),
        help_text=_("Leave them empty if not."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (Danger.DAMP_MOULD.value, _("There is damp or mould")),
            (Danger.DANGER.value, _("Somebody is in danger, or has no heating, water or power")),
            (Danger.FIRE_STRUCTURE.value, _("It is about fire safety, or the building is not safe")),
        ],
    )


class Before(Question):
    """Since when, and who knows."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "since": Shown(width="20"),
        "known": Shown(reveals={"yes": ("spoken_to",)}),
        "spoken_to": Shown(rows=3),
    }
    since = forms.CharField(
        label=_("When did it begin?"),
        help_text=_("A date, or words such as “last winter”. Leave it empty if you are not sure."),
        max_length=200,
        required=False,
    )
    known = forms.ChoiceField(
        label=_("Have you told us about it before?"),
        choices=[("yes", _("Yes")), ("no", _("No, this is the first time"))],
        widget=forms.RadioSelect,
        required=False,
    )
    spoken_to = forms.CharField(
        label=_("Who did you tell, and when? As far as you remember"),
        max_length=_SOME,
        required=False,
        widget=forms.Textarea,
    )


class Right(Question):
    """What would put it right."""

    SHOWN: ClassVar[dict[str, Shown]] = {"wanted": Shown(rows=5)}
    wanted = forms.CharField(
        label=_("What would put it right?"),
        help_text=_("For example a repair, an answer, or that we say sorry. You can leave it empty."),
        max_length=_SOME,
        required=False,
        widget=forms.Textarea,
    )


class Easier(Question):
    """What we should know about them."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "needs": Shown(rows=4),
        "formats": Shown(),
        "language": Shown(width="20"),
    }
    needs = forms.CharField(
        label=_("Is there anything that we should know to make this easier for you?"),
        help_text=_(
            "For example: ring after four, I do not hear well, a wheelchair, small children, I am not well. "
            "You can leave it empty."
        ),
        max_length=_SOME,
        required=False,
        widget=forms.Textarea,
    )
    formats = forms.MultipleChoiceField(
        label=_("Would any of these help?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("large print", _("Letters in large print")),
            ("easy read", _("Easy read: short words and pictures")),
            ("audio", _("Letters read out to me")),
            ("braille", _("Braille")),
            ("interpreter", _("Somebody who interprets")),
        ],
    )
    language = forms.CharField(
        label=_("Another language than English, if you like that better"), max_length=60, required=False
    )


PAGES: dict[str, tuple[str, type[Question]]] = {
    "who": (_("Is it for you?"), Who),
    "you": (_("Your name, and how to reach you"), You),
    "home": (_("Where is it about?"), Where),
    "what": (_("What happened?"), What),
    "before": (_("Before today"), Before),
    "right": (_("Putting it right"), Right),
    "easier": (_("Making it easier"), Easier),
}
"""The pages of a complaint that ask, in order; after them come the files, and the check."""

REQUEST_PAGES = ("you", "home", "what", "easier")
"""Those of a request for something to be done."""


class FactForm(PageForm):
    """A code, and the second fact."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "code": Shown(width="20", autocomplete="off", called="the code"),
        "fact": Shown(width="20", autocomplete="off", called="the postcode or the last name"),
    }
    code = forms.CharField(
        label=_("Your code"), help_text=_("16 letters and figures, such as K7QM-2XPA-9RTB-4C0D."), max_length=80
    )
    fact = forms.CharField(label=_("The postcode of the home, or your last name"), max_length=200)


def began_on(since: str, latest: date) -> date | None:
    """The day in what somebody said about when it began, where it is one and has come."""
    try:
        found = written(since)
    except ValidationError:
        return None
    return found if found <= latest else None
