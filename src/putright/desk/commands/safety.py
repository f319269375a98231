"""What goes to other bodies: the safety of a building, a mandatory occurrence, somebody who helps the resident."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from putright.complaint import events as e
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["DesignatedPerson", "Occurrence", "Regulator"]

_OTHER = "other"


@command
class Regulator(DeskCommand):
    """The safety part went to the regulator, or the resident was shown the way there."""

    slug = "regulator"
    label = "The safety part goes to a regulator"
    kind = Kind.OMBUDSMAN
    shapes = (e.ReferredToRegulator,)
    about = "What is dangerous about a building goes there. The rest of the complaint is still ours to answer."
    button = "Record that it went there"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "body": Shown(reveals={_OTHER: ("other_body",)}),
        "other_body": Shown(width="two-thirds", called="its name"),
        "referring_why": Shown(rows=3),
    }

    body = forms.ChoiceField(
        label="Which?",
        widget=forms.RadioSelect,
        choices=[
            ("building_safety_regulator", "The Building Safety Regulator"),
            ("regulator_of_social_housing", "The Regulator of Social Housing"),
            (_OTHER, "Another body"),
        ],
    )
    other_body = forms.CharField(label="Which body?", max_length=100, required=False)
    referring_why = forms.CharField(label="What went there, and why?", widget=forms.Textarea)
    on = DateField(label="When?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    def clean(self) -> dict[str, object]:
        """The name of another body."""
        given = super().clean() or self.cleaned_data
        if given.get("body") == _OTHER and not str(given.get("other_body") or "").strip():
            self.add_error("other_body", "Enter the name of the body.")
        return given

    def facts(self) -> Iterable[e.Event]:
        """That it went there."""
        given = self.cleaned_data
        body = given["other_body"].strip() if given["body"] == _OTHER else given["body"]
        yield e.ReferredToRegulator(given["on"], body, given["referring_why"])


@command
class Occurrence(DeskCommand):
    """Whether it has to be reported as a mandatory occurrence was decided, and why."""

    slug = "occurrence"
    label = "Decide whether it is a mandatory occurrence"
    kind = Kind.OMBUDSMAN
    shapes = (e.OccurrenceDecided,)
    about = "For higher-risk buildings: whether it has to be reported to the Building Safety Regulator. Also a no has its reason."
    button = "Record what was decided"
    SHOWN: ClassVar[dict[str, Shown]] = {"is_occurrence": Shown(inline=True), "deciding_why": Shown(rows=3)}

    is_occurrence = forms.ChoiceField(
        label="Is it one?", widget=forms.RadioSelect, choices=[("yes", "Yes, it is reported"), ("no", "No")]
    )
    deciding_why = forms.CharField(label="Why?", widget=forms.Textarea)
    on = DateField(label="When was it decided?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where the building is a higher-risk one, or it goes by building safety."""
        complaint = opened.complaint
        high = complaint.received is not None and complaint.received.higher_risk_building is True
        return high or (complaint.triage is not None and complaint.triage.lane is e.Lane.BUILDING_SAFETY)

    def facts(self) -> Iterable[e.Event]:
        """What was decided."""
        given = self.cleaned_data
        yield e.OccurrenceDecided(given["on"], given["is_occurrence"] == "yes", given["deciding_why"])


@command
class DesignatedPerson(DeskCommand):
    """A councillor, MP or panel was asked to help; a gate to the Ombudsman only until 1 October 2022."""

    slug = "designated-person"
    label = "A councillor, MP or panel helps the resident"
    kind = Kind.OMBUDSMAN
    shapes = (e.DesignatedPersonContacted,)
    about = "They may help, and nobody has to go through them: the way to the Ombudsman is open."
    button = "Record that they help"
    SHOWN: ClassVar[dict[str, Shown]] = {"who": Shown(width="two-thirds")}

    who = forms.CharField(
        label="Which office or panel?", max_length=200, help_text="Such as: the ward councillor, the tenants' panel."
    )
    on = DateField(label="When were they asked?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    def facts(self) -> Iterable[e.Event]:
        """They were asked."""
        given = self.cleaned_data
        yield e.DesignatedPersonContacted(given["on"], given["who"])
