"""The steps between a right password and the desk, each a page of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from putright import clock
from putright.people.models import Staff
from putright.people.row_security import theirs
from putright.people.staffing import set_own_password
from putright.sign_in import factors, passkeys, totp
from putright.sign_in.door import At, Step, next_step, put_down, second, stand, standing
from putright.sign_in.forms import CodeForm, PasswordForm, RecoveryForm
from putright.sign_in.history import note
from putright.sign_in.knocks import knock
from putright.sign_in.locked import locked
from putright.sign_in.onward import first_page
from putright.sign_in.picture import qr_svg
from putright.sign_in.sessions import admit
from putright.sign_in.whence import address_of
from putright.sign_in.words import FactorKind, How, Outcome

__all__ = ["choose_password", "go_on", "second_step", "set_up", "set_up_codes"]

View = Callable[..., HttpResponseBase]
StepView = Callable[..., HttpResponseBase | None]
"""A page of a step; None once the step is done."""
SECRET = "app_secret"  # noqa: S105  the name under which the session keeps it
CODES = "codes"
CODES_THEN = "codes_then"
WRONG_CODE = "That code is not right, or has been used. Wait for the next one and enter it."


def go_on(request: HttpRequest) -> HttpResponseBase:
    """To the page of the next step; through the door after the last."""
    found = standing(request, clock.now())
    if found is None:
        return redirect("sign_in:sign_in")
    at, person = found
    step = next_step(at, person)
    if step is not Step.IN:
        return redirect(f"sign_in:{step.value}")
    put_down(request)
    codes = request.session.get(CODES)
    admit(request, person, How(at.how), clock.now())
    if codes:
        request.session[CODES] = codes
        request.session[CODES_THEN] = at.next
        return redirect("sign_in:codes")
    return redirect(at.next or first_page())


def at_the_door(step: Step) -> Callable[[StepView], View]:
    """A page for one step: for somebody who has got so far and no further. In their landlord's transaction."""

    def only_then(view: StepView) -> View:
        @login_not_required
        @never_cache
        @sensitive_post_parameters()
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:  # noqa: ANN401  of an address
            found = standing(request, clock.now())
            if found is None or next_step(*found) is not step:
                return go_on(request)
            with theirs(UUID(found[0].landlord)):
                if (
                    request.method == "POST"
                ):  # one try after another, so that a hundred at once are counted as a hundred
                    Staff.objects.select_for_update().get(pk=found[1].pk)
                answer = view(request, *found, *args, **more)
            return go_on(request) if answer is None else answer

        return shown

    return only_then


@at_the_door(Step.SECOND)
def second_step(request: HttpRequest, at: At, person: Staff) -> HttpResponseBase | None:
    """A code from the app, a passkey, or a recovery code."""
    kinds = {each.kind for each in factors.factors_of(person)}
    form: CodeForm | RecoveryForm = CodeForm()
    other = RecoveryForm()
    status = 200
    if request.method == "POST":
        until = knock(f"second:{person.pk}", address_of(request), clock.now())
        if until is not None:
            note(person, request, How(at.how), Outcome.LOCKED, clock.now())
            return locked(request, until)
        how, wrong, tried = _tried(request, person)
        if not wrong:
            second(request, at, person, how, right=True)
            return None
        note(person, request, how, Outcome.WRONG_SECOND, clock.now())
        tried.add_error(None if isinstance(tried, CodeForm) and how is How.PASSKEY else next(iter(tried.fields)), wrong)
        form, status = tried, 403
    if isinstance(form, RecoveryForm):
        other = form
    options = passkeys.asked(request, person) if FactorKind.PASSKEY in kinds else None
    told = {
        "form": form,
        "code_form": form if isinstance(form, CodeForm) else CodeForm(),
        "recovery_form": other,
        "kinds": kinds,
        "options": options,
        "codes_left": factors.codes_left(person),
    }
    return render(request, "sign_in/second_step.html", told, status=status)


