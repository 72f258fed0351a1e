"""Barnevernøvelser: drills that run live."""

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    name = "tryggby.drills"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.drills.acts import ACTS
        from tryggby.drills.own import tell

        name_verbs(**ACTS)
        tell()
