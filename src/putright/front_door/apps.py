"""The Django app of this room."""

from django.apps import AppConfig


class FrontDoorConfig(AppConfig):
    """Names."""

    name = "putright.front_door"
    label = "front_door"

    def ready(self) -> None:
        """Register the kinds of work of this room."""
        from importlib import import_module

        import_module("putright.front_door.nightly")
