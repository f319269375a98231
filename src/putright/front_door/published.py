"""What every resident may read: how complaints are handled, what we cannot take, the Ombudsman, the policy, the leaflet, a date counter.

All from the landlord's policy as data, the edition that governs today, and contacts that carry their dates; no number of the law
stands in a template.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from putright.actions.terms import under_for
from putright.complaint import events as e
from putright.complaint.evolve import fold
from putright.front_door.expected import calendar_days, sum_in_words, times
from putright.front_door.saying import ENGLISH, said
from putright.front_door.saying import lazy as _
from putright.front_door.whose import Doorway, doors, doorway, open_door
from putright.pages.fields import DateField
from putright.pages.forms import PageForm
from putright.pages.shown import Shown
from putright.people.models import Landlord
from putright.policy import Policy
from putright.policy.model import About
from putright.policy.show import Bullets, Page, Paragraph, Section, residents_page
from putright.policy.show.blocks import Block, Term
from putright.policy.vocabulary import Stated
from putright.rulebook import Contact, Rulebook, contacts
from putright.workdays import YearNotKnown

__all__ = ["DatesForm", "dates", "front", "index", "ombudsman", "page", "privacy"]

_LABELS = {
    "telephone": _("Phone"),
    "post": _("Post"),
    "form": _("Online form"),
    "web": _("Website"),
    "email": _("E-mail"),
}


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section of a page, with the kind of each block by name."""

    heading: str
    parts: tuple[tuple[str, Block], ...]


def governing(landlord: Landlord, today: date) -> tuple[Policy, Rulebook]:
    """The landlord's policy as it is in force today, and the edition. Without a policy, one that says nothing of its own."""
    under = under_for(landlord, fold([e.ComplaintReceived(today)]), today)
    if under.terms is None:
        about = About(Stated(landlord.name, ""), Stated("Complaints", ""))
        return Policy(about), under.rulebook
    policy = under.terms.policy
    about = replace(policy.about, landlord=replace(policy.about.landlord, value=landlord.name))
    return replace(policy, about=about), under.rulebook


def _page(here: Doorway) -> Page:
    policy, edition = governing(here.landlord, here.today)
    return residents_page(policy, edition, on=here.today)


def _shown(sections: Iterable[Section]) -> list[SectionShown]:
    return [
        SectionShown(each.heading, tuple((type(block).__name__, block) for block in each.blocks)) for each in sections
    ]


_WHAT, _HOW, _HELP = "What a complaint is", "How to complain", "Help, and somebody to act for you"
_RIGHT, _CANNOT = "How we put things right", "What we may not take as a complaint"


def _sections(here: Doorway, *headings: str) -> list[SectionShown]:
    return _shown(each for each in _page(here).sections if each.heading in headings)


def ways_of(here: Doorway) -> list[str]:
    """Every way to complain that the policy names, as it says it."""
    for section in _page(here).sections:
        if section.heading == _HOW:
            return [item for block in section.blocks if isinstance(block, Bullets) for item in block.items]
    return []


def front(request: HttpRequest, code: str = "", language: str = ENGLISH) -> HttpResponseBase:
    """The first page: of the landlord whose door it is; where there are several, none of them by itself."""
    if not code and not doors():
        return HttpResponseRedirect(reverse("desk:work"))  # nobody has set it up yet
    return _front(request, code, language)


front.login_required = False  # type: ignore[attr-defined]  # what `login_not_required` sets: both of its answers are for everybody


