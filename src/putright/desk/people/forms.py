"""The short forms about a resident: how to reach them, what they need, who speaks for them, limits on contact."""

from typing import Any, ClassVar

from django import forms

from putright.complaint.events.vocabulary import Channel
from putright.desk.commands.choosing import CHANNELS
from putright.desk.registers.forms import RowForm
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.changing import add
from putright.people.models import Adjustment, Authority, Disclosure, Representative, Restriction
from putright.people.roles import Limit, Reach, Speaker

__all__ = ["FORMS"]

_FORMATS = [("large_print", "Large print"), ("easy_read", "Easy read"), ("braille", "Braille"), ("audio", "Audio")]
_BY = [(value, words) for value, words in CHANNELS if value != Channel.SOCIAL_MEDIA.value]


class ContactForm(RowForm):
    """How a resident is reached."""

    SHOWN: ClassVar[dict[str, Shown]] = {"write_to": Shown(rows=4), "telephone": Shown(width="20")}
    name = forms.CharField(label="Name", help_text="As they write it, in their own order.", max_length=200)
    addressed_as = forms.CharField(label="After “Dear”, if not the whole name", required=False, max_length=200)
    telephone = forms.CharField(label="Telephone", required=False, max_length=40)
    email = forms.EmailField(label="E-mail", required=False)
    write_to = forms.CharField(
        label="Where letters go, if not to the home", widget=forms.Textarea, required=False, max_length=400
    )

    def prepare(self) -> None:
        """What is there already."""
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.row, name))

    def heading(self) -> str:
        """Whose they are."""
        return f"How {self.row.name} is reached"

    def store(self, given: dict[str, Any]) -> object:
        """As they now are."""
        return self.put(**given)


class NeedsForm(RowForm):
    """What makes it easier for a resident to deal with the landlord."""

    SHOWN: ClassVar[dict[str, Shown]] = {"needs": Shown(rows=4), "interpreter": Shown(inline=True)}
    prefers = forms.ChoiceField(label="How they want to hear from us", required=False)
    not_by = forms.MultipleChoiceField(label="Ways not to be used", widget=forms.CheckboxSelectMultiple, required=False)
    language = forms.CharField(
        label="Language", help_text="As a short code: cy for Welsh, ar for Arabic.", required=False, max_length=35
    )
    interpreter = forms.ChoiceField(
        label="Do they want an interpreter?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")]
    )
    formats = forms.MultipleChoiceField(
        label="How letters are written", widget=forms.CheckboxSelectMultiple, choices=_FORMATS, required=False
    )
    needs = forms.CharField(
        label="What to know when getting in touch",
        help_text="For example: ring after four. What they told us about health is kept apart, as a disclosure.",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )

    def prepare(self) -> None:
        """What is there already, and words of old files that are on no list."""
        row = self.row
        formats = [each for each in row.formats.split(",") if each]
        other = [(each, each.replace("_", " ")) for each in formats if each not in dict(_FORMATS)]
        self.set_choices("prefers", [("", "They have not said"), *CHANNELS])
        self.set_choices("not_by", _BY)
        self.set_choices("formats", [*_FORMATS, *other])
        first = {"prefers": row.prefers, "language": row.language, "needs": row.needs, "formats": formats}
        first |= {"interpreter": "yes" if row.interpreter else "no", "not_by": row.not_by.split(",")}
        for name, value in first.items():
            self.initial.setdefault(name, value)

    def heading(self) -> str:
        """Whose they are."""
        return f"What {self.row.name} needs"

    def store(self, given: dict[str, Any]) -> object:
        """As they now are."""
        lists = {name: ",".join(given[name]) for name in ("not_by", "formats")}
        plain = {name: given[name] for name in ("prefers", "language", "needs")}
        return self.put(interpreter=given["interpreter"] == "yes", **plain, **lists)


class AdjustmentForm(RowForm):
    """A reasonable adjustment is agreed with a resident."""

    button, said = "Add it", "The adjustment is in the register."
    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=2)}
    what = forms.CharField(
        label="What is done differently?", help_text="What is done, not why.", widget=forms.Textarea, max_length=1000
    )
    agreed_on = DateField(label="When was it agreed?")
    review_on = DateField(label="When is it looked at again?")

    def prepare(self) -> None:
        """Agreed by today, looked at again later."""
        self.initial.setdefault("agreed_on", self.by.today)
        self.set_bounds("agreed_on", not_after=self.by.today)
        self.set_bounds("review_on", not_before=self.by.today)

    def heading(self) -> str:
        """Whose it is."""
        return f"An adjustment for {self.row.name}"

    def store(self, given: dict[str, Any]) -> object:
        """A row of the register."""
        row = Adjustment(landlord=self.by.landlord, resident=self.row, **given)
        return add(row, by=self.by.staff, at=self.by.now)


