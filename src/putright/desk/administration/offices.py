"""Teams and who is in them, contractors, named posts, training."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from putright.desk.administration.access import Admin, theirs_or_404, to_keep, to_read
from putright.desk.administration.forms import (
    ContractorForm,
    MemberForm,
    PostForm,
    TeamForm,
    TrainingForm,
    UntilForm,
    spoken,
)
from putright.desk.administration.saving import posted, saved
from putright.desk.administration.tables import Row, TablePage, show_table
from putright.pages.says import day
from putright.people.changing import add, change
from putright.people.finding import of, staff_on
from putright.people.models import Contractor, NamedRole, Staff, Team, TeamMember, Training

__all__ = ["change_contractor", "contractors", "end_member", "end_post", "posts", "team", "teams", "training"]

GET_POST = ["GET", "HEAD", "POST"]


def _between(start: Any, end: Any) -> str:  # noqa: ANN401  dates or None
    first = day(start) if start else "not known since when"
    return f"{first} to {day(end)}" if end else f"since {first}" if start else first


@require_http_methods(GET_POST)
@to_read("staff")
def teams(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """The teams that are asked for contributions."""
    page = TablePage(
        "Teams",
        "Who is asked together: the landlord's own teams, and contractors'.",
        "staff",
        ("Team", "Contractor", "E-mail address"),
        "There is no team yet.",
        "Add a team",
        said="The team is added.",
    )
    form = TeamForm(posted(request), contractors=of(Contractor, by.landlord).order_by("name"))

    def rows() -> list[Row]:
        found = of(Team, by.landlord).select_related("contractor").order_by("ended_on", "name")
        return [
            Row(
                (each.name, each.contractor.name if each.contractor else "", each.email),
                reverse("desk:administration:team", args=[each.pk]),
                f"ended on {day(each.ended_on)}" if each.ended_on else "",
            )
            for each in found
        ]

    return show_table(
        request, by, page, rows, form, lambda given: add(Team(landlord=by.landlord, **given), by=by.staff, at=by.now)
    )


@require_http_methods(GET_POST)
@to_read("staff")
def team(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """One team: what it is called, and who is in it."""
    row = theirs_or_404(Team, by, key)
    names = ("name", "contractor", "email", "ended_on")
    adding = "staff" in request.POST
    about = TeamForm(
        request.POST if request.method == "POST" and not adding else None,
        contractors=of(Contractor, by.landlord).order_by("name"),
        initial={name: getattr(row, name) for name in names},
        prefix="team",
    )
    member = MemberForm(
        request.POST if adding else None, people=staff_on(by.landlord, by.today), initial={"from_on": by.today}
    )
    if request.method == "POST":
        new = TeamMember(landlord=by.landlord, team=row)

        def join(given: dict[str, Any]) -> object:
            new.staff, new.from_on = given["staff"], given["from_on"]
            return add(new, by=by.staff, at=by.now)

        done = (
            saved(member, join) if adding else saved(about, lambda given: change(row, by=by.staff, at=by.now, **given))
        )
        if done:
            messages.success(request, "It is changed.")
            return redirect(request.path)
    members = of(TeamMember, by.landlord).filter(team=row).select_related("staff").order_by("until_on", "staff__name")
    told = {
        "team": row,
        "form": member if adding else about,
        "about": about,
        "member": member,
        "members": [(each, _between(each.from_on, each.until_on)) for each in members],
        "keeps": by.keeps("staff"),
        "today": by.today,
    }
    return render(request, "desk/administration/team.html", told, status=400 if about.errors or member.errors else 200)


@require_http_methods(GET_POST)
@to_keep("staff")
def end_member(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Somebody is in a team no more."""
    row = theirs_or_404(TeamMember, by, key)
    form = UntilForm(posted(request), initial={"last_on": by.today})

    def store(given: dict[str, Any]) -> object:
        return change(row, by=by.staff, at=by.now, why=given["why"], until_on=given["last_on"])

    if request.method == "POST" and saved(form, store):
        return redirect("desk:administration:team", row.team_id)
    told = {
        "form": form,
        "title": f"{row.staff.name} leaves {row.team.name}",
        "button": "Save",
        "back": reverse("desk:administration:team", args=[row.team_id]),
    }
    return render(request, "desk/administration/ask.html", told, status=400 if form.errors else 200)


