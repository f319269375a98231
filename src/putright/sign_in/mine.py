"""One's own page: password, second factors, open sessions, and who came in under one's name."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright import clock
from putright.people.models import Staff
from putright.people.staffing import set_own_password
from putright.sign_in import factors, passkeys, sessions
from putright.sign_in.door import whom
from putright.sign_in.forms import NameForm, PasswordForm
from putright.sign_in.history import sign_ins_of
from putright.sign_in.knocks import heard, knock
from putright.sign_in.locked import locked
from putright.sign_in.models import OpenSession
from putright.sign_in.steps import CODES, CODES_THEN, app_set_up
from putright.sign_in.whence import address_of
from putright.sign_in.words import End, How, Outcome

__all__ = ["add_app", "add_passkey", "change_password", "end_session", "mine", "new_codes", "remove_factor"]

_SHOWN = 50
_AGO = 15 * 60
"""Seconds: how long ago somebody may have signed in to change what signing in takes."""


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Everything about one's own signing in."""
    person = _self(request)
    here = request.session.get(sessions.SESSION)
    told = {
        "factors": factors.factors_of(person),
        "required": factors.required(person.landlord),
        "codes_left": factors.codes_left(person),
        "sessions": [(each, str(each.pk) == here) for each in sessions.open_sessions(person, clock.now())],
        "lines": told_lines(sign_ins_of(person.landlord_id, person)[:_SHOWN]),
    }
    return render(request, "sign_in/mine.html", told)


def told_lines(lines: Any) -> list[dict[str, Any]]:  # noqa: ANN401  rows of SignIn
    """The history as it is read: the words for how and what became of it beside each line."""
    return [
        {
            "at": each.at,
            "who": each.staff,
            "how": How(each.how).spoken,
            "outcome": Outcome(each.outcome).spoken,
            "well": each.outcome == Outcome.CAME_IN,
            "place": each.place,
            "browser": each.browser,
        }
        for each in lines
    ]


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Another password. Every other session ends with it."""
    person = _self(request)
    form = PasswordForm(request.POST or None, ask_current=True)
    if request.method == "POST" and form.is_valid():
        now, whence = clock.now(), address_of(request)
        until = knock(whom(person.email), whence, now)
        if until is not None:
            return locked(request, until)
        if not person.check_password(form.cleaned_data["current"]):
            form.add_error("current", "That is not the password you have now.")
        elif _set(form, person, now):
            heard(whom(person.email), whence)
            update_session_auth_hash(request, person)
            sessions.end_others(person, End.PASSWORD, now, but=request.session[sessions.SESSION])
            messages.success(request, "Your password is changed. Every other session of yours has ended.")
            return redirect("sign_in:mine")
    return render(request, "sign_in/change_password.html", {"form": form}, status=400 if form.errors else 200)


def _set(form: PasswordForm, person: Staff, now: datetime) -> bool:
    try:
        set_own_password(person, form.cleaned_data["password"], now)
    except ValidationError as error:
        form.add_error("password", " ".join(error.messages))
        return False
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest) -> HttpResponseBase:
    """An authenticator app, beside what there is."""
    if not _lately(request):
        return render(request, "sign_in/again.html", status=403)
    person = _self(request)
    form, told = app_set_up(request, person)
    if form is None:
        return _added(request, person, "The authenticator app is added.")
    return render(request, "sign_in/add_app.html", {"form": form, **told}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponseBase:
    """A passkey, beside what there is."""
    if not _lately(request):
        return render(request, "sign_in/again.html", status=403)
    person = _self(request)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = request.POST.get("passkey", "")
        if passkeys.added(request, person, answer, form.cleaned_data["name"], clock.now()):
            return _added(request, person, "The passkey is added.")
        form.add_error(None, "That passkey could not be added. Try again, or use an app.")
    told = {"form": form, "options": passkeys.offered(request, person)}
    return render(request, "sign_in/add_passkey.html", told, status=400 if form.errors else 200)


def _added(request: HttpRequest, person: Staff, says: str) -> HttpResponseBase:
    messages.success(request, says)
    if factors.codes_left(person):
        return redirect("sign_in:mine")
    return _codes(request, person)


@require_POST
def new_codes(request: HttpRequest) -> HttpResponseBase:
    """Ten new recovery codes."""
    if not _lately(request):
        return render(request, "sign_in/again.html", status=403)
    return _codes(request, _self(request))


def _codes(request: HttpRequest, person: Staff) -> HttpResponseBase:
    request.session[CODES] = list(factors.new_recovery_codes(person, clock.now()))
    request.session[CODES_THEN] = reverse("sign_in:mine")
    return redirect("sign_in:codes")


@require_POST
def remove_factor(request: HttpRequest, factor: UUID) -> HttpResponseBase:
    """Take one of one's own second factors away."""
    if not _lately(request):
        return render(request, "sign_in/again.html", status=403)
    if factors.remove(_self(request), factor, clock.now()):
        messages.success(request, "That way of signing in is removed.")
    else:
        messages.error(request, "It stays: your landlord asks for a second step. Add another way first.")
    return redirect("sign_in:mine")


@require_POST
def end_session(request: HttpRequest, session: UUID) -> HttpResponseBase:
    """End a session of one's own in another browser."""
    person = _self(request)
    row = OpenSession.objects.filter(landlord=person.landlord_id, staff=person, pk=session).first()
    if row is None:
        raise Http404
    sessions.end(row, End.BY_THEMSELVES, clock.now())
    messages.success(request, "That session has ended.")
    return redirect("sign_in:mine")


def _self(request: HttpRequest) -> Staff:
    person: Staff = request.staff  # type: ignore[attr-defined]  # set by the middleware
    return person


def _lately(request: HttpRequest) -> bool:
    """Whether somebody signed in not long ago: a screen left open must not be enough to change what opens the door."""
    row = OpenSession.objects.get(landlord=_self(request).landlord_id, pk=request.session[sessions.SESSION])
    return (clock.now() - row.started_at).total_seconds() <= _AGO
