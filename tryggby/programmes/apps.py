"""Programmes, cohorts and gatherings."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "tryggby.programmes"
