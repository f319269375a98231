"""The complaint definition: this complaint as understood, point by point, whose each is to answer, and the outcome sought."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from putright.complaint import events as e
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["AskClarification", "ClarificationAnswered", "DefinitionDisputed", "SetDefinition"]

_WHOSE = [
    (e.Responsibility.OURS.value, "Ours"),
    (e.Responsibility.NOT_OURS.value, "Not ours"),
    (e.Responsibility.UNCLEAR.value, "Not clear yet"),
]
_SPARE = 2
"""Empty rows offered behind the points there are."""
_FIRST = 3
"""Rows there are at least."""
_MOST = 30


@command
class SetDefinition(DeskCommand):
    """The complaint is set out: the points, whose each is to answer, and what the resident wants (5.6, 5.7)."""

    slug = "define"
    label = "Set out the complaint"
    kind = Kind.ANSWERING
    shapes = (e.DefinitionSet,)
    about = "Each point gets a decision of its own later, so one matter to a point, in the resident's sense."
    button = "Set out the complaint"
    template = "desk/commands/define.html"
    SHOWN: ClassVar[dict[str, Shown]] = {
        "outcomes_sought": Shown(rows=3),
        "agreed_by_resident": Shown(inline=True),
    }

    on = DateField(label="When was it set out?")
    outcomes_sought = forms.CharField(label="What does the resident want?", widget=forms.Textarea, required=False)
    agreed_by_resident = forms.ChoiceField(
        label="Has the resident agreed that this is the complaint?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not asked yet")],
        widget=forms.RadioSelect,
        required=False,
    )

    def prepare(self) -> None:
        """A row for each point there is, and some empty ones."""
        self.happened()
        record = self.opened.complaint.stages.get(self.opened.complaint.stage)
        known = record.definition if record and record.definition else None
        points = list(known.points) if known else self._taken_further()
        if (wanted := known or self._before()) is not None:
            self.initial.setdefault("outcomes_sought", wanted.outcomes_sought)
        self.rows = self._how_many(len(points))
        for number in range(1, self.rows + 1):
            self._row(number, points[number - 1] if number <= len(points) else None)

    def _before(self) -> e.DefinitionSet | None:
        """What an earlier stage set out, the latest first: what the resident wanted then is where a later stage begins."""
        stages = sorted(self.opened.complaint.stages.items(), reverse=True)
        return next((record.definition for _, record in stages if record.definition is not None), None)

    def _taken_further(self) -> list[e.Point]:
        """At stage 2 what was taken further is the beginning; at stage 1 the points that are known already."""
        complaint = self.opened.complaint
        record = complaint.stages.get(complaint.stage)
        wanted = set(record.requested.points) if record and record.requested else set()
        return [point for name, point in complaint.points.items() if not wanted or name in wanted]

    def _how_many(self, there: int) -> int:
        posted = sum(1 for name in self.data if name.startswith("point_") and name.endswith("_text"))
        room = int(self.initial.get("room", 0))
        wanted = max(there + _SPARE, posted, room + _SPARE if room else 0, _FIRST)
        return min(wanted, _MOST)

    def _row(self, number: int, point: e.Point | None) -> None:
        stem = f"point_{number}"
        self.fields[f"{stem}_id"] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)
        self.fields[f"{stem}_text"] = forms.CharField(
            label=f"Point {number}", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=4000
        )
        self.fields[f"{stem}_whose"] = forms.ChoiceField(
            label=f"Whose is point {number} to answer?", choices=[("", "Nobody has said"), *_WHOSE], required=False
        )
        self.fields[f"{stem}_who"] = forms.CharField(
            label=f"If point {number} is not ours, who answers for it?", required=False, max_length=200
        )
        if point is not None:
            self.initial.setdefault(f"{stem}_id", point.id)
            self.initial.setdefault(f"{stem}_text", point.text)
            self.initial.setdefault(f"{stem}_whose", point.responsible.value if point.responsible else "")
            self.initial.setdefault(f"{stem}_who", point.who)
        else:
            self.initial.setdefault(f"{stem}_whose", e.Responsibility.OURS.value)

    def asked_points(self) -> Iterator[tuple[int, BoundField, BoundField, BoundField]]:
        """The rows as the page shows them."""
        for number in range(1, self.rows + 1):
            stem = f"point_{number}"
            yield number, self[f"{stem}_text"], self[f"{stem}_whose"], self[f"{stem}_who"]

    def clean(self) -> dict[str, Any]:
        """At least one point; who answers where it is not ours."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"point_{n}_text", "").strip() for n in range(1, self.rows + 1)):
            raise ValidationError("Write at least one point: what the complaint is about.")
        for n in range(1, self.rows + 1):
            not_ours = given.get(f"point_{n}_whose") == e.Responsibility.NOT_OURS.value
            if given.get(f"point_{n}_text", "").strip() and not_ours and not given.get(f"point_{n}_who", "").strip():
                self.add_error(
                    f"point_{n}_who", f"Say who answers for point {n}, so that the resident knows whom to ask."
                )
        return given

    def facts(self) -> Iterable[e.Event]:
        """One fact with all the points that have words; a point keeps the name it had."""
        given = self.cleaned_data
        agreed = {"yes": True, "no": False}.get(given["agreed_by_resident"])
        yield e.DefinitionSet(
            given["on"], tuple(self._points()), given["outcomes_sought"], self.opened.complaint.stage, agreed
        )

    def _points(self) -> Iterator[e.Point]:
        given = self.cleaned_data
        taken = {*self.opened.complaint.points, *(given[f"point_{n}_id"] for n in range(1, self.rows + 1))}
        for n in range(1, self.rows + 1):
            text = given[f"point_{n}_text"].strip()
            if not text:
                continue
            whose = given[f"point_{n}_whose"]
            name = given[f"point_{n}_id"] or _free(taken)
            taken.add(name)
            yield e.Point(name, text, e.Responsibility(whose) if whose else None, given[f"point_{n}_who"].strip())


