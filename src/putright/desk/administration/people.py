"""Everybody who works here, with the roles they hold; and somebody new."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.desk.administration.access import Admin, to_keep, to_read
from putright.desk.administration.forms import AddPersonForm, spoken
from putright.desk.administration.saving import posted, saved
from putright.people.finding import of
from putright.people.models import Landlord, RoleHeld, Staff
from putright.people.roles import Role
from putright.people.staffing import engage, make_one_time_password
from putright.sign_in.models import Factor

__all__ = ["add_person", "people"]

_PAGE = 50


@require_safe
@to_read("staff")
def people(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """The list. Its filters are in the address; it is read page by page, from a name on."""
    words, role, who = (request.GET.get(name, "").strip() for name in ("words", "role", "who"))
    found = _filtered(by, words, role, who)
    after = request.GET.get("after", "")
    rows = list((found.filter(name__gt=after) if after else found)[: _PAGE + 1])
    with_second = set(Factor.objects.filter(landlord=by.landlord, staff__in=rows).values_list("staff", flat=True))
    told = {
        "people": [
            (each, [spoken(name) for name in each.roles.split(",") if name], each.pk in with_second)
            for each in rows[:_PAGE]
        ],
        "older": _address(words, role, who, rows[_PAGE - 1].name) if len(rows) > _PAGE else "",
        "newer": _address(words, role, who, "") if after else "",
        "number": found.count(),
        "words": words,
        "role": role,
        "who": who,
        "roles": [(each.value, spoken(each.value).capitalize()) for each in Role],
        "keeps": by.keeps("staff"),
        "today": by.today,
    }
    return render(request, "desk/administration/people.html", told)


def _filtered(by: Admin, words: str, role: str, who: str) -> Any:  # noqa: ANN401  rows of Staff
    found = of(Staff, by.landlord).order_by("name", "pk")
    gone = Q(left_on__lte=by.today)
    found = found.filter(gone) if who == "left" else found if who == "all" else found.exclude(gone)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role in {each.value for each in Role}:
        held = of(RoleHeld, by.landlord).filter(role=role).filter(Q(from_on=None) | Q(from_on__lte=by.today))
        held = held.filter(Q(until_on=None) | Q(until_on__gte=by.today))
        found = found.filter(pk__in=held.values("staff"))
    return found


def _address(words: str, role: str, who: str, after: str) -> str:
    from urllib.parse import urlencode

    asked = {"words": words, "role": role, "who": who, "after": after}
    return f"{reverse('desk:administration:people')}?{urlencode({name: each for name, each in asked.items() if each})}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@to_keep("staff")
def add_person(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Somebody new. Their first password is shown on the answer to this one sending, and nowhere again."""
    form = AddPersonForm(posted(request), initial={"started_on": by.today})
    made: list[tuple[Staff, str]] = []

    def store(given: dict[str, Any]) -> object:
        Landlord.objects.select_for_update().get(pk=by.landlord.pk)
        if Staff.objects.filter(email=given["email"]).exists():
            raise ValueError(f"Somebody has the address {given['email']} already. Each person has their own.")
        roles = [Role(each) for each in given["roles"]]
        person = engage(
            by.landlord, email=given["email"], name=given["name"], roles=roles, started_on=given["started_on"],
            by=by.staff, at=by.now,
        )  # fmt: skip
        made.append((person, make_one_time_password(person, by=by.staff, at=by.now)))
        return person

    if request.method == "POST" and saved(form, store):
        person, password = made[0]
        return show_password(request, person, password)
    return render(request, "desk/administration/add_person.html", {"form": form}, status=400 if form.errors else 200)


def show_password(request: HttpRequest, person: Staff, password: str) -> HttpResponseBase:
    """A password that was made for somebody, the one time it can be seen."""
    told = {"person": person, "password": password, "door": request.build_absolute_uri(reverse("sign_in:sign_in"))}
    return render(request, "desk/administration/password.html", told)
