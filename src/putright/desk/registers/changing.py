"""The pages of the registers' forms: shown, kept through the one way in which these tables change."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from putright.desk.administration.saving import posted, saved
from putright.desk.opened import who
from putright.desk.registers.catalogue import keeps
from putright.desk.registers.forms import ADDING, CHANGING, RowForm
from putright.people.finding import one

__all__ = ["asked", "register_add", "register_row"]

_NOT_THERE = "There is no such register, or it is not yours to change."


@require_http_methods(["GET", "POST"])
def register_add(request: HttpRequest, name: str) -> HttpResponseBase:
    """A new row of a register."""
    by = who(request)
    shape = ADDING.get(name)
    if shape is None or not keeps(by.roles, name):
        raise Http404(_NOT_THERE)
    return asked(request, shape(by, None, posted(request)), reverse("desk:register", args=[name]))


@require_http_methods(["GET", "POST"])
def register_row(request: HttpRequest, name: str, key: UUID, act: str) -> HttpResponseBase:
    """Something is done with a row of a register."""
    by = who(request)
    model, shape = CHANGING.get((name, act), (None, None))
    if model is None or shape is None or not keeps(by.roles, name):
        raise Http404(_NOT_THERE)
    row = one(model, by.landlord, key)
    if row is None:
        raise Http404(_NOT_THERE)
    return asked(request, shape(by, row, posted(request)), reverse("desk:register", args=[name]))


def asked(
    request: HttpRequest, form: RowForm, back: str, *, store: Callable[[dict[str, object]], object] | None = None
) -> HttpResponseBase:
    """The page of one form; kept, it leads back to where the row stands."""
    if request.method == "POST" and saved(form, store or form.store):
        messages.success(request, form.said)
        return redirect(back)
    shown = {"form": form, "heading": form.heading(), "button": form.button, "back": back}
    return render(request, "desk/registers/form.html", shown, status=422 if form.errors else 200)
