"""What a password has to be, said in plain words (AUTH_PASSWORD_VALIDATORS)."""

from django.contrib.auth import password_validation as django_s
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

__all__ = ["LongEnough", "NotAboutYou", "NotCommon"]

SHORTEST = 12


class LongEnough:
    """Twelve characters or more; nothing about capitals and signs, which make passwords worse to keep and no better."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        del user
        if len(password) < SHORTEST:
            raise ValidationError(f"That has {len(password)} characters. Use {SHORTEST} or more.", code="too_short")

    def get_help_text(self) -> str:
        """For those who ask before."""
        return f"At least {SHORTEST} characters."


class NotCommon(django_s.CommonPasswordValidator):
    """None of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        """The words."""
        return "That is one of the passwords that are tried first everywhere. Think of another."

    def get_help_text(self) -> str:
        """For those who ask before."""
        return "Not one that many people use."


class NotAboutYou(django_s.UserAttributeSimilarityValidator):
    """Not one's name or address."""

    def __init__(self) -> None:
        """What is known of somebody here."""
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self) -> str:
        """The words."""
        return "That is too much like your name or e-mail address. Think of something else."

    def get_help_text(self) -> str:
        """For those who ask before."""
        return "Not your name or e-mail address."
