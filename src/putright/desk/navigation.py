"""The staff's navigation: which pages there are, and who is shown a way to them.

A page that has no address yet is left out. What is shown here allows nothing: every page asks for itself.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from putright.pages.shell import NavigationItem
from putright.people.permissions import SEES
from putright.people.roles import Role

__all__ = ["PLACES", "navigation"]

_HANDLE = frozenset({Role.HANDLER, Role.COMPLAINTS_OFFICER, Role.STAGE_2_REVIEWER, Role.MANAGER})
_LEAD = frozenset({Role.COMPLAINTS_OFFICER, Role.MANAGER})
_ALL = frozenset(Role)
PLACES: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("My work", "desk:work", SEES),
    ("Questions to you", "desk:contributions", frozenset({Role.CONTRIBUTOR})),
    ("New contact", "desk:new_contact", _HANDLE),
    ("Triage", "desk:triage", _HANDLE),
    ("Service requests", "desk:service_requests", _HANDLE | {Role.AUDITOR}),
    ("Letters", "desk:letters_waiting", SEES - {Role.AUDITOR}),
    ("Promises", "desk:promises", SEES),
    ("Registers", "desk:registers", _HANDLE | {Role.AUDITOR}),
    ("Ombudsman", "desk:ombudsman", _LEAD | {Role.AUDITOR}),
    ("Oversight", "desk:oversight", _LEAD | {Role.MEMBER_RESPONSIBLE, Role.AUDITOR}),
    ("Administration", "desk:administration:index", _LEAD | {Role.ADMINISTRATOR, Role.AUDITOR}),
    ("Signing in", "sign_in:mine", _ALL),
)
"""The words, the name of the address, and the roles that are shown it."""


def navigation(request: HttpRequest) -> Sequence[NavigationItem]:
    """What somebody is shown, in this order. Nothing while nobody is signed in."""
    asked: Any = request
    roles: frozenset[Role] = getattr(asked, "roles", frozenset())
    return [
        NavigationItem(words, address)
        for words, name, shown_to in PLACES
        if roles & shown_to and (address := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