class RepresentativeForm(RowForm):
    """Somebody speaks for a resident; with the authority they were given, or asked for."""

    button, said = "Add them", "It is written down who speaks for them."
    SHOWN: ClassVar[dict[str, Shown]] = {
        "reach": Shown(reveals={Reach.NAMED_MATTERS.value: ("matters",)}), "matters": Shown(rows=2)
    }  # fmt: skip
    name = forms.CharField(label="Who speaks for them?", max_length=200)
    kind = forms.ChoiceField(
        label="Who are they?",
        choices=[(each.value, each.value.replace("_", " ").capitalize().replace(" mp", " MP")) for each in Speaker],
    )
    organisation = forms.CharField(label="Organisation", required=False, max_length=200)
    telephone = forms.CharField(label="Telephone", required=False, max_length=40)
    email = forms.EmailField(label="E-mail", required=False)
    reach = forms.ChoiceField(
        label="What may they be told?",
        widget=forms.RadioSelect,
        choices=[(Reach.EVERYTHING.value, "Everything"), (Reach.NAMED_MATTERS.value, "Only about certain matters")],
    )
    matters = forms.CharField(label="Which matters", widget=forms.Textarea, required=False, max_length=1000)
    given_on = DateField(
        label="When did the resident give authority?",
        help_text="Leave it empty while it is on its way: the complaint goes on without it.",
        required=False,
    )
    until_on = DateField(label="Until when, if it has an end", required=False)

    def prepare(self) -> None:
        """Nothing was given in the future."""
        self.set_bounds("given_on", not_after=self.by.today)

    def heading(self) -> str:
        """Whom they speak for."""
        return f"Somebody who speaks for {self.row.name}"

    def store(self, given: dict[str, Any]) -> object:
        """The representative and the authority, together or not at all."""
        person = {name: given[name] for name in ("name", "kind", "organisation", "telephone", "email")}
        by, at, landlord = self.by.staff, self.by.now, self.by.landlord
        representative = add(Representative(landlord=landlord, **person), by=by, at=at)
        authority = {name: given[name] for name in ("reach", "matters", "given_on", "until_on")}
        asked_on = None if given["given_on"] else self.by.today
        row = Authority(
            landlord=landlord, resident=self.row, representative=representative, asked_on=asked_on, **authority
        )
        return add(row, by=by, at=at)


class RestrictionForm(RowForm):
    """A limit on how somebody may be in touch. It never stops a complaint."""

    button, said = "Add the restriction", "The restriction is in the register, with what it still lacks."
    SHOWN: ClassVar[dict[str, Shown]] = {name: Shown(rows=3) for name in ("terms", "reason", "evidence", "equality")}
    limit = forms.ChoiceField(
        label="How is contact limited?",
        choices=[(each.value, each.value.replace("_", " ").capitalize()) for each in Limit],
    )
    terms = forms.CharField(label="In words: which contact, which hours, who", widget=forms.Textarea, max_length=2000)
    reason = forms.CharField(label="Why", widget=forms.Textarea, max_length=4000)
    evidence = forms.CharField(label="What on file shows it", widget=forms.Textarea, max_length=4000)
    warned_on = DateField(label="When were they warned?", required=False)
    equality = forms.CharField(
        label="What was considered under the Equality Act", widget=forms.Textarea, required=False, max_length=4000
    )
    from_on = DateField(label="From when")
    review_on = DateField(label="When is it looked at again?")
    told_of_appeal_on = DateField(label="When were they told how to appeal?", required=False)

    def prepare(self) -> None:
        """From today, unless somebody says otherwise."""
        self.initial.setdefault("from_on", self.by.today)
        self.set_bounds("warned_on", not_after=self.by.today)

    def heading(self) -> str:
        """Whose it is."""
        return f"Limit how {self.row.name} may be in touch"

    def store(self, given: dict[str, Any]) -> object:
        """A row of the register."""
        considered = self.by.today if given["equality"].strip() else None
        row = Restriction(
            landlord=self.by.landlord,
            resident=self.row,
            decided_by=self.by.key,
            equality_considered_on=considered,
            **given,
        )
        return add(row, by=self.by.staff, at=self.by.now)


class DisclosureForm(RowForm):
    """What a resident told about disability or health. Kept apart, and read only with a reason."""

    button, said = "Keep it", "It is kept apart, and read only by those who say why."
    SHOWN: ClassVar[dict[str, Shown]] = {name: Shown(rows=3) for name in ("what", "means", "held_because")}
    told_on = DateField(label="When did they tell us?")
    what = forms.CharField(label="What they told us", widget=forms.Textarea, max_length=4000)
    means = forms.CharField(
        label="What it means for dealing with them",
        help_text="What most people need: this part is shown beside their complaints, without the rest.",
        widget=forms.Textarea,
        max_length=2000,
    )
    held_because = forms.CharField(
        label="Why it may be kept, in data protection law", widget=forms.Textarea, required=False, max_length=1000
    )
    review_on = DateField(label="Ask again by")

    def prepare(self) -> None:
        """Told by today, asked again later."""
        self.initial.setdefault("told_on", self.by.today)
        self.set_bounds("told_on", not_after=self.by.today)
        self.set_bounds("review_on", not_before=self.by.today)

    def heading(self) -> str:
        """Who told."""
        return f"What {self.row.name} told us about disability or health"

    def store(self, given: dict[str, Any]) -> object:
        """A row of its own table."""
        row = Disclosure(landlord=self.by.landlord, resident=self.row, **given)
        return add(row, by=self.by.staff, at=self.by.now)


FORMS: dict[str, tuple[str, type[RowForm]]] = {
    "contact": ("residents", ContactForm),
    "needs": ("residents", NeedsForm),
    "adjustment": ("adjustments", AdjustmentForm),
    "representative": ("residents", RepresentativeForm),
    "restriction": ("restrictions", RestrictionForm),
    "disclosure": ("disclosures", DisclosureForm),
}
"""By act: which part of the permissions it takes, and what is asked."""
