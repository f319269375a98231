"""The Django app of this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names."""

    name = "putright.desk"
    label = "desk"
