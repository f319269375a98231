"""The door: signing in with an address and a password, signing out, and what to do without a password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright import clock
from putright.sign_in.door import At, arrived
from putright.sign_in.forms import SignInForm
from putright.sign_in.locked import locked
from putright.sign_in.models import SingleSignOn
from putright.sign_in.onward import first_page, onward
from putright.sign_in.sessions import ENDED, SESSION, go
from putright.sign_in.steps import go_on

__all__ = ["forgotten", "sign_in", "sign_out"]


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The first step."""
    if request.method != "POST":
        if request.session.get(SESSION):
            return redirect(onward(request) or first_page())
        return _page(request, SignInForm(), ended=request.session.pop(ENDED, False))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    given = form.cleaned_data
    answer = arrived(request, given["email"], given["password"], onward(request), at=clock.now(), today=clock.today())
    if isinstance(answer, At):
        return go_on(request)
    if answer.until is not None:
        return locked(request, answer.until)
    form.add_error(None, answer.says)
    return _page(request, form, status=403)


def _page(request: HttpRequest, form: SignInForm, *, status: int = 200, ended: bool = False) -> HttpResponse:
    told: dict[str, Any] = {
        "form": form,
        "next": onward(request),
        "ended": ended,
        "directories": SingleSignOn.objects.filter(in_use=True).order_by("label"),
    }
    return render(request, "sign_in/sign_in.html", told, status=status)


@login_not_required
@never_cache
@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without a password. No address is asked for here, so nothing can be found out."""
    return render(request, "sign_in/forgotten.html")


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseRedirect:
    """Go. Posted, so that no picture on somebody else's page can sign anybody out."""
    go(request, clock.now())
    messages.success(request, "You have signed out.")
    return HttpResponseRedirect(reverse("sign_in:sign_in"))
