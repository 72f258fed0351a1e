"""People who sign in."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tryggby.people"
    verbose_name = "Personer"

    def ready(self) -> None:
        from tryggby.people import own

        own.begin()
