"""The Django app of this room."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    """Names."""

    name = "putright.sign_in"
    label = "sign_in"
