"""The help entrance: no account, and pages that need no database."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "tryggby.help"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.help.acts import ACTS
        from tryggby.help.static_copy import renew
        from tryggby.organisations.door import installation_changed

        name_verbs(**ACTS)
        installation_changed.connect(renew, dispatch_uid="help.copy")
