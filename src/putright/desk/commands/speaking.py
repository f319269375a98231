"""Who speaks for the resident, who complains with them, and what makes dealing with us easier for them."""

from collections.abc import Iterable, Iterator
from typing import ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from putright.complaint import events as e
from putright.complaint.state import Representative as Speaks
from putright.desk.commands.beside import WithRows, is_id
from putright.desk.commands.choosing import resident_of, words_of
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.finding import of
from putright.people.models import Authority, Representative
from putright.people.names import UnwritableName, clean_name
from putright.people.roles import Reach, Speaker

__all__ = ["RepresentativeAuthorised", "RepresentativeEnded", "RepresentativeNamed", "RepresentativeRefused"]

_SOMEBODY_NEW = "new"


@command
class RepresentativeNamed(WithRows):
    """Somebody else acts for the resident; authority may still be on its way (1.3, 3.6)."""

    slug = "representative"
    label = "Somebody speaks for the resident"
    kind = Kind.PEOPLE
    shapes = (e.RepresentativeNamed,)
    about = (
        "The complaint goes on at once. What they may be told about the resident waits for the resident's authority."
    )
    button = "Record who speaks for them"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "who": Shown(reveals={_SOMEBODY_NEW: ("name", "speaker", "organisation", "telephone", "email")}),
        "name": Shown(called="their name", width="two-thirds"),
        "organisation": Shown(width="two-thirds"),
        "telephone": Shown(width="20"),
        "email": Shown(width="two-thirds"),
        "authority": Shown(inline=True),
        "scope": Shown(rows=2),
    }

    who = forms.ChoiceField(label="Who speaks for them?", widget=forms.RadioSelect)
    name = forms.CharField(label="Their name", max_length=200, required=False)
    speaker = forms.ChoiceField(label="Who are they to the resident?", choices=words_of(Speaker), required=False)
    organisation = forms.CharField(label="For which organisation, if for one?", max_length=200, required=False)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    authority = forms.ChoiceField(
        label="Has the resident said that they may?",
        help_text="In writing, on the telephone, or beside them: any way will do.",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "Not yet")],
    )
    scope = forms.CharField(
        label="For what, if not for everything in this complaint?", widget=forms.Textarea, required=False
    )
    on = DateField(label="When did we hear of it?")

    def prepare(self) -> None:
        """Whoever has spoken for this resident before, and somebody new."""
        self.happened()
        known = [(str(each.pk), _called(each)) for each in self._known()]
        self.choose("who", [*known, (_SOMEBODY_NEW, "Somebody else")])
        if not known:
            self.initial.setdefault("who", _SOMEBODY_NEW)

    def _known(self) -> Iterable[Representative]:
        resident = resident_of(self.opened)
        if resident is None:
            return []
        speaking = _standing(self.opened)
        rows = of(Representative, self.opened.who.landlord).filter(authorities__resident=resident).distinct()
        return [each for each in rows.order_by("name")[:50] if str(each.pk) not in speaking]

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """At any time: a complaint that is over may still have promises to be told of."""
        return opened.complaint.received is not None

    def clean_name(self) -> str:
        """The name as it can be kept."""
        try:
            return clean_name(self.cleaned_data["name"])
        except UnwritableName as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, object]:
        """A name for somebody new."""
        given = super().clean() or self.cleaned_data
        if given.get("who") == _SOMEBODY_NEW and not str(given.get("name") or "").strip() and "name" not in self.errors:
            self.add_error("name", "Enter their name.")
        return given

    def _representative(self) -> str:
        who = str(self.cleaned_data["who"])
        return str(self.row_id("representative")) if who == _SOMEBODY_NEW else who

    def facts(self) -> Iterable[e.Event]:
        """Who, with or without authority."""
        given = self.cleaned_data
        yield e.RepresentativeNamed(
            given["on"], self._representative(), authority_given=given["authority"] == "yes", scope=given["scope"]
        )

    def said(self) -> str:
        """Their name, which the page has only just learnt."""
        name = self.cleaned_data["name"] if self.cleaned_data["who"] == _SOMEBODY_NEW else ""
        return f"{name} speaks for the resident from now on." if name else ""

    def keep(self) -> None:
        """The person, and the authority for this complaint."""
        given, by = self.cleaned_data, self.opened.who
        who = UUID(self._representative())
        if given["who"] == _SOMEBODY_NEW:
            self.put(
                Representative(
                    id=who,
                    landlord=by.landlord,
                    name=given["name"],
                    kind=given["speaker"] or Speaker.OTHER.value,
                    organisation=given["organisation"],
                    email=given["email"],
                    telephone=given["telephone"],
                )
            )
        resident = resident_of(self.opened)
        if resident is not None:
            day = given["on"]
            self.put(
                Authority(
                    id=self.row_id("authority"),
                    landlord=by.landlord,
                    resident=resident,
                    representative_id=who,
                    reach=Reach.ONE_COMPLAINT.value,
                    complaint=self.opened.row.complaint,
                    matters=given["scope"],
                    asked_on=day,
                    given_on=day if given["authority"] == "yes" else None,
                )
            )


