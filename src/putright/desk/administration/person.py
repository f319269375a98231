"""One person: who they are, what they may do from when to when, how they sign in; leaving, and a way back in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.actions import handing_over
from putright.actions.handing_over import HandOver, StillTheirs, complaints_handled_by, hand_over
from putright.desk.administration.access import Admin, theirs_or_404, to_keep, to_read
from putright.desk.administration.forms import LeaveForm, PersonForm, RoleForm, UntilForm, WhyForm, spoken
from putright.desk.administration.people import show_password
from putright.desk.administration.saving import posted, saved
from putright.pages.forms import PageForm
from putright.people.changing import change
from putright.people.finding import changes_of, holding, of
from putright.people.models import RoleHeld, Staff, TeamMember
from putright.people.permissions import MAY
from putright.people.roles import Role
from putright.people.staffing import give_role, make_one_time_password
from putright.sign_in import factors, sessions
from putright.sign_in.history import sign_ins_of
from putright.sign_in.mine import told_lines
from putright.sign_in.words import End

__all__ = [
    "change_person",
    "end_role",
    "end_sessions",
    "hand_over_page",
    "leave",
    "new_password",
    "person",
    "reset_factor",
    "role",
]

GET_POST = ["GET", "HEAD", "POST"]
_SHOWN = 20


@never_cache
@require_safe
@to_read("staff")
def person(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Everything about one person here."""
    row = theirs_or_404(Staff, by, key)
    held = of(RoleHeld, by.landlord).filter(staff=row).order_by("until_on", "role")
    told = {
        "person": row,
        "gone": row.left_on is not None and row.left_on <= by.today,
        "held": [(each, spoken(each.role), each.held_on(by.today)) for each in held],
        "teams": of(TeamMember, by.landlord)
        .filter(staff=row)
        .select_related("team")
        .order_by("until_on", "team__name"),
        "factors": factors.factors_of(row),
        "sessions": sessions.open_sessions(row, by.now),
        "lines": told_lines(sign_ins_of(by.landlord.pk, row)[:_SHOWN]),
        "changes": _changes(by, row),
        "handled": complaints_handled_by(row, by.staff, by.today),
        "keeps": by.keeps("staff") and row.pk != by.staff.pk,
        "hands_over": _hands_over(by),
        "self": row.pk == by.staff.pk,
    }
    return render(request, "desk/administration/person.html", told)


def _changes(by: Admin, row: Staff) -> list[tuple[Any, str, str]]:
    """The history of somebody and their roles: when, what, by whom."""
    lines = changes_of(by.landlord, "staff", row.pk)
    for each in of(RoleHeld, by.landlord).filter(staff=row):
        lines += changes_of(by.landlord, "role_held", each.pk)
    names = {str(pk): name for pk, name in of(Staff, by.landlord).values_list("pk", "name")}
    said = [(each.at, _said(each), names.get(each.by, each.by)) for each in lines]
    return sorted(said, key=lambda line: line[0], reverse=True)[:_SHOWN]


def _said(line: Any) -> str:  # noqa: ANN401  a row of Change
    parts = []
    for name, values in sorted(line.values.items()):
        match values:
            case [before, after] if before or after:
                parts.append(
                    f"{spoken(name)}: {_shown(before)} → {_shown(after)}"
                    if before
                    else f"{spoken(name)}: {_shown(after)}"
                )
            case _:
                parts.append(spoken(name))
    what = "; ".join(part for part in parts if not part.startswith(("staff: ", "one time until")))
    return f"{line.did}: {what}" + (f" ({line.why})" if line.why else "")


def _shown(value: Any) -> str:  # noqa: ANN401  whatever was stored
    return spoken(str(value)).replace(",", ", ") if value else "nothing"


def _hands_over(by: Admin) -> bool:
    return any("gatekeeping" in MAY[each] for each in by.roles)


