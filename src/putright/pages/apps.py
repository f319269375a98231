"""The Django app of this room."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names."""

    name = "putright.pages"
    label = "pages"
