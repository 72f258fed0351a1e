"""People who sign in."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tryggby.people"
    verbose_name = "Personer"