def _free(taken: set[str]) -> str:
    """The first of p1, p2, p3 that no point goes by."""
    return next(name for n in range(1, _MOST * 4) if (name := f"p{n}") not in taken)


@command
class AskClarification(DeskCommand):
    """Something is unclear and the resident is asked (5.6)."""

    slug = "ask-the-resident"
    label = "Ask the resident to make something clear"
    kind = Kind.IN_TOUCH
    shapes = (e.ClarificationAsked,)
    about = "Asking does not stop the clock: the acknowledgement and the answer keep their dates."
    button = "Record the question"

    on = DateField(label="When were they asked?")
    question = forms.CharField(label="What were they asked?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While the stage is open."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return record is not None and not record.responses and not opened.complaint.over

    def facts(self) -> Iterable[e.Event]:
        """The question."""
        given = self.cleaned_data
        yield e.ClarificationAsked(given["on"], given["question"], self.opened.complaint.stage)


@command
class ClarificationAnswered(DeskCommand):
    """The resident made it clear."""

    slug = "resident-made-clear"
    label = "The resident made it clear"
    kind = Kind.IN_TOUCH
    shapes = (e.ClarificationReceived,)
    about = "What they said is kept in their words; set out the complaint again if it changes how it is understood."
    button = "Record what they said"

    on = DateField(label="When did they say it?")
    answer = forms.CharField(label="What did they say?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """While a question is open."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return record is not None and record.clarification_asked is not None and record.clarified is None

    def facts(self) -> Iterable[e.Event]:
        """The answer."""
        given = self.cleaned_data
        yield e.ClarificationReceived(given["on"], given["answer"], self.opened.complaint.stage)


@command
class DefinitionDisputed(DeskCommand):
    """The resident says that the definition is not right."""

    slug = "not-right"
    label = "The resident says this is not the complaint"
    kind = Kind.IN_TOUCH
    shapes = (e.DefinitionDisputed,)
    about = "Set out the complaint again with them afterwards."
    button = "Record what is not right"

    on = DateField(label="When did they say so?")
    what = forms.CharField(label="What is not right?", widget=forms.Textarea)

    def prepare(self) -> None:
        """Today."""
        self.happened()

    @classmethod
    def fits(cls, opened: Opened) -> bool:
        """Once it has been set out, while the stage is open."""
        record = opened.complaint.stages.get(opened.complaint.stage)
        return record is not None and record.definition is not None and not record.responses

    def facts(self) -> Iterable[e.Event]:
        """What they said."""
        given = self.cleaned_data
        yield e.DefinitionDisputed(given["on"], given["what"], self.opened.complaint.stage)
