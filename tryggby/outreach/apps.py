"""Dialogue meetings and oppvekst days."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "tryggby.outreach"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.outreach.acts import ACTS
        from tryggby.outreach.own import tell

        name_verbs(**ACTS)
        tell()
