"""Events that people turn up to."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tryggby.events"
    verbose_name = "Arrangementer"

    def ready(self) -> None:
        from tryggby.audit.door import name_verbs
        from tryggby.events.acts import ACTS

        name_verbs(**ACTS)
