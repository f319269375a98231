"""The form of a new contact, and of deciding about one that waits. Everything that is typed stays, whatever goes wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.urls import reverse

from putright.actions.contacts import Contacted, Danger
from putright.actions.contacts_becoming import Became, Decided, Joining
from putright.actions.terms import calendar_of
from putright.complaint import events as e
from putright.desk.commands.choosing import handlers, words_of
from putright.desk.contacts.people_found import Found, chosen, found_for, parts_of, with_chosen
from putright.desk.opened import Who
from putright.pages.fields import DateField, written
from putright.pages.forms import CommandForm
from putright.pages.shown import Shown
from putright.people.models import Team
from putright.people.permissions import kinds_open_to
from putright.people.roles import Role, Speaker

__all__ = ["NOT_ON_FILE", "NOT_SAYING", "ContactForm", "TriageForm"]

NOT_ON_FILE, NOT_SAYING = "new", "nobody"
TRIAGE = "triage"
_LONG = 20_000
_YES_NO = [("yes", "Yes"), ("no", "No")]
_REVIEW_AFTER = 5
"""Working days after which the form proposes a look at a service request. A proposal: the Code sets no number (1.4)."""
_CHANNELS = words_of(e.Channel, without=[e.Channel.NOT_KNOWN])
_RECEIVERS = [
    ("complaints_team", "Us, the complaints team"), ("staff", "Another member of staff"), ("contractor", "A contractor"),
    ("managing_agent", "A managing agent"), ("councillor_or_mp", "A councillor or MP"), ("ombudsman", "The Ombudsman"),
]  # fmt: skip
_DANGERS = [
    (Danger.DAMP_MOULD.value, "Damp or mould"),
    (Danger.DANGER.value, "Somebody in danger, or without heating, water or power"),
    (Danger.FIRE_STRUCTURE.value, "Fire safety, or the structure of the building"),
]
_SPEAKERS = [(each.value, each.value.replace("_", " ").capitalize().replace("mp", "MP")) for each in Speaker]


_AS_TYPED = {
    "hx-trigger": "input changed delay:200ms", "hx-target": "#found", "hx-include": "[name=person]:checked",
    "autocomplete": "off",
}  # fmt: skip
"""The list below the box follows what is typed. Without a script the button beside it does the same."""
_BECOMES = [
    (Became.COMPLAINT.value, "A complaint"),
    (Became.SERVICE_REQUEST.value, "A service request"),
    (Became.JOINED.value, "Part of one that is open already"),
    (Became.NOTHING.value, "Nothing for us to do"),
]


class TriageForm(CommandForm):
    """What has to be known to decide, and the decision. `who` is who sits at the desk."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "q": Shown(width="two-thirds"),
        "unhappy": Shown(inline=True),
        "choice_offered": Shown(inline=True, reveals={"yes": ("choice_taken",)}),
        "choice_taken": Shown(inline=True),
        "became": Shown(
            reveals={
                Became.COMPLAINT: ("handler",),
                Became.SERVICE_REQUEST: ("review_on", "promised_on", "team"),
                Became.JOINED: ("joining",),
            },
            hints={
                Became.JOINED: "Choose which one under “Open already”.",
                Became.SERVICE_REQUEST: "It is logged and looked at again; it can become a complaint at any time.",
            },
        ),
        "joining": Shown(small=True),
        "review_on": Shown(called="the day somebody looks whether it is in hand"),
        "promised_on": Shown(called="the day they were told it would be done by"),
        "name": Shown(autocomplete="off", width="two-thirds", called="the name"),
        "new_home": Shown(rows=3),
        "why": Shown(rows=2),
        "reason": Shown(rows=2),
    }

    q = forms.CharField(
        label="Find them", required=False, max_length=200, help_text="Name, address, postcode, or our number for them."
    )
    person = forms.CharField(required=False, max_length=80)
    name = forms.CharField(label="Name, where they are not on file", required=False, max_length=200)
    new_home = forms.CharField(
        label="The home, where it is not on file",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Address and postcode.",
    )
    unhappy = forms.ChoiceField(
        label="Is the resident unhappy with something we did or did not do?",
        choices=[*_YES_NO, ("", "Not asked")],
        widget=forms.RadioSelect,
        required=False,
    )
    choice_offered = forms.ChoiceField(
        label="Were they offered the choice to complain?", choices=_YES_NO, widget=forms.RadioSelect, required=False
    )
    choice_taken = forms.ChoiceField(
        label="What did they say?",
        choices=[("yes", "They want to complain"), ("no", "They do not")],
        widget=forms.RadioSelect,
        required=False,
    )
    to = forms.UUIDField(required=False)
    became = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=_BECOMES,
        error_messages={"required": "Say what it is, or leave it in triage."},
    )
    handler = forms.ChoiceField(label="Who handles it?", required=False)
    review_on = DateField(label="When do we look whether it is in hand?", required=False)
    promised_on = DateField(label="By when were they told it would be done?", required=False)
    team = forms.ChoiceField(label="Who does it?", required=False)
    joining = forms.ChoiceField(
        label="What is it to that one?",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (Joining.MESSAGE.value, "More about the same, or a question how it stands"),
            (Joining.NEW_POINTS.value, "Something more that they want answered"),
            (Joining.FURTHER.value, "They are not content with our answer and want it looked at again"),
        ],
    )
    why = forms.CharField(
        label="Why, where it is not what is suggested, or there is nothing to do",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )
    reason = forms.CharField(
        label="Why it is done all the same", widget=forms.Textarea, required=False, max_length=4000
    )

    def __init__(self, who: Who, *args: Any, **more: Any) -> None:  # noqa: ANN401  Django's own
        """For somebody at the desk."""
        super().__init__(*args, **more)
        self.who = who
        self.assigns = kinds_open_to(who.roles, [e.HandlerAssigned])
        if self.assigns and Role.HANDLER in who.roles:  # nothing is left without a handler by leaving a box alone
            self.initial.setdefault("handler", who.key)
        self.set_choices("handler", [("", "Nobody yet"), *(handlers(who.landlord) if self.assigns else [])])
        if not self.assigns:
            self.fields[
                "handler"
            ].help_text = "A complaints officer or manager gives it to somebody: it is in their list."
        teams = Team.objects.filter(landlord=who.landlord, ended_on=None).order_by("name")
        self.set_choices("team", [("", "Nobody yet"), *((str(each.pk), each.name) for each in teams)])
        for name in ("review_on", "promised_on"):
            self.set_bounds(name, not_before=who.today)
        self.fields["q"].widget.attrs |= _AS_TYPED | {"hx-get": reverse("desk:find_people")}
        self.initial.setdefault("review_on", calendar_of(who.landlord).add(who.today, _REVIEW_AFTER))
        self._found: list[Found] | None = None
        self._chosen: tuple[str, Found | None] | None = None

    @property
    def found(self) -> list[Found]:
        """Who is found by what stands in the box, and who was chosen, first."""
        if self._found is None:
            self._found = with_chosen(found_for(self.who, str(self["q"].value() or "")), self.picked)
        return self._found

    @property
    def picked(self) -> Found | None:
        """The resident and home that were chosen; None where nobody was, or they are not on file."""
        value = str(self["person"].value() or "")
        if self._chosen is None or self._chosen[0] != value:
            self._chosen = (value, chosen(self.who, value))
        return self._chosen[1]

    def found_choice(self) -> str:
        """What is chosen, as the choices on the page have it."""
        return str(self["person"].value() or "")

    def clean(self) -> dict[str, Any]:
        """What hangs together."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("person") == NOT_ON_FILE and not given.get("name"):
            self.add_error("name", "Enter the name they give, or choose that they prefer not to say.")
        became = given.get("became")
        if became == Became.JOINED and not given.get("to"):
            self.add_error("to", "Choose which one under “Open already”; find the person or the home first.")
        if became == Became.NOTHING and not given.get("why"):
            self.add_error("why", "Say why there is nothing for us to do: somebody may ask.")
        if became == Became.SERVICE_REQUEST and not given.get("review_on"):
            self.add_error("review_on", "Enter the day somebody looks whether it is in hand.")
        self._unhappy_as_a_request(given)
        return given

    def _unhappy_as_a_request(self, given: dict[str, Any]) -> None:
        """Who is unhappy is offered the choice, and where they take it, it is a complaint (1.2, 1.3)."""
        if given.get("unhappy") != "yes" or given.get("became") not in {Became.SERVICE_REQUEST, Became.NOTHING}:
            return
        if given.get("choice_offered") == "yes" and given.get("choice_taken") == "yes":
            self.add_error(
                "became", "They want to complain, so it is a complaint (Code 1.2). The work can go on beside it."
            )
        elif not given.get("why"):
            said = (
                "They are unhappy with us. Offer them the choice to complain (Code 1.3), and say here why it is none."
            )
            self.add_error("why", said)

    def person_and_home(self) -> tuple[str, str, bool]:
        """Who it is, where, and whether they prefer not to say: ids where they are on file, else what was typed."""
        given = self.cleaned_data
        resident, home = parts_of(given["person"])
        named = given["person"] != NOT_SAYING
        return resident or (given["name"] if named else ""), given["new_home"].strip() or home, not named

    def said(self, row: Contacted) -> Contacted:
        """What was said, with what this form knows of it."""
        given = self.cleaned_data
        person, home, anonymous = self.person_and_home()
        offered = _yes(given["choice_offered"])
        return replace(
            row,
            person=person,
            home=home,
            anonymous=anonymous,
            unhappy=_yes(given["unhappy"]),
            choice_offered=offered,
            choice_taken=_yes(given["choice_taken"]) if offered else None,
        )

    def decided(self) -> Decided | None:
        """What was decided; None where it is left in triage."""
        given = self.cleaned_data
        if given["became"] == TRIAGE:
            return None
        became = Became(given["became"])
        return Decided(
            became,
            to=given["to"] if became is Became.JOINED else None,
            joining=Joining(given["joining"] or Joining.MESSAGE),
            handler=given["handler"] if self.assigns else "",
            review_on=given["review_on"],
            promised_on=given["promised_on"],
            team=given["team"],
            why=given["why"],
            reason=given["reason"],
        )

    def fields_named(self, *names: str) -> Iterator[BoundField]:
        """Some fields, for a template."""
        return (self[name] for name in names)

    def deciding(self) -> Iterable[BoundField]:
        """The fields of the decision, in the order they are asked."""
        return self.fields_named("became", "why")


class ContactForm(TriageForm):
    """A call, taken in one go."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        **TriageForm.SHOWN,
        "arrived_on": Shown(called="the day it reached us"),
        "words": Shown(rows=6, called="what they say"),
        "since": Shown(width="20"),
        "dangers": Shown(small=True),
        "telephone": Shown(width="20", autocomplete="off"),
        "email": Shown(width="two-thirds", autocomplete="off"),
        "behalf": Shown(
            small=True,
            reveals={"on": ("representative", "representative_kind", "representative_reach", "authority_given")},
        ),
        "representative": Shown(called="who speaks for them", autocomplete="off"),
        "harder": Shown(small=True, reveals={"on": ("needs", "adjustment")}),
        "spoken_to": Shown(rows=2),
        "wanted": Shown(rows=2),
        "needs": Shown(rows=2),
        "adjustment": Shown(rows=2),
    }

    field_order = (
        "q", "person", "name", "new_home", "behalf", "representative", "representative_kind", "representative_reach",
        "authority_given", "telephone", "email", "words", "since", "spoken_to", "wanted", "dangers", "harder", "needs",
        "adjustment", "prefers", "arrived_on", "channel", "receiver",
    )  # fmt: skip
    """As on the page, so that what is to be put right is listed in that order; the decision follows."""

    arrived_on = DateField(
        label="When did it reach us?", help_text="The day anybody here first heard it: every date counts from it."
    )
    channel = forms.ChoiceField(label="How?", choices=_CHANNELS, initial="telephone")
    receiver = forms.ChoiceField(label="Who heard it first?", choices=_RECEIVERS, initial="complaints_team")
    telephone = forms.CharField(label="Telephone", required=False, max_length=40)
    email = forms.EmailField(label="E-mail", required=False)
    behalf = forms.BooleanField(label="Somebody else speaks on their behalf", required=False)
    representative = forms.CharField(label="Who speaks for them?", required=False, max_length=200)
    representative_kind = forms.ChoiceField(label="What are they to the resident?", choices=_SPEAKERS, required=False)
    representative_reach = forms.CharField(label="Their telephone or e-mail", required=False, max_length=200)
    authority_given = forms.BooleanField(label="The resident has given us their authority", required=False)
    words = forms.CharField(label="What do they say? In their words", widget=forms.Textarea, max_length=_LONG)
    since = forms.CharField(
        label="Since when?", required=False, max_length=200, help_text="A day such as 12 3 2026, or in their words."
    )
    spoken_to = forms.CharField(
        label="Whom have they spoken to about it?", required=False, widget=forms.Textarea, max_length=_LONG
    )
    wanted = forms.CharField(label="What would put it right?", required=False, widget=forms.Textarea, max_length=_LONG)
    dangers = forms.MultipleChoiceField(
        label="Is any of this so?", choices=_DANGERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    harder = forms.BooleanField(label="Something makes dealing with us harder for them", required=False)
    needs = forms.CharField(label="What is it?", required=False, widget=forms.Textarea, max_length=_LONG)
    adjustment = forms.CharField(
        label="What did we agree to do differently?", required=False, widget=forms.Textarea, max_length=_LONG
    )
    prefers = forms.ChoiceField(
        label="How do they want to hear from us?",
        required=False,
        choices=[
            ("", "They did not say"),
            *words_of([e.Channel.TELEPHONE, e.Channel.EMAIL, e.Channel.LETTER, e.Channel.TEXT_MESSAGE]),
        ],
    )

    def __init__(self, who: Who, *args: Any, **more: Any) -> None:  # noqa: ANN401  Django's own
        """With today as the day it came, and triage as one more thing to do with it."""
        super().__init__(who, *args, **more)
        self.set_bounds("arrived_on", not_after=who.today, why="Nothing has arrived on a day that is still to come.")
        self.initial.setdefault("arrived_on", who.today)
        self.set_choices("became", [*_BECOMES, (TRIAGE, "Leave it in triage")])

    def clean(self) -> dict[str, Any]:
        """Who speaks is named."""
        given = super().clean()
        if given.get("behalf") and not given.get("representative"):
            self.add_error("representative", "Enter who speaks for them.")
        return given

    def contacted(self) -> Contacted:
        """What came in."""
        given = self.cleaned_data
        behalf = given["behalf"]
        harder = given["harder"] or bool(given["needs"] or given["adjustment"])
        row = Contacted(
            given["arrived_on"],
            given["words"],
            e.Channel(given["channel"]),
            e.Receiver(given["receiver"]),
            representative=given["representative"] if behalf else "",
            representative_kind=given["representative_kind"] if behalf else "",
            representative_reach=given["representative_reach"] if behalf else "",
            authority_given=behalf and given["authority_given"],
            telephone=given["telephone"],
            email=given["email"],
            since=given["since"],
            began_on=_day(given["since"], given["arrived_on"]),
            spoken_to=given["spoken_to"],
            wanted=given["wanted"],
            dangers=tuple(Danger(each) for each in given["dangers"]),
            needs=given["needs"] if harder else "",
            adjustment=given["adjustment"] if harder else "",
            prefers=given["prefers"],
        )
        return self.said(row)


def _yes(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _day(words: str, latest: date) -> date | None:
    """The day in what was said, where it is one and has come."""
    try:
        found = written(words)
    except ValidationError:
        return None
    return found if found <= latest else None
