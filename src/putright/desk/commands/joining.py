"""More of the same or something else: new points, complaints that belong together, the choice to complain, since when it is."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError

from putright.actions import Ask, Done, NotDone
from putright.actions.perform import within
from putright.complaint import events as e
from putright.desk.commands.beside import WithRows
from putright.desk.commands.choosing import CHANNELS, YES_NO, yes
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.looking import visible
from putright.records.models import Summary
from putright.workdays import in_words

__all__ = ["Link", "MatterDated", "NewPoints", "OfferChoice"]

_HERE, _NEW, _NEITHER = "joined", "new", "neither"
_ROWS = 3
_TOGETHER = "belongs with it"


@command
class NewPoints(WithRows):
    """The resident raised more while the complaint was open; joined to it or made a new complaint (6.8)."""

    slug = "new-points"
    label = "The resident raises something more"
    kind = Kind.GATES
    shapes = (e.NewPointsRaised,)
    about = "What is related joins this complaint while its answer has not been sent, unless it would hold that up. Anything else becomes a complaint of its own, with dates of its own."
    button = "Record it"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "point_1": Shown(rows=2, called="what they raised"),
        "point_2": Shown(rows=2),
        "point_3": Shown(rows=2),
        "related": Shown(inline=True),
        "would_delay": Shown(inline=True),
        "joining_why": Shown(rows=2),
    }

    point_1 = forms.CharField(label="What did they raise?", max_length=4000, widget=forms.Textarea)
    point_2 = forms.CharField(label="And what else?", max_length=4000, widget=forms.Textarea, required=False)
    point_3 = forms.CharField(label="And what else besides?", max_length=4000, widget=forms.Textarea, required=False)
    on = DateField(label="When did they raise it?")
    channel = forms.ChoiceField(label="How did it reach us?")
    related = forms.ChoiceField(
        label="Does it belong to what this complaint is about?", widget=forms.RadioSelect, choices=YES_NO
    )
    would_delay = forms.ChoiceField(
        label="Would looking into it hold up the answer?", widget=forms.RadioSelect, choices=YES_NO
    )
    where = forms.ChoiceField(label="What becomes of it?", widget=forms.RadioSelect)
    joining_why = forms.CharField(label="Why?", widget=forms.Textarea, required=False)

    def prepare(self) -> None:
        """What the rule comes to so far: an answer that was sent leaves no room in this complaint."""
        self.happened()
        self.choose("channel", CHANNELS)
        record = self.opened.complaint.stages.get(self.opened.complaint.stage)
        answered = record is not None and bool(record.responses)
        note = " (the answer has been sent)" if answered else ""
        self.choose(
            "where",
            [
                (_HERE, f"It joins this complaint{note}"),
                (_NEW, "It becomes a complaint of its own"),
                (_NEITHER, "Neither: the resident does not want it taken as a complaint"),
            ],
        )
        self.initial.setdefault("where", _NEW if answered else _HERE)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """At any stage, also when it is answered."""
        return bool(opened.complaint.stages) and not opened.complaint.over

    def clean(self) -> dict[str, object]:
        """A new complaint beside a confidential one is confidential too, and not everybody may make it so."""
        given = super().clean() or self.cleaned_data
        secret = self.opened.complaint.confidential is not None
        if given.get("where") == _NEW and secret and not self.opened.may(e.MarkedConfidential):
            self.add_error(
                "where",
                "This complaint is confidential, and so would the new one be: ask a complaints officer or a manager to open it.",
            )
        return given

    def _points(self) -> tuple[e.Point, ...]:
        taken = set(self.opened.complaint.points)
        for record in self.opened.complaint.stages.values():
            taken |= {point.id for new in record.new_points for point in new.points}
        free = (name for n in range(1, len(taken) + _ROWS + 1) if (name := f"p{n}") not in taken)
        texts = [self.cleaned_data[f"point_{n}"].strip() for n in range(1, _ROWS + 1)]
        return tuple(
            e.Point(name, text, e.Responsibility.OURS) for text, name in zip(filter(None, texts), free, strict=False)
        )

    def facts(self) -> Iterable[e.Event]:
        """What was raised and what became of it; the new complaint's reference is not known yet."""
        yield self._raised("")

    def _raised(self, reference: str) -> e.NewPointsRaised:
        given = self.cleaned_data
        return e.NewPointsRaised(
            given["on"],
            self._points(),
            yes(given["related"]),
            given["where"] == _HERE,
            yes(given["would_delay"]) or False,
            given["joining_why"],
            reference,
            max(self.opened.complaint.stage, 1),
        )

    def also(self) -> Iterable[str]:
        """The complaint that is opened beside."""
        if self.cleaned_data["where"] == _NEW:
            day = in_words(self.cleaned_data["on"])
            yield f"A new complaint is opened, received on {day}: its acknowledgement and its answer have dates that run from that day."

    def record(self, facts: tuple[e.Event, ...]) -> Done | NotDone:
        """Both complaints in one transaction, each with a link to the other; or only this one."""
        if self.cleaned_data["where"] != _NEW:
            return super().record(facts)
        by = self.opened.who
        opening = Ask(by.landlord.pk, tuple(self._opening()), key=uuid5(self.key, "new complaint"))
        new = within(opening, by.staff, by.now)
        if isinstance(new, NotDone):
            return new
        here = (self._raised(new.reference), e.ComplaintLinked(self.cleaned_data["on"], new.reference, _TOGETHER))
        return super().record(here)

    def _opening(self) -> Iterable[e.Event]:
        """The facts a new complaint begins with: whose it is as here, what they raised, and the link back."""
        given, received = self.cleaned_data, self.opened.complaint.received
        day = given["on"]
        said = "\n\n".join(point.text for point in self._points())
        yield e.ComplaintReceived(
            day,
            e.Channel(given["channel"]),
            e.Receiver.COMPLAINTS_TEAM,
            received.complainant if received else e.Complainant.RESIDENT,
            received.person if received else "",
            received.home if received else "",
            received.tenure if received else e.Tenure.NOT_KNOWN,
            received.higher_risk_building if received else None,
            said,
        )
        yield e.ComplaintLogged(self.today)
        yield e.ComplaintLinked(day, self.opened.reference, _TOGETHER)
        secret = self.opened.complaint.confidential
        if secret is not None:
            yield e.MarkedConfidential(self.today, secret.visible_to, secret.reason)


