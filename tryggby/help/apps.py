"""The help entrance: no account, and pages that need no database."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "tryggby.help"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.help.acts import ACTS

        name_verbs(**ACTS)
