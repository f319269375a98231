"""The landlord itself: its name and looks, how it is reached, how many homes it has, its policy, how long it keeps things."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from putright.actions.terms import under_for
from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.desk.administration.access import ANY, Admin, to_read
from putright.desk.administration.forms import LandlordForm, PolicyForm, RetentionForm, SizeForm, spoken
from putright.desk.administration.logo import keep_logo
from putright.desk.administration.saving import posted, saved
from putright.desk.administration.tables import Row, TablePage, show_table
from putright.pages.says import day, plural
from putright.people.changing import NotYours, add, change
from putright.people.finding import of
from putright.people.models import Landlord, LandlordSize
from putright.policy import Policy, shipped_policies, shipped_policy
from putright.policy.check import Grade, check, edition_for, in_order
from putright.policy.terms import in_force
from putright.records.retention import rules_of, set_years

__all__ = ["categories", "index", "landlord", "policy", "retention", "sizes"]

GET_POST = ["GET", "HEAD", "POST"]
_FIELDS = (
    "name", "nation", "family", "accent", "telephone", "telephone_hours", "email", "address", "website", "letter_foot",
)  # fmt: skip


@require_safe
@to_read(*ANY)
def index(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """What there is to look after, with what is missing said."""
    reads = {part: by.reads(part) for part in ("settings", "staff", "posts", "training")}
    return render(request, "desk/administration/index.html", {"reads": reads, "code": by.landlord.code})


@require_http_methods(GET_POST)
@to_read("settings")
def landlord(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Name, nation, looks, how it is reached."""
    row = by.landlord
    initial = {name: getattr(row, name) for name in _FIELDS}
    form = LandlordForm(posted(request), request.FILES if request.method == "POST" else None, initial=initial)

    def store(given: dict[str, Any]) -> object:
        picture = given.pop("new_logo")
        if picture is not None:
            given["logo"] = keep_logo(row, picture.read(), by=by.staff, at=by.now)
        elif given.pop("no_logo"):
            given["logo"] = ""
        given.pop("no_logo", None)
        return change(row, by=by.staff, at=by.now, **given)

    if request.method == "POST" and saved(form, store):
        messages.success(request, "It is changed.")
        return redirect(request.path)
    told = {"form": form, "row": row, "keeps": by.keeps("settings")}
    return render(request, "desk/administration/landlord.html", told, status=400 if form.errors else 200)


@require_http_methods(GET_POST)
@to_read("settings")
def sizes(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """How many homes of each tenure, on which day."""
    page = TablePage(
        "Number of homes",
        "Yearly measures divide by the number at their own year end, so an earlier number stays.",
        "settings",
        ("Tenure", "Homes", "On", "From"),
        "No number of homes is written down yet: measures for each 1,000 homes cannot be given.",
        "Add a number",
        said="The number is added.",
    )

    def rows() -> list[Row]:
        found = of(LandlordSize, by.landlord).order_by("-on", "tenure")
        return [Row((spoken(each.tenure).capitalize(), f"{each.homes:,}", day(each.on), each.source)) for each in found]

    def store(given: dict[str, Any]) -> object:
        there = of(LandlordSize, by.landlord).filter(on=given["on"], tenure=given["tenure"]).first()
        if there is not None:
            return change(there, by=by.staff, at=by.now, homes=given["homes"], source=given["source"])
        return add(LandlordSize(landlord=by.landlord, **given), by=by.staff, at=by.now)

    return show_table(request, by, page, rows, SizeForm(posted(request)), store)


@require_http_methods(GET_POST)
@to_read("settings")
def policy(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """Which policy complaints are assessed under, from when, and how it stands to the Code."""
    row = by.landlord
    form = PolicyForm(posted(request), initial={"policy": row.policy or "none"})

    def store(given: dict[str, Any]) -> object:
        chosen = given["policy"]
        return change(row, by=by.staff, at=by.now, policy="" if chosen == "none" else chosen)

    if request.method == "POST" and saved(form, store):
        messages.success(request, "It is changed. Dates and findings follow it from now on.")
        return redirect(request.path)
    chosen = shipped_policy(row.policy) if row.policy else None
    told: dict[str, Any] = {
        "form": form,
        "keeps": by.keeps("settings"),
        "chosen": chosen,
        "under": _code(row, by.today),
    }
    if chosen is not None:
        told |= _checked(chosen, by.today)
    return render(request, "desk/administration/policy.html", told, status=400 if form.errors else 200)


def _code(row: Landlord, today: date) -> str:
    """The edition that governs a complaint made today."""
    governed = under_for(row, fold([e.ComplaintReceived(today)]), today)
    return governed.rulebook.title


def _checked(chosen: Policy, today: date) -> dict[str, Any]:
    """The versions of a policy with the one in force, and what the check finds in that one."""
    own = [each for each in shipped_policies().values() if each.about.landlord.value == chosen.about.landlord.value]
    now = in_force(own, today) or chosen
    choice = edition_for(now)
    found = in_order(check(now, choice.rulebook, on=today))
    versions = sorted(own, key=lambda each: str(each.about.effective_from and each.about.effective_from.value))
    counted = [(spoken(str(grade)), sum(each.grade is grade for each in found)) for grade in Grade]
    return {
        "now": now,
        "against": choice.rulebook.title,
        "because": choice.because,
        "counted": [(words, number) for words, number in counted if number],
        "findings": [
            (each, spoken(str(each.grade)))
            for each in found
            if each.grade in {Grade.BREACH, Grade.WARNING, Grade.NOT_STATED}
        ],
        "versions": [
            (
                each.name,
                each.about.effective_from.value if each.about.effective_from else None,
                each.about.effective_until.value if each.about.effective_until else None,
                each.name == now.name,
            )
            for each in versions
        ],
    }


@require_safe
@to_read("settings")
def categories(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """What complaints are sorted by: the list of the policy in force."""
    named = shipped_policy(by.landlord.policy) if by.landlord.policy else None
    stated = named.handling.categories if named else None
    page = TablePage(
        "Categories",
        "What complaints are sorted by, so that themes can be seen (9.1).",
        "settings",
        ("Category",),
        "The policy names no categories, so a complaint is sorted in the words of whoever sorts it.",
        notes=(f"From {named.about.title.value}, section {stated.section}.",) if named and stated else (),
    )
    return show_table(request, by, page, lambda: [Row((each,)) for each in stated.value] if stated else [])


@require_http_methods(GET_POST)
@to_read("settings")
def retention(request: HttpRequest, by: Admin) -> HttpResponseBase:
    """How long what is kept, by whose number."""
    rules = rules_of(by.landlord.pk)
    page = TablePage(
        "How long records are kept",
        "Time puts a complaint on a list; a person decides. Nothing is erased by time alone.",
        "settings",
        ("Kind of record", "Kept after it was over", "Where the number stands"),
        "There is no rule.",
        "Set another number",
        "Set it",
        "The number is set. The one before it stays on file.",
    )

    def rows() -> list[Row]:
        found = rules_of(by.landlord.pk).values()
        return [
            Row(
                (each.what, plural(each.years, "year") + (" (the law's)" if each.law else ""), each.source),
                note=each.doubt,
            )
            for each in found
        ]

    def store(given: dict[str, Any]) -> None:
        if not by.keeps("settings"):
            raise NotYours("That is not yours to change: it takes an administrator.")
        set_years(by.landlord.pk, given["kind"], given["years"], given["source"], by=str(by.staff.pk), at=by.now)

    form = RetentionForm(posted(request), kinds=[(kind, rule.what) for kind, rule in rules.items()])
    return show_table(request, by, page, rows, form, store)
