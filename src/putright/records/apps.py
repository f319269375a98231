"""The Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The record."""

    name = "putright.records"
    label = "records"
