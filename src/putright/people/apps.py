"""The Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Landlords and people."""

    name = "putright.people"
    label = "people"
