"""The Django app of this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names, and the navigation of every page that somebody signed in is shown."""

    name = "putright.desk"
    label = "desk"

    def ready(self) -> None:
        """Say what is in the navigation."""
        from putright.desk.navigation import navigation
        from putright.pages.shell import navigation_from

        navigation_from(navigation)
