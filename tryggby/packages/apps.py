"""Competence packages."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "tryggby.packages"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.packages.acts import ACTS

        name_verbs(**ACTS)
