"""How a field of a form is shown: which component, with which options. The form says what is asked; this says how it looks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from putright.pages.components import component
from putright.pages.fields import DateInput

__all__ = ["Shown", "first_id", "hidden", "parts_in_error", "show_field"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form says about how one of its fields is shown. Given in the form's `SHOWN`, by the field's name."""

    called: str = ""
    """The field in an error, as in "Enter {called}": "the day it was received". Else the label is used."""
    width: str = ""
    """How long the box is: "2", "3", "4", "5", "10", "20" characters, or "one-half", "two-thirds" of the column."""
    autocomplete: str = ""
    """What the browser may fill in about the person who types: "name", "email", "tel", "street-address"."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """For choices: a line under one of them, by its value."""
    reveals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For radios and checkboxes: the fields a choice opens, by its value; with and without JavaScript."""
    before: str = ""
    """In front of the box: "£"."""
    after: str = ""
    """Behind the box: "working days"."""
    rows: int = 5
    count: bool = False
    """Whether a text of limited length says how much room is left."""
    inline: bool = False
    """Radios side by side: for two short choices."""
    small: bool = False
    """Smaller radios or checkboxes, for filters."""
    divide: str = ""
    """The value of the choice that stands apart behind an "or", such as none of these."""
    numeric: bool = False
    """Digits only, so that a telephone shows its number pad."""


_PLAIN = Shown()


def show_field(bound: BoundField, **more: Any) -> SafeString:  # noqa: ANN401  options go on to the component
    """The component for a bound field: label, hint, error, what was typed before.

    `heading=True` makes its label or legend the heading of the page; `size="l"` sizes it ("s", "m", "l", "xl").
    Other options go to the component as they are.
    """
    shown = _shown(bound)
    heading, size = bool(more.pop("heading", False)), str(more.pop("size", ""))
    widget = bound.field.widget
    if widget.is_hidden:
        return hidden(bound.html_name, _value(bound))
    name, options = _component_of(bound, shown, widget)
    title: dict[str, Any] = {"text": bound.label}
    if heading:
        size = size or "l"
        title["isPageHeading"] = True
    grouped = name in {"radios", "checkboxes", "date-input"}
    stem = "govuk-fieldset__legend" if grouped else "govuk-label"
    title["classes"] = f"{stem}--{size or 's'}"
    if grouped and not options.pop("bare", False):
        options["fieldset"] = {"legend": title}
    elif not grouped:
        options["label"] = title
    if bound.help_text:
        options["hint"] = {"text": bound.help_text}
    if bound.errors:
        options["errorMessage"] = {"text": " ".join(map(str, bound.errors))}
    # What a choice opens is opened by the style sheet. The library's script would mark it with a state that a radio
    # button cannot have.
    return SafeString(re.sub(r' data-aria-controls="[^"]*"', "", component(name, {**options, **more})))


def first_id(bound: BoundField) -> str:
    """The id of the box that an error leads to: for a day, the first part that is wrong."""
    if isinstance(bound.field.widget, DateInput):
        return f"{bound.auto_id}_{parts_in_error(bound)[0]}"
    return bound.auto_id


def parts_in_error(bound: BoundField) -> tuple[str, ...]:
    """Which of the boxes of a day are marked: those left empty, else all."""
    values = _boxes(bound)
    empty = tuple(part for part in DateInput.PARTS if not values[part])
    return empty if empty and len(empty) < len(DateInput.PARTS) else DateInput.PARTS


def _shown(bound: BoundField) -> Shown:
    said: Mapping[str, Shown] = getattr(bound.form, "SHOWN", {})
    return said.get(bound.name, _PLAIN)


def _component_of(bound: BoundField, shown: Shown, widget: forms.Widget) -> tuple[str, dict[str, Any]]:
    """The component's name and its own options; order matters, because widgets inherit from each other."""
    match widget:
        case DateInput():
            return "date-input", _date(bound)
        case forms.CheckboxSelectMultiple():
            return "checkboxes", _choices(bound, shown, "checkboxes")
        case forms.RadioSelect():
            return "radios", _choices(bound, shown, "radios")
        case forms.CheckboxInput():
            return "checkboxes", _tick(bound, shown)
        case forms.Select():
            return "select", _select(bound)
        case forms.Textarea():
            return _text(bound, shown)
        case forms.FileInput():
            return "file-upload", {**_named(bound), "attributes": _attributes(bound)}
        case forms.PasswordInput():
            return "password-input", {**_named(bound), "autocomplete": shown.autocomplete or "current-password"}
        case _:
            return "input", _input(bound, shown, widget)


def _named(bound: BoundField) -> dict[str, Any]:
    return {"id": bound.auto_id, "name": bound.html_name}


def _attributes(bound: BoundField) -> dict[str, Any]:
    """What the form put on the widget, and nothing of the browser's own checks: their words are not ours."""
    return {name: value for name, value in bound.field.widget.attrs.items() if name not in {"maxlength", "minlength"}}


