"""How the landlord's door is kept: second step, sessions, its own directory; and who came in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from putright.desk.administration.access import Admin, to_read
from putright.desk.administration.forms import ConnectionForm, DoorForm
from putright.desk.administration.saving import posted, saved
from putright.people.finding import of
from putright.people.models import Staff
from putright.sign_in.factors import rules_of
from putright.sign_in.history import sign_ins_of
from putright.sign_in.keeping import set_directory, set_rules
from putright.sign_in.mine import told_lines
from putright.sign_in.models import Factor, OpenSession, SingleSignOn
from putright.sign_in.oidc import NotBelieved, discover
from putright.sign_in.sessions import open_in

__all__ = ["connection", "door", "sign_ins"]

GET_POST = ["GET", "HEAD", "POST"]
_PAGE = 100


@require_http_methods(GET_POST)
@to_read("settings")
def door(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """What signing in takes, and how long it lasts."""
    rules = rules_of(by.landlord)
    names = ("second_factor_required", "idle_minutes", "longest_hours")
    form = DoorForm(posted(request), initial={name: getattr(rules, name) for name in names})

    def store(given: dict[str, Any]) -> object:
        return set_rules(by.landlord, given, by=by.staff, at=by.now)

    if request.method == "POST" and saved(form, store):
        messages.success(request, "It is changed, also for those who are signed in now.")
        return redirect(request.path)
    people = of(Staff, by.landlord).filter(left_on=None)
    with_second = Factor.objects.filter(landlord=by.landlord).values("staff").distinct().count()
    told = {
        "form": form,
        "rules": rules,
        "keeps": by.keeps("settings"),
        "people": people.count(),
        "with_second": with_second,
    }
    return render(request, "desk/administration/door.html", told, status=400 if form.errors else 200)


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(GET_POST)
@to_read("settings")
def connection(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """The landlord's own directory. It is asked whether it is there before it is kept."""
    row = SingleSignOn.objects.filter(landlord=by.landlord).first()
    names = ("label", "issuer", "client", "addresses_are_checked", "second_factor_there", "in_use")
    initial = {name: getattr(row, name) for name in names} if row else {"second_factor_there": True, "in_use": True}
    form = ConnectionForm(posted(request), initial=initial)

    def store(given: dict[str, Any]) -> object:
        return set_directory(by.landlord, given, by=by.staff, at=by.now)

    if request.method == "POST":
        if form.is_valid() and form.cleaned_data["in_use"]:
            try:
                discover(form.cleaned_data["issuer"])
            except NotBelieved as error:
                form.add_error("issuer", f"The directory does not answer as it should: {error}. Check the address.")
        if not form.errors and saved(form, store):
            messages.success(request, "It is changed. Try it in another browser before you rely on it.")
            return redirect(request.path)
    told = {
        "form": form,
        "row": row,
        "keeps": by.keeps("settings"),
        "back_address": request.build_absolute_uri(reverse("sign_in:back")),
    }
    return render(request, "desk/administration/connection.html", told, status=400 if form.errors else 200)


@never_cache
@require_safe
@to_read("staff")
def sign_ins(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Who is signed in now, and who came in or tried to."""
    lines = sign_ins_of(by.landlord.pk)
    if request.GET.get("only") == "wrong":
        lines = lines.exclude(outcome="came_in")
    shown: list[OpenSession] = open_in(by.landlord, by.now)
    told = {
        "lines": told_lines(lines[:_PAGE]),
        "sessions": shown,
        "views": [
            (reverse("desk:administration:sign_ins"), "All", request.GET.get("only") != "wrong"),
            (
                reverse("desk:administration:sign_ins") + "?only=wrong",
                "Those that did not come in",
                request.GET.get("only") == "wrong",
            ),
        ],
        "number": _PAGE,
    }
    return render(request, "desk/administration/sign_ins.html", told)
