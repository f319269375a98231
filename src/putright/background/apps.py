"""The Django app of this room."""

from importlib import import_module

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Names, and the kinds of work there are."""

    name = "putright.background"
    label = "background"

    def ready(self) -> None:
        """Load what registers kinds of work, so that whoever enqueues and whoever works know the same ones."""
        for module in ("outbox", "mail", "reassess", "nightly", "long_work"):
            import_module(f"putright.background.{module}")
