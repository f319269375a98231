"""What the Ombudsman asks, finds and orders, and what we send and do."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from putright.complaint import events as e
from putright.desk.commands.choosing import words_of
from putright.desk.commands.promising import free_name
from putright.desk.commands.refusing import turned_away
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.workdays import in_words

__all__ = [
    "AcceptedOnOrder",
    "Determined",
    "EvidenceAsked",
    "EvidenceSent",
    "FailureOrder",
    "FailureOrderDone",
    "OmbudsmanAsked",
    "Order",
    "OrderDone",
]

_PENCE = 100
_HANDLING = "complaint handling"
"""What the Ombudsman finds on besides the points: how the complaint itself was handled."""
_MOST = 60


class _FromOmbudsman(DeskCommand):
    """Something that came from the Ombudsman."""

    kind = Kind.OMBUDSMAN
    on = DateField(label="When did it reach us?")

    def prepare(self) -> None:
        """Today; what it asks for lies ahead, or has passed already."""
        self.happened()


@command
class OmbudsmanAsked(_FromOmbudsman):
    """The Ombudsman asked about the complaint."""

    slug = "ombudsman-asked"
    label = "The Ombudsman asks about it"
    shapes = (e.OmbudsmanEnquired,)
    about = "The resident has gone to the Ombudsman. What we owe them goes on meanwhile."
    button = "Record the enquiry"
    SHOWN: ClassVar[dict[str, Shown]] = {"their_reference": Shown(width="20"), "what": Shown(rows=3)}
    field_order = ("their_reference", "what", "on")

    their_reference = forms.CharField(label="The Ombudsman's reference", max_length=60, required=False)
    what = forms.CharField(label="What do they ask?", widget=forms.Textarea, required=False)

    def facts(self) -> Iterable[e.Event]:
        """The enquiry."""
        given = self.cleaned_data
        yield e.OmbudsmanEnquired(given["on"], given["their_reference"], given["what"])


@command
class EvidenceAsked(_FromOmbudsman):
    """The Ombudsman asked for evidence by the day its letter gives."""

    slug = "evidence-asked"
    label = "The Ombudsman asks for evidence"
    shapes = (e.OmbudsmanEvidenceRequested,)
    about = "The day in their letter stands in the list of work until the evidence has gone."
    button = "Record what they ask for"
    SHOWN: ClassVar[dict[str, Shown]] = {"due_on": Shown(called="the day in their letter")}
    field_order = ("due_on", "on")

    due_on = DateField(label="By which day do they want it?")

    def facts(self) -> Iterable[e.Event]:
        """The request, under a name of its own."""
        given = self.cleaned_data
        yield e.OmbudsmanEvidenceRequested(given["on"], free_name("e", self.opened.complaint.orders), given["due_on"])


class _OfOrder(DeskCommand):
    """What became of something the Ombudsman asked for or ordered."""

    kind = Kind.OMBUDSMAN
    MADE: ClassVar[type[object]]
    order = forms.ChoiceField(label="Which?", widget=forms.RadioSelect)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Those that are open; chosen already where there is one."""
        self.happened()
        found = self.open_ones(self.opened)
        self.choose("order", found)
        if len(found) == 1:
            self.initial.setdefault("order", found[0][0])

    @classmethod
    def open_ones(cls, opened: Opened) -> list[tuple[str, str]]:
        """Those of its kind that nothing has been done about, first due first."""
        orders = opened.complaint.orders.items()
        waiting = [(name, each) for name, each in orders if each.met is None and isinstance(each.made, cls.MADE)]
        rows = sorted(waiting, key=lambda row: (row[1].due_on is None, row[1].due_on))
        return [(name, _told(name, each.made, opened)) for name, each in rows]

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While there is one."""
        return bool(cls.open_ones(opened))


def _told(name: str, made: object, opened: Opened) -> str:
    match made:
        case e.OrderMade(what=what, due_on=due):
            said = opened.named(what) or f"Order {name}"
        case e.FailureOrderMade(type=kind, due_on=due):
            said = _FAILURES[kind]
        case e.OmbudsmanEvidenceRequested(due_on=due):
            said = "Evidence"
        case _:
            return name
    return f"{said}, by {in_words(due)}" if due else said


@command
class EvidenceSent(_OfOrder):
    """The evidence went to the Ombudsman."""

    slug = "evidence-sent"
    label = "The evidence went to the Ombudsman"
    shapes = (e.OmbudsmanEvidenceSent,)
    MADE = e.OmbudsmanEvidenceRequested
    about = "All they asked for, and nothing left out because it does not look well."
    button = "Record that it was sent"

    def facts(self) -> Iterable[e.Event]:
        """It went."""
        yield e.OmbudsmanEvidenceSent(self.cleaned_data["on"], self.cleaned_data["order"])


@command
class Determined(_FromOmbudsman):
    """The Ombudsman determined the complaint, point by point."""

    slug = "determined"
    label = "The Ombudsman has determined it"
    shapes = (e.Determined,)
    about = "What was found on each point. Orders are recorded by themselves, because each has a day of its own."
    button = "Record the determination"
    SHOWN: ClassVar[dict[str, Shown]] = {"their_reference": Shown(width="20")}

    their_reference = forms.CharField(label="The Ombudsman's reference", max_length=60, required=False)

    def prepare(self) -> None:
        """A choice for each point, and one for how the complaint was handled."""
        super().prepare()
        enquiry = self.opened.complaint.ombudsman_enquiry
        self.initial.setdefault("their_reference", enquiry.reference if enquiry is not None else "")
        listed = list(self.opened.complaint.points.values())[:_MOST]
        self.found_on = {f"found_{n}": point.id for n, point in enumerate(listed, start=1)} | {"found_0": _HANDLING}
        texts = {point.id: point.text or point.id for point in listed}
        for name, point in self.found_on.items():
            label = texts.get(point, "How we handled the complaint itself")
            choices = [("", "Nothing was found on it"), *words_of(e.Outcome)]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields([*self.found_on, "their_reference", "on"])

    def clean(self) -> dict[str, object]:
        """Something was found."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in self.found_on):
            raise ValidationError("Choose what was found on at least one point.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """What was found, point by point."""
        given = self.cleaned_data
        found = tuple(
            e.PointFinding(point, e.Outcome(given[name])) for name, point in self.found_on.items() if given[name]
        )
        yield e.Determined(given["on"], given["their_reference"], found)


@command
class Order(_FromOmbudsman):
    """The Ombudsman ordered something, to be done and evidenced by a day."""

    slug = "order"
    label = "The Ombudsman orders something"
    shapes = (e.OrderMade,)
    about = "One order at a time: each has its day, and stands in the list of work until its proof has gone."
    button = "Record the order"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "what": Shown(rows=3),
        "pounds": Shown(before="£", width="5", called="the amount"),
        "due_on": Shown(called="the day in the order"),
    }
    field_order = ("what", "pounds", "due_on", "on")

    what = forms.CharField(label="What has to be done?", widget=forms.Textarea)
    pounds = forms.DecimalField(
        label="How much, if it is money?", required=False, min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    due_on = DateField(label="By which day?")

    def facts(self) -> Iterable[e.Event]:
        """The order, under a name of its own."""
        given = self.cleaned_data
        pounds = given["pounds"]
        yield e.OrderMade(
            given["on"],
            free_name("o", self.opened.complaint.orders),
            given["what"],
            given["due_on"],
            int(pounds * _PENCE) if pounds is not None else None,
        )


@command
class OrderDone(_OfOrder):
    """An order was carried out and the proof sent."""

    slug = "order-done"
    label = "An order was carried out"
    shapes = (e.OrderComplied,)
    MADE = e.OrderMade
    about = "Done, and the proof is with the Ombudsman."
    button = "Record that it was carried out"
    SHOWN: ClassVar[dict[str, Shown]] = {"evidence": Shown(rows=3)}
    field_order = ("order", "evidence", "on")

    evidence = forms.CharField(label="What proof was sent?", widget=forms.Textarea)

    def facts(self) -> Iterable[e.Event]:
        """Carried out, with the proof."""
        given = self.cleaned_data
        yield e.OrderComplied(given["on"], given["order"], given["evidence"])


_FAILURES = {
    e.FailureOrderType.DELAY_IN_HANDLING: "Type 1: we were too slow with the complaint",
    e.FailureOrderType.DELAY_IN_INFORMATION: "Type 2: we were too slow with what the Ombudsman asked for",
    e.FailureOrderType.NOT_COMPLYING_WITH_THE_CODE: "Type 3: we do not comply with the Code",
}


@command
class FailureOrder(_FromOmbudsman):
    """The Ombudsman made a complaint handling failure order."""

    slug = "failure-order"
    label = "The Ombudsman makes a failure order"
    shapes = (e.FailureOrderMade,)
    about = "An order about how we handle complaints. The Ombudsman publishes these."
    button = "Record the failure order"
    SHOWN: ClassVar[dict[str, Shown]] = {"due_on": Shown(called="the day in the order")}
    field_order = ("failure", "due_on", "on")

    failure = forms.ChoiceField(
        label="Of which type?",
        widget=forms.RadioSelect,
        choices=[(str(kind.value), words) for kind, words in _FAILURES.items()],
    )
    due_on = DateField(label="By which day?")

    def facts(self) -> Iterable[e.Event]:
        """The order, under a name of its own."""
        given = self.cleaned_data
        kind = e.FailureOrderType(int(given["failure"]))
        yield e.FailureOrderMade(given["on"], free_name("f", self.opened.complaint.orders), kind, given["due_on"])


@command
class FailureOrderDone(_OfOrder):
    """A failure order was complied with."""

    slug = "failure-order-done"
    label = "A failure order was complied with"
    shapes = (e.FailureOrderComplied,)
    MADE = e.FailureOrderMade
    about = "What it asked for has been done, and the Ombudsman has been told."
    button = "Record that it was complied with"

    def facts(self) -> Iterable[e.Event]:
        """Complied with."""
        yield e.FailureOrderComplied(self.cleaned_data["on"], self.cleaned_data["order"])


@command
class AcceptedOnOrder(_FromOmbudsman):
    """The Ombudsman did not agree with the refusal and told the landlord to take the complaint on (2.4)."""

    slug = "accepted-on-order"
    label = "The Ombudsman tells us to take it on"
    shapes = (e.AcceptedOnOmbudsmansOrder,)
    about = "It is answered like any other from now on."
    button = "Take it on"
    SHOWN: ClassVar[dict[str, Shown]] = {"their_reference": Shown(width="20")}
    field_order = ("their_reference", "on")

    their_reference = forms.CharField(label="The Ombudsman's reference", max_length=60, required=False)

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where it stands refused, or a stage of it does."""
        return turned_away(opened)

    def facts(self) -> Iterable[e.Event]:
        """Taken on, because we were told to."""
        given = self.cleaned_data
        yield e.AcceptedOnOmbudsmansOrder(given["on"], given["their_reference"])
