"""Routines, the sharing plan, the safe person and the self-review."""

from django.apps import AppConfig


class RoutinesConfig(AppConfig):
    name = "tryggby.routines"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.routines.acts import ACTS
        from tryggby.routines.own import tell

        name_verbs(**ACTS)
        tell()
