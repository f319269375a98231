"""What stands around every page: whose it is, who is signed in, where one can go from here.

The rooms above say what is in it: they register a function when they start (`navigation_from`), and it is asked for
each page that somebody signed in is shown. This room knows none of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from putright import clock
from putright.pages.appearance import address_of, logo_of
from putright.people.models import Landlord
from putright.rulebook import contacts

__all__ = ["NavigationItem", "Shell", "navigation_from", "shell"]


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One place in the navigation. `count` is shown behind the words, where there is something to count."""

    text: str
    href: str
    count: int | None = None


_CALLED = {"housing_ombudsman": "Housing Ombudsman Service", "lgsco": "Local Government and Social Care Ombudsman"}
Navigation = Callable[[HttpRequest], Sequence[NavigationItem]]
_NAVIGATIONS: list[Navigation] = []


def navigation_from(navigation: Navigation) -> None:
    """Let a room say what is in the navigation. Asked in the order they registered; call it from `AppConfig.ready`."""
    if navigation not in _NAVIGATIONS:
        _NAVIGATIONS.append(navigation)


class Shell:
    """Asked by the layout, each thing once and only where the page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        """For one request."""
        self._request = request

    @cached_property
    def person(self) -> Any:  # noqa: ANN401  the project's user, or None
        """Who is signed in; None for nobody."""
        if hasattr(self._request, "staff"):
            return self._request.staff
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def landlord(self) -> Landlord | None:
        """Whose page it is: what the view or the door said (`request.landlord`), else the landlord of who is signed in."""
        said: Landlord | None = getattr(self._request, "landlord", None)
        return said or (self.person.landlord if self.person else None)

    @property
    def name(self) -> str:
        """What the pages call the landlord."""
        return self.landlord.name if self.landlord else ""

    @property
    def service(self) -> str:
        """What stands behind the title of every page."""
        return f"{self.name} complaints" if self.name else "Complaints"

    @property
    def roles(self) -> str:
        """The roles of who is signed in, as they count today, to be read: "complaints officer, manager"."""
        counted: Iterable[str] = getattr(self._request, "roles", ())
        return ", ".join(sorted(str(role).replace("_", " ") for role in counted))

    @cached_property
    def navigation(self) -> list[dict[str, Any]]:
        """For the navigation component: where the page is, is marked."""
        if not self.person:
            return []
        found = [item for navigation in _NAVIGATIONS for item in navigation(self._request)]
        here = self._request.path
        within = max((item.href for item in found if here.startswith(item.href)), key=len, default="")
        return [
            {
                "text": item.text if item.count is None else f"{item.text} ({item.count:,})",
                "href": item.href,
                "current": item.href == here,
                "active": item.href == within,
            }
            for item in found
        ]

    @property
    def home(self) -> str:
        """Where the landlord's name in the header leads: the first place in the navigation."""
        return self.navigation[0]["href"] if self.navigation else "/"

    @property
    def sign_out(self) -> str:
        """The address of signing out, which is posted to; "" where there is none."""
        return _address(settings.SIGN_OUT_URL)

    @property
    def appearance(self) -> str:
        """The address of the landlord's colours; "" where it has none of its own."""
        return address_of(self.landlord) if self.landlord else ""

    @property
    def logo(self) -> str:
        """The address of the landlord's logo; "" where it has none."""
        return logo_of(self.landlord) if self.landlord else ""

    @cached_property
    def ombudsman(self) -> dict[str, str]:
        """How the Ombudsman of this landlord's residents is reached today: by kind ("telephone", "form", "web")."""
        return ombudsman_of(self.landlord, clock.today()) if self.landlord else {}


def ombudsman_of(landlord: Landlord, on: date) -> dict[str, str]:
    """The ways by which a new complaint may be brought on that day, by kind, and under "name" whose they are."""
    body = landlord.family.replace("-", "_")
    if body not in _CALLED:
        return {}
    ways = {each.kind: each.value for each in reversed(contacts(body, on=on)) if each.new_cases}
    return {"name": _CALLED[body], **ways}


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor: `shell` in every template."""
    return {"shell": Shell(request)}


def _address(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