def _tried(request: HttpRequest, person: Staff) -> tuple[How, str, CodeForm | RecoveryForm]:
    """How it was tried, what is wrong with it ("" for nothing), and the form to say so in."""
    now = clock.now()
    if "passkey" in request.POST:
        right = passkeys.answered(request, person, request.POST["passkey"], now)
        return (
            How.PASSKEY,
            "" if right else "That passkey was not accepted. Try again, or use another way.",
            CodeForm({}),
        )
    if "recovery" in request.POST:
        recovery = RecoveryForm(request.POST)
        right = recovery.is_valid() and factors.use_recovery_code(person, recovery.cleaned_data["recovery"])
        wrong = "That is not one of your recovery codes, or it has been used. Try another."
        return How.RECOVERY, "" if right else wrong, recovery
    form = CodeForm(request.POST)
    right = form.is_valid() and factors.use_app_code(person, form.cleaned_data["code"], now)
    return How.APP, "" if right else WRONG_CODE, form


@at_the_door(Step.CHOOSE)
def choose_password(request: HttpRequest, at: At, person: Staff) -> HttpResponseBase | None:
    """A password of one's own in the place of the one that was made."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if person.check_password(form.cleaned_data["password"]):
            form.add_error("password", "That is the password that was made for you. Choose one that only you know.")
        elif _set(form, person):
            stand(request, at)
            return None
    return render(request, "sign_in/choose_password.html", {"form": form}, status=400 if form.errors else 200)


def _set(form: PasswordForm, person: Staff) -> bool:
    try:
        set_own_password(person, form.cleaned_data["password"], clock.now())
    except ValidationError as error:
        form.add_error("password", " ".join(error.messages))
        return False
    return True


@at_the_door(Step.SET_UP)
def set_up(request: HttpRequest, at: At, person: Staff) -> HttpResponseBase | None:
    """A second factor, because the landlord asks for one and there is none."""
    form, told = app_set_up(request, person)
    if form is None:
        request.session[CODES] = list(factors.new_recovery_codes(person, clock.now()))
        second(request, at, person, How.APP, right=True)
        return None
    if request.method == "POST" and "passkey" in request.POST:
        if passkeys.added(request, person, request.POST["passkey"], request.POST.get("name", ""), clock.now()):
            request.session[CODES] = list(factors.new_recovery_codes(person, clock.now()))
            second(request, at, person, How.PASSKEY, right=True)
            return None
        form.add_error(None, "That passkey could not be added. Try again, or use an app.")
    told |= {"form": form, "options": passkeys.offered(request, person)}
    return render(request, "sign_in/set_up.html", told, status=400 if form.errors else 200)


def app_set_up(request: HttpRequest, person: Staff) -> tuple[CodeForm | None, dict[str, Any]]:
    """An app is shown a secret and has to show a right code of it. No form once it did, and the app is added.

    The secret waits in the session until then, so that a page that is loaded again shows the same.
    """
    secret = request.session.get(SECRET) or totp.new_secret()
    request.session[SECRET] = secret
    form = CodeForm(request.POST) if request.method == "POST" and "code" in request.POST else CodeForm()
    if form.is_bound and form.is_valid():
        step = totp.steps_matching(secret, form.cleaned_data["code"], clock.now(), after=0)
        if step is not None:
            factors.add_app(person, secret, step, clock.now())
            request.session.pop(SECRET, None)
            return None, {}
        form.add_error(
            "code", "That code does not fit. Check that the phone's clock is right, and enter the next code."
        )
    address = totp.address(secret, email=person.email, issuer=f"{person.landlord.name} complaints")
    picture = SafeString(qr_svg(address, title="QR code for an authenticator app"))
    spaced = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    return form, {"picture": picture, "secret": spaced}


def set_up_codes(request: HttpRequest) -> HttpResponseBase:
    """The recovery codes, shown once, to somebody who has just come in or made new ones."""
    codes = request.session.pop(CODES, None)
    then = request.session.pop(CODES_THEN, "") or first_page()
    if not codes:
        return redirect(then)
    return render(request, "sign_in/codes.html", {"codes": codes, "then": then})
