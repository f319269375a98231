"""The parts of any fact as fields of a form, by what they are made of; and the fact again out of what was filled in.

Names that the entries of a complaint go by (a promise, a document), and people on file, are not here: an entry that is
about the wrong one is struck out and recorded again.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from django import forms

from putright.complaint import events as e
from putright.desk.commands.choosing import YES_NO, everybody, letter_parts, open_stages, teams, words_of
from putright.desk.commands.refusing import grounds
from putright.desk.commands.registry import COMMANDS
from putright.desk.opened import Opened
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.people.finding import find_homes, find_residents
from putright.people.models import Home, Landlord, Resident
from putright.people.roles import Limit
from putright.records.sealing import ERASED

__all__ = ["fields_of", "replaced"]

_KEPT = frozenset(
    [
        "promise",
        "remedy",
        "contribution",
        "letter",
        "order",
        "request",
        "document",
        "digest",
        "learning",
        "dates_only",
        "name",
        "new_complaint",
        "lead",
        "members",
        "member",
        "representative",
        "home",
        "because",
        "suggested",
        "kind_of_letter",
        "other",
        "entry",
    ]
)
_PEOPLE = frozenset({"by", "of", "decided_by", "approved_by", "person", "owner", "team"})
_SHORT = 200
_PENCE = 100
_LABELS = {
    "on": "When did it happen?",
    "channel": "How?",
    "how": "How?",
    "stage": "At which stage?",
    "received_by": "Who heard it first?",
    "complainant": "Is it the resident, or somebody else?",
    "tenure": "How is the home held?",
    "higher_risk_building": "Is it a higher-risk building?",
    "person": "Whose complaint is it?",
    "home": "About which home?",
    "in_their_words": "What they said, in their words",
    "original_kept": "Is what they sent on file?",
    "by": "Who did it?",
    "asked_by": "Whose wish was it?",
    "approved_by": "Who approved it?",
    "ended_on": "Until when?",
    "work_continues": "Does the work on the request go on?",
    "authority_given": "Has the resident said that they may?",
    "parts": "What does the letter hold?",
    "good_reason_beyond_limit": "Why does it go beyond the longest time the Code gives?",
    "reason_known": "Does the file say whether a reason was given?",
    "reasons_demanded": "Were they made to give reasons?",
    "acknowledges": "Was it the acknowledgement as well?",
    "answered_by": "Whose answer is it?",
    "circumstances_considered": "Were the resident's own circumstances considered?",
    "discretion_considered": "Was it considered to take it on all the same?",
    "equality_considered": "Was regard had to the Equality Act?",
    "amount_pence": "How much, if it is money?",
    "resident_told": "Has the resident been told?",
    "agreed_with_resident": "Was it agreed with the resident?",
    "accompaniment_offered": "Were they told that somebody may come with them?",
    "told_how_to_complain": "Were they told how to complain?",
    "joined": "Does it join this complaint?",
    "type": "Of which type?",
    "reference": "The reference it goes by",
    "kind": "Of which kind?",
    "reason": "Why?",
    "why": "Why?",
}
_Made = tuple[forms.Field, Any, Shown]


class OnFileField(forms.CharField):
    """Somebody or some home on file, by name, address or number. Gives the id that entries carry."""

    def __init__(self, landlord: Landlord, of: type[Resident | Home], before: str, shown: str, *, label: str) -> None:
        """`before` is the id there is, `shown` the words it is shown by: left as they are, it stays."""
        super().__init__(
            label=label, required=False, max_length=400, help_text="The name or address, or our number for it."
        )
        self.landlord, self.of, self.before, self.shown = landlord, of, before, " ".join(shown.split())

    def clean(self, value: Any) -> str:  # noqa: ANN401  Django passes what was sent
        """The id. Raises ValidationError where the words fit none, or more than one."""
        words = " ".join(str(super().clean(value)).split())
        if words == self.shown:
            return self.before
        if not words:
            return ""
        find = find_residents if self.of is Resident else find_homes
        found = list(find(self.landlord, words)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                f"“{words}” fits more than one: write more of it, or the number."
                if found
                else f"“{words}” is not on file."
            )
        return str(found[0].pk)


def fields_of(opened: Opened, fact: e.Event) -> dict[str, _Made]:
    """For each part of a fact that can be put right: its field, the value it has, how it is shown."""
    found: dict[str, _Made] = {}
    for part in fields(fact):  # type: ignore[arg-type]  # events are dataclasses
        if part.name in _KEPT or getattr(fact, part.name) == ERASED:
            continue
        found |= _parts_of(opened, fact, part)
    return found


def replaced(fact: e.Event, given: dict[str, Any]) -> e.Event:
    """The fact with what was filled in."""
    hints = _hints(type(fact))
    values: dict[str, Any] = {}
    for part in fields(fact):  # type: ignore[arg-type]  # events are dataclasses
        before = getattr(fact, part.name)
        if _holds(hints[part.name], e.Point):
            values[part.name] = tuple(_point(each, f"{part.name}_{n}", given) for n, each in enumerate(before, start=1))
        elif _holds(hints[part.name], e.PointFinding):
            values[part.name] = tuple(_finding(before, part.name, given))
        elif part.name in given:
            values[part.name] = _value(hints[part.name], part.name, before, given[part.name])
    return replace(fact, **values)  # type: ignore[type-var]  # the same


def _point(point: e.Point, stem: str, given: dict[str, Any]) -> e.Point:
    whose = given.get(f"{stem}_responsible") or ""
    text, who = given.get(f"{stem}_text") or "", given.get(f"{stem}_who") or ""
    return replace(point, text=text, responsible=e.Responsibility(whose) if whose else None, who=who)


def _finding(before: tuple[e.PointFinding, ...], name: str, given: dict[str, Any]) -> Iterator[e.PointFinding]:
    for number, each in enumerate(before, start=1):
        outcome = given.get(f"{name}_{number}")
        if outcome:
            yield replace(each, outcome=e.Outcome(outcome))


def _value(hint: Any, name: str, before: Any, given: Any) -> Any:  # noqa: ANN401  whatever the part is made of
    kind, optional = _kind(hint)
    if name == "amount_pence":
        return None if given is None else int(given * _PENCE)
    if kind is bool:
        return {"yes": True, "no": False}.get(given, None if optional else before)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind, given, before, optional=optional)
    if kind is tuple:
        return None if before is None and not given else tuple(given or ())
    if name == "stage":
        return int(given)
    if kind is str:
        return given or ""
    return given


def _member(kind: type[Enum], given: str, before: Any, *, optional: bool) -> Any:  # noqa: ANN401
    return next((each for each in kind if str(each.value) == given), None if optional else before)


def _parts_of(opened: Opened, fact: e.Event, part: "Field[Any]") -> dict[str, _Made]:
    hint, value = _hints(type(fact))[part.name], getattr(fact, part.name)
    if _holds(hint, e.Point):
        return {
            name: made for n, each in enumerate(value, start=1) for name, made in _of_point(f"{part.name}_{n}", each)
        }
    if _holds(hint, e.PointFinding):
        names = {name: point.text or name for name, point in opened.complaint.points.items()}
        return {
            f"{part.name}_{n}": (
                _choice(f"Found on “{names.get(each.point, each.point)}”", words_of(e.Outcome)), each.outcome.value, Shown()
            )
            for n, each in enumerate(value, start=1)
        }  # fmt: skip
    label = _label(type(fact), part.name)
    required = part.default is MISSING and part.name != "on"
    made = _plain_field(opened, fact, part.name, hint, label, required=required)
    return {} if made is None else {part.name: made}


def _of_point(stem: str, point: e.Point) -> Iterator[tuple[str, _Made]]:
    text = forms.CharField(label=f"Point {point.id}", widget=forms.Textarea, required=False, max_length=4000)
    yield f"{stem}_text", (text, point.text, Shown(rows=2))
    whose = [("", "Nobody has said"), *words_of(e.Responsibility)]
    responsible = point.responsible.value if point.responsible else ""
    yield f"{stem}_responsible", (_choice(f"Whose is {point.id} to answer?", whose), responsible, Shown())
    who = forms.CharField(label=f"If {point.id} is not ours, who answers for it?", required=False, max_length=_SHORT)
    yield f"{stem}_who", (who, point.who, Shown())


def _plain_field(
    opened: Opened,
    fact: e.Event,
    name: str,
    hint: Any,  # noqa: ANN401  a type hint
    label: str,
    *,
    required: bool,
) -> _Made | None:
    kind, optional = _kind(hint)
    value = getattr(fact, name)
    if kind is date:
        field = DateField(
            label=label, required=required, help_text="" if required else "Leave it empty if nobody knows."
        )
        if name in {"on", "began_on", "became_aware_on", "ended_on"}:
            field.bounds(not_after=opened.who.today)
        return field, value, Shown(called="the day")
    if kind is bool:
        choices = [*YES_NO, ("", "Not known")] if optional else YES_NO
        field_ = forms.ChoiceField(
            label=label, choices=choices, widget=forms.Select if optional else forms.RadioSelect, required=not optional
        )
        return field_, {True: "yes", False: "no", None: ""}[value], Shown(inline=True)
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = [("", "Not said")] if optional else []
        members += [(str(each.value), _called(each)) for each in kind]
        return _choice(label, members, required=not optional), str(value.value) if value is not None else "", Shown()
    if name == "amount_pence":
        pounds = Decimal(value) / _PENCE if value is not None else None
        money = forms.DecimalField(
            label=label, required=False, min_value=Decimal("0.01"), max_digits=9, decimal_places=2
        )
        return money, pounds, Shown(before="£", width="5", called="the amount")
    if name == "stage":
        stages = dict(open_stages(opened)) | {str(value): f"Stage {value}"}
        return _choice(label, list(stages.items()), required=True), str(value), Shown()
    if kind is int:
        return forms.IntegerField(label=label, required=False, min_value=1, max_value=366), value, Shown(width="3")
    if kind is tuple:
        return _several(opened, fact, name, value, label)
    return _text(opened, name, value, label, fact=fact, personal=_personal(hint), required=required)


def _text(opened: Opened, name: str, value: str, label: str, *, fact: e.Event, personal: bool, required: bool) -> _Made:
    if isinstance(fact, e.ComplaintReceived) and name in {"person", "home"}:
        of: type[Resident | Home] = Resident if name == "person" else Home
        shown = opened.named(value) if value else ""
        return OnFileField(opened.who.landlord, of, value, shown, label=label), shown, Shown(width="two-thirds")
    if name in _PEOPLE:
        named = opened.named(value) if value else "Nobody"
        listed = dict([*everybody(opened), *(teams(opened) if name in {"owner", "team"} else [])])
        return _choice(label, list(({value: named} | listed | {"": "Nobody"}).items())), value, Shown()
    if name == "ground":
        listed = {"": "None"} | {key: words for key, words in grounds(opened) if key != "none"}
        return _choice(label, list(({value: value.replace("_", " ") or "None"} | listed).items())), value, Shown()
    if isinstance(fact, e.ContactRestricted) and name == "kind":
        listed = {value: value.replace("_", " ")} | dict(words_of(Limit))
        return _choice(label, list(listed.items()), required=True), value, Shown()
    if personal:
        return forms.CharField(label=label, widget=forms.Textarea, required=required), value, Shown(rows=3)
    return forms.CharField(label=label, max_length=_SHORT, required=required), value, Shown(width="two-thirds")


def _several(opened: Opened, fact: e.Event, name: str, value: tuple[str, ...] | None, label: str) -> _Made:
    if name == "parts":
        listed = dict(letter_parts(opened, _LETTERS.get(type(fact), lambda _: "")(fact)))
    elif name == "visible_to":
        listed = dict(everybody(opened))
    else:
        listed = {key: point.text or key for key, point in opened.complaint.points.items()}
    listed = listed | {each: opened.named(each).replace("_", " ") for each in value or () if each not in listed}
    field = forms.MultipleChoiceField(
        label=label, choices=list(listed.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    return field, list(value or ()), Shown()


_LETTERS: dict[type[Any], Callable[[Any], str]] = {
    e.Acknowledged: lambda x: f"acknowledgement_{min(x.stage, 2)}",
    e.Extended: lambda x: f"extension_{min(x.stage, 2)}",
    e.ResponseIssued: lambda x: f"response_{min(x.stage, 2)}",
    e.NotAccepted: lambda _: "not_accepted",
    e.EscalationRefused: lambda _: "escalation_refused",
}


def _choice(label: str, choices: list[tuple[str, str]], *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required)


def _called(member: Enum) -> str:
    words = (member.name.lower() if isinstance(member.value, int) else str(member.value)).replace("_", " ")
    return words[:1].upper() + words[1:]


def _label(shape: type[Any], name: str) -> str:
    """The question that the fact's own form asks for this part; else the one that such a part is asked for by."""
    own = next((each for each in COMMANDS.values() if each.shapes == (shape,)), None)
    asked: dict[str, forms.Field] = own.base_fields if own is not None else {}
    if name in asked:
        return str(asked[name].label)
    if name in {"reason", "why"}:
        whys = [field for each, field in asked.items() if each.endswith("_why") or each == "said_why"]
        if whys:
            return str(whys[0].label)
    words = name.replace("_", " ")
    return _LABELS.get(name, words[:1].upper() + words[1:])


@cache
def _hints(shape: type[Any]) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


def _personal(hint: Any) -> bool:  # noqa: ANN401  a type hint
    return get_origin(hint) is Annotated


def _kind(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401  a type hint
    """What a part is made of, and whether it may be None."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        inner = [each for each in get_args(hint) if each is not type(None)]
        return _kind(inner[0])[0], True
    return (get_origin(hint) or hint), False


def _holds(hint: Any, inside: type[Any]) -> bool:  # noqa: ANN401  a type hint
    """Whether a part is several of these."""
    return get_origin(hint) is tuple and inside in get_args(hint)