def _value(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def _input(bound: BoundField, shown: Shown, widget: forms.Widget) -> dict[str, Any]:
    kind = getattr(widget, "input_type", "text")
    number = kind == "number" or shown.numeric
    # A number box scrolls away under the pointer and says nothing of what was wrong: a plain one, with the number pad.
    options = {**_named(bound), "value": _value(bound), "type": "text" if number else kind}
    if number:
        options["inputmode"] = "numeric"
        options["classes"] = "govuk-input--width-5"
    if shown.width:
        options["classes"] = _width(shown.width)
    if shown.autocomplete:
        options["autocomplete"] = shown.autocomplete
    if kind in {"email", "url"}:
        options["spellcheck"] = False
    if shown.before:
        options["prefix"] = {"text": shown.before}
    if shown.after:
        options["suffix"] = {"text": shown.after}
    options["attributes"] = _attributes(bound)
    return options


def _width(width: str) -> str:
    return f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}"


def _text(bound: BoundField, shown: Shown) -> tuple[str, dict[str, Any]]:
    # The macros indent what stands inside a fieldset, which would put spaces into somebody's words: line breaks travel
    # as character references, which nothing indents.
    words = SafeString(conditional_escape(_value(bound)).replace("\r\n", "\n").replace("\n", "&#10;"))
    options: dict[str, Any] = {**_named(bound), "value": words, "rows": str(shown.rows)}
    if shown.autocomplete:
        options["autocomplete"] = shown.autocomplete
    limit = getattr(bound.field, "max_length", None)
    if shown.count and limit:
        return "character-count", {**options, "maxlength": str(limit), "threshold": "50"}
    return "textarea", options


def _date(bound: BoundField) -> dict[str, Any]:
    wrong = parts_in_error(bound) if bound.errors else ()
    values = _boxes(bound)
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": part.capitalize(),
            "value": values[part],
            "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if part in wrong else ""),
            # Names of months are understood, so this box is not for digits alone.
            "inputmode": "text" if part == "month" else "numeric",
        }
        for part, width in (("day", "2"), ("month", "2"), ("year", "4"))
    ]
    return {"id": bound.auto_id, "items": items}


def _boxes(bound: BoundField) -> dict[str, str]:
    value = bound.value()
    parts = value if isinstance(value, list | tuple) else DateInput().decompress(value)
    return {
        part: "" if each is None else str(each)
        for part, each in zip(DateInput.PARTS, [*parts, "", "", ""][:3], strict=True)
    }


def _choices(bound: BoundField, shown: Shown, kind: str) -> dict[str, Any]:
    value = bound.value()
    chosen = {str(each) for each in value} if isinstance(value, list | tuple) else {str(value)}
    items: list[dict[str, Any]] = []
    for each, words in _offered(bound):
        key = str(getattr(each, "value", each))
        if key == "":
            continue
        if key == shown.divide:
            items.append({"divider": "or"})
        item: dict[str, Any] = {"value": key, "text": words, "checked": key in chosen}
        if key in shown.hints:
            item["hint"] = {"text": shown.hints[key]}
        if key in shown.reveals:
            item["conditional"] = {"html": _revealed(bound, shown.reveals[key])}
        if key == shown.divide and kind == "checkboxes":
            item["behaviour"] = "exclusive"
        items.append(item)
    classes = [f"govuk-{kind}--inline"] if shown.inline else []
    classes += [f"govuk-{kind}--small"] if shown.small else []
    return {"idPrefix": bound.auto_id, "name": bound.html_name, "items": items, "classes": " ".join(classes)}


def _offered(bound: BoundField) -> Iterable[tuple[Any, Any]]:
    assert isinstance(bound.field, forms.ChoiceField)
    return bound.field.choices  # type: ignore[return-value]  # groups of choices are not used here


def _revealed(bound: BoundField, names: tuple[str, ...]) -> SafeString:
    return SafeString("".join(show_field(bound.form[name]) for name in names))


def _tick(bound: BoundField, shown: Shown) -> dict[str, Any]:
    item: dict[str, Any] = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
    if "on" in shown.reveals:
        item["conditional"] = {"html": _revealed(bound, shown.reveals["on"])}
    small = "govuk-checkboxes--small" if shown.small else ""
    return {"idPrefix": bound.auto_id, "name": bound.html_name, "items": [item], "classes": small, "bare": True}


def _select(bound: BoundField) -> dict[str, Any]:
    chosen = _value(bound)
    items = []
    for each, words in _offered(bound):
        key = str(getattr(each, "value", each))
        items.append({"value": key, "text": words, "selected": key == chosen})
    return {**_named(bound), "items": items}


def hidden(name: str, value: str) -> SafeString:
    """A hidden field by itself."""
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)