@command
class Link(WithRows):
    """It belongs with another complaint."""

    slug = "link"
    label = "Link it to another complaint"
    kind = Kind.RECORD
    shapes = (e.ComplaintLinked,)
    about = "Each then shows the other. Neither takes the place of the other's answer."
    button = "Link them"
    SHOWN: ClassVar[dict[str, Shown]] = {"other": Shown(width="20", called="the other complaint's reference")}

    other = forms.CharField(label="The other complaint's reference", max_length=40)
    relation = forms.CharField(
        label="How do they belong together?", max_length=200, help_text="Such as: the same leak, from the flat above."
    )

    def clean_other(self) -> str:
        """One that they may see: the same words whether it is not there or not theirs."""
        wanted, by = str(self.cleaned_data["other"]).strip().upper(), self.opened.who
        if wanted == self.opened.reference:
            raise ValidationError("That is this complaint: enter the reference of the other one.")
        row = visible(Summary.objects.filter(reference=wanted), by.staff, by.today).first()
        if row is None:
            raise ValidationError(f"There is no complaint {wanted}, or it is not yours to see: check the reference.")
        self._other: UUID = row.complaint
        return wanted

    def facts(self) -> Iterable[e.Event]:
        """The link from here."""
        given = self.cleaned_data
        yield e.ComplaintLinked(self.today, given["other"], given["relation"])

    def record(self, facts: tuple[e.Event, ...]) -> Done | NotDone:
        """The link from both sides."""
        by, given = self.opened.who, self.cleaned_data
        back = e.ComplaintLinked(self.today, self.opened.reference, given["relation"])
        asked = Ask(by.landlord.pk, (back,), self._other, key=uuid5(self.key, "the other"), again=True)
        there = within(asked, by.staff, by.now)
        return there if isinstance(there, NotDone) else super().record(facts)


@command
class OfferChoice(DeskCommand):
    """A dissatisfied resident was offered the choice to complain (1.3)."""

    slug = "offer-choice"
    label = "The resident was offered the choice to complain"
    kind = Kind.GATES
    shapes = (e.ChoiceToComplainOffered,)
    about = "Whoever is unhappy with us is asked whether they want to complain, and need not know the word for it."
    button = "Record the offer"
    SHOWN: ClassVar[dict[str, Shown]] = {"taken": Shown(inline=True)}

    on = DateField(label="When were they asked?")
    taken = forms.ChoiceField(
        label="Did they want to?",
        widget=forms.RadioSelect,
        choices=[*YES_NO, ("", "They did not say")],
        required=False,
    )

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While nobody has recorded it."""
        return opened.complaint.choice_offered is None and not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The offer."""
        given = self.cleaned_data
        yield e.ChoiceToComplainOffered(given["on"], yes(given["taken"]))


@command
class MatterDated(DeskCommand):
    """When the matter began, and when the resident became aware of it (2.3)."""

    slug = "matter-dated"
    label = "Say since when it has been going on"
    kind = Kind.GATES
    shapes = (e.MatterDated,)
    about = "How old a matter is counts from the later of the two days. It decides nothing by itself."
    button = "Record the days"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "began_on": Shown(called="the day it began"),
        "became_aware_on": Shown(called="the day they learnt of it"),
    }

    began_on = DateField(label="When did it begin?", help_text="Leave it empty if nobody knows.", required=False)
    became_aware_on = DateField(label="When did the resident learn of it?", required=False)
    on = DateField(label="When did they tell us?")

    def prepare(self) -> None:
        """What is known, and no day that lies ahead."""
        self.happened()
        for name in ("began_on", "became_aware_on"):
            self.set_bounds(name, not_after=self.today)
        known = self.opened.complaint.matter
        if known is not None:
            self.initial.setdefault("began_on", known.began_on)
            self.initial.setdefault("became_aware_on", known.became_aware_on)

    def clean(self) -> dict[str, object]:
        """One of the two."""
        given = super().clean() or self.cleaned_data
        if not given.get("began_on") and not given.get("became_aware_on") and not self.errors:
            self.add_error("began_on", "Enter the day it began, or the day the resident learnt of it.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """The days."""
        given = self.cleaned_data
        yield e.MatterDated(given["on"], given["began_on"], given["became_aware_on"])