@require_http_methods(GET_POST)
@to_read("staff")
def contractors(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Who works for the landlord."""
    page = TablePage(
        "Contractors",
        "What a contractor hears, the landlord heard. A managing agent answers at stage 1, and the landlord at stage 2.",
        "staff",
        ("Contractor", "Manages homes"),
        "There is no contractor yet.",
        "Add a contractor",
        said="The contractor is added.",
    )

    def rows() -> list[Row]:
        return [
            Row(
                (each.name, "yes" if each.manages_homes else "no"),
                reverse("desk:administration:contractor", args=[each.pk]) if by.keeps("staff") else "",
            )
            for each in of(Contractor, by.landlord).order_by("name")
        ]

    form = ContractorForm(posted(request))
    return show_table(
        request, by, page, rows, form,
        lambda given: add(Contractor(landlord=by.landlord, **given), by=by.staff, at=by.now),
    )  # fmt: skip


@require_http_methods(GET_POST)
@to_keep("staff")
def change_contractor(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Another name, or whether it manages homes."""
    row = theirs_or_404(Contractor, by, key)
    initial = {"name": row.name, "manages_homes": row.manages_homes}
    form = ContractorForm(posted(request), initial=initial)
    if request.method == "POST" and saved(form, lambda given: change(row, by=by.staff, at=by.now, **given)):
        return redirect("desk:administration:contractors")
    back = reverse("desk:administration:contractors")
    told = {"form": form, "title": row.name, "button": "Save", "back": back}
    return render(request, "desk/administration/ask.html", told, status=400 if form.errors else 200)


@require_http_methods(GET_POST)
@to_read("posts")
def posts(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Who is named for the posts the Code asks for."""
    page = TablePage(
        "Named posts",
        "Who is in charge of complaints (4.1), who finds the themes (9.4), and who on the governing body answers for "
        "them (9.5).",
        "posts",
        ("Post", "Who", "When"),
        "Nobody is named yet.",
        "Name somebody",
        "Name them",
        "They are named.",
    )
    keeps = by.keeps("posts")

    def rows() -> list[Row]:
        return [
            Row(
                (spoken(each.post).capitalize(), each.name, _between(each.from_on, each.until_on)),
                action=reverse("desk:administration:end_post", args=[each.pk]) if keeps and not each.until_on else "",
                action_words="End",
            )
            for each in of(NamedRole, by.landlord).order_by("until_on", "post", "from_on")
        ]

    form = PostForm(posted(request), people=staff_on(by.landlord, by.today), initial={"from_on": by.today})
    return show_table(
        request, by, page, rows, form,
        lambda given: add(NamedRole(landlord=by.landlord, **given), by=by.staff, at=by.now),
    )  # fmt: skip


@require_http_methods(GET_POST)
@to_keep("posts")
def end_post(request: HttpRequest, by: Admin, key: UUID) -> HttpResponseBase:
    """Somebody is named no more."""
    row = theirs_or_404(NamedRole, by, key)
    form = UntilForm(posted(request), initial={"last_on": by.today})

    def store(given: dict[str, Any]) -> object:
        return change(row, by=by.staff, at=by.now, why=given["why"], until_on=given["last_on"])

    if request.method == "POST" and saved(form, store):
        return redirect("desk:administration:posts")
    told = {
        "form": form,
        "title": f"{row.name} is no longer {spoken(row.post)}",
        "button": "Save",
        "back": reverse("desk:administration:posts"),
    }
    return render(request, "desk/administration/ask.html", told, status=400 if form.errors else 200)


@require_http_methods(GET_POST)
@to_read("training")
def training(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Who had training in handling complaints, when (4.3)."""
    page = TablePage(
        "Training",
        "Training in handling complaints that people had (4.3). Who is owed some stands in the registers.",
        "training",
        ("Who", "Kind", "When", "About"),
        "No training is written down yet.",
        "Write training down",
        "Write it down",
        "It is written down.",
    )

    def rows() -> list[Row]:
        found = of(Training, by.landlord).select_related("staff").order_by("-on", "staff__name")[:500]
        return [Row((each.staff.name, spoken(each.lesson), day(each.on), each.about)) for each in found]

    people = of(Staff, by.landlord).filter(Q(left_on=None) | Q(left_on__gt=by.today)).order_by("name")
    form = TrainingForm(posted(request), people=people, today=by.today, initial={"on": by.today})
    return show_table(
        request, by, page, rows, form,
        lambda given: add(Training(landlord=by.landlord, **given), by=by.staff, at=by.now),
    )  # fmt: skip
