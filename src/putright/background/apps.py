"""The Django app of this room."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Names."""

    name = "putright.background"
    label = "background"