@require_http_methods(GET_POST)
@to_keep("staff")
def change_person(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Another name, address or first day."""
    row = theirs_or_404(Staff, by, key)
    initial = {"name": row.name, "email": row.email, "started_on": row.started_on}
    form = PersonForm(posted(request), initial=initial)

    def store(given: dict[str, Any]) -> object:
        if Staff.objects.filter(email=given["email"]).exclude(pk=row.pk).exists():
            raise ValueError(f"Somebody has the address {given['email']} already. Each person has their own.")
        return change(row, by=by.staff, at=by.now, **given)

    if request.method == "POST" and saved(form, store):
        messages.success(request, "It is changed.")
        return redirect("desk:administration:person", row.pk)
    return _ask(request, row, form, f"Change {row.name}", "Save")


@require_http_methods(GET_POST)
@to_keep("staff")
def role(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Give somebody a role."""
    row = theirs_or_404(Staff, by, key)
    form = RoleForm(posted(request), initial={"from_on": by.today})

    def store(given: dict[str, Any]) -> object:
        return give_role(
            row, Role(given["role"]), from_on=given["from_on"], until_on=given["until_on"], why=given["why"],
            by=by.staff, at=by.now,
        )  # fmt: skip

    if request.method == "POST" and saved(form, store):
        messages.success(request, f"{row.name} is given the role.")
        return redirect("desk:administration:person", row.pk)
    return _ask(request, row, form, f"Give {row.name} a role", "Give the role")


@require_http_methods(GET_POST)
@to_keep("staff")
def end_role(request: HttpRequest, by: Admin, key: UUID, held: UUID) -> HttpResponseBase:
    """End a role. Not while complaints would be left to nobody."""
    row = theirs_or_404(Staff, by, key)
    which = theirs_or_404(RoleHeld, by, held)
    if which.staff_id != row.pk:
        raise Http404
    form = UntilForm(posted(request), initial={"last_on": by.today})

    def store(given: dict[str, Any]) -> None:
        _not_the_last(by, row, Role(which.role))
        handing_over.end_role(row, Role(which.role), last_on=given["last_on"], why=given["why"], by=by.staff, at=by.now)

    try:
        if request.method == "POST" and saved(form, store):
            messages.success(request, "The role ends.")
            return redirect("desk:administration:person", row.pk)
    except StillTheirs as still:
        form.add_error(None, _hand_over_first(str(still)))
    return _ask(request, row, form, f"End {row.name}'s role as {spoken(which.role)}", "End the role")


@require_http_methods(GET_POST)
@to_keep("staff")
def leave(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Somebody leaves, once what they handle is handed over. From that day they are signed out and stay out."""
    row = theirs_or_404(Staff, by, key)
    form = LeaveForm(posted(request), initial={"left_on": by.today})

    def store(given: dict[str, Any]) -> object:
        _not_the_last(by, row, Role.ADMINISTRATOR)
        left = handing_over.leave(row, left_on=given["left_on"], by=by.staff, at=by.now)
        if given["left_on"] <= by.today:
            sessions.end_others(row, End.NOT_HERE, by.now)
        return left

    try:
        if request.method == "POST" and saved(form, store):
            messages.success(request, f"It is written down that {row.name} leaves.")
            return redirect("desk:administration:person", row.pk)
    except StillTheirs as still:
        form.add_error(None, _hand_over_first(str(still)))
    told = {"handled": complaints_handled_by(row, by.staff, by.today)}
    return _ask(request, row, form, f"{row.name} leaves", "Write it down", **told)


def _hand_over_first(says: str) -> str:
    return f"{says} A complaints officer or manager does that, on this person's page."


def _not_the_last(by: Admin, row: Staff, which: Role) -> None:
    """An installation without an administrator can be opened again only from the terminal."""
    if which is Role.ADMINISTRATOR and [each.pk for each in holding(by.landlord, [which], by.today)] == [row.pk]:
        raise ValueError(f"{row.name} is the only administrator: make somebody else one first.")


@require_http_methods(GET_POST)
@to_read("staff", "residents")
def hand_over_page(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """What somebody has, complaint by complaint, to others."""
    if not _hands_over(by):
        raise Http404
    row = theirs_or_404(Staff, by, key)
    handled = complaints_handled_by(row, by.staff, by.today)
    takers = [
        each
        for each in holding(by.landlord, [r for r in Role if {"handling", "deciding"} <= MAY[r]], by.today)
        if each.pk != row.pk
    ]
    known = {str(each.pk): each for each in takers}
    results: list[Any] = []
    if request.method == "POST":
        both = [*handled.open, *handled.to_open]
        pairs = tuple(
            (each.complaint, known[to].pk)
            for each in both
            if (to := request.POST.get(f"to-{each.complaint}", "")) in known
        )
        unseen = known.get(request.POST.get("unseen_to", ""))
        asked = HandOver(
            by.landlord.pk, row.pk, pairs, unseen.pk if unseen else None,
            " ".join(request.POST.get("note", "").split())[:1000], request.POST.get("reason", "").strip()[:1000],
        )  # fmt: skip
        results = hand_over(asked, by.staff, by.now)
        if results and all(each.done for each in results):
            messages.success(request, "It is handed over.")
            return redirect("desk:administration:person", row.pk)
        handled = complaints_handled_by(row, by.staff, by.today)
    told = {"person": row, "handled": handled, "takers": takers, "wrong": [each.says for each in results if not each.done],
            "posted": request.POST}  # fmt: skip
    return render(request, "desk/administration/hand_over.html", told)


@never_cache
@require_http_methods(GET_POST)
@to_keep("staff")
def new_password(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """A password to be used once, for somebody who has none or has lost it. Whoever is signed in as them is signed out."""
    row = theirs_or_404(Staff, by, key)
    form = PageForm(posted(request))
    made: list[str] = []

    def store(given: dict[str, Any]) -> object:
        del given
        made.append(make_one_time_password(row, by=by.staff, at=by.now))
        return sessions.end_others(row, End.PASSWORD, by.now)

    if request.method == "POST" and saved(form, store):
        return show_password(request, row, made[0])
    says = "They are signed out everywhere, and the password they have opens nothing any more. Be sure who asks."
    return _ask(request, row, form, f"A new password for {row.name}", "Make it", lead=says)


@require_http_methods(GET_POST)
@to_keep("staff")
def reset_factor(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Take somebody's second step away, so that they set up a new one."""
    row = theirs_or_404(Staff, by, key)
    form = WhyForm(posted(request))

    def store(given: dict[str, Any]) -> object:
        factors.forget_all(row, by=by.staff, at=by.now, why=given["why"])
        return sessions.end_others(row, End.BY_ADMINISTRATOR, by.now)

    if request.method == "POST" and saved(form, store):
        messages.success(request, f"{row.name} sets up a new second step when they next sign in.")
        return redirect("desk:administration:person", row.pk)
    says = "Their app, passkeys and recovery codes stop working and they are signed out. Be sure who asks."
    return _ask(request, row, form, f"Take {row.name}'s second step away", "Take it away", lead=says)


@require_http_methods(["POST"])
@to_keep("staff")
def end_sessions(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Sign somebody out everywhere, now."""
    row = theirs_or_404(Staff, by, key)
    sessions.end_others(row, End.BY_ADMINISTRATOR, by.now)
    messages.success(request, f"{row.name} is signed out everywhere.")
    return redirect("desk:administration:person", row.pk)


def _ask(request: HttpRequest, row: Staff, form: Any, title: str, button: str, **more: Any) -> HttpResponseBase:  # noqa: ANN401
    back = reverse("desk:administration:person", args=[row.pk])
    told = {"form": form, "title": title, "button": button, "back": back, **more}
    return render(request, "desk/administration/ask.html", told, status=400 if form.errors else 200)
