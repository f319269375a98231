"""Not taking it on, and not taking it further: on which ground, why, with what the letter says; and taking it on after all."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django import forms

from putright.actions.terms import under_for
from putright.complaint import events as e
from putright.desk.commands.choosing import YES_NO, letter_parts, yes
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["AcceptAfterAll", "NotAccept", "RefuseEscalation", "grounds"]

_NONE = "none"
_IN_THE_CODE_TOO = {"too_old": "over_twelve_months"}
"""What policies call a ground that the Code gives as an example under another name."""


def grounds(opened: Opened) -> list[tuple[str, str]]:
    """The grounds there are: the edition's with their provision, then the policy's own with their section."""
    listed = [(each.name, f"{each.summary} (Code {each.provision})") for each in opened.assessment.rulebook.grounds]
    there = {name for name, _ in listed}
    for name, words in _of_policy(opened):
        if _IN_THE_CODE_TOO.get(name, name) not in there:
            there.add(name)
            listed.append((name, words))
    return [*listed, (_NONE, "None of these")]


def _of_policy(opened: Opened) -> Iterator[tuple[str, str]]:
    terms = under_for(opened.who.landlord, opened.complaint, opened.who.today).terms
    for each in terms.policy.acceptance.exclusions if terms is not None else ():
        words = each.name or each.ground.value.replace("_", " ")
        instead = f" Instead: {each.instead.rstrip('.')}." if each.instead else ""
        yield each.ground.value, f"{words[:1].upper()}{words[1:].rstrip('.')} (our policy {each.section}).{instead}"


class _Refusing(DeskCommand):
    """What both refusals ask."""

    kind = Kind.GATES
    SHOWN: ClassVar[dict[str, Shown]] = {
        "ground": Shown(divide=_NONE, small=True),
        "refusing_why": Shown(rows=5),
        "evidence": Shown(rows=3),
        "circumstances": Shown(inline=True),
        "discretion": Shown(inline=True),
    }
    LETTER: ClassVar[str] = ""

    ground = forms.ChoiceField(label="On which ground?", widget=forms.RadioSelect)
    refusing_why = forms.CharField(
        label="Why does it apply here?",
        help_text="As the resident will read it: what this is about, and why the ground fits this matter and not just its kind.",
        widget=forms.Textarea,
    )
    circumstances = forms.ChoiceField(
        label="Were the resident's own circumstances considered?",
        help_text="Each complaint by itself: never a rule for all of a kind.",
        widget=forms.RadioSelect,
        choices=YES_NO,
    )
    parts = forms.MultipleChoiceField(
        label="What does the letter hold?",
        help_text="A resident who is turned away has to know where they can go with it.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = DateField(label="When was the resident told?")

    def prepare(self) -> None:
        """The grounds, and the parts of the letter."""
        self.happened(why="Record it once the letter is sent.")
        self.choose("ground", grounds(self.opened))
        self.choose("parts", letter_parts(self.opened, self.LETTER))

    def ground_given(self) -> str:
        """The ground that was chosen; empty for none of the list."""
        chosen = str(self.cleaned_data["ground"])
        return "" if chosen == _NONE else chosen


@command
class NotAccept(_Refusing):
    """The landlord did not take the matter as a complaint (2.1 to 2.5)."""

    slug = "not-accept"
    label = "Do not take it as a complaint"
    shapes = (e.NotAccepted,)
    about = "Only on a ground, with a reason and what shows it. The resident can take this to the Ombudsman, who may order us to take it on."
    button = "Record that it is not accepted"
    LETTER = "not_accepted"

    evidence = forms.CharField(label="What shows that it applies?", widget=forms.Textarea)
    discretion = forms.ChoiceField(
        label="Was it considered to take it on all the same?",
        help_text="Also what is old can be taken on where there is good reason.",
        widget=forms.RadioSelect,
        choices=YES_NO,
    )
    field_order = ("ground", "refusing_why", "evidence", "circumstances", "discretion", "parts", "on")

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While it is neither answered nor over."""
        return not opened.complaint.over and not any(each.responses for each in opened.complaint.stages.values())

    def facts(self) -> Iterable[e.Event]:
        """Not accepted, on this ground."""
        given = self.cleaned_data
        yield e.NotAccepted(
            given["on"],
            self.ground_given(),
            given["refusing_why"],
            given["evidence"],
            yes(given["circumstances"]),
            yes(given["discretion"]),
            tuple(given["parts"]),
        )


@command
class RefuseEscalation(_Refusing):
    """The landlord would not take it further (5.11)."""

    slug = "refuse-escalation"
    label = "Do not take it further"
    shapes = (e.EscalationRefused,)
    about = "Only on a ground for not taking a complaint at all, never because no reasons were given. The Ombudsman stays open to them."
    button = "Record that it is refused"
    LETTER = "escalation_refused"

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While a further stage was asked for and nothing was done about it."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        if record is None or record.requested is None or opened.complaint.over:
            return False
        return record.refused is None and record.acknowledged is None and not record.responses

    def facts(self) -> Iterable[e.Event]:
        """Refused, on this ground."""
        given = self.cleaned_data
        yield e.EscalationRefused(
            given["on"],
            max(self.opened.complaint.stage, 2),
            self.ground_given(),
            given["refusing_why"],
            yes(given["circumstances"]),
            tuple(given["parts"]),
        )


@command
class AcceptAfterAll(DeskCommand):
    """The landlord took the complaint on after all."""

    slug = "accept-after-all"
    label = "Take it on after all"
    kind = Kind.GATES
    shapes = (e.RefusalWithdrawn,)
    about = (
        "It is answered like any other. Its dates run from the day it was received, as if it had never been refused."
    )
    button = "Take it on"
    SHOWN: ClassVar[dict[str, Shown]] = {"accepting_why": Shown(rows=3)}

    accepting_why = forms.CharField(label="Why now?", widget=forms.Textarea)
    on = DateField(label="When was it taken on?")

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Where it stands refused, or a stage of it does."""
        return turned_away(opened)

    def facts(self) -> Iterable[e.Event]:
        """Taken on, with the reason."""
        given = self.cleaned_data
        yield e.RefusalWithdrawn(given["on"], given["accepting_why"])


def turned_away(opened: Opened) -> bool:
    """Whether the complaint, or a stage of it, stands as not accepted."""
    return opened.complaint.refused or any(each.shut for each in opened.complaint.stages.values())
