"""What somebody has told so far, as it is shown before it is sent."""

from dataclasses import dataclass

from django import forms

from putright.front_door import files
from putright.front_door.drafts import Answers
from putright.front_door.models import Draft
from putright.front_door.questions import PAGES, REQUEST_PAGES
from putright.front_door.saying import said

__all__ = ["Row", "summary_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer, and the page where it can be changed."""

    page: str
    question: str
    answer: str


def summary_of(draft: Draft, told: Answers) -> list[Row]:
    """Every answer that was given, in the order it was asked; last the files."""
    found = []
    for page in tuple(PAGES) if draft.kind == "complaint" else REQUEST_PAGES:
        found += _rows(page, told.get(page, {}))
    if draft.kind == "complaint":
        held = files.names(draft)
        found.append(
            Row(
                "files",
                said("Photos and papers"),
                "\n".join(f"{each.name} ({each.size})" for each in held) or said("None"),
            )
        )
    return found


def _rows(page: str, answers: dict[str, object]) -> list[Row]:
    form = PAGES[page][1](initial=answers)
    rows = []
    for name, field in form.fields.items():
        value = answers.get(name)
        if value:
            rows.append(Row(page, str(field.label), _in_words(field, value)))
    return rows or [Row(page, str(PAGES[page][0]), said("Nothing yet"))]


def _in_words(field: forms.Field, value: object) -> str:
    """An answer as it was offered, not as it is kept."""
    if isinstance(field, forms.ChoiceField):
        offered = {str(key): str(words) for key, words in field.choices}  # type: ignore[misc, union-attr]  # no groups here
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(offered.get(str(each), str(each)) for each in chosen)
    return str(value)
