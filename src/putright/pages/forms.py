"""The form that every page's form is built on: our own words for what is missing, and no letter sent twice.

Two hidden fields travel with it. `sent_once` is an id made when the page was shown: sent twice (a second click, the
back button, a connection that broke after it had arrived), it is recognised, and the second time changes nothing.
`expected_number` is the number of the last entry the person saw: where somebody else has written in the meantime, they
are told what, instead of writing over it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from uuid_utils.compat import uuid7

from putright.pages.fields import DateField
from putright.pages.shown import Shown

__all__ = ["CommandForm", "PageForm"]


_SAY_WHICH = frozenset(
    {"your", "their", "our", "the", "a", "an", "who", "what", "when", "where", "which", "why", "how"}
)


class PageForm(forms.Form):
    """A form in our words. `SHOWN` says how its fields look, where that is not plain from what they are."""

    SHOWN: ClassVar[dict[str, Shown]] = {}
    use_required_attribute = False  # the browser's own words are not ours, and stop at the first thing that is missing
    error_css_class = ""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  as any form
        """As any form of Django's."""
        super().__init__(*args, **{"label_suffix": "", **more})
        for name, each in self.fields.items():
            _put_into_our_words(each, self.SHOWN.get(name, Shown()).called)

    def set_bounds(
        self, name: str, *, not_before: date | None = None, not_after: date | None = None, why: str = ""
    ) -> None:
        """The first and the last day that a `DateField` of the form may be, and why, in a sentence of its own."""
        field = self.fields[name]
        assert isinstance(field, DateField)
        field.bounds(not_before=not_before, not_after=not_after, why=why)

    def set_choices(self, name: str, choices: Iterable[tuple[object, str]]) -> None:
        """The answers that a `ChoiceField` of the form offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def shown_fields(self) -> Iterator[BoundField]:
        """The fields that stand by themselves, in order: not the hidden ones, not those that a choice opens."""
        within = {name for shown in self.SHOWN.values() for names in shown.reveals.values() for name in names}
        return (self[name] for name in self.fields if name not in within and not self[name].is_hidden)


class CommandForm(PageForm):
    """A form that asks for something to be recorded."""

    sent_once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    expected_number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, expected_number: int | None = None, **more: Any) -> None:  # noqa: ANN401  as any form
        """`expected_number` is the number of the last entry that the page shows."""
        super().__init__(*args, **more)
        self.initial.setdefault("sent_once", uuid7())
        if expected_number is not None:
            self.initial.setdefault("expected_number", expected_number)

    def clean_sent_once(self) -> UUID:
        """The id of this sending; a new one where the page carried none, because that is nobody's mistake to mend."""
        return self.cleaned_data["sent_once"] or uuid7()

    @property
    def key(self) -> UUID:
        """The id that this sending is known by, once the form is found right."""
        found: UUID = self.cleaned_data["sent_once"]
        return found


def _put_into_our_words(field: forms.Field, called: str) -> None:
    """Every sentence Django would say, where the form has not said its own."""
    label = str(field.label or "").strip()
    asked = label.endswith("?")
    thing = called or ("" if asked else _with_article(label))
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    ours = {
        "required": f"{verb} {thing}." if thing else f"Answer the question: {label}" if label else f"{verb} something.",
        "max_length": (
            f"{thing[:1].upper() + thing[1:] or 'Your answer'} can be %(limit_value)d characters long at most: this is "
            "%(show_value)d."
        ),
        "min_length": (
            f"{thing[:1].upper() + thing[1:] or 'Your answer'} has to be %(limit_value)d characters long at least: this "
            "is %(show_value)d."
        ),
        "invalid_choice": "Choose one of the answers on the page.",
        "invalid_list": "Choose one or more of the answers on the page.",
        "null_characters_not_allowed": "There is a character in this that cannot be kept: type it again.",
    }
    if isinstance(field, DateField):
        field.called = thing or "the date"
        return
    ours |= _of_its_kind(field, label, thing)
    theirs: dict[str, object] = {}
    for each in reversed(type(field).__mro__):
        theirs |= getattr(each, "default_error_messages", {})
    for code, words in ours.items():
        if field.error_messages.get(code) == theirs.get(code):  # the form has not said its own
            field.error_messages[code] = words


def _of_its_kind(field: forms.Field, label: str, thing: str) -> dict[str, str]:
    """The sentences that only one kind of field can need."""
    match field:
        case forms.BooleanField():
            return {"required": f"Tick the box: {label}" if label else "Tick the box."}
        case forms.FileField():
            return {
                "required": f"Choose {thing or 'a file'}.",
                "empty": "The file is empty: choose it again.",
                "missing": "No file arrived: choose it again.",
            }
        case forms.EmailField():
            return {"invalid": "Enter an e-mail address with an @ in it, for example asha@example.org."}
        case forms.IntegerField():
            return {
                "invalid": "Enter a whole number in figures, for example 3.",
                "min_value": "Enter %(limit_value)d or more.",
                "max_value": "Enter %(limit_value)d or less.",
            }
        case forms.DecimalField() | forms.FloatField():
            return {"invalid": "Enter a number in figures, for example 3.5."}
        case forms.URLField():
            return {"invalid": "Enter a web address, for example www.example.org."}
        case forms.UUIDField():
            return {"invalid": "The page was not whole when it was sent: open it again."}
        case _:
            return {}


def _with_article(label: str) -> str:
    """A label as it stands in a sentence: "Team" is "the team", "Your name" is "your name"."""
    words = label[:1].lower() + label[1:]
    return words if not words or words.split()[0] in _SAY_WHICH else f"the {words}"