def _called(each: Representative) -> str:
    return f"{each.name}, {each.organisation}" if each.organisation else each.name


def _standing(opened: Opened) -> dict[str, Speaks]:
    """Those who speak for the resident now."""
    found = opened.complaint.representatives.items()
    return {name: each for name, each in found if each.ended is None and each.refused is None}


class _OfRepresentative(WithRows):
    """What is said of somebody who speaks for the resident."""

    kind = Kind.PEOPLE
    representative = forms.ChoiceField(label="Who?", widget=forms.RadioSelect)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Those it can be said of; chosen already where there is one."""
        self.happened()
        found = [(name, self.opened.named(name)) for name in self.about_these(self.opened)]
        self.choose("representative", found)
        if len(found) == 1:
            self.initial.setdefault("representative", found[0][0])

    @classmethod
    def about_these(cls, opened: Opened) -> list[str]:
        """The names they go by in the record."""
        return list(_standing(opened))

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where there is somebody."""
        return bool(cls.about_these(opened))

    def authorities(self) -> Iterator[Authority]:
        """The rows of their authority for this complaint that stand."""
        who = self.cleaned_data["representative"]
        if is_id(who):
            rows = of(Authority, self.opened.who.landlord).filter(complaint=self.opened.row.complaint)
            yield from rows.filter(representative=who, revoked_on=None)


@command
class RepresentativeAuthorised(_OfRepresentative):
    """The resident's authority for the representative arrived."""

    slug = "representative-authority"
    label = "The resident's authority arrived"
    shapes = (e.RepresentativeAuthorised,)
    about = "From this day they may be told what the authority covers."
    button = "Record the authority"
    SHOWN: ClassVar[dict[str, Shown]] = {"scope": Shown(rows=2), "until": Shown(called="the last day")}

    scope = forms.CharField(label="For what, if not for everything?", widget=forms.Textarea, required=False)
    until = DateField(label="Until when, if it ends?", required=False)

    def prepare(self) -> None:
        """Those whose authority is awaited; it ends in the future where it ends."""
        super().prepare()
        self.ahead("until")
        self.fields["on"].label = "When did it arrive?"

    @classmethod
    def about_these(cls, opened: Opened) -> list[str]:
        """Those whose authority is still to come."""
        return [name for name, each in _standing(opened).items() if not each.authorised]

    def facts(self) -> Iterable[e.Event]:
        """It arrived."""
        given = self.cleaned_data
        yield e.RepresentativeAuthorised(given["on"], given["representative"], given["scope"], given["until"])

    def keep(self) -> None:
        """The row that waits for it; a new one where there is none."""
        given = self.cleaned_data
        rows = list(self.authorities())
        for row in rows:
            self.alter(row, given_on=given["on"], until_on=given["until"], matters=given["scope"] or row.matters)
        resident = resident_of(self.opened)
        if not rows and resident is not None and is_id(given["representative"]):
            self.put(
                Authority(
                    id=self.row_id("authority"),
                    landlord=self.opened.who.landlord,
                    resident=resident,
                    representative_id=UUID(given["representative"]),
                    reach=Reach.ONE_COMPLAINT.value,
                    complaint=self.opened.row.complaint,
                    matters=given["scope"],
                    given_on=given["on"],
                    until_on=given["until"],
                )
            )


@command
class RepresentativeEnded(_OfRepresentative):
    """The representative acts no longer."""

    slug = "representative-ended"
    label = "Somebody speaks for the resident no longer"
    shapes = (e.RepresentativeEnded,)
    about = "From this day they are told nothing more. The complaint goes on with the resident."
    button = "Record that it has ended"

    def facts(self) -> Iterable[e.Event]:
        """It has ended."""
        given = self.cleaned_data
        yield e.RepresentativeEnded(given["on"], given["representative"])

    def keep(self) -> None:
        """Their authority for this complaint ends with it."""
        for row in self.authorities():
            self.alter(row, revoked_on=self.cleaned_data["on"])


@command
class RepresentativeRefused(DeskCommand):
    """The landlord would not deal with the representative (against 3.6)."""

    slug = "representative-refused"
    label = "We will not deal with a representative"
    kind = Kind.GATES
    shapes = (e.RepresentativeRefused,)
    about = "A resident may choose who speaks for them. Turning somebody away stays in the record, with the reason."
    button = "Record that we will not"
    SHOWN: ClassVar[dict[str, Shown]] = {"refusing_why": Shown(rows=4)}

    representative = forms.ChoiceField(label="Who?", widget=forms.RadioSelect)
    refusing_why = forms.CharField(label="Why will we not?", widget=forms.Textarea)
    on = DateField(label="When were they told?")

    def prepare(self) -> None:
        """Those who speak for the resident."""
        self.happened()
        self.choose("representative", [(name, self.opened.named(name)) for name in _standing(self.opened)])

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where there is somebody."""
        return bool(_standing(opened))

    def facts(self) -> Iterable[e.Event]:
        """Turned away, with the reason."""
        given = self.cleaned_data
        yield e.RepresentativeRefused(given["on"], given["representative"], given["refusing_why"])
