"""Programmes, cohorts and gatherings."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "tryggby.programmes"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.programmes.acts import ACTS

        name_verbs(**ACTS)
