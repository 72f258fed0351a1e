"""Requirements and what they ask of each person."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "tryggby.obligations"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.obligations.acts import ACTS
        from tryggby.obligations.hearing import listen
        from tryggby.obligations.own import tell

        name_verbs(**ACTS)
        listen()
        tell()
