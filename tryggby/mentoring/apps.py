"""Mandates, practice and reach."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "tryggby.mentoring"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.mentoring.acts import ACTS

        name_verbs(**ACTS)
