"""Figures and reports."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "tryggby.insight"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.insight.acts import ACTS
        from tryggby.insight.own import tell

        name_verbs(**ACTS)
        tell()
