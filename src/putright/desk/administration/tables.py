"""A page that is a list with one short form below it: most of the administration is that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from putright.desk.administration.access import Admin
from putright.desk.administration.saving import saved
from putright.pages.forms import PageForm

__all__ = ["Row", "TablePage", "show_table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the first cell names it and may lead somewhere; `note` stands below it."""

    cells: tuple[Any, ...]
    href: str = ""
    note: str = ""
    action: str = ""
    """Where its one action is, with the words in `action_words`."""
    action_words: str = ""


@dataclass(frozen=True, slots=True)
class TablePage:
    """What such a page says."""

    title: str
    lead: str
    part: str
    """The part of the permissions that changing it takes."""
    columns: Sequence[str]
    empty: str
    adding: str = ""
    """The heading of the form; "" where there is none."""
    button: str = "Add"
    said: str = "It is added."
    notes: Sequence[str] = field(default_factory=tuple)


def show_table(
    request: HttpRequest,
    by: Admin,
    page: TablePage,
    rows: Callable[[], Sequence[Row]],
    form: PageForm | None = None,
    store: Callable[[dict[str, Any]], object] | None = None,
) -> HttpResponseBase:
    """Show it; store what was posted, and show it again."""
    if form is not None and store is not None and request.method == "POST" and saved(form, store):
        messages.success(request, page.said)
        return redirect(request.path)
    shown = rows()
    told = {
        "page": page,
        "rows": [(each, list(zip(page.columns, each.cells, strict=True))) for each in shown],
        "acts": any(each.action for each in shown),
        "form": form if page.adding and by.keeps(page.part) else None,
    }
    return render(request, "desk/administration/table.html", told, status=400 if form and form.errors else 200)
