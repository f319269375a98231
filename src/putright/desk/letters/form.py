"""What somebody writes for a letter: its slots, what has to be chosen for it, who signs, how it is set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from putright.actions.letters import Save
from putright.actions.terms import under_for
from putright.complaint import events as e
from putright.desk.commands.choosing import people
from putright.desk.opened import Opened
from putright.letters import Kind, SlotState
from putright.letters.fields import Shape, all_fields
from putright.pages.fields import DateField
from putright.pages.forms import PageForm
from putright.pages.shown import Shown
from putright.policy.terms import policy_grounds
from putright.records.letters_models import LetterDraft
from putright.workdays import in_words

__all__ = ["LAYOUTS", "LetterForm", "called"]

LAYOUTS = [
    ("", "As they chose"),
    ("standard", "Ordinary print"),
    ("large_18", "Large print, 18 point"),
    ("large_24", "Large print, 24 point"),
    ("easy", "Easy layout, one sentence to a line"),
]
_YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not asked")]
_RHYTHMS = [
    ("", "As agreed before, or not agreed yet"),
    ("7", "Every week"),
    ("14", "Every two weeks"),
    ("28", "Every four weeks"),
]
_LONG = 100_000


def called(slot: str) -> str:
    """The name of a slot in words."""
    words = slot.replace("_", " ")
    return words[:1].upper() + words[1:]


class LetterForm(PageForm):
    """The form of one letter. Its fields follow from the kind, from the template and from what the complaint holds."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        opened: Opened,
        kind: Kind,
        stage: int,
        slots: tuple[SlotState, ...],
        draft: LetterDraft,
        *args: Any,  # noqa: ANN401  Django's own
        **more: Any,  # noqa: ANN401  the same
    ) -> None:
        """For one letter of a complaint, with what was written so far."""
        self.opened, self.kind, self.stage, self.draft = opened, kind, stage, draft
        more.setdefault("initial", {}).update(_first_values(slots, draft))
        super().__init__(*args, **more)
        self.slots = _slots_shown(slots, self.data)
        self.SHOWN = {f"slot_{name}": Shown(rows=3 if optional else 5) for name, _, optional in self.slots}  # type: ignore[misc]  # its own
        for name, prompt, optional in self.slots:
            self.fields[f"slot_{name}"] = forms.CharField(
                label=called(name), help_text=prompt, widget=forms.Textarea, required=False, max_length=_LONG
            )
            if not optional:
                self.fields[f"out_{name}"] = forms.BooleanField(label="Leave this out of the letter", required=False)
                self.SHOWN[f"out_{name}"] = Shown(small=True)
        for name, made in _choices_of(kind, stage, opened).items():
            self.fields[f"choice_{name}"] = made.box
            self.SHOWN[f"choice_{name}"] = made.shown
            if made.first is not None:
                self.initial.setdefault(f"choice_{name}", made.first)
        signers = [("", "Whoever handles it"), *people(opened)]
        self.fields["signer"] = forms.ChoiceField(label="Who signs?", choices=signers, required=False)
        self.fields["layout"] = forms.ChoiceField(label="How is it set?", choices=LAYOUTS, required=False)

    def first_choices(self) -> dict[str, str]:
        """What stands in the choices as the form is first shown, so that the letter beside it holds the same."""
        named = {name: self.initial.get(name) for name in self.fields if name.startswith("choice_")}
        return {name.removeprefix("choice_"): _plain(value) for name, value in named.items() if value}

    def choosing(self) -> Iterator[BoundField]:
        """What has to be chosen, before what is written."""
        return (self[name] for name in self.fields if name.startswith("choice_"))

    def writing(self) -> Iterator[tuple[BoundField, BoundField | None]]:
        """Each slot with the box that leaves it out, where it may be left out only on purpose."""
        for name, _, optional in self.slots:
            yield self[f"slot_{name}"], None if optional else self[f"out_{name}"]

    def written(self) -> tuple[dict[str, str], dict[str, str]]:
        """The slots and the choices, as a draft keeps them. A slot left out on purpose is an empty text."""
        given = self.cleaned_data
        slots: dict[str, str] = {}
        for name, _, optional in self.slots:
            text = given.get(f"slot_{name}", "").strip()
            if text:
                slots[name] = text
            elif not optional and given.get(f"out_{name}"):
                slots[name] = ""
        choices = {
            name.removeprefix("choice_"): _plain(given.get(name)) for name in self.fields if name.startswith("choice_")
        }
        kept = {name: text for name, text in self.draft.slots.items() if name not in {each[0] for each in self.slots}}
        return {**kept, **slots}, {name: text for name, text in choices.items() if text}

    def asked(self) -> Save:
        """What it asks to be saved."""
        slots, choices = self.written()
        given = self.cleaned_data
        return Save(
            self.opened.row.complaint,
            self.kind.name,
            self.stage,
            slots,
            choices,
            given.get("signer", ""),
            given.get("layout", ""),
            "",
            given.get("version") or 0,
        )


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _slots_shown(slots: tuple[SlotState, ...], data: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """What the letter has room for now, and what was sent with the form although the letter has no room for it any more."""
    found = [(each.name, each.prompt, each.optional) for each in slots]
    known = all_fields()
    for name in data:
        slot = name.removeprefix("slot_")
        there = name.startswith("slot_") and slot in known and known[slot].shape is Shape.SLOT
        if there and slot not in {each[0] for each in found} and str(data[name]).strip():
            found.append((slot, known[slot].says, known[slot].optional))
    return found


def _first_values(slots: tuple[SlotState, ...], draft: LetterDraft) -> dict[str, Any]:
    first: dict[str, Any] = {"version": 0 if draft._state.adding else draft.version}  # noqa: SLF001  Django's documented name
    for each in slots:
        first[f"slot_{each.name}"] = each.text
        first[f"out_{each.name}"] = each.left_out and not each.optional
    for name, text in draft.choices.items():
        first[f"choice_{name}"] = date.fromisoformat(text) if name.endswith("_on") else text
    return first | {"signer": draft.signer, "layout": draft.layout}


@dataclass(frozen=True, slots=True)
class _Made:
    box: forms.Field
    shown: Shown = field(default_factory=Shown)
    first: object = None


def _choices_of(kind: Kind, stage: int, opened: Opened) -> dict[str, _Made]:
    """What has to be chosen for the facts of a kind of letter."""
    match kind.name.split("_", maxsplit=1)[0]:
        case "extension":
            return _extension(stage, opened)
        case "progress":
            return {"next_on": _Made(DateField(label="When do they hear from us next?", required=False))}
        case "not":
            return _refusal(opened) | {
                "discretion": _Made(
                    forms.ChoiceField(
                        label="Was it thought about whether to take it all the same?",
                        choices=_YES_NO,
                        widget=forms.RadioSelect,
                        required=False,
                    ),
                    Shown(inline=True),
                )
            }
        case "escalation":
            return _refusal(opened)
        case "response":
            record = opened.complaint.stages.get(stage)
            first = (record.decided_by if record else "") or opened.who.key
            deciders = people(opened)
            return {"decided_by": _Made(forms.ChoiceField(label="Who decided it?", choices=deciders), Shown(), first)}
        case "promise":
            return {"promise": _promises(opened)}
        case "ombudsman":
            return _request(opened)
        case _:
            return {}


def _extension(stage: int, opened: Opened) -> dict[str, _Made]:
    last = _longest(stage, opened)
    said = f"The Code gives until {in_words(last)} at the longest." if last else ""
    return {
        "new_due_on": _Made(
            DateField(label="By which day will we answer now?", help_text=said), Shown(called="the new date"), last
        ),
        "asked_by": _Made(
            forms.ChoiceField(
                label="Whose wish was it?",
                choices=[("landlord", "Ours"), ("resident", "The resident's")],
                widget=forms.RadioSelect,
            ),
            Shown(inline=True),
            "landlord",
        ),
        "agreed": _Made(
            forms.ChoiceField(
                label="Did the resident agree?", choices=_YES_NO, widget=forms.RadioSelect, required=False
            ),
            Shown(inline=True),
            "",
        ),
        "every_days": _Made(
            forms.ChoiceField(label="How often do they hear from us until then?", choices=_RHYTHMS, required=False)
        ),
        "beyond": _Made(
            forms.CharField(
                label="Why does it go beyond the longest time?",
                help_text="Only where it does. It is for the record, not in the letter.",
                widget=forms.Textarea,
                required=False,
            ),
            Shown(rows=2),
        ),
    }


def _longest(stage: int, opened: Opened) -> date | None:
    """The last day of an extension under the edition; None where it sets none."""
    due = [
        each
        for each in opened.assessment.deadlines
        if each.what == "respond" and each.stage == stage and each.base_due_on
    ]
    rule = opened.assessment.rulebook.stage(stage)
    if not due or rule is None or rule.extension is None:
        return None
    first = due[0]
    assert first.base_due_on is not None
    return first.calendar.add(first.base_due_on, rule.extension.working_days)


def _refusal(opened: Opened) -> dict[str, _Made]:
    """The grounds of the edition and of the landlord's policy, each with its place."""
    edition = opened.assessment.rulebook
    grounds = {each.name: f"{each.summary} (Code {each.provision})" for each in edition.grounds}
    terms = under_for(opened.who.landlord, opened.complaint, opened.who.today).terms
    for own in policy_grounds(terms.policy) if terms is not None else ():
        grounds.setdefault(own.ground.value, f"{own.name[:1].upper()}{own.name[1:]} (policy section {own.section})")
    return {
        "ground": _Made(
            forms.ChoiceField(label="On which ground?", choices=list(grounds.items()), widget=forms.RadioSelect),
            Shown(called="the ground"),
        ),
        "evidence": _Made(
            forms.CharField(
                label="What shows it?",
                help_text="For the record, not in the letter.",
                widget=forms.Textarea,
                required=False,
            ),
            Shown(rows=2),
        ),
    }


def _promises(opened: Opened) -> _Made:
    done = [(name, each) for name, each in opened.complaint.promises.items() if each.done is not None]
    done.sort(key=lambda pair: pair[1].resident_knows)
    choices = [(name, opened.named(each.made.what or name)) for name, each in done]
    first = choices[0][0] if choices else None
    return _Made(forms.ChoiceField(label="Which promise?", choices=choices, widget=forms.RadioSelect), Shown(), first)


def _request(opened: Opened) -> dict[str, _Made]:
    asked = [
        (name, name)
        for name, each in opened.complaint.orders.items()
        if isinstance(each.made, e.OmbudsmanEvidenceRequested) and each.met is None
    ]
    if not asked:
        return {}
    choices = [*asked, ("", "None of these")]
    return {"request": _Made(forms.ChoiceField(label="Which request does it answer?", choices=choices, required=False))}
