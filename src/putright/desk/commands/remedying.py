"""Remedies: what is offered to put it right, what the resident says to it, and that it reached them (7.1 to 7.4)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.complaint.state import Remedy
from putright.desk.commands.choosing import words_of
from putright.desk.commands.promising import free_name
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["OfferRemedy", "RemedyAnswered", "RemedyGiven"]

_PENCE = 100


@command
class OfferRemedy(DeskCommand):
    """Something is offered to put it right, weighed against what it did to the resident."""

    slug = "offer-remedy"
    label = "Offer something to put it right"
    kind = Kind.PUTTING_RIGHT
    shapes = (e.RemedyOffered,)
    about = "What it did to the resident comes first; what is offered has to answer it."
    button = "Record the offer"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "impact": Shown(rows=3),
        "what": Shown(rows=2),
        "basis": Shown(rows=2),
        "pounds": Shown(before="£", width="5", called="the amount"),
        "guidance": Shown(width="two-thirds"),
    }

    points = forms.MultipleChoiceField(label="For which points?", widget=forms.CheckboxSelectMultiple, required=False)
    impact = forms.CharField(label="What did it do to the resident?", widget=forms.Textarea)
    remedy_kind = forms.ChoiceField(
        label="What is offered?", widget=forms.RadioSelect, choices=words_of(e.RemedyKind), required=True
    )
    pounds = forms.DecimalField(
        label="How much, if it is money?", required=False, min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    what = forms.CharField(label="Say it as the resident will read it", widget=forms.Textarea)
    basis = forms.CharField(label="How was it worked out?", widget=forms.Textarea, required=False)
    guidance = forms.CharField(label="Which guidance was taken account of?", max_length=200, required=False)
    due_on = DateField(label="By which day will it be given?", required=False)
    on = DateField(label="When was it offered?")

    def prepare(self) -> None:
        """The points of the complaint."""
        self.happened()
        points = self.opened.complaint.points.values()
        self.choose("points", [(point.id, point.text or point.id) for point in points])

    def clean(self) -> dict[str, object]:
        """Money needs an amount, and nothing else has one."""
        given = super().clean() or self.cleaned_data
        money = given.get("remedy_kind") == e.RemedyKind.MONEY.value
        if money and given.get("pounds") is None and "pounds" not in self.errors:
            self.add_error("pounds", "Enter how much money is offered.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """The offer, under a name of its own."""
        given = self.cleaned_data
        pounds = given["pounds"]
        yield e.RemedyOffered(
            given["on"],
            free_name("r", self.opened.complaint.remedies),
            e.RemedyKind(given["remedy_kind"]),
            tuple(given["points"]),
            given["what"],
            given["impact"],
            given["basis"],
            given["guidance"],
            int(pounds * _PENCE) if pounds is not None else None,
            given["due_on"],
            max(self.opened.complaint.stage, 1),
        )


class _OfRemedy(DeskCommand):
    """What is said of a remedy that was offered."""

    kind = Kind.PUTTING_RIGHT
    remedy = forms.ChoiceField(label="Which offer?", widget=forms.RadioSelect)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """The offers there are; chosen already where there is one."""
        self.happened()
        found = [(each.offered.remedy, _said(each)) for each in self.about_these(self.opened)]
        self.choose("remedy", found)
        if len(found) == 1:
            self.initial.setdefault("remedy", found[0][0])

    @classmethod
    def about_these(cls, opened: Opened) -> list[Remedy]:
        """Those that have not reached the resident."""
        return [each for each in opened.complaint.remedies.values() if each.delivered is None]

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where there is such an offer."""
        return bool(cls.about_these(opened))


def _said(remedy: Remedy) -> str:
    offered = remedy.offered
    pence = offered.amount_pence
    money = f"£{pence // _PENCE:,}.{pence % _PENCE:02}: " if pence is not None else ""
    return f"{money}{offered.what or offered.kind.value.replace('_', ' ')}"


@command
class RemedyAnswered(_OfRemedy):
    """What the resident said to the offer."""

    slug = "remedy-answer"
    label = "What the resident said to an offer"
    shapes = (e.RemedyAnswered,)
    about = "Declining an offer takes nothing away: the complaint can still be taken further."
    button = "Record what they said"

    answer = forms.ChoiceField(label="What did they say?", widget=forms.RadioSelect, choices=words_of(e.RemedyAnswer))

    def facts(self) -> Iterable[e.Event]:
        """The answer."""
        given = self.cleaned_data
        yield e.RemedyAnswered(given["on"], given["remedy"], e.RemedyAnswer(given["answer"]))


@command
class RemedyGiven(_OfRemedy):
    """The remedy reached the resident."""

    slug = "remedy-given"
    label = "An offer reached the resident"
    shapes = (e.RemedyDelivered,)
    button = "Record that they have it"
    SHOWN: ClassVar[dict[str, Shown]] = {"evidence": Shown(rows=3)}

    evidence = forms.CharField(
        label="What shows it?", help_text="Such as the payment's reference.", widget=forms.Textarea
    )

    def facts(self) -> Iterable[e.Event]:
        """It reached them."""
        given = self.cleaned_data
        yield e.RemedyDelivered(given["on"], given["remedy"], given["evidence"])
