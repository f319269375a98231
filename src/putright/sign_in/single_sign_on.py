"""Signing in with the landlord's own directory. It says who somebody is; whether they work here is ours to know.

Nobody becomes a member of staff by coming this way: an administrator adds people, with the roles they have.
"""

import logging
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from putright import clock
from putright.people.models import Staff
from putright.people.row_security import theirs
from putright.sign_in.door import No, passed
from putright.sign_in.models import Identity, SingleSignOn
from putright.sign_in.oidc import NotBelieved, Told, ask, discover, tell
from putright.sign_in.onward import checked, onward
from putright.sign_in.sealing import Broken, opened
from putright.sign_in.steps import go_on
from putright.sign_in.words import How

__all__ = ["back", "who", "with_directory"]

_ASKED = "directory"
_LOG = logging.getLogger(__name__)
NOBODY = (
    "Your organisation knows you, but nobody with that address works here. Ask your administrator to add you with the "
    "address you use there."
)
NO_ANSWER = "Your organisation's sign-in did not answer as it should. Try again, or sign in with your password."


@login_not_required
@never_cache
@require_POST
def with_directory(request: HttpRequest, landlord: UUID) -> HttpResponseBase:
    """Send somebody to their landlord's directory. Posted, so that nobody else's page can begin it."""
    found = _of(landlord)
    try:
        asked = ask(discover(found.issuer), found.client, _back(request))
    except NotBelieved as error:
        _LOG.warning("Single sign-on of %s: %s", found.label, error)
        return _no(request, NO_ANSWER, 502)
    request.session[_ASKED] = {
        "landlord": str(landlord),
        "state": asked.state,
        "nonce": asked.nonce,
        "verifier": asked.verifier,
        "next": onward(request),
    }
    return HttpResponseRedirect(asked.address)


@login_not_required
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponseBase:
    """Somebody comes back from the directory. What was asked is answered once."""
    asked = request.session.pop(_ASKED, None)
    if asked is None or request.GET.get("state") != asked["state"] or not request.GET.get("code"):
        return _no(request, NO_ANSWER, 400)
    landlord = UUID(asked["landlord"])
    found = _of(landlord)
    now = clock.now()
    try:
        told = tell(
            discover(found.issuer), found.client, opened(found.sealed_secret), _back(request), request.GET["code"],
            verifier=asked["verifier"], nonce=asked["nonce"], at=now,
        )  # fmt: skip
    except (NotBelieved, Broken) as error:
        _LOG.warning("Single sign-on of %s: %s", found.label, error)
        return _no(request, NO_ANSWER, 502)
    person = who(landlord, found, told)
    if person is None:
        return _no(request, NOBODY, 403)
    answer = passed(
        request, person, How.SINGLE_SIGN_ON, checked(request, asked["next"]),
        at=now, today=clock.today(), second_done=found.second_factor_there,
    )  # fmt: skip
    return _no(request, answer.says, 403) if isinstance(answer, No) else go_on(request)


def who(landlord: UUID, directory: SingleSignOn, told: Told) -> Staff | None:
    """Who of the landlord's staff that is: by the directory's number, else once by an address that was checked.

    An address alone proves nothing where people can write their own into the directory. Nobody is added.
    """
    with theirs(landlord):
        known = Identity.objects.filter(landlord=landlord, issuer=told.issuer, subject=told.subject)
        bound = known.select_related("staff__landlord").first()
        if bound is not None:
            return bound.staff
        if not told.email or not (told.email_verified or directory.addresses_are_checked):
            return None
        person = Staff.objects.select_related("landlord").filter(landlord=landlord, email=told.email).first()
        if person is None:
            return None
        try:
            with transaction.atomic():
                Identity.objects.create(
                    landlord_id=landlord, staff=person, issuer=told.issuer, subject=told.subject, bound_at=clock.now()
                )
        except IntegrityError:  # the person is bound to another number: an address that was given to somebody new
            return None
    return person


def _of(landlord: UUID) -> SingleSignOn:
    found = SingleSignOn.objects.filter(landlord=landlord, in_use=True).first()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("sign_in:back"))


def _no(request: HttpRequest, says: str, status: int) -> HttpResponse:
    return render(request, "sign_in/no.html", {"says": says}, status=status)