def _front(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = _start(request, code=code, language=language)
    except Http404:
        if code:
            raise
        return render(request, "front_door/nobody.html")
    return answer


@open_door("GET", "HEAD")
def _start(request: HttpRequest) -> HttpResponse:
    return render(request, "front_door/start.html", {"ways": ways_of(doorway(request))})


@open_door("GET", "HEAD")
def index(request: HttpRequest) -> HttpResponse:
    """What there is to read."""
    return render(request, "front_door/pages/index.html")


@open_door("GET", "HEAD")
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the pages."""
    here = doorway(request)
    match slug:
        case "how":
            what = {"stages": times(here.landlord, here.today), "sections": _sections(here, _HOW, _HELP, _RIGHT)}
            return render(request, "front_door/pages/how.html", what)
        case "which":
            what = {"title": said("A complaint, or a request?"), "sections": _which(here)}
        case "cannot":
            what = {"title": said("What we cannot take, and who can help"), "sections": _sections(here, _CANNOT)}
        case "policy":
            whole = _page(here)
            what = {"title": whole.title, "sections": _shown(whole.sections)}
        case "leaflet" | "easy":
            return _leaflet(request, easy=slug == "easy")
        case _:
            raise Http404
    return render(request, "front_door/pages/sections.html", {**what, "slug": slug})


def _which(here: Doorway) -> list[SectionShown]:
    """The difference in a few words, then what the policy says."""
    ours = Section(
        "",
        (
            Paragraph(
                said("Do you want something to be done, such as a repair? That is a request. Ask, and we do it.")
            ),
            Paragraph(
                said(
                    "Are you unhappy with what we did, did not do, or how we did it? That is a complaint. You do not have to use that word."
                )
            ),
            Paragraph(said("You can complain about a request while we still work on it. The work goes on.")),
        ),
    )
    return [*_shown([ours]), *_sections(here, _WHAT)]


def _leaflet(request: HttpRequest, *, easy: bool) -> HttpResponse:
    here = doorway(request)
    what = {
        "easy": easy,
        "stages": times(here.landlord, here.today),
        "address": request.build_absolute_uri(here.address("start")),
        "ways": ways_of(here),
        "one_line": ", ".join(here.landlord.address.splitlines()),
        "ombudsman": _terms(each for each in _reach(here) if each.new_cases),
    }
    return render(request, "front_door/pages/leaflet.html", what)


def _reach(here: Doorway) -> tuple[Contact, ...]:
    return contacts(here.landlord.family.replace("-", "_"), on=here.today)


def _terms(found: Iterable[Contact]) -> list[Term]:
    return [Term(str(_LABELS.get(each.kind, each.kind)), each.value, _link(each)) for each in found]


def _link(contact: Contact) -> str:
    match contact.kind:
        case "telephone":
            return f"tel:{''.join(contact.value.split())}"
        case "email":
            return f"mailto:{contact.value}"
        case "web" | "form":
            return f"https://{contact.value.removeprefix('https://')}"
        case _:
            return ""


@open_door("GET", "HEAD")
def ombudsman(request: HttpRequest) -> HttpResponse:
    """The right to the Ombudsman, at any time, with the ways that are open to a new complaint today."""
    here = doorway(request)
    ways = [each for each in _reach(here) if each.new_cases]
    england = here.landlord.family == "housing-ombudsman"
    regulator = contacts("building_safety_regulator", on=here.today) if england else ()
    what = {"ways": _terms(ways), "by_mail": any(each.kind == "email" for each in ways), "regulator": _terms(regulator)}
    return render(request, "front_door/pages/ombudsman.html", what)


class DatesForm(PageForm):
    """From which day, and how many."""

    SHOWN: ClassVar[dict[str, Shown]] = {
        "start": Shown(called="the day to count from"),
        "days": Shown(width="3", numeric=True),
    }
    start = DateField(label=_("From which day?"))
    days = forms.IntegerField(label=_("How many working days?"), min_value=1, max_value=250)


@open_door("GET", "HEAD")
def dates(request: HttpRequest) -> HttpResponse:
    """A number of working days from a day, with the reason."""
    here = doorway(request)
    asked = any(name in request.GET for name in ("start_day", "start_month", "start_year", "days"))
    form = DatesForm(request.GET if asked else None, initial={"start": here.today, "days": 10})
    what: dict[str, object] = {"form": form}
    if asked and form.is_valid():
        try:
            what["working"] = found = calendar_days(
                here.landlord, form.cleaned_data["start"], form.cleaned_data["days"]
            )
            what["sum"] = sum_in_words(found, said("the day you gave"))
        except (YearNotKnown, OverflowError, ValueError) as no:
            what["problem"] = str(no)
    return render(request, "front_door/pages/dates.html", what)


@open_door("GET", "HEAD")
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, and how long."""
    return render(request, "front_door/pages/privacy.html")
