"""What is asked on these pages, in our words."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from putright.complaint.events.vocabulary import Tenure
from putright.pages.colour import NotAColour, accent
from putright.pages.fields import DateField
from putright.pages.forms import PageForm
from putright.pages.shown import Shown
from putright.people.models import Contractor, Staff
from putright.people.names import UnwritableName, clean_name
from putright.people.roles import Lesson, Post, Role
from putright.policy import shipped_policies
from putright.rulebook import all_rulebooks
from putright.workdays.nations import Nation

__all__ = [
    "AddPersonForm", "ConnectionForm", "ContractorForm", "DoorForm", "LandlordForm", "LeaveForm", "MemberForm", "PersonForm",
    "PolicyForm", "PostForm", "RetentionForm", "RoleForm", "SizeForm", "TeamForm", "TrainingForm", "UntilForm", "WhyForm",
    "spoken",
]  # fmt: skip


def spoken(value: str) -> str:
    """A stored word as it is read: "complaints_officer" is "complaints officer"."""
    return value.replace("_", " ")


def _choices(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(each), spoken(str(each)).capitalize()) for each in words]


def _name(text: str) -> str:
    try:
        return clean_name(text)
    except UnwritableName as error:
        raise ValidationError(str(error)) from None


class _Named(PageForm):
    def clean_name(self) -> str:
        """The name in one form."""
        return _name(self.cleaned_data["name"])


class LandlordForm(_Named):
    """The landlord itself."""

    SHOWN: ClassVar = {
        "accent": Shown(width="10"), "telephone": Shown(width="20", autocomplete="off"), "address": Shown(rows=4),
    }  # fmt: skip
    name = forms.CharField(label="Name", max_length=200)
    nation = forms.ChoiceField(
        label="Nation", help_text="Whose bank holidays are skipped.", choices=[(each.value, each.spoken) for each in Nation],
        widget=forms.RadioSelect,
    )  # fmt: skip
    family = forms.ChoiceField(label="Bound by the Code of", widget=forms.RadioSelect)
    accent = forms.CharField(
        label="Colour", help_text="Such as #1d5c63. It is darkened where white could not be read on it.", required=False,
        max_length=7,
    )  # fmt: skip
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    telephone_hours = forms.CharField(
        label="When it is answered", help_text="Such as 8am to 6pm, Monday to Friday.", max_length=120, required=False
    )
    email = forms.EmailField(label="E-mail address", required=False)
    address = forms.CharField(label="Postal address", max_length=400, required=False, widget=forms.Textarea)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    letter_foot = forms.CharField(
        label="Foot of letters", help_text="Registered office and numbers.", max_length=300, required=False
    )

    new_logo = forms.FileField(
        label="Logo", help_text="A PNG or JPEG of 300 kB at most, on white or see-through.", required=False
    )
    no_logo = forms.BooleanField(label="Show the name in place of a logo", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  as any form
        """With the Codes there are."""
        super().__init__(*args, **more)
        families = sorted({(each.family, each.body) for each in all_rulebooks()})
        self.fields["family"].choices = families  # type: ignore[attr-defined]  # a field of choices

    def clean_accent(self) -> str:
        """A colour, or none."""
        given: str = self.cleaned_data["accent"].strip().lower()
        try:
            if given:
                accent(given)
        except NotAColour as error:
            raise ValidationError(str(error)) from None
        return given


class SizeForm(PageForm):
    """How many homes."""

    SHOWN: ClassVar = {"homes": Shown(width="5"), "source": Shown(called="where the number is from")}
    on = DateField(label="On")
    tenure = forms.ChoiceField(
        label="Tenure",
        choices=_choices(
            each.value for each in Tenure if each not in {Tenure.NONE, Tenure.NOT_KNOWN, Tenure.APPLICANT}
        ),
    )
    homes = forms.IntegerField(label="Number of homes", min_value=0, max_value=5_000_000)
    source = forms.CharField(label="Where the number is from", help_text="Such as a return or a count.", max_length=200)


class PolicyForm(PageForm):
    """Which policy."""

    policy = forms.ChoiceField(label="Policy", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  as any form
        """With the policies that ship."""
        super().__init__(*args, **more)
        found = sorted(shipped_policies().items())
        self.fields["policy"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("none", "None: the Code alone"),
            *((name, f"{each.about.landlord.value}: {each.about.title.value} ({name})") for name, each in found),
        ]


class PersonForm(_Named):
    """Somebody."""

    SHOWN: ClassVar = {"name": Shown(autocomplete="off"), "email": Shown(autocomplete="off")}
    name = forms.CharField(label="Name", help_text="As they write it.", max_length=200)
    email = forms.EmailField(label="E-mail address", help_text="They sign in with it.")
    started_on = DateField(label="First day", required=False)

    def clean_email(self) -> str:
        """An address in one form: it is what people are known by at the door."""
        return str(self.cleaned_data["email"]).strip().lower()


class AddPersonForm(PersonForm):
    """Somebody new."""

    roles = forms.MultipleChoiceField(
        label="Roles", choices=_choices(each.value for each in Role), widget=forms.CheckboxSelectMultiple
    )


class RoleForm(PageForm):
    """A role."""

    SHOWN: ClassVar = {"why": Shown(called="why")}
    role = forms.ChoiceField(label="Role", choices=_choices(each.value for each in Role))
    from_on = DateField(label="First day")
    until_on = DateField(label="Last day", help_text="Only where it is cover that ends.", required=False)
    why = forms.CharField(label="Why", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """In order."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day lies before the first: give a later one.")
        return given


class UntilForm(PageForm):
    """A last day."""

    last_on = DateField(label="Last day")
    why = forms.CharField(label="Why", max_length=300, required=False)


