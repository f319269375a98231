"""What is asked at the door and on one's own page."""

from typing import Any, ClassVar

from django import forms

from putright.pages.forms import PageForm
from putright.pages.shown import Shown

__all__ = ["CodeForm", "NameForm", "PasswordForm", "RecoveryForm", "SignInForm"]

_LONG = 1000
"""Longer passwords are refused: hashing a megabyte is work for us and none for whoever sends it."""


class SignInForm(PageForm):
    """An address and a password."""

    SHOWN: ClassVar = {"email": Shown(autocomplete="username"), "password": Shown(autocomplete="current-password")}

    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput,
        error_messages={"required": "Enter your e-mail address."},
    )
    password = forms.CharField(
        label="Password",
        max_length=_LONG,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": "Enter your password.", "max_length": "That is longer than any password here."},
    )


class CodeForm(PageForm):
    """Six digits from an app."""

    SHOWN: ClassVar = {"code": Shown(autocomplete="one-time-code", width="10", numeric=True)}

    code = forms.CharField(
        label="Six-digit code",
        max_length=20,
        error_messages={"required": "Enter the six digits that the app shows."},
    )


class RecoveryForm(PageForm):
    """One of the codes on paper."""

    SHOWN: ClassVar = {"recovery": Shown(autocomplete="off", width="20")}

    recovery = forms.CharField(
        label="Recovery code",
        max_length=40,
        error_messages={"required": "Enter one of your recovery codes, such as 3kf9p-x7c2m."},
    )


class NameForm(PageForm):
    """What a passkey is called."""

    name = forms.CharField(
        label="Name of the passkey", help_text="Such as the device it is on.", max_length=80, required=False
    )


class PasswordForm(PageForm):
    """A new password, twice; with the one it replaces where somebody is signed in."""

    SHOWN: ClassVar = {
        "current": Shown(autocomplete="current-password"),
        "password": Shown(autocomplete="new-password"),
        "again": Shown(autocomplete="new-password"),
    }

    current = forms.CharField(
        label="Your password now",
        strip=False,
        max_length=_LONG,
        widget=forms.PasswordInput,
        error_messages={"required": "Enter the password you have now."},
    )
    password = forms.CharField(
        label="New password",
        help_text="At least 12 characters. Four words that only you would put together are good.",
        strip=False,
        max_length=_LONG,
        widget=forms.PasswordInput,
        error_messages={"required": "Enter a new password.", "max_length": "Use fewer than 1,000 characters."},
    )
    again = forms.CharField(
        label="New password again",
        strip=False,
        max_length=_LONG,
        widget=forms.PasswordInput,
        error_messages={"required": "Enter the new password again."},
    )

    def __init__(self, *args: Any, ask_current: bool = False, **more: Any) -> None:  # noqa: ANN401  Django's arguments
        """`ask_current`: whether the present password is asked for too."""
        super().__init__(*args, **more)
        if not ask_current:
            del self.fields["current"]

    def clean(self) -> dict[str, Any]:
        """The two must be the same."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "The two passwords are not the same. Enter both again.")
        return given
