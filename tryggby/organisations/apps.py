"""Organisations, units, who works where, and appointed roles."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "tryggby.organisations"
    verbose_name = "Organisasjoner"

    def ready(self) -> None:
        from tryggby.organisations import own

        own.begin()