class LeaveForm(PageForm):
    """The first day somebody is gone."""

    left_on = DateField(label="Gone from", help_text="The first day on which they can do nothing here any more.")


class WhyForm(PageForm):
    """A reason."""

    why = forms.CharField(label="Why", help_text="It stays in the history.", max_length=300)


class TeamForm(_Named):
    """A team."""

    name = forms.CharField(label="Name", max_length=200)
    contractor = forms.ModelChoiceField(
        label="Contractor",
        queryset=Contractor.objects.none(),
        required=False,
        empty_label="None: the landlord's own team",
    )
    email = forms.EmailField(label="E-mail address of the team", required=False)
    ended_on = DateField(label="Ended on", required=False)

    def __init__(self, *args: Any, contractors: Any, **more: Any) -> None:  # noqa: ANN401  rows of the landlord's own
        """With the landlord's own contractors."""
        super().__init__(*args, **more)
        self.fields["contractor"].queryset = contractors  # type: ignore[attr-defined]  # a field of rows


class MemberForm(PageForm):
    """Somebody in a team."""

    staff = forms.ModelChoiceField(label="Who", queryset=Staff.objects.none())
    from_on = DateField(label="First day")

    def __init__(self, *args: Any, people: Any, **more: Any) -> None:  # noqa: ANN401  rows of the landlord's own
        """With the landlord's own people."""
        super().__init__(*args, **more)
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]  # a field of rows


class ContractorForm(_Named):
    """A contractor."""

    name = forms.CharField(label="Name", max_length=200)
    manages_homes = forms.BooleanField(label="It manages homes for the landlord", required=False)


class PostForm(_Named):
    """Who is named for a post."""

    post = forms.ChoiceField(label="Post", choices=_choices(each.value for each in Post))
    name = forms.CharField(
        label="Name", help_text="A person; for the complaints officer it may be a team.", max_length=200
    )
    staff = forms.ModelChoiceField(
        label="Who that is here", queryset=Staff.objects.none(), required=False, empty_label="Nobody who signs in"
    )
    from_on = DateField(label="First day")
    until_on = DateField(label="Last day", required=False)

    def __init__(self, *args: Any, people: Any, **more: Any) -> None:  # noqa: ANN401  rows of the landlord's own
        """With the landlord's own people."""
        super().__init__(*args, **more)
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]  # a field of rows


class TrainingForm(PageForm):
    """Training somebody had."""

    staff = forms.ModelChoiceField(label="Who", queryset=Staff.objects.none())
    on = DateField(label="When")
    lesson = forms.ChoiceField(label="Kind", choices=_choices(each.value for each in Lesson))
    about = forms.CharField(label="About", max_length=200, required=False)

    def __init__(self, *args: Any, people: Any, today: date, **more: Any) -> None:  # noqa: ANN401  the landlord's own
        """With the landlord's own people; nothing that has not happened yet."""
        super().__init__(*args, **more)
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]  # a field of rows
        on = self.fields["on"]
        assert isinstance(on, DateField)
        on.bounds(not_after=today, why="Write it down once it has been held.")


class RetentionForm(PageForm):
    """Years."""

    SHOWN: ClassVar = {"years": Shown(width="3"), "source": Shown(called="where the number stands")}
    kind = forms.ChoiceField(label="Kind of record", widget=forms.RadioSelect)
    years = forms.IntegerField(label="Years after it was over", min_value=1, max_value=100)
    source = forms.CharField(label="Where the number stands", help_text="Such as a retention schedule.", max_length=300)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401  as any form
        """With the kinds there are."""
        super().__init__(*args, **more)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a field of choices


class DoorForm(PageForm):
    """How the door is kept."""

    SHOWN: ClassVar = {
        "idle_minutes": Shown(width="3", after="minutes"), "longest_hours": Shown(width="3", after="hours"),
    }  # fmt: skip
    second_factor_required = forms.BooleanField(label="Everybody needs a second step to sign in", required=False)
    idle_minutes = forms.IntegerField(label="Signed out after doing nothing for", min_value=5, max_value=240)
    longest_hours = forms.IntegerField(label="Signed out in any case after", min_value=1, max_value=24)


class ConnectionForm(PageForm):
    """The landlord's own directory."""

    SHOWN: ClassVar = {"secret": Shown(autocomplete="off"), "client": Shown(autocomplete="off")}
    label = forms.CharField(label="Words on the button after “Sign in with”", max_length=80)
    issuer = forms.URLField(
        label="Issuer", max_length=300, assume_scheme="https",
        help_text="For Entra ID: https://login.microsoftonline.com/, your tenant's id, /v2.0.",
    )  # fmt: skip
    client = forms.CharField(label="Client id", max_length=200)
    secret = forms.CharField(
        label="Client secret", help_text="Left empty, the one that is kept stays.", max_length=500, required=False,
        widget=forms.PasswordInput, strip=True,
    )  # fmt: skip
    addresses_are_checked = forms.BooleanField(
        label="Only our administrators set e-mail addresses in it, so an address may be believed", required=False
    )
    second_factor_there = forms.BooleanField(label="It asks for the second step itself", required=False)
    in_use = forms.BooleanField(label="In use", required=False)

    def clean_issuer(self) -> str:
        """One tenant, over https."""
        given: str = self.cleaned_data["issuer"].rstrip("/") if self.cleaned_data["issuer"].endswith("/v2.0/") else (
            self.cleaned_data["issuer"]
        )  # fmt: skip
        host = urlsplit(given).hostname or ""
        if not given.startswith("https://") and host not in {"localhost", "127.0.0.1"}:
            raise ValidationError("An issuer is reached by https: begin it with https://.")
        if any(part in {"common", "organizations", "consumers"} for part in given.split("/")):
            raise ValidationError("That lets every organisation in: put your own tenant's id in its place.")
        return given
