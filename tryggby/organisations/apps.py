"""Organisations, units, who works where, and appointed roles."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "tryggby.organisations"
    verbose_name = "Organisasjoner"
